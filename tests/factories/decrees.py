"""A decree laid over the calendar of a test's world by the room's own operation."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.decrees.models import LawChange
from supervision.decrees.rules import DayLine, DecreeEntry
from supervision.law.lawbook import Lawbook
from supervision.rehearsals.operations import At, apply_decree
from tests.factories.offices import World

# A Monday no duty of a test's world comes near.
FAR_OFF = date(2027, 12, 20)
TITLE = "О переносе дней отдыха в декабре 2027 года"


def decreed(
    session: Session,
    world: World,
    files: Lawbook,
    *,
    now: datetime,
    today: date,
    off_on: date = FAR_OFF,
    title: str = TITLE,
) -> LawChange:
    """One day off set by decree; the Department's prosecutor enters it."""
    actor = world.actor(session, "gpo.department")
    set_scope(session, actor.scope)
    with transaction(session):
        return apply_decree(
            session,
            actor,
            DecreeEntry("777", today, title, (DayLine(0, off_on, None),)),
            files=files,
            at=At(today, now, ZoneInfo("Asia/Almaty")),
            idempotency_key=uuid.uuid4(),
        )
