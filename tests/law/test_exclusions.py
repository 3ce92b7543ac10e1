"""What stands against leaving an act out of the count, by clause (`2015 ¶22–23`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from supervision.law.exclusions import (
    Clause,
    Obstacle,
    ReviewAct,
    clauses,
    decision_day,
    is_protest_assessed,
    is_quality_assessed,
    obstacle,
)

APPEAL = ReviewAct("appellate", "changed", "first", date(2016, 3, 1))
CASSATION_DAY = date(2016, 6, 15)


def test_the_clauses_are_those_of_the_text_in_its_order() -> None:
    assert [item.code for item in clauses()] == [clause.value for clause in Clause]


@pytest.mark.parametrize("clause", Clause)
@pytest.mark.parametrize(
    "other",
    [
        replace(APPEAL, instance="first"),
        replace(APPEAL, instance="cassation"),
        replace(APPEAL, decides="upheld"),
        replace(APPEAL, reviewed_instance="appellate"),
        replace(APPEAL, reviewed_instance=None),
    ],
)
def test_only_first_instance_rulings_changed_or_quashed_on_appeal_are_counted(
    clause: Clause, other: ReviewAct
) -> None:
    assert obstacle(clause, replace(other, reversed_on=CASSATION_DAY)) is Obstacle.NOT_ON_APPEAL


@pytest.mark.parametrize("clause", [each for each in Clause if each != "cassation_reversed"])
def test_the_other_clauses_ask_nothing_of_cassation_or_protest(clause: Clause) -> None:
    assert obstacle(clause, APPEAL) is None
    assert obstacle(clause, replace(APPEAL, on_protest=True, decides="quashed")) is None
    assert decision_day(clause, replace(APPEAL, reversed_on=CASSATION_DAY)) == date(2016, 3, 1)


def test_the_first_clause_asks_for_the_cassation_act_and_counts_from_its_day() -> None:
    clause, reversed_ = Clause.CASSATION_REVERSED, replace(APPEAL, reversed_on=CASSATION_DAY)
    assert obstacle(clause, APPEAL) is Obstacle.NOT_REVERSED
    assert obstacle(clause, replace(reversed_, on_protest=True)) is Obstacle.ON_PROTEST
    assert obstacle(clause, reversed_) is None
    assert decision_day(clause, reversed_) == CASSATION_DAY


def test_an_unknown_clause_is_no_clause() -> None:
    with pytest.raises(ValueError, match="other"):
        obstacle("other", APPEAL)


@pytest.mark.parametrize(
    ("kind", "outcome", "assessed"),
    [
        ("appellate", "withdrawn", True),
        ("appellate", "returned", True),
        ("appellate", "rejected", True),
        ("appellate", "granted", False),
        ("appellate", None, False),
        ("cassation", "rejected", False),
    ],
)
def test_failed_appellate_protests_are_assessed(
    kind: str, outcome: str | None, assessed: bool
) -> None:
    assert is_protest_assessed(kind, outcome) is assessed


def test_acts_of_reviewing_courts_that_changed_another_are_assessed() -> None:
    assert is_quality_assessed("cassation", "quashed") and is_quality_assessed(
        "appellate", "changed"
    )
    assert not is_quality_assessed("first", "changed")
    assert not is_quality_assessed("appellate", "upheld")
