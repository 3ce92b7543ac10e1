"""What each request would change, told by a room above where the application has one.

Belongs here: the place for that answer. Does not belong here: any figure, because imports go down
only. The application sets `app.extensions[EXTENSION]`; without it no such column is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from flask import current_app
from sqlalchemy.orm import Session

EXTENSION = "exclusion_effects"


class Asked(Protocol):
    """A request as far as a figure asks: a row of a list and the record itself both are one."""

    @property
    def id(self) -> Any:
        """The request."""

    @property
    def case_id(self) -> Any:
        """Its case."""

    @property
    def act_id(self) -> Any:
        """The appellate act that is not to be counted."""

    @property
    def office_id(self) -> Any:
        """The office of the case."""

    @property
    def clause(self) -> Any:
        """The clause of `2015 ¶22`."""

    @property
    def state(self) -> Any:
        """Where the request stands."""


# The session, the requests of one page, the reader's language → words such as "72.0 % → 74.1 %" by
# the id of the request; one without an answer is left out.
Effects = Callable[[Session, Sequence[Asked], str], Mapping[int, str]]


def effects_of(
    session: Session, requests: Sequence[Asked], language: str
) -> Mapping[int, str] | None:
    """What consent to each of these would change; None where the application cannot tell."""
    tell: Effects | None = current_app.extensions.get(EXTENSION)
    return None if tell is None else tell(session, requests, language)
