"""The facts of the three tables, found by a few statements whatever the number of offices.

Belongs here: the statement that groups events first (row, kind, flags; the columns are made of the
groups afterwards), and gathering what the other statements find. Does not belong here: adding up
(`law/form4/adding.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import CTE, Row, Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from supervision.enforcement.models import EnforcementDocument as Document
from supervision.enforcement.models import EnforcementEvent as Event
from supervision.form4.queries import alimony
from supervision.form4.queries.asked import Asked, counts, day_of, keys_of
from supervision.form4.queries.lines import corrections, marked
from supervision.law.form4.adding import Alike, Facts, Marked, Private, Sums

PRIVATE_BAILIFF = "private_bailiff"  # field 17 of the card
_FLAGS = ("re_initiated", "joint", "by_territoriality", "overdue")
_NOTHING = Sums()
_ZERO = Decimal(0)


def facts(session: Session, asked: Asked) -> Facts:
    """Everything the tables of these offices and days are added up from."""
    arrears, persons = alimony.found(session, asked)
    return Facts(
        alike=(*_alike(session, asked), *_corrected(session, asked)),
        marked=tuple(_marked(session, asked)),
        arrears=arrears,
        private=tuple(_private(session, asked)),
        persons=persons,
    )


def grouped(asked: Asked) -> Select[Any]:
    """Events alike, with how many they are and their sums: a few thousand rows for the country."""
    keys = keys_of(asked)
    return (
        select(
            *keys,
            func.count().label("number"),
            func.coalesce(func.sum(Event.claim), 0).label("claim"),
            func.coalesce(func.sum(Event.amount), 0).label("own"),
        )
        .where(counts(asked))
        .group_by(*keys)
    )


def _alike(session: Session, asked: Asked) -> Iterator[Alike]:
    for row in session.execute(grouped(asked)):
        yield _group(row, Sums(row.number, row.claim, row.own))


def _corrected(session: Session, asked: Asked) -> Iterator[Alike]:
    for row in session.execute(corrections(asked)):
        if row.missing or row.change:
            yield _group(row, Sums(0, row.missing, _ZERO, row.change))


def _group(row: Row[Any], sums: Sums) -> Alike:
    return Alike(
        row=row.row,
        kind_row=row.kind_row,
        kind=row.kind,
        ground=row.ground or "",
        flags=frozenset(name for name in _FLAGS if getattr(row, name)),
        first=row.first,
        before=_NOTHING if row.within else sums,
        within=sums if row.within else _NOTHING,
    )


def _private(session: Session, asked: Asked) -> Iterator[Private]:
    """The sanction paid in the period on documents that private bailiffs keep (X4)."""
    keys = (Event.report_row, Event.kind_row)
    statement = (
        select(*keys, func.sum(Event.amount).label("sum"))
        .join(Document, Document.id == Event.document_id)
        .where(
            counts(asked),
            day_of(asked) >= asked.span.start,
            Event.kind == asked.edition.sanction,
            Document.filled_by == PRIVATE_BAILIFF,
        )
        .group_by(*keys)
    )
    for row in session.execute(statement):
        yield Private(row.report_row, row.kind_row, row.sum)


def _marked(session: Session, asked: Asked) -> Iterator[Marked]:
    """Marked documents, added up by row, mark and ground inside the database."""
    each = marked(asked).cte("each")
    states = [_of_state(each, state) for state in asked.edition.states]
    for row in session.execute(union_all(*states)):
        yield Marked(
            row.row, row.kind_row, row.state, row.ground, row.number, row.claim, row.recovered
        )


def _of_state(each: CTE, state: str) -> Select[Any]:
    keys = (each.c.row, each.c.kind_row, each.c[f"{state}_ground"].label("ground"))
    return (
        select(
            literal(state).label("state"),
            *keys,
            func.count().label("number"),
            func.sum(each.c.claim).label("claim"),
            func.sum(each.c.recovered).label("recovered"),
        )
        .where(each.c[state])
        .group_by(*keys)
    )
