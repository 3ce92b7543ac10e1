"""What protests tell on the desk: a protest of the office was withdrawn by a higher one (`2015 ¶23`).

Belongs here: filling the strip. Does not belong here: the desk itself (`duties`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask import url_for
from sqlalchemy.orm import Session

from supervision.core.access import Actor, Permission
from supervision.core.i18n import current_language
from supervision.duties.desk_panels import DeskPanel
from supervision.protests.queries.unread import unread_motives


class Withdrawal(NamedTuple):
    """A withdrawn protest whose motives nobody of the office has read yet."""

    url: str
    number: str
    office: str
    matter_number: str


def _withdrawals(session: Session, actor: Actor) -> Sequence[Withdrawal]:
    """For whoever may record; it stands until one of the office has read the motives."""
    if actor.office_id is None or not actor.may(Permission.RECORD_CASES):
        return ()
    return [
        Withdrawal(
            url_for("protests.motion", protest_id=row.protest_id, motion_id=row.motion_id),
            row.number,
            row.office,
            row.matter_number,
        )
        for row in unread_motives(session, actor.office_id, current_language())
    ]


WITHDRAWALS = DeskPanel("withdrawals", "protests/_on_desk.html", _withdrawals)
