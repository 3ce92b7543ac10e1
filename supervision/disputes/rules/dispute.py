"""What is recorded of a dispute: court, what is contested and by whom, bailiff, parties.

Belongs here: the entry and its checks. Does not belong here: what follows for participation (the
law), hearings and acts.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_LINE, LONGEST_NOTE, length_problems
from supervision.core.texts import written
from supervision.disputes.rules.parties import PartyEntry, party_as_kept, party_problems
from supervision.law.participation import ContestedBy, PartyRole

TEXTS = ("number", "subject", "bailiff", "bailiff_office", "enforcement_number")


class DisputeKind(enum.StrEnum):
    """What the court decides in enforcement proceedings (`2002 ¶3, ¶7`)."""

    CONTEST = "contest"
    EXECUTION_STAGE = "execution_stage"
    COMPETITION = "competition"


class Contestant(enum.StrEnum):
    """Who contests; a contest by the claimant or the debtor alone gives no ground (`2002 ¶5`)."""

    PARTY = "party"
    THIRD_PARTY = "third_party"
    PROSECUTOR = "prosecutor"


class DisputeState(enum.StrEnum):
    """How far a dispute is: no act yet, an act whose check is not recorded, every act checked."""

    UNDECIDED = "undecided"
    UNCHECKED = "unchecked"
    CHECKED = "checked"


# The kind of court act (`2002 ¶7`) such a dispute leads to, proposed when one is recorded.
ACT_KINDS = {
    DisputeKind.CONTEST: "enforcement_act",
    DisputeKind.EXECUTION_STAGE: "execution_stage_act",
    DisputeKind.COMPETITION: "competition_act",
}


@dataclass(frozen=True)
class DisputeEntry:
    """A dispute as recorded. `subject` is what is contested or asked of the court;
    `enforcement_number` names the enforcement document or file in the office's own words.
    """

    number: str
    court_id: int
    kind: str
    subject: str
    parties: tuple[PartyEntry, ...]
    contested_by: tuple[str, ...] = ()
    bailiff: str = ""
    bailiff_office: str = ""
    enforcement_number: str = ""
    received_by_court_on: date | None = None


def as_kept(entry: DisputeEntry) -> DisputeEntry:
    """The entry with every text as it is kept."""
    return replace(
        entry,
        number=written(entry.number),
        subject=written(entry.subject),
        bailiff=written(entry.bailiff),
        bailiff_office=written(entry.bailiff_office),
        enforcement_number=written(entry.enforcement_number),
        parties=tuple(party_as_kept(party) for party in entry.parties),
    )


def contests_that_count(contested_by: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Those who contest, as far as the law asks: third parties and the prosecutor (`2002 ¶5`)."""
    return tuple(who for who in contested_by if who in set(ContestedBy))


def entry_problems(entry: DisputeEntry, today: date) -> Iterator[Problem]:
    """Everything wrong with an entry, each problem at its own field."""
    for name in ("number", "subject"):
        if not getattr(entry, name):
            yield Problem("This must be filled in.", name)
    for name in TEXTS:
        most = LONGEST_NOTE if name == "subject" else LONGEST_LINE
        yield from length_problems(getattr(entry, name), name, most)
    if entry.kind not in set(DisputeKind):
        yield Problem("Choose one of the listed values.", "kind")
    yield from _contest_problems(entry)
    if entry.received_by_court_on is not None and entry.received_by_court_on > today:
        yield Problem("The court's step cannot be dated after today.", "received_by_court_on")
    yield from party_problems(entry.parties, today)


def _contest_problems(entry: DisputeEntry) -> Iterator[Problem]:
    """Only a contest says who contests whose actions, and it must."""
    if not set(entry.contested_by) <= set(Contestant):
        yield Problem("Choose one of the listed values.", "contested_by")
        return
    if entry.kind != DisputeKind.CONTEST:
        if entry.contested_by and entry.kind in set(DisputeKind):
            yield Problem("Only a contest of actions or acts says who contests.", "contested_by")
        return
    if not entry.contested_by:
        yield Problem("Say who contests the actions or acts.", "contested_by")
    if not entry.bailiff:
        yield Problem(
            "Name the bailiff or official whose actions or acts are contested.", "bailiff"
        )
    roles = {party.role for party in entry.parties}
    if Contestant.THIRD_PARTY in entry.contested_by and PartyRole.THIRD_PARTY not in roles:
        yield Problem("Name the third party that contests among the parties.", "contested_by")
