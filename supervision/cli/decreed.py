"""The calendar a command counts by: the files', and where a database is configured, with its decrees.

Belongs here: saying which of the two it is. Does not belong here: any command, any counting.
"""

from __future__ import annotations

import click
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from config.settings import Settings
from supervision.cli.options import FINDING, WRONG_USE
from supervision.core.db import engine_for
from supervision.decrees.queries import decrees_of, standing
from supervision.law.calendar import WorkingCalendar, load_calendar
from supervision.law.decrees import with_decrees


def calendar_in_use() -> WorkingCalendar:
    """The calendar of the files where no database is configured, else that of the installation, which
    is named on the error stream. Ends the command where the database does not answer.
    """
    try:
        address = Settings().database_url
    except ValueError as error:
        click.echo(str(error), err=True)
        raise click.exceptions.Exit(WRONG_USE) from None
    if not address:
        return load_calendar()
    engine = engine_for(address)
    try:
        with Session(engine) as session:
            decrees = decrees_of(session, [number for number, _mark in standing(session)])
    except SQLAlchemyError as problem:
        click.echo(
            f"The database does not answer for its decrees: {type(problem).__name__}. "
            "Unset DATABASE_URL to count by the files alone.",
            err=True,
        )
        raise click.exceptions.Exit(FINDING) from None
    finally:
        engine.dispose()
    calendar = with_decrees(load_calendar(), decrees)
    click.echo(f"calendar {calendar.version}, decrees of the database: {len(decrees)}", err=True)
    return calendar
