"""What is recorded of a petition when it comes: who asks, what for, about which case.

Belongs here: the entry and its checks. Does not belong here: terms (the law) and what becomes of
the petition (`examining.py`, `resolving.py`).
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from supervision.core.errors import Problem
from supervision.core.identity import identity_problems
from supervision.core.problems import LONGEST_LINE, LONGEST_NOTE, length_problems
from supervision.core.searching import query_words
from supervision.core.texts import written
from supervision.law.checklist import list_items

LONGEST_KEY = 200
_LINES = (
    "petitioner_name",
    "address",
    "procedural_status",
    "representative_name",
    "power_of_attorney",
    "case_number",
    "court_name",
)
_NOTES = ("subject", "enclosures")


class PetitionKind(enum.StrEnum):
    """What a petition asks for or complains of (`2015 ¶17–18, ¶27`, `2002 ¶8`)."""

    APPELLATE_PROTEST = "appellate_protest"
    CASSATION_PROTEST = "cassation_protest"
    ENFORCEMENT_ACTION = "enforcement_action"
    ENFORCEMENT_COURT_ACT = "enforcement_court_act"
    OTHER = "other"


class PetitionerKind(enum.StrEnum):
    """Who petitions."""

    PERSON = "person"
    LEGAL_ENTITY = "legal_entity"


class CameBy(enum.StrEnum):
    """How a petition came."""

    POST = "post"
    IN_PERSON = "in_person"
    ELECTRONIC = "electronic"
    OTHER_BODY = "other_body"


class InForce(enum.StrEnum):
    """Whether the act complained of is in force; empty where nobody knows yet."""

    YES = "yes"
    NO = "no"


class PetitionState(enum.StrEnum):
    """How far a petition has come by the steps of its own office.

    The approval of a refusal from above is told by the conclusion, never by the petition itself.
    """

    RECEIVED = "received"
    EXAMINED = "examined"
    INCOMPLETE = "incomplete"
    UNFOUNDED = "unfounded"
    RETURNED = "returned"
    RESOLVED = "resolved"


CLOSED = (PetitionState.RETURNED, PetitionState.RESOLVED)


@dataclass(frozen=True)
class PetitionEntry:
    """A petition as recorded. `categories` are the mandatory ones of its case (`2015 ¶6`).

    `initiating_office_id` is the prosecutor's office that initiated the case (`¶9`), `region_id`
    the office on whose territory the case lies, `case_id` and `act_id` registered ones.
    """

    kind: str
    petitioner_kind: str
    petitioner_name: str
    address: str
    subject: str
    came_by: str
    received_on: date
    identity_number: str = ""
    procedural_status: str = ""
    representative_name: str = ""
    power_of_attorney: str = ""
    enclosures: str = ""
    case_number: str = ""
    court_name: str = ""
    act_made_on: date | None = None
    categories: tuple[str, ...] = ()
    initiating_office_id: int | None = None
    entered_into_force: str | None = None
    additional_study: bool = False
    materials_needed: bool = False
    region_id: int | None = None
    case_id: int | None = None
    act_id: int | None = None


def as_kept(entry: PetitionEntry) -> PetitionEntry:
    """The entry with every text as it is kept."""
    texts: dict[str, Any] = {name: written(getattr(entry, name)) for name in (*_LINES, *_NOTES)}
    digits = "".join(written(entry.identity_number).split())
    return replace(entry, identity_number=digits, **texts)


def petitioner_key(name: str) -> str:
    """By what one petitioner is found again, however the name was written: its folded words."""
    return " ".join(query_words(name))[:LONGEST_KEY]


def mandatory_codes() -> tuple[str, ...]:
    """The codes of the mandatory categories as the duties know them (`2015 ¶6`)."""
    return tuple(item.code for item in list_items("2015 ¶6", "grounds"))


def entry_problems(entry: PetitionEntry, today: date) -> Iterator[Problem]:
    """Everything wrong with an entry, each problem at its own field."""
    for name in ("petitioner_name", "address", "subject"):
        if not getattr(entry, name):
            yield Problem("This must be filled in.", name)
    for name in _LINES:
        yield from length_problems(getattr(entry, name), name, LONGEST_LINE)
    for name in _NOTES:
        yield from length_problems(getattr(entry, name), name, LONGEST_NOTE)
    yield from _choice_problems(entry)
    is_person = entry.petitioner_kind == PetitionerKind.PERSON
    yield from identity_problems(entry.identity_number, is_person, None, "identity_number")
    if entry.power_of_attorney and not entry.representative_name:
        yield Problem("Name the representative who holds this power of attorney.", _REPRESENTATIVE)
    if entry.received_on > today:
        yield Problem("A petition cannot be received after today.", "received_on")
    if entry.act_made_on is not None and entry.act_made_on > entry.received_on:
        yield Problem("The act cannot be later than the petition against it.", "act_made_on")


_REPRESENTATIVE = "representative_name"


def _choice_problems(entry: PetitionEntry) -> Iterator[Problem]:
    """Codes that no list offers."""
    one: dict[str, tuple[str | None, type[enum.StrEnum]]] = {
        "kind": (entry.kind, PetitionKind),
        "petitioner_kind": (entry.petitioner_kind, PetitionerKind),
        "came_by": (entry.came_by, CameBy),
        "entered_into_force": (entry.entered_into_force, InForce),
    }
    for name, (value, offered) in one.items():
        if value is not None and value not in set(offered):
            yield Problem("Choose one of the listed values.", name)
    if not set(entry.categories) <= set(mandatory_codes()):
        yield Problem("Choose one of the listed values.", "categories")
