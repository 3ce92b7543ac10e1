"""States, entries and checks of protests, on plain values.

Belongs here: what a record must say and which step follows which. Does not belong here: a count of
days, who may bring a protest, and how an ending is called (the law).
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_LINE, LONGEST_NOTE, day_in_words, length_problems
from supervision.law.participation import Instance
from supervision.law.protests import ON_MERITS, EndedBy, Mover, Outcome, ProtestKind
from supervision.law.windows import ProtestWindow, WindowState

KIND = "protest"
TERM_KIND = "restored_term"
CLOSING_SOON = 5  # days before the last one in which chiefs look for a draft
OFFERED = (ProtestKind.APPELLATE, ProtestKind.CASSATION)
OFFERED_IN_DISPUTES = (ProtestKind.APPELLATE, ProtestKind.SUPERVISORY)
CHANGED = frozenset({"changed", "quashed"})
COURT_OF = {
    ProtestKind.APPELLATE: Instance.APPELLATE,
    ProtestKind.CASSATION: Instance.CASSATION,
    ProtestKind.SUPERVISORY: Instance.CASSATION,
}


class ProtestState(enum.StrEnum):
    """Drafted until it is brought or dropped, brought until the court is done with it."""

    DRAFT = "draft"
    DROPPED = "dropped"
    BROUGHT = "brought"
    ENDED = "ended"


class Answer(enum.StrEnum):
    """What a higher office says of a draft."""

    AGREED = "agreed"
    REMARKS = "remarks"


class Decision(enum.StrEnum):
    """What became of a protest as its form asks: the court's decision on it, or none."""

    GRANTED = "granted"
    GRANTED_IN_PART = "granted_in_part"
    REJECTED = "rejected"
    NONE = "none"


@dataclass(frozen=True)
class DraftEntry:
    """A draft: its kind, the part of the act it is against, grounds of CoAO 840 by code and in own
    words, and what the court is asked to decide.
    """

    kind: str
    part: str = ""
    grounds: tuple[str, ...] = ()
    own_grounds: str = ""
    demand: str = ""


@dataclass(frozen=True)
class BringEntry:
    """A protest as brought; `late_reason` says why it is recorded only after its term."""

    number: str
    brought_on: date
    brought_by_id: int | None
    late_reason: str = ""


@dataclass(frozen=True)
class ProtestedAct:
    """What is asked of the act under protest; `in_dispute` tells one of enforcement proceedings, of
    which the Instruction of 2002 speaks and CoAO 840 does not.
    """

    made_on: date
    in_force_on: date | None
    has_window: bool
    in_dispute: bool = False

    @property
    def offered(self) -> tuple[ProtestKind, ...]:
        """The kinds of protest there are against such an act."""
        return OFFERED_IN_DISPUTES if self.in_dispute else OFFERED


@dataclass(frozen=True)
class MotionEntry:
    """A motion to let the protest be withdrawn, with the motives and the paper's number."""

    moved_on: date
    motives: str = ""
    paper_number: str = ""
    unfounded: bool = False


@dataclass(frozen=True)
class OutcomeEntry:
    """What became of a protest. `ended_by` is given where there was no decision on it; `act_id` is
    the court's act on the protest, where it is recorded in the case.
    """

    decision: str
    outcome_on: date
    note: str = ""
    ended_by: str | None = None
    act_id: int | None = None


@dataclass(frozen=True)
class RestoredEntry:
    """The court's ruling that restored the term of a protest."""

    ruling_number: str
    ruled_on: date
    until_on: date


@dataclass(frozen=True)
class DecidingAct:
    """What is asked of the act by which a court decided on a protest."""

    instance: str
    kind: str
    made_on: date


def draft_problems(
    entry: DraftEntry, act: ProtestedAct, known: Collection[str]
) -> Iterator[Problem]:
    """Everything wrong with a draft; `known` are the grounds of the law's list."""
    if entry.kind not in act.offered:
        yield Problem("Choose one of the listed values.", "kind")
    elif entry.kind == ProtestKind.APPELLATE and not act.has_window:
        yield Problem("An act of a reviewing court is protested in cassation.", "kind")
    if not set(entry.grounds) <= set(known):
        yield Problem("Choose one of the listed values.", "grounds")
    for name in ("part", "own_grounds", "demand"):
        yield from length_problems(getattr(entry, name), name, LONGEST_NOTE)


