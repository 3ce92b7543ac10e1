"""What a control is given and what it finds: the case it judges, and each failure with its values.

Belongs here: values without behaviour beyond reading themselves. Does not belong here: a comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from supervision.law.form4.filled import Beside, Cell, Filled, Number
from supervision.law.form4.model import Answers, Check, Edition, Severity


class Relation(StrEnum):
    """How the value should have stood to what it was compared with."""

    EQUAL = "equal"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    WHOLE = "whole"  # a whole number that is not negative
    MONEY = "money"  # not negative, at most two decimals
    POSITIVE = "positive"


@dataclass(frozen=True, slots=True)
class Term:
    """One number of the other side of a comparison: a cell or a sum beside the form, and its sign.

    `earlier` says that it is a number of the period before.
    """

    value: Number
    cell: Cell | None = None
    beside: Beside | None = None
    sign: int = 1
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A control that does not hold in one cell: what stands there and what it was compared with."""

    control: str
    severity: Severity
    cell: Cell
    value: Number
    relation: Relation
    against: Number
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a shape found before the control's name is put to it."""

    cell: Cell
    value: Number
    relation: Relation
    against: Number
    terms: tuple[Term, ...] = ()
    severity: Severity | None = None


@dataclass(frozen=True)
class Case:
    """The tables judged, by which answers, after which tables of earlier periods.

    `previous` is the period that ends where this one begins; `earlier` all periods before this one
    that are known, for imported tables. `nationwide` says that the unit is the whole country.
    """

    filled: Filled
    answers: Answers
    previous: Filled | None = None
    earlier: tuple[Filled, ...] = field(default=())
    nationwide: bool = False

    @property
    def edition(self) -> Edition:
        """The edition of the tables."""
        return self.filled.edition

    def at(self, cell: Cell) -> Number:
        """The number of a cell."""
        return self.filled.at(*cell)

    def term(self, cell: Cell, sign: int = 1) -> Term:
        """A cell as one number of a comparison."""
        return Term(self.at(cell), cell=cell, sign=sign)

    def rows(self, check: Check, table: str) -> Iterator[int]:
        """The printed rows of a table a check applies to."""
        natures = set(check.natures)
        for row in self.edition.tables[table].numbers:
            form_row = self.edition.tables[table].form_row(row)
            if (
                (not check.rows or row in check.rows)
                and row not in check.except_rows
                and (not natures or self.edition.rows[form_row].nature in natures)
            ):
                yield row

    def columns(self, check: Check, table: str) -> Iterator[int]:
        """The columns of a table a check applies to."""
        for column in self.edition.tables[table].columns:
            if (
                not check.columns or column.number in check.columns
            ) and column.number not in check.except_columns:
                yield column.number

    def cells(self, check: Check) -> Iterator[Cell]:
        """Every cell a check applies to."""
        for table in check.tables:
            for row in self.rows(check, table):
                for column in self.columns(check, table):
                    yield Cell(table, row, column)


def total(terms: tuple[Term, ...]) -> Number:
    """The terms added up with their signs."""
    return sum((term.sign * term.value for term in terms), 0)
