"""What may be taken in: one declaration a sheet, made by its room.

Belongs here: the shape of a declaration, and a row of texts read as typed values, every fault at its
column. Does not belong here: any declaration, or any rule of a room: a row is entered by the very
operation that its form on the page calls, so it opens the same duties.
"""

from __future__ import annotations

import enum
import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, cast

from flask import current_app
from sqlalchemy.orm import Session

from supervision.core.access import Actor, Permission
from supervision.core.errors import NotFound, Problem, Refused
from supervision.core.i18n import LANGUAGES, _, speaking
from supervision.law.lawbook import Lawbook

EXTENSION = "importables"
DAY_FORMATS = ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y")
OF_THE_HOUSE = ("Row", "Why refused")  # what a file of refused rows puts in front
YES = frozenset({"1", "yes", "true", "да", "иә", "+", "x", "х"})
NO = frozenset({"", "0", "no", "false", "нет", "жоқ", "-"})
_NAMESPACE = uuid.UUID("5f0d3c0e-5b0a-4c55-9a2e-0f6d0f0e9a11")
Values = Mapping[str, Any]
Pairs = Sequence[tuple[str, str]]


class What(enum.StrEnum):
    """What a column holds; `CHOICES` are several, parted by semicolons."""

    TEXT = "text"
    DAY = "day"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    WHOLE = "whole"
    SUM = "sum"


_NUMBERS = {
    What.WHOLE: re.compile(r"[0-9]{1,9}"),
    What.SUM: re.compile(r"[0-9]{1,15}(\.[0-9]{1,2})?"),
}


@dataclass(frozen=True)
class Field:
    """One column of a sheet: its name, its title and note as message keys, what it holds.

    `choices` gives (code, words) in the current language; the sheet takes either.
    """

    name: str
    title: str
    what: What = What.TEXT
    required: bool = False
    note: str = ""
    choices: Callable[[], Pairs] = lambda: ()


class Entering(NamedTuple):
    """Who enters a row, by which law, on which day."""

    session: Session
    actor: Actor
    law: Lawbook
    today: date


@dataclass(frozen=True)
class Importable:
    """One kind of sheet.

    `key` tells rows apart: the same key is the same thing. `find` looks for a thing that is
    there already, entered by hand or by an earlier sheet. `enter` calls the room's operation and
    returns the thing's kind and id; it raises what the operation raises, problems by column.
    `take_back` takes away what a row entered, and raises Refused once work was recorded on it; a sheet
    goes back from its last row. `line` names what rows follow one another in: a row is checked after
    the good rows of its line that stand before it.
    """

    kind: str
    title: str
    permission: Permission
    fields: tuple[Field, ...]
    key: Callable[[Values], str]
    find: Callable[[Entering, Values], int | None]
    enter: Callable[[Entering, Values, uuid.UUID], tuple[str, int]]
    take_back: Callable[[Entering, int], None]
    line: Callable[[Values], str] | None = None

    def idempotency_key(self, office_id: int, values: Values) -> uuid.UUID:
        """The key under which this row enters once, however often it is sent."""
        return uuid.uuid5(_NAMESPACE, f"{self.kind}|{office_id}|{self.key(values)}")


def importable_of(kind: str) -> Importable:
    """The declaration of that name; raises NotFound."""
    found = all_importables().get(kind)
    if found is None:
        raise NotFound
    return found


def all_importables() -> Mapping[str, Importable]:
    """Every declaration the application was put together with."""
    return cast(Mapping[str, Importable], current_app.extensions[EXTENSION])


class Heads:
    """Which column of a sheet is which field: by name, by title in any language, or as remembered."""

    def __init__(self, fields: Sequence[Field], remembered: Mapping[str, str]) -> None:
        self._known = {field.name: field.name for field in fields}
        for language in LANGUAGES:
            with speaking(language):
                self._known |= {folded(_(field.title)): field.name for field in fields}
                self._known |= {folded(_(head)): "" for head in OF_THE_HOUSE}
        self._known |= {head.lower(): "" for head in OF_THE_HOUSE} | dict(remembered)

    def field_of(self, head: str) -> str | None:
        """The field a head means; "" when it was said to mean none, None when nobody knows."""
        return self._known.get(folded(head))


def folded(head: str) -> str:
    """A head however it was written: small letters, single blanks, no mark of a required column."""
    return " ".join(head.lower().replace("*", " ").split())


class Reader:
    """Reads rows of one kind; the lists of choices are asked for once."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self._fields = fields
        self._codes = {
            field.name: _codes(field)
            for field in fields
            if field.what in (What.CHOICE, What.CHOICES)
        }

    def values(self, cells: Mapping[str, str]) -> tuple[dict[str, Any], list[Problem]]:
        """The typed values of a row, and everything that is wrong with its cells."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for field in self._fields:
            text = " ".join(cells.get(field.name, "").split())
            if field.required and not text:
                problems.append(Problem("This must be filled in.", field.name))
            try:
                values[field.name] = self._value(field, text)
            except ValueError as wrong:
                problems.append(Problem(str(wrong), field.name))
        return values, problems

    def _value(self, field: Field, text: str) -> Any:
        if field.what is What.DAY:
            return day_of(text)
        if field.what is What.YES_NO:
            return _yes_no(text)
        if field.what in (What.WHOLE, What.SUM):
            return _number(field, text)
        if field.what is What.CHOICE:
            return self._code(field, text) if text else None
        if field.what is What.CHOICES:
            parts = [part.strip() for part in text.split(";")]
            return tuple(self._code(field, part) for part in parts if part)
        return text

    def _code(self, field: Field, text: str) -> str:
        code = self._codes[field.name].get(text.lower())
        if code is None:
            raise ValueError("This is not on the list. Take the words from the sheet of lists.")
        return code


def _codes(field: Field) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, words in spoken(field.choices):
        found[words.lower()] = code
    return found


def spoken(choices: Callable[[], Pairs]) -> list[tuple[str, str]]:
    """A list of choices in every language of the house."""
    found: list[tuple[str, str]] = []
    for language in LANGUAGES:
        with speaking(language):
            found += [pair for code, words in choices() for pair in ((code, code), (code, words))]
    return found


def day_of(text: str) -> date | None:
    """The day a text says, None for an empty one; raises ValueError with the message of its refusal."""
    if not text:
        return None
    for pattern in DAY_FORMATS:
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 — a day, no time
        except ValueError:
            continue
    raise ValueError("There is no such day. Write it as 20.11.2026.")


def _number(field: Field, text: str) -> int | Decimal | None:
    """A whole number, or a sum in tenge with a comma or a point; empty is none."""
    plain = "".join(text.split()).replace(",", ".")
    if not plain:
        return None
    if not _NUMBERS[field.what].fullmatch(plain):
        raise ValueError("This is no number. Write it in figures.")
    return int(plain) if field.what is What.WHOLE else Decimal(plain)


def _yes_no(text: str) -> bool:
    if text.lower() in YES:
        return True
    if text.lower() in NO:
        return False
    raise ValueError("Write yes or no.")


@contextmanager
def at_columns(names: Mapping[str, str]) -> Iterator[None]:
    """Tell an operation's problems at the columns of the sheet: `names` gives them by field."""
    try:
        yield
    except Refused as refused:
        raise Refused.because(
            replace(each, field=names.get(each.field or "", each.field))
            for each in refused.problems
        ) from refused
