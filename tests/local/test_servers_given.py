"""DATABASE_URL and REDIS_URL given: those servers are used and none is started beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.settings import SAMPLE_SECRET_KEY, Environment, Settings
from supervision.local.children import ServiceFailed
from supervision.local.postgres import Postgres
from supervision.local.processes import Keeper
from supervision.local.provision import (
    APPLICATION,
    BACKUP,
    OWNER,
    Passwords,
    Roles,
    provision,
    with_database,
)
from supervision.local.up import Steps, environment_for, prepare

QUEUE = "redis://queue.example.kz:6379/0"


@pytest.fixture
def server(home: Path) -> Iterator[Postgres]:
    """A PostgreSQL somebody else runs."""
    other = home / "other"
    other.mkdir()
    made = Postgres(other / "postgres", durable=False)
    made.start()
    yield made
    made.stop()


class _Told:
    """Remembers what the launcher asked the product to do."""

    def __init__(self) -> None:
        self.migrated: list[str] = []
        self.shown: list[Settings] = []

    @property
    def steps(self) -> Steps:
        return Steps(self.migrated.append, self._show)

    def _show(self, settings: Settings) -> tuple[()]:
        self.shown.append(settings)
        return ()


def _settings(url: str, owner_url: str = "", **more: object) -> Settings:
    return Settings.model_validate(
        {"database_url": url, "database_owner_url": owner_url, "redis_url": QUEUE, **more}
    )


def _roles(server: Postgres) -> Roles:
    passwords = Passwords(*(server.password(role) for role in (OWNER, APPLICATION, BACKUP)))
    return provision(server.superuser_url, "theirs", passwords)


def test_an_address_that_may_create_roles_makes_ours_and_is_not_used_further(
    home: Path, server: Postgres
) -> None:
    told = _Told()
    superuser = with_database(server.superuser_url, "postgres")
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute("create database theirs")
    data = home / "var"
    data.mkdir()
    given = _settings(with_database(superuser, "theirs"))
    found, _ = prepare(given, data, Keeper(data / "note.json"), told.steps)
    assert not (data / "postgres").exists() and not (data / "valkey").exists()
    assert told.migrated == [found.database_owner_url]
    for url, role in ((found.database_url, APPLICATION), (found.database_owner_url, OWNER)):
        with psycopg.connect(url) as connection:
            row = connection.execute("select current_user, current_database()").fetchone()
        assert row == (role, "theirs")
    assert found.redis_url == QUEUE
    environment = environment_for(found)
    assert "DATABASE_OWNER_URL" not in environment
    assert server.password("postgres") not in str(environment)


def test_any_other_address_is_the_applications_own(home: Path, server: Postgres) -> None:
    roles, told = _roles(server), _Told()
    given = _settings(roles.app_url, roles.owner_url)
    found, _ = prepare(given, home, Keeper(home / "note.json"), told.steps)
    assert found.database_url == roles.app_url
    assert told.migrated == [roles.owner_url]


def test_without_an_owners_address_the_tables_are_left_alone(home: Path, server: Postgres) -> None:
    told = _Told()
    prepare(_settings(_roles(server).app_url), home, Keeper(home / "note.json"), told.steps)
    assert told.migrated == []
    assert len(told.shown) == 1


def test_production_gets_no_demo_world(home: Path, server: Postgres) -> None:
    told = _Told()
    given = _settings(
        _roles(server).app_url,
        environment=Environment.PRODUCTION,
        secret_key="a key of one's own, long enough to be taken",
        trusted_hosts="office.example.kz",
        secure_cookies=True,
        law_extensions=("none",),
    )
    _, sign_ins = prepare(given, home, Keeper(home / "note.json"), told.steps)
    assert told.shown == [] and list(sign_ins) == []


def test_a_sample_key_is_replaced_by_one_of_this_installation(home: Path, server: Postgres) -> None:
    given = _settings(_roles(server).app_url)
    assert given.secret_key == SAMPLE_SECRET_KEY
    keys = {
        prepare(given, home, Keeper(home / "note.json"), _Told().steps)[0].secret_key
        for _ in range(2)
    }
    assert len(keys) == 1 and keys != {SAMPLE_SECRET_KEY}


def test_a_server_that_does_not_answer_is_named_without_its_password(home: Path) -> None:
    given = _settings("postgresql://someone:a-secret-word@127.0.0.1:1/any")
    with pytest.raises(ServiceFailed, match="DATABASE_URL does not answer") as failure:
        prepare(given, home, Keeper(home / "note.json"), _Told().steps)
    assert "a-secret-word" not in str(failure.value)
