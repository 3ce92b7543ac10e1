"""What the reminders of a duty show: the shape in which the room above hands it down.

Belongs here: asking the reader the roof names. Does not belong here: a reminder, because imports go
down only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from flask import current_app
from sqlalchemy.orm import Session

EXTENSION = "reminders_of_duties"


class Shown(NamedTuple):
    """One reminder of a duty: its rung in working days from the day, to whom, and what became of it.

    `letter` is the state of the letter that went with it, empty without one.
    """

    duty_id: int
    rung: int
    due_on: date
    name: str
    planned_for: datetime
    state: str
    sent_at: datetime | None
    seen_at: datetime | None
    letter: str


Reader = Callable[[Session, Sequence[int]], Sequence[Shown]]


def reminders_of(session: Session, duty_ids: Sequence[int]) -> Sequence[Shown]:
    """The reminders of these duties by the moment they were planned for."""
    reader: Reader | None = current_app.extensions.get(EXTENSION)
    return reader(session, duty_ids) if reader is not None and duty_ids else ()
