"""Who may do what with an enforcement document and a control card."""

from __future__ import annotations

from supervision.core.access import Actor, Permission
from supervision.core.errors import Forbidden
from supervision.enforcement.models import ControlCard, EnforcementDocument


def demand_registration(actor: Actor) -> int:
    """Whoever records cases enters cards, always into the account of the own office; returns it."""
    actor.demand(Permission.RECORD_CASES)
    if actor.office_id is None:
        raise Forbidden("Only somebody of an office enters a card.")
    return actor.office_id


def may_change(actor: Actor, document: EnforcementDocument) -> bool:
    """Whether the pages offer this actor to record anything about the document."""
    return actor.may(Permission.RECORD_CASES) and document.office_id == actor.office_id


def demand_change(actor: Actor, document: EnforcementDocument) -> None:
    """Only the office in whose account the document stands records what happens to it."""
    actor.demand(Permission.RECORD_CASES)
    if not may_change(actor, document):
        raise Forbidden("Only the office in whose account this document stands records its life.")


def may_answer(actor: Actor, card: ControlCard) -> bool:
    """Whether the actor's office is the one a control card is addressed to."""
    return actor.may(Permission.RECORD_CASES) and card.addressee_office_id == actor.office_id


def demand_answer(actor: Actor, card: ControlCard) -> int:
    """Only the office a card is addressed to confirms or refuses it (`F4 ¶11`); returns it."""
    actor.demand(Permission.RECORD_CASES)
    if not may_answer(actor, card) or actor.office_id is None:
        raise Forbidden("Only the office this control card is addressed to answers it.")
    return actor.office_id
