"""Who may do what with a petition."""

from __future__ import annotations

from supervision.core.access import Actor, Level, Permission
from supervision.core.errors import Forbidden
from supervision.petitions.models import Petition, PetitionCheck, PetitionConclusion


def demand_registration(actor: Actor) -> int:
    """Whoever records cases registers petitions, always in the own office; returns that office."""
    actor.demand(Permission.RECORD_CASES)
    if actor.office_id is None:
        raise Forbidden("Only somebody of an office registers a petition.")
    return actor.office_id


def demand_change(actor: Actor, petition: Petition) -> None:
    """Only the office that has the petition records what happens to it; those above see it."""
    actor.demand(Permission.RECORD_CASES)
    if not may_change(actor, petition):
        raise Forbidden("Only the office that has this petition records what happens to it.")


def may_change(actor: Actor, petition: Petition) -> bool:
    """Whether the pages offer this actor to record anything about the petition."""
    return actor.may(Permission.RECORD_CASES) and petition.office_id == actor.office_id


def demand_extension(actor: Actor, petition: Petition) -> None:
    """A term is extended by the head or deputy of the office (APC art. 76)."""
    actor.demand(Permission.APPROVE)
    demand_change(actor, petition)


def demand_approval(actor: Actor, conclusion: PetitionConclusion, approving_office: int) -> None:
    """A refusal is approved by the head or deputy of that office, never by its author (`¶17`)."""
    actor.demand(Permission.APPROVE)
    if conclusion.author_id is not None and conclusion.author_id == actor.user_id:
        raise Forbidden("Nobody approves a conclusion of their own.")
    if actor.office_id != approving_office:
        raise Forbidden("This conclusion is approved by the prosecutor of the office above.")


def may_approve(actor: Actor, conclusion: PetitionConclusion, approving_office: int) -> bool:
    """Whether the pages offer this actor to approve the conclusion."""
    return (
        actor.may(Permission.APPROVE)
        and actor.office_id == approving_office
        and conclusion.author_id != actor.user_id
    )


def demand_check_order(actor: Actor, petition: Petition) -> None:
    """An additional check is ordered by the head at the GPO that has the petition (`¶27`)."""
    actor.demand(Permission.APPROVE)
    if not may_order_check(actor, petition):
        raise Forbidden("Additional checks are ordered by the Department's head (2015 ¶27).")


def may_order_check(actor: Actor, petition: Petition) -> bool:
    """Whether the pages offer this actor to order an additional check."""
    return (
        actor.may(Permission.APPROVE) and actor.level is Level.GPO and may_change(actor, petition)
    )


def demand_report(actor: Actor, check: PetitionCheck) -> None:
    """The oblast office that was ordered the check reports it."""
    actor.demand(Permission.RECORD_CASES)
    if not may_report(actor, check):
        raise Forbidden("Only the office that was ordered the check reports it.")


def may_report(actor: Actor, check: PetitionCheck) -> bool:
    """Whether the pages offer this actor to report the check."""
    return actor.may(Permission.RECORD_CASES) and check.office_id == actor.office_id
