"""The working calendar: single days, counting by table, and what it refuses to say."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.law.calendar import (
    CALENDARS,
    CalendarGap,
    DayKind,
    WorkingCalendar,
    load_calendar,
    read_calendar,
)
from supervision.law.model import LawError

CALENDAR = load_calendar()
DAYS = st.dates(date(2002, 1, 1), date(2027, 12, 31))
INNER_DAYS = st.dates(date(2002, 6, 1), date(2027, 6, 30))


def naive_is_working(day: date) -> bool:
    """The same answer from the list of exceptional days alone, without the table."""
    for exceptional in CALENDAR.exceptional():
        if exceptional.on == day:
            return exceptional.kind is DayKind.WORKING
    return day.isoweekday() < 6


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2024-05-06", True),  # an ordinary Monday
        ("2024-05-05", False),  # an ordinary Sunday
        ("2024-05-04", True),  # a Saturday worked for 8 May
        ("2024-05-07", False),  # Defender of the Fatherland Day
        ("2024-05-08", False),  # moved from 4 May
        ("2020-01-05", True),  # a Sunday worked for 3 January
        ("2020-05-11", True),  # the rest for 9 May, moved on to 8 May
        ("2008-07-07", False),  # the Monday after the first Capital Day
        ("2026-08-31", True),  # Constitution Day is not celebrated in 2026
        ("2027-03-15", False),  # Constitution Day from 2027
        ("2010-10-25", True),  # Republic Day was abolished from 2009
        ("2022-10-25", False),  # and restored in 2022
        ("2021-12-17", False),  # Independence Day had two days
        ("2022-12-17", False),  # a Saturday
        ("2024-12-17", True),  # one day since 2022
    ],
)
def test_a_day_is_worked_or_not(day: str, working: bool) -> None:
    assert CALENDAR.is_working(date.fromisoformat(day)).working is working
    assert CALENDAR.works_on(date.fromisoformat(day)) is working


def test_a_day_off_gives_its_name_in_three_languages_and_its_source() -> None:
    status = CALENDAR.is_working(date(2024, 5, 7))
    assert status.reason is not None
    assert status.source is not None
    assert status.reason.en == "Defender of the Fatherland Day"
    assert status.reason.ru == "День защитника Отечества"
    assert status.reason.kk == "Отан қорғаушы күні"
    assert status.source.en == "Law No. 267 of 13 December 2001 on holidays"


def test_a_moved_day_off_names_the_day_it_came_from_and_the_decree() -> None:
    status = CALENDAR.is_working(date(2023, 7, 7))
    assert status.reason is not None
    assert status.source is not None
    assert status.reason.en == "moved from 2023-07-01"
    assert status.reason.ru == "перенесён с 01.07.2023"
    assert status.source.en == "Government decree No. 326 of 2023"


def test_the_plain_week_needs_no_reason() -> None:
    assert CALENDAR.is_working(date(2024, 5, 6)).plain
    assert CALENDAR.is_working(date(2024, 5, 5)).plain
    assert not CALENDAR.is_working(date(2024, 5, 7)).plain


@pytest.mark.parametrize("day", ["2026-05-26", "2026-05-27", "2026-05-28"])
def test_an_estimated_kurban_ait_leaves_it_and_its_neighbours_unconfirmed(day: str) -> None:
    assert not CALENDAR.is_working(date.fromisoformat(day)).confirmed


def test_ordinary_days_are_confirmed_only_through_2026() -> None:
    assert date(2026, 12, 31) == CALENDAR.confirmed_through
    assert CALENDAR.is_working(date(2026, 12, 31)).confirmed
    assert not CALENDAR.is_working(date(2027, 2, 10)).confirmed
    # A holiday fixed by law is known ahead.
    assert CALENDAR.is_working(date(2027, 1, 1)).confirmed


def test_kurban_ait_of_past_years_is_confirmed() -> None:
    assert CALENDAR.is_working(date(2025, 6, 6)).confirmed


@pytest.mark.parametrize("day", [date(2001, 12, 31), date(2028, 1, 1)])
def test_a_day_outside_the_calendar_is_a_gap_that_names_the_year(day: date) -> None:
    for ask in (
        CALENDAR.is_working,
        CALENDAR.works_on,
        CALENDAR.next_working,
        CALENDAR.previous_working,
        lambda day: CALENDAR.nth_working_day_after(day, 1),
        lambda day: CALENDAR.shift(day, 0),
        lambda day: CALENDAR.year(day.year),
    ):
        with pytest.raises(CalendarGap, match=str(day.year)) as gap:
            ask(day)
        assert gap.value.year == day.year


def test_counting_past_the_last_year_is_a_gap() -> None:
    with pytest.raises(CalendarGap, match="2028"):
        CALENDAR.nth_working_day_after(date(2027, 12, 31), 1)
    with pytest.raises(CalendarGap, match="2001"):
        CALENDAR.previous_working(date(2002, 1, 1))


def test_counting_less_than_one_working_day_is_refused() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        CALENDAR.nth_working_day_after(date(2024, 5, 6), 0)
    with pytest.raises(ValueError, match="1 or more"):
        CALENDAR.nth_working_day_before(date(2024, 5, 6), -1)


def test_working_days_shift_forward_and_back_over_a_moved_weekend() -> None:
    # 3 May is a Friday, 4 May a worked Saturday, 6 May a Monday.
    assert CALENDAR.shift(date(2024, 5, 3), 1) == date(2024, 5, 4)
    assert CALENDAR.shift(date(2024, 5, 3), 2) == date(2024, 5, 6)
    assert CALENDAR.shift(date(2024, 5, 6), -1) == date(2024, 5, 4)
    assert CALENDAR.shift(date(2024, 5, 10), -1) == date(2024, 5, 6)
    assert CALENDAR.shift(date(2024, 5, 5), 0) == date(2024, 5, 5)


def test_the_year_end_does_not_change_a_count() -> None:
    # 30 December 2024 Monday; 31st worked; 1 and 2 January off; 3 January moved off; 5 January
    # a worked Sunday; 6 January Monday; 7 January Christmas; 8 January Wednesday.
    expected = ["2024-12-31", "2025-01-05", "2025-01-06", "2025-01-08"]
    found = [CALENDAR.nth_working_day_after(date(2024, 12, 30), n) for n in range(1, 5)]
    assert [day.isoformat() for day in found] == expected


@given(INNER_DAYS, st.integers(1, 60))
def test_the_nth_working_day_agrees_with_walking_day_by_day(start: date, n: int) -> None:
    day, left = start, n
    while left:
        day += timedelta(days=1)
        left -= naive_is_working(day)
    assert CALENDAR.nth_working_day_after(start, n) == day


@given(INNER_DAYS, st.integers(1, 60))
def test_the_nth_working_day_before_agrees_with_walking_back(start: date, n: int) -> None:
    day, left = start, n
    while left:
        day -= timedelta(days=1)
        left -= naive_is_working(day)
    assert CALENDAR.nth_working_day_before(start, n) == day


@given(DAYS, DAYS)
def test_working_days_between_two_days_are_those_walked_over(start: date, end: date) -> None:
    low, high = sorted((start, end))
    high = min(high, low + timedelta(days=90))
    walked = sum(naive_is_working(low + timedelta(days=n)) for n in range(1, (high - low).days + 1))
    assert CALENDAR.working_days_between(low, high) == walked
    assert CALENDAR.working_days_between(high, low) == -walked


@given(st.dates(date(2019, 1, 1), date(2019, 12, 31)), st.integers(1, 30))
def test_a_calendar_of_a_few_years_counts_like_the_whole_one(start: date, n: int) -> None:
    days = [day for day in CALENDAR.exceptional() if 2018 <= day.on.year <= 2020]
    part = WorkingCalendar(
        reversed(days), date(2018, 1, 1), date(2020, 12, 31), date(2020, 12, 31), "part"
    )
    assert part.nth_working_day_after(start, n) == CALENDAR.nth_working_day_after(start, n)
    assert part.next_working(start) == CALENDAR.next_working(start)


def test_the_version_is_the_hash_of_the_content(tmp_path: Path) -> None:
    text = (CALENDARS / "kz.yaml").read_text(encoding="utf-8")
    same = tmp_path / "same.yaml"
    same.write_text(text, encoding="utf-8")
    other = tmp_path / "other.yaml"
    other.write_text(text.replace("confirmed_through: 2026", "confirmed_through: 2025"), "utf-8")
    assert read_calendar(same).version == CALENDAR.version
    assert read_calendar(other).version != CALENDAR.version
    assert CALENDAR.version.startswith("kz-")


def test_the_calendar_is_read_once() -> None:
    assert load_calendar() is CALENDAR


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("date: 2024-05-07", "date: 2024-05-32", ""),
        ("date: 2024-05-07", "date: 2024-05-04", "date"),
        ("kind: off, name: new_year, source", "kind: holiday, name: new_year, source", "kind"),
        ("name: orthodox_christmas", "name: christmas", "name"),
        ("source: decree_326_2023", "source: rumour", "source"),
        ("confirmed: false", "confirmed: maybe", "confirmed"),
        ("confirmed_through: 2026-12-31", "confirmed_through: 2030-12-31", "confirmed_through"),
        ("label: kz", "label: kz\nlabel: kz", "label"),
        ("last: 2027-12-31", "last: 2026-12-31", "date"),
    ],
)
def test_a_broken_calendar_is_refused_naming_file_and_key(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    text = (CALENDARS / "kz.yaml").read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "broken.yaml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LawError, match=r"broken\.yaml") as error:
        read_calendar(broken)
    assert key in str(error.value)
