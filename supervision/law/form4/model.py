"""The vocabulary of Form No. 4: an edition's rows, columns, questions and controls, as frozen values.

Belongs here: what the files say and reading it off. Does not belong here: reading files
(`reader.py`), adding up (`adding.py`), judging tables (`controls/`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from supervision.law.model import Force, Titles

MOVEMENT, SUMS, ALIMONY = "table1", "table2", "table3"
TABLES = (MOVEMENT, SUMS, ALIMONY)
Answers = Mapping[str, str]  # an answer to each question


class Unit(StrEnum):
    """What the cells of a column hold."""

    DOCUMENTS = "documents"
    PERSONS = "persons"
    TENGE = "tenge"


class Nature(StrEnum):
    """What is recovered on the documents of a row."""

    MONETARY = "monetary"
    PERIODIC = "periodic"
    CONFISCATION = "confiscation"
    NON_PROPERTY = "non_property"
    ANY = "any"
    TOTAL = "total"


class Axis(StrEnum):
    """By what a document comes to stand in a row: its claim (field 8) or its kind (fields 4, 8.1)."""

    CLAIM = "claim"
    DOCUMENT_KIND = "document_kind"
    TOTAL = "total"


class Basis(StrEnum):
    """Where the number of a column comes from."""

    STOCK_FROM = "stock_from"  # open at the first instant of the period
    STOCK_TO = "stock_to"  # open at the last
    EVENTS = "events"  # happened in the period
    STATE = "state"  # open at the last instant and marked
    TOTAL = "total"  # column 9: reckoned from others
    SAME = "same"  # table 3: a column of table 1
    ARREARS = "arrears"  # table 3: proceedings with an arrears ruling
    DISTINCT = "distinct"  # table 3: persons


class Summed(StrEnum):
    """Which sum of the events or documents a column of tenge adds up."""

    CLAIM = "claim"  # field 10
    RECOVERED = "recovered"  # field 10.3
    EVENT = "event"  # the event's own sum
    ARREARS = "arrears"  # the latest arrears ruling


class Severity(StrEnum):
    """Whether a failed control stops a submission."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Row:
    """One of the 40 rows; `own_titles` holds Kazakh titles that a table prints otherwise."""

    number: int
    title: Titles
    own_titles: Mapping[str, str]
    parent: int | None
    nature: Nature
    axis: Axis
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """What a column counts: kinds of events with their grounds and flags, a stock, or a mark.

    `name` is the mark of a state, the persons counted, or which proceedings of arrears; `column` the
    column of table 1 that is repeated; `once` names the question that asks for one a proceeding.
    """

    basis: Basis
    events: frozenset[str] = frozenset()
    grounds: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    name: str = ""
    column: int = 0
    summed: Summed | None = None
    once: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One numbered column; `readings` holds what it counts by another answer to a question."""

    number: int
    title: Titles
    note: Titles | None
    parent: int | None
    unit: Unit
    count: Count
    readings: Mapping[tuple[str, str], Count]
    twin: int | None
    cites: tuple[str, ...]

    def counts(self, answers: Answers) -> Count:
        """What the column counts by these answers."""
        for (question, answer), count in self.readings.items():
            if answers[question] == answer:
                return count
        return self.count


@dataclass(frozen=True, slots=True)
class Group:
    """A cell of the upper line of the head, over columns `first` to `last`."""

    first: int
    last: int
    title: Titles


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in order and which rows of the form it has (the printed numbers)."""

    name: str
    title: Titles
    groups: tuple[Group, ...]
    columns: tuple[Column, ...]
    rows: tuple[int, ...]

    def column(self, number: int) -> Column:
        """The column of that number. Raises KeyError."""
        for column in self.columns:
            if column.number == number:
                return column
        raise KeyError(f"{self.name} has no column {number}")

    def form_row(self, row: int) -> int:
        """The row of table 1 that a printed row stands for. Raises KeyError."""
        if self.name != ALIMONY:
            return row
        if not 1 <= row <= len(self.rows):
            raise KeyError(f"{self.name} has no row {row}")
        return self.rows[row - 1]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The printed numbers of the rows: table 3 numbers its own from 1."""
        return tuple(range(1, len(self.rows) + 1)) if self.name == ALIMONY else self.rows


@dataclass(frozen=True, slots=True)
class State:
    """A mark on an open proceeding: the kind of event that sets it, those that take it off."""

    set: str
    cleared_by: frozenset[str]


@dataclass(frozen=True, slots=True)
class Changes:
    """The kinds of events by which the sum of an open document changes."""

    claim: str
    arrears: str
    recovered: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The numbers of the columns that keep the balance, the same in tables 1 and 2."""

    opening: int
    initiated: int
    re_initiated: int
    cancelled: int
    resumed: int
    sent: int
    in_execution: int
    ended: int
    closing: int


