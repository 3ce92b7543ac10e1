"""An extract as a paper: the columns of a register's file become the columns of its table.

Belongs here: from cells of a sheet to cells of a paper. Does not belong here: reading rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from supervision.core.i18n import _, day, day_long, ngettext_, speaking
from supervision.exchange.exportables import Cells
from supervision.exchange.sheets import Column as SheetColumn
from supervision.exchange.sheets import Kind as SheetKind
from supervision.offices.models import Office
from supervision.printing.document import (
    Cell,
    Column,
    Document,
    Kind,
    Letterhead,
    NumberLine,
    Paragraph,
    Signature,
    Table,
    Title,
    document,
    legible,
    written,
)

_KINDS = {
    SheetKind.TEXT: Kind.TEXT,
    SheetKind.WHOLE: Kind.TEXT,  # a year is a whole number too, and is not written 2 026
    SheetKind.TENTH: Kind.TENTH,
    SheetKind.TENGE: Kind.MONEY,
    SheetKind.DAY: Kind.DAY,
    SheetKind.MOMENT: Kind.TEXT,
}
WIDEST, WIDEST_OF_MANY = 26, 16  # letters of a column: a longer text wraps
MANY = 9  # columns of which each has less


def extract(
    title: str,
    columns: Sequence[SheetColumn],
    rows: Sequence[Cells],
    *,
    about: str,
    office: Office,
    signer: tuple[str, str],
    number: str,
    on: date,
    language: str,
) -> Document:
    """The extract of a register in one language; `about` says by what its rows were chosen, `signer` is
    the post and the name of who takes it.
    """
    with speaking(language):
        named, called = office.name_in(language), _("Extract from a register")
        mark = _("No. %(number)s", number=number) if number else ""
        return document(
            (
                Letterhead(named),
                Title(called, title),
                NumberLine((mark, office.seat_in(language), day_long(on, language))),
                *([Paragraph(about)] if about else []),
                _table(columns, [_cells(columns, row) for row in rows], language),
                Paragraph(ngettext_("%(num)s row in all.", "%(num)s rows in all.", len(rows))),
                Signature(*signer),
            ),
            language=language,
            title=f"{called}: {title}",
            office=named,
            issued_on=on,
            mark=mark,
            wide=True,
        )


def _table(columns: Sequence[SheetColumn], rows: Sequence[Sequence[Cell]], language: str) -> Table:
    """The rows under their numbers; each column as wide as its longest word, and wider for long texts."""
    kinds = [_KINDS[column.kind] for column in columns]
    said = [
        [written(row[place], kind, language) for row in rows] for place, kind in enumerate(kinds)
    ]
    widest = WIDEST if len(columns) <= MANY else WIDEST_OF_MANY
    widths = [
        _width(column.title, cells, widest) for column, cells in zip(columns, said, strict=True)
    ]
    return Table(
        columns=[
            Column("№", Kind.WHOLE, 4),
            *(
                Column(column.title, kind, width, right=column.kind is SheetKind.WHOLE)
                for column, kind, width in zip(columns, kinds, widths, strict=True)
            ),
        ],
        rows=[(place, *row) for place, row in enumerate(rows, start=1)],
        nothing=_("None."),
    )


def _width(title: str, cells: Sequence[str], widest: int) -> int:
    """Letters of a column: no word is broken, and a text up to the widest stands in one line."""
    longest_word = max(len(word) for text in (title, *cells) for word in (text.split() or [""]))
    longest_cell = max((len(cell) for cell in cells), default=0)
    return max(longest_word, min(longest_cell, widest)) + 2


def _cells(columns: Sequence[SheetColumn], row: Sequence[Any]) -> Sequence[Cell]:
    """The cells of a row; moments and whole numbers are written as a sheet writes them."""
    return [_cell(column, value) for column, value in zip(columns, row, strict=True)]


def _cell(column: SheetColumn, value: Any) -> Cell:
    if column.kind is SheetKind.MOMENT:
        return _moment(value)
    if column.kind is SheetKind.WHOLE and value is not None:
        return str(value)
    return legible(value) if isinstance(value, str) else value


def _moment(value: datetime | None) -> str | None:
    return None if value is None else f"{day(value.date())} {value:%H:%M}"
