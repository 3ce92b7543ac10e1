"""Who may do what with a case."""

from __future__ import annotations

from supervision.cases.models import AdminCase
from supervision.core.access import Actor, Permission
from supervision.core.errors import Forbidden


def demand_registration(actor: Actor) -> int:
    """Whoever records cases registers them, always in the own office; returns that office."""
    actor.demand(Permission.RECORD_CASES)
    if actor.office_id is None:
        raise Forbidden("Only somebody of an office registers a case.")
    return actor.office_id


def demand_change(actor: Actor, case: AdminCase) -> None:
    """Only the office that covers the case records what happens to it; those above see it."""
    actor.demand(Permission.RECORD_CASES)
    if not may_change(actor, case):
        raise Forbidden("Only the office that covers this case records what happens to it.")


def may_change(actor: Actor, case: AdminCase) -> bool:
    """Whether the pages offer this actor to record anything about the case."""
    return actor.may(Permission.RECORD_CASES) and case.office_id == actor.office_id


def demand_order(actor: Actor, case: AdminCase) -> int:
    """Only a higher office finds participation necessary (`2015 ¶6`); returns that office."""
    actor.demand(Permission.RECORD_CASES)
    if actor.office_id is None or not may_order(actor, case):
        raise Forbidden("Only a higher prosecutor's office finds participation necessary.")
    return actor.office_id


def may_order(actor: Actor, case: AdminCase) -> bool:
    """Whether the pages offer this actor to order participation in the case."""
    above = case.office_id in actor.offices_below and case.office_id != actor.office_id
    return actor.may(Permission.RECORD_CASES) and above


def demand_telling(actor: Actor, case: AdminCase) -> None:
    """What other rooms record of a case is told by its office or one above it."""
    actor.demand(Permission.RECORD_CASES)
    if case.office_id not in actor.offices_below:
        raise Forbidden("Only the case's office and those above it record this.")


def demand_withdrawal(actor: Actor, ordering_office_id: int) -> None:
    """An order is withdrawn by the office that gave it."""
    actor.demand(Permission.RECORD_CASES)
    if actor.office_id != ordering_office_id:
        raise Forbidden("Only the office that ordered participation withdraws the order.")
