"""Real PostgreSQL and Valkey for one test session, shared by all its workers.

Belongs here: starting them once, templates prepared once, and a fresh copy for whoever asks. Does
not belong here: fixtures (conftest) and made-up data (factories).

The first worker that asks starts a keeper, a process of its own that runs both servers and ends
with the test session, however that ends. Workers find it through a directory named by the session.

    services = Services()
    services.start()
    services.template("empty", lambda roles: upgrade(roles.owner_url))
    roles = services.database("worker_gw0", template="empty")     # tests use roles.app_url
    services.stop()                                               # only the session's own process
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from supervision.local import children
from supervision.local.places import Lock
from supervision.local.postgres import Postgres
from supervision.local.provision import (
    APPLICATION,
    BACKUP,
    OWNER,
    Passwords,
    Roles,
    addresses,
    create_database,
    provision,
)
from supervision.local.valkey import Valkey

ROOT = Path(__file__).resolve().parent.parent
_PATIENCE = 60.0
ROOM_IN_MEMORY = 2 * 1024**3


def _place() -> Path:
    """Where the servers' data lies: in memory where that is large enough, else on the disk.

    A test begins with a copy of a database, some nine hundred small files: on a disk that took most
    of the suite's time.
    """
    memory = Path("/dev/shm")
    if memory.is_dir() and os.access(memory, os.W_OK):
        return memory if shutil.disk_usage(memory).free > ROOM_IN_MEMORY else Path("/tmp")
    return Path("/tmp")


class Services:
    """The two servers of this test session, seen from one of its processes."""

    def __init__(self, session: str | None = None) -> None:
        in_worker = "PYTEST_XDIST_WORKER" in os.environ
        self._session_process = os.getppid() if in_worker else os.getpid()
        name = session or str(self._session_process)
        self.directory = _place() / f"supervision-tests-{os.geteuid()}-{name[:24]}"
        self._known: dict[str, str] = {}

    # -- life ---------------------------------------------------------------------------------

    def start(self) -> None:
        """Start both servers, or find those another worker of this session started."""
        self.directory.mkdir(mode=0o755, exist_ok=True)
        if self.directory.lstat().st_uid != os.geteuid():
            raise RuntimeError(f"{self.directory} belongs to somebody else")
        with self._alone():
            if not self._keeper_lives():
                self._clear()
                self._start_keeper()
        self._known = json.loads(self._ready.read_text(encoding="utf-8"))

    def stop(self) -> None:
        """End the servers and remove their data; a worker leaves that to the session's process."""
        if self._session_process != os.getpid() or not self._ready.exists():
            return
        keeper = int(json.loads(self._ready.read_text(encoding="utf-8"))["keeper"])
        with contextlib.suppress(ProcessLookupError):
            os.kill(keeper, signal.SIGTERM)
        until = time.monotonic() + _PATIENCE
        while self.directory.exists() and time.monotonic() < until:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(keeper, os.WNOHANG)
            time.sleep(0.01)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(keeper, 0)

    # -- databases ----------------------------------------------------------------------------

    def template(
        self, name: str, prepare: Callable[[Roles], None], base: str | None = None
    ) -> None:
        """Make a template once a session: a provisioned database on which `prepare` was run.

        With `base` it starts as a copy of that template. `prepare` must close its connections.
        A `prepare` that fails leaves nothing, so every worker shows the same failure.
        """
        done = self.directory / f"template-{name}"
        with self._alone():
            if done.exists():
                return
            self._drop(name)
            if base is None:
                roles = provision(self.superuser_url, name, self._passwords)
            else:
                roles = self._copy(base, name)
            prepare(roles)
            with self._superuser() as connection:
                connection.execute(
                    sql.SQL("alter database {} with allow_connections false").format(
                        sql.Identifier(name)
                    )
                )
            done.touch()

    def database(self, name: str, template: str) -> Roles:
        """A fresh database of that name, a copy of `template`; an older one is dropped."""
        with self._alone():
            self._drop(name)
            return self._copy(template, name)

    def drop(self, name: str) -> None:
        """Drop a database with whatever is still connected to it."""
        with self._alone():
            self._drop(name)

    def addresses(self, name: str) -> Roles:
        """The addresses of a database that exists already."""
        return addresses(self.superuser_url, name, self._passwords)

    @property
    def superuser_url(self) -> str:
        """For tests of the launcher and of backups; the product never gets it."""
        return self._known["superuser_url"]

    # -- queue --------------------------------------------------------------------------------

    def redis_url(self, database: int = 0) -> str:
        """Valkey in redis-py's form; one of 64 databases, so workers do not meet."""
        return self._known["redis_url"].replace("db=0", f"db={database}")

    def celery_url(self, database: int = 0) -> str:
        """Valkey in Celery's form."""
        return self._known["celery_url"].replace("virtual_host=0", f"virtual_host={database}")

    # -- inside -------------------------------------------------------------------------------

    @property
    def _ready(self) -> Path:
        return self.directory / "ready.json"

    @property
    def _passwords(self) -> Passwords:
        return Passwords(self._known[OWNER], self._known[APPLICATION], self._known[BACKUP])

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        lock = Lock(self.directory / "session.lock")
        lock.acquire(wait=True)
        try:
            yield
        finally:
            lock.release()

    def _superuser(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.superuser_url, autocommit=True)

    def _copy(self, template: str, name: str) -> Roles:
        with self._superuser() as connection:
            create_database(connection, name, template, strategy="file_copy")
        return self.addresses(name)

    def _drop(self, name: str) -> None:
        with self._superuser() as connection:
            connection.execute(
                sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
            )

    def _keeper_lives(self) -> bool:
        if not self._ready.exists():
            return False
        keeper = int(json.loads(self._ready.read_text(encoding="utf-8"))["keeper"])
        return str(self.directory) in children.command_of(keeper)

    def _clear(self) -> None:
        """Remove what a killed keeper of a process with the same number left."""
        for left in self.directory.iterdir():
            if left.name == "session.lock":
                continue
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()

    def _start_keeper(self) -> None:
        log = self.directory / "keeper.log"
        with log.open("wb") as output:
            keeper = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "tests.services",
                    str(self.directory),
                    str(self._session_process),
                ],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until = time.monotonic() + _PATIENCE
        while not self._ready.exists():
            if keeper.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the test servers did not start:\n" + log.read_text())
            time.sleep(0.01)
        keeper.returncode = 0  # it outlives this object on purpose; `stop` waits for it


