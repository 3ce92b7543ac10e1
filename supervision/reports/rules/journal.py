"""Rules of the control journal on plain values: when it is owed, what it lists, what was missed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from supervision.law.calendar import WorkingCalendar

JOURNAL = "control_journal"
BEGINS = time(6, 0)  # at the office's seat: before the working day, after the night's computations
AHEAD = 5  # working days
MOST_LINES = 300  # a part; how many more there are is printed below it
# A record may become visible a little later than it was made: it is looked for again, and not listed
# twice, because what was listed is kept.
OVERLAP = timedelta(hours=1)


class Part(StrEnum):
    """The three lists of a journal, in the order of their hurry."""

    OVERDUE = "overdue"
    SOON = "soon"
    ENTERED = "entered"


def is_owed(calendar: WorkingCalendar, local: datetime) -> bool:
    """Whether the journal of this day is owed by now: a working day, its morning begun.

    `local` is the wall clock at the office's seat. Raises CalendarGap.
    """
    return local.time() >= BEGINS and calendar.works_on(local.date())


def soon_until(calendar: WorkingCalendar, morning: date) -> date:
    """The last day that is "due soon": the fifth working day after this one. Raises CalendarGap."""
    return calendar.nth_working_day_after(morning, AHEAD)


def missed_mornings(calendar: WorkingCalendar, last: date, morning: date) -> list[date]:
    """Working days between two journals on which none was issued. Raises CalendarGap."""
    days = (last + timedelta(days=n) for n in range(1, (morning - last).days))
    return [day for day in days if calendar.works_on(day)]


def file_name(morning: date, mark: str, language: str, form: str) -> str:
    """What the file of a journal is called: `2026-11-20_No-5-2026_kk.pdf`; sorted by its day."""
    return f"{morning.isoformat()}_No-{mark.replace('/', '-')}_{language}.{form}"
