"""A list as CSV that a spreadsheet opens as it was meant: typed, and with nothing it would reckon.

Belongs here: the one writer of CSV, and taking back what it put before a text. Does not belong
here: which columns a room has. UTF-8 with a mark at its start, parted by semicolons, as
spreadsheets in Kazakhstan expect; every text stands in quotes, so no other parting tears it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from supervision.exchange.sheets import Column, Kind

CONTENT_TYPE = "text/csv; charset=utf-8"
DELIMITER = ";"
GUARD = "'"
# What makes a spreadsheet reckon a text, also in full width, and the guard itself.
_RECKONED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", GUARD)


def write_csv(out: IO[bytes], columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> int:
    """Write the list row by row; returns how many rows there were.

    A cell is None, or a value of its column's kind. Raises ValueError for another one.
    """
    text = io.TextIOWrapper(out, "utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=DELIMITER, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([guarded(column.title) for column in columns])
    many = 0
    for row in rows:
        cells = zip(columns, row, strict=True)
        writer.writerow([_cell(column.kind, value) for column, value in cells])
        many += 1
    text.flush()
    text.detach()
    return many


def guarded(text: str) -> str:
    """The text with a guard before it when a spreadsheet would reckon it: `'=1+1`, `'+7 701 …`."""
    return GUARD + text if text.lstrip(" \xa0\ufeff").startswith(_RECKONED) else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    bare = text.removeprefix(GUARD)
    return bare if guarded(bare) == text else text


def _cell(kind: Kind, value: Any) -> Any:
    if value is None:
        return ""
    if kind is Kind.TEXT and isinstance(value, str):
        return guarded(value)
    if kind is Kind.MOMENT and isinstance(value, datetime):
        return f"{value:%d.%m.%Y %H:%M}"
    if kind is Kind.DAY and isinstance(value, date):
        return f"{value.day:02}.{value.month:02}.{value.year:04}"
    if kind in (Kind.WHOLE, Kind.TENTH, Kind.TENGE) and isinstance(value, (int, Decimal)):
        return value
    raise ValueError(f"{type(value).__name__} is no {kind}")
