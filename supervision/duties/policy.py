"""Who may do what with a duty."""

from __future__ import annotations

from collections.abc import Collection

from supervision.core.access import Actor, Permission
from supervision.core.errors import Forbidden
from supervision.duties.models import Duty
from supervision.duties.rules import OFFICE


def demand_move(actor: Actor, duty: Duty) -> None:
    """Only a head or deputy of the owing office, or of an office above it, moves a day by hand."""
    actor.demand(Permission.MOVE_DUTIES)
    if duty.owner_office_id not in actor.offices_below:
        raise Forbidden("This duty belongs to an office that is not yours or below yours.")


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
    """Whether the page offers to move the day: the post allows it and the duty is open."""
    return (
        duty.is_open
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
