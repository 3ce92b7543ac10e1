"""The whole database in one file: written beside and renamed, read back into an empty one.

Belongs here: the file, its manifest, and what is compared after a restore. Does not belong here:
which database is meant (`reaching`).

The file is a tar archive of `database.dump`, which pg_restore itself can read, and `manifest.json`.
Both tell of one moment: pg_dump reads in the very snapshot in which the rows were counted.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg
from psycopg import Connection, IsolationLevel, sql

from supervision.core import schema
from supervision.local.provision import Roles, libpq

DUMP, MANIFEST = "database.dump", "manifest.json"
_BLOCK = tarfile.BLOCKSIZE
_PIECE = 1024 * 1024


class BackupRefused(RuntimeError):
    """A backup or restore that did not happen; the message says why and what to do."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: `rows` by table, the revision of its tables, the SHA-256 of the dump."""

    written_at: str
    revision: str
    rows: dict[str, int]
    dump_sha256: str

    @property
    def total(self) -> int:
        """Rows of all tables together."""
        return sum(self.rows.values())


def write(url: str, file: Path, written_at: datetime, program: Path) -> Manifest:
    """Dump the database into `file` and return its manifest; `program` is the pg_dump to use.

    A good file of an earlier backup stays until the new one is whole and on the disk. Raises
    `BackupRefused`; then nothing half is left behind.
    """
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    except OSError as problem:
        raise BackupRefused(f"{file} cannot be written: {problem.strerror}") from None
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as out:
            manifest = _fill(url, out, written_at, program)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(file)
        _remember_names(file.parent)
    except OSError as problem:
        raise BackupRefused(f"{file} cannot be written: {problem.strerror}") from None
    finally:
        beside.unlink(missing_ok=True)
    return manifest


def read(file: Path) -> Manifest:
    """The manifest of a backup whose dump has the very bytes it names; raises `BackupRefused`."""
    with _opened(file) as (manifest, dump):
        found = hashlib.sha256()
        for piece in _pieces(dump):
            found.update(piece)
    if found.hexdigest() != manifest.dump_sha256:
        raise BackupRefused(f"{file} was changed or cut: its dump has another hash than it names")
    return manifest


def restore(file: Path, roles: Roles, program: Path) -> Manifest:
    """Load a backup into the empty database of `roles`; `program` is the pg_restore to use.

    Everything is loaded in one transaction, compared with the manifest, and brought to this
    program's own tables. Raises `BackupRefused`: before anything is loaded when the file is broken,
    made by a newer program, or the database holds something; after it when rows are missing.
    """
    manifest = read(file)
    if not schema.knows(manifest.revision):
        raise BackupRefused(
            f"{file} holds tables of revision {manifest.revision}, which this version does not "
            "know: restore it with the version that wrote it, or a newer one"
        )
    _refuse_unless_empty(roles.owner_url)
    with _opened(file) as (_manifest, dump):
        arguments = ["--single-transaction", "--exit-on-error", "--no-owner"]
        _run(program, arguments, roles.owner_url, lambda server: _feed(server, dump))
    _compare(manifest, roles.backup_url)
    schema.upgrade(roles.owner_url)
    return manifest


# -- writing ----------------------------------------------------------------------------------


def _fill(url: str, out: IO[bytes], written_at: datetime, program: Path) -> Manifest:
    """The dump streams past its own header, which is written when its size is known."""
    out.write(bytes(_BLOCK))
    digest = hashlib.sha256()
    with _looking(url) as connection:
        revision, rows = _revision(connection), _rows(connection)
        snapshot = _value(connection, "select pg_export_snapshot()")

        def keep(server: subprocess.Popen[bytes]) -> None:
            assert server.stdout is not None  # noqa: S101 — opened by _run, for the type checker
            for piece in _pieces(server.stdout):
                digest.update(piece)
                out.write(piece)

        _run(program, ["--format=custom", f"--snapshot={snapshot}"], url, keep)
    size = out.tell() - _BLOCK
    out.write(bytes(-size % _BLOCK))
    manifest = Manifest(
        written_at.isoformat(timespec="seconds"), revision, rows, digest.hexdigest()
    )
    told = json.dumps(asdict(manifest), indent=1, sort_keys=True).encode()
    out.write(_header(MANIFEST, len(told), written_at) + told + bytes(-len(told) % _BLOCK))
    out.write(bytes(2 * _BLOCK))
    out.seek(0)
    out.write(_header(DUMP, size, written_at))
    return manifest


def _header(name: str, size: int, written_at: datetime) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, int(written_at.timestamp())
    return info.tobuf(tarfile.GNU_FORMAT)


