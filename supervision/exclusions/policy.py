"""Who may do what with requests for exclusion and with assessments, seen from a line of offices.

A line is an office and those above it, the root first: of a case, or of a protest's author.
"""

from __future__ import annotations

from collections.abc import Sequence

from supervision.core.access import Actor, Level, Permission
from supervision.core.errors import Forbidden, Refused
from supervision.exclusions.models import ExclusionRequest


def may_ask(actor: Actor, line: Sequence[int]) -> bool:
    """Whether the actor's office asks for consent: that of the case, or the oblast above it."""
    return actor.may(Permission.RECORD_CASES) and actor.office_id in line[1:]


def demand_ask(actor: Actor, line: Sequence[int]) -> int:
    """Refuse whoever does not ask in this case; returns the office that asks.

    Raises Refused in a case of the GPO itself, above which nobody consents.
    """
    actor.demand(Permission.RECORD_CASES)
    if len(line) < 2:
        raise Refused("Nobody stands above the GPO who could consent to its own request.")
    if actor.office_id is None or not may_ask(actor, line):
        raise Forbidden("Only the case's office or the oblast office above it asks for consent.")
    return actor.office_id


def may_answer(actor: Actor, found: ExclusionRequest) -> bool:
    """Whether the actor answers for the Department; never for the office that asked."""
    consents = actor.may(Permission.CONSENT_TO_EXCLUSIONS) and actor.level is Level.GPO
    return consents and actor.office_id not in (None, found.author_office_id)


def demand_answer(actor: Actor, found: ExclusionRequest) -> None:
    """Refuse everybody but the Department's head, deputies and prosecutors (`2015 ¶22`)."""
    actor.demand(Permission.CONSENT_TO_EXCLUSIONS)
    if not may_answer(actor, found):
        raise Forbidden("Only the Department of the GPO consents or refuses.")


def may_assess(actor: Actor, line: Sequence[int], assessed_by: int | None = None) -> bool:
    """Whether the actor's office stands above the one assessed, and not below the one that assessed
    before, so that no office overrules a higher one.
    """
    above = list(line[:-1])
    if assessed_by in above:
        above = above[: above.index(assessed_by) + 1]
    return actor.may(Permission.RECORD_CASES) and actor.office_id in above


def demand_assess(actor: Actor, line: Sequence[int], assessed_by: int | None = None) -> int:
    """Refuse whoever does not stand above; returns the office that assesses (`2015 ¶22–23`).

    Raises Refused where nobody stands above.
    """
    actor.demand(Permission.RECORD_CASES)
    if len(line) < 2:
        raise Refused("Nobody stands above the GPO who could assess its work.")
    if actor.office_id is None or not may_assess(actor, line, assessed_by):
        raise Forbidden("Only an office above assesses this, and none below the one that did.")
    return actor.office_id
