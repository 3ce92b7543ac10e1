"""Kept forms: one, the newest of those seen, and what was submitted for the period before.

Belongs here: reads of `form4_kept`. Does not belong here: building a form.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import any_, func, select
from sqlalchemy.orm import Session

from supervision.core.paging import Cursor, Page, cut, page_of
from supervision.enforcement.models import EnforcementDocument as Document
from supervision.enforcement.models import EnforcementEvent as Event
from supervision.form4.models import Form4Kept
from supervision.form4.queries.asked import OFFICES, START, Asked, in_row
from supervision.offices.models import Office

SUBMITTED, BROUGHT = "submitted", "brought"


class LateEntry(NamedTuple):
    """An event that came into a period after its form was submitted."""

    document_id: int
    number: str
    debtor: str
    office_id: int
    kind: str
    on_day: date


def kept(session: Session, kept_id: int) -> Form4Kept | None:
    """A kept form of the offices the scope shows."""
    return session.scalars(select(Form4Kept).where(Form4Kept.id == kept_id)).first()


def newest(session: Session, cursor: Cursor | None) -> Page[tuple[Form4Kept, Office]]:
    """The kept forms, the newest first, each with the office whose form it is."""
    entities: list[Any] = [Form4Kept, Office]
    statement = select(*entities).join(Office, Office.id == Form4Kept.of_office_id)
    rows: Sequence[Any] = session.execute(
        cut(
            statement,
            sort=Form4Kept.id.expression,
            row_id=Form4Kept.id.expression,
            descending=True,
            cursor=cursor,
        )
    ).all()
    found = [(row[0], row[1]) for row in rows]
    return page_of(found, key=lambda row: (row[0].id, row[0].id), cursor=cursor)


def submitted_before(
    session: Session, of_office_id: int, start: date, *, own: bool
) -> Form4Kept | None:
    """The last submission of the office's form whose period ends where one that starts now begins."""
    return _last(session, of_office_id, start - timedelta(days=1), SUBMITTED, own=own)


def brought_before(
    session: Session, of_office_id: int, start: date, *, own: bool
) -> Form4Kept | None:
    """The last form brought of that office whose period ends the day before."""
    return _last(session, of_office_id, start - timedelta(days=1), BROUGHT, own=own)


def _last(
    session: Session, of_office_id: int, ends_on: date, origin: str, *, own: bool
) -> Form4Kept | None:
    return session.scalars(
        select(Form4Kept)
        .where(
            Form4Kept.of_office_id == of_office_id,
            Form4Kept.ends_on == ends_on,
            Form4Kept.origin == origin,
            Form4Kept.own == own,
        )
        .order_by(Form4Kept.id.desc())
        .limit(1)
    ).first()


def next_sequence(session: Session, office_id: int, origin: str, year: int) -> int:
    """The number after the last one of the office and year; the caller holds the numbers."""
    last = select(func.max(Form4Kept.sequence)).where(
        Form4Kept.office_id == office_id, Form4Kept.origin == origin, Form4Kept.year == year
    )
    return (session.scalar(last) or 0) + 1


def made_by(session: Session, office_id: int, key: object) -> Form4Kept | None:
    """The form this sent form has kept already."""
    return session.scalars(
        select(Form4Kept).where(Form4Kept.office_id == office_id, Form4Kept.idempotency_key == key)
    ).first()


def entered_since(
    session: Session, asked: Asked, row: int, before: Form4Kept, *, limit: int
) -> list[LateEntry]:
    """What was entered into earlier days after the form before was submitted: why a balance moved."""
    statement = (
        select(
            Event.document_id,
            Document.writ_number,
            Document.debtor_name,
            Event.office_id,
            Event.kind,
            Event.accounted_on,
        )
        .join(Document, Document.id == Event.document_id)
        .where(
            Event.office_id == any_(OFFICES),
            Event.accounted_on < START,
            Event.recorded_at > before.kept_at,
            in_row(asked.reading, row, Event.report_row.expression, Event.kind_row.expression),
        )
        .order_by(Event.recorded_at.desc(), Event.id)
        .limit(limit)
    )
    return [LateEntry._make(found) for found in session.execute(statement, asked.given)]