def _remember_names(directory: Path) -> None:
    """A rename is on the disk only when its directory is."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


# -- reading ----------------------------------------------------------------------------------


@contextmanager
def _opened(file: Path) -> Iterator[tuple[Manifest, IO[bytes]]]:
    try:
        with tarfile.open(file, "r:") as archive:
            told, dump = archive.extractfile(MANIFEST), archive.extractfile(DUMP)
            if told is None or dump is None:
                raise KeyError
            yield Manifest(**json.load(io.TextIOWrapper(told, "utf-8"))), dump
    except OSError as problem:
        raise BackupRefused(f"{file} cannot be read: {problem.strerror or problem}") from None
    except (tarfile.TarError, KeyError, TypeError, ValueError):
        raise BackupRefused(
            f"{file} is no whole backup: it was cut, or it is something else"
        ) from None


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    while piece := source.read(_PIECE):
        yield piece


def _feed(server: subprocess.Popen[bytes], dump: IO[bytes]) -> None:
    assert server.stdin is not None  # noqa: S101 — opened by _run, for the type checker
    try:
        for piece in _pieces(dump):
            server.stdin.write(piece)
        server.stdin.close()
    except BrokenPipeError:
        pass  # it gave up early; its own words say why


# -- the database -----------------------------------------------------------------------------


@contextmanager
def _looking(url: str) -> Iterator[Connection[tuple[object, ...]]]:
    """One moment of the database, for a role that sees every row; others are refused by it."""
    try:
        with psycopg.connect(libpq(url)) as connection:
            connection.isolation_level = IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            connection.execute("set local row_security = off")
            yield connection
    except psycopg.OperationalError as problem:
        raise BackupRefused(f"the database does not answer: {problem}") from None
    except psycopg.errors.InsufficientPrivilege as problem:
        raise BackupRefused(
            f"the role of this address does not see every row ({problem.diag.message_primary})"
        ) from None


def _value(connection: Connection[tuple[object, ...]], question: str) -> object:
    row = connection.execute(question.encode()).fetchone()
    return None if row is None else row[0]


def _revision(connection: Connection[tuple[object, ...]]) -> str:
    if _value(connection, "select to_regclass('public.alembic_version')") is None:
        raise BackupRefused("the database holds no tables of this product")
    return str(_value(connection, "select version_num from alembic_version"))


def _rows(connection: Connection[tuple[object, ...]]) -> dict[str, int]:
    """How many rows each table holds."""
    tables = connection.execute(
        "select c.relname from pg_class c where c.relkind = 'r' "
        "and c.relnamespace = 'public'::regnamespace order by 1"
    ).fetchall()
    counts = sql.SQL(" union all ").join(
        sql.SQL("select {}, count(*) from {}").format(
            sql.Literal(table), sql.Identifier("public", str(table))
        )
        for (table,) in tables
    )
    return {str(table): int(str(count)) for table, count in connection.execute(counts)}


def _refuse_unless_empty(owner_url: str) -> None:
    with _looking(owner_url) as connection:
        held = _value(
            connection,
            "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace "
            "where n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'",
        )
    if held:
        raise BackupRefused(
            "the database is not empty; a backup is restored only into an empty one, so that "
            "nothing is lost or mixed"
        )


def _compare(manifest: Manifest, backup_url: str) -> None:
    with _looking(backup_url) as connection:
        revision, rows = _revision(connection), _rows(connection)
    if revision != manifest.revision:
        raise BackupRefused(f"the tables stand at {revision}, not at {manifest.revision}")
    wrong = [
        f"{table}: {rows.get(table, 0)} rows, {manifest.rows.get(table, 0)} in the backup"
        for table in sorted(rows.keys() | manifest.rows.keys())
        if rows.get(table) != manifest.rows.get(table)
    ]
    if wrong:
        raise BackupRefused("what was restored is not what was kept:\n" + "\n".join(wrong))


# -- PostgreSQL's own programs ----------------------------------------------------------------


def _run(
    program: Path, arguments: list[str], url: str, work: Callable[[subprocess.Popen[bytes]], None]
) -> None:
    """Run a program of PostgreSQL on that database while `work` reads or feeds it."""
    parts = urlsplit(libpq(url))
    address = parts._replace(netloc=_without_password(parts.netloc))
    with tempfile.TemporaryFile() as said:
        server = subprocess.Popen(  # noqa: S603 — a program of PostgreSQL, arguments built here
            [str(program), *arguments, "--no-password", f"--dbname={urlunsplit(address)}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            env={
                "PATH": "/usr/bin:/bin",
                "LC_ALL": "C",
                "PGPASSWORD": unquote(parts.password or ""),
            },
        )
        with server:
            try:
                work(server)
            except BaseException:
                server.kill()
                raise
        if server.returncode != 0:
            said.seek(0)
            words = said.read().decode(errors="replace").strip()
            raise BackupRefused(f"{program.name} failed:\n{words}")


def _without_password(netloc: str) -> str:
    """The place without the password: what a command line holds, everybody on the machine reads."""
    login, at, place = netloc.rpartition("@")
    return login.partition(":")[0] + at + place
