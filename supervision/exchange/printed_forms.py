"""A printed form as a workbook: a head of merged cells over rows of numbers, ready for paper.

Belongs here: how such a sheet looks, whatever the form. Does not belong here: which columns a form
has, or a plain list (`sheets.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from supervision.exchange.sheets import OPTIONS, sheet_name

Cell = str | int | Decimal
_FIRST_WIDTH, _SECOND_WIDTH, _WIDTH = 46, 6, 12
_A4 = 9
_HEAD_HEIGHT = 120


@dataclass(frozen=True)
class HeadCell:
    """One cell of the head: from its first to its last line and column, counted from 0, and its words."""

    line: int
    column: int
    last_line: int
    last_column: int
    words: str


@dataclass(frozen=True)
class Line:
    """One row of the body: its name, how far it is set in, its number, its cells."""

    name: str
    depth: int
    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True)
class PrintedTable:
    """One sheet: words above, head, the line of column numbers, body. `money` marks columns of tenge."""

    name: str
    above: Sequence[str]
    head: Sequence[HeadCell]
    numbers: Sequence[Cell]
    lines: Sequence[Line]
    money: frozenset[int]


def form_workbook(
    tables: Sequence[PrintedTable], *, about_name: str, about: Sequence[tuple[str, str]]
) -> bytes:
    """The tables, a sheet each, and a last sheet that says what they are."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, OPTIONS)
    looks = _Looks(book)
    for table in tables:
        _write_table(book, looks, table)
    sheet = book.add_worksheet(sheet_name(about_name))
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 110)
    for place, (label, words) in enumerate(about):
        sheet.write_string(place, 0, label, looks.label)
        sheet.write_string(place, 1, words, looks.words)
    book.close()
    return made.getvalue()


class _Looks:
    """The formats of a form, made once a workbook."""

    def __init__(self, book: Any) -> None:
        bordered = {"border": 1, "font_size": 8}
        head = {**bordered, "text_wrap": True, "align": "center", "valign": "vcenter"}
        self.title = book.add_format({"bold": True, "font_size": 12})
        self.label = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
        self.words = book.add_format({"valign": "top", "text_wrap": True})
        self.head = book.add_format(head)
        self.number = book.add_format({**head, "italic": True})
        self.whole = book.add_format({**bordered, "num_format": "#,##0"})
        self.tiyn = book.add_format({**bordered, "num_format": "#,##0.00"})
        self.names = [
            book.add_format({**bordered, "text_wrap": True, "valign": "top", "indent": 2 * depth})
            for depth in range(4)
        ]


def _write_table(book: Any, looks: _Looks, table: PrintedTable) -> None:
    sheet = book.add_worksheet(sheet_name(table.name))
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    for place, words in enumerate(table.above):
        sheet.write_string(place, 0, words, looks.title if place == 0 else None)
    top = len(table.above) + 1
    for cell in table.head:
        _write_head(sheet, looks, cell, top)
    deepest = max(cell.last_line for cell in table.head)
    sheet.set_row(top + deepest, _HEAD_HEIGHT)
    numbered = top + deepest + 1
    for place, number in enumerate(table.numbers):
        _write_cell(sheet, numbered, place, number, looks.number)
    # Tiyn are shown where any sum of the table has them (Q15).
    fine = any(
        value != int(value)
        for line in table.lines
        for value in line.cells
        if not isinstance(value, str)
    )
    for place, line in enumerate(table.lines, start=numbered + 1):
        sheet.write_string(place, 0, line.name, looks.names[min(line.depth, 3)])
        sheet.write_number(place, 1, line.number, looks.number)
        for column, value in enumerate(line.cells, start=2):
            money = column - 1 in table.money
            _write_cell(sheet, place, column, value, looks.tiyn if money and fine else looks.whole)
    sheet.set_column(0, 0, _FIRST_WIDTH)
    sheet.set_column(1, 1, _SECOND_WIDTH)
    sheet.set_column(2, len(table.numbers) - 1, _WIDTH)
    sheet.freeze_panes(numbered + 1, 2)
    sheet.repeat_rows(top, numbered)


def _write_head(sheet: Any, looks: _Looks, cell: HeadCell, top: int) -> None:
    if (cell.line, cell.column) == (cell.last_line, cell.last_column):
        sheet.write_string(top + cell.line, cell.column, cell.words, looks.head)
        return
    place = (top + cell.line, cell.column, top + cell.last_line, cell.last_column)
    sheet.merge_range(*place, cell.words, looks.head)


def _write_cell(sheet: Any, line: int, column: int, value: Cell, look: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(line, column, value, look)
    else:
        sheet.write_number(line, column, value, look)
