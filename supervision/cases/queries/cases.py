"""Reads of cases: one case, and the register."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, ColumnElement, Date, Select, Text, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from supervision.cases.models import (
    AdminCase,
    CaseArticle,
    CaseCategory,
    CaseCompetence,
    CaseHearing,
    CaseWord,
    Court,
    CourtAct,
)
from supervision.cases.rules import KIND
from supervision.cases.rules.case import article_number
from supervision.cases.rules.hearings import HearingOutcome
from supervision.core.errors import NotFound
from supervision.core.paging import PAGE_SIZE, Cursor, Page, cut, page_of
from supervision.core.searching import begins, query_words
from supervision.duties.models import Duty
from supervision.duties.queries import DutyRow, office_name
from supervision.duties.queries import columns as duty_columns
from supervision.offices.models import Office, UserAccount

LARGEST_ID = 2**63 - 1
_REGISTER_LOCK = 7_251_011
_CASE_LOCK = 7_251_012


class CaseRow(NamedTuple):
    """One case as the register shows it; `categories` are the grounds that stand."""

    id: int
    version: int
    office_id: int
    office_name: str
    number: str
    court: str
    offender_kind: str
    offender_name: str
    complaint: str | None
    received_on: date
    categories: list[str]
    next_hearing: datetime | None
    last_act: str | None
    assignee: str | None


@dataclass(frozen=True)
class Filters:
    """What the register is narrowed to; None and "" narrow nothing.

    `competence` is the kind of office a case belongs to (`2015 ¶7`). `without_hearing`: none is
    ahead and no act is made. `unassigned`: a hearing ahead has no prosecutor. `unchecked`: the copy
    of an act came and its check is not recorded (`2015 ¶16`).
    """

    text: str = ""
    office_id: int | None = None
    court_id: int | None = None
    assignee_id: int | None = None
    category: str | None = None
    decided: bool | None = None
    received_from: date | None = None
    received_to: date | None = None
    competence: str | None = None
    hearing_from: date | None = None
    hearing_to: date | None = None
    without_hearing: bool = False
    unassigned: bool = False
    unchecked: bool = False


RECEIVED: ColumnElement[date] = func.coalesce(
    AdminCase.received_by_court_on, AdminCase.registered_on, type_=Date
)
SORTS: Mapping[str, ColumnElement[Any]] = {
    "registered": AdminCase.id.expression,
    "number": AdminCase.number.expression,
    "received_on": RECEIVED,
}


def get(session: Session, case_id: int) -> AdminCase:
    """The case, if the scope shows it; raises NotFound otherwise."""
    found = None
    if case_id <= LARGEST_ID:
        found = session.scalars(select(AdminCase).where(AdminCase.id == case_id)).first()
    if found is None:
        raise NotFound
    return found


def own_cases(session: Session, office_id: int, case_ids: Sequence[int]) -> list[AdminCase]:
    """Those of these cases that an office covers, in order of id."""
    known = [case_id for case_id in case_ids if case_id <= LARGEST_ID]
    statement = select(AdminCase).where(AdminCase.id.in_(known), AdminCase.office_id == office_id)
    return list(session.scalars(statement.order_by(AdminCase.id)))


def get_for_change(session: Session, case_id: int) -> AdminCase | None:
    """The case as it stands now, held against other writers until the transaction ends.

    None when it is not there or this scope may not change it.
    """
    if case_id > LARGEST_ID:
        return None
    hold_case(session, case_id)
    return session.scalars(
        select(AdminCase)
        .where(AdminCase.id == case_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def hold_case(session: Session, case_id: int) -> None:
    """Let nobody else record anything of this case until the transaction ends.

    A higher office may not lock the row itself, and its order must not pass a hearing unseen.
    """
    session.execute(select(func.pg_advisory_xact_lock(_CASE_LOCK, func.hashint8(case_id))))


def hold_register(session: Session, office_id: int) -> None:
    """Let nobody else register anything in this office until the transaction ends."""
    session.execute(select(func.pg_advisory_xact_lock(_REGISTER_LOCK, office_id)))


def made_before(session: Session, model: type[Any], key: uuid.UUID) -> Any | None:
    """What a form sent before with this key has made."""
    return session.scalars(select(model).where(model.idempotency_key == key)).first()


def same_case(session: Session, office_id: int, court_id: int, number: str) -> int | None:
    """The id of the office's case with this number of this court."""
    statement = select(AdminCase.id).where(
        AdminCase.number == number,
        AdminCase.court_id == court_id,
        AdminCase.office_id == office_id,
    )
    return session.scalars(statement.limit(1)).first()


def court_name(language: str) -> InstrumentedAttribute[str]:
    """The column with a court's name in `language`."""
    return {"kk": Court.name_kk, "ru": Court.name_ru, "en": Court.name_en}[language]


def register(
    session: Session,
    filters: Filters,
    *,
    sort: str,
    descending: bool,
    cursor: Cursor | None,
    language: str,
    size: int = PAGE_SIZE,
) -> Page[CaseRow]:
    """One page of the register in the given order; `sort` is a key of `SORTS`."""
    statement = (
        select(*_columns(language))
        .join(Office, Office.id == AdminCase.office_id)
        .join(Court, Court.id == AdminCase.court_id)
        .outerjoin(UserAccount, UserAccount.id == AdminCase.assignee_id)
    )
    narrowed = cut(
        narrowed_to(statement, filters),
        sort=SORTS[sort],
        row_id=AdminCase.id.expression,
        descending=descending,
        cursor=cursor,
        size=size,
    )
    rows = [CaseRow._make(row) for row in session.execute(narrowed)]
    return page_of(rows, key=lambda row: (_place(row, sort), row.id), cursor=cursor, size=size)


