"""Reads of decrees: which stand, and what each says of the days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.core.errors import NotFound
from supervision.decrees.models import CalendarDecree, CalendarDecreeDay, LawChange
from supervision.law.calendar import DayKind
from supervision.law.decrees import Decree, DecreedDay, cited
from supervision.law.model import Titles

_STANDING = (
    select(LawChange.id, LawChange.fingerprint)
    .where(LawChange.undone_at.is_(None))
    .order_by(LawChange.id)
)


def standing(session: Session) -> list[tuple[int, str]]:
    """The changes the law is counted with, oldest first: id and fingerprint."""
    return [(row.id, row.fingerprint) for row in session.execute(_STANDING)]


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


def sources_of(session: Session, change_ids: Sequence[int]) -> dict[int, Titles]:
    """How the decrees of these changes are cited, by change."""
    rows = session.execute(
        select(CalendarDecree.change_id, CalendarDecree.number, CalendarDecree.dated).where(
            CalendarDecree.change_id.in_(change_ids)
        )
    )
    return {change_id: cited(number, dated) for change_id, number, dated in rows}
