"""The register of documents: narrowed, searched, sorted, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from supervision.core.paging import PAGE_SIZE, Cursor, Page, cut, page_of
from supervision.core.searching import begins, query_words
from supervision.duties.queries import office_name
from supervision.enforcement.models import EnforcementDocument, EnforcementWord
from supervision.law.enforcement.life import Standing
from supervision.offices.models import Office

DEADLINES = ("overdue", "running")


class DocumentRow(NamedTuple):
    """One document as the register shows it."""

    id: int
    office_id: int
    office_name: str
    writ_number: str
    issuing_body: str
    report_row: int
    debtor_name: str
    claimant_name: str
    claim_now: Decimal | None
    recovered: Decimal
    received_on: date
    standing: str
    initiated_on: date | None
    term_ends_on: date | None
    ended_on: date | None
    ended_by: str | None


@dataclass(frozen=True)
class Filters:
    """What the register is narrowed to; None and "" narrow nothing."""

    text: str = ""
    standing: str | None = None
    report_row: int | None = None
    office_id: int | None = None
    deadline: str | None = None
    received_from: date | None = None
    received_to: date | None = None


SORTS: Mapping[str, ColumnElement[Any]] = {
    "registered": EnforcementDocument.id.expression,
    "writ_number": EnforcementDocument.writ_number.expression,
    "received_on": EnforcementDocument.received_on.expression,
}


def register(
    session: Session,
    filters: Filters,
    *,
    sort: str,
    descending: bool,
    cursor: Cursor | None,
    today: date,
    language: str,
    size: int = PAGE_SIZE,
) -> Page[DocumentRow]:
    """One page of the register in the given order; `sort` is a key of `SORTS`."""
    document = EnforcementDocument
    columns = [
        getattr(document, name) if name != "office_name" else office_name(language)
        for name in DocumentRow._fields
    ]
    statement = select(*columns).join(Office, Office.id == document.office_id)
    narrowed = cut(
        _narrowed(statement, filters, today),
        sort=SORTS[sort],
        row_id=document.id.expression,
        descending=descending,
        cursor=cursor,
        size=size,
    )
    rows = [DocumentRow._make(row) for row in session.execute(narrowed)]
    return page_of(
        rows,
        key=lambda row: (row.id if sort == "registered" else getattr(row, sort), row.id),
        cursor=cursor,
        size=size,
    )


def _narrowed(statement: Select[Any], filters: Filters, today: date) -> Select[Any]:
    document = EnforcementDocument
    exact = {
        document.standing: filters.standing,
        document.report_row: filters.report_row,
        document.office_id: filters.office_id,
    }
    for column, value in exact.items():
        if value is not None:
            statement = statement.where(column == value)
    if filters.received_from is not None:
        statement = statement.where(document.received_on >= filters.received_from)
    if filters.received_to is not None:
        statement = statement.where(document.received_on <= filters.received_to)
    if filters.deadline is not None:
        over = document.term_ends_on < today
        statement = statement.where(
            document.standing == Standing.OPEN.value,
            over if filters.deadline == "overdue" else ~over,
        )
    if filters.text.strip():
        words = query_words(filters.text)
        if not words:
            return statement.where(document.id < 0)
        for word in words:
            statement = statement.where(document.id.in_(_found_by(word)))
    return statement


def _found_by(word: str) -> Select[Any]:
    """The documents found by a beginning of a word; signs like % and _ are letters like others."""
    return select(EnforcementWord.document_id).where(begins(EnforcementWord.word, word))
