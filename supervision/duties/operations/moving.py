"""Decisions about the day of one duty: set by hand, put off, its clock stopped and run again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import Forbidden, Problem
from supervision.core.problems import day_in_words, refuse
from supervision.core.texts import written
from supervision.duties.changing import moved, put_off, run_again
from supervision.duties.models import Duty
from supervision.duties.operations.within import demand_version, held, rule_of
from supervision.duties.policy import decides, demand_move
from supervision.duties.queries import moves_of
from supervision.duties.rules import Change, MoveKind, law_day
from supervision.law.lawbook import Lawbook

ABOVE = "Only the head of an office above the one that owes the duty decides this."
STANDS = "The clock of this duty stands: let it run again first."
OVER = "The term ended on %(day)s: after it nothing can be extended."
FUTURE = "A day that has not come cannot be recorded."


def move_by_hand(
    session: Session,
    actor: Actor,
    duty_id: int,
    *,
    new_due_on: date,
    reason: str,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> Duty:
    """Give an open duty another day, with a reason; the old day, reason and actor are kept.

    Up to the law's own last day the head sets the day as the work asks. A later one extends the
    term: only where the rule is `extendable`, by whom it says, and not after its end.
    Raises Forbidden; Stale when the duty is no longer the `version` its reader saw; Refused for a
    closed duty, an empty reason, an unchanged or past day, an extension the law does not give.
    """
    duty = held(session, duty_id)
    demand_move(actor, duty)
    demand_version(duty, version)
    changes = [move.as_change for move in moves_of(session, [duty.id])]
    last_day = law_day(changes, duty.due_on)
    extends = last_day is not None and new_due_on > last_day
    problems = []
    if not duty.is_open:
        problems.append(Problem("This duty is closed; its day does not change any more."))
    if duty.paused_on is not None:
        problems.append(Problem(STANDS))
    if not written(reason):
        problems.append(Problem("Say why the day moves.", "reason"))
    if new_due_on < today:
        problems.append(Problem("The new day is already over.", "new_due_on"))
    if new_due_on == duty.due_on:
        problems.append(Problem("This is the day the duty already has.", "new_due_on"))
    elif last_day is not None and extends:
        problems += _extension_problems(actor, duty, last_day, law, today)
    refuse(problems)
    old = duty.due_on
    if extends:
        put_off(duty, new_due_on)
    else:
        duty.due_on, duty.gap, duty.moved = new_due_on, None, True
    kind = MoveKind.EXTENDED if extends else MoveKind.HAND
    session.add(moved(actor, duty, old, written(reason), kind))
    record(
        session,
        actor,
        action="duties.extend" if extends else "duties.move_by_hand",
        subject=("duty", duty.id),
        office_id=duty.office_id,
        before={"due_on": old},
        after={"due_on": new_due_on, "reason": written(reason)},
    )
    return duty


def _extension_problems(
    actor: Actor, duty: Duty, last_day: date, law: Lawbook, today: date
) -> Iterator[Problem]:
    """What stands against a day later than the law's."""
    rule = rule_of(law, duty)
    named = {"day": day_in_words(last_day)}
    if rule is None or rule.extendable is None:
        message = "The law gives no longer term: its last day is %(day)s."
        yield Problem(message, "new_due_on", named)
    elif not decides(actor, duty, rule.extendable.decided_by):
        yield Problem(ABOVE, "new_due_on")
    elif last_day < today:
        yield Problem(OVER, "new_due_on", named)


def pause(
    session: Session,
    actor: Actor,
    duty_id: int,
    *,
    from_on: date,
    reason: str,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> Duty:
    """Stop the clock of an open duty from a day on, where its rule is `pausable`.

    What is left of the term on that day is kept; the duty is not overdue and reminds of nothing
    until `resume`. Raises Forbidden; Stale; Refused for a rule that lets no clock stop, a duty that
    is closed, paused, without a day or over, a day to come or one before the duty, no reason.
    """
    duty = held(session, duty_id)
    demand_move(actor, duty)
    rule = rule_of(law, duty)
    pausing = rule.pausable if rule is not None else None
    if pausing is None:
        raise Forbidden("The law does not let the clock of this duty stop.")
    if not decides(actor, duty, pausing.decided_by):
        raise Forbidden(ABOVE)
    demand_version(duty, version)
    changes = [move.as_change for move in moves_of(session, [duty.id])]
    problems = list(_pause_problems(duty, changes, from_on, today))
    if not written(reason):
        problems.append(Problem("Say why the clock stops.", "reason"))
    refuse(problems)
    duty.paused_on = from_on
    kept = moved(actor, duty, duty.due_on, written(reason), MoveKind.PAUSED, on_day=from_on)
    session.add(kept)
    record(
        session,
        actor,
        action="duties.pause",
        subject=("duty", duty.id),
        office_id=duty.office_id,
        after={"paused_on": from_on, "due_on": duty.due_on, "reason": written(reason)},
    )
    return duty


def _pause_problems(
    duty: Duty, changes: list[Change], from_on: date, today: date
) -> Iterator[Problem]:
    """What stands against stopping the clock from this day on."""
    if not duty.is_open:
        yield Problem("This duty is closed; its day does not change any more.")
        return
    if duty.paused_on is not None:
        yield Problem("The clock of this duty stands already.")
        return
    if duty.due_on is None:
        yield Problem("A duty without a day has no clock to stop.")
    elif duty.due_on < today:
        message = "The term ended on %(day)s: its clock runs no more."
        yield Problem(message, "from_on", {"day": day_in_words(duty.due_on)})
    elif from_on > today:
        yield Problem(FUTURE, "from_on")
    ran_from = max(
        (change.on_day for change in changes if change.on_day), default=duty.event_on or from_on
    )
    if from_on < ran_from:
        message = "The clock runs since %(day)s: it cannot stop before."
        yield Problem(message, "from_on", {"day": day_in_words(ran_from)})


def resume(
    session: Session,
    actor: Actor,
    duty_id: int,
    *,
    on: date,
    reason: str,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> Duty:
    """Let the clock run again from a day on; the law says how far what was left reaches.

    Raises Forbidden; Stale; Refused for a clock that does not stand, a day to come or before the
    pause, no reason.
    """
    duty = held(session, duty_id)
    demand_move(actor, duty)
    rule = rule_of(law, duty)
    if rule is not None and rule.pausable and not decides(actor, duty, rule.pausable.decided_by):
        raise Forbidden(ABOVE)
    demand_version(duty, version)
    problems = []
    if duty.paused_on is None:
        problems.append(Problem("The clock of this duty does not stand."))
    elif on < duty.paused_on:
        named = {"day": day_in_words(duty.paused_on)}
        problems.append(Problem("The clock stands since %(day)s only.", "on", named))
    if on > today:
        problems.append(Problem(FUTURE, "on"))
    if not written(reason):
        problems.append(Problem("Say why the clock runs again.", "reason"))
    refuse(problems)
    before = {"paused_on": duty.paused_on, "due_on": duty.due_on}
    run_again(session, actor, duty, written(reason), on=on, law=law)
    record(
        session,
        actor,
        action="duties.resume",
        subject=("duty", duty.id),
        office_id=duty.office_id,
        before=before,
        after={"resumed_on": on, "due_on": duty.due_on, "reason": written(reason)},
    )
    return duty
