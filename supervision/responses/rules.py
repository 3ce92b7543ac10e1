"""Checks of breaches and of acts of response on plain values.

Belongs here: what a breach must say and when it may be removed; the life of an act of response,
what each of its steps must say and on which days it may fall. Does not belong here: which answer or
inspection makes a breach (the finding room), days of duties (the law).
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_LINE, LONGEST_NOTE, length_problems
from supervision.core.searching import folded
from supervision.core.texts import written

KIND = "response_act"  # what the audit calls an act of response


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


class ResponseKind(enum.StrEnum):
    """The acts of response the law on the prosecutor's office names; another one is named."""

    REPRESENTATION = "representation"
    ORDER = "order"
    RESOLUTION = "resolution"
    APPLICATION = "application"
    WARNING = "warning"
    EXPLANATION = "explanation"
    OTHER = "other"


class ActState(enum.StrEnum):
    """Where an act stands; overdue is derived from its term, never stored."""

    DRAFT = "draft"
    BROUGHT = "brought"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Outcome(enum.StrEnum):
    """What the addressee made of the act."""

    GRANTED = "granted"
    GRANTED_IN_PART = "granted_in_part"
    REJECTED = "rejected"


class Liability(enum.StrEnum):
    """How somebody was held liable."""

    DISCIPLINARY = "disciplinary"
    ADMINISTRATIVE = "administrative"
    CRIMINAL = "criminal"
    MATERIAL = "material"
    OTHER = "other"


# From which states each step may be taken.
STEPS: Mapping[str, frozenset[ActState]] = {
    "change": frozenset({ActState.DRAFT}),
    "bring": frozenset({ActState.DRAFT}),
    "correct": frozenset({ActState.BROUGHT}),
    "answer": frozenset({ActState.BROUGHT}),
    "remove": frozenset({ActState.BROUGHT, ActState.ANSWERED}),
    "hold": frozenset({ActState.BROUGHT, ActState.ANSWERED}),
    "close": frozenset({ActState.ANSWERED}),
    "withdraw": frozenset({ActState.DRAFT, ActState.BROUGHT}),
}


@dataclass(frozen=True)
class ActEntry:
    """What an act says: its kind, whom it addresses, what it demands and why.

    Its grounds are breaches of the subject, a private ruling of the same content (`2015 ¶12`), or
    told in words.
    """

    kind: str
    addressee: str
    demand: str
    other_kind: str = ""
    grounds: str = ""
    breach_ids: tuple[int, ...] = ()
    ruling_id: int | None = None


@dataclass(frozen=True)
class BringEntry:
    """The number and day an act went out with, and the day by which it wants its answer."""

    number: str
    brought_on: date
    answer_by: date | None = None


@dataclass(frozen=True)
class AnswerEntry:
    """What the addressee answered."""

    answered_on: date
    outcome: str
    measures: str


@dataclass(frozen=True)
class LiableEntry:
    """Who was held liable because of the act, how and when."""

    name: str
    post: str
    liability: str
    held_on: date


def step_problems(step: str, state: str) -> Iterator[Problem]:
    """A step that does not follow from where the act stands."""
    if state not in STEPS[step]:
        yield Problem("This step does not follow: the act of response has moved on.")


def as_kept(entry: ActEntry) -> ActEntry:
    """The entry with every text as it is kept."""
    return replace(
        entry,
        addressee=written(entry.addressee),
        demand=written(entry.demand),
        other_kind=written(entry.other_kind),
        grounds=written(entry.grounds),
    )


def act_problems(
    entry: ActEntry, breaches: Sequence[int], rulings: Sequence[int]
) -> Iterator[Problem]:
    """Everything wrong with what an act says; `breaches` and `rulings` are those it may name."""
    if entry.kind not in set(ResponseKind):
        yield Problem("Choose one of the listed values.", "kind")
    if entry.kind == ResponseKind.OTHER and not entry.other_kind:
        yield Problem("Name the kind of the act.", "other_kind")
    if entry.kind != ResponseKind.OTHER and entry.other_kind:
        yield Problem("Only another kind of act is named here.", "other_kind")
    for name in ("addressee", "demand"):
        if not getattr(entry, name):
            yield Problem("This must be filled in.", name)
    for name, most in (
        ("addressee", LONGEST_LINE),
        ("other_kind", LONGEST_LINE),
        ("demand", LONGEST_NOTE),
        ("grounds", LONGEST_NOTE),
    ):
        yield from length_problems(getattr(entry, name), name, most)
    if not set(entry.breach_ids) <= set(breaches):
        yield Problem("Choose open breaches of this very case or file.", "breach_ids")
    if entry.ruling_id is not None and entry.ruling_id not in rulings:
        yield Problem("Choose a private ruling of this very case.", "ruling_id")
    if not entry.breach_ids and entry.ruling_id is None and not entry.grounds:
        yield Problem("Say what the act rests on: a breach, a private ruling, or words.", "grounds")


