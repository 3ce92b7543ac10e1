"""Who issues a paper, whoever records things in its office; who words one, the head of the office."""

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


def may_word(actor: Actor) -> bool:
    """Whether the actor replaces wordings of the own office."""
    return actor.may(Permission.APPROVE) and actor.office_id is not None


def demand_word(actor: Actor) -> int:
    """Only a head or a deputy replaces a wording, and only the own office's; returns that office."""
    actor.demand(Permission.APPROVE)
    if actor.office_id is None:
        raise Forbidden("Only the head of an office, or a deputy, replaces its wordings.")
    return actor.office_id
