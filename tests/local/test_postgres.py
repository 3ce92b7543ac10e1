"""Embedded PostgreSQL: starts again and again, recovers, and lets nobody in without a password."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from supervision.local import postgres as launcher
from supervision.local.children import ServiceFailed
from supervision.local.places import (
    LONGEST_SOCKET_PATH,
    Identity,
    PlaceRefused,
    private_directory,
    reaches,
)
from supervision.local.postgres import Postgres, program
from tests.local.listening import commands_with, eventually, tcp_ports_of
from tests.services import ROOT

AS_ROOT = os.geteuid() == 0
needs_root = pytest.mark.skipif(not AS_ROOT, reason="only root can become another user")


@pytest.fixture
def postgres(home: Path) -> Iterator[Postgres]:
    made = Postgres(home / "postgres", durable=False)
    yield made
    made.stop()


def _ask(server: Postgres, question: str) -> object:
    with psycopg.connect(server.superuser_url) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return row[0]


def test_data_survive_a_stop_and_a_second_start(postgres: Postgres) -> None:
    postgres.start()
    with psycopg.connect(postgres.superuser_url) as connection:
        connection.execute("create table kept as select 42 as answer")
    postgres.stop()
    assert not postgres.running()
    postgres.stop()
    postgres.start()
    postgres.start()
    assert _ask(postgres, "select answer from kept") == 42


def test_stopping_leaves_no_process_and_no_socket(postgres: Postgres) -> None:
    postgres.start()
    assert postgres.run_directory is not None
    assert commands_with(str(postgres.directory))
    postgres.stop()
    assert commands_with(str(postgres.directory)) == []
    assert not postgres.run_directory.exists()


def test_it_speaks_kazakh_on_any_machine(postgres: Postgres) -> None:
    postgres.start()
    assert _ask(postgres, "select lower('ҒҚҢӘӨҰҮІҺ')") == "ғқңәөұүіһ"
    assert _ask(postgres, "show server_encoding") == "UTF8"
    assert _ask(postgres, "show timezone") == "UTC"


def test_a_wrong_password_is_refused(postgres: Postgres) -> None:
    postgres.start()
    wrong = postgres.superuser_url.replace(postgres.password("postgres"), "wrong")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_no_tcp_port_is_opened_and_only_the_owner_may_enter(postgres: Postgres) -> None:
    postgres.start()
    assert postgres.process is not None and postgres.run_directory is not None
    assert tcp_ports_of(postgres.process.pid) == []
    assert stat.S_IMODE(postgres.run_directory.stat().st_mode) == 0o700
    assert stat.S_IMODE(postgres.directory.stat().st_mode) == 0o700


def test_passwords_are_readable_by_the_owner_only(postgres: Postgres, home: Path) -> None:
    postgres.start()
    secrets = home / "secrets.json"
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
    assert len(json.loads(secrets.read_text())["postgres"]) >= 40
    assert commands_with(postgres.password("postgres")) == []


@pytest.mark.fault
def test_a_killed_server_starts_again_from_its_stale_note(home: Path) -> None:
    postgres = Postgres(home / "postgres")
    postgres.start()
    with psycopg.connect(postgres.superuser_url) as connection:
        connection.execute("create table kept as select 7 as answer")
    assert postgres.process is not None
    postgres.process.kill()
    postgres.process.wait()
    assert (postgres.directory / "postmaster.pid").exists()
    try:
        postgres.start()
        assert _ask(postgres, "select answer from kept") == 7
    finally:
        postgres.stop()


@pytest.mark.fault
def test_a_stale_note_with_another_programs_number_is_removed(postgres: Postgres) -> None:
    postgres.start()
    postgres.stop()
    other = subprocess.Popen(["sleep", "60"])
    try:
        note = postgres.directory / "postmaster.pid"
        note.write_text(f"{other.pid}\n{postgres.directory}\n")
        if AS_ROOT:
            owner = postgres.directory.stat()
            os.chown(note, owner.st_uid, owner.st_gid)
        postgres.start()
        assert _ask(postgres, "select 1") == 1
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


@pytest.mark.fault
def test_a_server_left_by_a_killed_launcher_is_ended_and_replaced(home: Path) -> None:
    first = Postgres(home / "postgres", durable=False)
    first.start()
    assert first.process is not None
    first._lock.release()  # what the system does for a killed launcher
    second = Postgres(home / "postgres", durable=False)
    second.start()
    try:
        assert first.process.wait(10) is not None
        assert _ask(second, "select 1") == 1
    finally:
        second.stop()


def test_a_second_launcher_is_told_who_has_the_data(postgres: Postgres, home: Path) -> None:
    postgres.start()
    with pytest.raises(ServiceFailed, match=f"in use by process {os.getpid()}"):
        Postgres(home / "postgres").start()
    assert _ask(postgres, "select 1") == 1


def test_data_of_another_major_version_are_refused_untouched(
    postgres: Postgres, home: Path
) -> None:
    data = home / "postgres"
    data.mkdir(mode=0o700)
    (data / "PG_VERSION").write_text("16\n")
    with pytest.raises(ServiceFailed, match="made by PostgreSQL 16"):
        postgres.start()
    assert [path.name for path in data.iterdir()] == ["PG_VERSION"]


def test_a_directory_with_other_files_is_not_overwritten(postgres: Postgres, home: Path) -> None:
    data = home / "postgres"
    data.mkdir()
    (data / "letter.txt").write_text("mine")
    with pytest.raises(ServiceFailed, match="not a database"):
        postgres.start()
    assert (data / "letter.txt").read_text() == "mine"


def test_a_first_start_that_was_interrupted_is_begun_anew(postgres: Postgres, home: Path) -> None:
    half = home / "postgres.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    postgres.start()
    assert _ask(postgres, "select 1") == 1
    assert not half.exists()


def test_a_lost_secrets_file_is_made_anew_and_the_old_password_ends(
    postgres: Postgres, home: Path
) -> None:
    postgres.start()
    old = postgres.superuser_url
    postgres.stop()
    (home / "secrets.json").unlink()
    postgres.start()
    assert _ask(postgres, "select 1") == 1
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(old)


def test_a_long_path_is_no_obstacle(home: Path) -> None:
    deep = home / ("қ" * 50) / ("d" * 100)
    deep.mkdir(parents=True)
    server = Postgres(deep / "postgres", durable=False)
    server.start()
    try:
        assert len(str(server.directory)) > LONGEST_SOCKET_PATH
        assert _ask(server, "select 1") == 1
    finally:
        server.stop()


def test_a_socket_directory_somebody_else_made_is_refused(home: Path) -> None:
    (home / "target").mkdir()
    (home / "planted").symlink_to(home / "target")
    with pytest.raises(PlaceRefused, match="somebody else"):
        private_directory(home / "planted", None)


def test_a_failed_start_says_what_the_log_says_and_frees_the_data(
    postgres: Postgres, home: Path
) -> None:
    postgres.start()
    postgres.stop()
    configuration = postgres.directory / "postgresql.conf"
    good = configuration.read_text()
    configuration.write_text("no_such_setting = 1\n")
    with pytest.raises(ServiceFailed, match="no_such_setting"):
        postgres.start()
    configuration.write_text(good)
    postgres.start()
    assert _ask(postgres, "select 1") == 1


def test_the_backup_program_of_the_wheel_runs() -> None:
    done = subprocess.run([program("pg_dump"), "--version"], capture_output=True, text=True)
    assert "18." in done.stdout


@needs_root
def test_root_runs_the_server_as_nobody_and_changes_no_parent(home: Path) -> None:
    home.chmod(0o711)
    server = Postgres(home / "postgres", durable=False)
    server.start()
    try:
        assert server.process is not None
        owner = Path(f"/proc/{server.process.pid}").stat().st_uid
        assert owner == pwd.getpwnam("nobody").pw_uid
        assert server.directory == home / "postgres"
        assert stat.S_IMODE(home.stat().st_mode) == 0o711
    finally:
        server.stop()


@needs_root
def test_root_keeps_data_elsewhere_when_nobody_cannot_enter(home: Path) -> None:
    closed = home / "var"
    closed.mkdir(mode=0o700)
    server = Postgres(closed / "postgres", durable=False)
    server.start()
    try:
        assert server.directory.is_relative_to("/var/tmp")
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        assert _ask(server, "select 1") == 1
    finally:
        server.stop()
    again = Postgres(closed / "postgres", durable=False)
    again.start()
    again.stop()
    assert again.directory == server.directory


@needs_root
def test_root_copies_the_programs_when_nobody_cannot_reach_them(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = launcher._package()
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    for part in (package.name, f"{package.name}.libs"):
        if (package.parent / part).exists():
            (closed / part).symlink_to(package.parent / part)
    monkeypatch.setattr(launcher, "_package", lambda: closed / package.name)
    server = Postgres(home / "postgres", durable=False)
    before = os.umask(0o077)
    try:
        server.start()
        assert server.process is not None
        copied = Path(f"/proc/{server.process.pid}/exe").readlink()
        assert copied.is_relative_to("/var/tmp")
        assert _ask(server, "select 1") == 1
    finally:
        os.umask(before)
        server.stop()
        shutil.rmtree(copied.parents[3])


_AS_ORDINARY_USER = """
import importlib, sys
from pathlib import Path
kind, directory = sys.argv[1:]
try:
    server = getattr(importlib.import_module("supervision.local." + kind), kind.capitalize())
