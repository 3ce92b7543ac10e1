"""Check digits, terms and words of requested files, on plain values."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from supervision.core.errors import Refused
from supervision.core.identity import control_digit, identity_problems
from supervision.core.searching import query_words, search_words
from supervision.law.lawbook import Lawbook
from supervision.studies import rules
from supervision.studies.rules import (
    has_run_out,
    statutory_term,
)

ELEVEN_DIGITS = st.text("0123456789", min_size=11, max_size=11)


@pytest.mark.parametrize(
    ("first_eleven", "last"),
    [
        # 9+8+0+4+20+0+0+0+0+30+88 = 159 = 14·11 + 5
        ("94014000038", 5),
        # 9+14+3+8+20+0+0+0+9+30+11 = 104 = 9·11 + 5
        ("97124000131", 5),
        # 98 = 8·11 + 10, so the second weights: 139 = 12·11 + 7
        ("85031440001", 7),
    ],
)
def test_the_control_digit_is_the_sum_worked_out_by_hand(first_eleven: str, last: int) -> None:
    assert control_digit(first_eleven) == last


@given(ELEVEN_DIGITS, st.integers(0, 9), st.integers(1, 9))
def test_a_single_wrong_digit_among_the_first_ten_changes_the_control_digit(
    digits: str, place: int, shift: int
) -> None:
    first = sum(int(digit) * weight for weight, digit in enumerate(digits, 1)) % 11
    slipped = f"{digits[:place]}{(int(digits[place]) + shift) % 10}{digits[place + 1 :]}"
    second = sum(int(digit) * weight for weight, digit in enumerate(slipped, 1)) % 11
    # the eleventh weighs 11, which is nothing; second weights are asked only where a sum leaves 10
    assume(10 not in (first, second))
    assert control_digit(digits) != control_digit(slipped)


def _said(number: str, kind: str = "person", birth_on: date | None = None) -> list[str]:
    found = identity_problems(number, kind == "person", birth_on, "number")
    return [problem.message for problem in found]


def _full(first_eleven: str) -> str:
    return f"{first_eleven}{control_digit(first_eleven)}"


@pytest.mark.parametrize(
    ("number", "kind", "birth_on"),
    [
        ("", "person", date(1985, 3, 14)),
        ("940140000385", "legal_entity", None),
        ("971240001315", "state", None),
        (_full("85031440001"), "person", None),
        (_full("85031440001"), "person", date(1985, 3, 14)),
        (_full("04022950001"), "person", date(2004, 2, 29)),
        (_full("85031400001"), "person", date(1985, 3, 14)),
    ],
)
def test_numbers_that_can_be_are_taken(number: str, kind: str, birth_on: date | None) -> None:
    assert _said(number, kind, birth_on) == []


@pytest.mark.parametrize(
    ("number", "kind", "birth_on", "why"),
    [
        ("94014000038", "state", None, "exactly 12 digits"),
        ("94014000038б", "state", None, "exactly 12 digits"),
        ("٩٤٠١٤٠٠٠٠٣٨٥", "state", None, "exactly 12 digits"),
        ("940140000384", "state", None, "last digit"),
        (_full("85031440001"), "legal_entity", None, "not the BIN"),
        ("940140000385", "person", None, "begins with a birth date"),
        (_full("05022950001"), "person", None, "begins with a birth date"),
        (_full("85031470001"), "person", None, "begins with a birth date"),
        (_full("85031440001"), "person", date(1985, 3, 15), "another than the one recorded"),
        (_full("85031440001"), "person", date(1885, 3, 14), "another than the one recorded"),
    ],
)
def test_numbers_that_cannot_be_are_refused_with_the_reason(
    number: str, kind: str, birth_on: date | None, why: str
) -> None:
    (message,) = _said(number, kind, birth_on)
    assert why in message


@given(st.text(max_size=14), st.sampled_from(["person", "legal_entity", "state"]))
def test_whatever_is_typed_as_a_number_gets_an_answer(number: str, kind: str) -> None:
    assert len(_said(number, kind)) <= 1


def test_two_months_from_the_thirty_first_of_december_end_with_february(law: Lawbook) -> None:
    # 28 February 2026 is a Saturday, so the term ends on Monday the 2nd of March
    term = statutory_term(law, date(2025, 12, 31), None, "")
    assert term.ends_on == date(2026, 3, 2)
    assert term.rule == rules.ORDINARY_TERM


def test_the_ordinary_day_typed_by_hand_needs_no_reason(law: Lawbook) -> None:
    assert statutory_term(law, date(2025, 12, 31), date(2026, 3, 2), "").reason == ""


def test_before_the_law_of_2010_there_is_no_ordinary_term_to_propose(law: Lawbook) -> None:
    with pytest.raises(Refused) as refused:
        statutory_term(law, date(2009, 5, 4), None, "")
    assert refused.value.problems[0].field == "statutory_term_ends_on"
    stated = statutory_term(law, date(2009, 5, 4), date(2009, 7, 6), "Law of 30 June 1998")
    assert (stated.ends_on, stated.reason) == (date(2009, 7, 6), "Law of 30 June 1998")


def test_the_term_still_runs_on_its_last_day() -> None:
    assert not has_run_out(date(2026, 3, 2), date(2026, 3, 2))
    assert has_run_out(date(2026, 3, 2), date(2026, 3, 3))


def test_kazakh_letters_meet_their_neighbours_and_signs_do_not_count() -> None:
    assert query_words("«Қаратай» ҰЛЫ, %Ёлка") == ["каратай", "улы", "елка"]
    assert query_words(" % — ") == []
    assert {"1204/26-10-77", "1204", "26"} <= search_words("№ 1204/26-10-77")


@given(st.text(max_size=40), st.integers(1, 40))
def test_a_text_is_found_by_the_beginning_of_any_of_its_words(text: str, length: int) -> None:
    kept = search_words(text)
    for word in query_words(text):
        assert any(each.startswith(word[:length]) for each in kept)
