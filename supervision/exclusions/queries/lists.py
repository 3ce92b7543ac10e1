"""The register of requests for exclusion, and the Department's queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from supervision.cases.models import AdminCase, Court, CourtAct
from supervision.cases.queries.cases import court_name
from supervision.cases.rules import KIND as CASE
from supervision.core.paging import PAGE_SIZE, Cursor, Page, cut, page_of
from supervision.duties.models import Duty
from supervision.duties.queries import office_name
from supervision.exclusions.models import ExclusionRequest
from supervision.exclusions.rules import DUTY_RULE, TRIGGER
from supervision.offices.models import Office

# Since when a request waits: for the Department since it was sent, before that since it was marked.
WAITS_SINCE: ColumnElement[date] = func.coalesce(
    ExclusionRequest.sent_on, ExclusionRequest.found_on, type_=Date
)


class RequestRow(NamedTuple):
    """One request as lists show it; `due_on` is the day by which it had to be sent."""

    id: int
    case_id: int
    act_id: int
    office_id: int
    clause: str
    state: str
    case_number: str
    offender: str
    office_name: str
    author_office_id: int
    court: str
    decides: str
    made_on: date
    decided_on: date
    found_on: date
    sent_on: date | None
    sent_number: str | None
    waived_on: date | None
    answered_on: date | None
    withdrawn_on: date | None
    due_on: date | None
    since: date

    @property
    def closed_on(self) -> date | None:
        """The day on which the duty to send it ended."""
        return self.sent_on or self.waived_on


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; None narrows nothing."""

    state: str | None = None
    clause: str | None = None
    office_id: int | None = None


def register(
    session: Session,
    filters: Filters,
    *,
    cursor: Cursor | None,
    language: str,
    size: int = PAGE_SIZE,
) -> Page[RequestRow]:
    """One page of the register, the newest first."""
    narrowed = cut(
        _narrowed(_selected(language), filters),
        sort=ExclusionRequest.id.expression,
        row_id=ExclusionRequest.id.expression,
        descending=True,
        cursor=cursor,
        size=size,
    )
    rows = [RequestRow._make(row) for row in session.execute(narrowed)]
    return page_of(rows, key=lambda row: (row.id, row.id), cursor=cursor, size=size)


def queue(
    session: Session, filters: Filters, *, cursor: Cursor | None, language: str
) -> Page[RequestRow]:
    """One page of the queue, those that wait longest first."""
    narrowed = cut(
        _narrowed(_selected(language), filters),
        sort=WAITS_SINCE,
        row_id=ExclusionRequest.id.expression,
        descending=False,
        cursor=cursor,
    )
    rows = [RequestRow._make(row) for row in session.execute(narrowed)]
    return page_of(rows, key=lambda row: (row.since, row.id), cursor=cursor)


def _selected(language: str) -> Select[Any]:
    cassation = aliased(CourtAct)
    columns: list[Any] = [
        ExclusionRequest.id,
        ExclusionRequest.case_id,
        ExclusionRequest.act_id,
        ExclusionRequest.office_id,
        ExclusionRequest.clause,
        ExclusionRequest.state,
        AdminCase.number,
        AdminCase.offender_name,
        office_name(language),
        ExclusionRequest.author_office_id,
        court_name(language),
        CourtAct.kind,
        CourtAct.made_on,
        func.coalesce(cassation.made_on, CourtAct.made_on),
        ExclusionRequest.found_on,
        ExclusionRequest.sent_on,
        ExclusionRequest.sent_number,
        ExclusionRequest.waived_on,
        ExclusionRequest.answered_on,
        ExclusionRequest.withdrawn_on,
        Duty.due_on,
        WAITS_SINCE,
    ]
    duty = and_(
        Duty.subject_kind == CASE,
        Duty.subject_id == ExclusionRequest.case_id,
        Duty.rule == DUTY_RULE,
        Duty.trigger == func.concat(TRIGGER, ExclusionRequest.id),
    )
    return (
        select(*columns)
        .join(AdminCase, AdminCase.id == ExclusionRequest.case_id)
        .join(CourtAct, CourtAct.id == ExclusionRequest.act_id)
        .join(Court, Court.id == CourtAct.court_id)
        .join(Office, Office.id == ExclusionRequest.office_id)
        .outerjoin(cassation, cassation.id == ExclusionRequest.cassation_act_id)
        .outerjoin(Duty, duty)
    )


def _narrowed(statement: Select[Any], filters: Filters) -> Select[Any]:
    exact = {
        ExclusionRequest.state: filters.state,
        ExclusionRequest.clause: filters.clause,
        ExclusionRequest.office_id: filters.office_id,
    }
    for column, value in exact.items():
        if value is not None:
            statement = statement.where(column == value)
    return statement
