"""What a decree must say before it can be laid over the calendar, on plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_LINE, day_in_words, length_problems
from supervision.core.texts import written
from supervision.law.calendar import DayKind, WorkingCalendar
from supervision.law.decrees import Decree, DecreedDay, idle_days

LONGEST_NUMBER = 40
OFF, WORKING = "off_on", "working_on"


@dataclass(frozen=True)
class DayLine:
    """A line of a decree: the day that becomes a day off, the one that becomes a working day; both
    for a day off that is moved. `place` is the line's place in the form.
    """

    place: int
    off_on: date | None
    working_on: date | None

    @property
    def days(self) -> Iterator[DecreedDay]:
        """The days of the line, each with the other one where a day off is moved."""
        if self.off_on is not None:
            yield DecreedDay(self.off_on, DayKind.OFF, self.working_on)
        if self.working_on is not None:
            yield DecreedDay(self.working_on, DayKind.WORKING, self.off_on)


@dataclass(frozen=True)
class DecreeEntry:
    """A decree as it is entered."""

    number: str
    dated: date
    title: str
    lines: tuple[DayLine, ...]

    @property
    def decree(self) -> Decree:
        """What the law takes of it."""
        days = tuple(day for line in self.lines for day in line.days)
        return Decree(written(self.number), self.dated, days)


def decree_problems(
    entry: DecreeEntry, calendar: WorkingCalendar, today: date
) -> Iterator[Problem]:
    """What is wrong with a decree as entered; `calendar` is the one it would change."""
    if not written(entry.number):
        yield Problem("Write the number of the decree.", "number")
    yield from length_problems(entry.number, "number", LONGEST_NUMBER)
    if not written(entry.title):
        yield Problem("Write the title of the decree.", "title")
    yield from length_problems(entry.title, "title", LONGEST_LINE)
    if entry.dated > today:
        yield Problem("A decree is entered once it is signed.", "dated")
    if not any(True for line in entry.lines for _day in line.days):
        yield Problem("Name at least one day that becomes a day off or a working day.")
    yield from _problems_of_days(entry.lines, calendar)


def _problems_of_days(lines: Iterable[DayLine], calendar: WorkingCalendar) -> Iterator[Problem]:
    seen: set[date] = set()
    for line in lines:
        for day in line.days:
            field = f"lines-{line.place}-{OFF if day.kind is DayKind.OFF else WORKING}"
            if day.on in seen:
                yield Problem("%(day)s stands here twice.", field, {"day": day_in_words(day.on)})
            elif not calendar.holds(day.on):
                yield Problem(
                    "The working calendar holds the years %(first)s–%(last)s.",
                    field,
                    {
                        "first": str(calendar.first_day.year),
                        "last": str(calendar.last_day.year),
                    },
                )
            elif any(idle_days(calendar, [day])):
                told = {"day": day_in_words(day.on)}
                if day.kind is DayKind.OFF:
                    yield Problem("%(day)s is a day off already.", field, told)
                else:
                    yield Problem("%(day)s is a working day already.", field, told)
            seen.add(day.on)