@dataclass(frozen=True, slots=True)
class Question:
    """Something the text leaves open, and the readings there are; the first is ours."""

    name: str
    number: str
    title: Titles
    answers: Mapping[str, Titles]
    cites: tuple[str, ...]

    @property
    def default(self) -> str:
        """The recommended reading."""
        return next(iter(self.answers))


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison of a control: its shape, where it applies, and under which answers.

    Empty `rows` or `columns` mean all of them.
    """

    severity: Severity
    shape: str
    tables: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...] = ()
    whole: int = 0
    parts: tuple[int, ...] = ()
    rows: tuple[int, ...] = ()
    except_rows: tuple[int, ...] = ()
    open_rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    except_columns: tuple[int, ...] = ()
    natures: tuple[str, ...] = ()
    accruals: bool = False
    when: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Control:
    """A control by its id (`A1` … `M7`) with the comparisons it is made of."""

    code: str
    title: Titles
    checks: tuple[Check, ...]
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Edition:
    """One edition of the form, whole."""

    code: str
    in_force: Force
    title: Titles
    enters: frozenset[str]
    ends: frozenset[str]
    left: str
    voided: str
    reopened: str
    resumed: str
    executed: str
    sanction: str
    states: Mapping[str, State]
    changes: Changes
    ledger: Ledger
    rows: Mapping[int, Row]
    tables: Mapping[str, Table]
    questions: Mapping[str, Question]
    controls: Mapping[str, Control]

    @cached_property
    def total(self) -> int:
        """The number of the row that holds every document (row 40)."""
        return next(row.number for row in self.rows.values() if row.axis is Axis.TOTAL)

    @cached_property
    def grounded_states(self) -> frozenset[str]:
        """The marks of which some column counts certain grounds only."""
        counts = [
            count
            for table in self.tables.values()
            for column in table.columns
            for count in (column.count, *column.readings.values())
        ]
        return frozenset(
            count.name for count in counts if count.basis is Basis.STATE and count.grounds
        )

    @property
    def initiations(self) -> frozenset[str]:
        """The kinds that begin a proceeding."""
        return self.enters - {self.resumed}

    def leaving(self, answers: Answers) -> frozenset[str]:
        """The kinds that take a proceeding out of the balance; a voided initiation by Q1."""
        voided = {self.voided} if answers["cancelled_initiations"] == "subtracted" else set()
        return self.ends | {self.left} | voided

    @cached_property
    def alimony_rows(self) -> tuple[int, ...]:
        """The rows of table 1 that table 3 repeats."""
        return self.tables[ALIMONY].rows

    @cached_property
    def children(self) -> Mapping[int, tuple[int, ...]]:
        """The rows right below each row that has any."""
        found: dict[int, tuple[int, ...]] = {}
        for row in self.rows.values():
            if row.parent is not None:
                found[row.parent] = (*found.get(row.parent, ()), row.number)
        return found

    @cached_property
    def depths(self) -> Mapping[int, int]:
        """How far each row is set in: 0 for a row of the upper level."""
        return {number: len(self.line_of(number)) - 1 for number in self.rows}

    def line_of(self, row: int) -> tuple[int, ...]:
        """A row and the rows it is a part of, the row itself first. Raises KeyError."""
        found = [row]
        while (parent := self.rows[found[-1]].parent) is not None:
            found.append(parent)
        return tuple(found)

    def top_rows(self) -> tuple[int, ...]:
        """The rows that are no part of another, row 40 left out."""
        return tuple(
            row.number
            for row in self.rows.values()
            if row.parent is None and row.axis is not Axis.TOTAL
        )

    def answers(self, **chosen: str) -> Answers:
        """An answer to every question: ours unless another is chosen.

        Raises ValueError for an unknown question or answer.
        """
        for name, answer in chosen.items():
            if name not in self.questions:
                raise ValueError(f"no question {name!r}")
            if answer not in self.questions[name].answers:
                allowed = ", ".join(self.questions[name].answers)
                raise ValueError(f"{name}: {answer!r} is not one of: {allowed}")
        return {name: question.default for name, question in self.questions.items()} | chosen

    def title_of_row(self, table: str, row: int, language: str) -> str:
        """The printed title of a printed row of a table."""
        found = self.rows[self.tables[table].form_row(row)]
        if language == "kk" and table in found.own_titles:
            return found.own_titles[table]
        return found.title.in_language(language)


@dataclass(frozen=True, slots=True)
class Span:
    """The reporting period: from the first instant of `start` to the first instant of `end`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError("the period must end after it begins")
