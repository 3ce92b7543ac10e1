"""From groups of like events to the three tables (`F4 ¶11–75-1`).

Belongs here: which rows a document stands in and which columns a group of events counts in, by the
edition's declarations. Does not belong here: finding and grouping the events (a room asks its
database), and judging the tables (`controls/`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from supervision.law.form4.filled import Beside, Filled, Number
from supervision.law.form4.model import (
    ALIMONY,
    MOVEMENT,
    SUMS,
    Answers,
    Basis,
    Column,
    Count,
    Edition,
    Summed,
    Unit,
)


@dataclass(frozen=True, slots=True)
class Sums:
    """Events alike: how many, the claims of their documents, their own sums, and by how much they
    changed the claims of open proceedings.
    """

    number: int = 0
    claim: Decimal = Decimal(0)
    own: Decimal = Decimal(0)
    change: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Alike:
    """All events of one kind, ground and flags on documents of one leaf row and kind row, before the
    period and within it. `first` says that they are the first of their kind in their proceedings.
    """

    row: int
    kind_row: int | None
    kind: str
    ground: str
    flags: frozenset[str]
    first: bool
    before: Sums
    within: Sums


@dataclass(frozen=True, slots=True)
class Marked:
    """Proceedings open at the end of the period under a mark, with claims and money recovered."""

    row: int
    kind_row: int | None
    state: str
    ground: str
    number: int
    claim: Decimal
    recovered: Decimal


@dataclass(frozen=True, slots=True)
class Arrears:
    """Alimony proceedings with an arrears ruling, by which set of proceedings they belong to."""

    row: int
    kind_row: int | None
    name: str
    number: int
    sum: Decimal


@dataclass(frozen=True, slots=True)
class Private:
    """The sanction paid in the period on documents of private bailiffs."""

    row: int
    kind_row: int | None
    sum: Decimal


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the tables are added up from; `persons` by what is counted and row of table 1."""

    alike: tuple[Alike, ...] = ()
    marked: tuple[Marked, ...] = ()
    arrears: tuple[Arrears, ...] = ()
    private: tuple[Private, ...] = ()
    persons: Mapping[tuple[str, int], int] = field(default_factory=dict)


_Cells = dict[str, dict[int, dict[int, Number]]]
_Beside = dict[Beside, dict[str, dict[int, Number]]]


def rows_of(edition: Edition, row: int, kind_row: int | None, answers: Answers) -> tuple[int, ...]:
    """The rows of tables 1 and 2 a document stands in: its claim with the rows above it, its kind,
    the total. Where documents stand in one row only (Q2), the kind comes before the claim.
    """
    kind = () if kind_row is None or kind_row == row else (kind_row,)
    if kind and answers["total_row"] == "exclusive":
        return (*kind, edition.total)
    return (*edition.line_of(row), *kind, edition.total)


def build(edition: Edition, answers: Answers, facts: Facts) -> Filled:
    """The three tables of these facts, by these answers."""
    return _Adding(edition, answers).filled(facts)


