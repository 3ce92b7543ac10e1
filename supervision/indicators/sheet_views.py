"""Figures and the things behind them as workbooks; each download leaves an audit row.

A download is sent by POST, because it leaves a trace: a link that is merely opened changes nothing.
"""

from __future__ import annotations

from typing import Any

from flask import Response

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.i18n import _, day
from supervision.core.transaction import transaction
from supervision.exchange.sheets import (
    MOST_ROWS,
    Column,
    Kind,
    as_download,
    demand_room,
    workbook,
)
from supervision.indicators import operations, reading
from supervision.indicators.asking import side_of
from supervision.indicators.blueprint import blueprint
from supervision.indicators.frame import Page, figure_of, page_of_figures
from supervision.indicators.presenting import span_words
from supervision.indicators.queries import listing
from supervision.indicators.queries.listing import ThingRow
from supervision.indicators.thing_presenting import ThingLine, ThingWriter
from supervision.law.figures import Figure


@blueprint.post("/<code:figure>/things.xlsx")
@requires(Permission.SEE_CASES)
def things_sheet(figure: str) -> Response:
    """The same list as the page shows, whole."""
    found, page, side = figure_of(figure), page_of_figures(), side_of()
    question = page.question
    rows = listing.all_things(
        page.session,
        figure=found.code,
        side=side,
        office_ids=question.office_ids,
        span=question.span,
        language=page.language,
        limit=MOST_ROWS + 1,
        moment=question.moment,
        narrowing=question.narrowing,
    )
    demand_room(len(rows))
    lines = ThingWriter(found, page.writer.teller).lines(rows)
    cells = [_thing_cells(row, line) for row, line in zip(rows, lines, strict=True)]
    name = page.writer.teller.sides[side.value]
    return _sent(
        page, found, name, _thing_columns(), cells, f"{found.code}-{side.value}", side.value
    )


@blueprint.post("/<code:figure>/sheet.xlsx")
@requires(Permission.SEE_CASES)
def figure_sheet(figure: str) -> Response:
    """The table downwards: offices or prosecutors with their rank and both values."""
    found, page = figure_of(figure), page_of_figures()
    offices = reading.places(page.session, page.question, page.language)
    lines = reading.drilled(page.session, page.question, found, offices)
    cells = [_figure_cells(line) for line in lines]
    return _sent(page, found, _("Ranking"), _figure_columns(page), cells, found.code, "")


def _sent(
    page: Page,
    figure: Figure,
    name: str,
    columns: list[Column],
    cells: list[tuple[Any, ...]],
    filename: str,
    side: str,
) -> Response:
    """The workbook, once what left is recorded."""
    content = workbook(
        name,
        columns,
        cells,
        about_name=_("About this sheet"),
        about=_about(page, figure, name, len(cells)),
    )
    asked = page.question.kept | ({"side": side} if side else {})
    with transaction() as session:
        operations.note_export(
            session, web.actor(), figure=figure.code, rows=len(cells), asked=asked
        )
    span = page.question.span
    return as_download(content, f"{filename}-{span.start}-{span.end}.xlsx")


def _about(page: Page, figure: Figure, name: str, rows: int) -> list[tuple[str, str]]:
    """What the sheet holds, for whoever gets it without the page."""
    question, language = page.question, page.language
    told = [
        (_("Indicator"), figure.title.in_language(language)),
        (_("List"), name),
        (_("Office"), question.office.name),
        (_("Period"), span_words(question.span, language)),
        (_("Rows"), str(rows)),
        (_("Above the line"), figure.numerator.in_language(language)),
        (_("Below the line"), figure.denominator.in_language(language)),
    ]
    if question.run is not None:
        told.append((_("As of"), day(question.run.as_of, language)))
    return told


def _thing_cells(row: ThingRow, line: ThingLine) -> tuple[Any, ...]:
    said = (line.label, line.office, line.prosecutor, line.what, "; ".join(line.why))
    counts = (line.method, line.strictly or line.method, line.mark, line.clause)
    return (row.on_day, *said, line.articles, *counts)


def _figure_cells(line: reading.Line) -> tuple[Any, ...]:
    tally = line.tally
    method = (tally.value, tally.numerator, tally.denominator)
    strict = (tally.strict_value, tally.strict_numerator, tally.strict_denominator)
    marks = (tally.excluded, tally.corrected, tally.apart, tally.noted)
    return (line.rank, line.name, *method, *strict, *marks)


def _thing_columns() -> list[Column]:
    return [
        Column(_("Day"), Kind.DAY, 12),
        Column(_("Number"), width=22),
        Column(_("Office"), width=34),
        Column(_("Prosecutor"), width=28),
        Column(_("What it is"), width=30),
        Column(_("Why"), width=50),
        Column(_("Articles"), width=12),
        Column(_("Counts as"), width=24),
        Column(_("By the bare text"), width=24),
        Column(_("Mark"), width=16),
        Column(_("Clause or ground"), width=50),
    ]


def _figure_columns(page: Page) -> list[Column]:
    marks = page.writer.teller.marks
    return [
        Column(_("Rank"), Kind.WHOLE, 8),
        Column(_("Office or prosecutor"), width=44),
        Column(_("Value in per cent"), Kind.TENTH, 12),
        Column(_("Above the line"), Kind.WHOLE, 12),
        Column(_("Below the line"), Kind.WHOLE, 12),
        Column(_("By the bare text, per cent"), Kind.TENTH, 14),
        Column(_("Above the line, bare text"), Kind.WHOLE, 14),
        Column(_("Below the line, bare text"), Kind.WHOLE, 14),
        *(Column(marks[name], Kind.WHOLE, 14) for name in ("excluded", "corrected")),
        *(Column(marks[name], Kind.WHOLE, 14) for name in ("apart", "noted")),
    ]
