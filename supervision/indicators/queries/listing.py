"""The things behind a number, page by page, and what a reader may narrow figures to.

The list takes its condition from the same declaration as the number (`sides.py`), so the count on a
page equals the length of its list.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase
from supervision.core.paging import PAGE_SIZE, Cursor, Page, cut, page_of
from supervision.duties.models import Duty
from supervision.duties.queries import office_name
from supervision.indicators.models import IndicatorItem
from supervision.indicators.queries.figures import NOT_NARROWED
from supervision.indicators.queries.sides import asked, behind
from supervision.indicators.rules import LATEST, Moment, Narrowing, Side, Span
from supervision.offices.models import Office, UserAccount
from supervision.petitions.models import Petition


class ThingRow(NamedTuple):
    """One thing of a figure as lists show it; `seen` says whether the reader may open its record,
    which after a hand-over another office keeps.
    """

    id: int
    figure: str
    subject_kind: str
    subject_id: int
    office_id: int
    office: str
    on_day: date
    case_id: int | None
    prosecutor: str | None
    label: str
    detail: str
    facts: dict[str, str]
    articles: list[str]
    strict: str
    method: str
    mark: str | None
    clause: str
    seen: bool


def things(
    session: Session,
    *,
    figure: str,
    side: Side,
    office_ids: Sequence[int],
    span: Span,
    language: str,
    cursor: Cursor | None = None,
    moment: Moment = LATEST,
    narrowing: Narrowing = NOT_NARROWED,
    size: int = PAGE_SIZE,
) -> Page[ThingRow]:
    """One page of the things behind a number, the latest first."""
    statement = _rows(language).where(
        IndicatorItem.figure == figure, behind(side), *asked(office_ids, span, moment, narrowing)
    )
    narrowed = cut(
        statement,
        sort=IndicatorItem.on_day.expression,
        row_id=IndicatorItem.id.expression,
        descending=True,
        cursor=cursor,
        size=size,
    )
    rows = [ThingRow._make(row) for row in session.execute(narrowed)]
    return page_of(rows, key=lambda row: (row.on_day, row.id), cursor=cursor, size=size)


def all_things(
    session: Session,
    *,
    figure: str,
    side: Side,
    office_ids: Sequence[int],
    span: Span,
    language: str,
    limit: int,
    moment: Moment = LATEST,
    narrowing: Narrowing = NOT_NARROWED,
) -> list[ThingRow]:
    """The things behind a number in one go, at most `limit`, the latest first: for a sheet."""
    statement = (
        _rows(language)
        .where(
            IndicatorItem.figure == figure,
            behind(side),
            *asked(office_ids, span, moment, narrowing),
        )
        .order_by(IndicatorItem.on_day.desc(), IndicatorItem.id.desc())
        .limit(limit)
    )
    return [ThingRow._make(row) for row in session.execute(statement)]


def standing_of_case(session: Session, case_id: int, language: str) -> list[ThingRow]:
    """Everything a case counts as now, figure by figure."""
    statement = (
        _rows(language)
        .where(IndicatorItem.case_id == case_id, IndicatorItem.until_run.is_(None))
        .order_by(IndicatorItem.figure, IndicatorItem.on_day, IndicatorItem.id)
    )
    return [ThingRow._make(row) for row in session.execute(statement)]


def _rows(language: str) -> Any:
    item = IndicatorItem
    seen = or_(AdminCase.id.is_not(None), Petition.id.is_not(None), Duty.id.is_not(None))
    return (
        select(
            item.id,
            item.figure,
            item.subject_kind,
            item.subject_id,
            item.office_id,
            office_name(language),
            item.on_day,
            item.case_id,
            UserAccount.full_name,
            item.label,
            item.detail,
            item.facts,
            item.articles,
            item.strict,
            item.method,
            item.mark,
            item.clause,
            seen,
        )
        .join(Office, Office.id == item.office_id)
        .outerjoin(UserAccount, UserAccount.id == item.prosecutor_id)
        .outerjoin(
            AdminCase,
            (AdminCase.id == item.case_id) & item.subject_kind.not_in(["petition", "duty"]),
        )
        .outerjoin(Petition, (Petition.id == item.subject_id) & (item.subject_kind == "petition"))
        .outerjoin(Duty, (Duty.id == item.subject_id) & (item.subject_kind == "duty"))
    )


class Choice(NamedTuple):
    """Something figures can be narrowed to, with its words."""

    value: str
    words: str


def prosecutors(session: Session, office_ids: Sequence[int]) -> list[Choice]:
    """The prosecutors whose things stand in the figures of these offices, by name."""
    named = select(IndicatorItem.prosecutor_id).where(
        IndicatorItem.office_id.in_(office_ids),
        IndicatorItem.until_run.is_(None),
        IndicatorItem.prosecutor_id.is_not(None),
    )
    statement = (
        select(UserAccount.id, UserAccount.full_name)
        .where(UserAccount.id.in_(named))
        .order_by(func.kk_key(UserAccount.full_name))
    )
    return [Choice(str(row[0]), row[1]) for row in session.execute(statement)]


def is_named(session: Session, prosecutor_id: int, office_ids: Sequence[int]) -> bool:
    """Whether any thing of these offices names this prosecutor, wherever they serve now."""
    statement = select(IndicatorItem.id).where(
        IndicatorItem.prosecutor_id == prosecutor_id, IndicatorItem.office_id.in_(office_ids)
    )
    return session.scalar(statement.limit(1)) is not None


def prosecutor_names(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Names of people by id, of those the reader may see."""
    statement = select(UserAccount.id, UserAccount.full_name).where(UserAccount.id.in_(ids))
    return {row[0]: row[1] for row in session.execute(statement)}
