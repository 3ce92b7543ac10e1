"""Why a duty was late and who is at fault, named afterwards by a head."""

from __future__ import annotations

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import Problem
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.duties.models import Duty
from supervision.duties.operations.within import demand_version, held
from supervision.duties.policy import demand_move
from supervision.duties.rules import Lateness


def explain_lateness(
    session: Session,
    actor: Actor,
    duty_id: int,
    lateness: Lateness,
    *,
    version: int | None = None,
) -> Duty:
    """Name the cause and the unit at fault of a duty that was done late without them.

    By the head of the owing office or of one above it. Raises Forbidden; Stale; Refused for a duty
    that was not late, one whose cause is named, or no unit.
    """
    duty = held(session, duty_id)
    demand_move(actor, duty)
    demand_version(duty, version)
    problems = []
    if not duty.was_late:
        problems.append(Problem("This duty was not done late."))
    elif duty.late_cause is not None:
        problems.append(Problem("The cause of this lateness is named already."))
    if not written(lateness.unit):
        problems.append(Problem("Name the unit at fault.", "late_unit"))
    refuse(problems)
    duty.late_cause, duty.late_unit = lateness.cause.value, written(lateness.unit)
    duty.late_note = written(lateness.note)
    record(
        session,
        actor,
        action="duties.explain_lateness",
        subject=("duty", duty.id),
        office_id=duty.office_id,
        after={
            "late_cause": duty.late_cause,
            "late_unit": duty.late_unit,
            "late_note": duty.late_note,
        },
    )
    return duty
