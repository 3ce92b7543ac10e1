"""Calendar periods: the month, quarter or year for which a recurring duty is owed.

Belongs here: the bounds and the stable name of a period. Does not belong here: when a duty of a
period is due (`terms.py`) and which duties recur (`lawbook.py`).
"""

from __future__ import annotations

import calendar as gregorian
from dataclasses import dataclass
from datetime import date, timedelta

from supervision.law.model import Recurrence


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar month, quarter or year, first and last day included."""

    kind: Recurrence
    start: date
    end: date

    @classmethod
    def containing(cls, kind: Recurrence | str, day: date) -> Period:
        """The period of that kind in which the day lies."""
        kind = Recurrence(kind)
        months = {Recurrence.MONTH: 1, Recurrence.QUARTER: 3, Recurrence.YEAR: 12}[kind]
        first = (day.month - 1) // months * months + 1
        last = first + months - 1
        end = date(day.year, last, gregorian.monthrange(day.year, last)[1])
        return cls(kind, date(day.year, first, 1), end)

    @classmethod
    def from_key(cls, key: str) -> Period:
        """The period named by `2026-Q4`, `2026-11` or `2026`. Raises ValueError on another text."""
        year, _, part = key.partition("-")
        if not (len(year) == 4 and year.isascii() and year.isdigit()):
            raise ValueError(f"not a period: {key!r}")
        try:
            if not part and "-" not in key:
                return cls.containing(Recurrence.YEAR, date(int(year), 1, 1))
            if part in ("Q1", "Q2", "Q3", "Q4"):
                month = int(part[1]) * 3
                return cls.containing(Recurrence.QUARTER, date(int(year), month, 1))
            if len(part) == 2 and part.isascii() and part.isdigit():
                return cls.containing(Recurrence.MONTH, date(int(year), int(part), 1))
        except ValueError:
            pass
        raise ValueError(f"not a period: {key!r}")

    def next(self) -> Period:
        """The period that follows."""
        return Period.containing(self.kind, self.end + timedelta(days=1))

    def previous(self) -> Period:
        """The period before."""
        return Period.containing(self.kind, self.start - timedelta(days=1))

    @property
    def key(self) -> str:
        """Stable name: `2026-Q4`, `2026-11`, `2026`."""
        if self.kind is Recurrence.YEAR:
            return f"{self.start.year:04d}"
        if self.kind is Recurrence.QUARTER:
            return f"{self.start.year:04d}-Q{self.end.month // 3}"
        return f"{self.start.year:04d}-{self.start.month:02d}"
