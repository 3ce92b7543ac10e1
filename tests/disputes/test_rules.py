"""What a dispute and its acts must say, on plain values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from supervision.cases.rules.acts import ReviewedAct
from supervision.disputes.rules.acts import (
    ActDays,
    ActEntry,
    act_problems,
    check_problems,
    day_problems,
)
from supervision.disputes.rules.dispute import (
    DisputeEntry,
    as_kept,
    contests_that_count,
    entry_problems,
)
from supervision.disputes.rules.parties import PartyEntry
from tests.conftest import TODAY
from tests.factories.disputes import CLAIMANT, DEBTOR, STRANGER, dispute_entry

MADE = date(2026, 11, 10)
ACT = ActEntry("first", 1, "enforcement_act", "granted", "Қаулы жойылды", MADE)


def entry(**changes: Any) -> DisputeEntry:
    return dispute_entry(TODAY, 1, **changes)


def test_a_plausible_dispute_has_no_problems() -> None:
    assert list(entry_problems(entry(), TODAY)) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": ""}, "number"),
        ({"subject": ""}, "subject"),
        ({"number": "x" * 301}, "number"),
        ({"subject": "x" * 4001}, "subject"),
        ({"enforcement_number": "x" * 301}, "enforcement_number"),
        ({"kind": "quarrel"}, "kind"),
        ({"contested_by": ("judge",)}, "contested_by"),
        ({"contested_by": ()}, "contested_by"),
        ({"kind": "competition"}, "contested_by"),
        ({"contested_by": ("third_party",)}, "contested_by"),
        ({"bailiff": ""}, "bailiff"),
        ({"received_by_court_on": TODAY + timedelta(days=1)}, "received_by_court_on"),
        ({"parties": ()}, "parties-0-name"),
        ({"parties": (CLAIMANT, replace(DEBTOR, kind="ghost"))}, "parties-1-kind"),
        ({"parties": (replace(DEBTOR, cannot_defend=("age",)),)}, "parties-0-cannot_defend"),
    ],
)
def test_each_wrong_entry_is_refused_at_its_field(changes: dict[str, Any], field: str) -> None:
    assert [problem.field for problem in entry_problems(entry(**changes), TODAY)] == [field]


def test_a_third_party_that_contests_stands_among_the_parties() -> None:
    parties = (CLAIMANT, DEBTOR, STRANGER)
    named = entry(contested_by=("third_party",), parties=parties)
    assert list(entry_problems(named, TODAY)) == []


def test_only_a_contest_needs_a_contestant_and_an_official() -> None:
    ruling = entry(kind="execution_stage", contested_by=(), bailiff="")
    assert list(entry_problems(ruling, TODAY)) == []


def test_a_contest_by_a_party_gives_the_law_nothing() -> None:
    assert contests_that_count(("party",)) == ()
    assert contests_that_count(("party", "third_party", "prosecutor")) == (
        "third_party",
        "prosecutor",
    )


def test_texts_are_kept_without_blanks_and_unseen_signs() -> None:
    kept = as_kept(
        entry(
            number=" 2/77 ",
            parties=(PartyEntry("debtor", "person", " Асан\u202e ", "850314 400017"),),
        )
    )
    assert kept.number == "2/77"
    assert (kept.parties[0].name, kept.parties[0].identity_number) == ("Асан", "850314400017")


@pytest.mark.parametrize(
    ("changes", "court", "field"),
    [
        ({"kind": "penalty"}, "first", "kind"),
        ({"decision": "burnt"}, "first", "decision"),
        ({"decision": "quashed"}, "first", "decision"),
        ({"content": ""}, "first", "content"),
        ({"made_on": TODAY + timedelta(days=1)}, "first", "made_on"),
        ({}, None, "court_id"),
        ({}, "appellate", "court_id"),
        ({"instance": "heavenly"}, "first", "instance"),
        ({"reviews_id": 5}, "first", "reviews_id"),
        ({"instance": "appellate", "decision": "upheld"}, "appellate", "reviews_id"),
        ({"days": ActDays(received_on=date(2026, 11, 9))}, "first", "received_on"),
        ({"days": ActDays(received_on=date(2026, 11, 21))}, "first", "received_on"),
        ({"days": ActDays(term_ends_on=date(2026, 11, 9))}, "first", "term_ends_on"),
        ({"days": ActDays(in_force_on=date(2026, 11, 9))}, "first", "in_force_on"),
        ({"days": ActDays(in_force_on=date(2026, 11, 21))}, "first", "in_force_on"),
    ],
)
def test_each_wrong_act_is_refused_at_its_field(
    changes: dict[str, Any], court: str | None, field: str
) -> None:
    found = act_problems(replace(ACT, **changes), court, None, TODAY)
    assert [problem.field for problem in found] == [field]


@pytest.mark.parametrize(
    ("reviewed", "decision", "field"),
    [
        (ReviewedAct("appellate", date(2026, 11, 1)), "upheld", "reviews_id"),
        (ReviewedAct("first", date(2026, 11, 11)), "upheld", "made_on"),
        (ReviewedAct("first", date(2026, 11, 1)), "granted", "decision"),
        (None, "upheld", "reviews_id"),
    ],
)
def test_a_reviewing_act_follows_an_act_of_a_lower_instance(
    reviewed: ReviewedAct | None, decision: str, field: str
) -> None:
    entry = replace(ACT, instance="appellate", decision=decision, reviews_id=5)
    assert [each.field for each in act_problems(entry, "appellate", reviewed, TODAY)] == [field]


def test_the_end_of_an_appellate_term_may_lie_ahead() -> None:
    days = ActDays(MADE, TODAY + timedelta(days=9), None)
    assert list(day_problems(days, MADE, TODAY)) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"result": "perhaps"}, "result"),
        ({"note": ""}, "note"),
        ({"checked_on": TODAY + timedelta(days=1)}, "checked_on"),
        ({"received_on": None}, "checked_on"),
        ({"checked_on": date(2026, 11, 11)}, "checked_on"),
    ],
)
def test_each_wrong_check_is_refused_at_its_field(changes: dict[str, Any], field: str) -> None:
    given: dict[str, Any] = {"result": "lawful", "checked_on": TODAY, "note": "Зерделенді"}
    given |= {"received_on": date(2026, 11, 12), **changes}
    assert [each.field for each in check_problems(**given, today=TODAY)] == [field]
