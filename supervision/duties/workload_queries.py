"""Who has what due in which week: counts for the planner's grid and the list behind each of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from supervision.core.paging import Cursor, Page, cut, page_of
from supervision.duties.models import Duty
from supervision.duties.queries import LAST, DutyRow, duty_rows, owed_by, when
from supervision.offices.models import UserAccount

WEEKS = 6
NOBODY = 0  # stands for "nobody yet" among the people


class Span(NamedTuple):
    """One column of the grid: its name in addresses and the days it takes in, both included."""

    name: str
    first: date | None = None
    last: date | None = None


class Load(NamedTuple):
    """What one person owes, a number for each column; `user_id` NOBODY is what nobody has yet."""

    user_id: int
    name: str
    numbers: tuple[int, ...]


def spans(today: date) -> list[Span]:
    """The columns: overdue, the weeks from this one on, later, without a day, clock stands."""
    monday = today - timedelta(days=today.weekday())
    weeks = [monday + timedelta(weeks=number) for number in range(WEEKS)]
    this, *others = [Span(f"w{at:%Y%m%d}", at, at + timedelta(days=6)) for at in weeks]
    after = weeks[-1] + timedelta(days=7)
    return [
        Span("overdue"),
        this._replace(first=today),
        *others,
        Span("later", after, LAST),
        Span("undated"),
        Span("paused"),
    ]


def within(span: Span, today: date) -> ColumnElement[bool]:
    """The condition of one column; the same for its number and for the list it opens."""
    if span.first is None:
        return when(span.name, today)
    return and_(Duty.due_on.between(span.first, span.last), Duty.paused_on.is_(None))


def loads(session: Session, office_id: int, today: date) -> list[Load]:
    """The open duties an office owes by assignee and column, in one statement."""
    columns = [func.count().filter(within(span, today)) for span in spans(today)]
    who = func.coalesce(Duty.assignee_id, NOBODY)
    statement = (
        select(who, func.coalesce(UserAccount.full_name, ""), *columns)
        .select_from(Duty)
        .outerjoin(UserAccount, UserAccount.id == Duty.assignee_id)
        .where(*owed_by([office_id]))
        .group_by(who, UserAccount.full_name)
        .order_by(func.kk_key(func.coalesce(UserAccount.full_name, "")), who)
    )
    return [Load(row[0], row[1], tuple(row[2:])) for row in session.execute(statement)]


def listed(
    session: Session,
    *,
    office_id: int,
    user_id: int | None,
    span: Span | None,
    today: date,
    language: str,
    cursor: Cursor | None,
) -> Page[DutyRow]:
    """The duties behind a number, in order of their day; `user_id` None: everybody's."""
    statement = duty_rows(language).where(*owed_by([office_id]))
    if user_id == NOBODY:
        statement = statement.where(Duty.assignee_id.is_(None))
    elif user_id is not None:
        statement = statement.where(Duty.assignee_id == user_id)
    if span is not None:
        statement = statement.where(within(span, today))
    sort = func.coalesce(Duty.due_on, LAST, type_=Duty.due_on.type)
    narrowed = cut(statement, sort=sort, row_id=Duty.id.expression, descending=False, cursor=cursor)
    rows = [DutyRow._make(row) for row in session.execute(narrowed)]
    return page_of(rows, key=lambda row: (row.due_on or LAST, row.id), cursor=cursor)


def versions(session: Session, duty_ids: Sequence[int]) -> dict[int, int]:
    """The versions of these duties as they stand now, for the boxes that pick them."""
    statement = select(Duty.id, Duty.version).where(Duty.id.in_(duty_ids))
    return {row[0]: row[1] for row in session.execute(statement)}
