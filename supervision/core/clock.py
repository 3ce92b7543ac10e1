"""The only file that reads the time.

Everything below the edge takes `today` and `now` as arguments; views, tasks and commands ask here.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today(zone: ZoneInfo) -> date:
    """The calendar day it is now at an office's seat in `zone`."""
    return datetime.now(zone).date()


def moment_in(zone: ZoneInfo, moment: datetime) -> datetime:
    """A UTC moment as the wall clock of `zone` shows it; refuses a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone is not a moment")
    return moment.astimezone(zone)
