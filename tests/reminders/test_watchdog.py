"""Silence is heard without the scheduler and without a worker, told to who can act, and once."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from config.settings import Settings
from supervision.app import create_app
from supervision.cli import main
from supervision.core import clock
from supervision.core.access import Actor
from supervision.core.queue import QueueName, TaskName, make_celery, waiting_tasks
from supervision.local.provision import Roles
from supervision.reminders import watching
from supervision.reminders.models import Reminder
from supervision.reminders.watch_rules import Finding, Found, Watched, findings
from tests.conftest import Web
from tests.factories.duties import open_duty
from tests.factories.mail import PUBLIC, SENDER, Mailbox, mail_server, words
from tests.factories.offices import World
from tests.reminders.conftest import Choose
from tests.services import Services

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
WELL = Watched(NOW, NOW, NOW, 0, 0, 0, 0, mail_is_on=True, waiting_tasks=0)


def told(**changed: object) -> list[Found]:
    return list(findings(Watched(**{**vars(WELL), **changed})))  # type: ignore[arg-type]


def test_when_all_is_well_nothing_is_found() -> None:
    assert told() == []


def test_a_silent_scheduler_is_named_and_then_the_worker_is_not_accused() -> None:
    long_ago = NOW - timedelta(minutes=6)
    assert told(last_beat=long_ago, last_work=long_ago) == [
        Found(Finding.SCHEDULER_SILENT, since=long_ago)
    ]


def test_a_worker_that_does_not_answer_a_living_scheduler_is_named() -> None:
    long_ago = NOW - timedelta(minutes=6)
    assert told(last_work=long_ago) == [Found(Finding.WORKER_SILENT, since=long_ago)]


def test_a_growing_queue_and_overdue_notices_are_counted() -> None:
    assert told(waiting_tasks=51) == [Found(Finding.QUEUE_GROWING, number=51)]
    assert told(waiting_tasks=50) == []
    assert told(notices_late=3) == [Found(Finding.NOTICES_OVERDUE, number=3)]


@pytest.mark.parametrize(
    ("refused", "accepted", "late", "found"),
    [(1, 0, 0, 1), (4, 4, 0, 4), (4, 5, 0, 0), (0, 9, 2, 2), (0, 0, 0, 0)],
)
def test_mail_fails_when_as_many_are_refused_as_taken_or_letters_do_not_leave(
    refused: int, accepted: int, late: int, found: int
) -> None:
    seen = told(letters_refused=refused, letters_accepted=accepted, letters_late=late)
    assert seen == ([Found(Finding.MAIL_FAILING, number=found)] if found else [])


def test_where_no_mail_is_sent_none_can_fail() -> None:
    assert told(letters_late=5, mail_is_on=False) == []


def plan_late(session: Session, world: World, minutes: int) -> None:
    """A notice that should have left so many minutes ago and has not."""
    duty = open_duty(session, office_id=7, due_on=date(2026, 11, 27))
    session.add(
        Reminder(
            office_id=7,
            duty_id=duty.id,
            rung=-3,
            recipient_id=world.people["turan1.assistant"],
            channel="in_app",
            due_on_seen=date(2026, 11, 27),
            moment=clock.now() - timedelta(minutes=minutes),
        )
    )
    session.commit()


def silence(session: Session, name: str, minutes: int = 6) -> None:
    session.execute(
        text("update heartbeat set at = :at where name = :name"),
        {"at": clock.now() - timedelta(minutes=minutes), "name": name},
    )
    session.commit()


@pytest.fixture
def alive(session: Session, house: Actor) -> None:
    """Scheduler and workers were heard just now, however long the test session has run."""
    for name in ("beat", "worker"):
        silence(session, name, minutes=0)


def test_a_notice_nobody_sent_is_told_to_administrators_and_heads_of_every_office(
    web: Web, session: Session, house: Actor, world: World
) -> None:
    plan_late(session, world, 16)
    for login in ("gpo.administrator", "abay.administrator", "abay1.head"):
        page = web.client(login).get("/notices").get_data(as_text=True)
        assert "1 notice should have left and has not" in page, login
    page = web.client("abay1.assistant").get("/notices").get_data(as_text=True)
    assert "should have left" not in page
    answer = web.client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json is not None and answer.json["parts"]["notices"] == "1 waiting"


def test_a_notice_ten_minutes_late_alarms_nobody(
    web: Web, session: Session, house: Actor, world: World
) -> None:
    plan_late(session, world, 10)
    page = web.client("gpo.administrator").get("/notices").get_data(as_text=True)
    assert "should have left" not in page


def test_silent_workers_stand_in_the_banner_and_in_readyz(
    web: Web, session: Session, alive: None
) -> None:
    silence(session, "worker")
    page = web.client("gpo.administrator").get("/notices").get_data(as_text=True)
    assert "The workers have been silent since" in page
    assert "The scheduler has been silent" not in page
    answer = web.client().get("/readyz")
    assert answer.json is not None
    assert answer.json["parts"]["worker"].startswith("silent since 2")
    assert answer.json["parts"]["scheduler"] == "ok"


def test_waiting_tasks_are_counted_over_all_queues(
    settings_of_test: Settings, services: Services
) -> None:
    settings = settings_of_test.model_copy(update={"redis_url": services.celery_url(43)})
    assert waiting_tasks(settings) == 0
    queue = make_celery(settings)
    for name in (QueueName.REMINDERS, QueueName.MAIL, QueueName.MAIL):
        queue.send_task(TaskName.SWEEP_REMINDERS.value, queue=name.value)
    assert waiting_tasks(settings) == 3
    with queue.connection_for_write() as connection:
        for name in QueueName:
            connection.default_channel.queue_purge(name.value)
    away = settings.model_copy(update={"redis_url": "redis+socket:///nowhere/valkey.sock"})
    assert waiting_tasks(away) is None


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server of this test."""
    with mail_server() as taking:
        yield taking


