"""What several commands of the command line share: dates, languages, and how a result is printed.

Belongs here: parameter types and options used by more than one command group. Does not belong here:
any command, and any rule of law.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from supervision.law.model import LANGUAGES

FINDING = 1
WRONG_USE = 2

Command = TypeVar("Command", bound=Callable[..., Any])


def read_day(text: str) -> date:
    """A date written YYYY-MM-DD. Raises ValueError saying what is wrong with it."""
    try:
        # fromisoformat alone would also take 20240230 and week dates.
        if len(text) != len("YYYY-MM-DD"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a date; write an existing day as YYYY-MM-DD") from None


class DayType(click.ParamType[date]):
    """A calendar day as a command line parameter."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or wrong use (exit 2) with a clear message."""
        if isinstance(value, date):
            return value
        try:
            return read_day(str(value).strip())
        except ValueError as error:
            self.fail(str(error), param, ctx)


DAY = DayType()


def language_option(command: Command) -> Command:
    """Adds `--lang kk|ru|en`."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(LANGUAGES),
        default="en",
        show_default=True,
        help="Language of titles and sentences.",
    )(command)


def json_option(command: Command) -> Command:
    """Adds `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")(
        command
    )


def print_json(value: object) -> None:
    """One JSON document, letters of every alphabet as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
