"""Keyset paging: pages that stay quick however deep, with no OFFSET and no total count.

Belongs here: cursors and the cutting of a page. Does not belong here: a room's columns.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, tuple_

Row = TypeVar("Row")
PAGE_SIZE = 50


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list and the cursors of its neighbours (None where there is none)."""

    rows: Sequence[Row]
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Cursor:
    """A place in a sorted list: the sort value and id of a row, and the direction to walk."""

    value: str | int
    row_id: int
    backwards: bool = False

    def __str__(self) -> str:
        raw = json.dumps([self.value, self.row_id, int(self.backwards)], ensure_ascii=False)
        return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str | None) -> Cursor | None:
        """The cursor a link carried, or None for the first page and for anything unreadable."""
        if not text or len(text) > 400:
            return None
        try:
            raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            value, row_id, backwards = json.loads(raw)
        except (ValueError, TypeError, binascii.Error):
            return None
        if not isinstance(value, (str, int)) or not isinstance(row_id, int):
            return None
        if abs(row_id) >= 2**63 or (isinstance(value, str) and "\x00" in value):
            return None
        if isinstance(value, int) and abs(value) >= 2**63:
            return None
        return cls(value, row_id, bool(backwards))


def cut(
    statement: Select[Any],
    *,
    sort: ColumnElement[Any],
    row_id: ColumnElement[int],
    descending: bool,
    cursor: Cursor | None,
    size: int = PAGE_SIZE,
) -> Select[Any]:
    """The statement narrowed to one page, with one row more, which tells that another follows."""
    downwards = descending
    if cursor is not None:
        downwards = descending is not cursor.backwards
        value: Any = cursor.value
        if sort.type.python_type is date:
            try:
                value = date.fromisoformat(str(cursor.value))
            except ValueError:
                cursor = None
        elif sort.type.python_type is not type(value):
            cursor = None
        if cursor is not None:
            here = tuple_(sort, row_id)
            there = tuple_(value, cursor.row_id)
            statement = statement.where(here < there if downwards else here > there)
        else:
            downwards = descending
    order = [sort.desc(), row_id.desc()] if downwards else [sort.asc(), row_id.asc()]
    return statement.order_by(*order).limit(size + 1)


def page_of(
    rows: Sequence[Row],
    *,
    key: Any,
    cursor: Cursor | None,
    size: int = PAGE_SIZE,
) -> Page[Row]:
    """The page out of the rows `cut` fetched; `key(row)` gives (sort value, id) of a row."""
    more = len(rows) > size
    shown = list(rows[:size])
    backwards = cursor is not None and cursor.backwards
    if backwards:
        shown.reverse()
    has_before = more if backwards else cursor is not None
    has_after = True if backwards else more
    return Page(
        shown,
        str(_cursor(key(shown[0]), backwards=True)) if shown and has_before else None,
        str(_cursor(key(shown[-1]), backwards=False)) if shown and has_after else None,
    )


def _cursor(place: tuple[Any, int], *, backwards: bool) -> Cursor:
    value, row_id = place
    return Cursor(value.isoformat() if isinstance(value, date) else value, row_id, backwards)
