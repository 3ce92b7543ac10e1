"""All figures of one office, the heat map of the offices below, and asking for a computation."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.i18n import _
from supervision.core.pages import local_path
from supervision.core.queue import TaskName, hand_over
from supervision.core.transaction import after_commit, transaction
from supervision.indicators import operations, reading
from supervision.indicators.blueprint import blueprint
from supervision.indicators.frame import page_of_figures
from supervision.indicators.reading import NOTHING


@blueprint.get("")
@requires(Permission.SEE_CASES)
def overview() -> str:
    """The figures side by side, each number opening its list; those without data apart."""
    page = page_of_figures()
    session, question, writer = page.session, page.question, page.writer
    span = question.span
    now = reading.tallies(session, question, span)
    before = reading.tallies(session, question, span.before())
    year_before = reading.tallies(session, question, span.a_year_before())
    quarters, by_quarter = reading.by_quarter(session, question)
    nothing = [NOTHING] * len(quarters)
    rows = [
        writer.row(
            figure,
            now.get(figure.code, NOTHING),
            before.get(figure.code, NOTHING),
            year_before.get(figure.code, NOTHING),
            by_quarter.get(figure.code, nothing),
        )
        for figure in reading.figures_of(writer.teller.law)
    ]
    return render_template(
        "indicators/overview.html",
        rows=[row for row in rows if row.share.value],
        without=[row for row in rows if not row.share.value],
        **page.context(writer.links.overview),
    )


@blueprint.get("/map")
@requires(Permission.SEE_CASES)
def heat_map() -> str:
    """Every office right below against every figure, in shades that say how good it is."""
    page = page_of_figures()
    question, writer = page.question, page.writer
    figures = reading.figures_of(writer.teller.law)
    found = reading.by_office(page.session, question)
    rows = []
    for number, name in reading.places(page.session, question, page.language).items():
        own = "1" if number == question.office.id else None
        tallies = found.get(number, {})
        cells = [
            writer.cell(figure, tallies.get(figure.code, NOTHING), office=str(number), own=own)
            for figure in figures
        ]
        rows.append((name, writer.links.overview(office=str(number), own=own), cells))
    return render_template(
        "indicators/map.html",
        heads=[(figure.title.in_language(page.language), figure) for figure in figures],
        rows=rows,
        **page.context(writer.links.map),
    )


@blueprint.post("/compute")
@requires(Permission.RECORD_CASES)
def compute_now() -> AnyResponse:
    """Ask for a computation; the workers begin at once, and the sweep begins it should they not."""
    settings = web.settings()
    with transaction() as session:
        is_new = operations.ask(session, web.actor())
        after_commit(session, lambda: hand_over(settings, TaskName.COMPUTE_ASKED_INDICATORS))
    if is_new:
        flash(_("The figures are being computed; open the page again in a minute."), "success")
    else:
        flash(_("A computation is asked for already; open the page again in a minute."), "info")
    return redirect(local_path(request.form.get("next")))
