"""Rules of corrections, on plain values: what a bringing or an outcome may be corrected to.

Belongs here: what the record made later allows. Does not belong here: the rules of the first record
(`rules.py`), which are asked again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_LINE, day_in_words, length_problems
from supervision.law.windows import ProtestWindow
from supervision.protests.rules import (
    BringEntry,
    DraftEntry,
    OutcomeEntry,
    ProtestedAct,
    bring_problems,
)


@dataclass(frozen=True)
class BroughtEntry:
    """Number and day of a protest as they should have been recorded."""

    number: str
    brought_on: date


@dataclass(frozen=True)
class Brought:
    """A protest as recorded: its day, the day of the record, the first thing that came after it, and
    why a day in time may be recorded after the term.
    """

    brought_on: date
    recorded_on: date
    followed_on: date
    late_reason: str


def bringing_problems(
    draft: DraftEntry, entry: BroughtEntry, was: Brought, act: ProtestedAct, window: ProtestWindow
) -> Iterator[Problem]:
    """Everything wrong with a corrected bringing; another day must lie in the window (`2015 ¶13`)."""
    if entry.brought_on == was.brought_on:
        if not entry.number:
            yield Problem("Give the number of the protest.", "number")
        yield from length_problems(entry.number, "number", LONGEST_LINE)
        return
    if entry.brought_on > was.recorded_on:
        yield Problem(
            "It was recorded on %(day)s: it cannot be brought after that.",
            "brought_on",
            {"day": day_in_words(was.recorded_on)},
        )
        return
    if entry.brought_on > was.followed_on:
        yield Problem(
            "What followed the protest is dated %(day)s: it cannot be brought after that.",
            "brought_on",
            {"day": day_in_words(was.followed_on)},
        )
    asked = BringEntry(entry.number, entry.brought_on, None, was.late_reason)
    yield from bring_problems(draft, asked, act, window, has_right=True, today=was.recorded_on)


def reported_problems(entry: OutcomeEntry, informed_on: date | None) -> Iterator[Problem]:
    """An outcome is not later than the report on it to the Department (`2015 ¶15`)."""
    if informed_on is not None and entry.outcome_on > informed_on:
        yield Problem(
            "The Department was informed of the outcome on %(day)s already.",
            "outcome_on",
            {"day": day_in_words(informed_on)},
        )