class _Adding:
    """One addition: the cells as they grow."""

    def __init__(self, edition: Edition, answers: Answers) -> None:
        self.edition, self.answers = edition, answers
        self.cells: _Cells = {
            name: {row: defaultdict(int) for row in table.numbers}
            for name, table in edition.tables.items()
        }
        self.beside: _Beside = {
            name: {table: defaultdict(int) for table in (MOVEMENT, SUMS)} for name in Beside
        }
        self.leaving = edition.leaving(answers)
        self.counts = [
            (name, column, column.counts(answers))
            for name in (MOVEMENT, SUMS)
            for column in edition.tables[name].columns
        ]

    def filled(self, facts: Facts) -> Filled:
        for alike in facts.alike:
            rows = rows_of(self.edition, alike.row, alike.kind_row, self.answers)
            self._add_events(alike, rows)
            self._add_stocks(alike, rows)
            self._add_beside(alike, rows)
        for marked in facts.marked:
            self._add_marked(marked)
        for private in facts.private:
            for row in rows_of(self.edition, private.row, private.kind_row, self.answers):
                self.beside[Beside.PRIVATE_SANCTION][SUMS][row] += private.sum
        self._add_totals()
        self._add_alimony(facts)
        return Filled(self.edition, self.cells, own=True, beside=self.beside)

    def _add(self, table: str, rows: Iterable[int], column: int, number: Number) -> None:
        for row in rows:
            self.cells[table][row][column] += number

    def _add_events(self, alike: Alike, rows: tuple[int, ...]) -> None:
        for table, column, count in self.counts:
            if count.basis is Basis.EVENTS and self._counts_in(alike, count):
                self._add(table, rows, column.number, _number(column, count, alike.within))

    def _counts_in(self, alike: Alike, count: Count) -> bool:
        once = count.once and self.answers[count.once] == "once_a_proceeding"
        return (
            alike.kind in count.events
            and count.flags <= alike.flags
            and (not count.grounds or alike.ground in count.grounds)
            and (alike.first or not once)
        )

    def _add_stocks(self, alike: Alike, rows: tuple[int, ...]) -> None:
        """A balance is everything that came in until then without what went out."""
        sign = (alike.kind in self.edition.enters) - (alike.kind in self.leaving)
        for table, column, count in self.counts:
            if count.basis not in (Basis.STOCK_FROM, Basis.STOCK_TO):
                continue
            until = [alike.before]
            if count.basis is Basis.STOCK_TO:
                until.append(alike.within)
            for sums in until:
                moved = sign * _number(column, count, sums)
                if table == SUMS:
                    moved += sums.change
                self._add(table, rows, column.number, moved)

    def _add_beside(self, alike: Alike, rows: tuple[int, ...]) -> None:
        def add(name: Beside, *sums: Sums) -> None:
            for row in rows:
                for each in sums:
                    self.beside[name][MOVEMENT][row] += each.number
                    self.beside[name][SUMS][row] += each.claim

        if alike.kind == self.edition.voided:
            add(Beside.VOIDED, alike.within)
        if alike.kind == self.edition.reopened:
            add(Beside.REOPENED_UNTIL, alike.before, alike.within)
        if alike.kind == self.edition.resumed:
            add(Beside.RESUMED_UNTIL, alike.before, alike.within)
        if alike.kind == self.edition.executed:
            add(Beside.EXECUTED_UNTIL, alike.before, alike.within)
        if alike.within.change:
            for row in rows:
                self.beside[Beside.ADJUSTED][SUMS][row] += alike.within.change

    def _add_marked(self, marked: Marked) -> None:
        rows = rows_of(self.edition, marked.row, marked.kind_row, self.answers)
        for table, column, count in self.counts:
            if count.basis is not Basis.STATE or count.name != marked.state:
                continue
            if count.grounds and marked.ground not in count.grounds:
                continue
            if column.unit is not Unit.TENGE:
                self._add(table, rows, column.number, marked.number)
            else:
                recovered = count.summed is Summed.RECOVERED
                sum_ = marked.recovered if recovered else marked.claim
                self._add(table, rows, column.number, sum_)

    def _add_totals(self) -> None:
        """Column 9: opening, initiated and resumed, without sent and voided ones (`F4 ¶24`, Q1, Q11)."""
        for table, column, count in self.counts:
            if count.basis is Basis.TOTAL:
                for row in self.cells[table]:
                    cells = self.cells[table][row]
                    cells[column.number] = in_execution(
                        self.edition,
                        self.answers,
                        cells,
                        voided=self.beside[Beside.VOIDED][table][row],
                        adjusted=self.beside[Beside.ADJUSTED][table][row],
                    )

    def _add_alimony(self, facts: Facts) -> None:
        table = self.edition.tables[ALIMONY]
        printed = {form_row: row for row, form_row in enumerate(table.rows, start=1)}
        movement = self.cells[MOVEMENT]
        for column in table.columns:
            count = column.counts(self.answers)
            for form_row, row in printed.items():
                if count.basis is Basis.SAME:
                    self.cells[ALIMONY][row][column.number] = movement[form_row][count.column]
                elif count.basis is Basis.DISTINCT:
                    persons = facts.persons.get((count.name, form_row), 0)
                    self.cells[ALIMONY][row][column.number] = persons
            if count.basis is Basis.ARREARS:
                self._add_arrears(column, count, facts.arrears, printed)

    def _add_arrears(
        self,
        column: Column,
        count: Count,
        arrears: Iterable[Arrears],
        printed: Mapping[int, int],
    ) -> None:
        for each in arrears:
            if each.name == count.name:
                stands = rows_of(self.edition, each.row, each.kind_row, self.answers)
                rows = [printed[row] for row in stands if row in printed]
                number = each.number if column.unit is not Unit.TENGE else each.sum
                self._add(ALIMONY, rows, column.number, number)


def in_execution(
    edition: Edition,
    answers: Answers,
    cells: Mapping[int, Number],
    *,
    voided: Number,
    adjusted: Number,
) -> Number:
    """Column 9 of one row out of its other columns and the sums beside the form (`F4 ¶24`)."""
    at = edition.ledger
    total = (
        cells.get(at.opening, 0)
        + cells.get(at.initiated, 0)
        + cells.get(at.resumed, 0)
        - cells.get(at.sent, 0)
        + adjusted
    )
    if answers["cancelled_initiations"] == "subtracted":
        total -= voided
    if answers["re_initiated"] == "subtracted":
        total -= cells.get(at.re_initiated, 0)
    return total


def _number(column: Column, count: Count, sums: Sums) -> Number:
    if column.unit is not Unit.TENGE:
        return sums.number
    return sums.own if count.summed is Summed.EVENT else sums.claim
