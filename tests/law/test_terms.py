"""Counting terms: the due day, its steps, and how far it is confirmed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.law.calendar import CalendarGap, load_calendar
from supervision.law.model import DayOff, DueMonth, Recurrence, Recurs, Unit
from supervision.law.period import Period
from supervision.law.terms import add, due_day, recurring
from supervision.law.wording import sentences

CALENDAR = load_calendar()
STARTS = st.dates(date(2002, 1, 1), date(2026, 6, 30))
AMOUNTS = st.integers(0, 200)
UNITS = st.sampled_from(Unit)
MONTHS = st.integers(0, 17)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "day_off", "due"),
    [
        # 13 February 2016 is a Saturday.
        ("2016-02-03", 10, Unit.CALENDAR_DAY, DayOff.NEXT, "2016-02-15"),
        ("2016-02-03", 10, Unit.CALENDAR_DAY, DayOff.PREVIOUS, "2016-02-12"),
        ("2016-02-03", 10, Unit.CALENDAR_DAY, DayOff.NONE, "2016-02-13"),
        # 4 May 2024 is a Saturday that is worked.
        ("2024-04-24", 10, Unit.CALENDAR_DAY, DayOff.NEXT, "2024-05-04"),
        ("2024-05-03", 1, Unit.WORKING_DAY, DayOff.NONE, "2024-05-04"),
        ("2024-05-06", 5, Unit.WORKING_DAY, DayOff.NONE, "2024-05-16"),
        # At once: on the day itself, or on the next working day after a day off.
        ("2024-05-06", 0, Unit.WORKING_DAY, DayOff.NONE, "2024-05-06"),
        ("2024-05-05", 0, Unit.WORKING_DAY, DayOff.NONE, "2024-05-06"),
        ("2024-05-05", 0, Unit.CALENDAR_DAY, DayOff.NONE, "2024-05-05"),
        # Months: the same day number, clamped to the month's end.
        ("2024-01-31", 1, Unit.MONTH, DayOff.NEXT, "2024-02-29"),
        ("2023-01-31", 1, Unit.MONTH, DayOff.NEXT, "2023-02-28"),
        ("2015-12-15", 2, Unit.MONTH, DayOff.NEXT, "2016-02-15"),
        ("2023-12-06", 1, Unit.MONTH, DayOff.NEXT, "2024-01-08"),  # 6 January is a Saturday
        # Over the New Year: 31 December 2024 Tuesday, 3 January off for a worked Sunday 5 January.
        ("2024-12-30", 3, Unit.WORKING_DAY, DayOff.NONE, "2025-01-06"),
        ("2024-12-28", 6, Unit.CALENDAR_DAY, DayOff.NEXT, "2025-01-05"),
    ],
)
def test_the_due_day_is_the_one_counted_by_hand(
    start: str, amount: int, unit: Unit, day_off: DayOff, due: str
) -> None:
    assert add(CALENDAR, day(start), amount, unit, day_off).due_on == day(due)
    assert due_day(CALENDAR, day(start), amount, unit, day_off) == day(due)


def test_five_working_days_tell_every_day_they_skip() -> None:
    computed = add(CALENDAR, day("2024-05-06"), 5, Unit.WORKING_DAY, DayOff.NONE)
    law = "Law No. 267 of 13 December 2001 on holidays"
    order = "order of 2024 on moving a day off, adilet.zan.kz G24G0000109"
    assert sentences(computed.steps, "en") == [
        "counting starts 2024-05-07",
        f"2024-05-07 is a day off: Defender of the Fatherland Day (source {law})",
        f"2024-05-08 is a day off: moved from 2024-05-04 (source {order})",
        f"2024-05-09 is a day off: Victory Day (source {law})",
        "2024-05-11 is a Saturday",
        "2024-05-12 is a Sunday",
        "5th working day 2024-05-16",
    ]
    assert computed.confirmed


def test_a_last_day_on_a_saturday_tells_where_it_goes() -> None:
    computed = add(CALENDAR, day("2016-02-03"), 10, Unit.CALENDAR_DAY, DayOff.NEXT)
    assert sentences(computed.steps, "en") == [
        "counting starts 2016-02-04",
        "10th day 2016-02-13 is a Saturday",
        "2016-02-14 is a Sunday",
        "next working day 2016-02-15",
    ]


def test_going_back_tells_the_days_in_the_order_walked() -> None:
    # 25 December 2016 is a Sunday.
    recurs = Recurs(Recurrence.QUARTER, 25, DueMonth.LAST_OF_PERIOD, DayOff.PREVIOUS)
    computed = recurring(CALENDAR, recurs, Period.from_key("2016-Q4"))
    assert computed.due_on == day("2016-12-23")
    assert sentences(computed.steps, "en") == [
        "for 2016-Q4 the text names 2016-12-25",
        "2016-12-25 is a Sunday",
        "2016-12-24 is a Saturday",
        "previous working day 2016-12-23",
    ]


def test_a_term_that_does_not_move_says_so() -> None:
    computed = add(CALENDAR, day("2016-02-03"), 10, Unit.CALENDAR_DAY, DayOff.NONE)
    assert sentences(computed.steps, "en")[1:] == [
        "10th day 2016-02-13 is a Saturday",
        "the term does not move off a day off and ends 2016-02-13",
    ]


def test_a_worked_saturday_at_the_end_is_explained() -> None:
    computed = add(CALENDAR, day("2024-04-24"), 10, Unit.CALENDAR_DAY, DayOff.NEXT)
    assert sentences(computed.steps, "en")[1] == (
        "10th day 2024-05-04 is a working day: day off moved to 2024-05-08 "
        "(source order of 2024 on moving a day off, adilet.zan.kz G24G0000109)"
    )


def test_a_month_too_short_is_explained() -> None:
    computed = add(CALENDAR, day("2023-01-31"), 1, Unit.MONTH, DayOff.NEXT)
    assert sentences(computed.steps, "en") == [
        "counting starts 2023-02-01",
        "the month has no day 31, so its last day is taken: 2023-02-28",
        "1st month ends 2023-02-28, a working day",
    ]


@pytest.mark.parametrize(
    ("recurs", "period", "due"),
    [
        # 5 April 2016 is a Tuesday, 5 January 2019 a Saturday.
        (
            Recurs(Recurrence.QUARTER, 5, DueMonth.AFTER_PERIOD, DayOff.PREVIOUS),
            "2016-Q1",
            "2016-04-05",
        ),
        (
            Recurs(Recurrence.QUARTER, 5, DueMonth.AFTER_PERIOD, DayOff.PREVIOUS),
            "2018-Q4",
            "2019-01-04",
        ),
        (Recurs(Recurrence.MONTH, 25, DueMonth.MONTH, DayOff.PREVIOUS), "2016-06", "2016-06-24"),
        (Recurs(Recurrence.MONTH, 31, DueMonth.MONTH, DayOff.NONE), "2016-02", "2016-02-29"),
        # 31 December 2006 is a Sunday, 29 December a Friday.
        (
            Recurs(Recurrence.YEAR, None, DueMonth.LAST_OF_PERIOD, DayOff.PREVIOUS),
            "2006",
            "2006-12-29",
        ),
        (Recurs(Recurrence.YEAR, None, DueMonth.LAST_OF_PERIOD, DayOff.NONE), "2006", "2006-12-31"),
    ],
)
def test_a_recurring_duty_falls_due_on_the_day_the_text_names(
    recurs: Recurs, period: str, due: str
) -> None:
    assert recurring(CALENDAR, recurs, Period.from_key(period)).due_on == day(due)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "day_off", "confirmed"),
    [
        # The last day is the estimated Kurban Ait, 27 May 2026.
        ("2026-05-20", 7, Unit.CALENDAR_DAY, DayOff.NEXT, False),
        # The day before it could turn out to be the one.
        ("2026-05-19", 7, Unit.CALENDAR_DAY, DayOff.NEXT, False),
        # It lies inside the count, but a count of calendar days does not ask about it.
        ("2026-05-20", 12, Unit.CALENDAR_DAY, DayOff.NEXT, True),
        # A term that never moves ends there whatever the moon says.
        ("2026-05-20", 7, Unit.CALENDAR_DAY, DayOff.NONE, True),
        # A count of working days passes over it.
        ("2026-05-20", 6, Unit.WORKING_DAY, DayOff.NONE, False),
        ("2026-05-20", 2, Unit.WORKING_DAY, DayOff.NONE, True),
        # Days moved in 2027 are not known yet.
        ("2026-12-28", 10, Unit.WORKING_DAY, DayOff.NONE, False),
        ("2027-02-01", 10, Unit.CALENDAR_DAY, DayOff.NEXT, False),
        ("2027-02-01", 0, Unit.WORKING_DAY, DayOff.NONE, False),
        ("2026-12-21", 10, Unit.CALENDAR_DAY, DayOff.NEXT, True),
    ],
)
def test_a_date_is_confirmed_only_when_every_day_it_rests_on_is(
    start: str, amount: int, unit: Unit, day_off: DayOff, confirmed: bool
) -> None:
    computed = add(CALENDAR, day(start), amount, unit, day_off)
    assert computed.confirmed is confirmed
    assert ("not_confirmed" in [step.code for step in computed.steps]) is not confirmed


@pytest.mark.parametrize("unit", list(Unit))
def test_a_term_that_leaves_the_calendar_is_a_gap(unit: Unit) -> None:
    for amount in (400, 10**7, 10**30):
        with pytest.raises(CalendarGap):
            add(CALENDAR, day("2027-06-01"), amount, unit, DayOff.NEXT)
    with pytest.raises(CalendarGap, match="2001"):
        add(CALENDAR, day("2001-12-31"), 5, unit, DayOff.NEXT)


def test_a_negative_amount_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        add(CALENDAR, day("2024-05-06"), -1, Unit.WORKING_DAY, DayOff.NEXT)


@given(STARTS, st.integers(0, 200), UNITS, st.sampled_from([DayOff.NEXT, DayOff.PREVIOUS]))
def test_a_term_that_moves_never_ends_on_a_day_off(
    start: date, amount: int, unit: Unit, day_off: DayOff
) -> None:
    amount = min(amount, 17) if unit is Unit.MONTH else amount
    try:
        due = add(CALENDAR, start, amount, unit, day_off).due_on
    except CalendarGap:
        assert start < date(2002, 1, 10)
        return
    assert CALENDAR.works_on(due)


@given(STARTS, AMOUNTS, UNITS, st.sampled_from([DayOff.NEXT, DayOff.NONE]))
def test_a_longer_term_never_ends_earlier(
    start: date, amount: int, unit: Unit, day_off: DayOff
) -> None:
    amount = min(amount, 17) if unit is Unit.MONTH else amount
    one = add(CALENDAR, start, amount, unit, day_off).due_on
    assert add(CALENDAR, start, amount + 1, unit, day_off).due_on >= one


@given(STARTS, st.integers(0, 300), AMOUNTS, UNITS, st.sampled_from([DayOff.NEXT, DayOff.NONE]))
def test_a_later_start_never_ends_earlier(
    start: date, later: int, amount: int, unit: Unit, day_off: DayOff
) -> None:
    amount = min(amount, 12) if unit is Unit.MONTH else amount
    second = date.fromordinal(min(start.toordinal() + later, date(2026, 6, 30).toordinal()))
    assert (
        add(CALENDAR, second, amount, unit, day_off).due_on
        >= add(CALENDAR, start, amount, unit, day_off).due_on
    )


@given(STARTS, AMOUNTS, UNITS, st.sampled_from([DayOff.NEXT, DayOff.NONE]))
def test_the_quick_count_agrees_with_the_explained_one(
    start: date, amount: int, unit: Unit, day_off: DayOff
) -> None:
    amount = min(amount, 17) if unit is Unit.MONTH else amount
    assert (
        due_day(CALENDAR, start, amount, unit, day_off)
        == add(CALENDAR, start, amount, unit, day_off).due_on
    )


@given(STARTS, st.integers(1, 60))
def test_the_steps_of_a_working_day_count_name_every_day_that_is_not_counted(
    start: date, amount: int
) -> None:
    computed = add(CALENDAR, start, amount, Unit.WORKING_DAY, DayOff.NONE)
    skipped = {
        step.on
        for step in computed.steps
        if step.code in ("skipped.weekend", "skipped.off") and step.on is not None
    }
    passed = (computed.due_on - start).days
    assert passed == amount + len(skipped)
    assert not any(CALENDAR.works_on(one) for one in skipped)


def test_periods_know_their_bounds_names_and_neighbours() -> None:
    quarter = Period.containing(Recurrence.QUARTER, day("2026-11-20"))
    assert (quarter.start, quarter.end, quarter.key) == (
        day("2026-10-01"),
        day("2026-12-31"),
        "2026-Q4",
    )
    assert quarter.next().key == "2027-Q1"
    assert quarter.previous().key == "2026-Q3"
    assert Period.containing("month", day("2024-02-10")).end == day("2024-02-29")
    assert Period.containing("year", day("2026-11-20")).key == "2026"


@pytest.mark.parametrize("key", ["2026-11", "2026-Q1", "2026"])
def test_a_period_is_found_again_by_its_name(key: str) -> None:
    assert Period.from_key(key).key == key


@pytest.mark.parametrize("key", ["2026-13", "2026-Q5", "26", "2026-", "x", "2026-1", "²026"])
def test_a_text_that_names_no_period_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="not a period"):
        Period.from_key(key)
