"""What the tables are added up from, by month: the statements that count an account ahead.

Belongs here: the same facts as in `groups.py`, on the month they move in: what a question adds up over
months is then what it would have counted. Does not belong here: which accounts are counted
(`counted.py`), writing what was counted (`operations/counting.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import CTE, CompoundSelect, Select, and_, case, func, or_, select, union_all

from supervision.enforcement.models import EnforcementDocument as Document
from supervision.enforcement.models import EnforcementEvent as Event
from supervision.form4.queries.alimony import ended, leaving
from supervision.form4.queries.asked import START, Reading, counts, day_of, keys_of
from supervision.form4.queries.lines import (
    change_of,
    changing_kinds,
    lines,
    missing_of,
    month_of,
    of_alimony,
    of_kinds,
    span_of,
    sum_riding,
)
from supervision.form4.queries.marks import kinds_of_marks, marks_of
from supervision.form4.queries.parts import ALIKE, CORRECTED, ENDED, PRIVATE, PRIVATE_BAILIFF, part


def by_month(reading: Reading) -> CompoundSelect[Any]:
    """Everything that is summed, of the months since the first day asked for."""
    kinds = changing_kinds(reading) | kinds_of_marks(reading)
    line = _lines(reading, or_(of_kinds(reading, kinds), of_alimony(reading)))
    return union_all(
        _alike(reading),
        _private(reading),
        _corrected(reading, line),
        _ended(reading, line),
        *_marked(reading, line),
    )


def proceedings_by_month(reading: Reading) -> Select[Any]:
    """Alimony proceedings in the months since the first day asked for."""
    at, edition = _lines(reading, of_alimony(reading)).c, reading.edition
    month = month_of(at.day)

    def happened(kinds: frozenset[str]) -> Any:
        return func.count().filter(at.kind.in_(sorted(kinds)))

    return (
        select(
            at.office_id,
            at.document_id,
            at.ordinal,
            month.label("month"),
            func.max(at.row).label("row"),
            func.max(at.kind_row).label("kind_row"),
            func.sum(at.sign).label("moved"),
            happened(edition.initiations).label("initiated"),
            happened(frozenset({edition.resumed})).label("resumed"),
            happened(leaving(reading)).label("went"),
            func.max(at.ruling).label("ruling"),
        )
        .where(at.ordinal > 0, at.row.in_(edition.alimony_rows), at.day >= START)
        .group_by(at.office_id, at.document_id, at.ordinal, month)
    )


def _lines(reading: Reading, of: Any) -> CTE:
    """The lines of those of the documents to which something happened since then."""
    since = select(Event.document_id).where(counts(reading), day_of(reading) >= START)
    return lines(reading, and_(of, Event.document_id.in_(since)))


def _alike(reading: Reading) -> Select[Any]:
    keys = {each.name: each.element for each in keys_of(reading) if each.name != "within"}
    month = month_of(day_of(reading))
    found = part(
        ALIKE,
        **keys,
        month=month,
        number=func.count(),
        sum=func.coalesce(func.sum(Event.claim), 0),
        other=func.coalesce(func.sum(Event.amount), 0),
    )
    return found.where(counts(reading), day_of(reading) >= START).group_by(*keys.values(), month)


def _private(reading: Reading) -> Select[Any]:
    month = month_of(day_of(reading))
    row, kind_row = Event.report_row, Event.kind_row
    found = part(PRIVATE, row=row, kind_row=kind_row, month=month, sum=func.sum(Event.amount))
    return (
        found.join(Document, Document.id == Event.document_id)
        .where(
            counts(reading),
            day_of(reading) >= START,
            Event.kind == reading.edition.sanction,
            Document.filled_by == PRIVATE_BAILIFF,
        )
        .group_by(row, kind_row, month)
    )


def _corrected(reading: Reading, line: CTE) -> Select[Any]:
    keys = {each.name: line.c[each.name] for each in keys_of(reading) if each.name != "within"}
    month = month_of(line.c.day)
    missing, change = func.sum(missing_of(line)), func.sum(change_of(line))
    found = part(CORRECTED, **keys, month=month, sum=missing, other=change)
    return (
        found.where(line.c.changing, line.c.day >= START)
        .group_by(*keys.values(), month)
        .having((missing != 0) | (change != 0))
    )


def _ended(reading: Reading, line: CTE) -> Select[Any]:
    at, month = line.c, month_of(line.c.day)
    ruling = func.sum(sum_riding(at.ruling))
    found = part(
        ENDED, row=at.row, kind_row=at.kind_row, month=month, number=func.count(), sum=ruling
    )
    return found.where(ended(reading, line), at.ruling.is_not(None), at.day >= START).group_by(
        at.row, at.kind_row, month
    )


def _marked(reading: Reading, line: CTE) -> Iterator[Select[Any]]:
    """What came under each mark in a month, and with a minus what had stood under it until then.

    Of each month in which something happened to a document its last line counts, until the next such
    month.
    """
    at, span = line.c, {**span_of(line.c), "rows": (None, 0)}
    month = month_of(at.day)
    after = select(
        month.label("month"),
        func.lead(month).over(**span_of(at)).label("next_month"),
        func.max(at.row).over(**span).label("row"),
        func.max(at.kind_row).over(**span).label("kind_row"),
        case((at.changing, at.value), else_=func.max(at.kept).over(**span)).label("claim"),
        at.recovered,
        at.open,
        *marks_of(reading, at.place, at.kind, at.ground, span),
    ).cte("after")
    each = after.c
    stood = and_(each.open > 0, each.next_month.is_distinct_from(each.month))
    for state in reading.edition.states:
        row, kind_row, ground = each.row, each.kind_row, each[f"{state}_ground"]
        for on, sign in ((each.month, 1), (each.next_month, -1)):
            found = part(
                state,
                row=row,
                kind_row=kind_row,
                ground=ground,
                month=on,
                number=sign * func.count(),
                sum=sign * func.sum(each.claim),
                other=sign * func.sum(each.recovered),
            )
            moved = found.where(stood, each[state], on >= START)
            yield moved.group_by(row, kind_row, ground, on)
