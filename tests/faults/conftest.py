"""Real programs of the product on a test's own database and queue; none outlives its test."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core.db import engine_for
from supervision.core.queue import QueueName
from supervision.local.provision import Roles
from tests.services import ROOT, Services

QUEUE = 41  # of the test server's 64 databases; nobody else's
PATIENCE = 60.0


@dataclass
class Programs:
    """Starts programs and ends all of them, whatever happened."""

    environment: dict[str, str]
    directory: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *arguments: str, fault: str = "") -> subprocess.Popen[bytes]:
        """A Python program in a process group of its own, its output in a file of the test."""
        log = self.directory / f"program-{len(self.running)}.log"
        with log.open("wb") as output:
            started = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env={**os.environ, **self.environment, "FAULT": fault},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.running.append(started)
        return started

    def sweep(self, today: str, fault: str = "") -> subprocess.Popen[bytes]:
        """`supervision reminders sweep` in a process of its own."""
        command = "from supervision.cli import main; main()"
        arguments = ("reminders", "sweep", "--today", today, "--json")
        return self.start("-c", command, *arguments, fault=fault)

    def worker(self, fault: str = "") -> subprocess.Popen[bytes]:
        """A Celery worker with one pool process, started as the launcher starts it."""
        return self.start(
            *("-m", "celery", "-A", "tasks.celery_app", "worker", "--pool", "prefork"),
            *("--concurrency", "1", "--queues", ",".join(queue.value for queue in QueueName)),
            *("--loglevel", "INFO", "--without-gossip", "--without-mingle"),
            fault=fault,
        )

    def beat(self) -> subprocess.Popen[bytes]:
        """A Celery scheduler with notes of its own."""
        notes = self.directory / f"beat-{len(self.running)}"
        return self.start(
            *("-m", "celery", "-A", "tasks.celery_app", "beat", "--schedule", str(notes)),
            *("--pidfile", "", "--loglevel", "INFO"),
        )

    def output(self, program: subprocess.Popen[bytes]) -> str:
        """What a program has written so far."""
        log = self.directory / f"program-{self.running.index(program)}.log"
        return log.read_text(encoding="utf-8")

    def kill(self, program: subprocess.Popen[bytes]) -> None:
        """`kill -9` of a program and every process it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()

    def kill_all(self) -> None:
        """End everything that was started here."""
        for program in self.running:
            self.kill(program)


@pytest.fixture
def programs(roles: Roles, services: Services, tmp_path: Path) -> Iterator[Programs]:
    """The product's programs on this test's database and a queue of its own."""
    environment = {
        "SUPERVISION_ENV": "test",
        "DATABASE_URL": roles.app_url,
        "REDIS_URL": services.celery_url(QUEUE),
        "SECRET_KEY": "a key for tests that is long enough to be taken",
        "SUPERVISION_LAW_EXTENSIONS": "2002,2015",
    }
    started = Programs(environment, tmp_path)
    yield started
    started.kill_all()


@pytest.fixture
def counted(roles: Roles) -> Iterator[Callable[[str], int]]:
    """Count rows of reminders as they stand on disk now, by a condition."""
    engine = engine_for(roles.backup_url)

    def count(condition: str) -> int:
        with Session(engine) as session:
            statement = text(f"select count(*) from reminder where {condition}")
            return int(session.scalar(statement) or 0)

    yield count
    engine.dispose()


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Wait for something another process brings about."""
    until = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > until:
            raise AssertionError(f"not in {PATIENCE:.0f} s: {what}")
        time.sleep(0.1)
