"""The register of representations, and the rejected protests that await a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Select, func, select
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase
from supervision.core.paging import PAGE_SIZE, Cursor, Page, cut, page_of
from supervision.disputes.models import Dispute
from supervision.duties.queries import office_name
from supervision.law.protests import Outcome
from supervision.offices.models import Office
from supervision.protests.models import Protest
from supervision.representations.models import JustifiedRejection, Representation
from supervision.representations.rules import RepresentationState

MOST_AWAITING = 300
DAY: ColumnElement[date] = func.coalesce(
    Representation.sent_on, Representation.drafted_on, type_=Date
)


class RepresentationRow(NamedTuple):
    """One representation as the register shows it."""

    id: int
    number: str | None
    cause: str
    state: str
    case_id: int | None
    dispute_id: int | None
    matter_number: str
    office_name: str
    author_office_id: int
    addressed_to_id: int
    day: date
    answered_on: date | None


class RejectedRow(NamedTuple):
    """A rejected protest without a representation sent or a finding that it was justified."""

    protest_id: int
    number: str | None
    case_id: int
    case_number: str
    office_name: str
    rejected_on: date
    draft_id: int | None


@dataclass(frozen=True)
class Filters:
    """What the register is narrowed to; None narrows nothing. Days are of sending, for a draft of
    drafting.
    """

    state: str | None = None
    cause: str | None = None
    office_id: int | None = None
    since: date | None = None
    until: date | None = None


def register(
    session: Session,
    filters: Filters,
    *,
    cursor: Cursor | None,
    language: str,
    size: int = PAGE_SIZE,
) -> Page[RepresentationRow]:
    """One page of the register, the newest first."""
    narrowed = cut(
        _narrowed(_selected(language), filters),
        sort=Representation.id.expression,
        row_id=Representation.id.expression,
        descending=True,
        cursor=cursor,
        size=size,
    )
    rows = [RepresentationRow._make(row) for row in session.execute(narrowed)]
    return page_of(rows, key=lambda row: (row.id, row.id), cursor=cursor, size=size)


def _selected(language: str) -> Select[Any]:
    columns: list[Any] = [
        Representation.id,
        Representation.number,
        Representation.cause,
        Representation.state,
        Representation.case_id,
        Representation.dispute_id,
        func.coalesce(AdminCase.number, Dispute.number),
        office_name(language),
        Representation.author_office_id,
        Representation.addressed_to_id,
        DAY,
        Representation.answered_on,
    ]
    return (
        select(*columns)
        .outerjoin(AdminCase, AdminCase.id == Representation.case_id)
        .outerjoin(Dispute, Dispute.id == Representation.dispute_id)
        .join(Office, Office.id == Representation.office_id)
    )


def _narrowed(statement: Select[Any], filters: Filters) -> Select[Any]:
    exact = {
        Representation.state: filters.state,
        Representation.cause: filters.cause,
        Representation.office_id: filters.office_id,
    }
    for column, value in exact.items():
        if value is not None:
            statement = statement.where(column == value)
    if filters.since is not None:
        statement = statement.where(filters.since <= DAY)
    if filters.until is not None:
        statement = statement.where(filters.until >= DAY)
    return statement


def rejected_awaiting(
    session: Session, *, office_id: int | None, language: str
) -> Sequence[RejectedRow]:
    """The rejected protests of cases that nobody has decided on yet, the oldest first (`2015 ¶14`)."""
    answers = select(Representation.id).where(Representation.protest_id == Protest.id)
    standing = answers.where(Representation.state != RepresentationState.DRAFT.value).exists()
    justified = (
        select(JustifiedRejection.id).where(JustifiedRejection.protest_id == Protest.id).exists()
    )
    draft = answers.where(Representation.state == RepresentationState.DRAFT.value)
    columns: list[Any] = [
        Protest.id,
        Protest.number,
        AdminCase.id,
        AdminCase.number,
        office_name(language),
        Protest.outcome_on,
        draft.limit(1).scalar_subquery(),
    ]
    statement = (
        select(*columns)
        .join(AdminCase, AdminCase.id == Protest.case_id)
        .join(Office, Office.id == Protest.office_id)
        .where(
            Protest.kind == "appellate",
            Protest.outcome == Outcome.REJECTED.value,
            ~standing,
            ~justified,
        )
        .order_by(Protest.outcome_on, Protest.id)
        .limit(MOST_AWAITING)
    )
    if office_id is not None:
        statement = statement.where(Protest.office_id == office_id)
    return [RejectedRow._make(row) for row in session.execute(statement)]
