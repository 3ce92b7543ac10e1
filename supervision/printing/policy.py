"""Who issues a paper: whoever records things in the office whose paper it is."""

from __future__ import annotations

from supervision.core.access import Actor, Permission
from supervision.core.errors import Forbidden


def may_issue(actor: Actor, office_id: int) -> bool:
    """Whether the actor issues papers of this office."""
    return actor.may(Permission.RECORD_CASES) and actor.office_id == office_id


def demand_issue(actor: Actor, office_id: int) -> None:
    """Refuse everybody but the office whose paper it is."""
    actor.demand(Permission.RECORD_CASES)
    if not may_issue(actor, office_id):
        raise Forbidden("Only the office whose paper it is issues it.")
