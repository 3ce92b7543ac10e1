"""The life of one made-up administrative case, as plain values: what was recorded, on which day.

Belongs here: chance from the teller's seed, and days that fit together. Does not belong here: a
term — days are drawn wide enough that some acts are checked in time and some are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from supervision.cases.rules.acts import ActKind, CheckResult
from supervision.cases.rules.case import ArticleEntry, CaseEntry, OffenderKind, OpenedBy, OpenedFor
from supervision.cases.rules.hearings import AbsenceCause, HearingOutcome, OutcomeEntry
from supervision.duties.rules import LateCause
from supervision.law.participation import Area, Complaint, Sanction
from supervision.local.demo import names
from supervision.local.demo.scene import ZONE
from supervision.local.demo.story import Storyteller

OLDEST_CASE = 110  # days before today
LATE_CAUSES = (LateCause.WORKLOAD, LateCause.EXECUTOR_ABSENT)
# What kinds of case there are, as chances: most name no ground of mandatory participation.
KINDS = {
    "plain": 30,
    "minor": 10,
    "arrest": 16,
    "expulsion": 8,
    "confiscation": 7,
    "tax": 10,
    "customs": 4,
    "environment": 5,
    "complaint": 10,
}


@dataclass(frozen=True)
class HearingStory:
    """A hearing: its moment, which assistant goes (None: nobody yet), what became of it."""

    starts_at: datetime
    assistant: int | None
    outcome: OutcomeEntry | None

    @property
    def is_held(self) -> bool:
        """Whether the court sat."""
        return self.outcome is not None and self.outcome.outcome != HearingOutcome.NOT_HELD


@dataclass(frozen=True)
class ActStory:
    """The court's act as far as it is known today, and its check."""

    kind: ActKind
    made_on: date
    is_arrest: bool
    termination_ground: str
    part: str
    copy_on: date | None
    in_force_on: date | None
    result: CheckResult | None
    checked_on: date | None
    note: str
    late_cause: LateCause


@dataclass(frozen=True)
class CaseStory:
    """One case from its registration on; a later part is None when it has not come yet."""

    entry: CaseEntry
    registered_on: date
    assistant: int | None
    hearing: HearingStory | None
    act: ActStory | None


