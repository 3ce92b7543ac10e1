"""Checks of breaches on plain values.

Belongs here: what a breach must say and when it may be removed. Does not belong here: which answer
or inspection makes a breach (the finding room), days of duties (the law).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_NOTE, length_problems


@dataclass(frozen=True)
class FoundBreach:
    """A breach as it was found: the code of what was breached, told in the finder's own words."""

    code: str
    description: str


def removal_problems(
    found_on: date, removed_on: date, note: str, *, is_open: bool, today: date
) -> Iterator[Problem]:
    """Everything that speaks against recording this removal (`2002 ¶4`).

    A breach stays open until the measure of response and its result are recorded, so the note that
    names them is never empty.
    """
    if not is_open:
        yield Problem("The removal of this breach is recorded already.")
    if removed_on < found_on:
        yield Problem("A breach cannot be removed before it was found.", "removed_on")
    if removed_on > today:
        yield Problem("The removal cannot be dated after today.", "removed_on")
    if not note.strip():
        yield Problem("Name the measure of response and its result.", "note")
    yield from length_problems(note, "note", LONGEST_NOTE)
