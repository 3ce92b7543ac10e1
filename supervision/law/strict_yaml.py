"""Reading YAML so that a mistake in a law file is refused where it stands.

Belongs here: a loader that refuses a repeated key, and `Section`, which takes the keys of a mapping
one by one and refuses what is missing, unknown or of a wrong kind. Does not belong here: what the
keys mean (`reader.py`, `calendar.py`).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import yaml

from supervision.law.model import LANGUAGES, LawError, Titles

try:
    from yaml import CSafeLoader as BaseLoader
except ImportError:  # PyYAML built without its C part: the same result, slower
    from yaml import SafeLoader as BaseLoader  # type: ignore[assignment]

EnumType = TypeVar("EnumType", bound=StrEnum)


class StrictLoader(BaseLoader):
    """Safe YAML without two traps: repeated keys, and `on`/`no` read as true and false."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, object]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            key = str(key_node.value)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands twice", key_node.start_mark
                )
            seen.add(key)
        return dict(super().construct_mapping(node, deep=deep))


# Our files have keys and values named `on` and `no`; YAML 1.1 would turn them into booleans.
StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in BaseLoader.yaml_implicit_resolvers.items()
}
StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf")
)


def read_yaml(path: Path, name: str) -> object:
    """The content of a YAML file. Raises LawError naming the file and the line."""
    try:
        return parse_yaml(path.read_text(encoding="utf-8"), name)
    except UnicodeDecodeError as error:
        raise LawError(name, "", f"not readable: {error}") from error


def parse_yaml(content: str, name: str) -> object:
    """The same of a text that stands in no file; `name` is what refusals call it."""
    try:
        return yaml.load(content, Loader=StrictLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}" if mark else ""
        raise LawError(name, where, error.problem or "not readable as YAML") from error
    except (yaml.YAMLError, ValueError) as error:
        # PyYAML turns 2015-02-30 into a ValueError of its own, without a line.
        raise LawError(name, "", f"not readable: {error}") from error


class Section:
    """One mapping of a law file, whose keys are taken one by one; `done()` refuses the rest."""

    def __init__(self, file: str, key: str, content: object) -> None:
        self.file = file
        self.key = key
        if not isinstance(content, dict):
            raise LawError(file, key, "must be a mapping of keys to values")
        for name in content:
            if not isinstance(name, str):
                raise LawError(file, self._path(str(name)), "the key must be text")
        self._left: dict[str, object] = dict(content)

    def _path(self, name: str) -> str:
        return f"{self.key}.{name}" if self.key else name

    def refuse(self, name: str, message: str) -> LawError:
        """A LawError for a key of this section, to be raised by the caller."""
        return LawError(self.file, self._path(name) if name else self.key, message)

    def has(self, name: str) -> bool:
        """True when the key stands here, even if empty, and is not taken yet."""
        return name in self._left

    def names(self) -> list[str]:
        """The keys not taken yet, in the order of the file."""
        return list(self._left)

    def peek(self, name: str) -> object | None:
        """The value of a key, which stays to be taken."""
        return self._left.get(name)

    def take(self, name: str) -> object:
        """The value of a key that must stand here."""
        if name not in self._left:
            raise self.refuse(name, "is missing")
        return self._left.pop(name)

    def optional(self, name: str) -> object | None:
        """The value of a key that may be absent."""
        return self._left.pop(name, None)

    def section(self, name: str) -> Section:
        """A nested mapping."""
        return Section(self.file, self._path(name), self.take(name))

    def sections(self, name: str) -> dict[str, Section]:
        """A nested mapping of mappings; absent counts as empty."""
        value = self.optional(name)
        if value is None:
            return {}
        outer = Section(self.file, self._path(name), value)
        return {key: outer.section(key) for key in outer.names()}

    def text(self, name: str) -> str:
        """A text that is not empty; a bare number or date must be quoted."""
        value = self.take(name)
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(name, "must be a text that is not empty (quote numbers)")
        return value.strip()

    def optional_text(self, name: str) -> str | None:
        """A text, or None where the key is absent or null."""
        if self._left.get(name) is None:
            self._left.pop(name, None)
            return None
        return self.text(name)

    def day(self, name: str) -> date:
        """A date written YYYY-MM-DD."""
        value = self.take(name)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.refuse(name, f"must be a date YYYY-MM-DD, not {value!r}")
        return value

    def optional_day(self, name: str) -> date | None:
        """A date, or None where the key is absent or null."""
        if self._left.get(name) is None:
            self._left.pop(name, None)
            return None
        return self.day(name)

    def number(self, name: str, least: int, most: int) -> int:
        """A whole number between `least` and `most`."""
        value = self.take(name)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.refuse(name, f"must be a whole number from {least} to {most}, not {value!r}")
        return value

    def truth(self, name: str) -> bool:
        """true or false."""
        value = self.take(name)
        if not isinstance(value, bool):
            raise self.refuse(name, f"must be true or false, not {value!r}")
        return value

    def choice(self, name: str, kind: type[EnumType]) -> EnumType:
        """A value of an enum."""
        value = self.take(name)
        for member in kind:
            if member.value == value:
                return member
        raise self.refuse(name, f"{value!r} is not one of: {', '.join(kind)}")

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts without repeats; absent counts as empty."""
        value = self.optional(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.refuse(name, "must be a list of texts (quote numbers)")
        if len(set(value)) != len(value):
            raise self.refuse(name, "names something twice")
        return tuple(value)

    def numbers(self, name: str) -> tuple[int, ...]:
        """A list of whole numbers in rising order; absent counts as empty."""
        value = self.optional(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(type(item) is int for item in value):
            raise self.refuse(name, "must be a list of whole numbers")
        if sorted(set(value)) != value:
            raise self.refuse(name, "must rise and name nothing twice")
        return tuple(value)

    def titles(self, name: str) -> Titles:
        """The text in kk, ru and en, none of them empty."""
        inner = self.section(name)
        found = {language: inner.text(language) for language in LANGUAGES}
        inner.done()
        return Titles(**found)

    def conditions(self, name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """A mapping of a fact to the list of its values; absent counts as empty."""
        value = self.optional(name)
        if value is None:
            return ()
        inner = Section(self.file, self._path(name), value)
        facts: Mapping[str, tuple[str, ...]] = {key: inner.texts(key) for key in inner.names()}
        for fact, values in facts.items():
            if not values:
                raise inner.refuse(fact, "must list at least one value")
        return tuple(facts.items())

    def done(self) -> None:
        """Refuses the first key that nobody took."""
        for name in self._left:
            raise self.refuse(name, "is not a known key")
