"""What is recorded of a private ruling, and its checks (`2015 ¶12, ¶24`).

Belongs here: its grounds, the motion with its proof, the court's decision, the addressee's answer.
Does not belong here: acts of response of the same content (`responses`).
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_LINE, LONGEST_NOTE, length_problems
from supervision.core.texts import written


class Origin(enum.StrEnum):
    """Who saw the grounds: the prosecutor, or the court alone."""

    PROSECUTOR = "prosecutor"
    COURT = "court"


class Proof(enum.StrEnum):
    """Where the prosecutor's motion is proven (`2015 ¶24`)."""

    COURT_ACT = "court_act"
    MINUTES = "minutes"
    CONCLUSION = "conclusion"


class RulingResult(enum.StrEnum):
    """What the court did."""

    ISSUED = "issued"
    REFUSED = "refused"


class Compliance(enum.StrEnum):
    """What the addressee answered."""

    COMPLIED = "complied"
    COMPLIED_IN_PART = "complied_in_part"
    NOT_COMPLIED = "not_complied"


@dataclass(frozen=True)
class Motion:
    """The prosecutor's motion: its day, and the document that proves it (`2015 ¶24`)."""

    moved_on: date
    proof: str
    proof_document: str


@dataclass(frozen=True)
class RulingEntry:
    """The grounds of a private ruling; `breach_id` is the court's broken term it answers.

    `of_breach` tells a ruling on breaches of legality from one on the causes of offences.
    """

    origin: str
    description: str
    of_breach: bool = True
    found_on: date | None = None
    hearing_id: int | None = None
    court_act_id: int | None = None
    breach_id: int | None = None


@dataclass(frozen=True)
class DecisionEntry:
    """What the court did: issued the ruling, or refused the motion."""

    result: str
    decided_on: date
    number: str = ""
    addressee: str = ""
    content: str = ""
    follow_up_by: date | None = None
    refusal_reason: str = ""


@dataclass(frozen=True)
class AnswerEntry:
    """The addressee's answer to an issued ruling."""

    answered_on: date
    answer: str
    measures: str


@dataclass(frozen=True)
class CaseParts:
    """The parts of the case a ruling may name, and the day the court took the case."""

    hearings: frozenset[int]
    acts: frozenset[int]
    breaches: frozenset[int]
    received_on: date | None


def entry_as_kept(entry: RulingEntry) -> RulingEntry:
    """The entry with its text as it is kept."""
    return replace(entry, description=written(entry.description))


def decision_as_kept(entry: DecisionEntry) -> DecisionEntry:
    """The decision with every text as it is kept."""
    return replace(
        entry,
        number=written(entry.number),
        addressee=written(entry.addressee),
        content=written(entry.content),
        refusal_reason=written(entry.refusal_reason),
    )


def ruling_problems(entry: RulingEntry, parts: CaseParts, today: date) -> Iterator[Problem]:
    """Everything wrong with the grounds, each problem at its own field."""
    if entry.origin not in set(Origin):
        yield Problem("Choose one of the listed values.", "origin")
    if not entry.description:
        yield Problem("Say what was broken and by whom.", "description")
    yield from length_problems(entry.description, "description", LONGEST_NOTE)
    if entry.origin == Origin.PROSECUTOR and entry.found_on is None:
        yield Problem("Enter the day on which the grounds were found.", "found_on")
    if entry.origin == Origin.COURT and entry.found_on is not None:
        yield Problem("Grounds only the court saw have no day of finding here.", "found_on")
    if entry.found_on is not None:
        yield from _day_problems(entry.found_on, "found_on", parts.received_on, today)
    for name, number, offered in (
        ("hearing_id", entry.hearing_id, parts.hearings),
        ("court_act_id", entry.court_act_id, parts.acts),
        ("breach_id", entry.breach_id, parts.breaches),
    ):
        if number is not None and number not in offered:
            yield Problem("Choose one of the listed values.", name)
    if entry.breach_id is not None and entry.origin == Origin.COURT:
        yield Problem("Only the prosecutor's own motion answers a broken term.", "breach_id")


