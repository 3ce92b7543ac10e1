"""Court acts in enforcement proceedings: what was decided, the days that start terms, the check.

Belongs here: the entries and their checks. Does not belong here: how long an appellate term is
(the procedural law; its last day is recorded) and the protest itself.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from supervision.cases.rules.acts import CheckResult, ReviewedAct, force_problems
from supervision.cases.rules.courts import court_hears
from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_NOTE, day_in_words, length_problems
from supervision.law.checklist import list_items
from supervision.law.participation import Instance


class Decision(enum.StrEnum):
    """What a court act decides; the last three are those of a reviewing court."""

    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    TERMINATED = "terminated"
    UNEXAMINED = "unexamined"
    OTHER = "other"
    UPHELD = "upheld"
    CHANGED = "changed"
    QUASHED = "quashed"


ON_REVIEW = frozenset({Decision.UPHELD, Decision.CHANGED, Decision.QUASHED})
OF_FIRST_INSTANCE = frozenset({Decision.GRANTED, Decision.PARTLY_GRANTED, Decision.REFUSED})
_RANK = {instance: rank for rank, instance in enumerate(Instance)}


@dataclass(frozen=True)
class ActDays:
    """The later days of an act: when it reached the office, the last day of its appellate term as
    the act or the procedural law states it, since when it is in force.
    """

    received_on: date | None = None
    term_ends_on: date | None = None
    in_force_on: date | None = None


@dataclass(frozen=True)
class ActEntry:
    """A court act as recorded; `kind` is of the list of `2002 ¶7`, `content` what was decided."""

    instance: str
    court_id: int
    kind: str
    decision: str
    content: str
    made_on: date
    reviews_id: int | None = None
    days: ActDays = ActDays()


def act_problems(
    entry: ActEntry, court_instance: str | None, reviewed: ReviewedAct | None, today: date
) -> Iterator[Problem]:
    """Everything wrong with an act; `reviewed` is the act it names, None when the dispute has none
    such, and `court_instance` is None when the court is none of the office's.
    """
    if entry.kind not in {item.code for item in list_items("2002 ¶7", "act_kinds")}:
        yield Problem("Choose one of the listed values.", "kind")
    if entry.decision not in set(Decision):
        yield Problem("Choose one of the listed values.", "decision")
    if not entry.content:
        yield Problem("Say what was decided.", "content")
    yield from length_problems(entry.content, "content", LONGEST_NOTE)
    if entry.made_on > today:
        yield Problem("The act cannot be dated after today.", "made_on")
    yield from day_problems(entry.days, entry.made_on, today)
    if court_instance is None:
        yield Problem("Choose a court of your office or of one above it.", "court_id")
    if entry.instance not in set(Instance):
        yield Problem("Choose one of the listed values.", "instance")
        return
    if court_instance is not None and not court_hears(court_instance, entry.instance):
        yield Problem("This court does not hear cases at that instance.", "court_id")
    yield from _review_problems(entry, reviewed)


def _review_problems(entry: ActEntry, reviewed: ReviewedAct | None) -> Iterator[Problem]:
    """An act of a higher instance reviews one of a lower instance in the same dispute."""
    if entry.instance == Instance.FIRST:
        if entry.decision in ON_REVIEW:
            yield Problem("Only a reviewing court upholds, changes or quashes an act.", "decision")
        if entry.reviews_id is not None:
            yield Problem("An act reviews one of a lower instance.", "reviews_id")
        return
    if entry.decision in OF_FIRST_INSTANCE:
        yield Problem("A reviewing court upholds, changes or quashes an act.", "decision")
    if entry.reviews_id is None:
        yield Problem("Name the act under review: record it first.", "reviews_id")
    elif reviewed is None:
        yield Problem("This dispute has no such act.", "reviews_id")
    elif _RANK[Instance(entry.instance)] <= _RANK[Instance(reviewed.instance)]:
        yield Problem("An act reviews one of a lower instance.", "reviews_id")
    elif entry.made_on < reviewed.made_on:
        yield Problem(
            "The act under review was made later, on %(day)s.",
            "made_on",
            {"day": day_in_words(reviewed.made_on)},
        )


def day_problems(days: ActDays, made_on: date, today: date) -> Iterator[Problem]:
    """Days of an act before it was made, or, save the end of its term, on a day to come."""
    made = {"day": day_in_words(made_on)}
    if days.received_on is not None:
        if days.received_on < made_on:
            yield Problem(
                "The act cannot reach the office before it was made on %(day)s.",
                "received_on",
                made,
            )
        if days.received_on > today:
            yield Problem("The act cannot reach the office after today.", "received_on")
    if days.term_ends_on is not None and days.term_ends_on < made_on:
        yield Problem(
            "The appellate term cannot end before the act was made on %(day)s.",
            "term_ends_on",
            made,
        )
    if days.in_force_on is not None:
        yield from force_problems(days.in_force_on, made_on, today)


def check_problems(
    result: str, checked_on: date, note: str, received_on: date | None, today: date
) -> Iterator[Problem]:
    """Everything wrong with the result of a check (`2002 ¶2, ¶7`)."""
    if result not in set(CheckResult):
        yield Problem("Choose one of the listed values.", "result")
    if not note:
        yield Problem("Say what the check found.", "note")
    yield from length_problems(note, "note", LONGEST_NOTE)
    if checked_on > today:
        yield Problem("The check cannot be dated after today.", "checked_on")
    if received_on is None:
        yield Problem("Record first on which day the act reached your office.", "checked_on")
    elif checked_on < received_on:
        yield Problem(
            "The check cannot end before the act reached the office on %(day)s.",
            "checked_on",
            {"day": day_in_words(received_on)},
        )
