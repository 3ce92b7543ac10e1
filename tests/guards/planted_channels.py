"""Letters that did not arrive, planted for the walks, each of their texts chosen by the test.

Belongs here: the rows and their ids. Does not belong here: what a test looks for afterwards.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from supervision.core import clock
from supervision.core.access import Actor
from supervision.core.texts import written
from supervision.core.transaction import transaction
from supervision.reminders.models import Letter
from tests.conftest import TODAY

CODES = {"letter": {"kind", "state"}}


def plant_letter(session: Session, head: Actor, person: Callable[[int, str], str]) -> None:
    """A digest of the head of an office that no mail server took."""
    office_id = head.office_id or 0
    with transaction(session):
        session.add(
            Letter(
                office_id=office_id,
                user_id=head.user_id,
                kind="digest",
                day=TODAY,
                state="failed",
                next_at=clock.now(),
                attempts=6,
                address=written(person(office_id, "address")),
                answered_at=clock.now(),
                answer_code=550,
                answer=written(person(office_id, "answer")),
            )
        )
