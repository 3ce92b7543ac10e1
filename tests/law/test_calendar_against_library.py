"""The frozen calendar held against the `holidays` library it was made from.

A difference is either listed as an override in `freeze_calendar.py` or a mistake.
"""

from __future__ import annotations

from datetime import date, timedelta

from supervision.law.calendar import CALENDARS, DayKind, load_calendar
from tests.law import freeze_calendar

CALENDAR = load_calendar()
# Days that the library has wrong; each is explained in freeze_calendar.ADDED and REMOVED.
OVERRIDDEN = {date(2008, 7, 7)}


def test_every_day_is_worked_as_the_library_says_except_the_listed_overrides() -> None:
    library = freeze_calendar.library()
    span = (freeze_calendar.LAST - freeze_calendar.FIRST).days + 1
    days = [freeze_calendar.FIRST + timedelta(days=n) for n in range(span)]
    different = {day for day in days if library.is_working_day(day) != CALENDAR.works_on(day)}
    assert different == OVERRIDDEN


def test_the_file_is_what_the_script_writes() -> None:
    written = freeze_calendar.render(freeze_calendar.frozen_days())
    assert (CALENDARS / "kz.yaml").read_text(encoding="utf-8") == written


def test_every_worked_weekend_of_the_library_is_a_working_day() -> None:
    worked = [d for d in freeze_calendar.library().weekend_workdays if d.year >= 2002]
    assert len(worked) > 40
    assert all(CALENDAR.works_on(day) for day in worked)


def test_every_move_has_both_ends_and_one_source() -> None:
    moves = freeze_calendar.moved_days()
    assert moves
    for off, worked in moves.items():
        rested, made_up = CALENDAR.is_working(off), CALENDAR.is_working(worked)
        assert not rested.working
        assert made_up.working
        assert rested.source == made_up.source


def test_only_kurban_ait_of_2026_and_2027_is_unconfirmed() -> None:
    unconfirmed = [day for day in CALENDAR.exceptional() if not day.confirmed]
    assert [day.on for day in unconfirmed] == [date(2026, 5, 27), date(2027, 5, 16)]
    assert {day.name.en for day in unconfirmed} == {"First day of Kurban Ait"}


def test_a_worked_exceptional_day_always_names_the_day_off_given_for_it() -> None:
    for day in CALENDAR.exceptional():
        if day.kind is DayKind.WORKING:
            assert day.name.en.startswith("day off moved to ")
