"""What a register of this room is made of, and the checks that every one of them shares.

Belongs here: the words a register is declared in (`Field`, `Step`, `Register`) and the checks on
plain values that follow from a declaration. Does not belong here: any one register.

A label or title here is an English message key, said in the reader's language by the pages.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_LINE, LONGEST_NOTE, length_problems
from supervision.core.searching import folded
from supervision.core.texts import written
from supervision.law.checklist import list_items

Values = Mapping[str, Any]
MOST_COUNTED = 100_000
_ADDRESS = re.compile(r"https?://[^\s/][^\s]*")


class Kind(enum.StrEnum):
    """What a field holds."""

    LINE = "line"
    NOTE = "note"
    DAY = "day"
    CODE = "code"
    COUNT = "count"
    LINK = "link"


class Keeper(enum.StrEnum):
    """Which office writes a record: its own, the one that entered it, or any of its line."""

    OWN = "own"
    AUTHOR = "author"
    LINE = "line"


@dataclass(frozen=True)
class Field:
    """One thing a step asks, kept in the column of its name.

    `listed` names lists of the law (paragraph, name) that give the codes and their titles; other
    codes are titled `<words>.<code>`. A day may not lie after today unless `ahead`, nor before the
    day in the field `not_before`.
    """

    name: str
    label: str
    kind: Kind = Kind.LINE
    required: bool = True
    codes: tuple[str, ...] = ()
    words: str = ""
    listed: tuple[tuple[str, str], ...] = ()
    ahead: bool = False
    not_before: str = ""
    help: str = ""

    @property
    def offered(self) -> tuple[str, ...]:
        """The codes that may be chosen, in their order."""
        if not self.listed:
            return self.codes
        found = (item.code for each in self.listed for item in list_items(*each))
        return tuple(dict.fromkeys(found))

    @property
    def blank(self) -> str | None:
        """What stands in the column before the field is known."""
        return "" if self.kind in (Kind.LINE, Kind.NOTE, Kind.LINK) else None


Check = Callable[[Values, date], Iterator[Problem]]


def nothing_more(_values: Values, _today: date) -> Iterator[Problem]:
    """No check beyond those of the fields."""
    return iter(())


@dataclass(frozen=True)
class Step:
    """One step in the life of a record: from which states, to which one, and what it asks.

    `clears` are the fields that are no longer true after it. `check` judges the whole record as it
    would stand; `is_end` leaves it to history.
    """

    name: str
    title: str
    done: str
    icon: str
    of: frozenset[str]
    to: str
    fields: tuple[Field, ...]
    clears: tuple[str, ...] = ()
    check: Check = nothing_more
    is_end: bool = False


@dataclass(frozen=True)
class Tally:
    """A number that reports ask of a register, opened into its rows.

    Counts the records in one of `states` whose day `by` lies in the period; without `by`, those that
    stand so now. `of` narrows them to one code of one field; `adds` sums a field over them.
    """

    name: str
    title: str
    states: frozenset[str]
    by: str = ""
    of: tuple[str, str] | None = None
    adds: str = ""


@dataclass(frozen=True)
class Register:
    """One register: its words, the steps of its records, how its list is read and counted.

    `so_far` names the steps whose fields a record in each state has answered. `days` are the fields
    that date a record, the decisive one first. `choice` is the code by which the list is narrowed.
    """

    kind: str
    path: str
    paragraphs: str
    title: str
    one: str
    about: str
    new: str
    empty: str
    keeper: Keeper
    tones: Mapping[str, str]
    enter: Step
    steps: tuple[Step, ...]
    so_far: Mapping[str, tuple[str, ...]]
    days: tuple[str, ...]
    name: str
    found_by: tuple[str, ...]
    columns: tuple[str, ...]
    choice: str
    tallies: tuple[Tally, ...]
    asks_office: str = ""
    fields: Mapping[str, Field] = field(init=False)

    def __post_init__(self) -> None:
        every = (each for step in (self.enter, *self.steps) for each in step.fields)
        object.__setattr__(self, "fields", {each.name: each for each in every})

    @property
    def states(self) -> tuple[str, ...]:
        """Every state a record may be in, from the first to the last."""
        return tuple(self.tones)

    def step(self, name: str) -> Step:
        """The step of that name. Raises KeyError."""
        return {each.name: each for each in self.steps}[name]

    def open_to(self, state: str) -> tuple[Step, ...]:
        """The steps that may follow from a state."""
        return tuple(each for each in self.steps if state in each.of)

    def answered(self, state: str) -> tuple[Field, ...]:
        """The fields a record in this state has answered; none where it is history."""
        if any(each.is_end and each.to == state for each in self.steps):
            return ()
        names = self.so_far[state]
        return tuple(each for step in names for each in self._asked_by(step))

    def day_of(self, values: Values) -> date:
        """The day under which a record stands in its list. Raises ValueError without one."""
        for name in self.days:
            found = values.get(name)
            if isinstance(found, date):
                return found
        raise ValueError(f"a {self.kind} without a day")

    def search_text(self, values: Values) -> str:
        """What the list finds a record by, folded as searches are."""
        return folded(" ".join(str(values.get(name) or "") for name in self.found_by))

    def _asked_by(self, step: str) -> tuple[Field, ...]:
        return self.enter.fields if step == self.enter.name else self.step(step).fields


def as_kept(fields: tuple[Field, ...], values: Values) -> dict[str, Any]:
    """The values of these fields as they are kept: clean texts, blanks where nothing was given."""
    kept: dict[str, Any] = {}
    for each in fields:
        value = values.get(each.name)
        if isinstance(value, str):
            value = written(value)
        kept[each.name] = each.blank if value in ("", None) else value
    return kept


def step_problems(
    step: Step, fields: tuple[Field, ...], values: Values, so_far: Values, today: date
) -> Iterator[Problem]:
    """Everything wrong with the values of a step; `so_far` is the record as it stands."""
    whole = {**so_far, **values}
    problems = [found for each in fields for found in _field_problems(each, values, whole, today)]
    yield from problems
    if not problems:
        yield from step.check(whole, today)


def _field_problems(asked: Field, values: Values, whole: Values, today: date) -> Iterator[Problem]:
    value, name = values.get(asked.name), asked.name
    if value in ("", None):
        if asked.required:
            yield Problem("This must be filled in.", name)
        return
    if asked.kind is Kind.CODE and value not in asked.offered:
        yield Problem("Choose one of the listed values.", name)
    if asked.kind is Kind.COUNT and not (isinstance(value, int) and 0 <= value <= MOST_COUNTED):
        yield Problem("Write a whole number.", name)
    if asked.kind is Kind.LINK and not _ADDRESS.fullmatch(str(value)):
        yield Problem("Write the whole address, from https:// on.", name)
    if asked.kind in (Kind.LINE, Kind.LINK):
        yield from length_problems(str(value), name, LONGEST_LINE)
    if asked.kind is Kind.NOTE:
        yield from length_problems(str(value), name, LONGEST_NOTE)
    if isinstance(value, date):
        yield from _day_problems(asked, value, whole, today)


def _day_problems(asked: Field, value: date, whole: Values, today: date) -> Iterator[Problem]:
    earlier = whole.get(asked.not_before) if asked.not_before else None
    if isinstance(earlier, date) and value < earlier:
        yield Problem("This day cannot come before the one it follows.", asked.name)
    if not asked.ahead and value > today:
        yield Problem("This cannot be dated after today.", asked.name)


def follows_problems(step: Step, state: str) -> Iterator[Problem]:
    """A step that does not follow from where the record stands."""
    if state not in step.of:
        yield Problem("This step does not follow: the record has moved on.")


def reason(label: str) -> Field:
    """The words that say why a record ends early."""
    return Field("reason", label, Kind.NOTE)
