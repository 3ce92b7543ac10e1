"""`supervision user` and `supervision office`: the first administrator, and the tree from a file.

Belongs here: reading parameters, one transaction, printing. Does not belong here: any check of an
account or of the file (`supervision.offices`). Exit 0 done, 1 a finding, 2 wrong use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, NoReturn

import click
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from config.settings import Settings
from supervision.cases.operations import LoadedCourts, load_courts
from supervision.cli.options import FINDING, WRONG_USE, json_option, print_json
from supervision.core import clock
from supervision.core.db import engine_for
from supervision.core.errors import NotFound, Refused
from supervision.core.transaction import transaction
from supervision.offices import operations
from supervision.offices.operations import LoadedOffices
from supervision.offices.queries import enter_as_house


@click.group("user")
def user_group() -> None:
    """People who sign in."""


@click.group("office")
def office_group() -> None:
    """The tree of prosecutor's offices."""


@user_group.command("create-admin")
@click.option("--office", "office_code", required=True, help="Code of the office, for example 00.")
@click.option("--login", required=True, help="3 to 64 Latin letters, digits, dots or dashes.")
@click.option("--name", "full_name", required=True, help="Surname and name.")
@json_option
def create_admin(office_code: str, login: str, full_name: str, as_json: bool) -> None:
    """Open an administrator's account and print its one-time password.

    The password lives 24 hours and must be changed at the first sign-in. Nothing keeps it: it is
    shown here once.
    """
    settings = Settings()
    try:
        with _house(settings) as session:
            made = operations.create_first_administrator(
                session,
                office_code,
                login,
                full_name,
                today=clock.today(settings.zone),
                now=clock.now(),
            )
    except NotFound:
        _stop([f"There is no office with the code {office_code}. Load the offices first."], FINDING)
    except Refused as refused:
        _stop(_sentences(refused), FINDING)
    if as_json:
        print_json({"login": made.account.login, "one_time_password": made.one_time_password})
        return
    click.echo(f"login              {made.account.login}")
    click.echo(f"one-time password  {made.one_time_password}")
    click.echo("Valid for 24 hours; it must be changed at the first sign-in.")


@office_group.command("load")
@click.argument("source", metavar="FILE", type=click.File("r", encoding="utf-8"))
@json_option
def load(source: IO[str], as_json: bool) -> None:
    """Bring the tree of offices in step with a CSV file.

    Offices are found by their code and keep their number; those the file does not name stay. A file
    with one wrong row changes nothing, and every wrong row is named with its field.
    """
    _load(source, as_json, operations.load_offices)


@click.group("court")
def court_group() -> None:
    """The list of courts."""


@court_group.command("load")
@click.argument("source", metavar="FILE", type=click.File("r", encoding="utf-8"))
@json_option
def load_list(source: IO[str], as_json: bool) -> None:
    """Bring the list of courts in step with a CSV file.

    Courts are found by their code; those the file does not name stay. A file with one wrong row
    changes nothing, and every wrong row is named with its field.
    """
    _load(source, as_json, load_courts)


def _load(
    source: IO[str], as_json: bool, work: Callable[[Session, str], LoadedOffices | LoadedCourts]
) -> None:
    """Read the file, let the house do the work in one transaction, and say what it did."""
    try:
        text = source.read()
    except UnicodeDecodeError:
        _stop([f"{source.name} is not UTF-8 text."], WRONG_USE)
    try:
        with _house(Settings()) as session:
            done = work(session, text)
    except Refused as refused:
        _stop(_sentences(refused), FINDING)
    if as_json:
        print_json({"added": done.added, "changed": done.changed, "unchanged": done.unchanged})
        return
    click.echo(f"{done.added} added, {done.changed} changed, {done.unchanged} unchanged")


@contextmanager
def _house(settings: Settings) -> Iterator[Session]:
    """One transaction of the house itself on the configured database."""
    if not settings.database_url:
        _stop(["DATABASE_URL is not set; it says which database to work on."], WRONG_USE)
    engine = engine_for(settings.database_url)
    try:
        with Session(engine, expire_on_commit=False) as opened, transaction(opened) as session:
            enter_as_house(session)
            yield session
    except OperationalError as problem:
        _stop([f"The database does not answer: {type(problem.orig).__name__}."], FINDING)
    finally:
        engine.dispose()


def _sentences(refused: Refused) -> list[str]:
    return [
        problem.message % problem.params if problem.params else problem.message
        for problem in refused.problems
    ]


def _stop(lines: list[str], code: int) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    raise click.exceptions.Exit(code)
