"""Reads of absences: who is away on a day, who stands in, the days of one person or one month.

Belongs here: questions other rooms ask about a day, and the lists of two pages. Row-level security
narrows every answer to the people the reader sees.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from supervision.core.access import Post
from supervision.core.errors import NotFound
from supervision.offices.models import Absence, UserAccount

ABSENCES_SHOWN = timedelta(days=365)  # a page of a person goes back a year


class Away(NamedTuple):
    """One person away on a day: why, until when, and who stands in."""

    user_id: int
    kind: str
    until_on: date
    substitute_id: int | None


class AbsenceRow(NamedTuple):
    """One absence as pages list it; a cancelled one keeps its reason."""

    id: int
    user_id: int
    office_id: int
    person: str
    kind: str
    from_on: date
    until_on: date
    substitute: str | None
    cancelled_on: date | None
    cancel_reason: str | None


def absence(session: Session, absence_id: int) -> Absence:
    """One absence; NotFound outside the people the reader sees."""
    found = session.scalars(select(Absence).where(Absence.id == absence_id)).first()
    if found is None:
        raise NotFound
    return found


def absent_on(session: Session, office_ids: Sequence[int], day: date) -> dict[int, Away]:
    """Who of these offices is away on a day, by the id of the person."""
    statement = _standing(day).where(Absence.office_id.in_(office_ids))
    return {row.user_id: Away._make(row) for row in session.execute(statement)}


def away_on(session: Session, user_id: int, day: date) -> Away | None:
    """The absence a person has on a day, or None."""
    row = session.execute(_standing(day).where(Absence.user_id == user_id)).first()
    return None if row is None else Away._make(row)


def substitute_of(session: Session, user_id: int, day: date) -> int | None:
    """Who stands in for a person on a day.

    None while the person is there, where nobody was named, and where who was named is away too or
    may no longer sign in.
    """
    away = away_on(session, user_id, day)
    if away is None or away.substitute_id is None:
        return None
    works = session.scalar(select(UserAccount.active).where(UserAccount.id == away.substitute_id))
    if not works or away_on(session, away.substitute_id, day) is not None:
        return None
    return away.substitute_id


def head_is_away(session: Session, office_id: int, day: date) -> bool:
    """Whether no head of the office is at work on a day: a deputy stands in."""
    away = select(Absence.id).where(
        Absence.user_id == UserAccount.id,
        Absence.cancelled_on.is_(None),
        Absence.from_on <= day,
        Absence.until_on >= day,
    )
    at_work = select(UserAccount.id).where(
        UserAccount.office_id == office_id,
        UserAccount.post == Post.HEAD.value,
        UserAccount.active.is_(True),
        ~away.exists(),
    )
    return session.scalar(at_work.limit(1)) is None


def overlapping(
    session: Session, user_id: int, from_on: date, until_on: date, except_id: int | None
) -> Absence | None:
    """An absence of the person that stands and shares a day with this time, or None."""
    statement = select(Absence).where(
        Absence.user_id == user_id,
        Absence.cancelled_on.is_(None),
        Absence.from_on <= until_on,
        Absence.until_on >= from_on,
    )
    if except_id is not None:
        statement = statement.where(Absence.id != except_id)
    return session.scalars(statement.order_by(Absence.from_on).limit(1)).first()


def absences_of_person(session: Session, user_id: int, since: date) -> list[AbsenceRow]:
    """The absences of one person that end on this day or later, cancelled ones too."""
    statement = _rows().where(Absence.user_id == user_id, Absence.until_on >= since)
    return [AbsenceRow._make(row) for row in session.execute(statement)]


def absences_of_office(
    session: Session, office_id: int, start: date, end: date
) -> list[AbsenceRow]:
    """The absences of an office that stand and share a day with this time, by their first day."""
    statement = _rows().where(
        Absence.office_id == office_id,
        Absence.cancelled_on.is_(None),
        Absence.from_on <= end,
        Absence.until_on >= start,
    )
    return [AbsenceRow._make(row) for row in session.execute(statement)]


def _standing(day: date) -> Select[int, str, date, int | None]:
    return select(Absence.user_id, Absence.kind, Absence.until_on, Absence.substitute_id).where(
        Absence.cancelled_on.is_(None), Absence.from_on <= day, Absence.until_on >= day
    )


def _rows() -> Select[*tuple[Any, ...]]:
    substitute = aliased(UserAccount)
    return (
        select(
            Absence.id,
            Absence.user_id,
            Absence.office_id,
            UserAccount.full_name,
            Absence.kind,
            Absence.from_on,
            Absence.until_on,
            substitute.full_name,
            Absence.cancelled_on,
            Absence.cancel_reason,
        )
        .join(UserAccount, UserAccount.id == Absence.user_id)
        .outerjoin(substitute, substitute.id == Absence.substitute_id)
        .order_by(Absence.from_on, func.kk_key(UserAccount.full_name), Absence.id)
    )
