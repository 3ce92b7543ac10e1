"""What a paper consists of: blocks of plain values, the same for a PDF and for a DOCX.

Belongs here: the blocks, and how a typed cell is written in a language. Does not belong here: how a
block looks (`document.typ`, `word.py`) or what any paper says. All words come written; a day or a
number in a table comes as a value and is written here, once for both forms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from babel.numbers import format_decimal

from supervision.core.i18n import _, day, speaking

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]|[\ud800-\udfff]")
_FOREIGN = re.compile(r"[^\n\x20-\u052f\u2000-\u22ff]")


@dataclass(frozen=True)
class Noted:
    """Words of a cell with small words below them; `late` draws the eye to both."""

    words: str
    note: str = ""
    late: bool = False


Cell = str | int | Decimal | date | Noted | None


class Kind(StrEnum):
    """What the cells of a column hold; numbers stand at the right."""

    TEXT = "text"
    WHOLE = "whole"
    TENTH = "tenth"  # a number to one decimal
    MONEY = "money"  # tenge to two decimals
    DAY = "day"


_USUAL, _SMALLEST = 9.0, 5.5  # points of a table's letters
_LETTER = 0.19  # millimetres a letter takes for each point of its size
SHEET = {
    False: 178,
    True: 265,
}  # millimetres a line has on an upright sheet, and on one on its side
_PATTERNS = {Kind.WHOLE: "#,##0", Kind.TENTH: "#,##0.0", Kind.MONEY: "#,##0.00"}


@dataclass(frozen=True)
class Letterhead:
    """Whose paper it is: the office, under the office above it."""

    office: str
    above: str = ""


@dataclass(frozen=True)
class Addressee:
    """To whom, line by line."""

    lines: Sequence[str]


@dataclass(frozen=True)
class Title:
    """What the paper is called, and on what."""

    text: str
    below: str = ""


@dataclass(frozen=True)
class NumberLine:
    """The number, the place and the day, side by side."""

    parts: Sequence[str]


@dataclass(frozen=True)
class Heading:
    """The head of a part."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of running text."""

    text: str


@dataclass(frozen=True)
class Note:
    """Small words aside: where a figure comes from, what is left out."""

    text: str


@dataclass(frozen=True)
class NumberedList:
    """Items numbered from one."""

    items: Sequence[str]


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, what its cells hold, its share of the width.

    `right`: words that are figures, such as a share with its whole, stand at the right as numbers do.
    """

    title: str
    kind: Kind = Kind.TEXT
    width: int = 10
    right: bool = False


@dataclass(frozen=True)
class Table:
    """Typed cells under fixed heads, which are repeated on every page. An empty one says `nothing`."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    caption: str = ""
    nothing: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure in a line, and the cases behind it."""

    label: str
    value: str
    cases: Sequence[str] = ()


@dataclass(frozen=True)
class Signature:
    """The post and the name of who signs; the day where it is not the paper's own."""

    post: str
    name: str
    day: str = ""


Block = (
    Letterhead
    | Addressee
    | Title
    | NumberLine
    | Heading
    | Paragraph
    | Note
    | NumberedList
    | Table
    | Figure
    | Signature
)


@dataclass(frozen=True)
class Document:
    """One paper in one language. `mark` is its number in words, `issued_on` the day in its file.

    `foot` stands at the foot of each page before the word for it; `draft` is the word that marks
    every page of a draft or of the preview of a wording, empty on an issued paper. `wide` lays the
    sheet on its side.
    """

    language: str
    title: str
    mark: str
    office: str
    issued_on: date
    foot: str
    page: str
    draft: str
    blocks: Sequence[Block]
    wide: bool = False


def document(
    blocks: Sequence[Block],
    *,
    language: str,
    title: str,
    office: str,
    issued_on: date,
    mark: str = "",
    draft: bool = False,
    preview: bool = False,
    wide: bool = False,
) -> Document:
    """A paper of these blocks with the words all papers share; drafts and previews are marked on each page.

    `issued_on` must come from the paper, never from the clock, for the same paper to have the same
    bytes. Needs the application's catalogs.
    """
    with speaking(language):
        return Document(
            language=language,
            title=title,
            mark=mark,
            office=office,
            issued_on=issued_on,
            foot=" · ".join(part for part in (title, mark, office) if part),
            page=_("page"),
            draft=_("printing.preview") if preview else _("printing.draft") if draft else "",
            blocks=tuple(blocks),
            wide=wide,
        )


def written(cell: Cell, kind: Kind, language: str) -> str:
    """A cell in words; nothing is a dash. Raises ValueError for a value its column does not hold, and
    for words with a note, which are written as they are (`written_rows`).
    """
    if cell is None:
        return "—"
    if kind is Kind.TEXT and isinstance(cell, str):
        return cell
    if kind is Kind.DAY and isinstance(cell, date):
        return day(cell, language)
    if kind in _PATTERNS and isinstance(cell, (int, Decimal)):
        return str(format_decimal(cell, _PATTERNS[kind], locale=language))
    raise ValueError(f"{type(cell).__name__} is no {kind}")


def written_rows(table: Table, language: str) -> list[list[Noted]]:
    """The rows of a table with each cell in words and the words below it."""
    return [
        [
            cell if isinstance(cell, Noted) else Noted(written(cell, column.kind, language))
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows
    ]


def at_right(column: Column) -> bool:
    """Whether the cells of a column stand at the right: numbers do."""
    return column.right or column.kind in _PATTERNS


def size_of(table: Table, width: float) -> float:
    """The letters of a table in points on a sheet `width` millimetres wide: 9, or smaller where the widths
    of the columns, taken as letters, need it. A word that does not fit would lie over its neighbour.
    """
    fitting = width / (_LETTER * sum(column.width for column in table.columns))
    return round(max(_SMALLEST, min(_USUAL, fitting)), 1)


def printable(words: str) -> str:
    """The words without signs that no form of a paper can hold: control signs, halves of letters."""
    return _UNPRINTABLE.sub("", words)


def legible(words: str) -> str:
    """Words that whoever prints them did not write and cannot mend: a picture or a letter of a foreign
    script, for which there is none in print, stands as a box.
    """
    return _FOREIGN.sub("□", words)


def plain(paper: Document) -> dict[str, Any]:
    """The paper as JSON can hold it, each block with its name; cells already in words."""
    values = {name: getattr(paper, name) for name in paper.__dataclass_fields__ if name != "blocks"}
    return values | {
        "issued_on": paper.issued_on.isoformat(),
        "blocks": [_cleaned(_plain(block, paper)) for block in paper.blocks],
    }


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: _cleaned(inner) for name, inner in value.items()}
    return [_cleaned(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def _plain(block: Block, paper: Document) -> dict[str, Any]:
    if isinstance(block, Table):
        return {
            "block": "Table",
            "caption": block.caption,
            "nothing": block.nothing,
            "heads": [column.title for column in block.columns],
            "widths": [column.width for column in block.columns],
            "right": [at_right(column) for column in block.columns],
            "size": size_of(block, SHEET[paper.wide]),
            "rows": [[asdict(cell) for cell in row] for row in written_rows(block, paper.language)],
        }
    return {"block": type(block).__name__} | asdict(block)
