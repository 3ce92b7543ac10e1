"""Steps of a change of one duty's day, as operations and `sync` take them.

Belongs here: leaving the row of history, letting a stopped clock run again, carrying decisions over
to a day that facts have moved. Does not belong here: who may do it, or an audit row.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.duties.models import Duty, DutyMove
from supervision.duties.rules import MoveKind
from supervision.law import delays
from supervision.law.calendar import CalendarGap
from supervision.law.lawbook import Lawbook
from supervision.law.model import Gap, Step

CLOSED_WHILE_PAUSED = "The duty was done while its clock stood."
OVER_BEFORE = "By the corrected fact the term was over before the pause."


def moved(
    actor: Actor,
    duty: Duty,
    old: date | None,
    reason: str,
    kind: MoveKind,
    *,
    on_day: date | None = None,
) -> DutyMove:
    """The row of history for a change that is already made."""
    return DutyMove(
        duty_id=duty.id,
        office_id=duty.office_id,
        old_due_on=old,
        new_due_on=duty.due_on,
        reason=reason,
        kind=kind,
        on_day=on_day,
        actor_id=actor.user_id,
        actor_name=actor.name,
    )


def run_again(
    session: Session, actor: Actor, duty: Duty, reason: str, *, on: date, law: Lawbook
) -> None:
    """End the pause of a duty: its clock counts from `on`, and the law says how far it reaches."""
    paused_on, old = duty.paused_on, duty.due_on
    if paused_on is None:
        return
    on = max(on, paused_on)
    duty.paused_on = None
    _reach(duty, law, paused_on, on)
    session.add(moved(actor, duty, old, reason, MoveKind.RESUMED, on_day=on))


def carry_over(session: Session, actor: Actor, duty: Duty, *, law: Lawbook) -> None:
    """Apply the decisions taken so far to the day that corrected facts give.

    Days paused stay days paused, and an extension to a later day stays one; a day set by hand is
    forgotten, because it was set against another day.
    """
    statement = select(DutyMove).where(DutyMove.duty_id == duty.id).order_by(DutyMove.id)
    with session.no_autoflush:  # half of the change may contradict what the table demands
        changes = session.scalars(statement).all()
    paused_on = None
    for change in changes:
        if change.kind == MoveKind.PAUSED:
            paused_on = change.on_day
        elif change.kind == MoveKind.RESUMED and paused_on is not None and change.on_day:
            _reach(duty, law, paused_on, change.on_day)
            paused_on = None
        elif change.kind == MoveKind.EXTENDED and change.new_due_on:
            _put_off(duty, change.new_due_on)
    if duty.paused_on is not None and (duty.due_on is None or duty.due_on < duty.paused_on):
        run_again(session, actor, duty, OVER_BEFORE, on=duty.paused_on, law=law)


def put_off(duty: Duty, until: date) -> None:
    """Put the last day off by a decision; its steps say so."""
    duty.due_on, duty.gap, duty.moved = until, None, True
    duty.steps = [*duty.steps, Step("extended", until).as_json()]


def _put_off(duty: Duty, until: date) -> None:
    if duty.due_on is not None and until > duty.due_on:
        put_off(duty, until)


def _reach(duty: Duty, law: Lawbook, paused_on: date, resumed_on: date) -> None:
    """The day a stopped clock reaches; a term that was over before it stopped stays over."""
    pausing = law.rule(duty.rule, duty.event_on).pausable
    if pausing is None or duty.due_on is None or duty.due_on < paused_on:
        return
    if resumed_on == paused_on:
        return
    duty.moved = True
    try:
        counted = delays.resumed(law.calendar, pausing, duty.due_on, paused_on, resumed_on)
    except CalendarGap as gap:
        step = Step(f"gap.{Gap.CALENDAR_ENDS}", None, {"year": str(gap.year)})
        duty.due_on, duty.gap = None, Gap.CALENDAR_ENDS
        duty.steps = [*duty.steps, step.as_json()]
        return
    duty.due_on, duty.gap = counted.due_on, None
    duty.confirmed = duty.confirmed and counted.confirmed
    duty.calendar_version = law.calendar.version
    duty.steps = [*duty.steps, *(step.as_json() for step in counted.steps)]
