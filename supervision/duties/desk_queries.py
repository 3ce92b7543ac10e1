"""Reads of the desk: what an office, or one of its people, owes now and within seven days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from sqlalchemy import (
    Date,
    Executable,
    Integer,
    bindparam,
    func,
    literal,
    not_,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from supervision.duties.models import Duty
from supervision.duties.queries import LAST, DutyRow, duty_rows, near
from supervision.duties.rules import SOON_DAYS, DutyState

DESK_ROWS = 25
DESK_PARTS = ("overdue", "today", "soon", "outside")


class Counts(NamedTuple):
    """How many open duties a desk has in each of its parts."""

    overdue: int
    today: int
    soon: int
    undated: int


@dataclass(frozen=True)
class Desk:
    """A desk: its true counts, and the first rows of each part."""

    counts: Counts
    overdue: Sequence[DutyRow]
    today: Sequence[DutyRow]
    soon: Sequence[DutyRow]
    outside: Sequence[DutyRow]


def desk(
    session: Session,
    *,
    office_id: int,
    user_id: int | None,
    today: date,
    language: str,
    limit: int = DESK_ROWS,
) -> Desk:
    """Open duties the office owes (only the user's own with `user_id`), due within seven days; and
    the clocks of outside bodies (a bailiff, a court) that have run out on its cases.

    Two statements: the counts, and the first `limit` rows of each part.
    """
    given = {
        "office": office_id,
        "user": user_id,
        "today": today,
        "soon": today + timedelta(days=SOON_DAYS),
        "most": limit,
    }
    counted, first = _desk_statements(language, mine=user_id is not None)
    counts = Counts._make(session.execute(counted, given).one())
    parts: dict[str, list[DutyRow]] = {part: [] for part in DESK_PARTS}
    for part, *values in session.execute(first, given):
        parts[part].append(DutyRow._make(values))
    for rows in parts.values():
        rows.sort(key=lambda row: (row.due_on or LAST, row.id))
    return Desk(counts, **parts)


@cache
def _desk_statements(language: str, *, mine: bool) -> tuple[Executable, Executable]:
    """What a desk asks, made once: building a statement takes longer than answering it."""
    office, today = bindparam("office", type_=Integer), bindparam("today", type_=Date)
    soon, most = bindparam("soon", type_=Date), bindparam("most", type_=Integer)
    owed = [
        Duty.owner_office_id == office,
        Duty.state == DutyState.OPEN.value,
        not_(Duty.outside),  # as the index says it
    ]
    if mine:
        owed.append(Duty.assignee_id == bindparam("user", type_=Integer))
    late_outside = [
        Duty.office_id == office,
        Duty.state == DutyState.OPEN.value,
        Duty.outside.expression,  # as the index says it
        near("overdue", today, soon),
    ]
    conditions = {part: [*owed, near(part, today, soon)] for part in DESK_PARTS[:-1]}
    counted = select(
        *(func.count().filter(near(part, today, soon)) for part in Counts._fields)
    ).where(*owed, or_(Duty.due_on.is_(None), Duty.due_on <= soon))
    first = [
        duty_rows(language, literal(part).label("part"))
        .where(*wanted)
        .order_by(Duty.due_on, Duty.id)
        .limit(most)
        for part, wanted in {**conditions, "outside": late_outside}.items()
    ]
    return counted, union_all(*first)
