"""How a command enters the house: the configured database, every office, nobody signed in.

Belongs here: settings that are missing, a database that is away, told in a sentence with the right
exit status. Does not belong here: any command.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from config.settings import Settings
from supervision.app import create_app
from supervision.cli.options import FINDING, WRONG_USE
from supervision.house import House, at_work


@contextmanager
def entered() -> Iterator[House]:
    """The house at work; ends the command with a sentence when it cannot be entered."""
    settings = Settings()
    if not settings.database_url:
        stop("DATABASE_URL is not set; it says which database to work on.", WRONG_USE)
    try:
        with at_work(create_app(settings)) as house:
            yield house
    except OperationalError as problem:
        stop(f"The database does not answer: {type(problem.orig).__name__}.", FINDING)
    except ProgrammingError as problem:
        stop(
            f"The database has no such tables or rights ({type(problem.orig).__name__}); "
            "bring its tables up to date first.",
            FINDING,
        )


def stop(sentence: str, status: int) -> NoReturn:
    """End the command with a sentence on standard error and this exit status."""
    click.echo(sentence, err=True)
    raise click.exceptions.Exit(status)
