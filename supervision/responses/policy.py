"""Who may do what with a breach or an act of response."""

from __future__ import annotations

from supervision.core.access import Actor, Permission
from supervision.core.errors import Forbidden
from supervision.responses.models import Breach, ResponseAct


def demand_removal(actor: Actor, breach: Breach) -> None:
    """The office that found a breach records its removal (`2002 ¶4`)."""
    actor.demand(Permission.RECORD_CASES)
    if breach.office_id != actor.office_id:
        raise Forbidden("Only the office that found the breach records its removal.")


def demand_change(actor: Actor, act: ResponseAct) -> None:
    """The office whose act it is records what becomes of it; those above see it."""
    actor.demand(Permission.RECORD_CASES)
    if not may_change(actor, act):
        raise Forbidden("Only the office that brings the act of response records its course.")


def may_change(actor: Actor, act: ResponseAct) -> bool:
    """Whether the pages offer this actor to record anything about the act."""
    return actor.may(Permission.RECORD_CASES) and act.office_id == actor.office_id
