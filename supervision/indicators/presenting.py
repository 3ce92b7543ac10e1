"""Figures as pages show them: each number with the list it opens, bars, comparisons, small lines.

Belongs here: turning tallies into plain values, each word and route once a page. Does not belong
here: reading tallies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from supervision.core.i18n import _, day
from supervision.duties.presenting import citation_words, paragraph_url, period_words
from supervision.indicators.asking import Links, Question
from supervision.indicators.charts import Drawing, spark, trend
from supervision.indicators.rules import Side, Span, shade
from supervision.indicators.words import (
    MARK_TONES,
    Teller,
    change_tone,
    change_words,
    days_words,
    percent_words,
)
from supervision.law.figures import Figure, Mark, Tally
from supervision.law.period import Period

NOTHING = Tally()
Changes = Mapping[str, str | None]
UNCHANGED: Changes = MappingProxyType({})


class Share(NamedTuple):
    """A percentage with both halves, each of which opens its list; `value` is empty: no data."""

    value: str
    width: str
    numerator: int
    numerator_url: str
    denominator: int
    denominator_url: str
    is_small: bool


class Count(NamedTuple):
    """How many things stand under one mark, with their list."""

    words: str
    things: int
    url: str
    tone: str


class Change(NamedTuple):
    """What moved since other days: the difference, whether for the better, what was then."""

    words: str
    tone: str
    then: str
    url: str


class Row(NamedTuple):
    """One figure in a table, every cell written."""

    title: str
    url: str
    citation: str
    citation_url: str
    fewer_is_better: bool
    share: Share
    strict: Share
    differs: bool
    counts: list[Count]
    before: Change
    year_before: Change
    spark: Drawing


class Cell(NamedTuple):
    """One cell of the heat map; `shade` 0 is no data."""

    value: str
    parts: str
    shade: int
    url: str
    is_small: bool


class Writer:
    """Writes the tallies of one page."""

    def __init__(self, question: Question, teller: Teller) -> None:
        self.question, self.teller, self.language = question, teller, teller.language
        self.links = Links(question)

    def share(
        self, code: str, tally: Tally, changes: Changes = UNCHANGED, *, strict: bool = False
    ) -> Share:
        """The percentage by the method, or by the bare reading of the text; its lists are those of
        the question with `changes`.
        """
        above, below = Side.NUMERATOR, Side.DENOMINATOR
        value, halves = tally.value, (tally.numerator, tally.denominator)
        if strict:
            above, below = Side.STRICT_NUMERATOR, Side.STRICT_DENOMINATOR
            value, halves = tally.strict_value, (tally.strict_numerator, tally.strict_denominator)
        return Share(
            value=percent_words(value, self.language),
            width=str(value or 0),
            numerator=halves[0],
            numerator_url=self.links.things(code, above, **changes),
            denominator=halves[1],
            denominator_url=self.links.things(code, below, **changes),
            is_small=tally.is_small,
        )

    def counts(self, code: str, tally: Tally, changes: Changes = UNCHANGED) -> list[Count]:
        """How many things stand apart from the bare count, those marks alone that have any."""
        return [
            Count(
                words=self.teller.marks[mark.value],
                things=things,
                url=self.links.things(code, Side(mark.value), **changes),
                tone=MARK_TONES[mark.value],
            )
            for mark in Mark
            if (things := getattr(tally, mark.value))
        ]

    def change(self, figure: Figure, now: Tally, then: Tally, span: Span) -> Change:
        """The difference to other days."""
        return Change(
            words=change_words(now.value, then.value, self.language),
            tone=change_tone(now.value, then.value, fewer_is_better=figure.fewer_is_better),
            then=percent_words(then.value, self.language),
            url=self.links.figure(figure.code, **self.links.of_span(span)),
        )

    def row(
        self,
        figure: Figure,
        now: Tally,
        before: Tally,
        year_before: Tally,
        quarters: Sequence[Tally],
    ) -> Row:
        """One figure of the overview."""
        span = self.question.span
        return Row(
            title=figure.title.in_language(self.language),
            url=self.links.figure(figure.code),
            citation=citation_words(self.teller.law, figure.paragraph, self.language),
            citation_url=citation_url(figure),
            fewer_is_better=figure.fewer_is_better,
            share=self.share(figure.code, now),
            strict=self.share(figure.code, now, strict=True),
            differs=_halves(now) != _halves(now, strict=True),
            counts=self.counts(figure.code, now),
            before=self.change(figure, now, before, span.before()),
            year_before=self.change(figure, now, year_before, span.a_year_before()),
            spark=spark([tally.value for tally in quarters]),
        )

    def cell(self, figure: Figure, tally: Tally, **changes: Any) -> Cell:
        """One cell of the heat map."""
        value = tally.value
        return Cell(
            value=percent_words(value, self.language),
            parts=f"{tally.numerator}/{tally.denominator}",
            shade=0 if value is None else shade(value, fewer_is_better=figure.fewer_is_better),
            url=self.links.figure(figure.code, **changes),
            is_small=tally.is_small,
        )


def _halves(tally: Tally, *, strict: bool = False) -> tuple[int, int]:
    if strict:
        return tally.strict_numerator, tally.strict_denominator
    return tally.numerator, tally.denominator


def citation_url(figure: Figure) -> str:
    """The page of the paragraph a figure stands in, in the law library."""
    return paragraph_url(f"{figure.act_id}/{figure.paragraph.partition('¶')[2]}/")


def span_words(span: Span, language: str) -> str:
    """The days of a page: the name of the period, or the days themselves."""
    if span.key:
        return period_words(span.key, language)
    return days_words(day(span.start, language), day(span.end, language))


class QuarterRow(NamedTuple):
    """One quarter of the trend's table."""

    words: str
    url: str
    share: Share
    strict: str


def trend_of(
    writer: Writer, figure: Figure, quarters: Sequence[Period], tallies: Sequence[Tally]
) -> tuple[Drawing, list[QuarterRow]]:
    """The drawing of twelve quarters and the table beside it, the latest first."""
    rows = []
    for quarter, tally in zip(quarters, tallies, strict=True):
        changes = writer.links.of_span(Span.of(quarter))
        rows.append(
            QuarterRow(
                words=period_words(quarter.key, writer.language),
                url=writer.links.figure(figure.code, **changes),
                share=writer.share(figure.code, tally, changes),
                strict=percent_words(tally.strict_value, writer.language),
            )
        )
    return trend(quarters, [tally.value for tally in tallies]), rows[::-1]


class Tab(NamedTuple):
    """One choice over the figures."""

    label: str
    url: str
    active: bool


def period_tabs(writer: Writer, spans: Mapping[str, Span], address: Any) -> list[Tab]:
    """The periods asked for most, each an address of the same page."""
    chosen = writer.question.span
    return [
        Tab(_(f"indicators.span.{name}"), address(**writer.links.of_span(span)), span == chosen)
        for name, span in spans.items()
    ]
