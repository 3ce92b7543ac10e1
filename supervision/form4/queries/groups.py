"""The facts of the three tables, found by a few statements whatever the number of offices.

Belongs here: the statement that groups events first (row, kind, flags; the columns are made of the
groups afterwards), and gathering what the other statements find. Does not belong here: adding up
(`law/form4/adding.py`). Each statement is made once a reading: making it anew takes longer than the
answer for one office.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import CTE, CompoundSelect, Row, Select, func, true, union_all
from sqlalchemy.orm import Session

from supervision.enforcement.models import EnforcementDocument as Document
from supervision.enforcement.models import EnforcementEvent as Event
from supervision.form4.queries import alimony, marks, parts
from supervision.form4.queries.asked import (
    START,
    Asked,
    Reading,
    counts,
    day_of,
    keys_of,
    plan_for_offices,
)
from supervision.form4.queries.counted import SUMMED, Split, split_of
from supervision.form4.queries.lines import change_of, missing_of, special
from supervision.law.form4.adding import Alike, Arrears, Facts, Marked, Private, Sums
from supervision.law.form4.reader import ARREARS_OF, PERSONS

_FLAGS = ("re_initiated", "joint", "by_territoriality", "overdue")
_NOTHING = Sums()
_ZERO = Decimal(0)
_READINGS = 16  # statements of so many readings are kept


def facts(session: Session, asked: Asked) -> Facts:
    """Everything the tables of these offices and days are added up from: where that still holds, as
    it was counted ahead.
    """
    plan_for_offices(session)
    return facts_of(session, asked, split_of(session, asked))


def facts_of(session: Session, asked: Asked, split: Split) -> Facts:
    """The same with the accounts split already."""
    of, given = asked.reading, asked.given | split.given
    found = _Found()
    if split.counted:
        found.take(session.execute(SUMMED, given))
    if split.live:
        found.take(session.execute(grouped(of), given))
        found.take(session.execute(_private(of), given))
        found.take(session.execute(_steady(of), given))
        found.take(session.execute(_special(of), given))
    else:
        found.take(session.execute(_counted(of), given))
    return found.facts


class _Found:
    """The facts as the parts of the statements bring them."""

    def __init__(self) -> None:
        self.alike: list[Alike] = []
        self.marked: list[Marked] = []
        self.arrears: list[Arrears] = []
        self.private: list[Private] = []
        self.persons: dict[tuple[str, int], int] = {}

    def take(self, rows: Iterable[Row[Any]]) -> None:
        """Add what one statement found."""
        for row in rows:
            self._take(row, row.kind_row or None)

    def _take(self, row: Row[Any], kind_row: int | None) -> None:
        match row.name:
            case parts.ALIKE:
                self.alike.append(_group(row, kind_row, Sums(row.number, row.sum, row.other)))
            case parts.CORRECTED:
                self.alike.append(_group(row, kind_row, Sums(0, row.sum, _ZERO, row.other)))
            case parts.PRIVATE:
                if row.within:
                    self.private.append(Private(row.row, kind_row, row.sum))
            case parts.ENDED:
                if row.within:
                    self._add_arrears(row, kind_row)
            case name if name in ARREARS_OF:
                self._add_arrears(row, kind_row)
            case name if name in PERSONS:
                self.persons[name, row.row] = row.number
            case name:
                sums = (row.number, row.sum, row.other)
                self.marked.append(Marked(row.row, kind_row, name, row.ground or "", *sums))

    def _add_arrears(self, row: Row[Any], kind_row: int | None) -> None:
        self.arrears.append(Arrears(row.row, kind_row, row.name, row.number, row.sum))

    @property
    def facts(self) -> Facts:
        """What was found."""
        return Facts(
            tuple(self.alike),
            tuple(self.marked),
            tuple(self.arrears),
            tuple(self.private),
            self.persons,
        )


@lru_cache(maxsize=_READINGS)
def grouped(reading: Reading) -> Select[Any]:
    """Events alike, with how many they are and their sums: a few thousand rows for the country."""
    keys = {each.name: each.element for each in keys_of(reading)}
    sums = {"sum": func.sum(Event.claim), "other": func.sum(Event.amount)}
    found = parts.part(
        parts.ALIKE,
        **keys,
        number=func.count(),
        **{name: func.coalesce(each, 0) for name, each in sums.items()},
    )
    return found.where(counts(reading)).group_by(*keys.values())


def _group(row: Row[Any], kind_row: int | None, sums: Sums) -> Alike:
    return Alike(
        row=row.row,
        kind_row=kind_row,
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
    row, kind_row = Event.report_row, Event.kind_row
    paid = func.sum(Event.amount)
    return (
        parts.part(parts.PRIVATE, row=row, kind_row=kind_row, within=true(), sum=paid)
        .join(Document, Document.id == Event.document_id)
        .where(
            counts(reading),
            day_of(reading) >= START,
            Event.kind == reading.edition.sanction,
            Document.filled_by == parts.PRIVATE_BAILIFF,
        )
        .group_by(row, kind_row)
    )


@lru_cache(maxsize=_READINGS)
def _steady(reading: Reading) -> CompoundSelect[Any]:
    """Marked documents that stand with the claim of their card, added up by row, mark and ground."""
    return union_all(*_by_mark(reading, marks.steady(reading).cte("each")))


@lru_cache(maxsize=_READINGS)
def _special(reading: Reading) -> CompoundSelect[Any]:
    """What is counted of documents whose lives must be gone through, which are gone through once:
    corrections, their marks, and what table 3 asks (that of accounts counted ahead with it: a person
    of two accounts is one).
    """
    line = special(reading)
    both = union_all(alimony.proceedings(reading, line), alimony.counted_proceedings())
    proceeding = both.cte("proceeding")
    return union_all(
        _corrections(reading, line),
        *_by_mark(reading, marks.changing(reading, line).cte("each")),
        alimony.ended_set(reading, line),
        *alimony.sets(proceeding),
        *alimony.persons(reading, proceeding),
    )


@lru_cache(maxsize=_READINGS)
def _counted(reading: Reading) -> CompoundSelect[Any]:
    """What table 3 asks where every account was counted ahead."""
    proceeding = alimony.counted_proceedings().cte("proceeding")
    return union_all(*alimony.sets(proceeding), *alimony.persons(reading, proceeding))


def _corrections(reading: Reading, line: CTE) -> Select[Any]:
    """What the kept claims of documents whose sum changed miss, by like events, and the changes."""
    keys = {label.name: line.c[label.name] for label in keys_of(reading)}
    missing, change = func.sum(missing_of(line)), func.sum(change_of(line))
    found = parts.part(parts.CORRECTED, **keys, sum=missing, other=change).where(line.c.changing)
    return found.group_by(*keys.values()).having((missing != 0) | (change != 0))


def _by_mark(reading: Reading, each: CTE) -> Iterator[Select[Any]]:
    for state in reading.edition.states:
        keys = {"row": each.c.row, "kind_row": each.c.kind_row, "ground": each.c[f"{state}_ground"]}
        sums = {"sum": func.sum(each.c.claim), "other": func.sum(each.c.recovered)}
        counted = parts.part(state, **keys, number=func.count(), **sums)
        yield counted.where(each.c[state]).group_by(*keys.values())
