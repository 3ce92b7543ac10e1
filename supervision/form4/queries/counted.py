"""What was counted ahead by account and month, and for which accounts of a question it holds.

Belongs here: choosing between what was counted and the events themselves, account by account, and
reading what was counted. Does not belong here: counting (`months.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Dialect,
    Integer,
    Select,
    and_,
    any_,
    bindparam,
    func,
    select,
    union_all,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from supervision.form4.models import Form4Counted, Form4Month, Form4Stale
from supervision.form4.queries.asked import END, OFFICES, START, Asked, Reading
from supervision.form4.queries.months import by_month, proceedings_by_month
from supervision.form4.queries.parts import KEYS
from supervision.law.form4.model import Edition

TREE_LOCK = 7_251_043  # held by whoever reads sums of many accounts, and by whoever regroups them
_DIALECT: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
_TREE = select(func.pg_advisory_xact_lock_shared(TREE_LOCK))


@dataclass(frozen=True)
class Split:
    """Which accounts of a question are read as they were counted, and which from their events.

    `node`, where there is one, is the office whose sums of many accounts are taken: `added` are the
    counted accounts it does not hold, `taken` those it holds that have changed since.
    """

    live: tuple[int, ...]
    counted: tuple[int, ...] = ()
    node: int | None = None
    added: tuple[int, ...] = ()
    taken: tuple[int, ...] = ()

    @property
    def given(self) -> dict[str, Any]:
        """What a statement is given of it."""
        return {
            "offices": list(self.live),
            "counted": list(self.counted),
            "node": -1 if self.node is None else self.node,
            "added": list(self.added),
            "taken": list(self.taken),
        }


def usual(edition: Edition) -> Reading:
    """The reading that is counted ahead: ours, in which the clock of the offices has no part."""
    return Reading(edition.code, frozenset(edition.answers().items()), "")


@lru_cache(maxsize=4)
def counted_by(reading: Reading) -> str:
    """The statements that count, as one short text: whatever changes them has all counted anew."""
    told = sha256()
    for statement in (by_month(reading), proceedings_by_month(reading)):
        compiled = statement.compile(dialect=_DIALECT)
        told.update(f"{compiled.string}{sorted(compiled.params.items())}".encode())
    return told.hexdigest()


def split_of(session: Session, asked: Asked) -> Split:
    """How the accounts of a question are read: as counted, where the question is of whole months by
    our readings and nothing has happened since in an account that would change the answer.
    """
    reading = usual(asked.edition)
    whole_months = asked.span.start.day == asked.span.end.day == 1
    if dict(asked.answers) != reading.answers or not whole_months:
        return Split(asked.office_ids)
    session.execute(_TREE)
    found = session.execute(_COUNTED, asked.given | {"by": counted_by(reading)}).all()
    holding = {row.office_id for row in found if row.holds}
    wide: set[int] = set()
    node = None
    for row in found:
        held = set(row.whole_of)
        if len(held) > len(wide) and held <= set(asked.office_ids):
            node, wide = row.office_id, held
    taken = wide - holding
    if node is not None and 2 * len(taken) >= len(wide):
        node, wide, taken = None, set(), set()
    return Split(
        live=_ordered(set(asked.office_ids) - holding),
        counted=_ordered(holding),
        node=node,
        added=_ordered(holding - wide),
        taken=_ordered(taken),
    )


def _ordered(offices: set[int]) -> tuple[int, ...]:
    return tuple(sorted(offices))


_CHANGED = (
    select(Form4Stale.id)
    .where(Form4Stale.office_id == Form4Counted.office_id, Form4Stale.since_on < END)
    .exists()
)
_COUNTED = select(
    Form4Counted.office_id,
    Form4Counted.whole_of,
    and_(Form4Counted.counted_by == bindparam("by"), ~_CHANGED).label("holds"),
).where(Form4Counted.office_id == any_(OFFICES))


def summed() -> CompoundSelect[Any]:
    """What was counted of the months before the end, added up: the node, and single accounts."""
    node: ColumnElement[Any] = bindparam("node", type_=Integer)
    return union_all(
        _sums(and_(Form4Month.office_id == node, Form4Month.whole), 1),
        _sums(_single("added"), 1),
        _sums(_single("taken"), -1),
    )


def _single(offices: str) -> ColumnElement[bool]:
    given: ColumnElement[Any] = bindparam(offices, type_=ARRAY(Integer))
    return and_(Form4Month.office_id == any_(given), ~Form4Month.whole)


def _sums(where: ColumnElement[bool], sign: int) -> Select[Any]:
    keys: Sequence[Any] = [getattr(Form4Month, name) for name in ("name", *KEYS)]
    within = Form4Month.month >= START
    number, sum_, other = (
        func.sum(each) for each in (Form4Month.number, Form4Month.sum, Form4Month.other)
    )
    return (
        select(
            *keys,
            within.label("within"),
            (sign * number).cast(BigInteger).label("number"),
            (sign * sum_).label("sum"),
            (sign * other).label("other"),
        )
        .where(where, Form4Month.month < END)
        .group_by(*keys, within)
        .having((number != 0) | (sum_ != 0) | (other != 0))
    )


SUMMED = summed()
