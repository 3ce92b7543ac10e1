"""What may be taken away: one declaration a register, made by its room.

Belongs here: the shape of a declaration, the walk through all pages of a list, and the file made of
it. Does not belong here: any declaration. A register is read by the very functions its page is read
by, so a file can show nothing else than the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, NamedTuple, TypeVar, cast
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.clock import moment_in
from supervision.core.errors import NotFound, Refused
from supervision.core.i18n import _, day
from supervision.core.paging import Cursor, Page
from supervision.exchange import csv_text, sheets
from supervision.exchange.rules import Form
from supervision.exchange.sheets import Column

EXTENSION = "exportables"
PAGE = 500
Row = TypeVar("Row")
Cells = tuple[Any, ...]
# One page of a list, written as cells, and the cursor of the next one; None: that was all.
ReadPage = Callable[[Cursor | None], tuple[list[Cells], str | None]]


class Reading(NamedTuple):
    """For whom a list is read, and when; its filters stand in the address, as on the page."""

    session: Session
    actor: Actor
    language: str
    today: date
    zone: ZoneInfo

    def wall_clock(self, moment: datetime | None) -> datetime | None:
        """A moment as a cell holds it: on the wall clock of the office's seat."""
        return None if moment is None else moment_in(self.zone, moment).replace(tzinfo=None)


@dataclass(frozen=True)
class Exportable:
    """One register: its name in addresses, its title, its columns, and how its page is read.

    `chosen` says in words, label by label, what the address narrows it to, where the room tells it.
    """

    kind: str
    title: str
    columns: Callable[[], Sequence[Column]]
    read: Callable[[Reading], ReadPage]
    chosen: Callable[[Reading], Sequence[tuple[str, str]]] | None = None


def paged(
    read: Callable[..., Page[Row]], write: Callable[[Sequence[Row]], list[Cells]]
) -> ReadPage:
    """A list read page by page: `read(cursor=…, size=…)` as the page does, `write` makes cells."""

    def one(cursor: Cursor | None) -> tuple[list[Cells], str | None]:
        page = read(cursor=cursor, size=PAGE)
        return write(page.rows), page.after

    return one


class TooMany(Refused):
    """The list is longer than asked for."""


def exportable_of(kind: str) -> Exportable:
    """The declaration of that name; raises NotFound."""
    found = all_exportables().get(kind)
    if found is None:
        raise NotFound
    return found


def all_exportables() -> Mapping[str, Exportable]:
    """Every declaration the application was put together with."""
    return cast(Mapping[str, Exportable], current_app.extensions[EXTENSION])


def make(
    exportable: Exportable,
    reading: Reading,
    form: Form,
    *,
    most: int,
    progress: Callable[[int], None] = lambda rows: None,  # noqa: ARG005 — named by keyword readers
) -> tuple[bytes, int]:
    """The file with the whole list and the number of its rows; speaks the current language.

    `progress` is told after each page how many rows are written. Raises `TooMany` past `most` rows.
    """
    out, columns = BytesIO(), exportable.columns()
    rows = _walk(exportable.read(reading), most, progress)
    if form is Form.CSV:
        return _bytes(out, csv_text.write_csv(out, columns, rows))
    title = _(exportable.title)

    def about(many: int) -> list[tuple[str, str]]:
        return [
            (_("List"), title),
            (_("Taken by"), reading.actor.name),
            (_("Office"), reading.actor.office_name),
            (_("As of"), day(reading.today, reading.language)),
            (_("Rows"), str(many)),
        ]

    many = sheets.write_workbook(
        out, title, columns, rows, about_name=_("About this sheet"), about=about
    )
    return _bytes(out, many)


def rows_of(exportable: Exportable, reading: Reading, *, most: int) -> list[Cells]:
    """The whole list as cells; speaks the current language. Raises `TooMany` past `most` rows."""
    return list(_walk(exportable.read(reading), most, lambda _rows: None))


def _bytes(out: BytesIO, rows: int) -> tuple[bytes, int]:
    return out.getvalue(), rows


def _walk(read: ReadPage, most: int, progress: Callable[[int], None]) -> Iterator[Cells]:
    cursor, many, seen = None, 0, ""
    while True:
        cells, after = read(cursor)
        many += len(cells)
        if many > most:
            raise TooMany("The list has more than %(most)s rows: narrow it first.", most=str(most))
        yield from cells
        progress(many)
        if after is None or after == seen:
            return
        cursor, seen = Cursor.parse(after), after
