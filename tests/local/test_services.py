"""The test session's own servers: templates once, copies on demand, nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis
from celery import Celery

from supervision.local.provision import Roles
from tests.local.listening import commands_with, eventually
from tests.services import ROOT, Services


@pytest.fixture(scope="module")
def services() -> Iterator[Services]:
    found = Services(session=f"own-{os.getpid()}")
    found._session_process = os.getpid()
    found.start()
    yield found
    found.stop()
    assert not found.directory.exists()


def _make_table(roles: Roles) -> None:
    with psycopg.connect(roles.owner_url) as connection:
        connection.execute("create table notice (id int generated always as identity, word text)")


def test_a_copy_has_the_templates_tables_and_the_application_may_use_them(
    services: Services,
) -> None:
    services.template("empty", _make_table)
    roles = services.database("first", template="empty")
    with psycopg.connect(roles.app_url) as connection:
        connection.execute("insert into notice (word) values ('хабарлама')")
        assert connection.execute("select id, word from notice").fetchall() == [(1, "хабарлама")]


def test_a_template_is_prepared_once_and_a_copy_asked_again_is_fresh(services: Services) -> None:
    calls: list[str] = []
    services.template("once", lambda roles: calls.append(roles.owner_url))
    services.template("once", lambda roles: calls.append(roles.owner_url))
    assert len(calls) == 1
    services.template("empty", _make_table)
    roles = services.database("again", template="empty")
    with psycopg.connect(roles.app_url) as connection:
        connection.execute("insert into notice (word) values ('a')")
    roles = services.database("again", template="empty")
    with psycopg.connect(roles.app_url) as connection:
        assert connection.execute("select count(*) from notice").fetchone() == (0,)


def test_a_template_may_build_on_another(services: Services) -> None:
    def fill(roles: Roles) -> None:
        with psycopg.connect(roles.app_url) as connection:
            connection.execute("insert into notice (word) values ('world')")

    services.template("empty", _make_table)
    services.template("world", fill, base="empty")
    roles = services.database("on_world", template="world")
    with psycopg.connect(roles.app_url) as connection:
        assert connection.execute("select word from notice").fetchall() == [("world",)]


def test_the_application_may_not_create_tables(services: Services) -> None:
    services.template("empty", _make_table)
    roles = services.database("narrow", template="empty")
    with (
        psycopg.connect(roles.app_url) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("create table mine (id int)")


def test_celery_and_redis_reach_the_same_queue_by_their_own_addresses(services: Services) -> None:
    celery = Celery(broker=services.celery_url(7))
    celery.send_task("anything", queue="letters")
    assert redis.Redis.from_url(services.redis_url(7)).llen("letters") == 1
    assert redis.Redis.from_url(services.redis_url(8)).llen("letters") == 0


@pytest.mark.fault
def test_a_session_killed_outright_leaves_no_servers_and_no_files(tmp_path: Path) -> None:
    script = (
        "import sys, time\n"
        "from tests.services import Services\n"
        "services = Services(session='killed-' + sys.argv[1])\n"
        "services.start()\n"
        "print(services.directory, flush=True)\n"
        "time.sleep(60)\n"
    )
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")
    }
    session = subprocess.Popen(
        [sys.executable, "-c", script, str(os.getpid())],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert session.stdout is not None
    directory = Path(session.stdout.readline().strip())
    assert directory.joinpath("ready.json").exists()
    assert commands_with(str(directory))
    session.kill()
    session.wait()
    assert eventually(lambda: not directory.exists())
    assert eventually(lambda: not commands_with(str(directory)))
