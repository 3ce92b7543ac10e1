"""Keeping the ledger of things in step with the records: the statements of a computation.

Belongs here: judging the found things by the law's whole table of verdicts inside one statement, and
ending the rows that no longer hold. Does not belong here: the things (`things.py`) and the verdicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    Text,
    and_,
    cast,
    column,
    exists,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
    tuple_,
    update,
    values,
)
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import CTE, Select, SelectBase

from supervision.cases.models import CaseArticle, CaseCategory
from supervision.indicators.models import IndicatorItem, IndicatorMonth
from supervision.indicators.queries.sides import SUMS, first_of_month, summed
from supervision.indicators.queries.things import COMMON, THINGS, Records
from supervision.indicators.rules import Thing
from supervision.law.figures import Figure
from supervision.law.model import Force

# What makes two rows of one thing the same row: everything but when it held.
ITEM = (
    *("figure", *COMMON, "facts", "categories", "articles"),
    *("strict", "method", "mark", "clause"),
)
MONTH = ("figure", "office_id", "month", *(side.value for side in SUMS))


def judged(figure: Figure, days: Sequence[Force], records: Records) -> Select[Any]:
    """The things of one figure as the ledger keeps them: found, judged, with their case's marks.

    `days` are those whose things this wording of the figure judges. A thing whose facts no line
    decides comes out without a verdict, which the ledger refuses: none is left out in silence.
    """
    found = THINGS[Thing(figure.counts)](records).subquery("found")
    verdicts = _verdicts(figure)
    on_facts = and_(*(found.c[name] == verdicts.c[name] for name, _ in figure.facts))
    categories = (
        select(
            CaseCategory.case_id,
            func.array_agg(aggregate_order_by(CaseCategory.code, CaseCategory.code)).label("codes"),
        )
        .group_by(CaseCategory.case_id)
        .subquery("categories")
    )
    articles = (
        select(
            CaseArticle.case_id,
            func.array_agg(CaseArticle.article.distinct()).label("codes"),  # distinct sorts
        )
        .group_by(CaseArticle.case_id)
        .subquery("articles")
    )
    facts = [part for name, _ in figure.facts for part in (literal(name, Text), found.c[name])]
    nothing = cast([], ARRAY(Text))
    return (
        select(
            literal(figure.code, Text).label("figure"),
            *(found.c[name] for name in COMMON),
            func.jsonb_build_object(*facts, type_=JSONB).label("facts"),
            func.coalesce(categories.c.codes, nothing).label("categories"),
            func.coalesce(articles.c.codes, nothing).label("articles"),
            *(verdicts.c[name] for name in ("strict", "method", "mark", "clause")),
        )
        .select_from(found)
        .outerjoin(verdicts, on_facts)
        .outerjoin(categories, categories.c.case_id == found.c.case_id)
        .outerjoin(articles, articles.c.case_id == found.c.case_id)
        .where(_within(found.c.on_day, days), func.coalesce(verdicts.c.kept, literal(True)))
    )


def _verdicts(figure: Figure) -> Any:
    """The figure's whole method as rows: every combination of facts with what it counts as."""
    names = [name for name, _ in figure.facts]
    columns = [column(name, Text) for name in (*names, "strict", "method", "mark", "clause")]
    rows = [
        (*combination, found.strict, found.method, found.mark, found.clause, found.is_kept)
        for combination, found in figure.table()
    ]
    return values(*columns, column("kept", Boolean), name="verdicts").data(rows)


def _within(day: ColumnElement[date], days: Sequence[Force]) -> ColumnElement[bool]:
    """Whether a day lies in one of the periods."""
    return or_(
        *(
            day >= force.from_ if force.until is None else day.between(force.from_, force.until)
            for force in days
        )
    )


def keep_items(session: Session, wanted: SelectBase, run_id: int) -> None:
    """Bring the standing rows in step with what is wanted, as computation `run_id`."""
    _keep(session, IndicatorItem.__table__, wanted, ITEM, run_id)


def keep_months(session: Session, run_id: int) -> None:
    """Bring the standing sums in step with the standing rows."""
    item = IndicatorItem
    month = first_of_month(item.on_day)
    wanted = (
        select(item.figure, item.office_id, month.label("month"), *summed())
        .where(item.until_run.is_(None))
        .group_by(item.figure, item.office_id, month)
    )
    _keep(session, IndicatorMonth.__table__, wanted, MONTH, run_id)


def _keep(
    session: Session, table: Any, wanted: SelectBase, names: Sequence[str], run_id: int
) -> None:
    """End the standing rows that are not wanted as they stand, and begin those that do not stand.

    One statement: what is wanted is found once, at one moment. The inserting part reads how many
    rows ended, so that a thing's old row has ended before its new one begins, as the unique index
    asks.
    """
    found = wanted.cte("wanted").prefix_with("materialized")
    standing = table.alias("standing")
    ended = (
        update(table)
        .where(
            table.c.until_run.is_(None),
            not_(exists().where(_same(table, found, names))),
        )
        .values(until_run=run_id)
        .returning(table.c.id)
        .cte("ended")
    )
    begun = select(*(found.c[name] for name in names), literal(run_id)).where(
        not_(exists().where(standing.c.until_run.is_(None), _same(standing, found, names))),
        select(func.count()).select_from(ended).scalar_subquery() >= 0,
    )
    order = found.c.on_day if "on_day" in names else found.c.month
    session.execute(insert(table).inline().from_select([*names, "from_run"], begun.order_by(order)))


def _same(row: Any, found: CTE, names: Sequence[str]) -> ColumnElement[bool]:
    """Whether a row says of a thing what was found of it; the first names join, the rest compare."""
    keys = ("figure", "subject_kind", "subject_id") if "subject_id" in names else MONTH[:3]
    rest = [name for name in names if name not in keys]
    return and_(
        *(row.c[name] == found.c[name] for name in keys),
        tuple_(*(row.c[name] for name in rest)).is_not_distinct_from(
            tuple_(*(found.c[name] for name in rest))
        ),
    )
