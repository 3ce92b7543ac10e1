"""Taking a register away, and the page of one's own files.

A file is sent by POST, because taking it leaves a trace: a link that is merely opened changes
nothing.
"""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from supervision.core import clock, web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import NotFound
from supervision.core.i18n import _, current_language
from supervision.core.queue import TaskName, hand_over
from supervision.core.transaction import after_commit, transaction
from supervision.exchange import csv_text, queries, sheets
from supervision.exchange.exportables import (
    Reading,
    TooMany,
    all_exportables,
    exportable_of,
    make,
)
from supervision.exchange.operations import exports as operations
from supervision.exchange.rules import AT_ONCE, MOST_ROWS, UNDER_WAY, Form

blueprint = Blueprint("exchange", __name__, url_prefix="/exchange")
CONTENT_TYPES = {Form.XLSX: sheets.CONTENT_TYPE, Form.CSV: csv_text.CONTENT_TYPE}


@blueprint.post("/lists/<code:kind>")
@requires(Permission.SEE_CASES)
def take(kind: str) -> AnyResponse:
    """The list the address describes, as a file at once; a long one is made by a worker."""
    exportable, actor, settings = exportable_of(kind), web.actor(), web.settings()
    form = _form_asked()
    reading = Reading(db.session(), actor, current_language(), web.today(), settings.zone)
    with transaction() as session:
        run = operations.ask_export(
            session, actor, kind=kind, form=form, query=_query(), now=clock.now()
        )
        try:
            content, rows = make(exportable, reading, form, most=AT_ONCE)
        except TooMany:
            content = None
            after_commit(session, lambda: hand_over(settings, TaskName.MAKE_EXPORTS))
        else:
            operations.hand_over_export(session, actor, run, rows=rows)
    if content is None:
        return redirect(url_for("exchange.files"))
    return _sent(content, kind, form)


@blueprint.get("/files")
@requires(Permission.SEE_CASES)
def files() -> str:
    """The reader's own files: being made, there to be fetched, taken before."""
    runs = queries.own_runs(db.session(), web.actor().user_id)
    titles = {each.kind: _(each.title) for each in all_exportables().values()}
    return render_template(
        "exchange/files.html",
        runs=runs,
        titles=titles,
        working=any(run.state in UNDER_WAY for run in runs),
        most=MOST_ROWS,
    )


@blueprint.post("/files/<int:run_id>")
@requires(Permission.SEE_CASES)
def fetch(run_id: int) -> Response:
    """A finished file of the reader's own."""
    with transaction() as session:
        run = operations.fetch_export(session, web.actor(), run_id, now=clock.now())
        content, kind, form = run.content, run.kind, Form(run.form)
    if content is None:  # pragma: no cover — only a ready file is found, and it has its bytes
        raise NotFound
    return _sent(content, kind, form)


def _form_asked() -> Form:
    try:
        return Form(request.form.get("form", Form.XLSX.value))
    except ValueError:
        raise NotFound from None


def _query() -> str:
    """The address of the list without its page: a file begins at the beginning."""
    return urlencode([pair for pair in request.args.items(multi=True) if pair[0] != "page"])


def _sent(content: bytes, kind: str, form: Form) -> Response:
    name = f"{kind.replace('_', '-')}-{web.today()}.{form}"
    return sheets.as_download(content, name, CONTENT_TYPES[form])
