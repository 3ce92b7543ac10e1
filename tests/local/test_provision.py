"""Three roles: the owner makes tables, the application uses them, the backup reads all."""

from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg
import pytest

from supervision.local.provision import (
    APPLICATION,
    BACKUP,
    OWNER,
    Passwords,
    Roles,
    database_of,
    may_create_roles,
    provision,
    with_database,
)
from tests.services import Services

PASSWORDS = Passwords("owner-password", "application-password", "backup p@ss/word")


@pytest.fixture(scope="module")
def services() -> Iterator[Services]:
    found = Services(session=f"roles-{os.getpid()}")
    found._session_process = os.getpid()
    found.start()
    yield found
    found.stop()


@pytest.fixture
def roles(services: Services) -> Roles:
    services.drop("roles")
    return provision(services.superuser_url, "roles", PASSWORDS)


def _row(url: str, question: str, *values: object) -> tuple[object, ...]:
    with psycopg.connect(url) as connection:
        row = connection.execute(question.encode(), values).fetchone()
    assert row is not None
    return row


def test_the_application_owns_nothing_and_obeys_row_level_security(roles: Roles) -> None:
    question = (
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin "
        "from pg_roles where rolname = %s"
    )
    assert _row(roles.owner_url, question, APPLICATION) == (False, False, False, False, True)
    assert _row(roles.owner_url, question, OWNER) == (False, False, False, False, True)
    assert _row(roles.owner_url, question, BACKUP) == (False, True, False, False, True)
    member = "select pg_has_role(%s, %s, 'member')"
    assert _row(roles.owner_url, member, APPLICATION, OWNER) == (False,)


def test_the_application_uses_the_owners_tables_but_makes_none(roles: Roles) -> None:
    with psycopg.connect(roles.owner_url) as connection:
        connection.execute("create table file (id serial primary key, word text)")
    with psycopg.connect(roles.app_url) as connection:
        connection.execute("insert into file (word) values ('іс')")
        connection.execute("update file set word = 'істер'")
        connection.execute("delete from file where word = 'жоқ'")
    for forbidden in ("create table mine (id int)", "drop table file", "truncate file"):
        with (
            psycopg.connect(roles.app_url) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(forbidden.encode())


def test_the_backup_reads_every_row_and_changes_none(roles: Roles) -> None:
    with psycopg.connect(roles.owner_url) as connection:
        connection.execute("create table guarded as select 1 as office_id")
        connection.execute("alter table guarded enable row level security")
        connection.execute("alter table guarded force row level security")
    assert _row(roles.app_url, "select count(*) from guarded") == (0,)
    assert _row(roles.owner_url, "select count(*) from guarded") == (0,)
    assert _row(roles.backup_url, "select count(*) from guarded") == (1,)
    with (
        psycopg.connect(roles.backup_url) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("delete from guarded")


def test_doing_it_again_keeps_the_data_and_sets_new_passwords(
    services: Services, roles: Roles
) -> None:
    with psycopg.connect(roles.owner_url) as connection:
        connection.execute("create table kept as select 5 as answer")
    try:
        again = provision(
            services.superuser_url, "roles", Passwords("owner-2", "application-2", "backup-2")
        )
        assert _row(again.app_url, "select answer from kept") == (5,)
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(roles.app_url)
    finally:
        provision(services.superuser_url, "roles", PASSWORDS)


def test_the_database_is_utf8_owned_by_the_owner_and_closed_to_others(
    services: Services, roles: Roles
) -> None:
    question = (
        "select pg_encoding_to_char(encoding), pg_get_userbyid(datdba) "
        "from pg_database where datname = 'roles'"
    )
    assert _row(roles.app_url, question) == ("UTF8", OWNER)
    with psycopg.connect(services.superuser_url, autocommit=True) as connection:
        connection.execute("drop role if exists stranger")
        connection.execute("create role stranger login password 'stranger'")
    stranger = roles.app_url.replace(f"{APPLICATION}:application-password", "stranger:stranger")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(stranger)


def test_a_role_that_creates_roles_and_databases_can_provision_without_being_superuser(
    services: Services,
) -> None:
    with psycopg.connect(services.superuser_url, autocommit=True) as connection:
        connection.execute("drop database if exists by_creator with (force)")
        for role in ("supervision_owner", "supervision_app", "supervision_backup"):
            for name in ("roles", "by_creator"):
                connection.execute(f"drop database if exists {name} with (force)".encode())
            connection.execute(f"drop role if exists {role}".encode())
        connection.execute("drop role if exists creator")
        connection.execute(
            "create role creator login createrole createdb bypassrls password 'creator'"
        )
        connection.execute("grant pg_read_all_data to creator with admin option")
    creator = services.superuser_url.replace(
        services.superuser_url.split("//")[1].split("@")[0], "creator:creator"
    )
    assert may_create_roles(creator)
    for _ in range(2):
        made = provision(creator, "by_creator", PASSWORDS)
        assert _row(made.app_url, "select current_user") == (APPLICATION,)
    assert not may_create_roles(made.app_url)


def test_addresses_keep_host_and_parameters() -> None:
    given = "postgresql+psycopg://u:p@db.example.kz:5433/old?sslmode=require"
    assert with_database(given, "new") == "postgresql://u:p@db.example.kz:5433/new?sslmode=require"
    assert database_of(given) == "old"
