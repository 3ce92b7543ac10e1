"""Reads of hearings: the coverage of a period, and who is asked to be in two places at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Select, Text, and_, cast, exists, func, select
from sqlalchemy.orm import Session, aliased

from supervision.cases.models import AdminCase, CaseHearing, Court
from supervision.cases.queries.cases import court_name
from supervision.cases.rules import KIND
from supervision.cases.rules.hearings import CLASH, PARTICIPATION_RULES, HearingOutcome
from supervision.core.errors import NotFound
from supervision.core.paging import Cursor, Page, cut, page_of
from supervision.duties.models import Duty
from supervision.duties.queries import office_name
from supervision.duties.rules import DutyState
from supervision.offices.models import Absence, Office, UserAccount


class Coverage(NamedTuple):
    """The hearings of a period in numbers. `took_part` and `nobody` are of the required ones;
    `unassigned` are required, without an outcome and without a prosecutor; `absent` have no outcome
    and a prosecutor who is away that day.
    """

    hearings: int
    required: int
    took_part: int
    nobody: int
    unassigned: int
    clashes: int
    absent: int


class HearingRow(NamedTuple):
    """One hearing as the coverage page shows it."""

    id: int
    case_id: int
    office_id: int
    office_name: str
    case_number: str
    court: str
    instance: str
    starts_at: datetime
    day: date
    place: str
    prosecutor_id: int | None
    prosecutor: str | None
    outcome: str | None
    took_part_name: str | None
    absence_cause: str | None
    required: bool
    clashes: bool
    absent: bool


NUMBERS = ("required", "took_part", "nobody", "unassigned", "clashes", "absent")
_MOMENT: ColumnElement[int] = cast(func.extract("epoch", CaseHearing.starts_at), BigInteger)


def hearing_of(session: Session, case_id: int, hearing_id: int) -> CaseHearing:
    """One hearing of this very case; raises NotFound for any other."""
    found = session.scalars(
        select(CaseHearing).where(CaseHearing.id == hearing_id, CaseHearing.case_id == case_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def coverage(session: Session, *, office_ids: Sequence[int], start: date, end: date) -> Coverage:
    """The numbers of a period, both days included, in one statement (`2015 ¶6, ¶8, ¶9`)."""
    held = _held(select(*_marks()), office_ids, start, end).subquery()
    required = held.c.required
    statement = select(
        func.count(),
        func.count().filter(required),
        func.count().filter(required, held.c.outcome == HearingOutcome.TOOK_PART.value),
        func.count().filter(required, held.c.outcome == HearingOutcome.NOBODY.value),
        func.count().filter(required, held.c.outcome.is_(None), held.c.prosecutor_id.is_(None)),
        func.count().filter(held.c.clashes),
        func.count().filter(held.c.absent),
    ).select_from(held)
    return Coverage._make(session.execute(statement).one())


def _marks() -> list[Any]:
    return [
        CaseHearing.outcome,
        CaseHearing.prosecutor_id,
        is_required().label("required"),
        _clashes().label("clashes"),
        _absent().label("absent"),
    ]


def covered(
    session: Session,
    *,
    office_ids: Sequence[int],
    start: date,
    end: date,
    number: str | None,
    cursor: Cursor | None,
    language: str,
) -> Page[HearingRow]:
    """One page of the hearings behind a number of `coverage` (all of them without one), in order
    of their moment; `number` is one of `NUMBERS`.
    """
    statement = (
        select(*_columns(language))
        .join(AdminCase, AdminCase.id == CaseHearing.case_id)
        .join(Office, Office.id == CaseHearing.office_id)
        .join(Court, Court.id == CaseHearing.court_id)
        .outerjoin(UserAccount, UserAccount.id == CaseHearing.prosecutor_id)
    )
    statement = _held(statement, office_ids, start, end)
    if number is not None:
        statement = statement.where(_behind(number))
    narrowed = cut(
        statement,
        sort=_MOMENT,
        row_id=CaseHearing.id.expression,
        descending=False,
        cursor=cursor,
    )
    rows = [HearingRow._make(row) for row in session.execute(narrowed)]
    return page_of(rows, key=lambda row: (int(row.starts_at.timestamp()), row.id), cursor=cursor)


def clashing(
    session: Session, prosecutor_id: int, starts_at: datetime, except_id: int | None = None
) -> list[CaseHearing]:
    """The prosecutor's other hearings that begin less than an hour from this moment."""
    statement = select(CaseHearing).where(
        CaseHearing.prosecutor_id == prosecutor_id,
        CaseHearing.outcome.is_distinct_from(HearingOutcome.NOT_HELD.value),
        CaseHearing.starts_at > starts_at - CLASH,
        CaseHearing.starts_at < starts_at + CLASH,
    )
    if except_id is not None:
        statement = statement.where(CaseHearing.id != except_id)
    return list(session.scalars(statement.order_by(CaseHearing.starts_at, CaseHearing.id)))


