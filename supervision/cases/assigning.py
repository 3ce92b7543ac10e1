"""A case, or one of its hearings, given to a colleague from the planner of the duties."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from supervision.cases.operations import assign_case, assign_hearing
from supervision.core.access import Actor
from supervision.law.lawbook import Lawbook


def give(
    session: Session,
    actor: Actor,
    subject_id: int,
    *,
    part: str,
    assignee_id: int,
    law: Lawbook,
    today: date,
) -> None:
    """Give the hearing that `part` names to the colleague, or the case where it names none."""
    kind, _dash, number = part.partition("-")
    if kind == "hearing":
        hearing_id = int(number)
        assign_hearing(
            session,
            actor,
            subject_id,
            hearing_id,
            prosecutor_id=assignee_id,
            law=law,
            today=today,
        )
    else:
        assign_case(session, actor, subject_id, assignee_id=assignee_id, law=law, today=today)
