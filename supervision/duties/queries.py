"""Reads of duties: the desk, the office board, lists behind each number, one duty explained.

Every function repeats the office filter that row-level security would apply anyway: the policy is
the net, the filter is what the index serves.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    and_,
    any_,
    exists,
    func,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from supervision.core.errors import NotFound
from supervision.core.paging import PAGE_SIZE, Cursor, Page, cut, page_of
from supervision.duties.models import Duty, DutyMove, OfficeBackPlan
from supervision.duties.rules import OFFICE, SOON_DAYS, DutyState, MoveKind
from supervision.law.back_plan import USUAL, BackPlan
from supervision.offices.models import Office, UserAccount

BOARD_NUMBERS = ("on_time", "due_soon", "overdue", "undated", "paused")
LAST = date(9999, 12, 31)  # where undated duties stand in a list ordered by day


class DutyRow(NamedTuple):
    """One duty as lists show it."""

    id: int
    office_id: int
    owner_office_id: int
    office_name: str
    subject_kind: str
    subject_id: int
    subject_label: str
    rule: str
    due_on: date | None
    gap: str | None
    confirmed: bool
    moved: bool
    outside: bool
    assignee_id: int | None
    assignee: str | None
    state: str
    closed_on: date | None
    edition: str
    event_on: date | None
    steps: list[dict[str, object]]
    calendar_version: str
    paused_on: date | None


class BoardRow(NamedTuple):
    """One office of the board with its open duties by nearness of the day.

    `own` marks the office whose board it is: its numbers are its own alone. The numbers of every
    other row take in the offices below it, `offices` many with the office itself.
    """

    office_id: int
    code: str
    name: str
    own: bool
    offices: int
    on_time: int
    due_soon: int
    overdue: int
    undated: int
    paused: int


def columns(language: str) -> list[Any]:
    """The columns of `DutyRow`, with the office's name in `language`."""
    return [
        Duty.id,
        Duty.office_id,
        Duty.owner_office_id,
        office_name(language).label("office_name"),
        Duty.subject_kind,
        Duty.subject_id,
        Duty.subject_label,
        Duty.rule,
        Duty.due_on,
        Duty.gap,
        Duty.confirmed,
        Duty.moved,
        Duty.outside,
        Duty.assignee_id,
        UserAccount.full_name.label("assignee"),
        Duty.state,
        Duty.closed_on,
        Duty.edition,
        Duty.event_on,
        Duty.steps,
        Duty.calendar_version,
        Duty.paused_on,
    ]


def office_name(language: str) -> InstrumentedAttribute[str]:
    """The column with an office's name in `language`."""
    return {"kk": Office.name_kk, "ru": Office.name_ru, "en": Office.name_en}[language]


def when(column: str, today: date) -> ColumnElement[bool]:
    """The condition behind a number of the board or desk and behind the list it opens.

    One declaration for both, so that they cannot disagree. Raises KeyError for another column.
    """
    return near(column, today, today + timedelta(days=SOON_DAYS))


def near(
    column: str, today: date | BindParameter[date], soon: date | BindParameter[date]
) -> ColumnElement[bool]:
    """The same for values that are told later; `soon` is the last day that is near."""
    if column == "paused":
        return Duty.paused_on.is_not(None)
    near = {
        "overdue": Duty.due_on < today,
        "today": Duty.due_on == today,
        "soon": and_(Duty.due_on > today, Duty.due_on <= soon),
        "due_soon": and_(Duty.due_on >= today, Duty.due_on <= soon),
        "on_time": Duty.due_on > soon,
        "undated": Duty.due_on.is_(None),
    }[column]
    return and_(near, Duty.paused_on.is_(None))


COLUMNS = ("overdue", "today", "soon", "due_soon", "on_time", "undated", "paused")


def owed_by(
    office_ids: Sequence[int], *, assignee_id: int | None = None
) -> list[ColumnElement[bool]]:
    """Open duties these offices owe (of one assignee, if given); no clocks of outside bodies."""
    conditions = [
        Duty.owner_office_id.in_(office_ids),
        Duty.state == DutyState.OPEN.value,
        Duty.outside.is_(False),
    ]
    if assignee_id is not None:
        conditions.append(Duty.assignee_id == assignee_id)
    return conditions


def duty_rows(language: str, *before: ColumnElement[Any]) -> Any:
    """`DutyRow`s with the names of their office and assignee, still without a condition.

    `before` are columns that stand before theirs.
    """
    return (
        select(*before, *columns(language))
        .join(Office, Office.id == Duty.owner_office_id)
        .outerjoin(UserAccount, UserAccount.id == Duty.assignee_id)
    )


def overdue_below(session: Session, *, office_ids: Sequence[int], today: date) -> tuple[int, int]:
    """How many of the offices have overdue duties, and how many such duties there are."""
    statement = select(func.count(func.distinct(Duty.owner_office_id)), func.count()).where(
        *owed_by(office_ids), when("overdue", today)
    )
    offices, duties = session.execute(statement).one()
    return offices, duties