except ImportError:
    sys.exit(77)
made = server(Path(directory) / kind)
for _ in range(2):
    made.start()
    print(made.running())
    made.stop()
    print(made.running())
"""


def _python_for(identity: Identity) -> str:
    """This Python, or the system's one of the same version where this one is root's own."""
    system = f"/usr/bin/python3.{sys.version_info.minor}"
    for candidate in (sys.executable, system):
        if reaches(Path(candidate), identity) and reaches(ROOT, identity):
            return candidate
    return pytest.skip("an ordinary user cannot reach Python or the project here")


@needs_root
@pytest.mark.parametrize("kind", ["postgres", "valkey"])
def test_an_ordinary_user_needs_no_rights_at_all(home: Path, kind: str) -> None:
    own = home / "own"
    own.mkdir(mode=0o700)
    nobody = pwd.getpwnam("nobody")
    os.chown(own, nobody.pw_uid, nobody.pw_gid)
    python = _python_for(Identity(nobody.pw_uid, nobody.pw_gid))
    done = subprocess.run(
        [python, "-c", _AS_ORDINARY_USER, kind, str(own)],
        cwd=ROOT,
        user=nobody.pw_uid,
        group=nobody.pw_gid,
        extra_groups=[],
        env={"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    if done.returncode == 77:
        pytest.skip(f"{python} cannot use the packages installed for {sys.executable}")
    assert done.stdout.split() == ["True", "False"] * 2, done.stderr
    assert stat.S_IMODE((own / "secrets.json").stat().st_mode) == 0o600


_START_AND_WAIT = """
import sys, time
from pathlib import Path
from supervision.local.postgres import Postgres
from supervision.local.valkey import Valkey
postgres, valkey = Postgres(Path(sys.argv[1]) / "postgres"), Valkey(Path(sys.argv[1]) / "valkey")
postgres.start()
valkey.start()
print(postgres.process.pid, valkey.process.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.fault
def test_servers_end_with_a_launcher_that_was_killed(home: Path) -> None:
    launcher = subprocess.Popen(
        [sys.executable, "-c", _START_AND_WAIT, str(home)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert launcher.stdout is not None
    servers = [Path("/proc") / number for number in launcher.stdout.readline().split()]
    assert len(servers) == 2 and all(server.exists() for server in servers)
    launcher.send_signal(signal.SIGKILL)
    launcher.wait()
    assert eventually(lambda: not any(server.exists() for server in servers))
    again = Postgres(home / "postgres")
    again.start()
    again.stop()
