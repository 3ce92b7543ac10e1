"""The window of a protest: hand-worked days, the last day until its end, and what never moves it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.core.clock import moment_in
from supervision.law.lawbook import Lawbook
from supervision.law.model import Gap
from supervision.law.windows import (
    ProtestWindow,
    Restored,
    WindowState,
    protest_window,
    stated_window,
)

BOOK = Lawbook.load()
TAX = {"opened_for": ("tax_duty",)}
PENSION = {"opened_for": ("pension_or_social_insurance_duty",)}
FIRST, LAST = date(2015, 4, 14), date(2018, 6, 7)  # the days the Instruction of 2015 was in force
DAYS = st.dates(FIRST, LAST)
TODAY = date(2006, 3, 2)
FACTS = st.sampled_from([{}, TAX, PENSION])


def window(copy_on: date | None, facts: dict[str, tuple[str, ...]] | None = None) -> ProtestWindow:
    return protest_window(BOOK, copy_on, facts or {})


@pytest.mark.parametrize(
    ("copy_on", "facts", "closes_on"),
    [
        (date(2016, 4, 4), {}, date(2016, 4, 14)),  # the tenth day is a working Thursday
        (date(2016, 2, 3), {}, date(2016, 2, 15)),  # a Saturday, so Monday
        (date(2016, 3, 11), {}, date(2016, 3, 24)),  # the first of the three days of Nauryz
        (date(2018, 4, 18), {}, date(2018, 4, 28)),  # a working Saturday does not move it
        (date(2015, 4, 20), TAX, date(2015, 5, 20)),  # the thirtieth day
        (date(2016, 4, 8), PENSION, date(2016, 5, 11)),  # a Sunday before the May holidays
    ],
)
def test_a_window_closes_on_the_day_the_law_gives(
    copy_on: date, facts: dict[str, tuple[str, ...]], closes_on: date
) -> None:
    found = window(copy_on, facts)
    assert (found.opens_on, found.closes_on, found.last_day) == (copy_on, closes_on, closes_on)
    assert found.includes(copy_on) and found.includes(closes_on)
    assert not found.includes(copy_on - timedelta(days=1))
    assert not found.includes(closes_on + timedelta(days=1))


@pytest.mark.parametrize(
    ("moment", "state", "in_time"),
    [
        (datetime(2016, 2, 15, 17, 50, tzinfo=UTC), WindowState.LAST_DAY, True),  # 23:50 in Almaty
        (datetime(2016, 2, 15, 18, 10, tzinfo=UTC), WindowState.CLOSED, False),  # 00:10 on the 16th
    ],
)
def test_ten_to_midnight_of_the_last_day_is_still_in_time(
    moment: datetime, state: WindowState, in_time: bool
) -> None:
    day = moment_in(ZoneInfo("Asia/Almaty"), moment).date()
    found = window(date(2016, 2, 3))
    assert found.state(day) is state
    assert found.includes(day) is in_time


def test_a_window_tells_its_state_and_the_days_left() -> None:
    found = window(date(2016, 2, 3))
    told = {
        date(2016, 2, 2): (WindowState.NOT_OPEN, 13),
        date(2016, 2, 3): (WindowState.OPEN, 12),
        date(2016, 2, 14): (WindowState.OPEN, 1),
        date(2016, 2, 15): (WindowState.LAST_DAY, 0),
        date(2016, 2, 16): (WindowState.CLOSED, -1),
    }
    assert {day: (found.state(day), found.days_left(day)) for day in told} == told


def test_without_the_day_of_the_copy_nothing_is_open_and_nothing_in_time() -> None:
    found = window(None)
    assert found.state(date(2016, 2, 3)) is WindowState.NOT_OPEN
    assert found.last_day is None and not found.includes(date(2016, 2, 3))


def test_a_day_on_which_no_instruction_binds_gives_no_last_day_and_says_why() -> None:
    found = window(date(2026, 11, 20))
    assert found.due is not None and found.due.gap == Gap.NOT_IN_FORCE
    assert found.state(date(2026, 11, 21)) is WindowState.UNKNOWN
    assert not found.includes(date(2026, 11, 21))


def test_a_restored_term_opens_the_window_again_until_its_day() -> None:
    restored = (Restored(date(2016, 3, 1), date(2016, 3, 10)),)
    found = protest_window(BOOK, date(2016, 2, 3), {}, restored)
    assert (found.closes_on, found.last_day) == (date(2016, 2, 15), date(2016, 3, 10))
    assert found.state(date(2016, 2, 12)) is WindowState.OPEN
    assert found.state(date(2016, 3, 2)) is WindowState.RESTORED
    assert found.state(date(2016, 3, 10)) is WindowState.LAST_DAY
    assert found.state(date(2016, 3, 11)) is WindowState.CLOSED
    # handed in with the motion, before the ruling: the ruling heals it
    assert found.includes(date(2016, 2, 25)) and not found.includes(date(2016, 3, 11))


def test_in_enforcement_proceedings_the_stated_day_ends_the_window() -> None:
    found = stated_window(BOOK, date(2006, 3, 1), date(2006, 3, 16))
    assert (found.opens_on, found.last_day) == (date(2006, 3, 1), date(2006, 3, 16))
    assert found.includes(date(2006, 3, 16)) and not found.includes(date(2006, 3, 17))
    silent = stated_window(BOOK, date(2006, 3, 1), None)
    assert silent.due is not None and silent.due.gap == Gap.NO_STATED_DAY
    assert silent.state(date(2006, 3, 2)) is WindowState.UNKNOWN
    assert stated_window(BOOK, None, date(2006, 3, 16)).state(TODAY) is WindowState.NOT_OPEN


@given(copy_on=DAYS, facts=FACTS, brought=st.integers(-40, 80))
def test_no_protest_outside_its_window_ever_counts_as_in_time(
    copy_on: date, facts: dict[str, tuple[str, ...]], brought: int
) -> None:
    found, day = window(copy_on, facts), copy_on + timedelta(days=brought)
    assert found.closes_on is not None
    assert found.includes(day) is (copy_on <= day <= found.closes_on)
    length = 30 if facts else 10
    assert found.closes_on >= copy_on + timedelta(days=length)
    assert BOOK.calendar.works_on(found.closes_on)
    if found.state(day) in (WindowState.NOT_OPEN, WindowState.CLOSED):
        assert not found.includes(day)


@given(
    copy_on=DAYS,
    facts=FACTS,
    rulings=st.lists(st.tuples(st.integers(0, 100), st.integers(0, 60)), max_size=3),
    asked=st.integers(0, 200),
)
def test_no_window_moves_without_a_recorded_fact(
    copy_on: date,
    facts: dict[str, tuple[str, ...]],
    rulings: list[tuple[int, int]],
    asked: int,
) -> None:
    plain = window(copy_on, facts)
    other = {**facts, "outcome": ("penalty",), "instance": ("first",)}
    assert window(copy_on, other).last_day == plain.last_day
    restored = [
        Restored(copy_on + timedelta(days=a), copy_on + timedelta(days=a + b)) for a, b in rulings
    ]
    again = protest_window(BOOK, copy_on, facts, restored)
    assert again.closes_on == plain.closes_on and again.last_day is not None
    assert again.last_day in {plain.closes_on, *(each.until for each in restored)}
    day = copy_on + timedelta(days=asked)
    assert again.includes(day) or not plain.includes(day)
