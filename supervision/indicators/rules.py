"""What can be asked of figures, on plain values: kinds of things, spans of days, breakdowns, order.

Belongs here: the choices a reader has and how rows stand in a ranking. Does not belong here: what a
figure is and its percentage (`law/figures.py`).
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from supervision.law.figures import Tally
from supervision.law.model import Recurrence
from supervision.law.period import Period

FIGURE_KIND = "indicator_figure"  # what the audit calls a figure somebody took away as a sheet
RUN_KIND = "indicator_run"  # what the audit calls a computation
ASK_KIND = "indicator_ask"
FREEZE_KIND = "frozen_period"
TREND_QUARTERS = 12
# The days figures may be asked for: older ones no record has, and a calendar ends somewhere.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
SHADES = 5
NOBODY = 0  # narrows to the things that name no prosecutor


class Thing(enum.StrEnum):
    """The kinds of things that figures count; the acts name them in `counts`."""

    REVIEWED_RULING = "reviewed_ruling"
    ACT_CHANGED_WITHOUT_OFFICE = "act_changed_without_office"
    ENDED_APPELLATE_PROTEST = "ended_appellate_protest"
    ISSUED_PRIVATE_RULING = "issued_private_ruling"
    REQUIRED_HEARING = "required_hearing"
    RESOLVED_PETITION = "resolved_petition"
    OWED_DUTY = "owed_duty"


class RunKind(enum.StrEnum):
    """Why figures were computed."""

    NIGHTLY = "nightly"
    ASKED = "asked"


class Side(enum.StrEnum):
    """Which things of a figure a list shows; each number of a page opens one of these."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    MISSED = "missed"  # below the line but not above it
    EXCLUDED = "excluded"
    CORRECTED = "corrected"
    APART = "apart"
    NOTED = "noted"
    STRICT_NUMERATOR = "strict_numerator"
    STRICT_DENOMINATOR = "strict_denominator"
    ALL = "all"


@dataclass(frozen=True)
class Span:
    """The days asked about, both included; `key` is the period's name, empty for any days."""

    start: date
    end: date
    key: str = ""

    @classmethod
    def of(cls, period: Period) -> Span:
        """The days of a calendar period."""
        return cls(period.start, period.end, period.key)

    @property
    def whole_months(self) -> bool:
        """Whether the span begins and ends with a month, so that sums by month serve it."""
        return self.start.day == 1 and (self.end + timedelta(days=1)).day == 1

    @classmethod
    def between(cls, start: date, end: date) -> Span:
        """These days; a calendar month, quarter or year is known by its name."""
        for kind in (Recurrence.MONTH, Recurrence.QUARTER, Recurrence.YEAR):
            period = Period.containing(kind, start)
            if (period.start, period.end) == (start, end):
                return cls.of(period)
        return cls(start, end)

    def before(self) -> Span:
        """The period before: the one of the same kind, or as many days."""
        if self.key:
            return Span.of(Period.from_key(self.key).previous())
        last = self.start - timedelta(days=1)
        return Span.between(last - (self.end - self.start), last)

    def a_year_before(self) -> Span:
        """The same days of the year before; 29 February becomes the 28th."""
        end = _year_before(self.end + timedelta(days=1)) - timedelta(days=1)
        return Span.between(_year_before(self.start), end)


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


@dataclass(frozen=True)
class Narrowing:
    """What figures are narrowed to beside office and days; None narrows nothing.

    `prosecutor_id` NOBODY asks for the things that name no prosecutor.
    """

    prosecutor_id: int | None = None
    category: str | None = None
    article: str | None = None

    def __bool__(self) -> bool:
        return any(value is not None for value in vars(self).values())


@dataclass(frozen=True)
class Moment:
    """The computation whose figures are read: the latest one (None), or an earlier one by its id."""

    run_id: int | None = None


LATEST = Moment()


def quarters_up_to(day: date, many: int = TREND_QUARTERS) -> list[Period]:
    """The last `many` quarters, the oldest first, the one of `day` last."""
    found = [Period.containing(Recurrence.QUARTER, day)]
    while len(found) < many:
        found.append(found[-1].previous())
    return found[::-1]


def standard_spans(today: date) -> dict[str, Span]:
    """The periods a reader asks for most, by their names."""
    found: dict[str, Span] = {}
    for kind in (Recurrence.MONTH, Recurrence.QUARTER, Recurrence.YEAR):
        period = Period.containing(kind, today)
        found[f"this_{kind.value}"] = Span.of(period)
        found[f"last_{kind.value}"] = Span.of(period.previous())
    return found


def shade(value: Decimal, *, fewer_is_better: bool) -> int:
    """How good a percentage is in one of five shades, the best one the fifth."""
    place = min(int(value * SHADES / 100), SHADES - 1)
    return SHADES - place if fewer_is_better else place + 1


Key = TypeVar("Key")


def ranked(
    rows: Iterable[tuple[Key, Tally]], *, fewer_is_better: bool
) -> tuple[list[tuple[int, Key, Tally]], list[Key]]:
    """Rows with their rank, the best first, and apart from them those without data.

    Equal percentages share a rank; among them the one that rests on more things stands first.
    """
    known = [(key, tally) for key, tally in rows if tally.value is not None]
    nothing = [key for key, tally in rows if tally.value is None]
    sign = 1 if fewer_is_better else -1
    known.sort(key=lambda row: (sign * (row[1].value or 0), -row[1].denominator))
    placed: list[tuple[int, Key, Tally]] = []
    for number, (key, tally) in enumerate(known, start=1):
        same = placed and placed[-1][2].value == tally.value
        placed.append((placed[-1][0] if same else number, key, tally))
    return placed, nothing


def total(tallies: Sequence[Tally]) -> Tally:
    """All of them together."""
    found = Tally()
    for tally in tallies:
        found = found.plus(tally)
    return found
