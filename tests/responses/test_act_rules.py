"""What speaks against the steps of an act of response, on plain values worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from supervision.responses import rules
from supervision.responses.rules import ActEntry, AnswerEntry, BringEntry, LiableEntry

TODAY = date(2026, 11, 20)
FOUND, BROUGHT, BY, ANSWERED = (date(2026, 11, day) for day in (2, 5, 15, 16))
ENTRY = ActEntry("order", "Сот төрағасына", "Мерзімдерді сақтау", breach_ids=(7,))


def fields(problems: Any) -> list[str | None]:
    return [problem.field for problem in problems]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, []),
        ({"breach_ids": (), "ruling_id": 3}, []),
        ({"breach_ids": (), "grounds": "Тексеру"}, []),
        ({"breach_ids": ()}, ["grounds"]),
        ({"kind": "protest"}, ["kind"]),
        ({"kind": "other"}, ["other_kind"]),
        ({"kind": "other", "other_kind": "Үндеу"}, []),
        ({"other_kind": "Үндеу"}, ["other_kind"]),
        ({"addressee": "", "demand": ""}, ["addressee", "demand"]),
        ({"addressee": "x" * 301}, ["addressee"]),
        ({"breach_ids": (7, 8)}, ["breach_ids"]),
        ({"ruling_id": 4}, ["ruling_id"]),
    ],
)
def test_an_act_says_what_it_demands_of_whom_and_on_what_it_rests(
    changes: dict[str, Any], wrong: list[str]
) -> None:
    assert fields(rules.act_problems(replace(ENTRY, **changes), [7], [3])) == wrong


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        (BringEntry("12", BROUGHT, BY), []),
        (BringEntry("12", FOUND), []),
        (BringEntry("12", BROUGHT, BROUGHT), []),
        (BringEntry("", BROUGHT), ["number"]),
        (BringEntry("12", date(2026, 11, 1)), ["brought_on"]),
        (BringEntry("12", date(2026, 11, 21)), ["brought_on"]),
        (BringEntry("12", BROUGHT, date(2026, 11, 4)), ["answer_by"]),
    ],
)
def test_an_act_lies_between_its_ground_and_today_and_its_term_follows(
    sent: BringEntry, wrong: list[str]
) -> None:
    assert fields(rules.bring_problems(sent, [FOUND], None, TODAY)) == wrong


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, []),
        ({"answered_on": BROUGHT}, []),
        ({"answered_on": date(2026, 11, 4)}, ["answered_on"]),
        ({"answered_on": date(2026, 11, 21)}, ["answered_on"]),
        ({"outcome": "noted"}, ["outcome"]),
        ({"measures": ""}, ["measures"]),
    ],
)
def test_an_answer_comes_after_its_act_and_tells_the_measures(
    changes: dict[str, Any], wrong: list[str]
) -> None:
    entry = replace(AnswerEntry(ANSWERED, "granted", "Жойылды"), **changes)
    assert fields(rules.answer_problems(entry, BROUGHT, TODAY)) == wrong


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, []),
        ({"name": "", "post": ""}, ["name", "post"]),
        ({"liability": "moral"}, ["liability"]),
        ({"held_on": date(2026, 11, 4)}, ["held_on"]),
        ({"held_on": date(2026, 11, 21)}, ["held_on"]),
    ],
)
def test_a_person_is_held_liable_by_name_post_kind_and_day(
    changes: dict[str, Any], wrong: list[str]
) -> None:
    entry = replace(LiableEntry("Омаров", "Сот орындаушысы", "disciplinary", ANSWERED), **changes)
    assert fields(rules.liable_problems(entry, BROUGHT, TODAY)) == wrong


@pytest.mark.parametrize(
    ("outcome", "left", "refused"),
    [
        ("granted", 0, False),
        ("granted", 1, True),
        ("granted_in_part", 1, False),
        ("rejected", 2, False),
    ],
)
def test_only_a_granted_act_waits_for_its_breaches(outcome: str, left: int, refused: bool) -> None:
    problems = rules.closing_problems(
        ANSWERED, ANSWERED, outcome, "", open_breaches=left, today=TODAY
    )
    assert bool(list(problems)) is refused


@pytest.mark.parametrize(
    ("state", "by", "overdue"),
    [
        ("brought", date(2026, 11, 19), True),
        ("brought", TODAY, False),
        ("brought", None, False),
        ("answered", date(2026, 11, 19), False),
        ("withdrawn", date(2026, 11, 19), False),
    ],
)
def test_an_answer_is_overdue_once_the_last_day_is_over(
    state: str, by: date | None, overdue: bool
) -> None:
    assert rules.is_overdue(state, by, TODAY) is overdue


@pytest.mark.parametrize(
    ("by", "on", "late"), [(BY, ANSWERED, True), (BY, BY, False), (None, ANSWERED, False)]
)
def test_an_answer_after_the_term_is_late(by: date | None, on: date, late: bool) -> None:
    assert rules.answered_late(by, on) is late


@pytest.mark.parametrize(
    ("on", "reason", "wrong"),
    [
        (BROUGHT, "Қате", []),
        (date(2026, 11, 4), "Қате", ["withdrawn_on"]),
        (date(2026, 11, 21), "", ["withdrawn_on", "reason"]),
    ],
)
def test_an_act_is_taken_back_with_a_reason_after_it_was_brought(
    on: date, reason: str, wrong: list[str]
) -> None:
    assert fields(rules.withdrawal_problems(on, BROUGHT, reason, TODAY)) == wrong
