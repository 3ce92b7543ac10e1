"""The lawyers' examples: every file in `examples/` is run against the product's law.

An example is one mapping: `name`, `rule` (full, or the last part in a file named
`<act>-<paragraph>.yaml`), `event` or `period`, optionally `facts`, `stated`, and what is expected:
`due`, and where given `because` (English sentences, in this order), `gap`, `confirmed`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from supervision.law.lawbook import Lawbook, extensions_of
from supervision.law.model import Due
from supervision.law.period import Period
from supervision.law.strict_yaml import Section, read_yaml
from supervision.law.wording import sentences

EXAMPLES = Path(__file__).parent / "examples"


@dataclass(frozen=True, slots=True)
class Example:
    """One example as the file states it."""

    name: str
    rule: str
    event: date | None
    period: str | None
    facts: dict[str, tuple[str, ...]]
    stated: date | None
    extended: tuple[str, ...]
    due: date | None
    because: tuple[str, ...]
    gap: str | None
    confirmed: bool | None


def read_facts(section: Section) -> dict[str, tuple[str, ...]]:
    """The recorded facts; an empty list says that the fact is known and holds nothing."""
    if not section.has("facts"):
        return {}
    inner = section.section("facts")
    return {fact: inner.texts(fact) for fact in inner.names()}


def read_example(section: Section, stem: str) -> Example:
    """One example. Raises LawError naming file and key."""
    name, rule = section.text("name"), section.text("rule")
    if "/" not in rule:
        act, _, paragraph = stem.rpartition("-")
        rule = f"{act}/{paragraph}/{rule}"
    period = section.optional_text("period")
    if period is None and not section.has("event"):
        raise section.refuse("event", "is missing (null where the day is not recorded)")
    example = Example(
        name=name,
        rule=rule,
        event=section.optional_day("event"),
        period=period,
        facts=read_facts(section),
        stated=section.optional_day("stated"),
        extended=section.texts("extended"),
        due=section.optional_day("due") if section.has("due") else section.day("due"),
        because=section.texts("because"),
        gap=section.optional_text("gap"),
        confirmed=section.truth("confirmed") if section.has("confirmed") else None,
    )
    section.done()
    return example


def all_examples() -> Iterator[tuple[str, Example]]:
    """Every example with the name of its file."""
    for path in sorted(EXAMPLES.glob("*.yaml")):
        content = read_yaml(path, path.name)
        assert isinstance(content, list), f"{path.name} must be a list of examples"
        for number, entry in enumerate(content, start=1):
            section = Section(path.name, f"[{number}]", entry)
            yield path.stem, read_example(section, path.stem)


CASES = list(all_examples())


def answer(example: Example) -> Due:
    book = Lawbook.load()
    book = book.with_extensions(extensions_of(example.extended, book))
    if example.period is not None:
        return book.recurring_due(example.rule, Period.from_key(example.period))
    return book.due(example.rule, example.event, example.facts, example.stated)


def in_order(wanted: tuple[str, ...], told: list[str]) -> bool:
    """True when the wanted sentences stand among those told, in this order."""
    rest = iter(told)
    return all(sentence in rest for sentence in wanted)


@pytest.mark.parametrize("example", [pytest.param(e, id=f"{stem}: {e.name}") for stem, e in CASES])
def test_example(example: Example) -> None:
    due = answer(example)
    told = sentences(due.steps, "en")
    assert due.due_on == example.due, told
    assert in_order(example.because, told), told
    if example.gap is not None or example.due is not None:
        assert due.gap == example.gap, told
    if example.confirmed is not None:
        assert due.confirmed is example.confirmed


def test_every_rule_has_an_example() -> None:
    covered = {example.rule for _, example in CASES}
    lent = {
        name
        for _, example in CASES
        for step in answer(example).steps
        if (name := step.params.get("rule"))
    }
    rules = {rule.name for rule in Lawbook.load().rules()}
    assert rules - covered - lent == set()
