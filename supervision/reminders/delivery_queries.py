"""How far the notices and letters of a day have come, over the offices a reader sees.

Belongs here: counts that move while a sweep delivers, chunk by chunk. Does not belong here: what is
wrong (`watch_rules.py`), nor the letters that failed one by one (`letter_queries.py`).
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision.reminders.letter_rules import LetterState
from supervision.reminders.models import Letter, Reminder
from supervision.reminders.rules import NoticeState


class Delivery(NamedTuple):
    """Notices and letters of one day: `to_come` leave later that day, `waiting` should leave now."""

    to_come: int
    waiting: int
    sent: int
    seen: int
    letters_waiting: int
    letters_underway: int
    letters_accepted: int
    letters_failed: int


def delivery_of_day(session: Session, *, start: datetime, end: datetime, now: datetime) -> Delivery:
    """The counts of the day between two moments (UTC), as of `now`."""
    planned, sent = (
        Reminder.state == NoticeState.PLANNED.value,
        Reminder.sent_at.between(start, end),
    )
    notices = select(
        func.count().filter(planned, Reminder.moment > now),
        func.count().filter(planned, Reminder.moment <= now),
        func.count().filter(sent),
        func.count().filter(sent, Reminder.seen_at.is_not(None)),
    ).where((planned & (Reminder.moment < end)) | sent)
    answered = Letter.answered_at.between(start, end)
    letters = select(
        func.count().filter(Letter.state == LetterState.PLANNED.value),
        func.count().filter(Letter.state == LetterState.SENT.value),
        func.count().filter(Letter.state == LetterState.ACCEPTED.value, answered),
        func.count().filter(Letter.state == LetterState.FAILED.value, answered),
    )
    return Delivery(*session.execute(notices).one(), *session.execute(letters).one())
