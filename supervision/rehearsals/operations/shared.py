"""What every change of the law does: who waits for whom, the same form sent twice, notices in step."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import joining_whole_sets
from supervision.core.errors import Refused, Stale
from supervision.core.problems import LONGEST_NOTE, length_problems, refuse
from supervision.core.texts import written
from supervision.decrees.models import LawChange
from supervision.law.lawbook import Lawbook
from supervision.rehearsals.queries import state_of_law
from supervision.reminders.operations import Swept, plan


@dataclass(frozen=True)
class At:
    """When and where a change is made: today and the moment at the office's seat."""

    today: date
    now: datetime
    zone: ZoneInfo


def sent_before(session: Session, key: uuid.UUID) -> LawChange | None:
    """The change the same form made when it was sent first."""
    return session.scalars(select(LawChange).where(LawChange.idempotency_key == key)).first()


def demand_state(session: Session, seen: int | None) -> None:
    """Raises Stale when the law is not the one its reader saw (`state_of_law`)."""
    found = state_of_law(session)
    if seen is not None and seen != found:
        raise Stale(found, seen)


def demand_undoable(change: LawChange, reason: str) -> None:
    """Raises Refused for a change undone already, and without a reason."""
    if not change.stands:
        raise Refused("This change is undone already.")
    if not written(reason):
        raise Refused("Say why.", field="reason")
    refuse(length_problems(reason, "reason", LONGEST_NOTE))


def plan_notices(session: Session, actor: Actor, law: Lawbook, at: At) -> None:
    """Bring the notices in step; the lock on planning has been this transaction's from the start."""
    with joining_whole_sets(session):
        plan(session, actor, Swept(), law=law, now=at.now, zone=at.zone)


def counted(change: LawChange) -> dict[str, Any]:
    """What a change moved, for the log."""
    return {
        "moved": change.moved,
        "shortened": change.shortened,
        "settled": change.settled,
        "calendar": change.calendar_version,
    }


def rows_changed(session: Session, statement: Any, given: dict[str, Any]) -> int:
    """Run a changing statement; returns how many rows it changed."""
    result = session.execute(statement, given)
    return result.rowcount if isinstance(result, CursorResult) else 0
