"""People in enforcement proceedings: what is recorded of each, and its checks (`2002 ¶4–5`).

Belongs here: claimant, debtor and third parties, of a dispute and of a requested file alike. Does
not belong here: the grounds of participation they give (the law).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from supervision.core.errors import Problem
from supervision.core.identity import identity_problems
from supervision.core.problems import LONGEST_LINE, length_problems
from supervision.core.texts import written
from supervision.law.participation import CannotDefend, PartyKind, PartyRole


@dataclass(frozen=True)
class PartyEntry:
    """One person in the enforcement proceedings, as recorded at registration (`2002 ¶4–5`)."""

    role: str
    kind: str
    name: str
    identity_number: str = ""
    birth_on: date | None = None
    cannot_defend: tuple[str, ...] = ()


def party_as_kept(party: PartyEntry) -> PartyEntry:
    """The entry with every text as it is kept."""
    number = "".join(written(party.identity_number).split())
    return replace(party, name=written(party.name), identity_number=number)


def party_problems(parties: Sequence[PartyEntry], today: date) -> Iterator[Problem]:
    """Everything wrong with the parties, each problem at its own field of its own block."""
    if not parties:
        yield Problem("Name at least one party.", "parties-0-name")
    for place, party in enumerate(parties):
        at = f"parties-{place}-"
        if not written(party.name):
            yield Problem("Name the party.", f"{at}name")
        yield from length_problems(party.name, f"{at}name", LONGEST_LINE)
        if party.role not in set(PartyRole):
            yield Problem("Choose one of the listed values.", f"{at}role")
        if party.kind not in set(PartyKind):
            yield Problem("Choose one of the listed values.", f"{at}kind")
        if not set(party.cannot_defend) <= set(CannotDefend):
            yield Problem("Choose one of the listed values.", f"{at}cannot_defend")
        elif party.cannot_defend and party.kind != PartyKind.PERSON:
            yield Problem("Only a person may be unable to defend themselves.", f"{at}cannot_defend")
        if party.birth_on is not None and party.kind != PartyKind.PERSON:
            yield Problem("Only a person has a birth date.", f"{at}birth_on")
        elif party.birth_on is not None and party.birth_on > today:
            yield Problem("A birth date cannot lie after today.", f"{at}birth_on")
        yield from identity_problems(
            party.identity_number,
            party.kind == PartyKind.PERSON,
            party.birth_on,
            f"{at}identity_number",
        )
