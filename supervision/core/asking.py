"""What the address of a list asks for: filters as typed, choices out of those offered, days.

Belongs here: reading a query string so that anything unreadable asks for nothing. Does not belong
here: which filters a room has.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime

from flask import request

DAY_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]


def asked(name: str) -> str:
    """The value of the address, without blanks at its ends; empty when it is not there."""
    return request.args.get(name, "").strip()


def asked_flag(name: str) -> bool:
    """Whether the address asks for something that is asked for or not: 1 on pages, true in the API."""
    return asked(name) in ("1", "true")


def chosen(name: str, offered: list[tuple[str, str]]) -> str | None:
    """The value asked for, when it is one of those offered."""
    value = asked(name)
    return value if value in {each for each, _words in offered} else None


def asked_sort(sorts: Container[str], otherwise: str) -> str:
    """The order asked for: one of `sorts`, with "-" before it when descending; else `otherwise`."""
    order = asked("sort")
    return order if order.removeprefix("-") in sorts else otherwise


def asked_day(name: str) -> date | None:
    """The day asked for, in a form people or browsers write; None when it is no day."""
    for pattern in DAY_FORMATS:
        try:
            return datetime.strptime(asked(name), pattern).date()  # noqa: DTZ007 — a day, no time
        except ValueError:
            continue
    return None
