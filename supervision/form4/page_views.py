"""The form on the screen, the documents behind a cell, and the form as a workbook."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, url_for
from sqlalchemy.orm import Session

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.i18n import _, current_language, day
from supervision.core.transaction import transaction
from supervision.enforcement.queries.closing import counted_late
from supervision.exchange.sheets import as_download
from supervision.form4 import operations
from supervision.form4.asking import Question, cell_of, question_of
from supervision.form4.blueprint import blueprint
from supervision.form4.presenting import (
    MOST_FAILURES,
    behind_shown,
    cited,
    event_words,
    failures_shown,
    is_money,
    table_shown,
)
from supervision.form4.queries import documents
from supervision.form4.queries.kept import entered_since, submitted_before
from supervision.form4.reading import Form, form_of, previous_of
from supervision.form4.rules import last_day, standard_spans
from supervision.form4.sheet import edition_words, form_sheet, period_words
from supervision.form4.words import cell_words, number_words
from supervision.law.form4.controls.judging import stops
from supervision.law.form4.filled import Cell
from supervision.law.form4.model import ALIMONY
from supervision.offices.queries import children, office_names

MOST_DOCUMENTS = 200


@blueprint.get("")
@requires(Permission.SEE_CASES)
def form() -> str:
    """One table of the form, every number opening its documents, and the controls that fail."""
    session, question = asked_now()
    built = built_now(session, question)
    return render_template(
        "form4/form.html",
        table=table_shown(question, built.filled, built.failures),
        failures=failures_shown(question, built.failures),
        more_failures=max(len(built.failures) - MOST_FAILURES, 0),
        stops=stops(built.failures),
        **frame_of(session, question),
    )


@blueprint.get("/cell")
@requires(Permission.SEE_CASES)
def cell() -> str:
    """The documents behind one cell, and what each office has of it."""
    session, question = asked_now()
    place = cell_of(question)
    edition, language = question.binding.edition, current_language()
    rows = documents.behind(session, question.asked, place, limit=MOST_DOCUMENTS)
    offices = documents.by_office(session, question.asked, place)
    names = office_names(session, question.office_ids, language)
    money = is_money(question, place)
    column = edition.tables[place.table].column(place.column)
    return render_template(
        "form4/cell.html",
        place=cell_words(place),
        late=_late(session, question, place),
        row_title=edition.title_of_row(place.table, place.row, language),
        column_title=column.title.in_language(language),
        cites=cited(column.cites),
        rows=behind_shown(rows, names, counted_late(session, {row.document_id for row in rows})),
        cut=len(rows) == MOST_DOCUMENTS,
        most=MOST_DOCUMENTS,
        offices=[
            (
                names.get(each.office_id, ""),
                number_words(each.sum or 0) if money else number_words(each.number),
                url_for("form4.cell")
                + question.query(
                    office=str(each.office_id),
                    own="1",
                    table=place.table,
                    row=str(place.row),
                    column=str(place.column),
                ),
            )
            for each in offices
        ],
        **frame_of(session, question),
    )


def _late(session: Session, question: Question, place: Cell) -> list[tuple[str, str, str, str]]:
    """Behind an opening balance: what came into earlier days after the form before was submitted."""
    edition, language = question.binding.edition, current_language()
    before = submitted_before(session, question.office.id, question.span.start, own=question.own)
    if before is None or place.column != edition.ledger.opening or place.table == ALIMONY:
        return []
    rows = entered_since(session, question.asked, place.row, before, limit=MOST_DOCUMENTS)
    return [
        (row.number, row.debtor, event_words(row.kind), day(row.on_day, language)) for row in rows
    ]


@blueprint.get("/offices")
@requires(Permission.SEE_CASES)
def offices() -> str:
    """Which controls fail in which office right below, so that a fault is found where it lies."""
    session, question = asked_now()
    found = []
    language = current_language()
    for office in [None, *children(session, question.office.id)]:
        inner = question.of_office(session, office)
        failing = form_of(session, inner.asked, previous=previous_of(session, inner)).failures
        name = question.office.name if office is None else office.name_in(language)
        codes = sorted({failure.control for failure in failing})
        found.append(
            {
                "name": name,
                "own": office is None,
                "codes": codes,
                "stops": stops(failing),
                "url": url_for("form4.form") + inner.query(),
                "below_url": url_for("form4.offices") + inner.query(),
            }
        )
    return render_template("form4/offices.html", found=found, **frame_of(session, question))


@blueprint.post("/sheet.xlsx")
@requires(Permission.SEE_CASES)
def sheet() -> Response:
    """The form in the official layout; that it was taken away leaves an audit row."""
    session, question = asked_now()
    built = built_now(session, question)
    content = form_sheet(
        built.filled,
        question.answers,
        built.failures,
        office=question.office.name,
        span=question.span,
        in_force=question.binding.in_force,
        language=current_language(),
    )
    with transaction() as current:
        operations.note_export(current, web.actor(), asked=question.kept)
    return as_download(content, f"form4-{question.span.start}-{last_day(question.span)}.xlsx")


def asked_now() -> tuple[Session, Question]:
    """The session and what the address asks for."""
    session = db.session()
    zone = str(web.settings().zone)
    return session, question_of(session, web.actor(), web.today(), zone)


def built_now(session: Session, question: Question) -> Form:
    """The form of the question; the whole country is asked for from its root."""
    return form_of(
        session,
        question.asked,
        previous=previous_of(session, question),
        nationwide=question.is_nationwide,
    )


def frame_of(session: Session, question: Question) -> dict[str, Any]:
    """What stands over every page of the form."""
    language = current_language()
    seen = web.actor().offices_below
    names = office_names(session, seen, language) if len(seen) > 1 else {}
    here = url_for("form4.form")
    words = {
        "year_to_date": _("Year so far"),
        "this_quarter": _("This quarter"),
        "last_quarter": _("Last quarter"),
        "last_year": _("Last year"),
    }
    spans = [
        (words[name], question.of_span(span), span == question.span)
        for name, span in standard_spans(web.today()).items()
    ]
    edition = question.binding.edition
    return {
        "question": question,
        "edition_title": edition.title.in_language(language),
        "edition_force": edition_words(edition, in_force=True, language=language),
        "in_force": question.binding.in_force,
        "period": period_words(question.span, language),
        "last_day": last_day(question.span),
        "offices_offered": [(str(number), name) for number, name in names.items()],
        "spans": [(label, here + asked, active) for label, asked, active in spans],
        "tables": [
            {
                "name": name,
                "label": _("Table %(number)s", number=name[-1]),
                "title": table.title.in_language(language),
                "url": here + question.query(table=name),
                "active": name == question.table,
            }
            for name, table in edition.tables.items()
        ],
        "readings": [
            {
                "name": each.name,
                "title": f"{each.number}. {each.title.in_language(language)}",
                "answers": [
                    (answer, titles.in_language(language))
                    for answer, titles in each.answers.items()
                ],
                "chosen": question.answers[each.name],
            }
            for each in edition.questions.values()
        ],
        "form_url": here + question.query(table=question.table),
        "offices_url": url_for("form4.offices") + question.query(),
        "kept_url": url_for("form4.kept_list"),
        "submit_url": url_for("form4.submit") + question.query(),
        "bring_url": url_for("form4.bring") + question.query(),
        "may_submit": web.actor().may(Permission.APPROVE)
        and question.office.id == web.actor().office_id,
        "may_bring": web.actor().may(Permission.RECORD_CASES),
        "sheet_url": url_for("form4.sheet") + question.query(),
    }
