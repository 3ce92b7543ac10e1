"""What tests of reminders share: the house at work, a sweep at a moment, and what has gone out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from config.settings import Settings
from supervision.core.access import Actor, system_actor
from supervision.core.db import engine_for, set_scope
from supervision.law.lawbook import Lawbook
from supervision.local.provision import Roles
from supervision.offices.models import UserAccount
from supervision.offices.queries import enter_as_house
from supervision.reminders import operations
from supervision.reminders.models import NoticeChoice, Reminder
from supervision.reminders.operations import Swept, sweep
from tests.factories.offices import World
from tests.services import Services

ALMATY = ZoneInfo("Asia/Almaty")
QUEUE = 44  # of the test server's 64 databases; other tests hand work over to none of their workers
Sweep = Callable[[datetime], Swept]
Choose = Callable[..., None]


class Notice(NamedTuple):
    """A notice in the words of a test: which rung reached whom."""

    rung: int
    login: str


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment on the wall clock of the office's seat, in UTC."""
    return datetime.combine(day, time(hour, minute), ALMATY).astimezone(UTC)


@pytest.fixture
def settings_of_test(settings_of_test: Settings, services: Services) -> Settings:
    """The same with a queue of their own: what others leave in theirs is a growing one to the watchdog."""
    return settings_of_test.model_copy(update={"redis_url": services.celery_url(QUEUE)})


@pytest.fixture
def house(session: Session, world: World) -> Actor:
    """The session acts as the house itself."""
    offices = enter_as_house(session)
    session.commit()
    return system_actor(offices)


@pytest.fixture
def swept_at(session: Session, house: Actor, law: Lawbook) -> Sweep:
    """Run one sweep as if it were this moment."""

    def run(now: datetime) -> Swept:
        session.commit()
        return sweep(session, house, law=law, now=now, zone=ALMATY)

    return run


@pytest.fixture
def sent(session: Session, house: Actor) -> Callable[[], list[Notice]]:
    """Every notice that has gone out, in the order of rungs and logins."""

    def read() -> list[Notice]:
        statement = (
            select(Reminder.rung, UserAccount.login)
            .join(UserAccount, UserAccount.id == Reminder.recipient_id)
            .where(Reminder.state == "sent")
            .order_by(Reminder.rung, UserAccount.login)
        )
        return [Notice(*row) for row in session.execute(statement)]

    return read


@pytest.fixture
def logged(roles: Roles) -> Callable[[], list[tuple[str, dict[str, int]]]]:
    """The audit entries of reminders, read as the backup role: the house's own have no office."""

    def read() -> list[tuple[str, dict[str, int]]]:
        engine = engine_for(roles.backup_url)
        with engine.connect() as connection:
            rows = connection.execute(
                text(
                    "select action, after from audit_entry where subject_kind = 'reminder' "
                    "order by id"
                )
            ).all()
        engine.dispose()
        return [(row.action, row.after) for row in rows]

    return read


@pytest.fixture
def chooses(session: Session, house: Actor, world: World) -> Choose:
    """Somebody of the world wants letters: each, or a digest; the house acts again afterwards."""

    def choose(login: str, by_mail: str = "each", email: str = "") -> None:
        actor = world.actor(session, login)
        set_scope(session, actor.scope)
        known = session.get(NoticeChoice, actor.user_id)
        operations.choose_letters(
            session,
            actor,
            email=email or f"{login}@office.example.kz",
            by_mail=by_mail,
            version=known.version if known else 0,
        )
        session.commit()
        enter_as_house(session)
        session.commit()

    return choose
