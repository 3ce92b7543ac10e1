"""Every rule of law can be believed: citation, three titles, an owner, and an example."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from supervision.law.lawbook import Lawbook
from supervision.law.model import Rule

EXAMPLES = Path(__file__).resolve().parents[1] / "law" / "examples"
RULES = Lawbook.load().rules(None)


def _rules_with_example() -> set[str]:
    named = set()
    for path in EXAMPLES.glob("*.yaml"):
        for example in yaml.safe_load(path.read_text(encoding="utf-8")):
            rule = str(example["rule"])
            if "/" not in rule:
                act, _, paragraph = path.stem.rpartition("-")
                rule = f"{act}/{paragraph}/{rule}"
            named.add(rule)
    return named


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_has_three_titles_and_a_paragraph(rule: Rule) -> None:
    titles = {rule.title.in_language(language) for language in ("kk", "ru", "en")}
    assert len(titles) == 3 and all(title.strip() for title in titles)
    assert "¶" in rule.paragraph or rule.act_id not in {"2002", "2015"}
    assert rule.paragraph.startswith(rule.act_id)


def test_every_rule_has_a_worked_example() -> None:
    assert {rule.name for rule in RULES} - _rules_with_example() == set()


def test_both_instructions_are_there_paragraph_by_paragraph() -> None:
    book = Lawbook.load()
    for act, last in (("2002", 14), ("2015", 32)):
        for number in range(1, last + 1):
            paragraph = book.paragraph(f"{act} ¶{number}")
            assert paragraph.demand.in_language("kk"), paragraph
