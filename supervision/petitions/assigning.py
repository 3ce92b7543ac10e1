"""A petition given to the official who examines it, from the planner of the duties."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.law.lawbook import Lawbook
from supervision.petitions.operations import assign_examiner


def give(
    session: Session,
    actor: Actor,
    subject_id: int,
    *,
    part: str,  # noqa: ARG001 — a petition is given whole
    assignee_id: int,
    law: Lawbook,
    today: date,
) -> None:
    """Give the petition to the official: it reaches them today (`2015 ¶18`)."""
    assign_examiner(
        session,
        actor,
        subject_id,
        examiner_id=assignee_id,
        reached_on=today,
        law=law,
        today=today,
    )
