"""A requested file given to a colleague from the planner of the duties."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.law.lawbook import Lawbook
from supervision.studies.operations import assign


def give(
    session: Session,
    actor: Actor,
    subject_id: int,
    *,
    part: str,  # noqa: ARG001 — a file is given whole
    assignee_id: int,
    law: Lawbook,
    today: date,
) -> None:
    """Give the file to the colleague."""
    assign(session, actor, subject_id, assignee_id=assignee_id, law=law, today=today)
