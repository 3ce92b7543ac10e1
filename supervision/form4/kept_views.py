"""Submitting the form, bringing one that another body filled, and the kept forms as they stood."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection
from typing import Any

from flask import Response, render_template, request, url_for
from sqlalchemy.orm import Session

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import NotFound, Refused
from supervision.core.form_walk import Answer, walk
from supervision.core.i18n import _, current_language, day
from supervision.core.paging import Cursor
from supervision.core.problems import refuse
from supervision.core.transaction import transaction
from supervision.enforcement.queries.closing import hold_accounts
from supervision.exchange.sheets import as_download
from supervision.form4 import operations
from supervision.form4.asking import Question
from supervision.form4.blueprint import blueprint
from supervision.form4.bringing import read_form
from supervision.form4.forms import BringForm, SubmitForm
from supervision.form4.models import Form4Kept
from supervision.form4.operations import Entry
from supervision.form4.page_views import asked_now, built_now, frame_of
from supervision.form4.presenting import differing_shown, failures_shown, table_shown
from supervision.form4.queries import kept as kept_forms
from supervision.form4.queries.kept import BROUGHT
from supervision.form4.reading import Kept, judged, kept_of, question_of_kept
from supervision.form4.rules import period_problems, span_of
from supervision.form4.sheet import form_sheet
from supervision.law.form4.controls.judging import stops
from supervision.offices.queries import office_names


@blueprint.route("/submit", methods=["GET", "POST"])
@requires(Permission.APPROVE)
def submit() -> Answer:
    """Freeze the form of the address; past a control that fails only with a reason."""
    session, question = asked_now()
    if request.method == "POST":
        hold_accounts(session, question.office_ids)
    built = built_now(session, question)
    entry = Entry(question.asked, question.office.id, question.own, built.filled, built.failures)
    form = SubmitForm(data={"idempotency_key": str(uuid.uuid4())})
    return walk(
        form,
        "form4/submit.html",
        lambda current, actor: operations.submit(
            current,
            actor,
            entry,
            reason=form.reason.data or "",
            idempotency_key=form.key,
            today=web.today(),
        ),
        done=_("The form is submitted and frozen."),
        to=lambda made: url_for("form4.kept", kept_id=made.id),
        failures=failures_shown(question, built.failures),
        stops=stops(built.failures),
        foreign=question.office.id != web.actor().office_id,
        **frame_of(session, question),
    )


@blueprint.route("/bring", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def bring() -> Answer:
    """Keep a workbook of the form that another body filled, with what its controls say."""
    session, question = asked_now()
    names = office_names(session, web.actor().offices_below, current_language())
    form = BringForm(
        offices=[(str(number), name) for number, name in names.items()],
        data={"idempotency_key": str(uuid.uuid4()), "of_office_id": str(question.office.id)},
    )
    return walk(
        form,
        "form4/bring.html",
        lambda current, actor: operations.bring(
            current,
            actor,
            _brought(current, question, form, names),
            file_sha256=hashlib.sha256(form.content).hexdigest(),
            idempotency_key=form.key,
        ),
        done=_("The form is kept as it was brought."),
        to=lambda made: url_for("form4.kept", kept_id=made.id),
        **frame_of(session, question),
    )


def _brought(
    session: Session, question: Question, form: BringForm, offered: Collection[int]
) -> Entry:
    """The form that was sent, judged. Raises Refused for what cannot be read."""
    first, last, office_id = form.day("starts_on"), form.day("ends_on"), form.office_id
    if office_id is None or office_id not in offered:
        raise Refused("Choose one of the listed offices.", field="of_office_id")
    refuse(period_problems(first, last))
    about = question.about(session, office_id, span_of(first, last), own=bool(form.own.data))
    filled = read_form(form.content, about.binding.edition)
    return Entry(about.asked, office_id, about.own, filled, judged(session, about, filled))


@blueprint.get("/kept")
@requires(Permission.SEE_CASES)
def kept_list() -> str:
    """The kept forms of the offices one sees, the newest first."""
    session = db.session()
    language = current_language()
    page = kept_forms.newest(session, Cursor.parse(request.args.get("page")))
    rows = [
        {
            "number": f"{form.sequence}/{form.year}",
            "url": url_for("form4.kept", kept_id=form.id),
            "office": office.name_in(language),
            "own": form.own,
            "period": f"{day(form.starts_on, language)} – {day(form.ends_on, language)}",
            "brought": form.origin == BROUGHT,
            "forced": form.forced,
            "controls": sorted({failed["control"] for failed in form.failed}),
            "by": form.kept_by,
            "at": form.kept_at,
        }
        for form, office in page.rows
    ]
    return render_template("form4/kept_list.html", rows=rows, page=page)


@blueprint.get("/kept/<int:kept_id>")
@requires(Permission.SEE_CASES)
def kept(kept_id: int) -> str:
    """A kept form as it stood: a table, its controls then, and where a brought one differs from ours."""
    session = db.session()
    form = _kept(session, kept_id)
    found = kept_of(form)
    question = question_of_kept(session, web.actor(), form, str(web.settings().zone))
    context: dict[str, Any] = frame_of(session, question)
    here = url_for("form4.kept", kept_id=kept_id)
    for tab in context["tables"]:
        tab["url"] = f"{here}?table={tab['name']}"
    return render_template(
        "form4/kept.html",
        form=form,
        number=f"{form.sequence}/{form.year}",
        brought=form.origin == BROUGHT,
        table=table_shown(question, found.filled, found.failures, links=False),
        failures=failures_shown(question, found.failures),
        more_failures=0,
        stops=stops(found.failures),
        differing=_differing(session, question, form, found),
        **context,
    )


def _differing(session: Session, question: Question, form: Form4Kept, found: Kept) -> list[Any]:
    """Where a brought form differs from ours of the same office and days."""
    if form.origin != BROUGHT:
        return []
    return differing_shown(question, found.filled, built_now(session, question).filled)


def _kept(session: Session, kept_id: int) -> Form4Kept:
    form = kept_forms.kept(session, kept_id)
    if form is None:
        raise NotFound
    return form


@blueprint.post("/kept/<int:kept_id>/sheet.xlsx")
@requires(Permission.SEE_CASES)
def kept_sheet(kept_id: int) -> Response:
    """A kept form in the official layout; that it was taken away leaves an audit row."""
    session = db.session()
    form = _kept(session, kept_id)
    found = kept_of(form)
    question = question_of_kept(session, web.actor(), form, str(web.settings().zone))
    content = form_sheet(
        found.filled,
        question.answers,
        found.failures,
        office=question.office.name,
        span=question.span,
        in_force=question.binding.in_force,
        language=current_language(),
    )
    with transaction() as current:
        operations.note_export(current, web.actor(), asked={"kept": str(kept_id)})
    return as_download(content, f"form4-{form.starts_on}-{form.ends_on}-No-{form.sequence}.xlsx")
