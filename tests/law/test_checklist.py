"""The closed lists of the paragraphs, and the completeness of the two instructions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from supervision.law.checklist import (
    branches,
    list_item,
    list_items,
    priorities,
    study_checklist,
)
from supervision.law.facts import fact_sentence
from supervision.law.lawbook import Lawbook
from supervision.law.model import UnknownLaw

VOCABULARY = Path(__file__).parents[2] / "docs" / "law-vocabulary.md"


def test_the_study_answers_the_five_points_of_the_text_in_its_order() -> None:
    assert [point.code for point in study_checklist()] == [
        "timeliness_and_completeness",
        "state_duty",
        "enforcement_sanction",
        "administrative_offence_cases",
        "evasion_materials",
    ]


def test_there_are_three_priorities_and_four_branches() -> None:
    assert [item.code for item in priorities()] == [
        "constitutional_rights",
        "uniform_application",
        "court_act_legality",
    ]
    assert [item.code for item in branches()] == [
        "civil",
        "administrative",
        "criminal_civil_claim",
        "other_document",
    ]


def test_a_list_item_is_found_by_its_code() -> None:
    assert list_item("2002 ¶6", "checklist", "state_duty").title.en == (
        "Recovery of state duty to the budget"
    )


@pytest.mark.parametrize(
    ("paragraph", "name", "code"),
    [
        ("2002 ¶99", "checklist", "state_duty"),
        ("2002 ¶6", "priorities", "state_duty"),
        ("2002 ¶6", "checklist", "weather"),
    ],
)
def test_an_unknown_paragraph_list_or_code_is_named_in_the_error(
    paragraph: str, name: str, code: str
) -> None:
    with pytest.raises(UnknownLaw, match=paragraph):
        list_item(paragraph, name, code)


@pytest.mark.parametrize(("act", "last"), [("2002", 14), ("2015", 32)])
def test_every_paragraph_of_both_instructions_is_told(act: str, last: int) -> None:
    told = [p.name for p in Lawbook.load().paragraphs() if p.act_id == act]

    assert told == [f"{act} ¶{number}" for number in range(1, last + 1)]


def test_the_amended_paragraphs_of_2015_are_marked() -> None:
    amended = [
        int(p.stem)
        for p in Lawbook.load().paragraphs()
        if p.act_id == "2015" and p.wording == "amended"
    ]

    assert amended == [6, 7, 9, 10, 11, 14, 15, 17, 18, 22, 23, 26, 27, 28]


def test_the_rules_on_mandatory_cases_name_exactly_the_grounds_of_the_text() -> None:
    grounds = {item.code for item in list_items("2015 ¶6", "grounds")}
    named = [
        set(values)
        for rule in Lawbook.load().rules()
        for fact, values in (*rule.when, *rule.unless)
        if fact == "mandatory_category"
    ]
    whole = [values for values in named if len(values) > 5]

    assert whole
    assert all(values == grounds for values in whole)
    assert all(values <= grounds for values in named)


def test_a_fact_sentence_with_a_missing_value_is_an_error_not_a_blank() -> None:
    with pytest.raises(KeyError):
        fact_sentence("state_debtor")


def test_an_unknown_fact_sentence_is_an_error() -> None:
    with pytest.raises(KeyError):
        fact_sentence("weather")


def described(heading: str) -> dict[str, str]:
    """The rows of one table of the vocabulary: the word and the rest of its row."""
    section = VOCABULARY.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return dict(re.findall(r"^\| `(\w+)` \|(.*)$", section, flags=re.MULTILINE))


def test_the_vocabulary_names_every_event_of_the_rules_and_no_other() -> None:
    rules = Lawbook.load().rules()
    used = {rule.starts for rule in rules if rule.starts}
    used |= {event for rule in rules for event in rule.fulfilled_by}

    assert set(described("Events")) == used


def test_the_vocabulary_names_every_fact_of_the_rules_with_all_its_values() -> None:
    used: dict[str, set[str]] = {}
    for rule in Lawbook.load().rules():
        for fact, values in (*rule.when, *rule.unless):
            used.setdefault(fact, set()).update(values)
    told = {
        fact: set(re.findall(r"`(\w+)`", row.split("|")[0]))
        for fact, row in described("Facts").items()
    }

    assert told == used


def test_the_vocabulary_names_every_provision() -> None:
    provided = {rule.provides for rule in Lawbook.load().rules() if rule.provides}

    assert set(described("Provisions")) == provided
