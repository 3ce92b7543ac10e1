"""Hearings: when and where, who takes part, and what became of it (`2015 ¶6–9`).

Belongs here: the entry, the outcome and their checks. Does not belong here: whether a prosecutor
must take part (the law).
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from supervision.cases.rules.courts import court_hears
from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_LINE, LONGEST_NOTE, length_problems
from supervision.law.participation import Instance

# Two hearings that begin less than an hour apart cannot both be attended.
CLASH = timedelta(hours=1)
PARTICIPATION_RULES = (
    "2015/6/participate_at_first_instance",
    "2015/8/participate_on_appeal",
    "2015/9/participate_in_initiated_case",
)


class HearingOutcome(enum.StrEnum):
    """What became of a hearing; one not held is no hearing and asks for nobody."""

    TOOK_PART = "took_part"
    NOBODY = "nobody"
    NOT_HELD = "not_held"


class AbsenceCause(enum.StrEnum):
    """Why no prosecutor took part."""

    NOT_NOTIFIED = "not_notified"
    OTHER = "other"


@dataclass(frozen=True)
class HearingEntry:
    """A hearing as it is set; `starts_at` is a moment in UTC."""

    instance: str
    court_id: int
    starts_at: datetime
    place: str = ""
    prosecutor_id: int | None = None


@dataclass(frozen=True)
class OutcomeEntry:
    """What became of a hearing; `took_part_id` is the prosecutor, the assigned one if left out."""

    outcome: str
    took_part_id: int | None = None
    absence_cause: str | None = None
    note: str = ""


def hearing_problems(
    entry: HearingEntry, court_instance: str | None, day: date, received_by_court_on: date | None
) -> Iterator[Problem]:
    """Everything wrong with a hearing; `day` is its day at the seat, `court_instance` that of the
    chosen court, None when it is none of the office's courts.
    """
    if entry.instance not in set(Instance):
        yield Problem("Choose one of the listed values.", "instance")
    elif court_instance is not None and not court_hears(court_instance, entry.instance):
        yield Problem("This court does not hear cases at that instance.", "court_id")
    if court_instance is None:
        yield Problem("A hearing is held in a court of your office or of one above it.", "court_id")
    yield from length_problems(entry.place, "place", LONGEST_LINE)
    if received_by_court_on is not None and day < received_by_court_on:
        yield Problem("A hearing cannot come before the court took the case.", "starts_at")


def outcome_problems(
    entry: OutcomeEntry, day: date, assigned_id: int | None, today: date
) -> Iterator[Problem]:
    """Everything wrong with what is recorded of a hearing held on `day`."""
    if entry.outcome not in set(HearingOutcome):
        yield Problem("Choose one of the listed values.", "outcome")
    elif entry.outcome != HearingOutcome.NOT_HELD and day > today:
        yield Problem("The hearing is still to come.", "outcome")
    if entry.outcome == HearingOutcome.TOOK_PART and not (entry.took_part_id or assigned_id):
        yield Problem("Name the prosecutor who took part.", "took_part_id")
    if entry.outcome == HearingOutcome.NOBODY:
        if entry.absence_cause not in set(AbsenceCause):
            yield Problem("Say why no prosecutor took part.", "absence_cause")
        elif entry.absence_cause == AbsenceCause.OTHER and not entry.note:
            yield Problem("Name the reason.", "note")
    if entry.outcome == HearingOutcome.NOT_HELD and not entry.note:
        yield Problem("Say why the hearing was not held.", "note")
    yield from length_problems(entry.note, "note", LONGEST_NOTE)


def report_problems(
    reported_on: date, reported_to: str, registered_on: date, today: date
) -> Iterator[Problem]:
    """What a report of the study of the materials must say (`2015 ¶10`)."""
    if not reported_to:
        yield Problem("Name the head or deputy who heard the report.", "reported_to")
    yield from length_problems(reported_to, "reported_to", LONGEST_LINE)
    if reported_on > today:
        yield Problem("The report cannot be dated after today.", "reported_on")
    if reported_on < registered_on:
        yield Problem("The report cannot come before the case was registered.", "reported_on")
