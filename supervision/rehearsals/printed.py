"""What was already printed or issued in a paper with a day that a change takes back.

Belongs here: the shape of the answer and the asking. Does not belong here: papers. A room that prints
duties sets `app.extensions[EXTENSION]` to a `Reader`; without one nothing has been printed yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from flask import current_app
from sqlalchemy.orm import Session

EXTENSION = "printed_dates"


class Printed(NamedTuple):
    """A paper that names a day of a duty: what the paper is called, when it was issued, its page."""

    duty_id: int
    paper: str
    issued_on: date
    named_on: date
    url: str = ""


# The papers that name days of these duties, as far as the reader may see them.
Reader = Callable[[Session, Sequence[int]], Sequence[Printed]]


def printed_of(session: Session, old_days: dict[int, date | None]) -> dict[int, list[Printed]]:
    """The papers that name the old day of a duty, by duty; `old_days` are the days taken back."""
    reader: Reader | None = current_app.extensions.get(EXTENSION)
    if reader is None or not old_days:
        return {}
    found: dict[int, list[Printed]] = {}
    for each in reader(session, list(old_days)):
        if each.named_on == old_days.get(each.duty_id):
            found.setdefault(each.duty_id, []).append(each)
    return found