class CaseTeller:
    """Draws cases of one court; the same seed and day tell the same ones."""

    def __init__(
        self,
        chance: Random,
        teller: Storyteller,
        today: date,
        court_id: int,
        code: str,
        first_number: int = 101,
    ) -> None:
        self._chance = chance
        self._teller = teller
        self._today = today
        self._court_id = court_id
        self._code = code
        self._number = first_number - 1

    def story(self, kind: str = "") -> CaseStory:
        """The next case's life, cut off at today."""
        chance = self._chance
        kind = kind or chance.choices(list(KINDS), list(KINDS.values()))[0]
        age = min(int(chance.expovariate(1 / 32)), OLDEST_CASE)
        received = self._teller.working(self._today - timedelta(days=age), ahead=False)
        entry = self._entry(kind, received)
        hearing = self._hearing(received)
        act = None
        if hearing is not None and hearing.is_held:
            act = self._act(kind, hearing.starts_at.astimezone(ZONE).date())
        return CaseStory(
            entry=entry,
            registered_on=received,
            assistant=chance.randrange(2) if chance.random() < 0.93 else None,
            hearing=hearing,
            act=act,
        )

    def decided(
        self, kind: str, copy_on: date, decision: ActKind, result: CheckResult
    ) -> CaseStory:
        """A case whose act came on that day and was checked soon after; the prosecutor took part."""
        chance, working = self._chance, self._teller.working
        made_on = working(copy_on - timedelta(days=2), ahead=False)
        received = working(made_on - timedelta(days=9), ahead=False)
        moment = datetime.combine(made_on, time(chance.randint(9, 17)), ZONE).astimezone(UTC)
        assistant = chance.randrange(2)
        ended = decision is ActKind.TERMINATION
        return CaseStory(
            entry=self._entry(kind, received),
            registered_on=received,
            assistant=assistant,
            hearing=HearingStory(moment, assistant, OutcomeEntry(HearingOutcome.TOOK_PART)),
            act=ActStory(
                kind=decision,
                made_on=made_on,
                is_arrest=False,
                termination_ground=chance.choice(names.TERMINATIONS) if ended else "",
                part="",
                copy_on=copy_on,
                in_force_on=self._past(made_on + timedelta(days=12)),
                result=result,
                checked_on=min(working(copy_on + timedelta(days=2)), self._today),
                note=chance.choice(names.FINDINGS[result is CheckResult.UNLAWFUL]),
                late_cause=chance.choice(LATE_CAUSES),
            ),
        )

    def _entry(self, kind: str, received: date) -> CaseEntry:
        chance, teller = self._chance, self._teller
        self._number += 1
        offence = received - timedelta(days=chance.randint(3, 40))
        company = kind in ("tax", "customs", "environment") and chance.random() < 0.5
        woman = chance.random() < 0.35
        born = self._born(offence, minor=kind == "minor")
        number = f"{self._code}-{received.year % 100}-00-3/{self._number}"
        return CaseEntry(
            number=number,
            court_id=self._court_id,
            articles=(self._article(kind),) if kind != "complaint" else (),
            opened_by=OpenedBy.AUTHORISED_BODY.value,
            opened_by_name=chance.choice(names.AUTHORISED_BODIES),
            offender_kind=(OffenderKind.LEGAL_ENTITY if company else OffenderKind.PERSON).value,
            offender_name=chance.choice(names.COMPANIES) if company else teller.person(woman),
            identity_number=teller.bin() if company else teller.iin(born, woman),
            birth_on=None if company else born,
            offence_on=offence,
            sanctions=(kind,) if kind in set(Sanction) else (),
            complaint=self._complaint() if kind == "complaint" else None,
            opened_for=(OpenedFor.TAX_DUTY.value,) if kind == "tax" else (),
            received_by_court_on=received,
        )

    def _born(self, offence: date, *, minor: bool) -> date:
        years = self._chance.randint(16, 17) if minor else self._chance.randint(19, 68)
        return offence - timedelta(days=years * 365 + 30 + self._chance.randint(0, 300))

    def _article(self, kind: str) -> ArticleEntry:
        areas = {"tax": Area.TAX, "customs": Area.CUSTOMS, "environment": Area.ENVIRONMENT}
        area = areas.get(kind)
        article = {"tax": "275", "customs": "551", "environment": "344"}.get(kind)
        return ArticleEntry(
            article or self._chance.choice(("434", "440", "608", "449", "73-1", "510")),
            self._chance.choice(("1", "2", "")),
            area.value if area else None,
        )

    def _complaint(self) -> str:
        return self._chance.choice((Complaint.ACTION, Complaint.RULING, Complaint.RULING)).value

    def _hearing(self, received: date) -> HearingStory | None:
        """Most cases are set for some days ahead; a few are not set yet."""
        chance = self._chance
        if chance.random() < 0.06:
            return None
        day = self._teller.working(received + timedelta(days=chance.randint(2, 16)))
        hour = time(chance.randint(9, 17), chance.choice((0, 30)))
        moment = datetime.combine(day, hour, ZONE).astimezone(UTC)
        assistant = chance.randrange(2) if chance.random() < 0.88 else None
        if day >= self._today:
            return HearingStory(moment, assistant, None)
        return HearingStory(moment, assistant, self._outcome(assistant))

    def _outcome(self, assistant: int | None) -> OutcomeEntry | None:
        chance = self._chance.random()
        if assistant is None or chance < 0.08:
            cause = AbsenceCause.NOT_NOTIFIED if chance < 0.6 else AbsenceCause.OTHER
            note = "" if cause is AbsenceCause.NOT_NOTIFIED else "Занят в другом заседании."
            return OutcomeEntry(HearingOutcome.NOBODY, absence_cause=cause, note=note)
        if chance > 0.96:
            note = "Келмеген куәгерге байланысты кейінге қалдырылды."
            return OutcomeEntry(HearingOutcome.NOT_HELD, note=note)
        return OutcomeEntry(HearingOutcome.TOOK_PART)

    def _act(self, kind: str, made_on: date) -> ActStory:
        chance = self._chance
        decision, ground, part = self._decision(kind)
        copy = self._past(made_on + timedelta(days=chance.randint(1, 5)))
        in_force = self._past(made_on + timedelta(days=chance.randint(10, 16)))
        checked = self._check_day(copy) if copy else None
        unlawful = chance.random() < 0.04
        return ActStory(
            kind=decision,
            made_on=made_on,
            is_arrest=kind == "arrest" and decision is ActKind.PENALTY,
            termination_ground=ground,
            part=part,
            copy_on=copy,
            in_force_on=in_force,
            result=(CheckResult.UNLAWFUL if unlawful else CheckResult.LAWFUL) if checked else None,
            checked_on=checked,
            note=chance.choice(names.FINDINGS[unlawful]),
            late_cause=chance.choice(LATE_CAUSES),
        )

    def _decision(self, kind: str) -> tuple[ActKind, str, str]:
        """What the court decided, with the ground of a termination and the part changed."""
        chance = self._chance.random()
        if kind == "complaint":
            if chance < 0.6:
                return ActKind.UPHELD, "", ""
            return ActKind.CHANGED, "", "Айыппұл мөлшері азайтылды."
        if chance < 0.13:
            return ActKind.TERMINATION, self._chance.choice(names.TERMINATIONS), ""
        return ActKind.PENALTY, "", ""

    def _check_day(self, copy: date) -> date | None:
        """Mostly within the term, now and then after it, sometimes still not at all."""
        chance = self._chance.random()
        if chance < 0.07:
            return self._past(
                self._teller.working(copy + timedelta(days=self._chance.randint(13, 22)))
            )
        if chance < 0.16:
            return None
        return self._past(self._teller.working(copy + timedelta(days=self._chance.randint(1, 8))))

    def _past(self, day: date) -> date | None:
        return day if day <= self._today else None
