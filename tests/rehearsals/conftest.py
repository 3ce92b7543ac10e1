"""What tests of rehearsals share: the Department at work, decrees, and what stands afterwards."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.decrees.law_at_work import LawAtWork
from supervision.decrees.models import LawChange
from supervision.decrees.rules import DayLine, DecreeEntry
from supervision.duties.rules import Event
from supervision.duties.sync import sync
from supervision.law.lawbook import Lawbook
from supervision.rehearsals.operations import At, apply_decree, undo_change
from supervision.rehearsals.rehearsing import rehearse
from supervision.rehearsals.rules import Rehearsal
from supervision.reminders.operations import Swept, plan
from tests.conftest import NOW, TODAY
from tests.factories.duty_facts import facts, received, studied, subject
from tests.factories.offices import World

ALMATY = ZoneInfo("Asia/Almaty")
AT = At(TODAY, NOW, ALMATY)
OPEN_DUTIES = text(
    "select id, event_on, due_on, gap, edition, steps, calendar_version, confirmed, moved, assignee_id, "
    "closed_on, state from duty where state = 'open' order by id"
)
# The database says when a duty was opened, and its clock is not the test's.
OPENED = text("update duty set opened_at = :at where opened_at <> :at")
CLOSED_DUTIES = text("select * from duty where state <> 'open' order by id")
PLANNED = text(
    "select duty_id, rung, recipient_id, due_on_seen, moment, office_id from reminder "
    "where state = 'planned' order by 1, 2, 3, 4"
)


def decree(
    *lines: tuple[date | None, date | None], number: str = "123", dated: date = TODAY
) -> DecreeEntry:
    """A decree; each line is the day that becomes a day off and the one that becomes worked."""
    return DecreeEntry(
        number,
        dated,
        "О переносе дней отдыха",
        tuple(DayLine(place, off, worked) for place, (off, worked) in enumerate(lines)),
    )


@dataclass
class Desk:
    """The Department's prosecutor changing the calendar over a country with duties."""

    session: Session
    actor: Actor
    files: Lawbook
    world: World
    law_at_work: LawAtWork = field(init=False)

    def __post_init__(self) -> None:
        self.law_at_work = LawAtWork(self.files)

    @property
    def law(self) -> Lawbook:
        return self.law_at_work.of(self.session)

    def receive(
        self, number: int, on: date, *, office_id: int = 3, done: date | None = None
    ) -> None:
        """A requested file reaches an office: five days to study it (2002 ¶6)."""
        events: list[Event] = [received(on), *([studied(done)] if done else [])]
        assignee = self.world.people["abay1.assistant"] if office_id == 3 else None
        about = subject(number, office_id=office_id, assignee_id=assignee)
        with transaction(self.session):
            sync(self.session, self.actor, about, facts(*events), law=self.law, today=TODAY)
            self.session.execute(OPENED, {"at": NOW - timedelta(days=10)})

    def rehearse(self, entry: DecreeEntry) -> Rehearsal:
        return rehearse(self.session, self.actor, entry, files=self.files, today=TODAY)

    def apply(self, entry: DecreeEntry, *, now: datetime = NOW, **more: Any) -> LawChange:
        with transaction(self.session):
            return apply_decree(
                self.session,
                self.actor,
                entry,
                files=self.files,
                at=At(TODAY, now, ALMATY),
                idempotency_key=more.pop("key", uuid.uuid4()),
                **more,
            )

    def undo(self, change: LawChange, reason: str = "Қате енгізілді", **more: Any) -> LawChange:
        with transaction(self.session):
            return undo_change(
                self.session,
                self.actor,
                change.id,
                reason=reason,
                version=more.pop("version", None),
                files=self.files,
                at=At(TODAY, NOW + timedelta(minutes=5), ALMATY),
            )

    def plan(self) -> None:
        """What the next sweep plans."""
        with transaction(self.session):
            plan(self.session, self.actor, Swept(), law=self.law, now=NOW, zone=ALMATY)

    def rows(self, statement: Any) -> list[dict[str, Any]]:
        self.session.expire_all()
        return [dict(row) for row in self.session.execute(statement).mappings()]

    def days(self) -> list[date | None]:
        """The days of the open duties, in the order in which they were opened."""
        return [row["due_on"] for row in self.rows(OPEN_DUTIES)]


@pytest.fixture
def desk(session: Session, world: World, law: Lawbook) -> Desk:
    """The Department over the small world, whose law has both instructions extended."""
    actor = world.actor(session, "gpo.department")
    set_scope(session, actor.scope)
    session.commit()
    return Desk(session, actor, law, world)
