"""The database's three roles: who owns, who works, who backs up.

Belongs here: roles, the database itself and its default grants. Does not belong here: tables and
their policies, which migrations make. The application's role owns nothing, so row-level security
and the append-only audit hold even against a mistake in the application.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import Connection, sql

from supervision.local.secret_store import SecretStore

OWNER = "supervision_owner"
APPLICATION = "supervision_app"
BACKUP = "supervision_backup"
ROLES = (OWNER, APPLICATION, BACKUP)
_NARROW = "login nosuperuser nocreatedb nocreaterole noreplication"


@dataclass(frozen=True)
class Passwords:
    """The passwords the three roles get."""

    owner: str
    application: str
    backup: str

    def of(self, role: str) -> str:
        """The password of one of the three roles."""
        return {OWNER: self.owner, APPLICATION: self.application, BACKUP: self.backup}[role]

    @classmethod
    def kept_in(cls, store: SecretStore) -> Passwords:
        """The passwords this machine made for the three roles, made now where they are missing."""
        return cls(store.get(OWNER), store.get(APPLICATION), store.get(BACKUP))


@dataclass(frozen=True)
class Roles:
    """One database as its three roles reach it."""

    owner_url: str
    app_url: str
    backup_url: str


def provision(superuser_url: str, database: str, passwords: Passwords) -> Roles:
    """Make the roles and the database where they are missing and set their rights anew.

    Safe to run at every start. `superuser_url` may be any role that can create roles, databases
    and, for the backup role, grant BYPASSRLS and pg_read_all_data.
    """
    with psycopg.connect(libpq(superuser_url), autocommit=True) as connection:
        # Serialises two starts at once; the number is this product's own.
        connection.execute("select pg_advisory_lock(710274)")
        for role in ROLES:
            _make_role(connection, role, passwords.of(role))
        connection.execute(sql.SQL("grant pg_read_all_data to {}").format(sql.Identifier(BACKUP)))
        create_database(connection, database)
    with psycopg.connect(with_database(superuser_url, database), autocommit=True) as connection:
        _grant_inside(connection)
    return addresses(superuser_url, database, passwords)


def create_database(
    connection: Connection[tuple[object, ...]],
    database: str,
    template: str = "template0",
    strategy: str = "wal_log",
) -> None:
    """Create a database owned by the owner role, unless it exists, and say who may connect.

    A copy of a provisioned `template` brings its tables and grants along; who may connect is no
    part of a copy, so it is always said here. The connection must be in autocommit.
    """
    name = sql.Identifier(database)
    exists = connection.execute(
        "select from pg_database where datname = %s", (database,)
    ).fetchone()
    if exists is None:
        _become_member_of_owner(connection)
        connection.execute(
            sql.SQL("create database {} owner {} template {} strategy {} encoding 'UTF8'").format(
                name, sql.Identifier(OWNER), sql.Identifier(template), sql.Literal(strategy)
            )
        )
    connection.execute(sql.SQL("revoke all on database {} from public").format(name))
    connection.execute(
        sql.SQL("grant connect on database {} to {}").format(
            name, sql.SQL(", ").join(map(sql.Identifier, ROLES))
        )
    )


def _make_role(connection: Connection[tuple[object, ...]], role: str, password: str) -> None:
    """Make a role or set its password; say its attributes only where they are wrong.

    Naming an attribute is itself a superuser's right, even to take nothing away.
    """
    name, secret = sql.Identifier(role), sql.Literal(password)
    attributes = sql.SQL(_NARROW + (" bypassrls" if role == BACKUP else " nobypassrls"))
    found = connection.execute(
        "select rolcanlogin, rolbypassrls, rolsuper or rolcreatedb or rolcreaterole "
        "or rolreplication from pg_roles where rolname = %s",
        (role,),
    ).fetchone()
    if found is None:
        connection.execute(
            sql.SQL("create role {} {} password {}").format(name, attributes, secret)
        )
        return
    connection.execute(sql.SQL("alter role {} password {}").format(name, secret))
    if found != (True, role == BACKUP, False):
        connection.execute(sql.SQL("alter role {} {}").format(name, attributes))


def _become_member_of_owner(connection: Connection[tuple[object, ...]]) -> None:
    """A role that is no superuser must be a member of the owner to make a database for it."""
    found = connection.execute("select pg_has_role(current_user, %s, 'set')", (OWNER,)).fetchone()
    if found != (True,):
        connection.execute(
            sql.SQL("grant {} to current_user with inherit true, set true").format(
                sql.Identifier(OWNER)
            )
        )


def _grant_inside(connection: Connection[tuple[object, ...]]) -> None:
    """Rights inside the database; migrations take away what a table must not allow."""
    owner, application = sql.Identifier(OWNER), sql.Identifier(APPLICATION)
    for statement in (
        "revoke create on schema public from public",
        "grant usage, create on schema public to {owner}",
        "grant usage on schema public to {application}",
        "alter default privileges for role {owner} in schema public "
        "grant select, insert, update, delete on tables to {application}",
        "alter default privileges for role {owner} in schema public "
        "grant usage, select on sequences to {application}",
    ):
        connection.execute(sql.SQL(statement).format(owner=owner, application=application))


def addresses(any_url: str, database: str, passwords: Passwords) -> Roles:
    """The addresses of `database` for the three roles on the server `any_url` names."""
    return Roles(
        owner_url=_as_role(any_url, database, OWNER, passwords.owner),
        app_url=_as_role(any_url, database, APPLICATION, passwords.application),
        backup_url=_as_role(any_url, database, BACKUP, passwords.backup),
    )


def may_create_roles(url: str) -> bool:
    """Whether the role of this address could provision: superuser, or creator of roles."""
    with psycopg.connect(libpq(url)) as connection:
        found = connection.execute(
            "select rolsuper or (rolcreaterole and rolcreatedb) from pg_roles "
            "where rolname = current_user"
        ).fetchone()
    return bool(found and found[0])


def with_database(url: str, database: str) -> str:
    """The same address with another database."""
    parts = urlsplit(libpq(url))
    return _join(parts.scheme, parts.netloc, "/" + quote(database), parts.query)


def database_of(url: str) -> str:
    """The database an address names; empty when it names none."""
    return urlsplit(libpq(url)).path.lstrip("/")


def _as_role(url: str, database: str, role: str, password: str) -> str:
    parts = urlsplit(libpq(url))
    place = parts.netloc.rpartition("@")[2]
    login = f"{quote(role)}:{quote(password, safe='')}@{place}"
    return _join(parts.scheme, login, "/" + quote(database), parts.query)


def _join(scheme: str, netloc: str, path: str, query: str) -> str:
    return urlunsplit((scheme, netloc, path, query, ""))


def libpq(url: str) -> str:
    """The address without a SQLAlchemy driver in its scheme, as psycopg itself takes it."""
    scheme, separator, rest = url.partition("://")
    return scheme.partition("+")[0] + separator + rest
