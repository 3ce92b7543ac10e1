"""Tables of Form No. 4 with numbers in them, our own or somebody else's.

Belongs here: cells, and the sums beside the form that our own tables know. Does not belong here:
how a number came about (`adding.py`) and whether it can be true (`controls/`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from supervision.law.form4.model import TABLES, Edition

Number = int | Decimal
Cells = Mapping[str, Mapping[int, Mapping[int, Number]]]


class Beside(StrEnum):
    """Sums that the printed form does not show, by table and row."""

    VOIDED = "voided"  # part 6i of column 6: initiation rulings cancelled in the period
    ADJUSTED = "adjusted"  # by how much open claims grew in the period: accruals, changes
    RESUMED_UNTIL = "resumed_until"  # column 7 of this and all earlier periods
    REOPENED_UNTIL = "reopened_until"  # part 6e of this and all earlier periods
    EXECUTED_UNTIL = "executed_until"  # column 12 of this and all earlier periods
    PRIVATE_SANCTION = "private_sanction"  # part of T2.c25 on documents of private bailiffs


class Cell(NamedTuple):
    """A place of the form: table, printed row, column."""

    table: str
    row: int
    column: int


@dataclass(frozen=True)
class Filled:
    """The three tables of one unit or sub-tree and period; an absent cell is zero.

    `own` tables were added up here and know the sums `beside` the form; imported ones do not.
    """

    edition: Edition
    cells: Cells
    own: bool = False
    beside: Mapping[Beside, Mapping[str, Mapping[int, Number]]] = field(default_factory=dict)

    def at(self, table: str, row: int, column: int) -> Number:
        """The number of a cell."""
        return self.cells.get(table, {}).get(row, {}).get(column, 0)

    def off(self, name: Beside, table: str, row: int) -> Number:
        """A sum beside the form; zero for imported tables."""
        return self.beside.get(name, {}).get(table, {}).get(row, 0)

    def differing(self, other: Filled) -> list[Cell]:
        """The cells in which two filled forms differ, in the order of the form."""
        return [
            Cell(name, row, column.number)
            for name in TABLES
            for row in self.edition.tables[name].numbers
            for column in self.edition.tables[name].columns
            if self.at(name, row, column.number) != other.at(name, row, column.number)
        ]

    def printed(self) -> dict[str, dict[str, dict[str, Number]]]:
        """Every cell by table, row and column, zeros too: the shape of the JSON."""
        return {
            name: {
                str(row): {
                    str(column.number): self.at(name, row, column.number)
                    for column in table.columns
                }
                for row in table.numbers
            }
            for name, table in self.edition.tables.items()
        }