def bring_problems(
    draft: DraftEntry,
    entry: BringEntry,
    act: ProtestedAct,
    window: ProtestWindow,
    *,
    has_right: bool,
    today: date,
) -> Iterator[Problem]:
    """Everything that stands against a protest brought on that day (`2015 ¶13, ¶17`)."""
    if not entry.number:
        yield Problem("Give the number of the protest.", "number")
    yield from length_problems(entry.number, "number", LONGEST_LINE)
    yield from length_problems(entry.late_reason, "late_reason", LONGEST_NOTE)
    if not has_right:
        yield Problem("This prosecutor has no right to bring such a protest.", "brought_by_id")
    if not draft.grounds and not act.in_dispute:
        yield Problem("A protest is brought only on grounds of CoAO 840: name them in the draft.")
    if not draft.own_grounds:
        yield Problem("Write the grounds out in the draft before the protest is brought.")
    if entry.brought_on > today:
        yield Problem("The protest cannot be brought after today.", "brought_on")
    elif entry.brought_on < act.made_on:
        yield Problem(
            "The protest cannot be brought before the act was made on %(day)s.",
            "brought_on",
            {"day": day_in_words(act.made_on)},
        )
    elif draft.kind == ProtestKind.APPELLATE:
        yield from _window_problems(entry, window, today)
    elif act.in_force_on is None or act.in_force_on > entry.brought_on:
        yield Problem("Only an act in force is protested in this order.", "brought_on")


def _window_problems(entry: BringEntry, window: ProtestWindow, today: date) -> Iterator[Problem]:
    """A protest outside its window, or one in time recorded after it without saying why."""
    state, last = window.state(entry.brought_on), window.last_day
    if window.opens_on is None:
        yield Problem("Record first on which day the act reached the office.", "brought_on")
    elif state is WindowState.NOT_OPEN:
        yield Problem(
            "The act reached the office only on %(day)s.",
            "brought_on",
            {"day": day_in_words(window.opens_on)},
        )
    elif state is WindowState.CLOSED and last is not None:
        yield Problem(
            "The term ended on %(day)s. Record the court's ruling that restored it, or the day on "
            "which the protest was really brought.",
            "brought_on",
            {"day": day_in_words(last)},
        )
    elif window.state(today) is WindowState.CLOSED and not entry.late_reason:
        yield Problem("The term is over: say why the protest is recorded only now.", "late_reason")


def motion_problems(
    entry: MotionEntry, mover: str, brought_on: date, today: date
) -> Iterator[Problem]:
    """Everything wrong with a motion; a higher prosecutor tells the motives in writing (`¶23`)."""
    if entry.moved_on > today:
        yield Problem("The motion to withdraw cannot be dated after today.", "moved_on")
    if entry.moved_on < brought_on:
        yield Problem(
            "The motion cannot come before the protest of %(day)s.",
            "moved_on",
            {"day": day_in_words(brought_on)},
        )
    if mover == Mover.HIGHER_PROSECUTOR and not entry.motives:
        yield Problem("Tell the lower prosecutor the motives in writing (2015 ¶23).", "motives")
    if mover == Mover.HIGHER_PROSECUTOR and not entry.paper_number:
        yield Problem("Give the number of the paper to the lower prosecutor.", "paper_number")
    yield from length_problems(entry.motives, "motives", LONGEST_NOTE)
    yield from length_problems(entry.paper_number, "paper_number", LONGEST_LINE)


def outcome_problems(
    entry: OutcomeEntry,
    kind: str,
    brought_on: date,
    deciding: DecidingAct | None,
    *,
    moved: bool,
    today: date,
) -> Iterator[Problem]:
    """Everything wrong with an outcome; `deciding` is the act it names, None when the case has none
    such, and `moved` tells that a motion to withdraw is recorded.
    """
    if entry.decision not in set(Decision):
        yield Problem("Choose one of the listed values.", "decision")
        return
    if entry.outcome_on > today:
        yield Problem("The outcome cannot be dated after today.", "outcome_on")
    if entry.outcome_on < brought_on:
        yield Problem(
            "The outcome cannot come before the protest of %(day)s.",
            "outcome_on",
            {"day": day_in_words(brought_on)},
        )
    yield from length_problems(entry.note, "note", LONGEST_NOTE)
    if entry.decision == Decision.NONE:
        yield from _ending_problems(entry, moved=moved)
    elif entry.act_id is not None:
        yield from _deciding_problems(entry, kind, deciding)


def _ending_problems(entry: OutcomeEntry, *, moved: bool) -> Iterator[Problem]:
    if entry.ended_by not in set(EndedBy):
        yield Problem("Say how the protest ended without a decision on it.", "ended_by")
    elif entry.ended_by == EndedBy.COURT_GRANTED_MOTION and not moved:
        yield Problem("Record the motion first: who moved and why.", "ended_by")
    if not entry.note:
        yield Problem("Say what the record rests on: the court's ruling or the letter.", "note")


