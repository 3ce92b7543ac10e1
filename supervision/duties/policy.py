"""Who may do what with a duty."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from supervision.core.access import Actor, Permission
from supervision.core.errors import Forbidden
from supervision.duties.models import Duty
from supervision.duties.rules import OFFICE, DutyState
from supervision.law.delays import Decider, Pausable
from supervision.law.lawbook import Lawbook
from supervision.law.model import Recurrence, UnknownLaw
from supervision.law.period import Period

ABOVE = Decider.OFFICE_ABOVE


def demand_move(actor: Actor, duty: Duty) -> None:
    """Only a head or deputy of the owing office, or of an office above it, moves a day by hand."""
    actor.demand(Permission.MOVE_DUTIES)
    if duty.owner_office_id not in actor.offices_below:
        raise Forbidden("This duty belongs to an office that is not yours or below yours.")


def decides(actor: Actor, duty: Duty, decided_by: Decider) -> bool:
    """Whether this head is the one the law's file names: of the owing office, or of one above it."""
    below = duty.owner_office_id in actor.offices_below
    above = actor.office_id != duty.owner_office_id
    return actor.may(Permission.MOVE_DUTIES) and below and (above or decided_by != ABOVE)


def demand_reopening(actor: Actor, duty: Duty, today: date) -> None:
    """The own head opens a duty again within the month it was closed in; later an office above."""
    demand_move(actor, duty)
    if not _is_own_month(actor, duty, today):
        raise Forbidden("After the month it was closed in, only an office above opens it again.")


def may_reopen(actor: Actor, duty: Duty, today: date) -> bool:
    """Whether the page offers to open the duty again."""
    return (
        duty.state == DutyState.FULFILLED
        and duty.closed_by_hand
        and actor.may(Permission.MOVE_DUTIES)
        and duty.owner_office_id in actor.offices_below
        and _is_own_month(actor, duty, today)
    )


def may_explain(actor: Actor, duty: Duty) -> bool:
    """Whether the page asks this reader why the duty was late."""
    return (
        duty.was_late
        and not duty.outside
        and duty.late_cause is None
        and actor.may(Permission.MOVE_DUTIES)
        and duty.owner_office_id in actor.offices_below
    )


def may_pause(actor: Actor, duty: Duty, law: Lawbook, today: date) -> bool:
    """Whether the page offers to stop the clock: the law lets it, the term runs and is not over."""
    pausing = _pausing(duty, law)
    return (
        pausing is not None
        and may_move(actor, duty)
        and decides(actor, duty, pausing.decided_by)
        and duty.due_on is not None
        and duty.due_on >= today
    )


def may_resume(actor: Actor, duty: Duty, law: Lawbook) -> bool:
    """Whether the page offers to let a standing clock run again."""
    pausing = _pausing(duty, law)
    decided_by = pausing.decided_by if pausing is not None else Decider.OWING_OFFICE
    return duty.paused_on is not None and decides(actor, duty, decided_by)


def _pausing(duty: Duty, law: Lawbook) -> Pausable | None:
    try:
        return law.rule(duty.rule, duty.event_on).pausable
    except UnknownLaw:
        return None


def _is_own_month(actor: Actor, duty: Duty, today: date) -> bool:
    if actor.office_id != duty.owner_office_id or duty.closed_on is None:
        return True
    return today <= Period.containing(Recurrence.MONTH, duty.closed_on).end


def demand_fulfilment(actor: Actor, duty: Duty, by_hand: Collection[str]) -> None:
    """A recurring duty, or one of a rule in `by_hand`, is closed by the office that owes it.

    Every other duty closes by the facts the rooms record.
    """
    actor.demand(Permission.RECORD_CASES)
    if duty.subject_kind != OFFICE and duty.rule not in by_hand:
        raise Forbidden("This duty closes by itself when its fact is recorded.")
    if duty.owner_office_id != actor.office_id:
        raise Forbidden("Only the office that owes this duty records that it is done.")


def demand_back_plan(actor: Actor) -> int:
    """A head or deputy sets how the own office plans back; returns that office."""
    actor.demand(Permission.MOVE_DUTIES)
    if actor.office_id is None:
        raise Forbidden("Only somebody of an office sets its plan.")
    return actor.office_id


def may_plan(actor: Actor, duty: Duty) -> bool:
    """Whether the page leads this actor to the plan of the owing office."""
    return actor.may(Permission.MOVE_DUTIES) and duty.owner_office_id == actor.office_id


def may_move(actor: Actor, duty: Duty) -> bool:
    """Whether the page offers to move the day: the post allows it, the duty is open and runs."""
    return (
        duty.is_open
        and duty.paused_on is None
        and actor.may(Permission.MOVE_DUTIES)
        and duty.owner_office_id in actor.offices_below
    )


def may_fulfil(actor: Actor, duty: Duty, by_hand: Collection[str]) -> bool:
    """Whether the page offers to record the duty as done."""
    return (
        duty.is_open
        and (duty.subject_kind == OFFICE or duty.rule in by_hand)
        and actor.may(Permission.RECORD_CASES)
        and duty.owner_office_id == actor.office_id
    )
