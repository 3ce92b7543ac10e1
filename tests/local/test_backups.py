"""Backup and restore: everything comes back, nothing good is ever lost on the way."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

from supervision.cli import main
from supervision.core import schema
from supervision.local.postgres import Postgres
from supervision.local.provision import Passwords, Roles, database_of, provision, with_database
from supervision.local.secret_store import SecretStore
from supervision.local.up import DATABASE
from tests.conftest import _prepare
from tests.guards.conftest import _plant_everywhere
from tests.services import Services


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def planted(services: Services) -> Roles:
    """A world in which every room has rows."""
    services.template("world", _prepare)
    services.template("planted", _plant_everywhere, base="world")
    return services.database("backup_source", template="planted")


@pytest.fixture
def using(monkeypatch: pytest.MonkeyPatch) -> Callable[[Roles | None], None]:
    """Point the command at the addresses of a database, or at none."""
    monkeypatch.setenv("SUPERVISION_ENV", "test")
    monkeypatch.setenv("SUPERVISION_LAW_EXTENSIONS", "2002,2015")

    def use(roles: Roles | None) -> None:
        for name, url in (
            ("DATABASE_URL", roles and roles.app_url),
            ("DATABASE_OWNER_URL", roles and roles.owner_url),
            ("DATABASE_BACKUP_URL", roles and roles.backup_url),
        ):
            if url:
                monkeypatch.setenv(name, url)
            else:
                monkeypatch.delenv(name, raising=False)

    return use


def _empty(services: Services) -> Roles:
    services.drop("backup_target")
    return provision(services.superuser_url, "backup_target", services._passwords)


def _everything(roles: Roles) -> dict[str, str]:
    """A hash over all rows of each table, made by the database."""
    with psycopg.connect(roles.backup_url) as connection:
        tables = [
            str(name)
            for (name,) in connection.execute(
                "select relname from pg_class where relkind = 'r' "
                "and relnamespace = 'public'::regnamespace order by 1"
            )
        ]
        return {
            table: str(
                connection.execute(
                    f"select count(*) || md5(coalesce(string_agg(t::text, '|' order by t::text), ''))"
                    f' from "{table}" t'.encode()
                ).fetchone()
            )
            for table in tables
        }


def test_a_world_with_everything_in_it_comes_back_whole_and_its_chains_hold(
    services: Services,
    planted: Roles,
    using: Callable[[Roles | None], None],
    tmp_path: Path,
) -> None:
    file = tmp_path / "night.backup"
    using(planted)
    before = _everything(planted)
    written = run("backup", file, "--json")
    assert written.exit_code == 0, written.output
    manifest = json.loads(written.output)
    assert manifest["revision"] == schema.head()
    held = [table for table, rows in manifest["rows"].items() if rows]
    assert len(held) > 0.85 * len(manifest["rows"])  # a world with all its rooms in it
    assert file.stat().st_mode & 0o777 == 0o600

    refused = run("restore", file)
    assert refused.exit_code == 1 and "not empty" in refused.output
    assert _everything(planted) == before

    empty = _empty(services)
    using(empty)
    restored = run("restore", file)
    assert restored.exit_code == 0, restored.output
    assert "their chains hold" in restored.output
    assert _everything(empty) == before
    with psycopg.connect(empty.app_url) as connection:  # no scope, no rows: the net came along
        assert connection.execute("select count(*) from duty").fetchone() == (0,)

    superuser = with_database(services.superuser_url, database_of(planted.app_url))
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute("update audit_entry set actor_name = 'nobody' where id = 2")
    using(planted)
    assert run("backup", file).exit_code == 0
    using(_empty(services))
    told = run("restore", file)
    assert told.exit_code == 1 and "entry 2 of the log" in told.output


def test_what_is_broken_is_refused_and_what_was_good_stays(
    services: Services, roles: Roles, using: Callable[[Roles | None], None], tmp_path: Path
) -> None:
    file = tmp_path / "night.backup"
    using(roles)
    assert run("backup", file).exit_code == 0
    good = file.read_bytes()

    full = subprocess.run(  # the disk is full after some pieces of the dump
        [sys.executable, "-m", "supervision.cli", "backup", str(file)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert full.returncode == 1 and "File too large" in full.stderr
    gone = run("backup", file, "--programs", tmp_path)
    assert gone.exit_code == 1
    assert [each.name for each in tmp_path.iterdir()] == ["night.backup"]
    assert file.read_bytes() == good

    empty = _empty(services)
    using(empty)
    changed = bytearray(good)
    changed[5000] ^= 1
    for broken, words in (
        (bytes(changed), "another hash"),
        (good[: len(good) // 2], "no whole backup"),
        (b"", "no whole backup"),
        (good.replace(schema.head().encode(), b"9" * len(schema.head())), "does not know"),
    ):
        file.write_bytes(broken)
        refused = run("restore", file)
        assert refused.exit_code == 1 and words in refused.output, refused.output
    file.write_bytes(good)
    assert run("restore", file).exit_code == 0  # none of them left anything

    using(None)
    nowhere = run("backup", file, "--data", tmp_path / "none")
    assert nowhere.exit_code == 1 and "there is no database in" in nowhere.output


def test_an_embedded_database_moves_to_another_directory(
    home: Path, using: Callable[[Roles | None], None]
) -> None:
    using(None)
    old, new, file = home / "var", home / "own", home / "night.backup"
    old.mkdir()
    served = Postgres(old / "postgres", durable=False)
    served.start()
    try:
        made = provision(
            served.superuser_url, DATABASE, Passwords.kept_in(SecretStore(old / "secrets.json"))
        )
        _prepare(made)
        while_it_runs = run("backup", file, "--data", old, "--json")
    finally:
        served.stop()
    assert while_it_runs.exit_code == 0, while_it_runs.output
    at_rest = run("backup", file, "--data", old, "--json")  # started for the backup alone
    assert json.loads(at_rest.output)["rows"] == json.loads(while_it_runs.output)["rows"]
    assert not Postgres(old / "postgres").attach()
    restored = run("restore", file, "--data", new)
    assert restored.exit_code == 0, restored.output
    again = run("restore", file, "--data", new)
    assert again.exit_code == 1 and "not empty" in again.output