def bring_problems(
    entry: BringEntry, found_on: Sequence[date], answered_on: date | None, today: date
) -> Iterator[Problem]:
    """Everything wrong with the day and term of an act; `found_on` are the days of its grounds."""
    if not entry.number:
        yield Problem("This must be filled in.", "number")
    yield from length_problems(entry.number, "number", LONGEST_LINE)
    if entry.brought_on > today:
        yield Problem("The act cannot be dated after today.", "brought_on")
    if any(entry.brought_on < day for day in found_on):
        yield Problem("The act cannot come before its ground was found.", "brought_on")
    if answered_on is not None and entry.brought_on > answered_on:
        yield Problem("The act cannot come after its answer.", "brought_on")
    if entry.answer_by is not None and entry.answer_by < entry.brought_on:
        yield Problem("The term of the answer cannot end before the act's day.", "answer_by")


def answer_problems(entry: AnswerEntry, brought_on: date, today: date) -> Iterator[Problem]:
    """Everything wrong with an answer."""
    if entry.outcome not in set(Outcome):
        yield Problem("Choose one of the listed values.", "outcome")
    if entry.answered_on < brought_on:
        yield Problem("The answer cannot come before the act was brought.", "answered_on")
    if entry.answered_on > today:
        yield Problem("The answer cannot be dated after today.", "answered_on")
    if not entry.measures:
        yield Problem("Say what measures the addressee took, or why none.", "measures")
    yield from length_problems(entry.measures, "measures", LONGEST_NOTE)


def removal_by_act_problems(removed_on: date, brought_on: date) -> Iterator[Problem]:
    """A breach that was removed before the act, so not by it."""
    if removed_on < brought_on:
        yield Problem("The act cannot have removed the breach before it was brought.", "removed_on")


def liable_problems(entry: LiableEntry, brought_on: date, today: date) -> Iterator[Problem]:
    """Everything wrong with who was held liable."""
    for name in ("name", "post"):
        if not getattr(entry, name):
            yield Problem("This must be filled in.", name)
        yield from length_problems(getattr(entry, name), name, LONGEST_LINE)
    if entry.liability not in set(Liability):
        yield Problem("Choose one of the listed values.", "liability")
    if entry.held_on < brought_on:
        yield Problem("Nobody is held liable because of the act before it was brought.", "held_on")
    if entry.held_on > today:
        yield Problem("This cannot be dated after today.", "held_on")


def closing_problems(
    closed_on: date, answered_on: date, outcome: str, note: str, *, open_breaches: int, today: date
) -> Iterator[Problem]:
    """What speaks against ending the work on an act: a granted one has removed its breaches."""
    if outcome == Outcome.GRANTED and open_breaches:
        yield Problem("The act is granted: record first that its breaches are removed.")
    if closed_on < answered_on:
        yield Problem("The act cannot be closed before its answer.", "closed_on")
    if closed_on > today:
        yield Problem("This cannot be dated after today.", "closed_on")
    yield from length_problems(note, "note", LONGEST_NOTE)


def withdrawal_problems(
    withdrawn_on: date, brought_on: date | None, reason: str, today: date
) -> Iterator[Problem]:
    """What speaks against withdrawing an act."""
    if brought_on is not None and withdrawn_on < brought_on:
        yield Problem("The act cannot be withdrawn before it was brought.", "withdrawn_on")
    if withdrawn_on > today:
        yield Problem("This cannot be dated after today.", "withdrawn_on")
    if not reason:
        yield Problem("Give the reason.", "reason")
    yield from length_problems(reason, "reason", LONGEST_NOTE)


def is_overdue(state: str, answer_by: date | None, today: date) -> bool:
    """Whether the term of a brought act passed with no answer; on the last day it still runs."""
    return state == ActState.BROUGHT and answer_by is not None and answer_by < today


def answered_late(answer_by: date | None, answered_on: date | None) -> bool:
    """Whether the answer came after the term the act set."""
    return answer_by is not None and answered_on is not None and answered_on > answer_by


def found_by(number: str, addressee: str, subject_label: str, demand: str) -> str:
    """What the register finds an act by, folded as searches are."""
    return folded(" ".join((number, addressee, subject_label, demand)))
