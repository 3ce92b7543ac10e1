"""Who may do what with a protest. The rows are the case's; so its office and those above act."""

from __future__ import annotations

from collections.abc import Sequence

from supervision.core.access import Actor, Permission
from supervision.core.errors import Forbidden
from supervision.protests.models import Protest, ProtestReview


def may_draft(actor: Actor, office_id: int) -> bool:
    """Whether the pages offer a draft: the matter's office and those above it protest."""
    return actor.may(Permission.RECORD_CASES) and office_id in actor.offices_below


def demand_draft(actor: Actor, office_id: int) -> int:
    """Refuse whoever may not draft; returns the office that becomes the author."""
    actor.demand(Permission.RECORD_CASES)
    if actor.office_id is None or not may_draft(actor, office_id):
        raise Forbidden("Only the case's office and those above it protest its acts.")
    return actor.office_id


def may_work(actor: Actor, protest: Protest, line: Sequence[int]) -> bool:
    """Whether the actor's office drafts and brings the protest. Once the case was handed over and
    the author stands outside its `line` (its office and those above), its new office goes on.
    """
    orphaned = protest.author_office_id not in line and protest.office_id == actor.office_id
    return actor.may(Permission.RECORD_CASES) and (
        protest.author_office_id == actor.office_id or orphaned
    )


def demand_work(actor: Actor, protest: Protest, line: Sequence[int]) -> None:
    """Refuse everybody but the office whose protest it is."""
    actor.demand(Permission.RECORD_CASES)
    if not may_work(actor, protest, line):
        raise Forbidden("Only the office that drafted this protest works on it.")


def may_review(actor: Actor, review: ProtestReview) -> bool:
    """Whether the actor's office was asked to look at the draft."""
    return actor.may(Permission.RECORD_CASES) and review.reviewing_office_id == actor.office_id


def demand_review(actor: Actor, review: ProtestReview) -> None:
    """A draft is answered by the office that was asked."""
    actor.demand(Permission.RECORD_CASES)
    if not may_review(actor, review):
        raise Forbidden("Only the office that was asked answers.")


def may_record(actor: Actor, protest: Protest) -> bool:
    """Whether the actor may record the court's decision: the case's office or one above it."""
    return actor.may(Permission.RECORD_CASES) and protest.office_id in actor.offices_below


def demand_record(actor: Actor, protest: Protest) -> None:
    """Refuse whoever stands neither at the case nor above it."""
    actor.demand(Permission.RECORD_CASES)
    if not may_record(actor, protest):
        raise Forbidden("Only the case's office and those above it record this.")


def may_move(actor: Actor, protest: Protest, line: Sequence[int]) -> bool:
    """Whether the actor may move for the withdrawal: the author, or a higher prosecutor (`¶23`)."""
    above = actor.level != "district" and protest.author_office_id in actor.offices_below
    return may_work(actor, protest, line) or (actor.may(Permission.RECORD_CASES) and above)


def demand_move(actor: Actor, protest: Protest, line: Sequence[int]) -> None:
    """Refuse whoever is neither the author nor above the author."""
    actor.demand(Permission.RECORD_CASES)
    if not may_move(actor, protest, line):
        raise Forbidden("Only the author or a higher prosecutor moves for the withdrawal.")


def may_inform(actor: Actor, line: Sequence[int]) -> bool:
    """Whether the actor's office is the oblast-level one above the case (`2015 ¶15`)."""
    oblast = line[min(1, len(line) - 1)]
    return actor.may(Permission.RECORD_CASES) and actor.office_id == oblast


def demand_inform(actor: Actor, line: Sequence[int]) -> None:
    """Refuse everybody but the oblast-level office above the case."""
    actor.demand(Permission.RECORD_CASES)
    if not may_inform(actor, line):
        raise Forbidden("Only the oblast office above the case informs the Department.")
