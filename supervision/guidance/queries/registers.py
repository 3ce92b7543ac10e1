"""Lists and single records of a register; row-level security keeps them to the offices seen."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from supervision.core.errors import NotFound
from supervision.core.paging import PAGE_SIZE, Cursor, Page, cut, page_of
from supervision.core.searching import query_words
from supervision.duties.queries import office_name
from supervision.guidance.models import TABLES, Record
from supervision.guidance.rules.shape import Register, Tally
from supervision.offices.models import Office

LARGEST_ID = 2**63 - 1


class Row(NamedTuple):
    """One record as lists show it; `values` are those of the register's list by field."""

    id: int
    office_name: str
    state: str
    on: date
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; None and "" narrow nothing.

    `office_ids` are an office and those below it. Days are those under which records stand, or, with
    a `tally`, those by which it counts.
    """

    text: str = ""
    office_ids: Sequence[int] | None = None
    state: str | None = None
    code: str | None = None
    since: date | None = None
    until: date | None = None
    tally: Tally | None = None


def get(session: Session, register: Register, record_id: int) -> Record:
    """The record, if the scope shows it; raises NotFound otherwise."""
    table, found = TABLES[register.kind], None
    if record_id <= LARGEST_ID:
        found = session.scalars(select(table).where(table.id == record_id)).first()
    if found is None:
        raise NotFound
    return found


def get_for_change(session: Session, register: Register, record_id: int) -> Record:
    """The record as it stands now, held against other writers; raises NotFound."""
    table = TABLES[register.kind]
    found = session.scalars(
        select(table)
        .where(table.id == record_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise NotFound
    return found


def made_before(
    session: Session, register: Register, author_office_id: int, key: uuid.UUID
) -> Record | None:
    """The record that a form sent before with this key has made."""
    table = TABLES[register.kind]
    return session.scalars(
        select(table).where(
            table.author_office_id == author_office_id, table.idempotency_key == key
        )
    ).first()


def page(
    session: Session,
    register: Register,
    filters: Filters,
    *,
    sort: str,
    descending: bool,
    cursor: Cursor | None,
    language: str,
    size: int = PAGE_SIZE,
) -> Page[Row]:
    """One page of a list; `sort` is "on" (the day of a record) or "entered"."""
    table = TABLES[register.kind]
    narrowed = cut(
        _listed(register, filters, language),
        sort=table.on_day.expression if sort == "on" else table.id.expression,
        row_id=table.id.expression,
        descending=descending,
        cursor=cursor,
        size=size,
    )
    rows = _rows(session, register, narrowed)
    return page_of(
        rows, key=lambda row: (row.on if sort == "on" else row.id, row.id), cursor=cursor, size=size
    )


def conditions(register: Register, filters: Filters) -> Iterator[ColumnElement[bool]]:
    """What a record must meet to stand in the list."""
    table = TABLES[register.kind]
    if filters.office_ids is not None:
        yield table.office_id.in_(filters.office_ids)
    if filters.state is not None:
        yield table.state == filters.state
    if filters.code is not None:
        yield getattr(table, register.choice) == filters.code
    if filters.tally is not None:
        yield counts(register, filters.tally)
    day = getattr(table, filters.tally.by if filters.tally else "on_day", None)
    if filters.since is not None and day is not None:
        yield day >= filters.since
    if filters.until is not None and day is not None:
        yield day <= filters.until
    if filters.text.strip():
        words = query_words(filters.text)
        if not words:
            yield table.id < 0
        for word in words:
            # signs like % and _ are letters like others
            yield func.strpos(table.search_text, word) > 0


def counts(register: Register, tally: Tally) -> ColumnElement[bool]:
    """Whether a record is of those a tally counts, whatever its day."""
    table = TABLES[register.kind]
    found: ColumnElement[bool] = table.state.in_(tally.states)
    if tally.of is not None:
        name, code = tally.of
        found = found & (getattr(table, name) == code)
    return found


def _listed(register: Register, filters: Filters, language: str) -> Select[Any]:
    table = TABLES[register.kind]
    columns: list[Any] = [table.id, office_name(language), table.state, table.on_day]
    shown = [getattr(table, name) for name in (register.name, *register.columns)]
    statement = select(*columns, *shown).join(Office, Office.id == table.office_id)
    return statement.where(*conditions(register, filters))


def _rows(session: Session, register: Register, statement: Select[Any]) -> list[Row]:
    names = (register.name, *register.columns)
    return [
        Row(row[0], row[1], row[2], row[3], dict(zip(names, row[4:], strict=True)))
        for row in session.execute(statement)
    ]
