"""States, entries and checks of representations and of missed terms, on plain values.

Belongs here: what a record must say and which step follows which. Does not belong here: a count of
days, the parts of a representation and who owes what (the law).
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_LINE, LONGEST_NOTE, day_in_words, length_problems

KIND = "representation"
JUSTIFIED_KIND = "justified_rejection"
MISSED_KIND = "missed_window"


class Cause(enum.StrEnum):
    """What gives rise to a representation: `2015 ¶14` names the first two, `2002 ¶7` the last."""

    REJECTED_PROTEST = "rejected_protest"
    MATERIAL_BREACH = "material_breach"
    UNLAWFUL_ACT = "unlawful_act"


class RepresentationState(enum.StrEnum):
    """Drafted until it is sent, sent until the higher office answers."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    TURNED = "turned"


class MissedState(enum.StrEnum):
    """Open until the higher office decides; lifted where the term was not missed after all."""

    OPEN = "open"
    DECIDED = "decided"
    LIFTED = "lifted"


class ShownBy(enum.StrEnum):
    """What showed that the act was unlawful; the first two are recorded by the house itself."""

    ACT_CHECK = "act_check"
    OBLAST_CHECK = "oblast_check"
    COMPLAINT = "complaint"
    CASSATION = "cassation"
    OTHER = "other"


BY_HAND = (ShownBy.COMPLAINT, ShownBy.CASSATION, ShownBy.OTHER)


class MissedCause(enum.StrEnum):
    """Why a term was missed."""

    COPY_CAME_LATE = "copy_came_late"
    ACT_NOT_CHECKED_IN_TIME = "act_not_checked_in_time"
    DRAFT_NOT_WRITTEN = "draft_not_written"
    DRAFT_NOT_APPROVED_IN_TIME = "draft_not_approved_in_time"
    OBLAST_ANSWERED_LATE = "oblast_answered_late"
    WRONG_TERM_COUNTED = "wrong_term_counted"
    ABSENCE_WITHOUT_SUBSTITUTE = "absence_without_substitute"
    SYSTEM_FAILURE = "system_failure"
    OTHER = "other"


class Stage(enum.StrEnum):
    """Where on its way a protest was lost."""

    COPY = "copy"
    CHECK = "check"
    DRAFT = "draft"
    APPROVAL = "approval"
    COURT = "court"


class Decision(enum.StrEnum):
    """What was decided on the responsibility of those concerned."""

    DISCIPLINARY = "disciplinary"
    OTHER = "other"
    NONE = "none"


@dataclass(frozen=True)
class PartsEntry:
    """A draft: its three parts (`2015 ¶19`), and the day the material breach was found, if any."""

    descriptive: str = ""
    reasoning: str = ""
    resolutive: str = ""
    breach_on: date | None = None


@dataclass(frozen=True)
class SendEntry:
    """A representation as sent, signed by the head of the office."""

    number: str
    sent_on: date
    signed_by_id: int | None


@dataclass(frozen=True)
class AnswerEntry:
    """What the higher office answers; a refusal has its motives."""

    accepted: bool
    answered_on: date
    motives: str = ""


@dataclass(frozen=True)
class ShownEntry:
    """What showed by hand that an act was unlawful."""

    shown_by: str
    note: str = ""


@dataclass(frozen=True)
class FindingsEntry:
    """What the examination of a missed term found; it may be kept while it is still going on."""

    cause: str = ""
    cause_note: str = ""
    stage: str = ""
    employees: str = ""


@dataclass(frozen=True)
class DecisionEntry:
    """The decision of a head or deputy of the higher office."""

    decision: str
    decided_on: date
    decided_by_id: int | None
    note: str = ""


def parts_problems(
    entry: PartsEntry, cause: str, act_made_on: date, today: date
) -> Iterator[Problem]:
    """Everything wrong with a draft; empty parts are no fault until it is sent."""
    for name in ("descriptive", "reasoning", "resolutive"):
        yield from length_problems(getattr(entry, name), name, LONGEST_NOTE)
    if cause != Cause.MATERIAL_BREACH:
        return
    if entry.breach_on is None:
        yield Problem("Enter the day as dd.mm.yyyy.", "breach_on")
    elif entry.breach_on > today:
        yield Problem("A breach cannot be found after today.", "breach_on")
    elif entry.breach_on < act_made_on:
        yield Problem(
            "The act was made only on %(day)s.", "breach_on", {"day": day_in_words(act_made_on)}
        )


