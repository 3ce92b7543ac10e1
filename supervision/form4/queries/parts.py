"""One shape of row for what one statement finds of different kinds.

Belongs here: the columns of a part. Does not belong here: what a part counts.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    Integer,
    Numeric,
    Select,
    SmallInteger,
    Text,
    cast,
    literal,
    null,
    select,
)

# What a part may find beside marks and the sets of table 3, which are named by the edition.
ALIKE, CORRECTED, PRIVATE, ENDED = "alike", "corrected", "private", "ended"
PRIVATE_BAILIFF = "private_bailiff"  # field 17 of the card
KEYS = (
    *("row", "kind_row", "kind", "ground"),
    *("re_initiated", "joint", "by_territoriality", "overdue", "first"),
)

_SHAPE: dict[str, Any] = {
    "row": SmallInteger(),
    "kind_row": SmallInteger(),
    "kind": Text(),
    "ground": Text(),
    "re_initiated": Boolean(),
    "joint": Boolean(),
    "by_territoriality": Boolean(),
    "overdue": Boolean(),
    "first": Boolean(),
    "within": Boolean(),
    "month": Date(),
    "number": Integer(),
    "sum": Numeric(18, 2),
    "other": Numeric(18, 2),
}


def part(name: str, **found: Any) -> Select[Any]:
    """A select of the common shape; what a part does not find is null there."""
    columns = [
        found.get(column, cast(null(), kind)).label(column) for column, kind in _SHAPE.items()
    ]
    return select(literal(name).label("name"), *columns)