def _day_problems(on: date, name: str, received_on: date | None, today: date) -> Iterator[Problem]:
    if received_on is not None and on < received_on:
        yield Problem("This day lies before the court received the case.", name)
    if on > today:
        yield Problem("This cannot be dated after today.", name)


def motion_problems(
    motion: Motion,
    found_on: date | None,
    received_on: date | None,
    decided_on: date | None,
    today: date,
) -> Iterator[Problem]:
    """Everything wrong with a motion: it is proven by a named document, or it is none (`¶24`)."""
    if motion.proof not in set(Proof):
        yield Problem(
            "Choose where the motion is proven: without proof it is not counted.", "proof"
        )
    if not motion.proof_document:
        yield Problem("Name the document that proves the motion.", "proof_document")
    yield from length_problems(motion.proof_document, "proof_document", LONGEST_LINE)
    yield from _day_problems(motion.moved_on, "moved_on", received_on, today)
    if found_on is not None and motion.moved_on < found_on:
        yield Problem("The motion cannot come before its grounds were found.", "moved_on")
    if decided_on is not None and motion.moved_on > decided_on:
        yield Problem("The motion cannot come after the court's decision.", "moved_on")


def decision_problems(
    entry: DecisionEntry, moved_on: date | None, received_on: date | None, today: date
) -> Iterator[Problem]:
    """Everything wrong with what the court did."""
    if entry.result not in set(RulingResult):
        yield Problem("Choose one of the listed values.", "result")
    if entry.decided_on > today:
        yield Problem("This cannot be dated after today.", "decided_on")
    if received_on is not None and entry.decided_on < received_on:
        yield Problem("A private ruling cannot come before its case.", "decided_on")
    if moved_on is not None and entry.decided_on < moved_on:
        yield Problem("The court cannot decide before the motion.", "decided_on")
    if entry.result == RulingResult.REFUSED:
        yield from _refusal_problems(entry, moved_on)
    elif entry.result == RulingResult.ISSUED:
        yield from _issue_problems(entry)
    for name in ("number", "addressee"):
        yield from length_problems(getattr(entry, name), name, LONGEST_LINE)
    for name in ("content", "refusal_reason"):
        yield from length_problems(getattr(entry, name), name, LONGEST_NOTE)


def _refusal_problems(entry: DecisionEntry, moved_on: date | None) -> Iterator[Problem]:
    if moved_on is None:
        yield Problem("Only a motion is refused: record the motion first.", "result")
    if not entry.refusal_reason:
        yield Problem("Give the reason of the refusal.", "refusal_reason")
    if entry.follow_up_by is not None:
        yield Problem("Only an issued ruling sets a term.", "follow_up_by")


def _issue_problems(entry: DecisionEntry) -> Iterator[Problem]:
    for name in ("addressee", "content"):
        if not getattr(entry, name):
            yield Problem("This must be filled in.", name)
    if entry.refusal_reason:
        yield Problem("Only a refusal has a reason here.", "refusal_reason")
    if entry.follow_up_by is not None and entry.follow_up_by < entry.decided_on:
        yield Problem("The term cannot end before the ruling.", "follow_up_by")


def answer_problems(entry: AnswerEntry, decided_on: date, today: date) -> Iterator[Problem]:
    """Everything wrong with the addressee's answer."""
    if entry.answer not in set(Compliance):
        yield Problem("Choose one of the listed values.", "answer")
    if entry.answered_on < decided_on:
        yield Problem("The answer cannot come before the ruling.", "answered_on")
    if entry.answered_on > today:
        yield Problem("The answer cannot be dated after today.", "answered_on")
    if not entry.measures:
        yield Problem("Say what measures the addressee took, or why none.", "measures")
    yield from length_problems(entry.measures, "measures", LONGEST_NOTE)


def is_unanswered(
    result: str | None, follow_up_by: date | None, answered_on: date | None, today: date
) -> bool:
    """Whether the term of an issued ruling passed with no answer; the last day still runs."""
    waiting = result == RulingResult.ISSUED and answered_on is None
    return waiting and follow_up_by is not None and follow_up_by < today


def is_late(follow_up_by: date | None, answered_on: date | None) -> bool:
    """Whether the answer came after the term of the ruling."""
    return follow_up_by is not None and answered_on is not None and answered_on > follow_up_by
