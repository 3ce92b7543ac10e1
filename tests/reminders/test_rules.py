"""The ladder as data: who is reached, on which days, at which hour."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from supervision.core.access import Post
from supervision.law.calendar import load_calendar
from supervision.reminders.rules import (
    Away,
    Circle,
    Member,
    Person,
    Rung,
    StandIn,
    members,
    morning,
    reached,
    rungs,
    silent,
    stand_ins,
)

NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rung", "circles"),
    [
        (-3, (Circle.ASSIGNEE,)),
        (0, (Circle.ASSIGNEE,)),
        (1, (Circle.ASSIGNEE, Circle.LEADERS)),
        (3, (Circle.ASSIGNEE, Circle.LEADERS, Circle.LEADERS_ABOVE)),
        (7, (Circle.ASSIGNEE, Circle.LEADERS, Circle.LEADERS_ABOVE, Circle.DEPARTMENT)),
    ],
)
def test_each_overdue_rung_reaches_a_wider_circle(rung: int, circles: tuple[Circle, ...]) -> None:
    assert reached(rung, outside=False) == circles


def test_a_bailiffs_lateness_is_told_to_the_own_office_only() -> None:
    assert reached(7, outside=True) == (Circle.ASSIGNEE, Circle.LEADERS)


def test_an_office_without_leaders_is_answered_for_by_the_nearest_one_above() -> None:
    people = [Person(10, 1, Post.DEPARTMENT_PROSECUTOR), Person(20, 2, Post.HEAD)]
    found = members({3: [1, 2, 3]}, people)
    assert found == [
        Member(3, Circle.LEADERS, 20),
        Member(3, Circle.LEADERS_ABOVE, 20),
        Member(3, Circle.DEPARTMENT, 10),
    ]


def test_the_general_prosecutors_office_has_nobody_above_it() -> None:
    people = [Person(10, 1, Post.DEPARTMENT_PROSECUTOR), Person(11, 1, Post.DEPUTY)]
    assert members({1: [1]}, people) == [
        Member(1, Circle.LEADERS, 11),
        Member(1, Circle.DEPARTMENT, 10),
    ]


def test_with_no_leader_anywhere_the_department_is_told() -> None:
    found = members({3: [1, 2, 3]}, [Person(10, 1, Post.DEPARTMENT_PROSECUTOR)])
    assert {member.user_id for member in found} == {10}


def test_rungs_are_working_days_and_skip_the_weekend_and_independence_day() -> None:
    # Wednesday 16 December 2026 is a day off; due on Tuesday 15.
    found, beyond = rungs(load_calendar(), (-3, -1, 0, 1), date(2026, 12, 15))
    assert found == [
        Rung(-3, date(2026, 12, 10), date(2026, 12, 14)),
        Rung(-1, date(2026, 12, 14), date(2026, 12, 15)),
        Rung(0, date(2026, 12, 15), date(2026, 12, 17)),
        Rung(1, date(2026, 12, 17), None),
    ]
    assert beyond == []


def test_a_rung_past_the_calendars_end_is_reported_and_not_guessed() -> None:
    found, beyond = rungs(load_calendar(), (0, 1), date(2027, 12, 31))
    assert [rung.number for rung in found] == [0]
    assert beyond == [1]


def test_nine_in_the_morning_follows_the_zones_own_history() -> None:
    almaty = ZoneInfo("Asia/Almaty")
    assert morning(date(2026, 11, 20), almaty) == datetime(2026, 11, 20, 4, tzinfo=UTC)
    # Until 1 March 2024 Almaty stood six hours ahead of UTC.
    assert morning(date(2024, 2, 29), almaty) == datetime(2024, 2, 29, 3, tzinfo=UTC)


def test_five_minutes_without_a_heartbeat_are_not_silence_yet() -> None:
    assert not silent(NOW - timedelta(minutes=5), NOW)
    assert silent(NOW - timedelta(minutes=5, seconds=1), NOW)
    assert silent(None, NOW)


LINE = {3: [1, 2, 3]}
DISTRICT = [Person(30, 3, Post.HEAD), Person(31, 3, Post.DEPUTY)]
ABOVE = [Person(10, 1, Post.DEPARTMENT_PROSECUTOR), Person(20, 2, Post.HEAD)]


def leaders(away: list[Away]) -> list[int]:
    found = members(LINE, [*DISTRICT, *ABOVE], away)
    return [member.user_id for member in found if member.circle is Circle.LEADERS]


def test_a_head_on_leave_is_told_for_the_return_and_whoever_stands_in_is_told_too() -> None:
    assert leaders([Away(30, 3, 35)]) == [30, 31, 35]
    assert leaders([Away(30, 3, None)]) == [30, 31]


def test_an_office_all_of_whose_leaders_are_away_is_answered_for_by_the_one_above_as_well() -> None:
    assert leaders([Away(30, 3, None), Away(31, 3, None)]) == [30, 31, 20]
    assert leaders([Away(30, 3, None), Away(31, 3, 35)]) == [30, 31, 35]


def test_when_everybody_up_to_the_top_is_away_the_department_is_told() -> None:
    away = [Away(user_id, office_id, None) for user_id, office_id in ((30, 3), (31, 3), (20, 2))]
    assert leaders(away) == [30, 31, 20, 10]


def test_an_absent_prosecutor_is_stood_in_for_by_the_named_colleague_else_by_the_leaders() -> None:
    circles = members(LINE, [*DISTRICT, *ABOVE])
    assert stand_ins([Away(32, 3, 33)], circles) == [StandIn(32, 3, 33)]
    assert stand_ins([Away(32, 3, None)], circles) == [StandIn(32, 3, 30), StandIn(32, 3, 31)]


def test_an_absent_deputy_who_is_the_assignee_is_not_told_in_the_own_place() -> None:
    away = [Away(31, 3, None)]
    assert stand_ins(away, members(LINE, DISTRICT, away)) == [StandIn(31, 3, 30)]
