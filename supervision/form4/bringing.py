"""A filled workbook of the form read back into plain tables, whoever filled it.

Belongs here: finding the three tables on their sheets by their own numbers, and each cell that is no
number. Does not belong here: judging the tables (`law/form4/controls`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from supervision.core.errors import Problem, Refused
from supervision.law.form4.filled import Filled, Number
from supervision.law.form4.model import Edition, Table

LARGEST = Decimal(10) ** 16
_FINEST = Decimal("0.0000001")  # a workbook stores binary numbers; their last digits are noise
_MOST_PROBLEMS = 30
_MOST_ROWS, _MOST_COLUMNS = 2000, 200
Rows = Sequence[Sequence[Any]]


def read_form(content: bytes, edition: Edition) -> Filled:
    """The form of a workbook whose sheets hold the tables in their order.

    A table is found by its line of column numbers (1, 2, 3 …) and its rows by the number beside their
    name, so that titles, blank lines and languages do not matter. Raises Refused naming sheet, row and
    column of what cannot be read.
    """
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
    except (CalamineError, ValueError, OSError) as broken:
        raise Refused("This is no workbook (XLSX) that can be read.", field="file") from broken
    found: dict[str, dict[int, dict[int, Number]]] = {}
    problems: list[Problem] = []
    wanted = list(edition.tables.values())
    for name, sheet in sheets:
        if not wanted:
            break
        if sheet.total_height > _MOST_ROWS or sheet.total_width > _MOST_COLUMNS:
            raise Refused(
                "The sheet %(sheet)s is larger than the form.", field="file", sheet=str(name)
            )
        rows = sheet.to_python(skip_empty_area=False)
        head = _head_of(rows, wanted[0])
        if head is None:
            continue
        table = wanted.pop(0)
        found[table.name] = _read_table(rows, head, table, str(name), problems)
    for table in wanted:
        problems.append(
            Problem(
                "Table %(number)s is not in the workbook: its line of column numbers was not found.",
                "file",
                {"number": table.name[-1]},
            )
        )
    if problems:
        raise Refused.because(problems[:_MOST_PROBLEMS])
    return Filled(edition, found)


def _head_of(rows: Rows, table: Table) -> tuple[int, int] | None:
    """The line and column at which the numbers 1 … n of the table's columns begin."""
    numbers = [column.number for column in table.columns]
    for line, cells in enumerate(rows):
        for start in range(2, len(cells) - len(numbers) + 1):
            if [_whole(cell) for cell in cells[start : start + len(numbers)]] == numbers:
                after = cells[start + len(numbers) :]
                if not after or _whole(after[0]) is None:
                    return line, start
    return None


def _read_table(
    rows: Rows, head: tuple[int, int], table: Table, sheet: str, problems: list[Problem]
) -> dict[int, dict[int, Number]]:
    top, start = head
    found: dict[int, dict[int, Number]] = {}
    for line, cells in enumerate(rows[top + 1 :], start=top + 2):
        row = _whole(cells[start - 1]) if len(cells) >= start else None
        if row is None or row not in table.numbers:
            continue
        if row in found:
            problems.append(
                _problem(
                    "The row %(row)s stands twice (sheet %(sheet)s, line %(line)s).",
                    sheet,
                    line,
                    row=str(row),
                )
            )
            continue
        found[row] = dict(_read_row(cells, start, table, sheet, line, problems))
    missing = [str(row) for row in table.numbers if row not in found]
    if missing:
        problems.append(
            _problem(
                "These rows are missing: %(rows)s (sheet %(sheet)s).",
                sheet,
                0,
                rows=", ".join(missing),
            )
        )
    return found


def _read_row(
    cells: Sequence[Any],
    start: int,
    table: Table,
    sheet: str,
    line: int,
    problems: list[Problem],
) -> Iterator[tuple[int, Number]]:
    for place, column in enumerate(table.columns, start=start):
        value = cells[place] if place < len(cells) else ""
        number = _number(value)
        if number is None:
            problems.append(
                _problem(
                    "Column %(column)s holds “%(value)s”, which is no number "
                    "(sheet %(sheet)s, line %(line)s).",
                    sheet,
                    line,
                    column=str(column.number),
                    value=str(value)[:40],
                )
            )
        elif number:
            yield column.number, number


def _problem(words: str, sheet: str, line: int, **params: str) -> Problem:
    return Problem(words, "file", {"sheet": sheet, "line": str(line), **params})


def _whole(cell: Any) -> int | None:
    """A row's or column's own number, written as a number or as text."""
    number = _number(cell) if cell not in ("", None) else None
    return number if isinstance(number, int) else None


def _number(cell: Any) -> Number | None:
    """The number of a cell: nothing and a dash are zero; None for anything else."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        text = repr(cell)
    elif isinstance(cell, str):
        text = "".join(cell.split()).replace(",", ".")
        if text in ("", "-", "–", "—", "x", "х", "X", "Х"):
            return 0
    else:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value) >= LARGEST:
        return None
    value = value.quantize(_FINEST).normalize() if value != int(value) else value
    return int(value) if value == int(value) else value
