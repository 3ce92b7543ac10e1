"""Checks that the rules of every room share, on plain values.

Belongs here: a text that is too long, a day inside a sentence, refusing all problems at once. Does
not belong here: what one room's record must say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from supervision.core.errors import Problem, Refused

LONGEST_LINE = 300
LONGEST_NOTE = 4000


def day_in_words(day: date) -> str:
    """A day inside a refusal, in the form in which the forms take it: 31.12.2026."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def length_problems(text: str, name: str, most: int) -> Iterator[Problem]:
    """A text that is longer than its column is meant to hold."""
    if len(text) > most:
        yield Problem(
            "This is longer than %(most)s characters; shorten it.", name, {"most": str(most)}
        )


def refuse(problems: Iterable[Problem]) -> None:
    """Raise Refused with all the problems at once, when there are any."""
    found = list(problems)
    if found:
        raise Refused.because(found)
