"""PostgreSQL restarted under load, cleanly and as in a crash: told as 503, nothing half, nothing twice.

This server is the test's own, because others use the one of the session at the same time.
"""

from __future__ import annotations

import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core import clock
from supervision.core.db import engine_for
from supervision.local.places import short_name
from supervision.local.postgres import Postgres
from supervision.local.provision import Passwords, Roles, provision
from supervision.offices.queries import enter_as_house
from supervision.reminders.rules import CLAIM
from tests.conftest import TODAY, Web, _prepare
from tests.factories.duties import open_many
from tests.factories.offices import World
from tests.factories.studies import typed
from tests.faults.conftest import Programs

pytestmark = [pytest.mark.fault, pytest.mark.timeout(240)]

CLIENTS = 20
MANY = 2 * CLAIM + 200
DUE, DAY = date(2026, 11, 27), "2026-11-24"  # on that Tuesday each owes one notice


@pytest.fixture
def server() -> Iterator[Postgres]:
    home = Path(tempfile.mkdtemp(prefix="supervision-restarted-", dir="/tmp"))
    home.chmod(0o755)
    made = Postgres(home / "postgres")  # what was answered for must outlive a crash
    made.start()
    yield made
    made.stop()
    shutil.rmtree(Path("/var/tmp") / short_name(home / "postgres"), ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def roles(server: Postgres) -> Roles:
    """The small world on the test's own server."""
    made = provision(server.superuser_url, "restarted", Passwords("owner", "app", "backup"))
    _prepare(made)
    return made


class Answer(NamedTuple):
    """One answer: when it was asked for and when it came."""

    began: float
    ended: float
    status: int
    retry_after: str | None


@dataclass
class Load:
    """Prosecutors who look at their register and register files, all the time."""

    web: Web
    stopped: threading.Event = field(default_factory=threading.Event)
    answers: list[Answer] = field(default_factory=list)
    registered: list[str] = field(default_factory=list)

    def work(self, number: int, client: FlaskClient) -> None:
        """One prosecutor's afternoon."""
        turn = 0
        while not self.stopped.is_set():
            turn += 1
            began, name = time.monotonic(), f"{number}-{turn}"
            if turn % 2:
                answer = client.post("/files/new", data=typed(number=name))
                if answer.status_code == 302:
                    self.registered.append(name)
            else:
                answer = client.get("/files")
            retry = answer.headers.get("Retry-After")
            self.answers.append(Answer(began, time.monotonic(), answer.status_code, retry))
            time.sleep(0.02)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["fast", "immediate"])
def test_a_restart_under_load_is_told_as_503_and_leaves_nothing_half(
    server: Postgres, web: Web, monkeypatch: pytest.MonkeyPatch, how: signal.Signals
) -> None:
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)
    load = Load(web)
    clients = [web.client("abay1.assistant") for _ in range(CLIENTS)]
    threads = [threading.Thread(target=load.work, args=pair) for pair in enumerate(clients)]
    for thread in threads:
        thread.start()
    time.sleep(2)
    down, up = _restart(server, how)
    time.sleep(3)
    load.stopped.set()
    for thread in threads:
        thread.join()
    assert {each.status for each in load.answers} == {200, 302, 503}
    assert all(each.retry_after for each in load.answers if each.status == 503)
    assert {each.status for each in load.answers if each.ended < down} == {200, 302}
    assert {each.status for each in load.answers if each.began > up} == {200, 302}
    _nothing_is_half(web.roles, load.registered)


def test_a_sweep_interrupted_by_a_restart_is_finished_by_the_next_each_notice_once(
    server: Postgres, programs: Programs, session: Session, world: World
) -> None:
    enter_as_house(session)
    open_many(session, MANY, office_id=3, due_on=DUE, user_id=world.people["abay1.assistant"])
    session.commit()
    session.close()
    begun = [programs.sweep(DAY) for _ in range(3)]
    time.sleep(1.5)
    _restart(server, signal.SIGQUIT)
    for program in begun:
        program.wait(60)
    again = programs.sweep(DAY)
    assert again.wait(60) == 0, programs.output(again)
    enter_as_house(session)
    told = session.execute(
        text(
            "select duty_id, count(*) filter (where state = 'sent') as sent from reminder "
            "where rung = -3 group by duty_id"
        )
    ).all()
    assert len(told) == MANY
    assert {each.sent for each in told} == {1}


def _restart(server: Postgres, how: signal.Signals) -> tuple[float, float]:
    """Stop the server that way and start it again; when it went and since when it answers."""
    process = server.process
    assert process is not None
    down = time.monotonic()
    process.send_signal(how)
    process.wait(30)
    time.sleep(0.5)
    server.start()
    return down, time.monotonic()


def _nothing_is_half(roles: Roles, registered: list[str]) -> None:
    """Every file that was answered for is there, each once, with its parties, duty and audit row."""
    engine = engine_for(roles.backup_url)
    with engine.connect() as connection:
        numbers = list(connection.scalars(text("select number from requested_file")))
        assert len(numbers) == len(set(numbers))
        assert set(registered) <= set(numbers)
        half = text(
            "select number from requested_file f where "
            "(select count(*) from file_party where file_id = f.id) <> 2 "
            "or not exists (select from duty where subject_kind = 'requested_file' "
            "  and subject_id = f.id) "
            "or not exists (select from audit_entry where subject_kind = 'requested_file' "
            "  and subject_id = f.id)"
        )
        assert list(connection.scalars(half)) == []
    engine.dispose()
    owner = engine_for(roles.app_url)
    with owner.connect() as connection:
        assert connection.scalar(text("select first_bad from audit_verify()")) is None
    owner.dispose()
