"""What speaks against the steps of a private ruling, on plain values worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from supervision.cases.rules import rulings as rules
from supervision.cases.rules.rulings import (
    AnswerEntry,
    CaseParts,
    DecisionEntry,
    Motion,
    RulingEntry,
)

TODAY = date(2026, 11, 20)
TAKEN, FOUND, MOVED, DECIDED, BY = (date(2026, 11, day) for day in (2, 5, 6, 9, 16))
PARTS = CaseParts(frozenset({1}), frozenset({2}), frozenset({3}), TAKEN)
ENTRY = RulingEntry("prosecutor", "Хаттама кеш жасалған", found_on=FOUND)
MOTION = Motion(MOVED, "minutes", "Хаттама, 3-бет")
ISSUED = DecisionEntry("issued", DECIDED, "7-01", "Полиция департаменті", "Жою", BY)
REFUSED = DecisionEntry("refused", DECIDED, refusal_reason="Негіз жоқ")


def fields(problems: Any) -> list[str | None]:
    return [problem.field for problem in problems]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, []),
        ({"hearing_id": 1, "court_act_id": 2, "breach_id": 3}, []),
        (
            {"hearing_id": 2, "court_act_id": 1, "breach_id": 9},
            ["hearing_id", "court_act_id", "breach_id"],
        ),
        ({"description": ""}, ["description"]),
        ({"description": "x" * 4001}, ["description"]),
        ({"origin": "nobody"}, ["origin"]),
        ({"found_on": None}, ["found_on"]),
        ({"found_on": date(2026, 11, 1)}, ["found_on"]),
        ({"found_on": date(2026, 11, 21)}, ["found_on"]),
        ({"origin": "court", "found_on": None}, []),
        ({"origin": "court"}, ["found_on"]),
        ({"origin": "court", "found_on": None, "breach_id": 3}, ["breach_id"]),
    ],
)
def test_grounds_are_described_and_lie_within_the_case(
    changes: dict[str, Any], wrong: list[str]
) -> None:
    assert fields(rules.ruling_problems(replace(ENTRY, **changes), PARTS, TODAY)) == wrong


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, []),
        ({"moved_on": FOUND}, []),
        ({"proof": ""}, ["proof"]),
        ({"proof": "word of mouth"}, ["proof"]),
        ({"proof_document": ""}, ["proof_document"]),
        ({"moved_on": date(2026, 11, 4)}, ["moved_on"]),
        ({"moved_on": date(2026, 11, 1)}, ["moved_on", "moved_on"]),
        ({"moved_on": date(2026, 11, 10)}, ["moved_on"]),
        ({"moved_on": date(2026, 11, 21)}, ["moved_on", "moved_on"]),
    ],
)
def test_a_motion_is_proven_and_lies_between_grounds_and_decision(
    changes: dict[str, Any], wrong: list[str]
) -> None:
    problems = rules.motion_problems(replace(MOTION, **changes), FOUND, TAKEN, DECIDED, TODAY)
    assert fields(problems) == wrong


@pytest.mark.parametrize(
    ("entry", "moved_on", "wrong"),
    [
        (ISSUED, MOVED, []),
        (ISSUED, None, []),
        (replace(ISSUED, number="", follow_up_by=None), None, []),
        (replace(ISSUED, addressee="", content=""), MOVED, ["addressee", "content"]),
        (replace(ISSUED, refusal_reason="Негіз жоқ"), MOVED, ["refusal_reason"]),
        (replace(ISSUED, follow_up_by=date(2026, 11, 8)), MOVED, ["follow_up_by"]),
        (replace(ISSUED, decided_on=date(2026, 11, 1)), None, ["decided_on"]),
        (replace(ISSUED, decided_on=FOUND), MOVED, ["decided_on"]),
        (replace(ISSUED, decided_on=date(2026, 11, 21), follow_up_by=None), MOVED, ["decided_on"]),
        (REFUSED, MOVED, []),
        (REFUSED, None, ["result"]),
        (replace(REFUSED, refusal_reason=""), MOVED, ["refusal_reason"]),
        (replace(REFUSED, follow_up_by=BY), MOVED, ["follow_up_by"]),
        (replace(ISSUED, result="postponed"), MOVED, ["result"]),
    ],
)
def test_a_ruling_follows_its_case_and_motion_and_only_a_motion_is_refused(
    entry: DecisionEntry, moved_on: date | None, wrong: list[str]
) -> None:
    assert fields(rules.decision_problems(entry, moved_on, TAKEN, TODAY)) == wrong


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, []),
        ({"answered_on": date(2026, 11, 8)}, ["answered_on"]),
        ({"answered_on": date(2026, 11, 21)}, ["answered_on"]),
        ({"answer": "read"}, ["answer"]),
        ({"measures": ""}, ["measures"]),
    ],
)
def test_an_answer_follows_its_ruling_and_tells_the_measures(
    changes: dict[str, Any], wrong: list[str]
) -> None:
    entry = replace(AnswerEntry(DECIDED, "complied", "Жойылды"), **changes)
    assert fields(rules.answer_problems(entry, DECIDED, TODAY)) == wrong


@pytest.mark.parametrize(
    ("result", "by", "answered_on", "waits", "late"),
    [
        ("issued", date(2026, 11, 19), None, True, False),
        ("issued", TODAY, None, False, False),
        ("issued", None, None, False, False),
        ("refused", date(2026, 11, 19), None, False, False),
        ("issued", BY, date(2026, 11, 17), False, True),
        ("issued", BY, BY, False, False),
    ],
)
def test_an_answer_is_overdue_or_late_once_the_term_is_over(
    result: str, by: date | None, answered_on: date | None, waits: bool, late: bool
) -> None:
    assert rules.is_unanswered(result, by, answered_on, TODAY) is waits
    assert rules.is_late(by, answered_on) is late