def hearings_ahead(session: Session, case_ids: Sequence[int]) -> list[CaseHearing]:
    """The hearings of these cases of which nothing is recorded yet, in order of their moments."""
    statement = select(CaseHearing).where(
        CaseHearing.case_id.in_(case_ids), CaseHearing.outcome.is_(None)
    )
    return list(session.scalars(statement.order_by(CaseHearing.starts_at, CaseHearing.id)))


def _held(statement: Select[Any], office_ids: Sequence[int], start: date, end: date) -> Select[Any]:
    """The hearings of a period that were not called off."""
    return statement.where(
        CaseHearing.office_id.in_(office_ids),
        CaseHearing.day.between(start, end),
        CaseHearing.outcome.is_distinct_from(HearingOutcome.NOT_HELD.value),
    )


def _behind(number: str) -> ColumnElement[bool]:
    """The condition behind a number; raises KeyError for another."""
    required = is_required()
    return {
        "required": required,
        "took_part": and_(required, CaseHearing.outcome == HearingOutcome.TOOK_PART.value),
        "nobody": and_(required, CaseHearing.outcome == HearingOutcome.NOBODY.value),
        "unassigned": and_(
            required, CaseHearing.outcome.is_(None), CaseHearing.prosecutor_id.is_(None)
        ),
        "clashes": _clashes(),
        "absent": _absent(),
    }[number]


def is_required() -> ColumnElement[bool]:
    """Whether the law gave a duty to take part in the hearing: its duty row says so."""
    trigger = func.concat("hearing_set#hearing-", cast(CaseHearing.id, Text))
    return exists().where(
        Duty.subject_kind == KIND,
        Duty.subject_id == CaseHearing.case_id,
        Duty.trigger == trigger,
        Duty.rule.in_(PARTICIPATION_RULES),
        Duty.state != DutyState.DROPPED.value,
    )


def _clashes() -> ColumnElement[bool]:
    other = aliased(CaseHearing)
    return exists().where(
        other.prosecutor_id == CaseHearing.prosecutor_id,
        other.id != CaseHearing.id,
        other.outcome.is_distinct_from(HearingOutcome.NOT_HELD.value),
        other.starts_at > CaseHearing.starts_at - CLASH,
        other.starts_at < CaseHearing.starts_at + CLASH,
    )


def _absent() -> ColumnElement[bool]:
    """Whether the prosecutor of a hearing still to be held, or not told of, is away that day."""
    away = exists().where(
        Absence.user_id == CaseHearing.prosecutor_id,
        Absence.cancelled_on.is_(None),
        Absence.from_on <= CaseHearing.day,
        Absence.until_on >= CaseHearing.day,
    )
    return and_(CaseHearing.outcome.is_(None), away)


def _columns(language: str) -> list[Any]:
    return [
        CaseHearing.id,
        CaseHearing.case_id,
        CaseHearing.office_id,
        office_name(language),
        AdminCase.number,
        court_name(language),
        CaseHearing.instance,
        CaseHearing.starts_at,
        CaseHearing.day,
        CaseHearing.place,
        CaseHearing.prosecutor_id,
        UserAccount.full_name,
        CaseHearing.outcome,
        CaseHearing.took_part_name,
        CaseHearing.absence_cause,
        is_required(),
        _clashes(),
        _absent(),
    ]
