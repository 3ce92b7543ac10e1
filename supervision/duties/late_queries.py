"""Duties done late whose cause and unit at fault nobody has named: how many, and which."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BindParameter, ColumnElement, Integer, bindparam, func, not_, select
from sqlalchemy.orm import Session

from supervision.core.paging import Cursor, Page, cut, page_of
from supervision.duties.models import Duty
from supervision.duties.queries import LAST, DutyRow, duty_rows
from supervision.duties.rules import DutyState

MOST_COUNTED = 100


def unexplained(office_ids: Sequence[int] | BindParameter[int]) -> list[ColumnElement[bool]]:
    """Duties these offices owed and did late, without a cause; no clocks of outside bodies."""
    return [
        Duty.owner_office_id.in_(office_ids),
        Duty.state == DutyState.FULFILLED.value,
        Duty.late_cause.is_(None),
        Duty.closed_on > Duty.due_on,
        not_(Duty.outside),  # as the index says it
    ]


# Asked by every desk, so made once.
_NUMBER = select(func.count()).select_from(
    select(Duty.id)
    .where(*unexplained(bindparam("offices", expanding=True, type_=Integer)))
    .limit(MOST_COUNTED)
    .subquery()
)


def number_unexplained(session: Session, office_ids: Sequence[int]) -> int:
    """How many there are, at most a hundred."""
    return session.scalar(_NUMBER, {"offices": list(office_ids)}) or 0


def list_unexplained(
    session: Session, *, office_ids: Sequence[int], language: str, cursor: Cursor | None
) -> Page[DutyRow]:
    """The duties themselves, the latest closed first."""
    statement = duty_rows(language).where(*unexplained(office_ids))
    narrowed = cut(
        statement,
        sort=Duty.closed_on.expression,
        row_id=Duty.id.expression,
        descending=True,
        cursor=cursor,
    )
    rows = [DutyRow._make(row) for row in session.execute(narrowed)]
    return page_of(rows, key=lambda row: (row.closed_on or LAST, row.id), cursor=cursor)
