"""Decisions that put a day off or stop a clock: the lawyers' examples, the files, and properties."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from supervision.law.calendar import load_calendar
from supervision.law.delays import Decider, Pausable, read_extendable, read_pausable, resumed
from supervision.law.lawbook import Lawbook
from supervision.law.model import DayOff, LawError, Unit
from supervision.law.strict_yaml import Section
from supervision.law.wording import sentences

EXAMPLES = yaml.safe_load((Path(__file__).parent / "delays" / "examples.yaml").read_text("utf-8"))
CALENDAR = load_calendar()
CHECK = "2015/27/additional_check"
START = date(2026, 1, 12)


def pausing(unit: Unit, day_off: DayOff = DayOff.NEXT) -> Pausable:
    return Pausable(Decider.OFFICE_ABOVE, unit, day_off)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["name"])
def test_what_was_left_is_left_again(example: dict[str, Any]) -> None:
    law = pausing(Unit(example["unit"]), DayOff(example.get("day_off", "none")))
    counted = resumed(CALENDAR, law, *(example[name] for name in ("due", "paused", "resumed")))
    assert counted.due_on == example["until"]
    assert sentences(counted.steps, "en") == example["because"]


laws = st.sampled_from(
    [pausing(Unit.CALENDAR_DAY), pausing(Unit.CALENDAR_DAY, DayOff.NONE), pausing(Unit.WORKING_DAY)]
)
days = st.integers(0, 120)


@given(laws, days, days)
def test_a_pause_without_a_day_leaves_the_day_as_it_was(
    law: Pausable, start: int, left: int
) -> None:
    paused_on = START + timedelta(days=start)
    due_on = paused_on + timedelta(days=left)
    assert resumed(CALENDAR, law, due_on, paused_on, paused_on).due_on == due_on


@given(laws, days, days, days, st.integers(0, 60))
def test_a_pause_takes_nothing_away_and_a_longer_one_never_ends_sooner(
    law: Pausable, start: int, left: int, stood: int, longer: int
) -> None:
    paused_on = START + timedelta(days=start)
    due_on = CALENDAR.next_working(paused_on + timedelta(days=left))
    short, long = (paused_on + timedelta(days=each) for each in (stood, stood + longer))
    first, second = (resumed(CALENDAR, law, due_on, paused_on, on).due_on for on in (short, long))
    assert due_on <= first <= second
    assert first >= short


@given(days, days, days, days)
def test_two_pauses_one_after_another_equal_one_as_long_where_no_day_moves(
    start: int, left: int, first: int, second: int
) -> None:
    law = pausing(Unit.CALENDAR_DAY, DayOff.NONE)
    begun = START + timedelta(days=start)
    due_on = begun + timedelta(days=left)
    middle, end = begun + timedelta(days=first), begun + timedelta(days=first + second)
    once = resumed(CALENDAR, law, due_on, begun, middle).due_on
    assert resumed(CALENDAR, law, once, middle, end).due_on == (
        resumed(CALENDAR, law, due_on, begun, end).due_on
    )


@pytest.mark.parametrize(
    ("due_on", "paused_on", "resumed_on"),
    [
        (date(2026, 9, 10), date(2026, 9, 11), date(2026, 9, 12)),
        (date(2026, 9, 10), date(2026, 9, 9), date(2026, 9, 8)),
    ],
)
def test_days_out_of_their_order_are_an_error(
    due_on: date, paused_on: date, resumed_on: date
) -> None:
    with pytest.raises(ValueError, match="pause"):
        resumed(CALENDAR, pausing(Unit.CALENDAR_DAY), due_on, paused_on, resumed_on)


def test_only_days_that_a_document_names_may_be_put_off_and_a_check_alone_is_paused(
    law: Lawbook,
) -> None:
    extendable = {rule.name: rule.extendable.decided_by for rule in law.rules() if rule.extendable}
    assert extendable == {
        "2002/6/supply_requested_file": Decider.OWING_OFFICE,
        CHECK: Decider.OFFICE_ABOVE,
        "2015/31/carry_out_lawmaking_assignment": Decider.OWING_OFFICE,
    }
    assert [rule.name for rule in law.rules() if rule.pausable] == [CHECK]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ({"decided_by": "nobody", "unit": "working_day"}, "pausable.decided_by"),
        ({"decided_by": "office_above", "unit": "month"}, "pausable.unit"),
        (
            {"decided_by": "office_above", "unit": "working_day", "day_off": "none"},
            "pausable.day_off",
        ),
        ({"decided_by": "office_above", "unit": "calendar_day"}, "pausable.day_off"),
        ({"decided_by": "office_above", "unit": "working_day", "for": 3}, "pausable.for"),
    ],
)
def test_a_pause_the_engine_cannot_carry_out_is_refused_naming_the_key(
    content: dict[str, object], key: str
) -> None:
    with pytest.raises(LawError) as refused:
        read_pausable(Section("27.yaml", "", {"pausable": content}))
    assert refused.value.key == key


def test_a_rule_without_the_keys_is_neither_put_off_nor_paused() -> None:
    section = Section("27.yaml", "", {})
    assert read_extendable(section) is None
    assert read_pausable(section) is None
