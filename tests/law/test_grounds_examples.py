"""Grounds a lawyer can read and extend: `grounds/2015-6.yaml` and `grounds/2015-7.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from supervision.law.checklist import list_items
from supervision.law.competence import CompetenceFacts, competence
from supervision.law.participation import CaseFacts, OffenceArticle, mandatory_grounds

GROUNDS = Path(__file__).with_name("grounds")


def examples(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((GROUNDS / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("example", examples("2015-6.yaml"), ids=lambda each: each["name"])
def test_the_grounds_of_participation_are_those_of_the_example(example: dict[str, Any]) -> None:
    recorded = dict(example["case"])
    articles = [OffenceArticle(**article) for article in recorded.pop("articles", [])]
    found = mandatory_grounds(CaseFacts(articles=articles, **recorded))
    assert [ground.code for ground in found] == example["grounds"]


@pytest.mark.parametrize("example", examples("2015-7.yaml"), ids=lambda each: each["name"])
def test_the_office_and_its_reasons_are_those_of_the_example(example: dict[str, Any]) -> None:
    found = competence(CompetenceFacts(**example["case"]))
    assert found.covered_by == example["covered_by"]
    assert [reason.code for reason in found.reasons] == example["reasons"]


def test_no_ground_and_no_reason_of_the_text_is_without_an_example() -> None:
    grounds = {code for each in examples("2015-6.yaml") for code in each["grounds"]}
    assert grounds == {item.code for item in list_items("2015 ¶6", "grounds")}
    reasons = {code for each in examples("2015-7.yaml") for code in each["reasons"]}
    assert reasons == {item.code for item in list_items("2015 ¶7", "reasons")}
