"""The working calendar: which days are worked in Kazakhstan, by what source, and counting them.

Belongs here: reading the frozen calendar and looking days up in it by table. Does not belong here:
how a term is counted from an event (`terms.py`) and where the frozen days come from
(`tests/law/freeze_calendar.py`). Outside the frozen years every question is a `CalendarGap`.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from supervision.law.model import LawError, Titles
from supervision.law.strict_yaml import Section, read_yaml

CALENDARS = Path(__file__).parent / "calendars"
SATURDAY = 6
_DOTTED = "%d.%m.%Y"


class CalendarGap(LookupError):
    """The calendar holds no such year, so nothing is said about it."""

    def __init__(self, year: int, first: date, last: date) -> None:
        super().__init__(f"the working calendar holds {first.year}–{last.year}, not {year}")
        self.year = year
        self.first = first
        self.last = last


class DayKind(StrEnum):
    """How an exceptional day departs from the five-day week."""

    OFF = "off"
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class ExceptionalDay:
    """A day off that is no plain weekend, or a worked day that had been one; with its source."""

    on: date
    kind: DayKind
    name: Titles
    source: Titles
    confirmed: bool


@dataclass(frozen=True, slots=True)
class DayStatus:
    """Whether a day is worked. `reason` and `source` are None on a day of the plain week."""

    working: bool
    reason: Titles | None
    source: Titles | None
    confirmed: bool

    @property
    def plain(self) -> bool:
        """True when the day follows the five-day week and nothing else is to be told of it."""
        return self.reason is None


class WorkingCalendar:
    """Working days by table. Immutable once built; days are whole dates at the office's seat."""

    def __init__(
        self,
        days: Iterable[ExceptionalDay],
        first_day: date,
        last_day: date,
        confirmed_through: date,
        version: str,
    ) -> None:
        self.first_day = first_day
        self.last_day = last_day
        self.confirmed_through = confirmed_through
        self.version = version
        self._exceptional = {day.on: day for day in sorted(days, key=lambda day: day.on)}
        working, plain = [], range(first_day.toordinal(), last_day.toordinal() + 1)
        kinds = {day.on.toordinal(): day.kind for day in self._exceptional.values()}
        for ordinal in plain:
            kind = kinds.get(ordinal)
            # Ordinal 1 was a Monday, so (ordinal - 1) % 7 counts weekdays from Monday = 0.
            weekday = (ordinal - 1) % 7 + 1
            if kind is DayKind.WORKING or (kind is None and weekday < SATURDAY):
                working.append(ordinal)
        self._working = tuple(working)
        # A day fixed by the moon may come one day earlier or later than estimated.
        self._unconfirmed = tuple(
            sorted(
                {
                    day.on.toordinal() + shift
                    for day in self._exceptional.values()
                    if not day.confirmed
                    for shift in (-1, 0, 1)
                }
            )
        )

    def with_days(self, days: Iterable[ExceptionalDay], mark: str) -> WorkingCalendar:
        """The same calendar with these days in place of what it says of them; none: itself.

        `mark` tells the version apart from the files' own. Raises CalendarGap for a day outside the
        calendar's years.
        """
        laid_over = {day.on: day for day in days}
        if not laid_over:
            return self
        for on in laid_over:
            self._inside(on)
        return WorkingCalendar(
            {**self._exceptional, **laid_over}.values(),
            self.first_day,
            self.last_day,
            self.confirmed_through,
            f"{self.version}+{mark}",
        )

    def _inside(self, day: date) -> int:
        """The ordinal of a day the calendar holds. Raises CalendarGap."""
        if not self.first_day <= day <= self.last_day:
            raise CalendarGap(day.year, self.first_day, self.last_day)
        return day.toordinal()

    def _gap_after(self) -> CalendarGap:
        return CalendarGap(min(self.last_day.year + 1, MAXYEAR), self.first_day, self.last_day)

    def _gap_before(self) -> CalendarGap:
        return CalendarGap(self.first_day.year - 1, self.first_day, self.last_day)

    def holds(self, day: date) -> bool:
        """True when the calendar can answer about the day."""
        return self.first_day <= day <= self.last_day

    def is_working(self, day: date) -> DayStatus:
        """Whether the day is worked, why and by what source. Raises CalendarGap."""
        ordinal = self._inside(day)
        exceptional = self._exceptional.get(day)
        confirmed = not self._has_unconfirmed(ordinal, ordinal)
        if exceptional is not None:
            working = exceptional.kind is DayKind.WORKING
            return DayStatus(working, exceptional.name, exceptional.source, confirmed)
        # A weekend stays a weekend unless a decree makes it worked, so it too may still change.
        known = confirmed and day <= self.confirmed_through
        return DayStatus(day.isoweekday() < SATURDAY, None, None, known)

    def works_on(self, day: date) -> bool:
        """Whether the day is worked, without the reason. Raises CalendarGap."""
        ordinal = self._inside(day)
        place = bisect_left(self._working, ordinal)
        return place < len(self._working) and self._working[place] == ordinal

    def nth_working_day_after(self, day: date, n: int) -> date:
        """The n-th working day after a day, n ≥ 1. Raises CalendarGap, ValueError on n < 1."""
        if n < 1:
            raise ValueError("n must be 1 or more")
        place = bisect_right(self._working, self._inside(day)) + n - 1
        if place >= len(self._working):
            raise self._gap_after()
        return date.fromordinal(self._working[place])

    def nth_working_day_before(self, day: date, n: int) -> date:
        """The n-th working day before a day, n ≥ 1. Raises CalendarGap, ValueError on n < 1."""
        if n < 1:
            raise ValueError("n must be 1 or more")
        place = bisect_left(self._working, self._inside(day)) - n
        if place < 0:
            raise self._gap_before()
        return date.fromordinal(self._working[place])

    def next_working(self, day: date) -> date:
        """The day itself when worked, else the first working day after it. Raises CalendarGap."""
        place = bisect_left(self._working, self._inside(day))
        if place == len(self._working):
            raise self._gap_after()
        return date.fromordinal(self._working[place])

    def previous_working(self, day: date) -> date:
        """The day itself when worked, else the last working day before it. Raises CalendarGap."""
        place = bisect_right(self._working, self._inside(day)) - 1
        if place < 0:
            raise self._gap_before()
        return date.fromordinal(self._working[place])

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` is earlier."""
        low, high = self._inside(start), self._inside(end)
        return bisect_right(self._working, high) - bisect_right(self._working, low)

    def shift(self, day: date, n: int) -> date:
        """The n-th working day after (n > 0) or before (n < 0) a day; 0 leaves the day as it is."""
        if n == 0:
            self._inside(day)
            return day
        if n > 0:
            return self.nth_working_day_after(day, n)
        return self.nth_working_day_before(day, -n)

    def year(self, year: int) -> list[ExceptionalDay]:
        """The exceptional days of a year in order. Raises CalendarGap."""
        if not self.first_day.year <= year <= self.last_day.year:
            raise CalendarGap(year, self.first_day, self.last_day)
        return [day for day in self._exceptional.values() if day.on.year == year]

    def exceptional(self) -> list[ExceptionalDay]:
        """Every exceptional day in order."""
        return list(self._exceptional.values())

    def confirms(self, start: date, end: date) -> bool:
        """True when every day from `start` to `end` (both included) is known for certain."""
        if end > self.confirmed_through:
            return False
        return not self._has_unconfirmed(start.toordinal(), end.toordinal())

    def _has_unconfirmed(self, low: int, high: int) -> bool:
        return bisect_right(self._unconfirmed, high) > bisect_left(self._unconfirmed, low)


def _filled(pattern: Titles, name: Titles | None, on: date | None) -> Titles:
    """A pattern with the holiday's name or the other day of a move put in."""
    written = {
        "kk": on.strftime(_DOTTED) if on else "",
        "ru": on.strftime(_DOTTED) if on else "",
        "en": on.isoformat() if on else "",
    }

    def fill(language: str) -> str:
        told = name.in_language(language) if name else ""
        return pattern.in_language(language).format(name=told, date=written[language])

    return Titles(fill("kk"), fill("ru"), fill("en"))


def _titles_by_key(top: Section, key: str) -> dict[str, Titles]:
    inner = top.section(key)
    found = {name: inner.titles(name) for name in inner.names()}
    inner.done()
    return found


def _read_day(
    entry: Section,
    names: dict[str, Titles],
    sources: dict[str, Titles],
    patterns: dict[str, Titles],
) -> ExceptionalDay:
    """One line of `days`. Raises LawError."""
    on = entry.day("date")
    kind = entry.choice("kind", DayKind)
    key = entry.text("name")
    moved = entry.optional_day("moved_to" if kind is DayKind.WORKING else "moved_from")
    base, _, pattern = key.partition(".")
    if key in patterns and moved is not None:
        name = _filled(patterns[key], None, moved)
    elif base in names and pattern in patterns:
        name = _filled(patterns[pattern], names[base], None)
    elif key in names:
        name = names[key]
    else:
        raise entry.refuse("name", f"{key!r} is not among the names")
    source = entry.text("source")
    if source not in sources:
        raise entry.refuse("source", f"{source!r} is not among the sources")
    confirmed = entry.truth("confirmed") if entry.has("confirmed") else True
    entry.done()
    return ExceptionalDay(on, kind, name, sources[source], confirmed)


def read_calendar(path: Path) -> WorkingCalendar:
    """The calendar of a file. Raises LawError naming file and key."""
    file = path.name
    top = Section(file, "", read_yaml(path, file))
    top.titles("title")
    label = top.text("label")
    first, last = top.day("first"), top.day("last")
    confirmed_through = top.day("confirmed_through")
    if not first <= confirmed_through <= last:
        raise top.refuse("confirmed_through", f"must lie from {first} to {last}")
    names, sources = _titles_by_key(top, "names"), _titles_by_key(top, "sources")
    patterns = _titles_by_key(top, "patterns")
    entries = top.take("days")
    top.done()
    if not isinstance(entries, list):
        raise LawError(file, "days", "must be a list")
    days: list[ExceptionalDay] = []
    for number, content in enumerate(entries, start=1):
        entry = Section(file, f"days[{number}]", content)
        day = _read_day(entry, names, sources, patterns)
        if days and day.on <= days[-1].on:
            raise entry.refuse("date", f"{day.on} must come after {days[-1].on}")
        if not first <= day.on <= last:
            raise entry.refuse("date", f"{day.on} lies outside {first}–{last}")
        days.append(day)
    content_hash = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return WorkingCalendar(days, first, last, confirmed_through, f"{label}-{content_hash}")


@lru_cache(maxsize=1)
def load_calendar() -> WorkingCalendar:
    """The frozen calendar of Kazakhstan, read once. Raises LawError when the file is broken."""
    return read_calendar(CALENDARS / "kz.yaml")