@pytest.fixture
def application(settings_of_test: Settings, mailbox: Mailbox) -> Iterator[Flask]:
    """The product with that mail server configured."""
    changed = {"mail_url": mailbox.url, "mail_from": SENDER, "public_address_given": PUBLIC}
    app = create_app(settings_of_test.model_copy(update=changed))
    yield app
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


def test_an_incident_is_told_once_to_administrators_by_the_watchdog_itself(
    session: Session, alive: None, chooses: Choose, application: Flask, mailbox: Mailbox
) -> None:
    chooses("gpo.administrator", "digest")
    chooses("abay.administrator", "none")
    chooses("abay1.head", "each")
    silence(session, "beat")
    for _ in range(3):
        watching.watch_once(application, clock.now())
    (letter,) = mailbox.taken
    assert letter["To"] == "gpo.administrator@office.example.kz"
    assert letter["Subject"].startswith("The reminders need attention: The scheduler has been")
    assert "you administer the system." in words(letter)
    silence(session, "beat", minutes=0)
    watching.watch_once(application, clock.now())
    silence(session, "beat")
    watching.watch_once(application, clock.now())
    assert len(mailbox.taken) == 2, "another silence is another incident"
    incidents = session.execute(
        text("select what, ended_at is null from incident order by id")
    ).all()
    assert [tuple(row) for row in incidents] == [
        ("scheduler_silent", False),
        ("scheduler_silent", True),
    ]


def test_of_failing_mail_no_letter_tells(
    session: Session,
    alive: None,
    world: World,
    chooses: Choose,
    application: Flask,
    mailbox: Mailbox,
) -> None:
    chooses("gpo.administrator", "each")
    session.execute(
        text(
            "insert into letter (office_id, user_id, kind, day, next_at, attempts) "
            "values (3, :user, 'digest', '2026-11-24', :next, 2)"
        ),
        {"user": world.people["abay1.head"], "next": clock.now() + timedelta(minutes=20)},
    )
    session.commit()
    seen = watching.watch_once(application, clock.now())
    assert [found.what for found in findings(seen)] == [Finding.MAIL_FAILING]
    assert mailbox.taken == []


def test_the_watchdog_looks_by_itself_and_survives_a_look_that_fails(
    application: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = threading.Semaphore(0)

    def fail(app: Flask, now: datetime) -> None:
        looks.release()
        raise RuntimeError("the database is away")

    monkeypatch.setattr(watching, "LOOK_EVERY", timedelta(milliseconds=5))
    monkeypatch.setattr(watching, "watch_once", fail)
    watchdog = watching.start(application)
    assert watchdog.daemon, "it ends with its process"
    assert all(looks.acquire(timeout=10) for _ in range(3))
    watchdog.stop()
    assert not watchdog.is_alive()


def test_the_command_prints_what_is_so_and_ends_with_1_on_a_finding(
    roles: Roles,
    services: Services,
    session: Session,
    house: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in {
        "SUPERVISION_ENV": "test",
        "DATABASE_URL": roles.app_url,
        "REDIS_URL": services.celery_url(43),
    }.items():
        monkeypatch.setenv(name, value)
    for name in ("beat", "worker"):
        silence(session, name, minutes=1)
    well = CliRunner().invoke(main, ["reminders", "status", "--json"])
    assert well.exit_code == 0, well.output
    assert json.loads(well.stdout)["findings"] == []
    silence(session, "beat")
    ill = CliRunner().invoke(main, ["reminders", "status"])
    assert ill.exit_code == 1
    assert "scheduler silent" in ill.output
