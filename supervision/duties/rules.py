"""States and plain checks of duties, and the plain values rooms hand over as facts."""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType


class DutyState(enum.StrEnum):
    """Open until fulfilled; dropped when the facts no longer give the duty. Overdue is derived."""

    OPEN = "open"
    FULFILLED = "fulfilled"
    DROPPED = "dropped"


class MoveKind(enum.StrEnum):
    """What changed a duty after it was opened.

    Only `HAND` sets a day of the house's own; the others are the law at work on facts or decisions.
    """

    FACTS = "facts"
    HAND = "hand"
    EXTENDED = "extended"
    PAUSED = "paused"
    RESUMED = "resumed"
    REOPENED = "reopened"


class LateCause(enum.StrEnum):
    """Why a duty was fulfilled after its day."""

    SUPPLIED_INCOMPLETE = "supplied_incomplete"
    RECEIVED_LATE_BY_EXECUTOR = "received_late_by_executor"
    EXECUTOR_ABSENT = "executor_absent"
    WORKLOAD = "workload"
    AWAITED_OTHER_BODY = "awaited_other_body"
    SYSTEM_FAILURE = "system_failure"
    OTHER = "other"


class Urgency(enum.StrEnum):
    """How near an open duty's day is; derived from today, never stored."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    UNDATED = "undated"
    PAUSED = "paused"


SOON_DAYS = 7
OFFICE = "office"  # the subject kind of recurring duties: the office itself
NO_ATTRIBUTES: Mapping[str, Collection[str]] = MappingProxyType({})


@dataclass(frozen=True)
class Lateness:
    """Cause and unit at fault of a late fulfilment, with the executor's own words."""

    cause: LateCause
    unit: str
    note: str = ""


@dataclass(frozen=True)
class Event:
    """One recorded fact: what happened, on which day, to which part of the subject.

    `key` tells apart events of one name (two hearings of one case). `stated_on` is the day a
    document itself names, where the law leaves the term to it. `attributes` are facts of this part
    alone (the instance of this hearing); `assignee_id` is who was given this part, where that is
    somebody else than the subject's assignee.
    """

    name: str
    on: date | None
    key: str = ""
    stated_on: date | None = None
    lateness: Lateness | None = None
    attributes: Mapping[str, Collection[str]] = field(default_factory=lambda: NO_ATTRIBUTES)
    assignee_id: int | None = None

    @property
    def trigger(self) -> str:
        """What identifies the event however its date is corrected."""
        return f"{self.name}#{self.key}" if self.key else self.name


@dataclass(frozen=True)
class Facts:
    """All that is recorded of a subject and may open, move or close a duty."""

    events: tuple[Event, ...]
    attributes: Mapping[str, Collection[str]] = field(default_factory=lambda: NO_ATTRIBUTES)

    def of(self, event: Event) -> Mapping[str, Collection[str]]:
        """What the law is told of one event: the facts of the whole, then those of its own part."""
        return {**self.attributes, **event.attributes} if event.attributes else self.attributes


@dataclass(frozen=True)
class Chain:
    """The offices above a subject: its own, the oblast-level one, the GPO.

    `initiating` is the one among them that initiated the case (`2015 ¶9`), where that is known.
    """

    own: int
    oblast: int
    gpo: int
    initiating: int | None = None


@dataclass(frozen=True)
class Subject:
    """What a duty is about, with all a duty row keeps of it."""

    kind: str
    id: int
    label: str
    chain: Chain
    assignee_id: int | None = None


def urgency(due_on: date | None, today: date, paused_on: date | None = None) -> Urgency:
    """How near the day is. On the last day the term is still open until the day ends.

    A clock that stands (`paused_on`) is neither near nor over.
    """
    if paused_on is not None:
        return Urgency.PAUSED
    if due_on is None:
        return Urgency.UNDATED
    left = days_left(due_on, today)
    if left < 0:
        return Urgency.OVERDUE
    if left == 0:
        return Urgency.TODAY
    return Urgency.SOON if left <= SOON_DAYS else Urgency.LATER


def days_left(due_on: date, today: date) -> int:
    """Calendar days from `today` to the day; negative once it is over. Serves display alone."""
    return (due_on - today).days


@dataclass(frozen=True)
class Change:
    """One change of a duty's life, the earliest first: its kind and the days it speaks of.

    `on_day` is the day from which a pause counts or on which it ends.
    """

    kind: MoveKind
    old_due_on: date | None
    new_due_on: date | None
    on_day: date | None = None


def law_day(changes: Sequence[Change], due_on: date | None) -> date | None:
    """The last day that the law and its decisions give, behind a day set by hand.

    None where the law gives none, so that any day by hand stands against nothing.
    """
    for change in reversed(changes):
        if change.kind is MoveKind.HAND:
            due_on = change.old_due_on
        elif change.kind in (MoveKind.FACTS, MoveKind.EXTENDED, MoveKind.RESUMED):
            break
    return due_on


def is_late(due_on: date | None, closed_on: date) -> bool:
    """Whether a fulfilment on `closed_on` came after the day; without a day nothing is late."""
    return due_on is not None and closed_on > due_on


def fulfils(closing: Event, trigger: str, opened_on: date | None) -> bool:
    """Whether a closing event answers the trigger: the same part of the subject, not before it."""
    if closing.on is None:
        return False
    _, _, key = trigger.partition("#")
    if closing.key and key and closing.key != key:
        return False
    return opened_on is None or closing.on >= opened_on