def send_problems(
    entry: SendEntry, missing: Collection[str], since: date, heads: Collection[int], today: date
) -> Iterator[Problem]:
    """Everything that stands against sending; `missing` are the parts still empty (`2015 ¶19`),
    `since` is the day that gave rise to it, `heads` who may sign it.
    """
    if missing:
        yield Problem("Write all three parts before it is sent (2015 ¶19).")
    if not entry.number:
        yield Problem("Give the number of the representation.", "number")
    yield from length_problems(entry.number, "number", LONGEST_LINE)
    if entry.signed_by_id not in heads:
        yield Problem("The head of the office signs it.", "signed_by_id")
    if entry.sent_on > today:
        yield Problem("It cannot be sent after today.", "sent_on")
    elif entry.sent_on < since:
        yield Problem(
            "It cannot be sent before %(day)s, which gave rise to it.",
            "sent_on",
            {"day": day_in_words(since)},
        )


def answer_problems(entry: AnswerEntry, sent_on: date, today: date) -> Iterator[Problem]:
    """Everything wrong with an answer to a representation."""
    if entry.answered_on > today:
        yield Problem("The answer cannot be dated after today.", "answered_on")
    elif entry.answered_on < sent_on:
        yield Problem(
            "The representation was sent only on %(day)s.",
            "answered_on",
            {"day": day_in_words(sent_on)},
        )
    if not entry.accepted and not entry.motives:
        yield Problem("A refusal has its motives: write them down.", "motives")
    yield from length_problems(entry.motives, "motives", LONGEST_NOTE)


def reasons_problems(reasons: str, found_on: date, since: date, today: date) -> Iterator[Problem]:
    """Everything wrong with a finding that the rejection was justified."""
    if not reasons:
        yield Problem("Say why the rejection is justified.", "reasons")
    yield from length_problems(reasons, "reasons", LONGEST_NOTE)
    if found_on > today:
        yield Problem("The finding cannot be dated after today.", "found_on")
    elif found_on < since:
        yield Problem(
            "The protest was rejected only on %(day)s.", "found_on", {"day": day_in_words(since)}
        )


def shown_problems(entry: ShownEntry) -> Iterator[Problem]:
    """Everything wrong with a record made by hand."""
    if entry.shown_by not in BY_HAND:
        yield Problem("Choose one of the listed values.", "shown_by")
    if not entry.note:
        yield Problem("Say what showed that the act was unlawful.", "note")
    yield from length_problems(entry.note, "note", LONGEST_NOTE)


def findings_problems(entry: FindingsEntry) -> Iterator[Problem]:
    """Everything wrong with what an examination found so far."""
    for name, known in (("cause", MissedCause), ("stage", Stage)):
        if getattr(entry, name) and getattr(entry, name) not in set(known):
            yield Problem("Choose one of the listed values.", name)
    if entry.cause == MissedCause.OTHER and not entry.cause_note:
        yield Problem("Write the cause down.", "cause_note")
    for name in ("cause_note", "employees"):
        yield from length_problems(getattr(entry, name), name, LONGEST_NOTE)


def decision_problems(
    entry: DecisionEntry,
    *,
    examined: bool,
    found_on: date,
    leaders: Collection[int],
    today: date,
) -> Iterator[Problem]:
    """Everything that stands against a decision; `examined` tells that cause and stage are known,
    `leaders` who may take it.
    """
    if not examined:
        yield Problem("Record the cause and the stage before anything is decided.")
    if entry.decision not in set(Decision):
        yield Problem("Choose one of the listed values.", "decision")
    if not entry.note:
        yield Problem("Give the reasons of the decision.", "note")
    yield from length_problems(entry.note, "note", LONGEST_NOTE)
    if entry.decided_by_id not in leaders:
        yield Problem("The head or a deputy of your office decides.", "decided_by_id")
    if entry.decided_on > today:
        yield Problem("The decision cannot be dated after today.", "decided_on")
    elif entry.decided_on < found_on:
        yield Problem(
            "The missed term was found only on %(day)s.",
            "decided_on",
            {"day": day_in_words(found_on)},
        )


def is_missed(
    state: str | None, *, unlawful: bool, closed: bool, protested: bool
) -> MissedState | None:
    """How the record of an act should stand (`2015 ¶17`); `state` is how it stands, None without
    one. None is answered where no record is needed. A decision once taken stands.
    """
    if state == MissedState.DECIDED:
        return MissedState.DECIDED
    if unlawful and closed and not protested:
        return MissedState.OPEN
    return None if state is None else MissedState.LIFTED
