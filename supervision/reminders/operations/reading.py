"""What readers and the machinery note of notices: seen, seen all, and signs of life.

Does not belong here: planning or sending (`sweeping`), letters (`mailing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import NotFound
from supervision.reminders import statements
from supervision.reminders.models import Reminder
from supervision.reminders.rules import BEAT, WORKER, NoticeState


def mark_seen(session: Session, actor: Actor, notice_id: int, *, now: datetime) -> Reminder:
    """Note that the recipient opened a notice; raises NotFound for anybody else's."""
    notice = session.get(Reminder, notice_id)
    if (
        notice is None
        or notice.recipient_id != actor.user_id
        or notice.state != NoticeState.SENT.value
    ):
        raise NotFound
    if notice.seen_at is None:
        notice.seen_at = now
        record(
            session,
            actor,
            action="reminders.mark_seen",
            subject=("reminder", notice.id),
            office_id=notice.office_id,
            after={"seen_at": now},
        )
    return notice


def mark_all_seen(session: Session, actor: Actor, *, now: datetime) -> int:
    """Note that the actor has seen all notices sent so far; returns how many were unread."""
    statement = (
        update(Reminder)
        .where(
            Reminder.recipient_id == actor.user_id,
            Reminder.state == NoticeState.SENT.value,
            Reminder.seen_at.is_(None),
        )
        .values(seen_at=now)
    )
    result = session.execute(statement)
    seen = result.rowcount if isinstance(result, CursorResult) else 0
    if seen:
        record(
            session,
            actor,
            action="reminders.mark_all_seen",
            subject=("reminder", None),
            after={"seen": seen},
        )
    return seen


def beat(session: Session, *, now: datetime, names: Sequence[str] = (BEAT, WORKER)) -> None:
    """Note that the scheduler asked and a worker answered; never moves a heartbeat back.

    A sign of life of the machinery is no change of a record, so it leaves no audit row.
    """
    session.execute(statements.BEAT, {"names": list(names), "now": now})
