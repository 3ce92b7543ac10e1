"""What of a card may still be put right once its document lives (`F4 ¶11`, appendix 1, card 4.0).

Belongs here: which fields events count by, and which a submitted form has counted. Does not belong
here: the checks of the card itself (`card.py`), which a corrected card passes like a new one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from supervision.core.errors import Problem
from supervision.core.problems import day_in_words
from supervision.enforcement.rules.card import CardEntry
from supervision.law.enforcement.card import is_alimony

# Fields 4, 7.1, 8, 8.1 and 10.1: each event stands in the form by what they said on its day.
COUNTED = ("document_kind", "receipt_kind", "report_row", "extra_row", "joint")
PRIVATE = "private_bailiff"


def changed_fields(before: CardEntry, after: CardEntry) -> list[str]:
    """The names of the fields that differ, in the order of the card."""
    names = [each.name for each in fields(CardEntry)]
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def lived_problems(
    before: CardEntry, after: CardEntry, first_event_on: date | None
) -> Iterator[Problem]:
    """What cannot change while events of the document stand; the first of them happened on a day.

    A sum is changed by an event of its own; what else the events count by waits until they are put
    right as never having been.
    """
    if first_event_on is None:
        return
    changed = changed_fields(before, after)
    if "claim" in changed:
        yield Problem(
            "Events stand on this document: record a changed sum as an event instead.", "claim"
        )
    for name in COUNTED:
        if name in changed:
            yield Problem(
                "Events are counted by this field: put them right as never having been first, then "
                "correct the card and record them anew.",
                name,
            )
    if after.received_on > first_event_on:
        yield Problem(
            "The first event happened on %(day)s: the receipt is not later.",
            "received_on",
            {"day": day_in_words(first_event_on)},
        )


def closed_problems(
    before: CardEntry, after: CardEntry, through_on: date | None
) -> Iterator[Problem]:
    """What a submitted form has counted and nobody changes afterwards (Q17): the persons of alimony
    (table 3, columns 1 and 2), and whose bailiff keeps the document (X4).

    `through_on` is the last closed day, None where no event of the document counted up to it.
    """
    if through_on is None:
        return
    for name in _persons(before, after):
        yield Problem(
            "The form of the days up to %(day)s is submitted and has counted this: it stays.",
            name,
            {"day": day_in_words(through_on)},
        )


def _persons(before: CardEntry, after: CardEntry) -> Iterator[str]:
    """The changed fields that a form counts persons or bailiffs by."""
    if is_alimony(before.report_row):
        if before.debtor_number != after.debtor_number:
            yield "debtor_number"
        elif not before.debtor_number:  # then the name and the day of birth tell who it is
            for name in ("debtor_name", "debtor_birth_on"):
                if getattr(before, name) != getattr(after, name):
                    yield name
        if _known_by(before) != _known_by(after):
            yield "children"
    if (before.filled_by == PRIVATE) != (after.filled_by == PRIVATE):
        yield "filled_by"


def _known_by(entry: CardEntry) -> set[tuple[str, str, str, date | None]]:
    """What a child is known by in table 3: full name and day of birth."""
    return {
        (each.surname, each.first_name, each.patronymic, each.birth_on) for each in entry.children
    }
