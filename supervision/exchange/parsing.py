"""Reads a sheet into lines of JSON: a program of its own, because a file may be made to harm.

    python -m supervision.exchange.parsing xlsx < file

Belongs here: opening the file under a limit of memory and time, and cells as plain text. Does not
belong here: what a column means. The first line is the head; each other one is [number, cells]. A
cell is a text; days are written 2026-11-20. Exit 0 done, 1 a finding: its name is the last line.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from supervision.core.texts import written
from supervision.exchange.csv_text import unguarded

MEMORY = 768 * 1024**2
SECONDS = 60
LONGEST_CELL = 10_000
MOST_COLUMNS = 100
MOST_ROWS = 100_000
_ENCODINGS = ("utf-8-sig", "cp1251")
_SEPARATORS = ";\t,"


class Finding(Exception):
    """Why the file cannot be read; the name of a message."""


def lines_of(form: str, content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything with their numbers as a spreadsheet counts them, the head first."""
    rows = _workbook(content) if form == "xlsx" else _csv(content)
    many = 0
    for number, row in enumerate(rows, start=1):
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            raise Finding("columns")
        if max(map(len, cells)) > LONGEST_CELL:
            raise Finding("long")
        many += 1
        if many > MOST_ROWS + 1:
            raise Finding("rows")
        yield number, cells


def _workbook(content: bytes) -> Iterator[Iterable[object]]:
    """The first sheet that is seen; a hidden one is nobody's list."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible is SheetVisibleEnum.Visible
        ]
        if not shown:
            raise Finding("hidden")
        sheet = book.get_sheet_by_name(shown[0])
        left = [""] * (sheet.start or (0, 0))[1]
        for row in sheet.iter_rows():  # from the first row on, but from the first filled column
            yield left + list(row)
    except (CalamineError, OSError, ValueError, OverflowError):
        raise Finding("damaged") from None


def _csv(content: bytes) -> Iterator[Iterable[object]]:
    text = _decoded(content)
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    csv.field_size_limit(LONGEST_CELL * 4)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        for row in reader:
            yield [unguarded(cell) for cell in row]
    except csv.Error:
        raise Finding("damaged") from None


def _decoded(content: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Finding("encoding")


def _text(value: object) -> str:
    """A cell as text: a whole number without a point, a day without a time."""
    if type(value) is str and value.isprintable() and "  " not in value:
        return value.strip()  # most cells: nothing in them to mend
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return " ".join(written(str(value)).split())


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(arguments: list[str]) -> int:
    """Read standard input, write lines to standard output."""
    _limit()
    out, line = sys.stdout.buffer, json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
    try:
        for row in lines_of(arguments[0], sys.stdin.buffer.read()):
            out.write(line(row).encode() + b"\n")
    except Finding as finding:
        out.write(line(str(finding)).encode() + b"\n")
        return 1
    except (MemoryError, RecursionError):
        out.write(b'"large"\n')
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
