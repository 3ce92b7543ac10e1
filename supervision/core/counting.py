"""What a room hands over to be counted in a report: one row a counted thing, in one shape.

Belongs here: the columns of such a row. A room that owns facts writes a select of `counted(...)`;
the number in a report and the list behind it are both read from that select, so they cannot differ.
Does not belong here: any room's table, or what a report says of the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Boolean, Date, Integer, Numeric, Select, Text, cast, null, true


class Record(NamedTuple):
    """The record a counted thing belongs to: its page is opened, its history is asked who changed it."""

    kind: Any
    id: Any


@dataclass(frozen=True)
class Asked:
    """What is counted: whose things, on which days (both included), known on which day.

    `act` is the id of the instruction a report rests on, for rooms whose things serve several.
    """

    offices: Sequence[int]
    start: date
    end: date
    as_of: date
    act: str


COLUMNS = (
    *("key", "subject_kind", "subject_id", "record_kind", "record_id", "office_id"),
    *("on_day", "label", "detail", "counts", "amount"),
)
_TYPES: dict[str, Any] = {
    "key": Text,
    "subject_kind": Text,
    "subject_id": BigInteger,
    "record_kind": Text,
    "record_id": BigInteger,
    "office_id": Integer,
    "on_day": Date,
    "label": Text,
    "detail": Text,
    "counts": Boolean,
    "amount": Numeric(18, 2),
}
Counted = Select[Any]


def counted(
    *,
    key: Any,
    subject: tuple[Any, Any],
    record: Record,
    office_id: Any,
    on_day: Any,
    label: Any,
    detail: Any = "",
    counts: Any = None,
    amount: Any = None,
) -> list[Any]:
    """The columns of one counted thing, named and typed alike whatever the room.

    `key` is the line of the report it counts in; `subject` its kind and id, unique within a key;
    `counts` tells, where a line is a share, whether it stands above the line; `amount` is a sum in
    tenge where the line adds up money.
    """
    values = {
        "key": key,
        "subject_kind": subject[0],
        "subject_id": subject[1],
        "record_kind": record.kind,
        "record_id": record.id,
        "office_id": office_id,
        "on_day": on_day,
        "label": label,
        "detail": detail,
        "counts": true() if counts is None else counts,
        "amount": null() if amount is None else amount,
    }
    return [cast(values[name], _TYPES[name]).label(name) for name in COLUMNS]
