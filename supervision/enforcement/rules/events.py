"""Events as entered: what each kind asks for, and what may not stand in the ledger.

Belongs here: shape, dates and sums of one event. Does not belong here: which kind may follow which,
and the flags (`law/enforcement/life.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_LINE, LONGEST_NOTE, day_in_words, length_problems
from supervision.core.texts import written
from supervision.enforcement.rules.card import sum_problems
from supervision.law.enforcement.events import (
    BY_CONTROL_CARD,
    INITIATIONS,
    WITH_AMOUNT,
    EventKind,
    grounds_of,
    needs_ground,
)
from supervision.law.enforcement.life import Life, Unlawful, legal_next
from supervision.law.enforcement.term import (
    AGREED_AT_MOST_MONTHS,
    OtherTerm,
    months_later,
)

EVENT_KIND = "enforcement_event"


@dataclass(frozen=True)
class EventEntry:
    """One event as recorded: its kind, the day of its ruling or payment, and what the kind asks for.

    `amount` is tenge of the event itself; `serial_number` field 6.2 of an initiation; `addressee`
    field 5.2 of a refusal, or whom the document went back to; `until_on` an agreed term's last day.
    """

    kind: str
    effective_on: date
    ground: str | None = None
    amount: Decimal | None = None
    serial_number: str = ""
    addressee: str = ""
    note: str = ""
    until_on: date | None = None


def as_kept(entry: EventEntry) -> EventEntry:
    """The entry with every text as it is kept, and nothing that its kind does not ask for."""
    kind = EventKind(entry.kind)
    return EventEntry(
        kind=entry.kind,
        effective_on=entry.effective_on,
        ground=entry.ground if needs_ground(kind) else None,
        amount=entry.amount if kind in WITH_AMOUNT else None,
        serial_number=written(entry.serial_number) if kind in INITIATIONS else "",
        addressee=written(entry.addressee),
        note=written(entry.note),
        until_on=entry.until_on if kind is EventKind.TERM_SET else None,
    )


def enterable(life: Life) -> list[EventKind]:
    """The kinds a user may enter next, in the order of the form; transfers go by control cards."""
    legal = legal_next(life) - BY_CONTROL_CARD
    return [kind for kind in EventKind if kind in legal]


def entry_problems(entry: EventEntry, received_on: date, today: date) -> Iterator[Problem]:
    """Everything wrong with an event by itself: its day, ground, sum and words."""
    kind = EventKind(entry.kind)
    if entry.effective_on < received_on:
        yield Problem(
            "Nothing happens to a document before it came on %(day)s.",
            "effective_on",
            {"day": day_in_words(received_on)},
        )
    if entry.effective_on > today:
        yield Problem("An event is recorded once it has happened.", "effective_on")
    if needs_ground(kind) and entry.ground not in {item.code for item in grounds_of(kind)}:
        yield Problem("Name the ground of the Law.", "ground")
    yield from sum_problems(entry.amount, "amount")
    if kind in WITH_AMOUNT and not entry.amount:
        yield Problem("Enter the sum in tenge.", "amount")
    if kind in INITIATIONS and not entry.serial_number:
        yield Problem("A proceeding has its number (field 6.2).", "serial_number")
    yield from length_problems(entry.serial_number, "serial_number", LONGEST_LINE)
    yield from length_problems(entry.addressee, "addressee", LONGEST_LINE)
    yield from length_problems(entry.note, "note", LONGEST_NOTE)


def term_problems(entry: EventEntry, initiated_on: date | None) -> Iterator[Problem]:
    """An agreed term needs its last day, six months after initiation at most (article 39)."""
    if entry.kind != EventKind.TERM_SET or entry.ground != OtherTerm.AGREED:
        return
    if entry.until_on is None:
        yield Problem("Enter the last day of the agreed term.", "until_on")
    elif initiated_on is not None:
        longest = months_later(initiated_on, AGREED_AT_MOST_MONTHS)
        if not initiated_on < entry.until_on <= longest:
            yield Problem(
                "An agreed term ends after the initiation and by %(day)s (article 39).",
                "until_on",
                {"day": day_in_words(longest)},
            )


def recovery_problems(entry: EventEntry, life: Life) -> Iterator[Problem]:
    """Parts recovered stay below the claim while the document is open (C1: 10.3 < 10)."""
    if entry.kind == EventKind.PARTLY_RECOVERED and life.claim.amount is not None:
        left = life.claim.amount - life.recovered
        if left <= 0:  # the life holds this part already
            yield Problem(
                "With this part the whole claim is recovered: record it as fulfilled.", "amount"
            )


def closed_problem(through_on: date) -> Problem:
    """What counted in a submitted form is put right by a later event alone (Q17)."""
    return Problem(
        "The form of the days up to %(day)s is submitted and does not change: record a later event that "
        "puts this right, such as a cancelled ruling or a changed sum.",
        "kind",
        {"day": day_in_words(through_on)},
    )


def refused_step(unlawful: Unlawful, entry: EventEntry | None) -> Problem:
    """Why the ledger would not hold: the entered event itself, or a later one it would undo."""
    happening = unlawful.happening
    own = entry is not None and (happening.kind, happening.on) == (
        EventKind(entry.kind),
        entry.effective_on,
    )
    if own:
        return Problem(
            "This does not follow from where the document stood on %(day)s.",
            "kind",
            {"day": day_in_words(happening.on)},
        )
    return Problem(
        "An event of %(day)s would no longer follow: put that one right first.",
        "effective_on",
        {"day": day_in_words(happening.on)},
    )
