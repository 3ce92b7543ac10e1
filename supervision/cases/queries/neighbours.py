"""The cases beside one case in a narrowed and sorted list: the one before, the one after, its place.

Belongs here: walking a list case by case without reading it. Does not belong here: the conditions
of the list (`cases.py`).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase
from supervision.cases.queries.cases import SORTS, Filters, narrowed_to

MOST_COUNTED = 1000  # a place deeper in a list is not counted out, so a long list stays quick


class Neighbours(NamedTuple):
    """The ids beside a case in a list, None at its ends; `place` counts from 1.

    `place` is None where the case is no longer of the list, or deeper in it than is counted.
    """

    previous: int | None
    following: int | None
    place: int | None


def neighbours_of(
    session: Session, case: AdminCase, filters: Filters, *, sort: str, descending: bool
) -> Neighbours:
    """The cases beside this one in the register so narrowed and sorted; one statement each."""
    column = SORTS[sort]
    here = tuple_(_value(case, sort), case.id)
    place = tuple_(column, AdminCase.id)
    below, above = place < here, place > here
    before, after = (above, below) if descending else (below, above)
    return Neighbours(
        previous=_first(session, filters, before, column, descending=not descending),
        following=_first(session, filters, after, column, descending=descending),
        place=_place(session, filters, case, before),
    )


def _value(case: AdminCase, sort: str) -> Any:
    """The value the case is sorted by."""
    if sort == "received_on":
        return case.received_by_court_on or case.registered_on
    return {"registered": case.id, "number": case.number}[sort]


def _first(
    session: Session,
    filters: Filters,
    side: ColumnElement[bool],
    column: ColumnElement[Any],
    *,
    descending: bool,
) -> int | None:
    """The nearest case on one side."""
    order = [column, AdminCase.id.expression]
    statement = narrowed_to(select(AdminCase.id).where(side), filters)
    nearest = statement.order_by(*(each.desc() if descending else each.asc() for each in order))
    return session.scalars(nearest.limit(1)).first()


def _place(
    session: Session, filters: Filters, case: AdminCase, before: ColumnElement[bool]
) -> int | None:
    """How many cases of the list stand before this one, and one more."""
    own = narrowed_to(select(AdminCase.id).where(AdminCase.id == case.id), filters).exists()
    earlier = narrowed_to(select(AdminCase.id).where(before), filters).limit(MOST_COUNTED)
    counted = select(func.count()).select_from(earlier.subquery()).scalar_subquery()
    found, number = session.execute(select(own, counted)).one()
    return int(number) + 1 if found and number < MOST_COUNTED else None