def keep(directory: Path, session_process: int) -> None:
    """Run both servers until the session's process is gone or SIGTERM comes; then remove all."""
    waiting, waking = os.pipe()
    signal.signal(signal.SIGTERM, lambda *_: os.close(waking))
    postgres = Postgres(directory / "postgres", durable=False)
    valkey = Valkey(directory / "valkey", durable=False)
    try:
        postgres.start()
        valkey.start()
        known = {
            "keeper": str(os.getpid()),
            "superuser_url": postgres.superuser_url,
            "redis_url": valkey.url(),
            "celery_url": valkey.celery_url(),
            **{role: postgres.password(role) for role in (OWNER, APPLICATION, BACKUP)},
        }
        note = directory / "ready.new"
        note.touch(mode=0o600)
        note.write_text(json.dumps(known), encoding="utf-8")
        note.rename(directory / "ready.json")
        _wait_for_end(session_process, waiting)
    finally:
        valkey.stop()
        postgres.stop()
        shutil.rmtree(directory, ignore_errors=True)
        if postgres.directory.parent != directory:
            shutil.rmtree(postgres.directory, ignore_errors=True)


def _wait_for_end(session_process: int, asked: int) -> None:
    """Return when the session's process has ended or when somebody asked for the end."""
    if hasattr(os, "pidfd_open"):
        try:
            ended = os.pidfd_open(session_process)
        except ProcessLookupError:
            return
        select.select([ended, asked], [], [])
        return
    while not select.select([asked], [], [], 0.2)[0]:
        try:
            os.kill(session_process, 0)
        except ProcessLookupError:
            return


if __name__ == "__main__":
    keep(Path(sys.argv[1]), int(sys.argv[2]))
