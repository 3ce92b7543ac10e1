"""Telling the steps of a count in Kazakh, Russian and English.

Belongs here: filling the sentences of `wording.yaml`. Does not belong here: what steps there are
(`terms.py`, `lawbook.py`) and the titles of acts and rules, which stand in the law files. English
writes dates 2016-02-15, Kazakh and Russian 15.02.2016.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from supervision.law.model import LawError, Step, Titles
from supervision.law.strict_yaml import Section, read_yaml

FILE = Path(__file__).parent / "wording.yaml"
# Params that hold a day as YYYY-MM-DD and are written as days of the language.
DAY_PARAMS = ("from", "until")
_TEENS = range(11, 14)


@dataclass(frozen=True, slots=True)
class Wordings:
    """All sentences by code, in three languages."""

    steps: Mapping[str, Titles]
    weekdays: Mapping[str, Titles]
    force: Mapping[str, Titles]
    labels: Mapping[str, Titles]


def read_wordings(path: Path) -> Wordings:
    """The sentences of a file. Raises LawError when a language is missing."""
    top = Section(path.name, "", read_yaml(path, path.name))
    parts: dict[str, dict[str, Titles]] = {}
    for part in ("steps", "weekdays", "force", "labels"):
        inner = top.section(part)
        parts[part] = {code: inner.titles(code) for code in inner.names()}
    top.done()
    return Wordings(**parts)


@lru_cache(maxsize=1)
def wordings() -> Wordings:
    """The product's sentences, read once."""
    return read_wordings(FILE)


def written_day(day: date, language: str) -> str:
    """A day as sentences of the language write it."""
    return day.isoformat() if language == "en" else day.strftime("%d.%m.%Y")


def ordinal(number: int) -> str:
    """An English ordinal: 1st, 2nd, 3rd, 11th."""
    if number % 100 in _TEENS:
        return f"{number}th"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def sentence(step: Step, language: str) -> str:
    """One step as a sentence in `kk`, `ru` or `en`.

    Raises LawError for a step whose code has no sentence, KeyError for a param that is missing.
    """
    told = wordings()
    if step.code not in told.steps:
        raise LawError(FILE.name, f"steps.{step.code}", "has no sentence")
    values = {
        key: written_day(date.fromisoformat(value), language)
        if key in DAY_PARAMS and value
        else value
        for key, value in step.params.items()
    }
    if step.on is not None:
        values["on"] = written_day(step.on, language)
    if "n" in values:
        values["nth"] = ordinal(int(values["n"]))
    for name in ("name", "source"):
        if f"{name}_{language}" in values:
            values[name] = values[f"{name}_{language}"]
    if values.get("weekday") in told.weekdays:
        values["weekday"] = told.weekdays[values["weekday"]].in_language(language)
    if "from" in values:
        pattern = told.force["closed" if values.get("until") else "open"]
        values["force"] = pattern.in_language(language).format(**values)
    return told.steps[step.code].in_language(language).format(**values)


def sentences(steps: tuple[Step, ...], language: str) -> list[str]:
    """Every step as a sentence, in order."""
    return [sentence(step, language) for step in steps]


def label(code: str, language: str, **values: str | date) -> str:
    """A short label beside dates; days are written as the language writes them."""
    written = {
        key: written_day(value, language) if isinstance(value, date) else value
        for key, value in values.items()
    }
    return wordings().labels[code].in_language(language).format(**written)
