"""The one command: all of it starts, says how to sign in, and leaves nothing running.

The programs here are the smallest that answer, so that only the launcher is tried; the journeys
start the product itself.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from supervision.local.places import short_name
from tests.local.listening import commands_with, eventually
from tests.services import ROOT

_WEB = """
import json, os
import psycopg


def app(environ, start_response):
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        role, rows = connection.execute("select current_user, count(*) from started").fetchone()
    start_response("200 OK", [("Content-Type", "application/json")])
    names = ("DATABASE_OWNER_URL", "SECRET_KEY", "SUPERVISION_ENV")
    known = {name: os.environ.get(name) for name in names}
    return [json.dumps({**known, "role": role, "starts": rows}).encode()]
"""
_TASKS = """
import os
from pathlib import Path
from celery import Celery

celery = Celery("small", broker=os.environ["REDIS_URL"])
celery.conf.task_default_queue = "default"
celery.conf.beat_schedule = {"tick": {"task": "tick", "schedule": 0.5}}


@celery.task(name="tick")
def tick():
    Path(__file__).with_name("ticked").touch()
"""
_LAUNCH = """
import sys
from pathlib import Path
import psycopg
from config.settings import Settings
from supervision.local import processes
from supervision.local.announcement import SignIn
from supervision.local.up import Steps, up

home, port = Path(sys.argv[1]), int(sys.argv[2])
processes.HOME = home


def migrate(url):
    if (home / "break").exists():
        raise RuntimeError("the migration is broken")
    with psycopg.connect(url) as connection:
        connection.execute("create table if not exists started (at timestamptz)")
        connection.execute("insert into started values (now())")


def demo(settings):
    return [SignIn("district prosecutor", "aigul", "a demo password")]


sys.exit(up(Settings(), home / "var", port, Steps(migrate, demo)))
"""


@pytest.fixture
def small(home: Path) -> Path:
    """A directory with a page and a task instead of the product."""
    (home / "wsgi.py").write_text(_WEB)
    (home / "tasks").mkdir()
    (home / "tasks" / "__init__.py").touch()
    (home / "tasks" / "celery_app.py").write_text(_TASKS)
    return home


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _launch(small: Path, port: int) -> subprocess.Popen[str]:
    outside = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "SUPERVISION_ENV")
    return subprocess.Popen(
        [sys.executable, "-c", _LAUNCH, str(small), str(port)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name not in outside},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def _running(small: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The launcher once it is ready, with all it said so far; ended by force if a test fails."""
    launcher = _launch(small, port)
    assert launcher.stdout is not None
    said = ""
    try:
        for line in launcher.stdout:
            said += line
            if "Ctrl-C" in line:
                break
        else:
            pytest.fail(f"not ready: {said}")
        yield launcher, said
    finally:
        if launcher.poll() is None:
            launcher.send_signal(signal.SIGTERM)
            launcher.wait(60)
        launcher.stdout.close()


@dataclass
class _Page:
    role: str
    starts: int
    DATABASE_OWNER_URL: str | None
    SECRET_KEY: str
    SUPERVISION_ENV: str


def _page(port: int) -> _Page:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
        return _Page(**json.load(answer))


def _left_running(small: Path, port: int) -> list[str]:
    """Living processes of one launch: its servers by their directories, its web by its port."""
    signs = (str(small), short_name(small / "var" / "valkey"), f"--port {port} ")
    return [line for sign in signs for line in commands_with(sign)]


@pytest.mark.fault
def test_it_starts_works_says_how_to_sign_in_and_stops_whole(small: Path, port: int) -> None:
    with _running(small, port) as (launcher, said):
        assert f"http://127.0.0.1:{port}/" in said
        assert "aigul" in said and "a demo password" in said
        assert re.search(r"Ready in \d+ s", said)
        page = _page(port)
        assert page.role == "supervision_app"
        assert page.DATABASE_OWNER_URL is None
        assert page.SUPERVISION_ENV == "development"
        assert len(page.SECRET_KEY) >= 32
        assert eventually(lambda: (small / "tasks" / "ticked").exists(), 30)
        assert _left_running(small, port)
        launcher.send_signal(signal.SIGINT)
        assert launcher.wait(60) == 0
    assert _left_running(small, port) == []
    with _running(small, port):
        again = _page(port)
        assert again.starts == 2
        assert again.SECRET_KEY == page.SECRET_KEY
    assert _left_running(small, port) == []


@pytest.mark.fault
def test_a_launcher_killed_outright_leaves_nothing_and_the_next_start_works(
    small: Path, port: int
) -> None:
    with _running(small, port) as (launcher, _):
        launcher.kill()
        launcher.wait()
        assert eventually(lambda: not _left_running(small, port), 30), _left_running(small, port)
    with _running(small, port):
        assert _page(port).starts == 2


@pytest.mark.fault
def test_a_web_server_that_dies_is_back_without_a_hand(small: Path, port: int) -> None:
    with _running(small, port) as (launcher, _):
        known = json.loads((small / "var" / "processes.json").read_text())
        web = next(entry["pid"] for entry in known if "granian" in entry["command"])
        os.kill(web, signal.SIGKILL)
        assert launcher.stdout is not None
        heard = [launcher.stdout.readline() for _ in range(3)]
        assert "The web server stopped unexpectedly" in heard[1]
        assert "The web server runs again" in heard[2]
        assert eventually(lambda: _answers(port), 30)


def test_a_taken_port_is_named_with_its_holder_and_the_way_out(small: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = int(holder.getsockname()[1])
        launcher = _launch(small, port)
        said, _ = launcher.communicate(timeout=60)
    assert launcher.returncode == 1
    assert f"Port {port} is already taken by process {os.getpid()}" in said
    assert f"make run PORT={port + 1}" in said
    assert not (small / "var" / "postgres").exists()


@pytest.mark.fault
def test_a_second_start_on_the_same_data_is_refused_and_harms_nothing(
    small: Path, port: int
) -> None:
    with _running(small, port) as (first, _):
        second = _launch(small, port + 1)
        said, _ = second.communicate(timeout=60)
        assert second.returncode == 1
        assert f"already runs as process {first.pid}" in said
        assert _answers(port)


@pytest.mark.fault
def test_a_migration_that_fails_stops_everything_it_started(small: Path, port: int) -> None:
    (small / "break").touch()
    launcher = _launch(small, port)
    said, _ = launcher.communicate(timeout=60)
    assert launcher.returncode == 1
    assert "the migration is broken" in said
    assert _left_running(small, port) == []


@pytest.mark.fault
def test_a_product_that_cannot_start_is_shown_with_its_last_words_at_once(
    small: Path, port: int
) -> None:
    (small / "wsgi.py").write_text("raise RuntimeError('no such law file')")
    launcher = _launch(small, port)
    said, _ = launcher.communicate(timeout=60)
    assert launcher.returncode == 1
    assert "stopped at once" in said and "no such law file" in said
    assert _left_running(small, port) == []


def _answers(port: int) -> bool:
    try:
        return _page(port).role == "supervision_app"
    except OSError:
        return False
