"""Which rows of the ledger stand behind each number, and which hold at a computation.

One declaration for a number and for the list it opens, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    and_,
    any_,
    cast,
    func,
    literal,
    literal_column,
    or_,
    true,
)

from supervision.indicators.models import BIT, IndicatorItem
from supervision.indicators.rules import NOBODY, Moment, Narrowing, Side, Span

# The numbers of a tally, in the order of its fields.
SUMS = tuple(BIT)


def behind(side: Side) -> ColumnElement[bool]:
    """The condition on a row of the ledger that puts it behind a number."""
    if side is Side.ALL:
        return true()
    if side is Side.MISSED:
        return and_(behind(Side.DENOMINATOR), ~behind(Side.NUMERATOR))
    return has_bit(IndicatorItem.stands, side)


def has_bit(stands: Any, side: Side) -> ColumnElement[bool]:
    """Whether what a thing stands behind includes this number."""
    found: ColumnElement[bool] = stands.op("&")(BIT[side]) > 0
    return found


def held_at(row: Any, moment: Moment) -> ColumnElement[bool]:
    """Whether a row holds now, or held at an earlier computation."""
    if moment.run_id is None:
        standing: ColumnElement[bool] = row.until_run.is_(None)
        return standing
    return and_(
        row.from_run <= moment.run_id,
        or_(row.until_run.is_(None), row.until_run > moment.run_id),
    )


def asked(
    office_ids: Sequence[int], span: Span, moment: Moment, narrowing: Narrowing
) -> list[ColumnElement[bool]]:
    """The conditions on a row of the ledger that the reader's choice makes."""
    item = IndicatorItem
    found = [
        item.office_id.in_(office_ids),
        item.on_day.between(span.start, span.end),
        held_at(item, moment),
    ]
    if narrowing.prosecutor_id == NOBODY:
        found.append(item.prosecutor_id.is_(None))
    elif narrowing.prosecutor_id is not None:
        found.append(item.prosecutor_id == narrowing.prosecutor_id)
    if narrowing.category is not None:
        found.append(literal(narrowing.category) == any_(item.categories))
    if narrowing.article is not None:
        found.append(literal(narrowing.article) == any_(item.articles))
    return found


def first_of_quarter(day: Any) -> ColumnElement[date]:
    """The first day of the quarter in which a day lies."""
    return cast(func.date_trunc(literal_column("'quarter'"), day), Date)


def first_of_month(day: Any) -> ColumnElement[date]:
    """The first day of the month in which a day lies."""
    return cast(func.date_trunc(literal_column("'month'"), day), Date)


def summed() -> list[ColumnElement[int]]:
    """The numbers of a tally over rows of the ledger, named and in the order of its fields."""
    return [func.count().filter(behind(side)).label(side.value) for side in SUMS]
