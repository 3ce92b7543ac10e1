"""Who may do what with a dispute."""

from __future__ import annotations

from supervision.core.access import Actor, Permission
from supervision.core.errors import Forbidden
from supervision.disputes.models import Dispute


def demand_registration(actor: Actor) -> int:
    """Whoever records cases registers disputes, always in the own office; returns that office."""
    actor.demand(Permission.RECORD_CASES)
    if actor.office_id is None:
        raise Forbidden("Only somebody of an office registers a dispute.")
    return actor.office_id


def demand_change(actor: Actor, dispute: Dispute) -> None:
    """Only the office that registered the dispute records what happens to it; those above see it."""
    actor.demand(Permission.RECORD_CASES)
    if not may_change(actor, dispute):
        raise Forbidden("Only the office that registered this dispute records what happens to it.")


def may_change(actor: Actor, dispute: Dispute) -> bool:
    """Whether the pages offer this actor to record anything about the dispute."""
    return actor.may(Permission.RECORD_CASES) and dispute.office_id == actor.office_id


def demand_telling(actor: Actor, dispute: Dispute) -> None:
    """What other rooms record of a dispute is told by its office or one above it."""
    actor.demand(Permission.RECORD_CASES)
    if dispute.office_id not in actor.offices_below:
        raise Forbidden("Only the dispute's office and those above it record this.")
