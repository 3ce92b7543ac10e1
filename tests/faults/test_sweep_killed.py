"""`kill -9` at any point of a sweep, doubled and silent schedulers, a wiped queue: each notice once.

Every program here is a real one. The duties are due on Friday 27 November 2026, so that on Tuesday
24 November each owes its assignee exactly one notice; or on the real today, where a scheduler runs.
"""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import redis
from celery import Celery
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core import clock
from supervision.core.faults import FaultPoint
from supervision.core.queue import QueueName, TaskName
from supervision.law.calendar import load_calendar
from supervision.offices.queries import enter_as_house
from supervision.reminders.rules import CLAIM, morning, rungs
from tests.factories.duties import open_duty, open_many
from tests.factories.offices import World
from tests.faults.conftest import QUEUE, Programs, wait_until
from tests.reminders.conftest import ALMATY
from tests.services import Services

pytestmark = pytest.mark.fault

MANY = 2 * CLAIM + 200
DUE = date(2026, 11, 27)
DAY = "2026-11-24"
Counted = Callable[[str], int]


@pytest.fixture
def many(session: Session, world: World) -> None:
    """Duties that need three claims to deliver."""
    enter_as_house(session)
    open_many(session, MANY, office_id=3, due_on=DUE, user_id=world.people["abay1.assistant"])
    session.commit()


@pytest.fixture
def queue(services: Services) -> Celery:
    """The queue's own client, empty."""
    redis.Redis.from_url(services.redis_url(QUEUE)).flushdb()
    return Celery("test", broker=services.celery_url(QUEUE))


def ask_for_sweep(queue: Celery) -> None:
    queue.send_task(TaskName.SWEEP_REMINDERS.value, queue=QueueName.REMINDERS.value)


def each_once(session: Session) -> bool:
    """Whether each duty's only rung that was due has gone out exactly once."""
    rows = session.execute(
        text(
            "select count(*) filter (where state = 'sent') from reminder "
            "where rung = -3 group by duty_id"
        )
    ).scalars()
    found = list(rows)
    session.rollback()
    return len(found) == MANY and set(found) == {1}


@pytest.mark.parametrize(
    ("point", "planned", "sent"),
    [
        (FaultPoint.BEFORE_PLAN, 0, 0),
        (FaultPoint.AFTER_PLAN, 0, 0),
        (FaultPoint.AFTER_CLAIM, 3 * MANY, 0),
        (FaultPoint.BEFORE_COMMIT, 3 * MANY, 0),
        (FaultPoint.BETWEEN_CHUNKS, 3 * MANY - CLAIM, CLAIM),
    ],
)
def test_a_sweep_killed_at_any_point_and_repeated_loses_and_doubles_nothing(
    programs: Programs,
    many: None,
    session: Session,
    counted: Counted,
    point: FaultPoint,
    planned: int,
    sent: int,
) -> None:
    assert programs.sweep(DAY, fault=point).wait(60) == -signal.SIGKILL
    # the rungs of 24, 26 and 27 November are planned, only the first is due
    assert counted("state = 'planned'") == planned
    assert counted("state = 'sent'") == sent
    again = programs.sweep(DAY)
    assert again.wait(60) == 0, programs.output(again)
    assert json.loads(programs.output(again))["sent"] == MANY - sent
    assert each_once(session)
    assert session.execute(text("select first_bad from audit_verify()")).scalar() is None


def test_sweeps_side_by_side_share_the_work(
    programs: Programs, many: None, session: Session
) -> None:
    side_by_side = [programs.sweep(DAY) for _ in range(3)]
    assert [program.wait(90) for program in side_by_side] == [0, 0, 0]
    told = [json.loads(programs.output(program)) for program in side_by_side]
    programs.sweep(DAY).wait(60)
    assert sum(answer["planned"] for answer in told) == 3 * MANY
    assert each_once(session)


def test_a_worker_killed_inside_a_sweep_is_followed_by_one_that_finishes_it(
    programs: Programs, queue: Celery, session: Session, world: World, counted: Counted
) -> None:
    enter_as_house(session)
    overdue = clock.today(ALMATY) - timedelta(days=60)
    for _ in range(3):
        open_duty(
            session,
            office_id=3,
            due_on=overdue,
            assignee_id=world.people["abay1.assistant"],
            opened_at=clock.now() - timedelta(hours=1),
        )
    session.commit()
    broken = programs.worker(fault=FaultPoint.AFTER_CLAIM)
    ask_for_sweep(queue)
    wait_until(lambda: "SIGKILL" in programs.output(broken), "the pool process dies")
    programs.kill(broken)
    assert counted("state = 'sent'") == 0
    programs.worker()
    ask_for_sweep(queue)
    # assistant, deputy, head, the oblast's head and the Department, of each of three duties
    wait_until(lambda: counted("state = 'sent'") == 15, "all notices leave")
    assert counted("true") == 15


def test_a_scheduler_that_was_silent_over_rungs_catches_up_each_once_even_when_doubled(
    programs: Programs, queue: Celery, session: Session, world: World, counted: Counted
) -> None:
    enter_as_house(session)
    due_on = load_calendar().previous_working(clock.today(ALMATY) - timedelta(days=1))
    opened_at = clock.now() - timedelta(days=30)
    duty = open_duty(
        session,
        office_id=3,
        due_on=due_on,
        assignee_id=world.people["abay1.assistant"],
        opened_at=opened_at,
    )
    session.execute(text("update heartbeat set at = :long_ago"), {"long_ago": opened_at})
    session.commit()
    for _ in range(2):
        programs.worker()
        programs.beat()

    # the scheduler also opens recurring duties, which have ladders of their own
    sent = f"duty_id = {duty.id} and state = 'sent' and rung <= 0"

    def caught_up() -> bool:
        return counted(sent) >= 3 and _heard_since(session, opened_at)

    wait_until(caught_up, "the rungs leave and the scheduler is heard")
    ask_for_sweep(queue)
    wait_until(lambda: _swept_again(programs), "both schedulers' sweeps are done")
    missed = {
        rung.number: morning(rung.day, ALMATY)
        for rung in rungs(load_calendar(), (-3, -1, 0), due_on)[0]
    }
    rows = session.execute(
        text(f"select rung, late_hours, sent_at from reminder where {sent}")
    ).all()
    assert sorted(row.rung for row in rows) == [-3, -1, 0]
    for row in rows:
        assert row.late_hours == int((row.sent_at - missed[row.rung]).total_seconds() // 3600)
        assert row.late_hours > 0


def test_a_wiped_queue_loses_nothing(
    programs: Programs,
    queue: Celery,
    services: Services,
    session: Session,
    world: World,
    counted: Counted,
) -> None:
    enter_as_house(session)
    open_duty(
        session,
        office_id=3,
        due_on=clock.today(ALMATY) - timedelta(days=60),
        assignee_id=world.people["abay1.assistant"],
        opened_at=clock.now() - timedelta(hours=1),
    )
    session.commit()
    for _ in range(1000):
        ask_for_sweep(queue)
    redis.Redis.from_url(services.redis_url(QUEUE)).flushdb()
    programs.worker()
    ask_for_sweep(queue)
    wait_until(lambda: counted("state = 'sent'") == 5, "all notices leave")


def _heard_since(session: Session, moment: datetime) -> bool:
    heard = session.scalar(text("select at from heartbeat where name = 'beat'"))
    session.rollback()
    return heard is not None and heard - moment > timedelta(days=29)


def _swept_again(programs: Programs) -> bool:
    told = "".join(programs.output(program) for program in programs.running)
    return told.count('"event": "reminders.swept"') >= 3
