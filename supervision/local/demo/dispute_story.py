"""The life of one made-up dispute in enforcement proceedings, as plain values.

Belongs here: chance from the teller's seed, and days that fit together. Does not belong here: a term;
the last day of the appellate term is stated, as the procedural law gives it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from supervision.cases.rules.acts import CheckResult
from supervision.cases.rules.hearings import AbsenceCause, HearingOutcome, OutcomeEntry
from supervision.disputes.rules.acts import ActDays, ActEntry, Decision
from supervision.disputes.rules.dispute import ACT_KINDS, Contestant, DisputeEntry, DisputeKind
from supervision.disputes.rules.parties import PartyEntry
from supervision.law.participation import Instance, PartyKind, PartyRole
from supervision.local.demo import names, wording
from supervision.local.demo.scene import ZONE
from supervision.local.demo.story import Storyteller

# How far the disputes of one office came, in turn.
FATES = ("ahead", "unchecked", "checked", "ahead", "unlawful", "in_force")
AGES = {"ahead": (4, 9), "in_force": (40, 50)}  # days since the court took the dispute
TERM_DAYS = 15  # stated in the made-up acts


@dataclass(frozen=True)
class DisputeStory:
    """One dispute from its registration on; a later part is None when it has not come yet."""

    entry: DisputeEntry
    registered_on: date
    hearing_at: datetime
    outcome: OutcomeEntry | None
    act: ActEntry | None
    result: CheckResult | None


class DisputeTeller:
    """Draws disputes of one court; the same seed and day tell the same ones."""

    def __init__(
        self, chance: Random, teller: Storyteller, today: date, court_id: int, code: str
    ) -> None:
        self._chance, self._teller, self._today = chance, teller, today
        self._court_id, self._code = court_id, code
        self._number = 0

    def story(self, fate: str) -> DisputeStory:
        """The next dispute's life, cut off where its fate says."""
        chance = self._chance
        age = chance.randint(*AGES.get(fate, (22, 30)))
        taken = self._teller.working(self._today - timedelta(days=age), ahead=False)
        away = age + chance.randint(1, 8) if fate == "ahead" else chance.randint(8, 10)
        day = self._teller.working(taken + timedelta(days=away))
        moment = datetime.combine(day, time(chance.randint(9, 17), 30), ZONE).astimezone(UTC)
        entry = self._entry(taken)
        story = DisputeStory(entry, taken, moment, None, None, None)
        if fate == "ahead":
            return story
        outcome = OutcomeEntry(HearingOutcome.TOOK_PART)
        if chance.random() < 0.2:
            outcome = OutcomeEntry(HearingOutcome.NOBODY, absence_cause=AbsenceCause.NOT_NOTIFIED)
        unlawful = fate in ("unlawful", "in_force")
        checked = CheckResult.UNLAWFUL if unlawful else CheckResult.LAWFUL
        return replace(
            story,
            outcome=outcome,
            act=self._act(entry, day, in_force=fate == "in_force"),
            result=None if fate == "unchecked" else checked,
        )

    def _entry(self, taken: date) -> DisputeEntry:
        chance = self._chance
        self._number += 1
        kind = chance.choices(list(DisputeKind), (6, 2, 1))[0]
        contestant = chance.choice(list(Contestant))
        return DisputeEntry(
            number=f"{self._code}-{taken.year % 100}-00-2/{self._number + 300}",
            court_id=self._court_id,
            kind=kind.value,
            subject=chance.choice(wording.DISPUTES),
            parties=self._parties(contestant),
            contested_by=(contestant.value,) if kind is DisputeKind.CONTEST else (),
            bailiff=self._teller.person(),
            bailiff_office="Жеке сот орындаушысы",
            enforcement_number=f"{chance.randint(10, 79)}/{taken.year % 100}-{self._number:05}",
            received_by_court_on=taken,
        )

    def _parties(self, contestant: Contestant) -> tuple[PartyEntry, ...]:
        chance, teller = self._chance, self._teller
        claimant = PartyEntry(PartyRole.CLAIMANT, PartyKind.PERSON, teller.person())
        if chance.random() < 0.3:
            name = chance.choice(names.STATE_BODIES)
            claimant = PartyEntry(PartyRole.CLAIMANT, PartyKind.STATE, name, teller.bin())
        debtor = PartyEntry(
            PartyRole.DEBTOR, PartyKind.LEGAL_ENTITY, chance.choice(names.COMPANIES), teller.bin()
        )
        third = PartyEntry(PartyRole.THIRD_PARTY, PartyKind.PERSON, teller.person())
        return (
            (claimant, debtor, third)
            if contestant is Contestant.THIRD_PARTY
            else (claimant, debtor)
        )

    def _act(self, entry: DisputeEntry, made_on: date, *, in_force: bool) -> ActEntry:
        chance = self._chance
        received = min(self._teller.working(made_on + timedelta(days=3)), self._today)
        ends = self._teller.working(made_on + timedelta(days=TERM_DAYS))
        return ActEntry(
            instance=Instance.FIRST,
            court_id=self._court_id,
            kind=ACT_KINDS[DisputeKind(entry.kind)],
            decision=chance.choice((Decision.GRANTED, Decision.REFUSED)).value,
            content=chance.choice(wording.DECIDED),
            made_on=made_on,
            days=ActDays(
                received, ends, in_force_on=ends + timedelta(days=1) if in_force else None
            ),
        )