def _place(row: CaseRow, sort: str) -> Any:
    """The value `row` is sorted by, as the database compares it."""
    return row.id if sort == "registered" else getattr(row, sort)


def _columns(language: str) -> list[Any]:
    """The columns of `CaseRow`, with names in `language`."""
    categories = select(CaseCategory.code).where(CaseCategory.case_id == AdminCase.id)
    hearing = select(func.min(CaseHearing.starts_at)).where(
        CaseHearing.case_id == AdminCase.id, CaseHearing.outcome.is_(None)
    )
    act = select(CourtAct.kind).where(CourtAct.case_id == AdminCase.id)
    return [
        AdminCase.id,
        AdminCase.version,
        AdminCase.office_id,
        office_name(language),
        AdminCase.number,
        court_name(language),
        AdminCase.offender_kind,
        AdminCase.offender_name,
        AdminCase.complaint,
        RECEIVED,
        func.array(categories.order_by(CaseCategory.code).scalar_subquery(), type_=ARRAY(Text)),
        hearing.scalar_subquery(),
        act.order_by(CourtAct.made_on.desc(), CourtAct.id.desc()).limit(1).scalar_subquery(),
        UserAccount.full_name,
    ]


def narrowed_to(statement: Select[Any], filters: Filters) -> Select[Any]:
    """The statement over cases with the conditions of the register."""
    exact = {
        AdminCase.office_id: filters.office_id,
        AdminCase.court_id: filters.court_id,
        AdminCase.assignee_id: filters.assignee_id,
    }
    for column, value in exact.items():
        if value is not None:
            statement = statement.where(column == value)
    if filters.received_from is not None:
        statement = statement.where(filters.received_from <= RECEIVED)
    if filters.received_to is not None:
        statement = statement.where(filters.received_to >= RECEIVED)
    if filters.category is not None:
        of_category = select(CaseCategory.case_id).where(CaseCategory.code == filters.category)
        statement = statement.where(AdminCase.id.in_(of_category))
    if filters.decided is not None:
        decided = AdminCase.id.in_(select(CourtAct.case_id))
        statement = statement.where(decided if filters.decided else ~decided)
    for condition in (*_by_competence(filters), *_by_hearing(filters), *_by_check(filters)):
        statement = statement.where(condition)
    if filters.text.strip():
        words = query_words(filters.text)
        if not words:
            return statement.where(AdminCase.id < 0)
        for word in words:
            statement = statement.where(AdminCase.id.in_(found_by(word)))
    return statement


def _by_competence(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.competence is not None:
        belonging = select(CaseCompetence.case_id)
        yield AdminCase.id.in_(belonging.where(CaseCompetence.belongs_to == filters.competence))


def _by_hearing(filters: Filters) -> Iterator[ColumnElement[bool]]:
    ahead = select(CaseHearing.case_id).where(CaseHearing.outcome.is_(None))
    if filters.hearing_from is not None and filters.hearing_to is not None:
        held = CaseHearing.outcome.is_distinct_from(HearingOutcome.NOT_HELD.value)
        on = CaseHearing.day.between(filters.hearing_from, filters.hearing_to)
        yield AdminCase.id.in_(select(CaseHearing.case_id).where(on, held))
    if filters.unassigned:
        yield AdminCase.id.in_(ahead.where(CaseHearing.prosecutor_id.is_(None)))
    if filters.without_hearing:
        yield AdminCase.id.not_in(ahead)
        yield AdminCase.id.not_in(select(CourtAct.case_id))


def _by_check(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.unchecked:
        came = select(CourtAct.case_id).where(CourtAct.copy_on.is_not(None))
        yield AdminCase.id.in_(came.where(CourtAct.check_result.is_(None)))


def found_by(word: str) -> Select[Any]:
    """The cases found by a beginning of a word; signs like % and _ are letters like others."""
    return select(CaseWord.case_id).where(begins(CaseWord.word, word))


def articles_of_cases(session: Session, case_ids: Sequence[int]) -> dict[int, list[str]]:
    """The articles of these cases as the acts cite them, in one statement."""
    statement = (
        select(CaseArticle.case_id, CaseArticle.article, CaseArticle.part)
        .where(CaseArticle.case_id.in_(case_ids))
        .order_by(CaseArticle.case_id, CaseArticle.position)
    )
    found: dict[int, list[str]] = {}
    for case_id, article, part in session.execute(statement):
        found.setdefault(case_id, []).append(article_number(article, part))
    return found


def duties_of(session: Session, case_id: int, language: str, *, kind: str = KIND) -> list[DutyRow]:
    """Every duty the law gave one case, or another subject of `kind`, oldest first."""
    statement = (
        select(*duty_columns(language))
        .join(Office, Office.id == Duty.owner_office_id)
        .outerjoin(UserAccount, UserAccount.id == Duty.assignee_id)
        .where(Duty.subject_kind == kind, Duty.subject_id == case_id)
        .order_by(Duty.id)
    )
    return [DutyRow._make(row) for row in session.execute(statement)]
