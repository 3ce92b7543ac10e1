"""Pages of sheets sent in: the list with its templates, one sheet with its preview, its steps.

Belongs here: reading the request, calling one operation. Does not belong here: the file (`working`
reads it in a worker), or the rules of a row (`importables`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from supervision.core import clock, web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import NotFound, Refused
from supervision.core.i18n import _, said_all
from supervision.core.queue import TaskName, hand_over
from supervision.core.requests import takes_files
from supervision.core.transaction import after_commit, transaction
from supervision.exchange import csv_text, sheets
from supervision.exchange import import_queries as queries
from supervision.exchange.export_views import blueprint
from supervision.exchange.importables import all_importables, folded, importable_of
from supervision.exchange.models import ImportBatch, ImportRow
from supervision.exchange.operations import imports as operations
from supervision.exchange.rules import MAY_GO_BACK, STOPPABLE, WORKING, BatchState, RowState
from supervision.exchange.templates_out import note_of, problem_words, refused_sheet, template
from supervision.exchange.upload_guard import MOST_BYTES

SHOWN_ROWS = 100
MOST_REFUSED = 100_000


@blueprint.get("/sheets")
@requires(Permission.RECORD_CASES)
def imports() -> str:
    """The office's sheets, a form to send one, and the empty ones to fill in."""
    return _list_page()


def _list_page(problems: list[str] | None = None) -> str:
    session, actor = db.session(), web.actor()
    batches = queries.batches_of(session, actor.office_id)
    return render_template(
        "exchange/imports.html",
        batches=batches,
        numbers=queries.numbers(session, [batch.id for batch in batches]),
        kinds=[(kind, _(each.title)) for kind, each in all_importables().items()],
        asked=request.form,
        problems=problems or [],
        most=MOST_BYTES // 1024**2,
        working=any(batch.state in WORKING for batch in batches),
    )


@blueprint.post("/sheets")
@requires(Permission.RECORD_CASES)
@takes_files(MOST_BYTES + 64 * 1024)
def send() -> AnyResponse | tuple[str, int]:
    """Send a sheet in; a worker reads and checks it."""
    importable = importable_of(request.form.get("kind", ""))
    sent = request.files.get("file")
    try:
        if sent is None or not sent.filename:
            raise Refused("Choose a file.", field="file")
        with transaction() as session:
            batch = operations.send_sheet(
                session,
                web.actor(),
                kind=importable.kind,
                permission=importable.permission,
                filename=sent.filename,
                content=sent.stream.read(MOST_BYTES + 1),
                now=clock.now(),
            )
            _call_the_worker()
    except Refused as refused:
        return _list_page(said_all(refused.problems)), 422
    return redirect(url_for("exchange.sheet", batch_id=batch.id))


@blueprint.post("/templates/<code:kind>")
@requires(Permission.RECORD_CASES)
def empty_sheet(kind: str) -> Response:
    """An empty sheet of this kind, in the reader's language."""
    name = f"{kind.replace('_', '-')}.xlsx"
    return sheets.as_download(template(importable_of(kind).fields), name)


@blueprint.get("/sheets/<int:batch_id>")
@requires(Permission.RECORD_CASES)
def sheet(batch_id: int) -> str:
    """How far a sheet is, what would be entered, and every refused row with its reasons."""
    session, actor = db.session(), web.actor()
    batch = queries.batch_of(session, actor.office_id, batch_id)
    importable = importable_of(batch.kind)
    titles = {field.name: _(field.title) for field in importable.fields}
    refused = queries.rows_of(session, batch_id, [RowState.REFUSED], limit=SHOWN_ROWS)
    good = queries.rows_of(
        session, batch_id, [RowState.GOOD, RowState.ENTERED, RowState.KNOWN], limit=10
    )
    return render_template(
        "exchange/sheet.html",
        batch=batch,
        title=_(importable.title),
        numbers=queries.numbers(session, [batch_id])[batch_id],
        refused=[(row, _told(row, titles)) for row in refused],
        good=good,
        titles=titles,
        fields=[(field.name, _(field.title), note_of(field)) for field in importable.fields],
        heads=[(head, batch.mapping.get(folded(head), "")) for head in batch.heads],
        missing=[
            _(field.title)
            for field in importable.fields
            if field.required and field.name not in batch.mapping.values()
        ],
        working=batch.state in WORKING,
        may_enter=batch.state in (BatchState.CHECKED, BatchState.STOPPED),
        may_stop=batch.state in STOPPABLE,
        may_go_back=batch.state in MAY_GO_BACK,
        built=[
            (row.number, [problem_words(each) for each in row.problems])
            for row in queries.built_upon(session, batch_id, limit=SHOWN_ROWS)
        ],
        shown=SHOWN_ROWS,
    )


