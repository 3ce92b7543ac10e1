"""The list behind a number: the same condition counted it (`queries/sides.py`)."""

from __future__ import annotations

from flask import render_template, request

from supervision.core.access import Permission, requires
from supervision.core.paging import Cursor
from supervision.indicators import reading
from supervision.indicators.asking import SIDES, side_of
from supervision.indicators.blueprint import blueprint
from supervision.indicators.frame import Page, figure_of, page_of_figures
from supervision.indicators.presenting import Tab
from supervision.indicators.queries import listing
from supervision.indicators.reading import NOTHING
from supervision.indicators.rules import Side
from supervision.indicators.thing_presenting import ThingWriter
from supervision.law.figures import Figure, Tally


@blueprint.get("/<code:figure>/things")
@requires(Permission.SEE_CASES)
def things(figure: str) -> str:
    """The things of a figure on one side of it, the latest first."""
    found, page, side = figure_of(figure), page_of_figures(), side_of()
    question, writer = page.question, page.writer
    tally = reading.tallies(page.session, question, question.span).get(found.code, NOTHING)
    rows = listing.things(
        page.session,
        figure=found.code,
        side=side,
        office_ids=question.office_ids,
        span=question.span,
        language=page.language,
        cursor=Cursor.parse(request.args.get("page")),
        moment=question.moment,
        narrowing=question.narrowing,
    )
    return render_template(
        "indicators/things.html",
        figure=found,
        title=found.title.in_language(page.language),
        back_url=writer.links.figure(found.code),
        side=side.value,
        things=reading.of_side(tally, side),
        sides=_sides(page, found, tally, side),
        side_words=writer.teller.sides[side.value],
        page=rows,
        lines=ThingWriter(found, writer.teller).lines(rows.rows),
        **page.context(lambda **changes: writer.links.things(found.code, side, **changes)),
    )


def _sides(page: Page, figure: Figure, tally: Tally, shown: Side) -> list[tuple[Tab, int]]:
    """The numbers of the figure, each opening its list; empty ones are left out."""
    words = page.writer.teller.sides
    return [
        (Tab(words[side.value], page.writer.links.things(figure.code, side), side is shown), many)
        for side in SIDES
        if (many := reading.of_side(tally, side)) or side is shown
    ]
