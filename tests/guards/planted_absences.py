"""Absences for the walks: one that stands and one that is cancelled, in every office.

Belongs here: making the rows by the room's own operations. Does not belong here: what a test looks
for afterwards.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.offices import operations
from supervision.offices.rules import AbsenceEntry
from tests.conftest import TODAY

CODES = {"absence": {"kind"}}


def plant_absences(session: Session, head: Actor, reason: Callable[[int, str], str]) -> None:
    """The head's own leave in spring, and a training that was called off."""
    set_scope(session, head.scope)
    for kind, ahead in (("leave", 120), ("training", 200)):
        first = TODAY + timedelta(days=ahead)
        with transaction(session):
            made = operations.enter_absence(
                session,
                head,
                head.user_id or 0,
                AbsenceEntry(kind, first, first + timedelta(days=9)),
                idempotency_key=uuid.uuid4(),
            )
    with transaction(session):
        operations.cancel_absence(
            session,
            head,
            made.id,
            reason=reason(head.office_id or 0, "cancelled")[:200],
            version=made.version,
            today=TODAY,
        )
