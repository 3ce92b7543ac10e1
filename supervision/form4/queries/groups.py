"""The facts of the three tables, found by a few statements whatever the number of offices.

Belongs here: the statement that groups events first (row, kind, flags; the columns are made of the
groups afterwards), and gathering what the other statements find. Does not belong here: adding up
(`law/form4/adding.py`). Each statement is made once a reading: making it anew takes longer than the
answer for one office.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import CTE, CompoundSelect, Row, Select, func, select, union_all
from sqlalchemy.orm import Session

from supervision.enforcement.models import EnforcementDocument as Document
from supervision.enforcement.models import EnforcementEvent as Event
from supervision.form4.queries import alimony, marks
from supervision.form4.queries.asked import (
    START,
    Asked,
    Reading,
    counts,
    day_of,
    keys_of,
    plan_for_offices,
)
from supervision.form4.queries.lines import change_of, missing_of, special
from supervision.form4.queries.parts import part
from supervision.law.form4.adding import Alike, Arrears, Facts, Marked, Private, Sums
from supervision.law.form4.reader import ARREARS_OF, PERSONS

PRIVATE_BAILIFF = "private_bailiff"  # field 17 of the card
_FLAGS = ("re_initiated", "joint", "by_territoriality", "overdue")
_NOTHING = Sums()
_ZERO = Decimal(0)
_CORRECTED = "corrected"
_READINGS = 16  # statements of so many readings are kept


def facts(session: Session, asked: Asked) -> Facts:
    """Everything the tables of these offices and days are added up from."""
    plan_for_offices(session)
    of, given = asked.reading, asked.given
    alike = [_group(row, _sums(row)) for row in session.execute(grouped(of), given)]
    private = [Private(*row) for row in session.execute(_private(of), given)]
    marked = [_mark(row) for row in session.execute(_steady(of), given)]
    arrears: list[Arrears] = []
    persons: dict[tuple[str, int], int] = {}
    for row in session.execute(_special(of), given):
        if row.name == _CORRECTED:
            alike.append(_group(row, Sums(0, row.sum, _ZERO, row.other)))
        elif row.name in PERSONS:
            persons[row.name, row.row] = row.number
        elif row.name in ARREARS_OF:
            arrears.append(Arrears(row.row, row.kind_row, row.name, row.number, row.sum))
        else:
            marked.append(_mark(row))
    return Facts(tuple(alike), tuple(marked), tuple(arrears), tuple(private), persons)


@lru_cache(maxsize=_READINGS)
def grouped(reading: Reading) -> Select[Any]:
    """Events alike, with how many they are and their sums: a few thousand rows for the country."""
    keys = keys_of(reading)
    return (
        select(
            *keys,
            func.count().label("number"),
            func.coalesce(func.sum(Event.claim), 0).label("claim"),
            func.coalesce(func.sum(Event.amount), 0).label("own"),
        )
        .where(counts(reading))
        .group_by(*keys)
    )


def _sums(row: Row[Any]) -> Sums:
    return Sums(row.number, row.claim, row.own)


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


@lru_cache(maxsize=_READINGS)
def _private(reading: Reading) -> Select[Any]:
    """The sanction paid in the period on documents that private bailiffs keep (X4)."""
    keys: list[Any] = [Event.report_row, Event.kind_row]
    return (
        select(*keys, func.sum(Event.amount))
        .join(Document, Document.id == Event.document_id)
        .where(
            counts(reading),
            day_of(reading) >= START,
            Event.kind == reading.edition.sanction,
            Document.filled_by == PRIVATE_BAILIFF,
        )
        .group_by(*keys)
    )


def _mark(row: Row[Any]) -> Marked:
    return Marked(row.row, row.kind_row, row.name, row.ground, row.number, row.sum, row.other)


@lru_cache(maxsize=_READINGS)
def _steady(reading: Reading) -> CompoundSelect[Any]:
    """Marked documents that stand with the claim of their card, added up by row, mark and ground."""
    return union_all(*_by_mark(reading, marks.steady(reading).cte("each")))


@lru_cache(maxsize=_READINGS)
def _special(reading: Reading) -> CompoundSelect[Any]:
    """What is counted of documents whose lives must be gone through, which are gone through once:
    corrections, their marks, and what table 3 asks.
    """
    line = special(reading)
    proceeding = alimony.proceedings(reading, line)
    return union_all(
        _corrections(reading, line),
        *_by_mark(reading, marks.changing(reading, line).cte("each")),
        *alimony.sets(reading, line, proceeding),
        *alimony.persons(reading, proceeding),
    )


def _corrections(reading: Reading, line: CTE) -> Select[Any]:
    """What the kept claims of documents whose sum changed miss, by like events, and the changes."""
    keys = {label.name: line.c[label.name] for label in keys_of(reading)}
    missing, change = func.sum(missing_of(line)), func.sum(change_of(line))
    found = part(_CORRECTED, **keys, sum=missing, other=change).where(line.c.changing)
    return found.group_by(*keys.values()).having((missing != 0) | (change != 0))


def _by_mark(reading: Reading, each: CTE) -> Iterator[Select[Any]]:
    for state in reading.edition.states:
        keys = {"row": each.c.row, "kind_row": each.c.kind_row, "ground": each.c[f"{state}_ground"]}
        sums = {"sum": func.sum(each.c.claim), "other": func.sum(each.c.recovered)}
        counted = part(state, **keys, number=func.count(), **sums)
        yield counted.where(each.c[state]).group_by(*keys.values())
