"""Expenses of enforcement proceedings against the methodology of 2014 (`EXP ¶2–7`).

Belongs here: the closed lists, and which paragraph one item of expense breaks. Does not belong here:
the register of items, or what becomes of a breach.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from supervision.law.checklist import list_items
from supervision.law.model import ListItem

OUTSIDE = "outside"  # an item of a kind the closed list of ¶3 does not know
TRAVEL_ITEM = "2"
_TAXI = "road_taxi"
_ABOVE = "_above"


class Flag(StrEnum):
    """How an item of expense breaks the methodology; the code of the breach it is offered as."""

    KIND_OUTSIDE = "expense_kind_outside"
    NO_DOCUMENT = "expense_no_document"
    ABOVE_DOCUMENT = "expense_above_document"
    TAXI = "expense_taxi"
    CLASS_ABOVE_CAP = "expense_class_above_cap"


PARAGRAPHS: Mapping[Flag, str] = {
    Flag.KIND_OUTSIDE: "EXP ¶3",
    Flag.NO_DOCUMENT: "EXP ¶6",
    Flag.ABOVE_DOCUMENT: "EXP ¶5",
    Flag.TAXI: "EXP ¶3(9), ¶4(2)",
    Flag.CLASS_ABOVE_CAP: "EXP ¶4(2)",
}


@dataclass(frozen=True, slots=True)
class Expense:
    """One item as the methodology sees it; sums in tenge. `documented`: what its document proves."""

    kind: str
    amount: Decimal
    has_document: bool
    documented: Decimal | None = None
    travel_class: str | None = None


def kinds() -> tuple[ListItem, ...]:
    """The kinds of expenses, a closed list (`EXP ¶3`)."""
    return list_items("EXP ¶3", "kinds")


def articles() -> tuple[ListItem, ...]:
    """What the bailiff calculates (`EXP ¶4`)."""
    return list_items("EXP ¶4", "items")


def travel_classes() -> tuple[ListItem, ...]:
    """Means and classes of travel; those above the cap and the taxi among them (`EXP ¶4(2)`)."""
    return list_items("EXP ¶4", "travel_classes")


def documents() -> tuple[ListItem, ...]:
    """The supporting documents (`EXP ¶7`)."""
    return list_items("EXP ¶6", "documents")


def breaches() -> tuple[ListItem, ...]:
    """The breaches of the methodology as a study names them."""
    return list_items("EXP ¶6", "breaches")


def breach_of(code: str) -> ListItem | None:
    """The breach of the methodology of this code; None for a code of another text."""
    return next((item for item in breaches() if item.code == code), None)


def flags_of(expense: Expense) -> tuple[Flag, ...]:
    """Everything of the methodology that an item breaks, in the order of its paragraphs."""
    found = []
    if expense.kind not in {item.code for item in kinds()}:
        found.append(Flag.KIND_OUTSIDE)
    if expense.travel_class == _TAXI:
        found.append(Flag.TAXI)
    elif expense.travel_class is not None and expense.travel_class.endswith(_ABOVE):
        found.append(Flag.CLASS_ABOVE_CAP)
    if not expense.has_document:
        found.append(Flag.NO_DOCUMENT)
    elif expense.documented is not None and expense.amount > expense.documented:
        found.append(Flag.ABOVE_DOCUMENT)
    return tuple(found)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum of what was spent (`EXP ¶5`), exact to the tiyn."""
    return sum(amounts, Decimal(0))
