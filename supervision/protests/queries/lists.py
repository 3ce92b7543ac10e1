"""The lists of protests: the register, what awaits its outcome, drafts to review.

Belongs here: reading rows, page by page. Does not belong here: the law's answer on a window.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, CaseWord, Court, CourtAct
from supervision.cases.queries.cases import court_name
from supervision.core.paging import PAGE_SIZE, Cursor, Page, cut, page_of
from supervision.core.searching import begins, query_words
from supervision.disputes.models import Dispute, DisputeAct, DisputeWord
from supervision.duties.queries import office_name
from supervision.offices.models import Office
from supervision.protests.models import Protest, ProtestReview
from supervision.protests.rules import ProtestState

MOST_WINDOWS = 300
AWAITING = "awaiting"


class ProtestRow(NamedTuple):
    """One protest as the register shows it."""

    id: int
    number: str | None
    kind: str
    state: str
    case_id: int | None
    dispute_id: int | None
    matter_number: str
    court: str
    office_name: str
    author_office_id: int
    brought_by: str | None
    brought_on: date | None
    day: date
    outcome: str | None
    outcome_on: date | None


@dataclass(frozen=True)
class Filters:
    """What the register is narrowed to; None and "" narrow nothing. Days are of bringing, for a
    draft of drafting. `result` is an outcome, a state, or awaiting one.
    """

    text: str = ""
    kind: str | None = None
    result: str | None = None
    office_id: int | None = None
    author_office_id: int | None = None
    brought_by_id: int | None = None
    since: date | None = None
    until: date | None = None


DAY: ColumnElement[date] = func.coalesce(Protest.brought_on, Protest.drafted_on, type_=Date)
SORTS: Mapping[str, ColumnElement[Any]] = {
    "newest": Protest.id.expression,
    "day": DAY,
}


def register(
    session: Session,
    filters: Filters,
    *,
    sort: str,
    descending: bool,
    cursor: Cursor | None,
    language: str,
    size: int = PAGE_SIZE,
) -> Page[ProtestRow]:
    """One page of the register in the given order; `sort` is a key of `SORTS`."""
    narrowed = cut(
        _narrowed(_selected(language), filters),
        sort=SORTS[sort],
        row_id=Protest.id.expression,
        descending=descending,
        cursor=cursor,
        size=size,
    )
    rows = [ProtestRow._make(row) for row in session.execute(narrowed)]
    key = (lambda row: (row.id, row.id)) if sort == "newest" else (lambda row: (row.day, row.id))
    return page_of(rows, key=key, cursor=cursor, size=size)


def _selected(language: str) -> Select[Any]:
    """The columns of `ProtestRow`, with names in `language`."""
    columns: list[Any] = [
        Protest.id,
        Protest.number,
        Protest.kind,
        Protest.state,
        Protest.case_id,
        Protest.dispute_id,
        func.coalesce(AdminCase.number, Dispute.number),
        court_name(language),
        office_name(language),
        Protest.author_office_id,
        Protest.brought_by,
        Protest.brought_on,
        DAY,
        Protest.outcome,
        Protest.outcome_on,
    ]
    return (
        select(*columns)
        .outerjoin(AdminCase, AdminCase.id == Protest.case_id)
        .outerjoin(CourtAct, CourtAct.id == Protest.act_id)
        .outerjoin(Dispute, Dispute.id == Protest.dispute_id)
        .outerjoin(DisputeAct, DisputeAct.id == Protest.dispute_act_id)
        .join(Court, Court.id == func.coalesce(CourtAct.court_id, DisputeAct.court_id))
        .join(Office, Office.id == Protest.office_id)
    )


def _narrowed(statement: Select[Any], filters: Filters) -> Select[Any]:
    exact = {
        Protest.kind: filters.kind,
        Protest.office_id: filters.office_id,
        Protest.author_office_id: filters.author_office_id,
        Protest.brought_by_id: filters.brought_by_id,
    }
    for column, value in exact.items():
        if value is not None:
            statement = statement.where(column == value)
    if filters.result == AWAITING:
        statement = statement.where(Protest.state == ProtestState.BROUGHT.value)
    elif filters.result in (ProtestState.DRAFT, ProtestState.DROPPED):
        statement = statement.where(Protest.state == filters.result)
    elif filters.result is not None:
        statement = statement.where(Protest.outcome == filters.result)
    if filters.since is not None:
        statement = statement.where(filters.since <= DAY)
    if filters.until is not None:
        statement = statement.where(filters.until >= DAY)
    if filters.text.strip():
        statement = statement.where(_found_by(filters.text.strip()))
    return statement


def _found_by(typed: str) -> ColumnElement[bool]:
    """A protest is found by the beginning of its number as typed, or by the beginnings of words its
    matter is found by; signs like % and _ are letters like others.
    """
    numbered = begins(Protest.number, typed)
    words = query_words(typed)
    return or_(numbered, and_(*map(_of_matter, words))) if words else numbered


def _of_matter(word: str) -> ColumnElement[bool]:
    """Whether the case or dispute is found by a beginning of a word."""
    of_case = select(CaseWord.case_id).where(begins(CaseWord.word, word))
    of_dispute = select(DisputeWord.dispute_id).where(begins(DisputeWord.word, word))
    return or_(Protest.case_id.in_(of_case), Protest.dispute_id.in_(of_dispute))


def awaiting(session: Session, *, office_id: int | None, language: str) -> Sequence[ProtestRow]:
    """The protests that await their outcome, the oldest first."""
    filters = Filters(result=AWAITING, office_id=office_id)
    statement = _narrowed(_selected(language), filters)
    statement = statement.order_by(Protest.brought_on, Protest.id).limit(MOST_WINDOWS)
    return [ProtestRow._make(row) for row in session.execute(statement)]


def to_review(session: Session, office_id: int | None, language: str) -> Sequence[ProtestRow]:
    """The drafts on which this office was asked and has not answered, the oldest first."""
    if office_id is None:
        return []
    asked = select(ProtestReview.protest_id).where(
        ProtestReview.reviewing_office_id == office_id, ProtestReview.answer.is_(None)
    )
    standing = and_(Protest.id.in_(asked), Protest.state != ProtestState.DROPPED.value)
    statement = _selected(language).where(standing).order_by(Protest.id)
    return [ProtestRow._make(row) for row in session.execute(statement.limit(MOST_WINDOWS))]
