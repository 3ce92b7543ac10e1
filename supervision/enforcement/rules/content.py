"""A card read back: from the row that keeps it, and from the control card that carried it.

Belongs here: turning kept values into a `CardEntry`. Does not belong here: its checks (`card.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from supervision.enforcement.rules.card import CardEntry, ChildEntry

_SUMS = frozenset({"claim", "beneficiary_amount"})
_NAMES = tuple(each.name for each in fields(CardEntry) if each.name != "children")


def card_of_document(document: object, children: Sequence[object]) -> CardEntry:
    """The card as its row and the rows of its children keep it."""
    names = [each.name for each in fields(ChildEntry)]
    lines = tuple(
        ChildEntry(**{name: getattr(child, name) for name in names}) for child in children
    )
    return CardEntry(**{name: getattr(document, name) for name in _NAMES}, children=lines)


def card_of_content(content: Mapping[str, Any]) -> CardEntry:
    """The card that travelled as plain values. Raises KeyError or ValueError for what is none."""
    values = {name: _value(name, content[name]) for name in _NAMES if name in content}
    children = tuple(
        ChildEntry(**{name: _value(name, value) for name, value in line.items()})
        for line in content.get("children", ())
    )
    return CardEntry(**values, children=children)


def recovered_of_content(content: Mapping[str, Any]) -> Decimal:
    """What was recovered before the file was sent: the certificate of partial execution (`F4 ¶11`)."""
    return Decimal(str(content.get("recovered", "0")))


def _value(name: str, value: Any) -> Any:
    """One value as the card's field has it."""
    if value is None:
        return None
    if name in _SUMS:
        return Decimal(str(value))
    return date.fromisoformat(value) if name.endswith("_on") else value