def _deciding_problems(
    entry: OutcomeEntry, kind: str, deciding: DecidingAct | None
) -> Iterator[Problem]:
    """The court's act on the protest must be of its instance and day, and decide what is said."""
    if deciding is None or deciding.instance != COURT_OF.get(ProtestKind(kind)):
        yield Problem("Choose an act of the court that considered the protest.", "act_id")
        return
    if deciding.made_on != entry.outcome_on:
        yield Problem(
            "That act was made on %(day)s.", "outcome_on", {"day": day_in_words(deciding.made_on)}
        )
    if (deciding.kind in CHANGED) is (entry.decision == Decision.REJECTED):
        yield Problem("That act decides otherwise.", "decision")


def outcome_of(decision: str) -> Outcome | None:
    """The outcome of a decision on the protest; None where the law tells it from the facts."""
    return None if decision == Decision.NONE else Outcome(decision)


def restored_problems(
    entry: RestoredEntry, window: ProtestWindow, today: date
) -> Iterator[Problem]:
    """Everything wrong with a ruling that restored a term."""
    if not entry.ruling_number:
        yield Problem("Give the number of the court's ruling.", "ruling_number")
    yield from length_problems(entry.ruling_number, "ruling_number", LONGEST_LINE)
    if entry.ruled_on > today:
        yield Problem("The court's ruling cannot be dated after today.", "ruled_on")
    if window.opens_on is None:
        yield Problem("Record first on which day the copy was handed over.", "ruled_on")
        return
    if entry.ruled_on < window.opens_on:
        yield Problem(
            "The copy was handed over only on %(day)s.",
            "ruled_on",
            {"day": day_in_words(window.opens_on)},
        )
    if entry.until_on < entry.ruled_on:
        yield Problem("A term is restored for days to come.", "until_on")
    if window.closes_on is not None and entry.until_on <= window.closes_on:
        yield Problem(
            "The term runs until %(day)s anyway.",
            "until_on",
            {"day": day_in_words(window.closes_on)},
        )


def mover_of(author_line: Sequence[int], moving_office_id: int) -> Mover:
    """Who moved, seen from the author; `author_line` are the author's office and those above it,
    the root first.
    """
    if author_line and moving_office_id == author_line[-1]:
        return Mover.AUTHOR
    return Mover.HIGHER_PROSECUTOR if moving_office_id in author_line else Mover.OTHER


def is_on_merits(outcome: str | None) -> bool:
    """Whether the court decided on the protest itself."""
    return outcome in ON_MERITS


REPORT_KIND = "outcome_report"


class InformedBy(enum.StrEnum):
    """How the Department was told of the outcome."""

    TELEPHONE = "telephone"
    ELECTRONIC = "electronic"
    LETTER = "letter"


@dataclass(frozen=True)
class InformEntry:
    """How the Department was informed; what is not told by telephone has a number."""

    informed_on: date
    way: str
    number: str = ""


@dataclass(frozen=True)
class CopiesEntry:
    """The copies of the court's rulings as sent to the Department."""

    copies_sent_on: date
    copies_number: str


def inform_problems(entry: InformEntry, outcome_on: date, today: date) -> Iterator[Problem]:
    """Everything wrong with how the Department was informed (`2015 ¶15`)."""
    if entry.way not in set(InformedBy):
        yield Problem("Choose one of the listed values.", "way")
    elif entry.way != InformedBy.TELEPHONE and not entry.number:
        yield Problem("Give the number of the paper.", "number")
    yield from length_problems(entry.number, "number", LONGEST_LINE)
    yield from _after_outcome(entry.informed_on, "informed_on", outcome_on, today)


def copies_problems(entry: CopiesEntry, outcome_on: date, today: date) -> Iterator[Problem]:
    """Everything wrong with copies sent to the Department (`2015 ¶15`)."""
    if not entry.copies_number:
        yield Problem("Give the number of the paper.", "copies_number")
    yield from length_problems(entry.copies_number, "copies_number", LONGEST_LINE)
    yield from _after_outcome(entry.copies_sent_on, "copies_sent_on", outcome_on, today)


def _after_outcome(on: date, field: str, outcome_on: date, today: date) -> Iterator[Problem]:
    if on > today:
        yield Problem("This day cannot come after today.", field)
    elif on < outcome_on:
        yield Problem(
            "The court decided only on %(day)s.", field, {"day": day_in_words(outcome_on)}
        )
