"""`kill -9` between the mail server's answer and the record: the letter is known as the same one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import redis
from celery import Celery
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core import clock
from supervision.core.db import set_scope
from supervision.core.faults import FaultPoint
from supervision.core.queue import QueueName, TaskName
from supervision.offices.queries import enter_as_house
from supervision.reminders.operations import choose_letters
from tests.factories.duties import open_duty
from tests.factories.mail import SENDER, Mailbox, mail_server
from tests.factories.offices import World
from tests.faults.conftest import QUEUE, Programs, wait_until
from tests.services import Services

pytestmark = pytest.mark.fault

READER = "abay1.assistant"


@pytest.fixture
def mailbox(programs: Programs) -> Iterator[Mailbox]:
    """A mail server the programs are told of."""
    with mail_server() as taking:
        programs.environment.update(
            MAIL_URL=taking.url,
            MAIL_FROM=SENDER,
            SUPERVISION_PUBLIC_ADDRESS="https://supervision.example.kz",
        )
        yield taking


@pytest.fixture
def waiting(session: Session, world: World) -> None:
    """One notice that has just left, with its letter waiting."""
    actor = world.actor(session, READER)
    set_scope(session, actor.scope)
    choose_letters(session, actor, email="reader@office.kz", by_mail="each", version=0)
    session.commit()
    enter_as_house(session)
    now = clock.now()
    duty = open_duty(
        session,
        office_id=3,
        due_on=now.date() + timedelta(days=1),
        assignee_id=world.people[READER],
    )
    session.execute(
        text(
            "with sent as (insert into reminder (office_id, duty_id, rung, recipient_id, channel, "
            "due_on_seen, moment, state, sent_at) values (3, :duty, 0, :user, 'in_app', :due, "
            ":now, 'sent', :now) returning id) insert into letter (office_id, user_id, kind, "
            "reminder_id, next_at) select 3, :user, 'notice', id, :now from sent"
        ),
        {"duty": duty.id, "user": world.people[READER], "due": duty.due_on, "now": now},
    )
    session.commit()


def letter(session: Session) -> tuple[str, int]:
    session.rollback()
    row = session.execute(text("select state, attempts from letter")).one()
    return row.state, row.attempts


def test_a_worker_killed_after_the_server_accepted_sends_the_same_message_again(
    programs: Programs,
    services: Services,
    session: Session,
    waiting: None,
    mailbox: Mailbox,
) -> None:
    redis.Redis.from_url(services.redis_url(QUEUE)).flushdb()
    queue = Celery("test", broker=services.celery_url(QUEUE))

    def ask() -> None:
        queue.send_task(TaskName.SEND_LETTERS.value, queue=QueueName.MAIL.value)

    broken = programs.worker(fault=FaultPoint.AFTER_SEND)
    ask()
    wait_until(lambda: "SIGKILL" in programs.output(broken), "the pool process dies")
    programs.kill(broken)
    assert len(mailbox.taken) == 1
    assert letter(session) == ("sent", 1), "claimed, and its end was never told"

    # ten minutes later the attempt counts as lost
    session.execute(text("update letter set next_at = now() - interval '1 second'"))
    session.commit()
    redis.Redis.from_url(services.redis_url(QUEUE)).flushdb()
    programs.worker()
    ask()
    wait_until(lambda: letter(session) == ("accepted", 2), "the letter is accepted")
    one, two = mailbox.taken
    assert one["Message-ID"] == two["Message-ID"]
    assert one["Message-ID"].startswith("<notice-")
    assert one["To"] == two["To"] == "reader@office.kz"
