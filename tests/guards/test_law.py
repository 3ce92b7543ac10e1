"""Every rule and figure of law can be believed: citation, three titles, an owner, and an example."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from supervision.indicators.queries.things import COMMON, THINGS, Records
from supervision.indicators.rules import Thing
from supervision.law.figures import Figure
from supervision.law.lawbook import Lawbook
from supervision.law.model import LANGUAGES, Rule, Titles

EXAMPLES = Path(__file__).resolve().parents[1] / "law" / "examples"
FIGURE_EXAMPLES = EXAMPLES.with_name("figures")
RULES = Lawbook.load().rules(None)
FIGURES = Lawbook.load().figures()


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


def _figure_examples() -> list[dict[str, Any]]:
    return [
        example
        for path in sorted(FIGURE_EXAMPLES.glob("*.yaml"))
        for example in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def _is_titled(titles: Titles) -> bool:
    return all(titles.in_language(language).strip() for language in LANGUAGES)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.code)
def test_a_figure_says_in_three_languages_what_it_counts_and_by_which_paragraph(
    figure: Figure,
) -> None:
    words = (figure.title, figure.numerator, figure.denominator)
    items = (*figure.clauses, *figure.readings)
    assert all(_is_titled(titles) for titles in (*words, *(item.title for item in items)))
    assert len({figure.title.in_language(language) for language in LANGUAGES}) == 3
    assert figure.paragraph.startswith(f"{figure.act_id} ¶")


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.code)
def test_the_room_finds_the_things_a_figure_counts_and_gives_every_fact_it_asks(
    figure: Figure,
) -> None:
    statement = THINGS[Thing(figure.counts)](Records(date(2026, 11, 20), [], []))
    given = {column.name for column in statement.selected_columns} - set(COMMON)
    assert {name for name, _ in figure.facts} <= given


def test_every_figure_and_every_clause_of_it_has_a_worked_example() -> None:
    shown = {(example["figure"], "") for example in _figure_examples()} | {
        (example["figure"], told.partition(": ")[2])
        for example in _figure_examples()
        for told in example.get("listed", {})
    }
    wanted = {(figure.code, "") for figure in FIGURES} | {
        (figure.code, verdict.clause) for figure in FIGURES for _, verdict in figure.table()
    }
    assert wanted - shown == set()


def test_both_instructions_are_there_paragraph_by_paragraph() -> None:
    book = Lawbook.load()
    for act, last in (("2002", 14), ("2015", 32)):
        for number in range(1, last + 1):
            paragraph = book.paragraph(f"{act} ¶{number}")
            assert paragraph.demand.in_language("kk"), paragraph