def board(
    session: Session,
    *,
    office_id: int,
    office_ids: Sequence[int],
    today: date,
    language: str,
) -> list[BoardRow]:
    """The board of one office in one statement: its own row first, then each office right below.

    `office_ids` are the office and all those under it that the actor may see.
    """
    name = office_name(language)
    numbers = BOARD_NUMBERS
    counted = (
        select(
            Duty.owner_office_id.label("office_id"),
            *(func.count().filter(when(number, today)).label(number) for number in numbers),
        )
        .where(*owed_by(office_ids))
        .group_by(Duty.owner_office_id)
        .subquery()
    )
    under = aliased(Office)
    own = Office.id == office_id
    statement = (
        select(
            Office.id,
            Office.code,
            name,
            own,
            func.count(under.id),
            *(func.coalesce(func.sum(counted.c[number]), 0) for number in numbers),
        )
        .join(
            under,
            or_(
                under.id == Office.id,
                and_(not_(own), Office.id == any_(under.ancestors)),
            ),
        )
        .outerjoin(counted, counted.c.office_id == under.id)
        .where(Office.id.in_(office_ids), or_(own, Office.parent_id == office_id))
        .group_by(Office.id)
        .order_by(own.desc(), func.kk_key(name))
    )
    return [BoardRow._make(row) for row in session.execute(statement)]


def listed(
    session: Session,
    *,
    office_ids: Sequence[int],
    column: str | None,
    today: date,
    language: str,
    cursor: Cursor | None,
    rule: str | None = None,
    assignee_id: int | None = None,
    size: int = PAGE_SIZE,
) -> Page[DutyRow]:
    """Open duties owed by the offices, in order of their day; `column` as on the board."""
    # Only a list that may hold undated duties sorts by an expression; the others walk the index.
    sort: ColumnElement[Any] = Duty.due_on.expression
    if column in (None, "undated", "paused"):
        sort = func.coalesce(Duty.due_on, LAST, type_=Duty.due_on.type)
    statement = duty_rows(language).where(*owed_by(office_ids, assignee_id=assignee_id))
    if column is not None:
        statement = statement.where(when(column, today))
    if rule is not None:
        statement = statement.where(Duty.rule == rule)
    narrowed = cut(
        statement, sort=sort, row_id=Duty.id.expression, descending=False, cursor=cursor, size=size
    )
    rows = [DutyRow._make(row) for row in session.execute(narrowed)]
    return page_of(rows, key=lambda row: (row.due_on or LAST, row.id), cursor=cursor, size=size)


def row_of(session: Session, duty_id: int, language: str) -> DutyRow:
    """One duty as lists show it, closed or open; raises NotFound."""
    found = session.execute(duty_rows(language).where(Duty.id == duty_id)).first()
    if found is None:
        raise NotFound
    return DutyRow._make(found)


def of_subject(session: Session, kind: str, subject_id: int) -> list[Duty]:
    """Every duty of one subject, oldest first; dropped ones included, they are history."""
    statement = (
        select(Duty)
        .where(Duty.subject_kind == kind, Duty.subject_id == subject_id)
        .order_by(Duty.opened_at, Duty.id)
    )
    return list(session.scalars(statement))


def decided_by_hand(session: Session, kind: str, subject_id: int, trigger: str = "") -> bool:
    """Whether a person has decided anything on a duty of this subject: moved, paused or closed.

    `trigger` narrows to the duties whose trigger ends so.
    """
    decided = exists().where(DutyMove.duty_id == Duty.id, DutyMove.kind != MoveKind.FACTS.value)
    statement = select(Duty.id).where(
        Duty.subject_kind == kind,
        Duty.subject_id == subject_id,
        Duty.trigger.endswith(trigger, autoescape=True),
        or_(Duty.moved, Duty.closed_by_hand, Duty.paused_on.is_not(None), decided),
    )
    return session.scalars(statement.limit(1)).first() is not None


def open_duty(session: Session, kind: str, subject_id: int, rule: str) -> Duty | None:
    """The open duty a rule gave a subject, or None."""
    return session.scalars(
        select(Duty)
        .where(
            Duty.subject_kind == kind,
            Duty.subject_id == subject_id,
            Duty.rule == rule,
            Duty.state == DutyState.OPEN.value,
        )
        .order_by(Duty.id)
        .limit(1)
    ).first()


def recurring_duty(
    session: Session, office_id: int, rule: str, period: str, *, held: bool = False
) -> Duty | None:
    """The open recurring duty of an office for a period (`2026-Q4`); `held` for a change of it."""
    statement = select(Duty).where(
        Duty.subject_kind == OFFICE,
        Duty.subject_id == office_id,
        Duty.rule == rule,
        Duty.trigger == period,
        Duty.state == DutyState.OPEN.value,
    )
    return session.scalars(statement.with_for_update() if held else statement).first()


def moves_of(session: Session, duty_ids: Sequence[int]) -> list[DutyMove]:
    """Every change of day of these duties, oldest first."""
    return list(
        session.scalars(
            select(DutyMove).where(DutyMove.duty_id.in_(duty_ids)).order_by(DutyMove.id)
        )
    )


def own_back_plans(session: Session) -> dict[int, BackPlan]:
    """The back-plans of the offices that set one of their own, by office."""
    return {
        row.office_id: BackPlan(row.draft_to_head, row.draft_to_oblast, row.protest_to_court)
        for row in session.scalars(select(OfficeBackPlan))
    }


def back_plan_of(session: Session, office_id: int) -> tuple[BackPlan, int]:
    """The back-plan an office works by, and its version; the usual one has version 0."""
    row = session.get(OfficeBackPlan, office_id)
    if row is None:
        return USUAL, 0
    return BackPlan(row.draft_to_head, row.draft_to_oblast, row.protest_to_court), row.version
