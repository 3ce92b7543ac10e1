"""The register of court acts and conclusions in cases heard with a prosecutor (`2015 ¶11`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, ColumnElement, Select, Text, func, select
from sqlalchemy.orm import Session

from supervision.cases.models import (
    ActFiling,
    AdminCase,
    CaseCategory,
    CaseCompetence,
    CaseHearing,
    Conclusion,
    Court,
    CourtAct,
    PrivateRuling,
)
from supervision.cases.queries.cases import court_name, found_by
from supervision.cases.rules.conclusions import ConclusionKind
from supervision.cases.rules.hearings import HearingOutcome
from supervision.core.paging import PAGE_SIZE, Cursor, Page, cut, page_of
from supervision.core.searching import query_words
from supervision.duties.queries import office_name
from supervision.law.participation import Instance
from supervision.offices.models import Office

NO_CONCLUSION = "none"
INSTANCES = (Instance.FIRST.value, Instance.APPELLATE.value)


class ActRow(NamedTuple):
    """One act as the register shows it; `conclusion` is the state of the conclusion on it."""

    id: int
    case_id: int
    office_id: int
    office_name: str
    number: str
    offender: str
    court: str
    instance: str
    kind: str
    is_arrest: bool
    made_on: date
    in_force_on: date | None
    check_result: str | None
    conclusion: str | None
    approved_on: date | None
    prosecutors: list[str]
    file_index: str | None
    file_year: int | None
    volume: str | None
    sheets: str | None
    filed_on: date | None


@dataclass(frozen=True)
class Filters:
    """What the register is narrowed to; None and "" narrow nothing. Days are of the act."""

    text: str = ""
    office_id: int | None = None
    court_id: int | None = None
    instance: str | None = None
    kind: str | None = None
    category: str | None = None
    check_result: str | None = None
    conclusion: str | None = None
    filed: bool | None = None
    file_index: str = ""
    prosecutor_id: int | None = None
    competence: str | None = None
    opened_by: str | None = None
    in_force: bool | None = None
    ruling: bool | None = None
    made_from: date | None = None
    made_to: date | None = None


def register(
    session: Session,
    filters: Filters,
    *,
    cursor: Cursor | None,
    language: str,
    size: int = PAGE_SIZE,
) -> Page[ActRow]:
    """One page of the register, the latest act first."""
    statement = (
        select(*_columns(language))
        .join(AdminCase, AdminCase.id == CourtAct.case_id)
        .join(Office, Office.id == CourtAct.office_id)
        .join(Court, Court.id == CourtAct.court_id)
        .outerjoin(ActFiling, ActFiling.act_id == CourtAct.id)
        .outerjoin(
            Conclusion,
            (Conclusion.act_id == CourtAct.id) & (Conclusion.kind != ConclusionKind.REASONED.value),
        )
        .where(CourtAct.instance.in_(INSTANCES), _attended().exists())
    )
    narrowed = cut(
        _narrowed(statement, filters),
        sort=CourtAct.made_on.expression,
        row_id=CourtAct.id.expression,
        descending=True,
        cursor=cursor,
        size=size,
    )
    rows = [ActRow._make(row) for row in session.execute(narrowed)]
    return page_of(rows, key=lambda row: (row.made_on, row.id), cursor=cursor, size=size)


def _attended() -> Select[Any]:
    """The hearings, of the act's case and instance, at which a prosecutor took part."""
    return (
        select(CaseHearing.took_part_name)
        .where(
            CaseHearing.case_id == CourtAct.case_id,
            CaseHearing.instance == CourtAct.instance,
            CaseHearing.outcome == HearingOutcome.TOOK_PART.value,
        )
        .correlate(CourtAct)
    )


def _columns(language: str) -> list[Any]:
    names = _attended().order_by(CaseHearing.starts_at).scalar_subquery()
    return [
        CourtAct.id,
        CourtAct.case_id,
        CourtAct.office_id,
        office_name(language),
        AdminCase.number,
        AdminCase.offender_name,
        court_name(language),
        CourtAct.instance,
        CourtAct.kind,
        CourtAct.is_arrest,
        CourtAct.made_on,
        CourtAct.in_force_on,
        CourtAct.check_result,
        Conclusion.state,
        Conclusion.approved_on,
        func.array(names, type_=ARRAY(Text)),
        ActFiling.file_index,
        ActFiling.file_year,
        ActFiling.volume,
        ActFiling.sheets,
        ActFiling.filed_on,
    ]


def _narrowed(statement: Select[Any], filters: Filters) -> Select[Any]:
    exact: dict[Any, object] = {
        CourtAct.office_id: filters.office_id,
        CourtAct.court_id: filters.court_id,
        CourtAct.instance: filters.instance,
        CourtAct.kind: filters.kind,
        CourtAct.check_result: filters.check_result,
        ActFiling.file_index: filters.file_index or None,
        AdminCase.opened_by: filters.opened_by,
    }
    for column, value in exact.items():
        if value is not None:
            statement = statement.where(column == value)
    for condition in _conditions(filters):
        statement = statement.where(condition)
    return statement


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions that are more than one column's value."""
    found: list[ColumnElement[bool]] = []
    if filters.made_from is not None:
        found.append(CourtAct.made_on >= filters.made_from)
    if filters.made_to is not None:
        found.append(CourtAct.made_on <= filters.made_to)
    if filters.category is not None:
        of_category = select(CaseCategory.case_id).where(CaseCategory.code == filters.category)
        found.append(CourtAct.case_id.in_(of_category))
    if filters.competence is not None:
        belonging = select(CaseCompetence.case_id)
        found.append(
            CourtAct.case_id.in_(belonging.where(CaseCompetence.belongs_to == filters.competence))
        )
    if filters.ruling is not None:
        with_ruling = CourtAct.case_id.in_(select(PrivateRuling.case_id))
        found.append(with_ruling if filters.ruling else ~with_ruling)
    if filters.in_force is not None:
        no_day = CourtAct.in_force_on.is_(None)
        found.append(~no_day if filters.in_force else no_day)
    if filters.filed is not None:
        found.append(ActFiling.id.is_not(None) if filters.filed else ActFiling.id.is_(None))
    if filters.conclusion == NO_CONCLUSION:
        found.append(Conclusion.id.is_(None))
    elif filters.conclusion is not None:
        found.append(Conclusion.state == filters.conclusion)
    if filters.prosecutor_id is not None:
        took_part = _attended().where(CaseHearing.took_part_id == filters.prosecutor_id)
        found.append(took_part.exists())
    if filters.text.strip():
        words = query_words(filters.text)
        found += [CourtAct.case_id.in_(found_by(word)) for word in words]
        if not words:
            found.append(CourtAct.id < 0)
    return found


def prosecutors(session: Session, office_ids: Sequence[int]) -> list[tuple[int, str]]:
    """Who took part in hearings of these offices' cases, by name."""
    statement = (
        select(CaseHearing.took_part_id, func.max(CaseHearing.took_part_name))
        .where(
            CaseHearing.office_id.in_(office_ids),
            CaseHearing.outcome == HearingOutcome.TOOK_PART.value,
            CaseHearing.took_part_id.is_not(None),
        )
        .group_by(CaseHearing.took_part_id)
        .order_by(func.kk_key(func.max(CaseHearing.took_part_name)))
    )
    return [(int(row[0] or 0), str(row[1])) for row in session.execute(statement)]