def _told(row: ImportRow, titles: dict[str, str]) -> list[tuple[str, str, str]]:
    """What is wrong with a row: column, value, words."""
    return [(titles.get(each[0], ""), str(each[1]), problem_words(each)) for each in row.problems]


@blueprint.post("/sheets/<int:batch_id>/columns")
@requires(Permission.RECORD_CASES)
def columns(batch_id: int) -> AnyResponse:
    """What each column of the sheet is; remembered for the office's next sheets of this kind."""
    batch = queries.batch_of(db.session(), web.actor().office_id, batch_id)
    importable = importable_of(batch.kind)
    names = {field.name for field in importable.fields}
    mapping = {
        folded(head): given if (given := request.form.get(f"column-{place}", "")) in names else ""
        for place, head in enumerate(batch.heads)
        if head
    }
    return _step(batch_id, partial(operations.map_columns, mapping=mapping))


@blueprint.post("/sheets/<int:batch_id>/enter")
@requires(Permission.RECORD_CASES)
def enter(batch_id: int) -> AnyResponse:
    """Enter the good rows."""
    return _step(batch_id, operations.enter_sheet)


@blueprint.post("/sheets/<int:batch_id>/stop")
@requires(Permission.RECORD_CASES)
def stop(batch_id: int) -> AnyResponse:
    """Stop before the next row."""
    with transaction() as session:
        operations.stop_sheet(session, web.actor(), batch_id, permission=_permission_of(batch_id))
    return redirect(url_for("exchange.sheet", batch_id=batch_id))


@blueprint.post("/sheets/<int:batch_id>/take-back")
@requires(Permission.RECORD_CASES)
def take_back(batch_id: int) -> AnyResponse:
    """Take everything the sheet entered away again, all of it or nothing."""
    return _step(batch_id, operations.take_back_sheet)


@blueprint.post("/sheets/<int:batch_id>/refused")
@requires(Permission.RECORD_CASES)
def refused_rows(batch_id: int) -> Response:
    """The refused rows with their reasons, to be corrected and sent again."""
    session = db.session()
    batch = queries.batch_of(session, web.actor().office_id, batch_id)
    rows = queries.rows_of(session, batch_id, [RowState.REFUSED], limit=MOST_REFUSED)
    if not rows:
        raise NotFound
    kinds = {"xlsx": sheets.CONTENT_TYPE, "csv": csv_text.CONTENT_TYPE}
    name = f"{batch.kind.replace('_', '-')}-{batch.id}-refused.{batch.form}"
    return sheets.as_download(refused_sheet(batch, rows, batch.form), name, kinds[batch.form])


def _step(batch_id: int, verb: Callable[..., ImportBatch]) -> AnyResponse:
    """Call the verb on one sheet, and a worker to do what it asks for; then show the sheet."""
    with transaction() as session:
        verb(session, web.actor(), batch_id, permission=_permission_of(batch_id), now=clock.now())
        _call_the_worker()
    return redirect(url_for("exchange.sheet", batch_id=batch_id))


def _permission_of(batch_id: int) -> Permission:
    batch = queries.batch_of(db.session(), web.actor().office_id, batch_id)
    return importable_of(batch.kind).permission


def _call_the_worker() -> None:
    settings = web.settings()
    after_commit(db.session(), lambda: hand_over(settings, TaskName.WORK_ON_SHEETS))
