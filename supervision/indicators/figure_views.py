"""One figure whole: its rows below, its quarters, its categories and articles, its method told."""

from __future__ import annotations

from typing import Any

from flask import render_template

from supervision.core.access import Permission, requires
from supervision.duties.presenting import citation_words
from supervision.indicators import reading
from supervision.indicators.blueprint import blueprint
from supervision.indicators.frame import Page, figure_of, page_of_figures
from supervision.indicators.presenting import Share, trend_of
from supervision.indicators.queries.figures import By
from supervision.indicators.reading import NOTHING
from supervision.law.checklist import list_items
from supervision.law.figures import Figure, Tally

SHOWN_ARTICLES = 15
OF_CASES = frozenset(
    {"reviewed_ruling", "act_changed_without_office", "ended_appellate_protest"}
    | {"issued_private_ruling", "required_hearing"}
)


@blueprint.get("/<code:figure>")
@requires(Permission.SEE_CASES)
def figure(figure: str) -> str:
    """One figure of an office, opened downwards, over time and by what the cases were about."""
    found, page = figure_of(figure), page_of_figures()
    session, question, writer = page.session, page.question, page.writer
    span, language = question.span, page.language
    now, before, year_before = (
        reading.tallies(session, question, days).get(found.code, NOTHING)
        for days in (span, span.before(), span.a_year_before())
    )
    quarters, by_quarter = reading.by_quarter(session, question)
    of_quarters = by_quarter.get(found.code, [NOTHING] * len(quarters))
    drawing, quarter_rows = trend_of(writer, found, quarters, of_quarters)
    offices = reading.places(session, question, language)
    lines = reading.drilled(session, question, found, offices)
    return render_template(
        "indicators/figure.html",
        figure=found,
        row=writer.row(found, now, before, year_before, of_quarters),
        ranked=[_drill_row(page, found, line) for line in lines if line.rank is not None],
        without=[_drill_row(page, found, line) for line in lines if line.rank is None],
        by_people=len(offices) == 1,
        trend=drawing,
        quarters=quarter_rows,
        categories=_categories(page, found),
        articles=_articles(page, found),
        numerator=found.numerator.in_language(language),
        denominator=found.denominator.in_language(language),
        method=writer.teller.method(found),
        readings=[item.title.in_language(language) for item in found.readings],
        cites=[citation_words(writer.teller.law, name, language) for name in found.cites],
        **page.context(lambda **changes: writer.links.figure(found.code, **changes)),
    )


def _drill_row(page: Page, figure: Figure, line: reading.Line) -> dict[str, Any]:
    """One row of the table downwards, every cell written."""
    writer, changes = page.writer, dict(line.changes)
    opens = any(value is not None for value in changes.values())
    return {
        "rank": line.rank,
        "name": line.name,
        "url": writer.links.figure(figure.code, **changes) if opens else "",
        "share": writer.share(figure.code, line.tally, changes),
        "strict": writer.share(figure.code, line.tally, changes, strict=True),
        "counts": writer.counts(figure.code, line.tally, changes),
    }


def _categories(page: Page, figure: Figure) -> list[tuple[str, str, Share]]:
    """The figure by mandatory category, those with data alone, in the text's order."""
    if figure.counts not in OF_CASES:
        return []
    found = reading.by_key(page.session, page.question, By.CATEGORY, figure.code)
    return [
        _part(page, figure, item.title.in_language(page.language), "category", item.code, tally)
        for item in list_items("2015 ¶6", "grounds")
        if (tally := found.get(item.code))
    ]


def _articles(page: Page, figure: Figure) -> list[tuple[str, str, Share]]:
    """The figure by article, those that rest on most things first."""
    if figure.counts not in OF_CASES:
        return []
    found = reading.by_key(page.session, page.question, By.ARTICLE, figure.code)
    most = sorted(found.items(), key=lambda item: (-item[1].denominator, item[0]))
    return [
        _part(page, figure, code, "article", code, tally) for code, tally in most[:SHOWN_ARTICLES]
    ]


def _part(
    page: Page, figure: Figure, words: str, name: str, value: str, tally: Tally
) -> tuple[str, str, Share]:
    changes = {name: value}
    url = page.writer.links.figure(figure.code, **changes)
    return words, url, page.writer.share(figure.code, tally, changes)
