"""Sums of figures: of one office, of those below it, by prosecutor, period, category or article.

Each answer is one statement, whatever the number of offices: sums of an office first, then the tree.
Whole months without narrowing are added up from the sums by month, everything else from the ledger.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Date,
    Integer,
    Select,
    any_,
    bindparam,
    cast,
    func,
    null,
    select,
    text,
)
from sqlalchemy.orm import Session

from supervision.indicators.models import IndicatorItem, IndicatorMonth
from supervision.indicators.queries.sides import (
    SUMS,
    asked,
    first_of_month,
    first_of_quarter,
    has_bit,
    held_at,
)
from supervision.indicators.rules import LATEST, Moment, Narrowing, Span
from supervision.law.figures import Tally
from supervision.offices.models import Office

NOT_NARROWED = Narrowing()


class By(enum.StrEnum):
    """What the sums are broken down by."""

    WHOLE = "whole"
    BELOW = "below"  # the office itself and each office right below it, with all under that one
    PROSECUTOR = "prosecutor"
    MONTH = "month"
    QUARTER = "quarter"
    CATEGORY = "category"
    ARTICLE = "article"


class Sum(NamedTuple):
    """The sum of one figure for one key: an office's or prosecutor's id, a period's first day, a
    category, an article; None for the whole, or for what has no such key.
    """

    key: Any
    figure: str
    tally: Tally


def sums(
    session: Session,
    *,
    office_ids: Sequence[int],
    span: Span,
    by: By = By.WHOLE,
    depth: int = 1,
    moment: Moment = LATEST,
    narrowing: Narrowing = NOT_NARROWED,
) -> list[Sum]:
    """The sums of every figure that has things there, in one statement.

    `depth` is how many offices stand in the line of the office asked about, itself included; it
    says for `By.BELOW` which offices are right below. A thing of several categories or articles
    counts for each of them.
    """
    given: dict[str, Any] = {}
    if span.whole_months and not narrowing and by in _FROM_MONTHS:
        session.execute(_PLANNED_FOR_ITS_DAYS)
        statement = _from_months(by, depth, moment)
        given = {"offices": list(office_ids), "start": span.start, "end": span.end}
    else:
        counted = _from_items(office_ids, span, by, moment, narrowing)
        statement = _over_the_tree(counted, depth) if by is By.BELOW else counted
    return [Sum(row[0], row[1], Tally(*row[2:])) for row in session.execute(statement, given)]


# After five times the server would keep one plan for any days and offices, which takes twice as long.
_PLANNED_FOR_ITS_DAYS = text("set local plan_cache_mode = force_custom_plan")
_FROM_MONTHS = (By.WHOLE, By.BELOW, By.MONTH, By.QUARTER)


@lru_cache(maxsize=64)
def _from_months(by: By, depth: int, moment: Moment) -> Select[Any]:
    """The sums by month, made once: making the statement anew, with a value for each office of the
    country, takes as long as adding up.
    """
    row = IndicatorMonth
    keys: dict[By, Any] = {
        By.WHOLE: cast(null(), BigInteger),
        By.BELOW: row.office_id,
        By.MONTH: row.month,
        By.QUARTER: first_of_quarter(row.month),
    }
    key = keys[by].label("key")
    offices = bindparam("offices", type_=ARRAY(Integer))
    counted = (
        select(
            key,
            row.figure,
            *(func.sum(getattr(row, side.value)).label(side.value) for side in SUMS),
        )
        .where(
            row.office_id == any_(offices),
            row.month.between(bindparam("start", type_=Date), bindparam("end", type_=Date)),
            held_at(row, moment),
        )
        .group_by(key, row.figure)
    )
    return _over_the_tree(counted, depth) if by is By.BELOW else counted


def _from_items(
    office_ids: Sequence[int], span: Span, by: By, moment: Moment, narrowing: Narrowing
) -> Select[Any]:
    row = IndicatorItem
    keys: dict[By, Any] = {
        By.WHOLE: cast(null(), BigInteger),
        By.BELOW: row.office_id,
        By.PROSECUTOR: row.prosecutor_id,
        By.MONTH: first_of_month(row.on_day),
        By.QUARTER: first_of_quarter(row.on_day),
        By.CATEGORY: func.unnest(row.categories),
        By.ARTICLE: func.unnest(row.articles),
    }
    key = keys[by].label("key")
    wanted = asked(office_ids, span, moment, narrowing)
    # First by what things stand behind, a few groups an office: eight conditions on each of a
    # million rows would take most of the time.
    if by in (By.CATEGORY, By.ARTICLE):
        # A set-returning column multiplies rows, so it is unrolled before anything is counted.
        marks = select(row.figure, row.stands, key).where(*wanted).subquery("marks")
        grouped: tuple[Any, ...] = (marks.c.key, marks.c.figure, marks.c.stands)
        counted = select(*grouped, func.count().label("things")).group_by(*grouped)
    else:
        grouped = (key, row.figure, row.stands)
        counted = select(*grouped, func.count().label("things")).where(*wanted).group_by(*grouped)
    few = counted.subquery("few")
    return select(
        few.c.key,
        few.c.figure,
        *(
            cast(
                func.coalesce(func.sum(few.c.things).filter(has_bit(few.c.stands, side)), 0),
                BigInteger,
            ).label(side.value)
            for side in SUMS
        ),
    ).group_by(few.c.key, few.c.figure)


def _over_the_tree(counted: Select[Any], depth: int) -> Select[Any]:
    """Sums of offices added up to the office asked about and those right below it."""
    each = counted.subquery("each")
    branch = func.coalesce(Office.ancestors[depth + 1], Office.id).label("key")
    return (
        select(
            branch,
            each.c.figure,
            *(cast(func.sum(each.c[side.value]), BigInteger) for side in SUMS),
        )
        .join(Office, Office.id == each.c.key)
        .group_by(branch, each.c.figure)
    )


class Marked(NamedTuple):
    """How many things of a figure stand under one mark and clause."""

    figure: str
    mark: str
    clause: str
    things: int


def marked(
    session: Session,
    *,
    office_ids: Sequence[int],
    span: Span,
    moment: Moment = LATEST,
    narrowing: Narrowing = NOT_NARROWED,
) -> list[Marked]:
    """What every figure shows apart from its bare count, by mark and clause."""
    row = IndicatorItem
    clauses = (row.figure, row.mark, row.clause)
    statement = (
        select(*clauses, func.count())
        .where(row.mark.is_not(None), *asked(office_ids, span, moment, narrowing))
        .group_by(*clauses)
        .order_by(*clauses)
    )
    return [Marked._make(found) for found in session.execute(statement)]
