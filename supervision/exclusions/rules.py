"""States, entries and checks of requests for exclusion and of assessments, on plain values.

Belongs here: what a record must say and which step follows which. Does not belong here: the clauses
and what each asks (the law), a count of days, or who may do it (`policy.py`).
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_LINE, LONGEST_NOTE, day_in_words, length_problems
from supervision.law.exclusions import Obstacle, ReviewAct, obstacle

KIND = "exclusion_request"
ACT_KIND = "act_assessment"
PROTEST_KIND = "protest_assessment"
STARTS = "review_decision_taken"  # the event that opens the duty to ask
DUTY_RULE = "2015/22/request_exclusion"


TRIGGER = f"{STARTS}#exclusion-"  # with the request's id: what opens its duty


def key_of(request_id: int) -> str:
    """The key of a request among the facts of its case."""
    return f"exclusion-{request_id}"


class RequestState(enum.StrEnum):
    """Marked until it is sent or waived, sent until it is answered; a consent may be withdrawn."""

    MARKED = "marked"
    SENT = "sent"
    WAIVED = "waived"
    CONSENTED = "consented"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


# While one of these stands on an act, no other request is marked on it.
STANDING = (RequestState.MARKED, RequestState.SENT, RequestState.CONSENTED)


class Way(enum.StrEnum):
    """In which form a request or an answer goes (`2015 ¶22`)."""

    PAPER = "paper"
    ELECTRONIC = "electronic"


@dataclass(frozen=True)
class MarkEntry:
    """That a clause applies to an act, and why in words."""

    clause: str
    explanation: str


@dataclass(frozen=True)
class SendEntry:
    """A request as sent; `copies` names the copies of the acts that are enclosed."""

    sent_on: date
    number: str
    way: str
    copies: str


@dataclass(frozen=True)
class AnswerEntry:
    """What the Department answers, always with reasons."""

    consents: bool
    answered_on: date
    way: str
    number: str
    reasons: str


@dataclass(frozen=True)
class WithdrawalEntry:
    """The Department takes its consent back."""

    withdrawn_on: date
    reasons: str


@dataclass(frozen=True)
class AssessmentEntry:
    """What the higher office found: `found` tells an obvious breach, or an unfounded protest."""

    found: bool
    reasons: str


def obstacle_words(found: Obstacle) -> str:
    """Why a clause does not apply, as a message key."""
    return {
        Obstacle.NOT_ON_APPEAL: (
            "Only a first-instance ruling changed or quashed on appeal is left out of the count "
            "(2015 ¶22)."
        ),
        Obstacle.ON_PROTEST: (
            "The ruling was changed or quashed on an appellate protest; this clause speaks of those "
            "without one (2015 ¶22)."
        ),
        Obstacle.NOT_REVERSED: (
            "No cassation act that changed or quashed this one on a granted cassation protest, "
            "brought on a representation, is recorded (2015 ¶22)."
        ),
    }[found]


def clause_problems(clause: str, act: ReviewAct, known: Collection[str]) -> Iterator[Problem]:
    """A clause that is none of the law's, or that does not apply to the act."""
    if clause not in known:
        yield Problem("Choose one of the listed values.", "clause")
        return
    found = obstacle(clause, act)
    if found is not None:
        yield Problem(obstacle_words(found), "clause")


def mark_problems(entry: MarkEntry, act: ReviewAct, known: Collection[str]) -> Iterator[Problem]:
    """Everything wrong with a mark; `known` are the clauses of the law's list."""
    yield from clause_problems(entry.clause, act, known)
    if not entry.explanation:
        yield Problem("Say why the clause applies: name the part of the act.", "explanation")
    yield from length_problems(entry.explanation, "explanation", LONGEST_NOTE)


def send_problems(entry: SendEntry, decided_on: date, today: date) -> Iterator[Problem]:
    """Everything that stands against a request as sent; `decided_on` is the court's decision."""
    yield from _paper_problems(entry.way, entry.number, "Give the number of the request.")
    if not entry.copies:
        yield Problem("Name the copies of the acts that are enclosed (2015 ¶22).", "copies")
    yield from length_problems(entry.copies, "copies", LONGEST_NOTE)
    if entry.sent_on > today:
        yield Problem("The request cannot be sent after today.", "sent_on")
    elif entry.sent_on < decided_on:
        yield Problem(
            "The court decided only on %(day)s.", "sent_on", {"day": day_in_words(decided_on)}
        )


def answer_problems(entry: AnswerEntry, sent_on: date, today: date) -> Iterator[Problem]:
    """Everything wrong with an answer; consent has its reasons as a refusal has."""
    yield from _paper_problems(entry.way, entry.number, "Give the number of the answer.")
    yield from _reasons_problems(entry.reasons)
    if entry.answered_on > today:
        yield Problem("The answer cannot be dated after today.", "answered_on")
    elif entry.answered_on < sent_on:
        yield Problem(
            "The request was sent only on %(day)s.", "answered_on", {"day": day_in_words(sent_on)}
        )


def withdrawal_problems(
    entry: WithdrawalEntry, answered_on: date, today: date
) -> Iterator[Problem]:
    """Everything wrong with a consent taken back."""
    yield from _reasons_problems(entry.reasons)
    if entry.withdrawn_on > today:
        yield Problem("The withdrawal cannot be dated after today.", "withdrawn_on")
    elif entry.withdrawn_on < answered_on:
        yield Problem(
            "The consent was given only on %(day)s.",
            "withdrawn_on",
            {"day": day_in_words(answered_on)},
        )


def waiver_problems(reason: str) -> Iterator[Problem]:
    """A decision not to ask says why."""
    if not reason:
        yield Problem("Say why consent is not asked for.", "reason")
    yield from length_problems(reason, "reason", LONGEST_NOTE)


def assessment_problems(entry: AssessmentEntry) -> Iterator[Problem]:
    """An assessment has its reasons, whatever was found."""
    yield from _reasons_problems(entry.reasons)


def _reasons_problems(reasons: str) -> Iterator[Problem]:
    if not reasons:
        yield Problem("Give the reasons.", "reasons")
    yield from length_problems(reasons, "reasons", LONGEST_NOTE)


def _paper_problems(way: str, number: str, missing: str) -> Iterator[Problem]:
    """A request or answer goes on paper or electronically, and has its number in both."""
    if way not in set(Way):
        yield Problem("Choose one of the listed values.", "way")
    if not number:
        yield Problem(missing, "number")
    yield from length_problems(number, "number", LONGEST_LINE)
