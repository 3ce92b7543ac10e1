"""The documents behind a cell, by the same declaration that counts them.

Belongs here: one statement a kind of column, and its offices. Does not belong here: words and links.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    Subquery,
    and_,
    func,
    literal,
    null,
    select,
    true,
    union_all,
)
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
    in_row,
    plan_for_offices,
    sign_of,
)
from supervision.form4.queries.lines import lines, of_alimony, sum_riding
from supervision.form4.queries.parts import ENDED
from supervision.law.form4.filled import Cell
from supervision.law.form4.model import ALIMONY, MOVEMENT, Basis, Count, Summed
from supervision.offices.models import Office

Statement = Select[Any] | CompoundSelect[Any]


class Behind(NamedTuple):
    """One line behind a cell: a document, and the event that counts where one does.

    `sign` is −1 for what a total leaves out.
    """

    document_id: int
    number: str
    body: str
    debtor: str
    office_id: int
    kind: str
    on_day: date | None
    sum: Decimal | None
    sign: int


class OfOffice(NamedTuple):
    """How many lines one office has behind a cell, and their sum."""

    office_id: int
    number: int
    sum: Decimal | None


def behind(session: Session, asked: Asked, cell: Cell, *, limit: int) -> list[Behind]:
    """The first `limit` documents behind a cell, the latest first, those left out last."""
    plan_for_offices(session)
    lines = _lines(asked.reading, cell)
    statement = (
        select(
            Document.id,
            Document.writ_number,
            Document.issuing_body,
            Document.debtor_name,
            Document.office_id,
            lines.c.kind,
            lines.c.on_day,
            lines.c.sum,
            lines.c.sign,
        )
        .join(lines, lines.c.document_id == Document.id)
        .order_by(lines.c.sign.desc(), lines.c.on_day.desc().nulls_last(), Document.id)
        .limit(limit)
    )
    return [Behind._make(row) for row in session.execute(statement, asked.given)]


def by_office(session: Session, asked: Asked, cell: Cell) -> list[OfOffice]:
    """What each office has behind a cell, offices in order of their code."""
    plan_for_offices(session)
    lines = _lines(asked.reading, cell)
    statement = (
        select(
            Document.office_id,
            func.sum(lines.c.sign).label("number"),
            func.sum(lines.c.sign * func.coalesce(lines.c.sum, 0)).label("sum"),
        )
        .join(lines, lines.c.document_id == Document.id)
        .join(Office, Office.id == Document.office_id)
        .group_by(Document.office_id, Office.code)
        .order_by(Office.code)
    )
    return [OfOffice._make(row) for row in session.execute(statement, asked.given)]


def _lines(reading: Reading, cell: Cell) -> Subquery:
    """The lines behind a cell: document, kind of event, day, sum, sign."""
    table = reading.edition.tables[cell.table]
    row = table.form_row(cell.row)
    count = table.column(cell.column).counts(reading.answers)
    if count.basis is Basis.SAME:
        count = reading.edition.tables[MOVEMENT].column(count.column).counts(reading.answers)
    if cell.table == ALIMONY and count.basis in (Basis.ARREARS, Basis.DISTINCT):
        return _alimony(reading, row, count).subquery("lines")
    return _statement(reading, row, count).subquery("lines")


def _statement(reading: Reading, row: int, count: Count) -> Statement:
    match count.basis:
        case Basis.STOCK_FROM:
            return _open(reading, row, at_start=True)
        case Basis.STOCK_TO:
            return _open(reading, row, at_start=False)
        case Basis.STATE:
            return _under_mark(reading, row, count)
        case Basis.TOTAL:
            return _in_execution(reading, row)
        case _:
            return _happened(reading, row, count)


def _happened(reading: Reading, row: int, count: Count, sign: int = 1) -> Select[Any]:
    """The events of the period a column counts."""
    flags = {
        "re_initiated": Event.re_initiated,
        "joint": Event.joint,
        "by_territoriality": Event.by_territoriality,
        "overdue": Event.overdue,
    }
    once = count.once and reading.answers[count.once] == "once_a_proceeding"
    own = count.summed is Summed.EVENT
    columns: list[Any] = [
        Event.document_id,
        Event.kind.label("kind"),
        day_of(reading).label("on_day"),
        (Event.amount if own else Event.claim).label("sum"),
        literal(sign).label("sign"),
    ]
    return select(*columns).where(
        counts(reading),
        day_of(reading) >= START,
        Event.kind.in_(sorted(count.events)),
        Event.ground.in_(sorted(count.grounds)) if count.grounds else true(),
        and_(true(), *(flags[name] for name in sorted(count.flags))),
        Event.first_of_kind if once else true(),
        in_row(reading, row, Event.report_row.expression, Event.kind_row.expression),
    )


def _open(reading: Reading, row: int, *, at_start: bool) -> Select[Any]:
    """The documents in the balance at the first or the last instant, since their last coming in."""
    sign = sign_of(reading)
    came = func.max(day_of(reading)).filter(Event.kind.in_(sorted(reading.edition.enters)))
    columns: list[Any] = [
        Event.document_id,
        literal("").label("kind"),
        came.label("on_day"),
        func.max(Document.claim_now).label("sum"),
        literal(1).label("sign"),
    ]
    return (
        select(*columns)
        .join(Document, Document.id == Event.document_id)
        .where(
            counts(reading),
            day_of(reading) < START if at_start else true(),
            in_row(reading, row, Event.report_row.expression, Event.kind_row.expression),
        )
        .group_by(Event.document_id)
        .having(func.sum(sign) > 0)
    )


def _under_mark(reading: Reading, row: int, count: Count) -> Select[Any]:
    each = marks.marked(reading).cte("each")
    ground = each.c[f"{count.name}_ground"]
    recovered = count.summed is Summed.RECOVERED
    return select(
        each.c.document_id,
        literal("").label("kind"),
        null().label("on_day"),
        (each.c.recovered if recovered else each.c.claim).label("sum"),
        literal(1).label("sign"),
    ).where(
        each.c[count.name],
        ground.in_(sorted(count.grounds)) if count.grounds else true(),
        in_row(reading, row, each.c.row, each.c.kind_row),
    )


def _in_execution(reading: Reading, row: int) -> CompoundSelect[Any]:
    """Column 9: what was open, what came in, and with a minus what went elsewhere or never began."""
    edition = reading.edition
    gone = {edition.left}
    if reading.answers["cancelled_initiations"] == "subtracted":
        gone.add(edition.voided)
    parts: Sequence[Select[Any]] = (
        _open(reading, row, at_start=True),
        _happened(reading, row, Count(Basis.EVENTS, events=edition.enters)),
        _happened(reading, row, Count(Basis.EVENTS, events=frozenset(gone)), sign=-1),
    )
    return union_all(*parts)


def _alimony(reading: Reading, row: int, count: Count) -> Select[Any]:
    """Alimony proceedings of a set, with the arrears they count with."""
    line = lines(reading, of_alimony(reading))
    if count.name == ENDED:
        source = line
        belongs = and_(line.c.within, alimony.ended(reading, line))
        ruling: ColumnElement[Any] = sum_riding(line.c.ruling)
    else:
        source = alimony.proceedings(reading, line).cte("proceeding")
        belongs, ruling = alimony.set_of(source, count.name)
    persons = count.basis is Basis.DISTINCT
    return select(
        source.c.document_id,
        literal("").label("kind"),
        null().label("on_day"),
        ruling.label("sum"),
        literal(1).label("sign"),
    ).where(
        belongs,
        true() if persons else ruling.is_not(None),
        in_row(reading, row, source.c.row, source.c.kind_row),
    )
