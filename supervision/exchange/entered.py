"""A register written as the sheet by which its rows could be sent in: every column of the entry.

Belongs here: columns and cells made of a room's declaration of a sheet. Does not belong here: which
rows (the register's own), or what an entry holds (the room's `importing.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from supervision.core.i18n import _
from supervision.core.paging import Page
from supervision.exchange.exportables import Cells, Exportable, Reading, ReadPage, paged
from supervision.exchange.importables import Field, Importable, Values, What
from supervision.exchange.sheets import Column, Kind

_KINDS = {What.DAY: Kind.DAY, What.WHOLE: Kind.WHOLE, What.SUM: Kind.TENGE}


class Row(Protocol):
    """A line of a register."""

    @property
    def id(self) -> int:
        """The thing it is of."""


@dataclass(frozen=True)
class Entries:
    """What a register holds as it was entered: `read` is its page, `values` the entries of things."""

    importable: Importable
    read: Callable[[Reading], Callable[..., Page[Any]]]
    values: Callable[[Reading, Sequence[int]], Sequence[Values]]


def as_entered(kind: str, title: str, entries: Entries) -> Exportable:
    """The register with the columns of its sheet, in the reader's language."""
    fields = entries.importable.fields

    def columns() -> list[Column]:
        return [Column(_(field.title), _KINDS.get(field.what, Kind.TEXT)) for field in fields]

    def read(at: Reading) -> ReadPage:
        words = {field.name: dict(field.choices()) for field in fields}

        def write(rows: Sequence[Row]) -> list[Cells]:
            found = entries.values(at, [row.id for row in rows])
            return [
                tuple(_cell(field, each.get(field.name), words[field.name]) for field in fields)
                for each in found
            ]

        return paged(entries.read(at), write)

    return Exportable(kind, title, columns, read)


def _cell(field: Field, value: Any, words: dict[str, str]) -> Any:
    """A value as a cell: what a list holds in its words, the rest as it is."""
    if field.what is What.YES_NO:
        return _("yes") if value else _("no")
    if field.what is What.CHOICE:
        return words.get(value, value) if value else ""
    if field.what is What.CHOICES:
        return "; ".join(words.get(each, each) for each in value or ())
    return value
