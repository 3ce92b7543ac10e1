"""Reads of rehearsals: the ways of counting a change may touch, the duties behind them, the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, TextClause, func, select
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.errors import NotFound
from supervision.core.paging import Cursor, Page
from supervision.decrees.models import CalendarDecree, LawAmendment, LawChange
from supervision.duties.models import DutyMove
from supervision.law.lawbook import Lawbook
from supervision.rehearsals import statements
from supervision.rehearsals.rules import (
    ROWS_SHOWN,
    MovedDuty,
    OfficeMoves,
    Rehearsal,
    Way,
    asked_of,
    rehearsed,
)


class Change(NamedTuple):
    """A change of the law as the log tells it: a decree has its number, an amendment its act; what has
    neither stands in files and is not undone here.
    """

    id: int
    act_id: str | None
    extended_until: date | None
    extends: bool | None
    opened: int | None
    dropped: int | None
    number: str | None
    dated: date | None
    title: str
    moved: int
    shortened: int
    settled: int
    calendar_version: str
    applied_at: datetime
    applied_by: str
    undone_at: datetime | None
    undone_by: str | None
    undo_reason: str | None
    version: int

    @property
    def is_laid_over(self) -> bool:
        """Whether it is laid over the files, so that it can be taken off again."""
        return self.number is not None or self.act_id is not None


def rehearsal(session: Session, now: Lawbook, then: Lawbook, days: Sequence[date]) -> Rehearsal:
    """What becomes of the open duties the session sees when these days change as `then` has them."""
    asked = asked_of(now, then, days)
    if not asked["days"]:
        return Rehearsal(then, asked)
    ways = [Way._make(row) for row in session.execute(statements.WAYS, asked)]
    return rehearsed(now, then, asked, ways)


def offices_of(session: Session, found: Rehearsal) -> list[OfficeMoves]:
    """How many duties of each office a rehearsal moves."""
    if not found.recounted:
        return []
    return _offices(session, statements.OFFICES, {**found.asked, **found.given})


def offices_of_change(session: Session, change_id: int) -> list[OfficeMoves]:
    """How many duties of each office an applied change moved."""
    return _offices(session, statements.OFFICES_OF_CHANGE, {"change": change_id})


def _offices(session: Session, statement: TextClause, given: dict[str, Any]) -> list[OfficeMoves]:
    found = [OfficeMoves._make(row) for row in session.execute(statement, given)]
    return [each for each in found if each.moved]


def page_of_rehearsal(
    session: Session, found: Rehearsal, *, office: int, language: str, cursor: Cursor | None
) -> Page[MovedDuty]:
    """Duties that a rehearsal moves, the shortened ones first; of one office, or 0 for all."""
    if not found.recounted:
        return Page([], None, None)
    given = {**found.asked, **found.given, "office": office}
    return _page(session, statements.REHEARSED[language], given, cursor)


def page_of_change(
    session: Session, change_id: int, *, office: int, language: str, cursor: Cursor | None
) -> Page[MovedDuty]:
    """Duties that an applied change moved, as `page_of_rehearsal` orders them."""
    given = {"change": change_id, "office": office}
    return _page(session, statements.RECORDED[language], given, cursor)


def _page(
    session: Session, statement: TextClause, given: dict[str, Any], cursor: Cursor | None
) -> Page[MovedDuty]:
    place = str(cursor.value) if cursor else ""
    after = {
        "after_place": place if place.isascii() else "",  # a forged one begins anew
        "after_id": cursor.row_id if cursor else 0,
        "size": ROWS_SHOWN + 1,
    }
    rows: Sequence[Row[Any]] = session.execute(statement, {**given, **after}).all()
    shown = [MovedDuty._make(row) for row in rows[:ROWS_SHOWN]]
    more = len(rows) > ROWS_SHOWN
    return Page(shown, None, str(Cursor(shown[-1].place, shown[-1].id)) if more else None)


def counts_of_change(session: Session, change_id: int) -> tuple[int, int, int]:
    """How many duties a change moved, shortened, and only explained anew."""
    moved, shortened, settled = session.execute(statements.COUNTS, {"change": change_id}).one()
    return moved, shortened, settled


def last_move(session: Session) -> int:
    """The newest move of a duty; what is moved after it has a higher number."""
    return int(session.scalar(select(func.coalesce(func.max(DutyMove.id), 0))) or 0)


def moved_since(session: Session, actor: Actor, move_id: int, language: str) -> list[MovedDuty]:
    """Duties that the actor's rebuild moved since then, the shortened ones first; what somebody else
    corrects meanwhile is not among them.
    """
    everything = {
        "since": move_id,
        "actor_name": actor.name,
        "after_place": "",
        "after_id": 0,
        "size": None,
    }
    found = session.execute(statements.MOVED_SINCE[language], everything)
    return [MovedDuty._make(row) for row in found]


def named(
    session: Session, duty_ids: Sequence[int], language: str, *, gone: bool
) -> list[MovedDuty]:
    """The first of these duties, as they come (a day after, none before) or go; those without a day are
    left out.
    """
    if not duty_ids:
        return []
    given = {"ids": list(duty_ids), "after_place": "", "after_id": 0, "size": ROWS_SHOWN}
    found = session.execute(statements.NAMED[language, gone], given)
    return [MovedDuty._make(row) for row in found]


def moved_by(session: Session, change_id: int, language: str) -> list[MovedDuty]:
    """Every duty that a change moved and the session sees, the shortened ones first."""
    everything = {"change": change_id, "office": 0, "after_place": "", "after_id": 0, "size": None}
    found = session.execute(statements.RECORDED[language], everything)
    return [MovedDuty._make(row) for row in found]


def state_of_law(session: Session) -> int:
    """A number that grows with every change applied or undone: what a form saw of the law."""
    return int(session.scalar(select(func.coalesce(func.sum(LawChange.version), 0))) or 0)


_CHANGES = (
    select(
        LawChange.id,
        LawAmendment.act_id,
        LawAmendment.extended_until,
        LawAmendment.extends,
        LawAmendment.opened,
        LawAmendment.dropped,
        CalendarDecree.number,
        CalendarDecree.dated,
        func.coalesce(CalendarDecree.title, LawChange.reason),
        LawChange.moved,
        LawChange.shortened,
        LawChange.settled,
        LawChange.calendar_version,
        LawChange.applied_at,
        LawChange.applied_by,
        LawChange.undone_at,
        LawChange.undone_by,
        LawChange.undo_reason,
        LawChange.version,
    )
    .outerjoin(CalendarDecree, CalendarDecree.change_id == LawChange.id)
    .outerjoin(LawAmendment, LawAmendment.change_id == LawChange.id)
    .order_by(LawChange.id.desc())
)


def changes(session: Session) -> list[Change]:
    """Every change, the newest first; they are a few a year."""
    return [Change._make(row) for row in session.execute(_CHANGES)]


def change_told(session: Session, change_id: int) -> Change:
    """One change as the log tells it; raises NotFound."""
    found = session.execute(_CHANGES.where(LawChange.id == change_id)).first()
    if found is None:
        raise NotFound
    return Change._make(found)


class Later(NamedTuple):
    """A decree that builds on another one."""

    number: str
    dated: date


def built_on(session: Session, change_id: int) -> Later | None:
    """The newest standing decree after this one, which must be undone first; None: this is it."""
    found = session.execute(
        select(CalendarDecree.number, CalendarDecree.dated)
        .join(LawChange, LawChange.id == CalendarDecree.change_id)
        .where(LawChange.id > change_id, LawChange.undone_at.is_(None))
        .order_by(LawChange.id.desc())
        .limit(1)
    ).first()
    return None if found is None else Later._make(found)
