"""Two lists laid side by side: nothing is lost, nothing counted twice (`2015 ¶7`)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.cases.rules.reconciliation import (
    DifferenceKind,
    ListedCase,
    matched,
    number_key,
    quarter_of,
    quarter_problems,
    settlement_problems,
    signature_problems,
)

MARCH = date(2026, 3, 10)
LINE = ListedCase(1, "6301-26-00-3/101", MARCH, "penalty", "2026-0004", "own")
MIRROR = {
    DifferenceKind.ONLY_TERRITORIAL: DifferenceKind.ONLY_SPECIALISED,
    DifferenceKind.ONLY_SPECIALISED: DifferenceKind.ONLY_TERRITORIAL,
}

lines = st.lists(
    st.builds(
        ListedCase,
        court_id=st.integers(1, 2),
        number=st.sampled_from(["3/1", "№ 3-1", "3/2", "3/3"]),
        heard_on=st.sampled_from([None, MARCH, date(2026, 3, 11)]),
        outcome=st.sampled_from(["", "penalty", "termination"]),
        notice_number=st.sampled_from(["", "2026-0001"]),
        relation=st.just("own"),
    ),
    max_size=8,
)


@given(lines, lines)
def test_every_line_stands_in_exactly_one_match(
    territorial: list[ListedCase], specialised: list[ListedCase]
) -> None:
    found = matched(territorial, specialised)
    assert Counter(each.territorial for each in found if each.territorial) == Counter(territorial)
    assert Counter(each.specialised for each in found if each.specialised) == Counter(specialised)
    assert all(each.territorial or each.specialised for each in found)
    assert len({each.place for each in found}) == len(found)


@given(lines, lines)
def test_matching_is_the_same_seen_from_either_side(
    territorial: list[ListedCase], specialised: list[ListedCase]
) -> None:
    one, other = matched(territorial, specialised), matched(specialised, territorial)
    assert [(each.place, each.territorial, each.specialised) for each in one] == [
        (each.place, each.specialised, each.territorial) for each in other
    ]
    for here, there in zip(one, other, strict=True):
        assert here.fields == there.fields
        kind = here.difference
        assert there.difference == (MIRROR.get(kind, kind) if kind is not None else None)


@given(lines)
def test_a_list_agrees_with_itself(same: list[ListedCase]) -> None:
    assert [each.difference for each in matched(same, same)] == [None] * len(same)


@given(lines, lines)
def test_the_order_of_a_list_changes_nothing(
    territorial: list[ListedCase], specialised: list[ListedCase]
) -> None:
    def told(reverse: bool) -> list[tuple[str, object, str]]:
        order = reversed if reverse else list
        found = matched(order(territorial), order(specialised))
        return [(each.place, each.difference, each.content) for each in found]

    assert told(reverse=False) == told(reverse=True)


@pytest.mark.parametrize(
    "number", ["№ 6301-26-00-3/101", "6301 26 00 3 101", "6301–26–00–3/101", "6301-26-00-3/101 "]
)
def test_a_number_is_the_same_however_it_is_written(number: str) -> None:
    assert number_key(number) == "6301-26-00-3-101"


@pytest.mark.parametrize(
    "number", ["6301-26-00-3/1011", "6301-26-00-31/01", "630126003101", "no-7"]
)
def test_another_number_is_another_case(number: str) -> None:
    assert number_key(number) != "6301-26-00-3-101"


def test_what_one_side_does_not_know_contradicts_nothing() -> None:
    gone = replace(LINE, heard_on=None, outcome="", relation="handed_over")
    [found] = matched([gone], [LINE])
    assert found.difference is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"heard_on": date(2026, 3, 11)}, "heard_on"),
        ({"outcome": "termination"}, "outcome"),
        ({"notice_number": "2026-0005"}, "notice_number"),
    ],
)
def test_data_that_contradict_are_named(changes: dict[str, object], field: str) -> None:
    [found] = matched([LINE], [replace(LINE, **changes)])  # type: ignore[arg-type]
    assert (found.difference, found.fields) == ("different", (field,))


def test_a_case_of_another_court_is_another_case() -> None:
    found = matched([LINE], [replace(LINE, court_id=2)])
    assert [each.difference for each in found] == ["only_territorial", "only_specialised"]


@pytest.mark.parametrize("key", ["", "2026", "2026-11", "2026-Q5", "Q4", "0000-Q1", "2026-Q4 "])
def test_what_is_no_quarter_is_none(key: str) -> None:
    assert quarter_of(key) is None


def test_a_quarter_begins_before_it_is_reconciled() -> None:
    quarter = quarter_of("2026-Q4")
    assert not list(quarter_problems(quarter, date(2026, 10, 1), binds=True))
    [problem] = quarter_problems(quarter, date(2026, 9, 30), binds=True)
    assert problem.params == {"day": "01.10.2026"}
    assert list(quarter_problems(quarter, date(2026, 10, 1), binds=False))


@pytest.mark.parametrize(
    ("kind", "settlement", "allowed"),
    [
        ("only_territorial", "to_be_added", True),
        ("only_specialised", "territorial_corrects", False),
        ("different", "to_be_added", False),
        ("different", "both_correct", True),
        ("different", "nonsense", False),
    ],
)
def test_a_difference_is_settled_by_what_fits_it(kind: str, settlement: str, allowed: bool) -> None:
    assert (not list(settlement_problems(kind, settlement, "Келісілді"))) is allowed
    assert any(each.field == "note" for each in settlement_problems(kind, settlement, ""))


def test_an_act_is_signed_after_both_lists_with_nothing_open() -> None:
    today = date(2026, 12, 30)
    both = [date(2026, 12, 28), date(2026, 12, 29)]
    assert not list(signature_problems(date(2026, 12, 29), both, 0, today))
    assert list(signature_problems(date(2026, 12, 29), [both[0], None], 0, today))
    assert list(signature_problems(date(2026, 12, 29), both, 1, today))
    assert list(signature_problems(date(2026, 12, 28), both, 0, today))
    assert list(signature_problems(date(2026, 12, 31), both, 0, today))
