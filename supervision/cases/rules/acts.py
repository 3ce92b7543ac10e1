"""Court acts: what was decided, which act is reviewed, the days that start terms, the check.

Belongs here: the entry, its checks, and how the law's facts name an outcome. Does not belong here:
the protest window (the law) and the conclusion on an act.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_NOTE, day_in_words, length_problems
from supervision.law.participation import Complaint, Instance


class ActKind(enum.StrEnum):
    """What a court act decides. In a complaint the first instance upholds, changes or quashes the
    ruling of the body; on review it is the act under review.
    """

    PENALTY = "penalty"
    TERMINATION = "termination"
    UPHELD = "upheld"
    CHANGED = "changed"
    QUASHED = "quashed"
    NEWLY_DISCOVERED_GRANTED = "newly_discovered_granted"
    NEWLY_DISCOVERED_REFUSED = "newly_discovered_refused"


class CheckResult(enum.StrEnum):
    """The result of the check of an act (`2015 ¶16`)."""

    LAWFUL = "lawful"
    UNLAWFUL = "unlawful"


NEWLY_DISCOVERED = frozenset({ActKind.NEWLY_DISCOVERED_GRANTED, ActKind.NEWLY_DISCOVERED_REFUSED})
ON_REVIEW = frozenset({ActKind.UPHELD, ActKind.CHANGED, ActKind.QUASHED})
OF_FIRST_INSTANCE = frozenset({ActKind.PENALTY, ActKind.TERMINATION})
_RANK = {instance: rank for rank, instance in enumerate(Instance)}
_BODY_RULING = {
    ActKind.CHANGED: "body_ruling_changed",
    ActKind.QUASHED: "body_ruling_quashed",
}


def has_protest_window(instance: str, kind: str) -> bool:
    """Whether an appellate protest may be brought against such an act (`2015 ¶13`): the window of
    an act on review never opens, because such an act is in force at once.
    """
    return instance == Instance.FIRST or kind in NEWLY_DISCOVERED


@dataclass(frozen=True)
class ActEntry:
    """A court act as recorded. `part` is what was changed or quashed; `termination_ground` is given
    with a termination, also where a higher court quashes and terminates.
    """

    instance: str
    court_id: int
    kind: str
    made_on: date
    is_arrest: bool = False
    termination_ground: str = ""
    part: str = ""
    reviews_id: int | None = None
    copy_on: date | None = None
    in_force_on: date | None = None


@dataclass(frozen=True)
class ReviewedAct:
    """What is asked of the act under review."""

    instance: str
    made_on: date


def outcomes(
    kind: str, instance: str, complaint: str | None, *, is_arrest: bool, terminated: bool
) -> tuple[str, ...]:
    """The act's outcome in the words of the law's facts."""
    found = ["termination"] if terminated else []
    if is_arrest:
        found.append("arrest")
    if kind in NEWLY_DISCOVERED:
        found.append(kind)
    if instance == Instance.FIRST and complaint == Complaint.RULING and kind in _BODY_RULING:
        found.append(_BODY_RULING[ActKind(kind)])
    return tuple(found or [kind])


def act_problems(
    entry: ActEntry,
    court_instance: str | None,
    complaint: str | None,
    reviewed: ReviewedAct | None,
    today: date,
) -> Iterator[Problem]:
    """Everything wrong with an act; `reviewed` is the act it names, None when the case has none
    such, and `court_instance` is None when the court is none of the office's.
    """
    if entry.kind not in set(ActKind):
        yield Problem("Choose one of the listed values.", "kind")
        return
    if entry.instance not in set(Instance):
        yield Problem("Choose one of the listed values.", "instance")
        return
    if court_instance is None:
        yield Problem("Choose a court of your office or of one above it.", "court_id")
    yield from _kind_problems(entry, complaint)
    yield from _review_problems(entry, reviewed)
    if entry.made_on > today:
        yield Problem("The act cannot be dated after today.", "made_on")
    if entry.copy_on is not None:
        yield from copy_problems(entry.copy_on, entry.made_on, today)
    if entry.in_force_on is not None:
        yield from force_problems(entry.in_force_on, entry.made_on, today)
    for name in ("termination_ground", "part"):
        yield from length_problems(getattr(entry, name), name, LONGEST_NOTE)


def _kind_problems(entry: ActEntry, complaint: str | None) -> Iterator[Problem]:
    """A decision that this instance does not take, or one that does not say all it must."""
    kind = ActKind(entry.kind)
    if entry.instance != Instance.FIRST and kind in OF_FIRST_INSTANCE:
        yield Problem("A reviewing court upholds, changes or quashes an act.", "kind")
    if entry.instance == Instance.FIRST and kind in ON_REVIEW and complaint is None:
        yield Problem("The first instance reviews a ruling only upon a complaint.", "kind")
    if kind is ActKind.TERMINATION and not entry.termination_ground:
        yield Problem("Name the ground of the termination.", "termination_ground")
    if entry.termination_ground and kind not in (ActKind.TERMINATION, *ON_REVIEW):
        yield Problem("Only an act that ends the case names such a ground.", "termination_ground")
    if kind in (ActKind.CHANGED, ActKind.QUASHED) and not entry.part:
        yield Problem("Say in which part the act was changed or quashed.", "part")
    if entry.is_arrest and kind not in (ActKind.PENALTY, ActKind.CHANGED):
        yield Problem("Only an act with a penalty orders arrest.", "is_arrest")


def _review_problems(entry: ActEntry, reviewed: ReviewedAct | None) -> Iterator[Problem]:
    """An act of a higher instance reviews one of a lower instance in the same case."""
    again = entry.kind in NEWLY_DISCOVERED
    if entry.reviews_id is None:
        if entry.instance != Instance.FIRST or again:
            yield Problem("Name the act under review: record it first.", "reviews_id")
        return
    if reviewed is None:
        yield Problem("This case has no such act.", "reviews_id")
        return
    above = _RANK[Instance(entry.instance)] - _RANK[Instance(reviewed.instance)]
    if above < (0 if again else 1):
        yield Problem("An act reviews one of a lower instance.", "reviews_id")
    if entry.made_on < reviewed.made_on:
        yield Problem(
            "The act under review was made later, on %(day)s.",
            "made_on",
            {"day": day_in_words(reviewed.made_on)},
        )


def reviewing_problems(
    entry: ActEntry, instance: str, kind: str, made_on: date
) -> Iterator[Problem]:
    """What stands against an act as corrected in an act of `instance` and `kind` that reviews it."""
    if entry.instance in set(Instance):
        above = _RANK[Instance(instance)] - _RANK[Instance(entry.instance)]
        if above < (0 if kind in NEWLY_DISCOVERED else 1):
            yield Problem("An act that reviews this one is of no higher instance.", "instance")
    if made_on < entry.made_on:
        yield Problem(
            "An act that reviews this one was made earlier, on %(day)s.",
            "made_on",
            {"day": day_in_words(made_on)},
        )


def copy_problems(copy_on: date, made_on: date, today: date) -> Iterator[Problem]:
    """A copy handed over before the act was made, or on a day to come."""
    if copy_on < made_on:
        yield Problem(
            "The copy cannot be handed over before the act was made on %(day)s.",
            "copy_on",
            {"day": day_in_words(made_on)},
        )
    if copy_on > today:
        yield Problem("The copy cannot be handed over after today.", "copy_on")


def force_problems(in_force_on: date, made_on: date, today: date) -> Iterator[Problem]:
    """An entry into force before the act, or on a day to come."""
    if in_force_on < made_on:
        yield Problem(
            "The act cannot enter into force before it was made on %(day)s.",
            "in_force_on",
            {"day": day_in_words(made_on)},
        )
    if in_force_on > today:
        yield Problem("Record the entry into force when it has come.", "in_force_on")


def check_problems(
    result: str, checked_on: date, note: str, copy_on: date | None, today: date
) -> Iterator[Problem]:
    """Everything wrong with the result of a check (`2015 ¶16`)."""
    if result not in set(CheckResult):
        yield Problem("Choose one of the listed values.", "result")
    if not note:
        yield Problem("Say what the check found.", "note")
    yield from length_problems(note, "note", LONGEST_NOTE)
    if checked_on > today:
        yield Problem("The check cannot be dated after today.", "checked_on")
    if copy_on is None:
        yield Problem("Record first on which day the copy was handed over.", "checked_on")
    elif checked_on < copy_on:
        yield Problem(
            "The check cannot end before the copy was handed over on %(day)s.",
            "checked_on",
            {"day": day_in_words(copy_on)},
        )
