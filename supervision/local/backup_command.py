"""`supervision backup` and `supervision restore`.

Belongs here: options, and what is printed. Does not belong here: the file (`backups`) or the server
(`reaching`). Exit 0 done, 1 a finding, 2 wrong use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import click

from config.settings import Settings
from supervision.app import create_app
from supervision.cli.house import stop
from supervision.cli.options import FINDING, json_option, print_json
from supervision.core import clock
from supervision.house import at_work
from supervision.local import backups, reaching
from supervision.local.backups import BackupRefused, Manifest
from supervision.local.children import ServiceFailed
from supervision.local.places import PlaceRefused
from supervision.local.postgres import program
from supervision.local.provision import Roles

Command = TypeVar("Command", bound=Callable[..., Any])


def _place_options(command: Command) -> Command:
    """Adds `--data` and `--programs`."""
    data = click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path("var"),
        show_default=True,
        help="Directory of an installation with the embedded database.",
    )
    programs = click.option(
        "--programs",
        type=click.Path(file_okay=False, exists=True, path_type=Path),
        help="Directory of another pg_dump and pg_restore, where the server is newer than the "
        "product's own or demands TLS.",
    )
    return data(programs(command))


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_place_options
@json_option
def backup_command(file: Path, data: Path, programs: Path | None, as_json: bool) -> None:
    """Write the whole database into FILE, as of one moment, while everybody works on.

    An earlier FILE stays as it is until the new one is whole. The file names cases and people: only
    its owner may read it.
    """
    with _told(), reaching.whole_database(Settings(), data.absolute()) as url:
        written = backups.write(url, file.absolute(), clock.now(), _program("pg_dump", programs))
    _show(written, as_json, f"{file}: {written.total} rows of {len(written.rows)} tables")


@click.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_place_options
@json_option
def restore_command(file: Path, data: Path, programs: Path | None, as_json: bool) -> None:
    """Load FILE into an empty database, then verify rows, tables, the log and issued papers.

    A database that holds anything is refused and stays as it is.
    """
    settings = Settings()
    with _told(), reaching.database_to_fill(settings, data.absolute()) as roles:
        loaded = backups.restore(file.absolute(), roles, _program("pg_restore", programs))
        entries, papers = _verify_chains(settings, roles)
    _show(
        loaded,
        as_json,
        f"{loaded.total} rows of {len(loaded.rows)} tables, as written {loaded.written_at}; "
        f"{entries} entries and {papers} papers, their chains hold",
    )


def _verify_chains(settings: Settings, roles: Roles) -> tuple[int, int]:
    """How many entries and papers were proved; raises `BackupRefused` where a chain breaks."""
    app = create_app(settings.model_copy(update={"database_url": roles.app_url}))
    with at_work(app) as house:
        log, papers = house.audit_verdict(), house.papers_verdict()
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()
    if log.first_bad is not None:
        raise BackupRefused(f"restored, but entry {log.first_bad} of the log: {log.reason}")
    if papers.first_bad is not None:
        raise BackupRefused(f"restored, but paper {papers.first_bad}: {papers.reason}")
    return log.entries, papers.papers


def _program(name: str, programs: Path | None) -> Path:
    return program(name) if programs is None else programs.absolute() / name


@contextmanager
def _told() -> Iterator[None]:
    """End the command with the sentence of whatever refused."""
    try:
        yield
    except (BackupRefused, ServiceFailed, PlaceRefused) as refused:
        stop(str(refused), FINDING)


def _show(manifest: Manifest, as_json: bool, sentence: str) -> None:
    if as_json:
        print_json(asdict(manifest))
    else:
        click.echo(sentence)
