"""What reports count of duties: those not done by their day, by cause (`2015 ¶20`, `2002 ¶12`).

Belongs here: one select in the shape of `core/counting.py`.
"""

from __future__ import annotations

from sqlalchemy import and_, case, func, literal, or_, select

from supervision.core.counting import Asked, Counted, Record, counted
from supervision.duties.models import Duty
from supervision.duties.rules import DutyState, LateCause

STILL_OPEN, NOT_NAMED = "still_open", "not_named"
LATE = (*(cause.value for cause in LateCause), NOT_NAMED, STILL_OPEN)


def late_duties(asked: Asked) -> Counted:
    """Duties of the instruction whose day fell in the period and passed, by the cause named.

    One that nobody has done yet counts under `still_open`; a clock that stands is no lateness.
    """
    late = and_(Duty.state == DutyState.FULFILLED.value, Duty.closed_on > Duty.due_on)
    waiting = and_(
        Duty.state == DutyState.OPEN.value,
        Duty.due_on < asked.as_of,
        Duty.paused_on.is_(None),
    )
    cause = func.coalesce(Duty.late_cause, literal(NOT_NAMED))
    columns = counted(
        key=case((waiting, literal(STILL_OPEN)), else_=cause),
        subject=("duty", Duty.id),
        record=Record("duty", Duty.id),
        office_id=Duty.owner_office_id,
        on_day=Duty.due_on,
        label=Duty.subject_label,
        detail=Duty.rule,
    )
    return select(*columns).where(
        Duty.owner_office_id.in_(asked.offices),
        Duty.due_on.between(asked.start, asked.end),
        Duty.outside.is_(False),
        Duty.rule.startswith(f"{asked.act}/", autoescape=True),
        or_(late, waiting),
    )
