"""The database of an installation, as commands beside the running product reach it.

Belongs here: which server is meant and the addresses of its three roles. Does not belong here: what
is done there. As with `up`, DATABASE_URL comes first; without it the embedded server of the data
directory is meant, the one that runs or, for the time of the command, one started here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from config.settings import Settings
from supervision.local.children import ServiceFailed
from supervision.local.postgres import Postgres
from supervision.local.provision import (
    Passwords,
    Roles,
    addresses,
    database_of,
    may_create_roles,
    provision,
)
from supervision.local.secret_store import SecretStore
from supervision.local.up import DATABASE


@contextmanager
def whole_database(settings: Settings, data: Path) -> Iterator[str]:
    """The address of the role that reads every row; raises `ServiceFailed` when none is known."""
    if settings.database_backup_url:
        yield settings.database_backup_url
    elif settings.database_url:
        if not _may_create_roles(settings.database_url):
            raise ServiceFailed(
                "DATABASE_BACKUP_URL is not set: the application's own role does not see every "
                "row, name the role supervision_backup there"
            )
        yield _given(settings.database_url, data).backup_url
    else:
        if not Postgres(data / "postgres").holds_data():
            raise ServiceFailed(f"there is no database in {data}: name its directory with --data")
        with _embedded(data) as postgres:
            yield addresses(postgres.superuser_url, DATABASE, _passwords(data)).backup_url


@contextmanager
def database_to_fill(settings: Settings, data: Path) -> Iterator[Roles]:
    """The addresses of the database a backup is loaded into, made and given its roles if need be.

    Raises `ServiceFailed` when an address is missing or does not answer.
    """
    if not settings.database_url:
        data.mkdir(parents=True, exist_ok=True)
        with _embedded(data) as postgres:
            yield provision(postgres.superuser_url, DATABASE, _passwords(data))
    elif _may_create_roles(settings.database_url):
        given = _given(settings.database_url, data)
        name = database_of(given.owner_url)
        yield provision(settings.database_url, name, _passwords(data))
    elif settings.database_owner_url and settings.database_backup_url:
        yield Roles(
            settings.database_owner_url, settings.database_url, settings.database_backup_url
        )
    else:
        raise ServiceFailed(
            "set DATABASE_OWNER_URL and DATABASE_BACKUP_URL beside DATABASE_URL, or let "
            "DATABASE_URL name a role that may create roles"
        )


@contextmanager
def _embedded(data: Path) -> Iterator[Postgres]:
    postgres = Postgres(data / "postgres")
    if postgres.attach():
        yield postgres
        return
    postgres.start()
    try:
        yield postgres
    finally:
        postgres.stop()


def _given(url: str, data: Path) -> Roles:
    return addresses(url, database_of(url) or DATABASE, _passwords(data))


def _passwords(data: Path) -> Passwords:
    return Passwords.kept_in(SecretStore(data / "secrets.json"))


def _may_create_roles(url: str) -> bool:
    try:
        return may_create_roles(url)
    except psycopg.OperationalError as error:
        raise ServiceFailed(
            f"the database named by DATABASE_URL does not answer: {error}"
        ) from None
