"""Sentences in three languages that name the recorded fact behind a ground.

Belongs here: reading `facts.yaml` and filling its placeholders. Does not belong here: which fact
gives which ground (`participation.py`, `competence.py`), nor sentences of a count (`wording.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from supervision.law.model import LANGUAGES, Titles
from supervision.law.strict_yaml import Section, read_yaml

FILE = Path(__file__).with_name("facts.yaml")


@cache
def _sentences() -> Mapping[str, Titles]:
    content = read_yaml(FILE, FILE.name)
    section = Section(FILE.name, "", content)
    codes = list(content) if isinstance(content, dict) else []
    return {str(code): section.titles(str(code)) for code in codes}


def fact_sentence(code: str, **values: str | Titles) -> Titles:
    """The sentence of that code with its placeholders filled; a `Titles` value is put in the same
    language. Raises KeyError for an unknown code or a placeholder without a value.
    """
    template = _sentences()[code]
    filled: dict[str, str] = {}
    for language in LANGUAGES:
        said = {
            name: value.in_language(language) if isinstance(value, Titles) else value
            for name, value in values.items()
        }
        filled[language] = template.in_language(language) % said
    return Titles(**filled)
