"""States and checks of a report by period, and how a figure grew, on plain values.

Belongs here: which step follows which, what a report must hold, growth and fall. Does not belong
here: the kinds (`kinds.py`), who may do a step (`policy.py`), any count of days.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from supervision.core.errors import Problem
from supervision.core.problems import length_problems
from supervision.law.figures import percentage
from supervision.law.model import Recurrence
from supervision.law.period import Period

KIND = "report"  # what the audit calls a report
LONGEST_TEXT = 20_000
EARLIER = 8  # so many earlier reports are asked what they counted already
_TENTH = Decimal("0.1")


class Role(enum.StrEnum):
    """What an office has to do with a kind: it owes the report, gives its part, or receives it."""

    OWES = "owes"
    GIVES_PART = "gives_part"
    RECEIVES = "receives"


class ReportState(enum.StrEnum):
    """Where a report stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENT = "sent"
    RETURNED = "returned"
    ACCEPTED = "accepted"


# What a higher office may read and take in.
ARRIVED = (ReportState.SENT, ReportState.ACCEPTED)


class Verb(enum.StrEnum):
    """A step of a report's way, as it is kept."""

    OPENED = "opened"
    APPROVED = "approved"
    REOPENED = "reopened"
    SENT = "sent"
    RETURNED = "returned"
    ACCEPTED = "accepted"


# From which state each step leads to which.
STEPS: Mapping[Verb, tuple[tuple[ReportState, ...], ReportState]] = {
    Verb.APPROVED: ((ReportState.DRAFT,), ReportState.APPROVED),
    Verb.REOPENED: ((ReportState.APPROVED, ReportState.RETURNED), ReportState.DRAFT),
    Verb.SENT: ((ReportState.APPROVED,), ReportState.SENT),
    Verb.RETURNED: ((ReportState.SENT,), ReportState.RETURNED),
    Verb.ACCEPTED: ((ReportState.SENT,), ReportState.ACCEPTED),
}


# Said of a step whose state is over; the catalogs know it by this very sentence.
NOT_HERE = "The report is no longer where this step begins: look at it again."


def is_open_to(verb: Verb, state: str) -> bool:
    """Whether the step may be taken from that state."""
    return state in STEPS[verb][0]


def step_problems(verb: Verb, state: str, remarks: str = "") -> Iterator[Problem]:
    """What stands against a step: the state it would be taken from, words that are missing."""
    if not is_open_to(verb, state):
        yield Problem(NOT_HERE)
    if verb in (Verb.RETURNED, Verb.REOPENED) and not remarks:
        yield Problem("Say what is to be mended.", "remarks")
    yield from length_problems(remarks, "remarks", LONGEST_TEXT)


def text_problems(text: str) -> Iterator[Problem]:
    """A text that is too long to be kept."""
    yield from length_problems(text, "text", LONGEST_TEXT)


def period_problems(period: Period | None, today: date, *, binds: bool) -> Iterator[Problem]:
    """A period that is none of the kind's, has not begun, or in which nothing is owed."""
    if period is None or not binds:
        yield Problem("No such report is owed for this period.", "period")
    elif period.start > today:
        yield Problem("This period has not begun.", "period")


@dataclass(frozen=True, slots=True)
class Tally:
    """One figure: how many things stand above the line, of how many, and their sum in tenge where
    the line adds up money.
    """

    counted: int = 0
    out_of: int = 0
    amount: Decimal | None = None

    @property
    def share(self) -> Decimal | None:
        """Above the line in percent of all, to one decimal; None where there is nothing."""
        return percentage(self.counted, self.out_of)


def growth(now: Decimal | int, before: Decimal | int) -> Decimal | None:
    """By how many percent a figure grew (or fell, below zero), to one decimal; None where there
    was nothing before, because no percentage tells that.
    """
    if not before:
        return None
    grown = (Decimal(now) - Decimal(before)) * 100 / Decimal(before)
    return grown.quantize(_TENTH, ROUND_HALF_UP)


def a_year_before(period: Period) -> Period:
    """The same month, quarter or year of the year before."""
    day = period.start.replace(year=period.start.year - 1)
    return Period.containing(period.kind, day)


def periods_back(kind: Recurrence, today: date, many: int) -> list[Period]:
    """The period of a day and those before it, the latest first."""
    found = [Period.containing(kind, today)]
    while len(found) < many:
        found.append(found[-1].previous())
    return found
