"""Which of scheduler and workers is silent is told apart, with real ones."""

from __future__ import annotations

from datetime import timedelta

import pytest
import redis
from sqlalchemy import text
from sqlalchemy.orm import Session

from config.settings import Settings
from supervision.core import clock
from supervision.offices.queries import enter_as_house
from supervision.reminders.watch_rules import Finding, findings
from supervision.reminders.watching import look
from tests.factories.offices import World
from tests.faults.conftest import QUEUE, Programs, wait_until
from tests.services import Services

pytestmark = pytest.mark.fault


def test_a_scheduler_without_workers_is_heard_and_the_workers_are_accused(
    programs: Programs,
    services: Services,
    session: Session,
    world: World,
    settings_of_test: Settings,
) -> None:
    redis.Redis.from_url(services.redis_url(QUEUE)).flushdb()
    enter_as_house(session)
    session.execute(text("update heartbeat set at = now() - interval '1 hour'"))
    session.commit()

    def found() -> list[Finding]:
        seen = look(session, settings_of_test, clock.now(), ask_queue=False)
        session.rollback()
        return [each.what for each in findings(seen)]

    assert found() == [Finding.SCHEDULER_SILENT]
    programs.beat()
    wait_until(lambda: found() == [Finding.WORKER_SILENT], "the scheduler is heard")
    programs.worker()
    wait_until(lambda: found() == [], "the worker is heard")
    heard = session.execute(text("select at from heartbeat")).scalars()
    assert all(clock.now() - at < timedelta(minutes=2) for at in heard)
