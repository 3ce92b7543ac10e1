"""A decree and an amendment laid over the law of a test's world by the room's own operations."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.decrees.amendment_rules import AmendmentEntry, Applied, TextLine
from supervision.decrees.models import LawChange
from supervision.decrees.rules import DayLine, DecreeEntry
from supervision.law.lawbook import Lawbook
from supervision.law.reader import ACTS
from supervision.rehearsals.operations import At, apply_amendment, apply_decree
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


def amended(
    session: Session,
    world: World,
    files: Lawbook,
    *,
    now: datetime,
    today: date,
    reason: str = "Приказ № 36",
) -> LawChange:
    """A paragraph of the instruction of 2002 given as it stands, so that no duty moves."""
    actor = world.actor(session, "gpo.department")
    set_scope(session, actor.scope)
    text = (ACTS / "2002" / "13.yaml").read_text(encoding="utf-8")
    lines = (TextLine(0, "13.yaml", text),)
    with transaction(session):
        return apply_amendment(
            session,
            actor,
            (),
            AmendmentEntry(reason, "2002", Applied.AS_BEFORE, None, lines),
            files=files,
            at=At(today, now, ZoneInfo("Asia/Almaty")),
            idempotency_key=uuid.uuid4(),
        )
