"""Reads of private rulings: one, those of a case, the register and its count (`2015 ¶12, ¶24`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Select, func, select
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, CaseHearing, Court, CourtAct, PrivateRuling
from supervision.cases.queries.cases import LARGEST_ID, court_name
from supervision.cases.rules import KIND
from supervision.cases.rules.hearings import HearingOutcome
from supervision.cases.rules.rulings import CaseParts, RulingResult
from supervision.core.errors import NotFound
from supervision.core.paging import PAGE_SIZE, Cursor, Page, cut, page_of
from supervision.duties.queries import office_name
from supervision.offices.models import Office
from supervision.responses.queries import of_subject
from supervision.responses.subjects import RulingGround


class RulingRow(NamedTuple):
    """One private ruling as the register shows it; `with_prosecutor`: one took part in the case."""

    id: int
    case_id: int
    case_number: str
    office_name: str
    court: str
    on: date
    description: str
    of_breach: bool
    moved_on: date | None
    proof: str | None
    proof_document: str
    result: str | None
    number: str
    addressee: str
    follow_up_by: date | None
    answered_on: date | None
    answer: str | None
    with_prosecutor: bool


@dataclass(frozen=True)
class Filters:
    """What the register is narrowed to; None narrows nothing. Days are of decision or grounds."""

    office_id: int | None = None
    on_motion: bool | None = None
    result: str | None = None
    overdue: bool = False
    since: date | None = None
    until: date | None = None


class Issued(NamedTuple):
    """The two numbers of `2015 ¶24`: rulings on breaches in cases heard with a prosecutor."""

    on_motion: int
    all: int


DAY: ColumnElement[date] = func.coalesce(
    PrivateRuling.decided_on,
    PrivateRuling.moved_on,
    PrivateRuling.found_on,
    PrivateRuling.recorded_on,
    type_=Date,
)
SORTS: Mapping[str, ColumnElement[Any]] = {
    "recorded": PrivateRuling.id.expression,
    "on": DAY,
}
UNDECIDED = "undecided"
WITH_PROSECUTOR: ColumnElement[bool] = PrivateRuling.case_id.in_(
    select(CaseHearing.case_id).where(CaseHearing.outcome == HearingOutcome.TOOK_PART.value)
)


def ruling_of(session: Session, case_id: int, ruling_id: int) -> PrivateRuling:
    """One ruling of this very case; raises NotFound for any other."""
    found = None
    if ruling_id <= LARGEST_ID:
        found = session.scalars(
            select(PrivateRuling).where(
                PrivateRuling.id == ruling_id, PrivateRuling.case_id == case_id
            )
        ).first()
    if found is None:
        raise NotFound
    return found


def grounds_of_acts(session: Session, case_id: int) -> list[RulingGround]:
    """The rulings of a case that an act of response of the same content may follow (`¶12`)."""
    statement = (
        select(PrivateRuling).where(PrivateRuling.case_id == case_id).order_by(PrivateRuling.id)
    )
    return [
        RulingGround(
            each.id, each.found_on or each.decided_on or each.recorded_on, each.description
        )
        for each in session.scalars(statement)
    ]


def parts_of(session: Session, case: AdminCase) -> CaseParts:
    """What of its case a ruling may name."""
    hearings = select(CaseHearing.id).where(CaseHearing.case_id == case.id)
    acts = select(CourtAct.id).where(CourtAct.case_id == case.id)
    return CaseParts(
        hearings=frozenset(session.scalars(hearings)),
        acts=frozenset(session.scalars(acts)),
        breaches=frozenset(each.id for each in of_subject(session, KIND, case.id)),
        received_on=case.received_by_court_on,
    )


def register(
    session: Session,
    filters: Filters,
    *,
    sort: str,
    descending: bool,
    cursor: Cursor | None,
    language: str,
    today: date,
    size: int = PAGE_SIZE,
) -> Page[RulingRow]:
    """One page of the register in the given order; `sort` is a key of `SORTS`."""
    columns: list[Any] = [
        PrivateRuling.id,
        PrivateRuling.case_id,
        AdminCase.number,
        office_name(language),
        court_name(language),
        DAY,
        PrivateRuling.description,
        PrivateRuling.of_breach,
        PrivateRuling.moved_on,
        PrivateRuling.proof,
        PrivateRuling.proof_document,
        PrivateRuling.result,
        PrivateRuling.number,
        PrivateRuling.addressee,
        PrivateRuling.follow_up_by,
        PrivateRuling.answered_on,
        PrivateRuling.answer,
        WITH_PROSECUTOR,
    ]
    statement = (
        select(*columns)
        .join(AdminCase, AdminCase.id == PrivateRuling.case_id)
        .join(Court, Court.id == AdminCase.court_id)
        .join(Office, Office.id == PrivateRuling.office_id)
    )
    narrowed = cut(
        _narrowed(statement, filters, today),
        sort=SORTS[sort],
        row_id=PrivateRuling.id.expression,
        descending=descending,
        cursor=cursor,
        size=size,
    )
    rows = [RulingRow._make(row) for row in session.execute(narrowed)]
    return page_of(
        rows,
        key=lambda row: (row.id if sort == "recorded" else row.on, row.id),
        cursor=cursor,
        size=size,
    )


def issued(session: Session, filters: Filters, today: date) -> Issued:
    """How many issued rulings on breaches of legality the filters let through, on motion and all.

    Only those of cases heard with a prosecutor count (`2015 ¶24`).
    """
    columns: list[Any] = [func.count(PrivateRuling.moved_on), func.count()]
    statement = _narrowed(select(*columns).select_from(PrivateRuling), filters, today).where(
        PrivateRuling.of_breach,
        PrivateRuling.result == RulingResult.ISSUED.value,
        WITH_PROSECUTOR,
    )
    return Issued._make(session.execute(statement).one())


def _narrowed(statement: Select[Any], filters: Filters, today: date) -> Select[Any]:
    if filters.office_id is not None:
        statement = statement.where(PrivateRuling.office_id == filters.office_id)
    if filters.on_motion is not None:
        moved = PrivateRuling.moved_on.is_not(None)
        statement = statement.where(moved if filters.on_motion else ~moved)
    if filters.result == UNDECIDED:
        statement = statement.where(PrivateRuling.result.is_(None))
    elif filters.result is not None:
        statement = statement.where(PrivateRuling.result == filters.result)
    if filters.overdue:
        statement = statement.where(
            PrivateRuling.result == RulingResult.ISSUED.value,
            PrivateRuling.answered_on.is_(None),
            PrivateRuling.follow_up_by < today,
        )
    if filters.since is not None:
        statement = statement.where(filters.since <= DAY)
    if filters.until is not None:
        statement = statement.where(filters.until >= DAY)
    return statement
