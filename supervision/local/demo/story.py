"""The life of one made-up file, as plain values: what was recorded, and on which day.

Belongs here: chance from a fixed seed, and days that fit together. Does not belong here: a term —
days are drawn wide enough that some files are studied in time and some are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from supervision.core.identity import control_digit
from supervision.duties.rules import LateCause
from supervision.law.calendar import WorkingCalendar
from supervision.law.checklist import branches, priorities, study_checklist
from supervision.law.participation import ContestedBy, PartyKind, PartyRole
from supervision.local.demo import names
from supervision.studies.rules import (
    Answer,
    Completeness,
    FileEntry,
    PartyEntry,
    PointAnswer,
)

OLDEST_REQUEST = 170  # days before today
LATE_CAUSES = (LateCause.WORKLOAD, LateCause.EXECUTOR_ABSENT, LateCause.SUPPLIED_INCOMPLETE)


@dataclass(frozen=True)
class Story:
    """One file from its request to its return; a later part is None when it has not come yet."""

    entry: FileEntry
    partial_on: date | None
    received_on: date | None
    studied_on: date | None
    returned_on: date | None
    answers: dict[str, PointAnswer]
    late_cause: LateCause
    removed_on: date | None


class Storyteller:
    """Draws stories from one seed; the same seed and day tell the same world."""

    def __init__(self, seed: int, today: date, calendar: WorkingCalendar) -> None:
        self._chance = Random(seed)  # noqa: S311 — a demo world, not a secret
        self._today = today
        self._calendar = calendar
        self._number = 0

    def story(self) -> Story:
        """The next file's life, cut off at today."""
        chance = self._chance
        requested = self.working(self._today - timedelta(days=self._age()))
        supply_by = self._calendar.shift(requested, chance.choice((5, 5, 7, 10)))
        slow = chance.random()
        supplied = self.working(requested + timedelta(days=chance.randint(2, 9)))
        if slow < 0.12:
            supplied = self.working(supply_by + timedelta(days=chance.randint(1, 25)))
        partial = self.working(supplied - timedelta(days=2)) if slow > 0.93 else None
        received = self._past(supplied)
        studied = self._past(self._study_day(received)) if received else None
        returned = None
        if studied:
            returned = self._past(self.working(studied + timedelta(days=chance.randint(1, 4))))
        answers = self._answers()
        removed = None
        if studied and chance.random() < 0.6:
            removed = self._past(self.working(studied + timedelta(days=chance.randint(3, 30))))
        return Story(
            entry=self._entry(requested, supply_by),
            partial_on=partial if partial and requested < partial < supplied else None,
            received_on=received,
            studied_on=studied,
            returned_on=returned,
            answers=answers,
            late_cause=chance.choice(LATE_CAUSES),
            removed_on=removed,
        )

    def person(self, woman: bool | None = None) -> str:
        """A made-up person's name."""
        chance = self._chance
        is_woman = chance.random() < 0.45 if woman is None else woman
        given = chance.choice(names.WOMEN if is_woman else names.MEN)
        return f"{names.surname(chance.choice(names.FAMILIES), is_woman)} {given}"

    def _age(self) -> int:
        """How many days ago the file was requested; recent days are fuller than old ones."""
        return min(int(self._chance.expovariate(1 / 55)), OLDEST_REQUEST)

    def _before_request(self) -> int:
        """How long the proceedings had run; a few were near the end of their statutory term."""
        return 57 if self._chance.random() < 0.02 else self._chance.randint(3, 24)

    def _study_day(self, received: date) -> date:
        """Mostly within the term, now and then after it, sometimes still not at all."""
        late = self._chance.random()
        if late < 0.06:
            return self.working(received + timedelta(days=self._chance.randint(8, 16)))
        return self.working(received + timedelta(days=self._chance.randint(1, 4)), ahead=False)

    def working(self, day: date, *, ahead: bool = True) -> date:
        """The day itself, or the nearest working day after it (before it)."""
        if self._calendar.is_working(day).working:
            return day
        return self._calendar.next_working(day) if ahead else self._calendar.previous_working(day)

    def _past(self, day: date) -> date | None:
        return day if day <= self._today else None

    def _entry(self, requested: date, supply_by: date) -> FileEntry:
        chance = self._chance
        self._number += 1
        private = chance.random() < 0.55
        return FileEntry(
            number=f"{chance.randint(10, 79)}/{requested.year % 100}-{self._number:05}",
            branch=chance.choices([item.code for item in branches()], (7, 3, 1, 1))[0],
            priority=chance.choices([item.code for item in priorities()], (6, 3, 1))[0],
            bailiff=self.person(),
            subject=chance.choice(names.SUBJECTS),
            initiated_on=requested - timedelta(days=self._before_request()),
            requested_on=requested,
            parties=self._parties(),
            private_bailiff=private,
            bailiff_office="" if private else "Аумақтық сот орындаушылары бөлімі",
            contested_by=(ContestedBy.THIRD_PARTY.value,) if chance.random() < 0.06 else (),
            supply_by=supply_by,
        )

    def _parties(self) -> tuple[PartyEntry, ...]:
        claimant = self._party(PartyRole.CLAIMANT, state=0.2, company=0.2)
        return (claimant, self._party(PartyRole.DEBTOR, state=0.02, company=0.3))

    def _party(self, role: PartyRole, *, state: float, company: float) -> PartyEntry:
        chance = self._chance
        kind = chance.random()
        if kind < state:
            return PartyEntry(role, PartyKind.STATE, chance.choice(names.STATE_BODIES), self.bin())
        if kind < state + company:
            name = chance.choice(names.COMPANIES)
            return PartyEntry(role, PartyKind.LEGAL_ENTITY, name, self.bin())
        woman = chance.random() < 0.45
        born = date(1948, 1, 1) + timedelta(days=chance.randint(0, 21900))
        cannot = ("age",) if born.year < 1956 else ("health",) if chance.random() < 0.05 else ()
        return PartyEntry(
            role, PartyKind.PERSON, self.person(woman), self.iin(born, woman), born, cannot
        )

    def iin(self, born: date, woman: bool) -> str:
        """A made-up IIN of somebody born on that day."""
        century = (3 if born.year < 2000 else 5) + int(woman)
        return self._checked(f"{born:%y%m%d}{century}")

    def bin(self) -> str:
        """A made-up BIN."""
        month = self._chance.randint(1, 12)
        return self._checked(f"{self._chance.randint(5, 24):02}{month:02}4")

    def _checked(self, start: str) -> str:
        """The digits with a chance tail and the control digit the tail demands."""
        while True:
            tail = 11 - len(start)
            digits = start + f"{self._chance.randrange(10**tail):0{tail}}"
            control = control_digit(digits)
            if control is not None:
                return f"{digits}{control}"

    def _answers(self) -> dict[str, PointAnswer]:
        chance = self._chance
        answers = {}
        for item in study_checklist():
            answer = chance.choices((Answer.YES, Answer.NO, Answer.NOT_APPLICABLE), (78, 9, 13))[0]
            note = chance.choice(names.NOTES) if answer is Answer.NO else ""
            answers[item.code] = PointAnswer(answer, note)
        return answers

    def completeness(self) -> Completeness:
        """What a first, incomplete supply was."""
        return self._chance.choice((Completeness.PARTIAL, Completeness.ILLEGIBLE))
