"""Who may bring a protest, and withdrawn told from returned: one example for each way."""

from __future__ import annotations

import pytest

from supervision.law.model import LANGUAGES
from supervision.law.protests import (
    Outcome,
    Prosecutor,
    ending,
    ending_title,
    grounds_of_appeal,
    right_to_bring,
    rightholders,
)


@pytest.mark.parametrize(
    ("prosecutor", "right"),
    [
        (Prosecutor("district", "assistant", took_part=True), "participating_prosecutor"),
        (Prosecutor("district", "head"), "district_prosecutor"),
        (Prosecutor("district", "head", took_part=True), "district_prosecutor"),
        (Prosecutor("district", "deputy", took_part=True), "participating_prosecutor"),
        (Prosecutor("oblast", "head"), "oblast_prosecutor"),
        (Prosecutor("oblast", "deputy"), "deputy_oblast_prosecutor"),
        (Prosecutor("gpo", "head"), "general_prosecutor"),
        (Prosecutor("gpo", "deputy"), "deputy_general_prosecutor"),
        (Prosecutor("oblast", "senior_assistant", took_part=True), "participating_prosecutor"),
    ],
)
def test_an_appellate_protest_is_brought_by_those_the_text_names(
    prosecutor: Prosecutor, right: str
) -> None:
    found = right_to_bring("appellate", prosecutor)
    assert found is not None and (found.code, found.citation) == (right, "2015 ¶13")


@pytest.mark.parametrize(
    "prosecutor",
    [
        Prosecutor("district", "assistant"),  # did not take part
        Prosecutor("district", "deputy"),  # the text names no deputies of a district
        Prosecutor("gpo", "department_prosecutor"),
        Prosecutor("district", "head", competent=False),  # another district's case
        Prosecutor("district", "assistant", took_part=True, competent=False),
    ],
)
def test_nobody_else_brings_an_appellate_protest(prosecutor: Prosecutor) -> None:
    assert right_to_bring("appellate", prosecutor) is None


@pytest.mark.parametrize(
    ("prosecutor", "right"),
    [
        (Prosecutor("gpo", "head"), "general_prosecutor"),
        (Prosecutor("gpo", "deputy"), "deputy_general_prosecutor"),
        (Prosecutor("gpo", "department_prosecutor", took_part=True), None),
        (Prosecutor("oblast", "head", took_part=True), None),
        (Prosecutor("district", "head", took_part=True), None),
    ],
)
def test_only_the_general_prosecutor_and_deputies_protest_in_cassation(
    prosecutor: Prosecutor, right: str | None
) -> None:
    found = right_to_bring("cassation", prosecutor)
    assert (found.code if found else None) == right


def test_the_rightholders_stand_in_the_text_s_order_with_their_paragraph() -> None:
    assert [right.code for right in rightholders("appellate")] == [
        "participating_prosecutor",
        "general_prosecutor",
        "deputy_general_prosecutor",
        "oblast_prosecutor",
        "deputy_oblast_prosecutor",
        "district_prosecutor",
    ]
    assert [right.citation for right in rightholders("cassation")] == ["2015 ¶25", "2015 ¶25"]


def test_a_supervisory_protest_is_of_the_offices_that_representations_ask() -> None:
    assert [right.code for right in rightholders("supervisory", enforcement=True)] == [
        "general_prosecutor",
        "deputy_general_prosecutor",
        "oblast_prosecutor",
        "deputy_oblast_prosecutor",
    ]
    head = Prosecutor("district", "head", took_part=True)
    assert right_to_bring("supervisory", head, enforcement=True) is None
    within_term = right_to_bring("appellate", head, enforcement=True)
    assert within_term is not None and within_term.citation == "2002 ¶7"


@pytest.mark.parametrize(
    ("ended_by", "mover", "outcome", "reason"),
    [
        ("court_granted_motion", "author", Outcome.WITHDRAWN, "motion_of_author_granted"),
        (
            "court_granted_motion",
            "higher_prosecutor",
            Outcome.WITHDRAWN,
            "motion_of_higher_granted",
        ),
        ("court_granted_motion", "other", Outcome.RETURNED, "motion_of_another"),
        ("court_granted_motion", None, Outcome.RETURNED, "returned_by_court"),
        ("court_returned", None, Outcome.RETURNED, "returned_by_court"),
        ("court_returned", "author", Outcome.RETURNED, "motion_not_granted"),
        ("prosecutors_took_back", None, Outcome.RETURNED, "taken_back_without_grant"),
        ("prosecutors_took_back", "author", Outcome.RETURNED, "taken_back_without_grant"),
        (
            "prosecutors_took_back",
            "higher_prosecutor",
            Outcome.RETURNED,
            "taken_back_without_grant",
        ),
    ],
)
def test_withdrawn_only_if_the_court_granted_the_author_or_a_higher_prosecutor(
    ended_by: str, mover: str | None, outcome: Outcome, reason: str
) -> None:
    found = ending(ended_by, mover)
    assert (found.outcome, found.code, found.citation) == (outcome, reason, "2015 ¶23")
    assert len({found.title.in_language(language) for language in LANGUAGES}) == 3


@pytest.mark.parametrize(("ended_by", "mover"), [("fire", None), ("court_returned", "claimant")])
def test_an_unknown_fact_of_an_ending_is_an_error(ended_by: str, mover: str | None) -> None:
    with pytest.raises(ValueError):
        ending(ended_by, mover)


def test_the_grounds_of_coao_840_are_five_in_three_languages() -> None:
    grounds = grounds_of_appeal()
    assert len(grounds) == 5
    for language in LANGUAGES:
        assert len({ground.title.in_language(language) for ground in grounds}) == 5
    assert ending_title("returned_by_court").en == "Returned by the court on its own initiative"
