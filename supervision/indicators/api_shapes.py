"""What the JSON API asks and answers of figures: plain shapes, each key with what it means.

Belongs here: pydantic models. Does not belong here: reading figures (`api.py`).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from supervision.api.shapes import Day, Flag, Id, Listed, Office, PageQuery, Query, Shape
from supervision.indicators.queries.figures import By

# The numbers that open into a list; `Side.ALL` is no number.
ThingSide = Literal[
    "numerator",
    "denominator",
    "missed",
    "excluded",
    "corrected",
    "apart",
    "noted",
    "strict_numerator",
    "strict_denominator",
]


class FigureQuery(Query):
    """Whose figures, of which days: the person's own office and this quarter without a filter."""

    office: Id | None = None
    """The office, with all offices below it."""
    own: Flag = False
    """Only the office itself, without those below."""
    period: Annotated[str, Field(pattern=r"^[0-9]{4}(-Q[1-4]|-[0-9]{2})?$")] | None = None
    """A month, quarter or year: 2026-11, 2026-Q4, 2026. Instead of `from` and `to`."""
    from_: Annotated[Day | None, Field(alias="from")] = None
    """The first day; together with `to`."""
    to: Day | None = None
    """The last day."""
    prosecutor: Id | None = None
    """Only the things of one prosecutor; 0 for those that name nobody."""
    category: Annotated[str, Field(max_length=80)] | None = None
    """Only the cases of one mandatory category of 2015 ¶6."""
    article: Annotated[str, Field(pattern="^[0-9]{1,4}(-[0-9]{1,3})?$")] | None = None
    """Only the cases under one article of the Code."""
    as_of: Day | None = None
    """The figures as they were computed by the end of that day."""
    frozen: Annotated[str, Field(pattern="^[0-9]{4}-Q[1-4]$")] | None = None
    """A quarter as it was frozen at its cut-off."""


class ThingQuery(FigureQuery, PageQuery):
    """Which things of a figure: the question of the figure, and a side of it."""

    side: ThingSide = "denominator"
    """The number whose things are wanted; `missed` are those below the line and not above it."""


class BreakdownQuery(FigureQuery):
    """The question of a figure and what it is broken down by."""

    by: By
    """`below` is the office itself and each office right below it with all under that one."""


class Asked(Shape):
    """The question as it was understood."""

    office: Office
    own: bool
    """Whether the offices below are left out."""
    from_: date = Field(alias="from")
    to: date
    prosecutor: int | None
    category: str | None
    article: str | None
    frozen: str | None
    as_of: date | None
    """The day the figures speak of; null before the first computation."""
    computed_at: datetime | None
    """The moment of the data: what was recorded later is not counted yet."""


class Numbers(Shape):
    """One tally: both halves and the percentage."""

    numerator: int
    denominator: int
    value: float | None
    """The percentage to one decimal; null where there is nothing below the line."""


class Clause(Shape):
    """How many things one clause or ground stands behind."""

    clause: str
    title: str
    things: int


class Sums(Numbers):
    """A tally by the whole method of the act, by the bare text, and what is marked apart."""

    strict: Numbers
    """The same by the bare reading of the text."""
    excluded: int
    """Left out of the count by a clause with the Department's consent."""
    corrected: int
    """Moved downward by a later act."""
    apart: int
    """Of a kind the figure does not take."""
    noted: int
    """Counted, with something the reader should know."""
    is_small: bool
    """Fewer than ten things: one more or less moves the value much."""


class FigureSums(Sums):
    """One figure of an office in some days."""

    code: str
    title: str
    paragraph: str
    fewer_is_better: bool
    excluded_by: list[Clause]
    corrected_by: list[Clause]


class FigureList(Shape):
    """Every figure, in the order of the acts."""

    asked: Asked
    figures: list[FigureSums]


class FigureWhole(FigureSums):
    """One figure with the question it answers and the words of its halves."""

    asked: Asked
    numerator_words: str
    denominator_words: str


class Part(Sums):
    """One row of a breakdown."""

    key: str | None
    """An office's or prosecutor's id, a period's first day, a category, an article; null for none."""


class Breakdown(Shape):
    """A figure broken down; things of several categories or articles count in each of them."""

    asked: Asked
    code: str
    by: By
    parts: list[Part]


class CountedThing(Shape):
    """One thing behind a number: an act, a hearing, a protest, a duty, a petition."""

    id: int
    on_day: date
    """The day that puts it into its period."""
    label: str
    """The number of its case or file."""
    what: str
    subject_kind: str
    subject_id: int
    case_id: int | None
    """Its case; null where there is none. Another office may keep the case now (`seen`)."""
    seen: bool
    """Whether the token's person may open its record."""
    office: Office
    prosecutor: str | None
    articles: list[str]
    facts: dict[str, str]
    """What was judged of it, by code."""
    why: list[str]
    """The same in words."""
    method: str
    """What it counts as: numerator, denominator, nothing."""
    strict: str
    mark: str | None
    """excluded, corrected, apart, noted; null for a plain one."""
    clause: str
    clause_words: str


class ThingList(Listed[CountedThing]):
    """The things of a figure on one side of it, the latest first."""

    asked: Asked
    side: ThingSide
    things: int
    """How many there are in all; equal to the number of the figure."""
