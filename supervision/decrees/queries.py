"""Reads of decrees: which stand, and what each says of the days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.core.errors import NotFound
from supervision.decrees.models import (
    CalendarDecree,
    CalendarDecreeDay,
    LawAmendment,
    LawAmendmentText,
    LawChange,
)
from supervision.law.amendments import Amendment, LawText
from supervision.law.calendar import DayKind
from supervision.law.decrees import Decree, DecreedDay, cited
from supervision.law.model import LANGUAGES, Titles

_STANDING = (
    select(LawChange.id, LawChange.fingerprint)
    .where(LawChange.undone_at.is_(None), LawChange.fingerprint != "")
    .order_by(LawChange.id)
)


def standing(session: Session) -> list[tuple[int, str]]:
    """The decrees and amendments the law is counted with, oldest first: change and fingerprint."""
    return [(row.id, row.fingerprint) for row in session.execute(_STANDING)]


def amendments_of(session: Session, change_ids: Sequence[int]) -> list[Amendment]:
    """The amendments of these changes, in the order in which they were applied."""
    texts: dict[int, list[LawText]] = {}
    for row in session.execute(
        select(LawAmendmentText.change_id, LawAmendmentText.file, LawAmendmentText.content)
        .where(LawAmendmentText.change_id.in_(change_ids))
        .order_by(LawAmendmentText.change_id, LawAmendmentText.file)
    ):
        texts.setdefault(row.change_id, []).append(LawText(row.file, row.content))
    rows = session.scalars(
        select(LawAmendment)
        .where(LawAmendment.change_id.in_(change_ids))
        .order_by(LawAmendment.change_id)
    )
    return [
        Amendment(row.act_id, row.extends, row.extended_until, tuple(texts.get(row.change_id, ())))
        for row in rows
    ]


def decrees_of(session: Session, change_ids: Sequence[int]) -> list[Decree]:
    """The decrees of these changes, in the order in which they were applied."""
    rows = session.execute(
        select(
            CalendarDecree.change_id,
            CalendarDecree.number,
            CalendarDecree.dated,
            CalendarDecreeDay.on_day,
            CalendarDecreeDay.kind,
            CalendarDecreeDay.other,
        )
        .join(CalendarDecreeDay, CalendarDecreeDay.change_id == CalendarDecree.change_id)
        .where(CalendarDecree.change_id.in_(change_ids))
        .order_by(CalendarDecree.change_id, CalendarDecreeDay.on_day)
    )
    found: dict[int, tuple[str, date, list[DecreedDay]]] = {}
    for change_id, number, dated, on, kind, other in rows:
        found.setdefault(change_id, (number, dated, []))[2].append(
            DecreedDay(on, DayKind(kind), other)
        )
    return [Decree(number, dated, tuple(days)) for number, dated, days in found.values()]


def change_of(session: Session, change_id: int, *, held: bool = False) -> LawChange:
    """The change as it stands now; `held` until the end of the transaction. Raises NotFound."""
    found = session.get(LawChange, change_id, with_for_update=held, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def same_decree(session: Session, number: str, dated: date) -> int | None:
    """The standing change of a decree of this number and date, or None."""
    return session.scalar(
        select(LawChange.id)
        .join(CalendarDecree, CalendarDecree.change_id == LawChange.id)
        .where(
            LawChange.undone_at.is_(None),
            CalendarDecree.number == number,
            CalendarDecree.dated == dated,
        )
        .limit(1)
    )


class ChangeWords(NamedTuple):
    """How a change is told in the history of a duty: its decree or its reason, and whether it stands."""

    source: Titles
    undone: bool


def words_of(session: Session, change_ids: Sequence[int]) -> dict[int, ChangeWords]:
    """These changes in words, by their ids."""
    rows = session.execute(
        select(
            LawChange.id,
            CalendarDecree.number,
            CalendarDecree.dated,
            LawChange.reason,
            LawChange.undone_at.is_not(None),
        )
        .outerjoin(CalendarDecree, CalendarDecree.change_id == LawChange.id)
        .where(LawChange.id.in_(change_ids))
    )
    return {
        change_id: ChangeWords(
            cited(number, dated) if number else Titles(*(reason or "",) * len(LANGUAGES)), undone
        )
        for change_id, number, dated, reason, undone in rows
    }


def decreed_days(session: Session, year: int) -> dict[date, int]:
    """The days of a year that a decree that stands has set, each with its change; the latest rules."""
    rows = session.execute(
        select(CalendarDecreeDay.on_day, CalendarDecreeDay.change_id)
        .join(LawChange, LawChange.id == CalendarDecreeDay.change_id)
        .where(
            LawChange.undone_at.is_(None),
            CalendarDecreeDay.on_day.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .order_by(CalendarDecreeDay.change_id)
    )
    return {row.on_day: row.change_id for row in rows}
