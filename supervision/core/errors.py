"""What can go wrong in a way a user must read.

Belongs here: the few kinds of refusal every room raises. The words are English message keys; the
edge translates them with their parameters, so nothing below the edge knows a language.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing to put right: a message key, its parameters, and the form field it belongs to."""

    message: str
    field: str | None = None
    params: dict[str, str] = dataclasses.field(default_factory=dict)


class Refused(Exception):
    """A rule of the law or of the house says no; nothing was changed.

    Carries one or more problems; the first is the headline. Shown beside the form with all that
    was typed, or as a page of its own with status 409.
    """

    def __init__(self, message: str, *, field: str | None = None, **params: str) -> None:
        self.problems: tuple[Problem, ...] = (Problem(message, field, params),)
        super().__init__(message % params if params else message)

    @classmethod
    def because(cls, problems: Iterable[Problem]) -> Refused:
        """A refusal for several problems at once, so that nobody has to find them one by one."""
        found = tuple(problems)
        if not found:
            raise ValueError("a refusal needs a reason")
        refusal = cls(found[0].message, field=found[0].field, **found[0].params)
        refusal.problems = found
        return refusal


class Forbidden(Refused):
    """The actor's post or office does not give the right to do this."""


class NotFound(Exception):
    """There is no such thing, or the actor may not know of it: both look the same from outside."""


class Stale(Exception):
    """Somebody else changed the thing since it was opened; the typed text must be shown beside."""

    def __init__(self, found_version: int, expected_version: int) -> None:
        self.found_version = found_version
        self.expected_version = expected_version
        super().__init__(f"version {found_version} found, {expected_version} expected")
