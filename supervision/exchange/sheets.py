"""A list as an XLSX workbook: typed cells, a fixed head, and nothing that would ever be reckoned.

Belongs here: the one writer of sheets. Does not belong here: which columns a room has.

A text stays a text whatever it begins with: a name like `=1+1` is shown, never computed, and no
text becomes a link or a number by its looks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from typing import IO, Any

import xlsxwriter
from flask import Response

from supervision.core.errors import Refused

MOST_ROWS = 20_000  # a workbook is made in memory; a longer list is narrowed first
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST = 32_767  # letters a cell holds
_NAME_LONGEST = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# A long list is written row by row and never held whole.
_LONG = {**OPTIONS, "in_memory": False, "constant_memory": True}


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    WHOLE = "whole"
    TENTH = "tenth"  # a number to one decimal
    TENGE = "tenge"  # a sum of tenge and tiyn
    DAY = "day"
    MOMENT = "moment"  # a wall clock's day and time, without a zone


_FORMATS = {
    Kind.TEXT: {"text_wrap": True, "valign": "top"},
    Kind.WHOLE: {"num_format": "0", "valign": "top"},
    Kind.TENTH: {"num_format": "0.0", "valign": "top"},
    Kind.TENGE: {"num_format": "#,##0.00", "valign": "top"},
    Kind.DAY: {"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"},
    Kind.MOMENT: {"num_format": "dd.mm.yyyy hh:mm", "valign": "top", "align": "left"},
}


@dataclass(frozen=True)
class Column:
    """One column: its head in the reader's language, what it holds, its width in letters."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 18


def demand_room(rows: int) -> None:
    """Refuse a list that is longer than a workbook takes."""
    if rows > MOST_ROWS:
        raise Refused(
            "The list has %(rows)s rows and a workbook takes %(most)s: narrow it first.",
            rows=str(rows),
            most=str(MOST_ROWS),
        )


About = Sequence[tuple[str, str]]


def workbook(
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    about_name: str,
    about: About,
) -> bytes:
    """The list on its first sheet under a fixed head; on the second what the list is.

    A cell is None, or a value of its column's kind. Raises ValueError for another one.
    """
    made = BytesIO()
    write_workbook(made, name, columns, rows, about_name=about_name, about=lambda _rows: about)
    return made.getvalue()


def write_workbook(
    out: IO[bytes],
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    about_name: str,
    about: Callable[[int], About],
) -> int:
    """The same written into `out` row by row, however many there are; returns their number.

    `about` is told the number. Raises ValueError for a cell of another kind than its column's.
    """
    book = xlsxwriter.Workbook(out, _LONG)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    formats = {kind: book.add_format(look) for kind, look in _FORMATS.items()}
    sheet = book.add_worksheet(sheet_name(name))
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.title[:_LONGEST], head)
    sheet.freeze_panes(1, 0)
    many = 0
    for many, row in enumerate(rows, start=1):
        for place, (column, value) in enumerate(zip(columns, row, strict=True)):
            _write(sheet, (many, place), column.kind, value, formats[column.kind])
    sheet.autofilter(0, 0, many, len(columns) - 1)
    _tell(book, about_name, about(many), head, formats[Kind.TEXT])
    book.close()
    return many


def _write(sheet: Any, place: tuple[int, int], kind: Kind, value: Any, look: Any) -> None:
    if value is None:
        sheet.write_blank(*place, None, look)
    elif kind is Kind.TEXT and isinstance(value, str):
        sheet.write_string(*place, value[:_LONGEST], look)
    elif kind is Kind.MOMENT and isinstance(value, datetime):
        sheet.write_datetime(*place, value, look)
    elif kind is Kind.DAY and isinstance(value, date):
        sheet.write_datetime(*place, datetime.combine(value, time()), look)
    elif kind in (Kind.WHOLE, Kind.TENTH, Kind.TENGE) and isinstance(value, (int, Decimal)):
        sheet.write_number(*place, value, look)
    else:
        raise ValueError(f"{type(value).__name__} is no {kind}")


def _tell(book: Any, name: str, about: About, head: Any, look: Any) -> None:
    """The second sheet: what the list is, of which days, by which computation."""
    sheet = book.add_worksheet(sheet_name(name))
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 80)
    for place, (label, words) in enumerate(about):
        sheet.write_string(place, 0, label, head)
        sheet.write_string(place, 1, words[:_LONGEST], look)


def sheet_name(name: str) -> str:
    """The name as a sheet may bear it: short, without the signs a workbook forbids."""
    return _NOT_IN_NAMES.sub(" ", name).strip()[:_NAME_LONGEST] or "1"


def as_download(content: bytes, filename: str, content_type: str = CONTENT_TYPE) -> Response:
    """The answer that carries a sheet, named in plain Latin letters (RFC 6266)."""
    if not re.fullmatch(r"[A-Za-z0-9._-]+", filename):
        raise ValueError(f"not a plain name: {filename!r}")
    answer = Response(content, content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
