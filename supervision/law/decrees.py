"""Decrees that move days off: what they say of the days, and the calendar with them laid over it.

Belongs here: a decree as plain values, its days told with their source, which days it changes. Does
not belong here: where decrees are kept (`supervision.decrees`) and the frozen days (`calendar.py`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from supervision.law.calendar import DayKind, ExceptionalDay, WorkingCalendar
from supervision.law.model import LANGUAGES, Titles
from supervision.law.wording import label

_MARK_LENGTH = 12


@dataclass(frozen=True, slots=True)
class DecreedDay:
    """A day as a decree makes it. `other` is the second day of a move: what was a day off before
    becomes a working day, and the other way round; None for a day that is set alone.
    """

    on: date
    kind: DayKind
    other: date | None = None


@dataclass(frozen=True, slots=True)
class Decree:
    """The Government's decree on days off: its number, its date, its days."""

    number: str
    dated: date
    days: tuple[DecreedDay, ...]

    @property
    def fingerprint(self) -> str:
        """The same for equal decrees, another for any other; what calendars are told apart by."""
        told = [
            self.number,
            self.dated.isoformat(),
            [
                [each.on.isoformat(), each.kind.value, each.other and each.other.isoformat()]
                for each in sorted(self.days, key=lambda each: each.on)
            ],
        ]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def cited(number: str, dated: date) -> Titles:
    """How a decree is cited: "Government decree No. 123 of 2026-12-05"."""
    return _titled("decree", on=dated, number=number)


def days_of(decree: Decree) -> list[ExceptionalDay]:
    """The decree's days as the calendar holds them, each with its source."""
    source = cited(decree.number, decree.dated)
    return [ExceptionalDay(each.on, each.kind, _name(each), source, True) for each in decree.days]


def with_decrees(calendar: WorkingCalendar, decrees: Sequence[Decree]) -> WorkingCalendar:
    """The calendar with decrees laid over it, a later one over an earlier. None: the calendar itself.

    Raises CalendarGap for a day outside the calendar's years.
    """
    days = {day.on: day for decree in decrees for day in days_of(decree)}
    told = "".join(decree.fingerprint for decree in decrees)
    return calendar.with_days(
        days.values(), hashlib.sha256(told.encode()).hexdigest()[:_MARK_LENGTH]
    )


def idle_days(calendar: WorkingCalendar, days: Iterable[DecreedDay]) -> Iterator[DecreedDay]:
    """The days a decree leaves as the calendar has them already. Raises CalendarGap."""
    for each in days:
        if calendar.works_on(each.on) is (each.kind is DayKind.WORKING):
            yield each


def _name(day: DecreedDay) -> Titles:
    code = "decreed_off" if day.kind is DayKind.OFF else "decreed_working"
    return _titled(f"{code}_moved", on=day.other) if day.other else _titled(code)


def _titled(code: str, **values: date | str) -> Titles:
    return Titles(*(label(code, language, **values) for language in LANGUAGES))
