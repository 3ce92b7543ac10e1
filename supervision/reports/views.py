"""Pages of reports: the control journals of an office and of those below it."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request

from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.asking import asked, asked_day
from supervision.core.db import db
from supervision.core.errors import NotFound
from supervision.core.i18n import current_language
from supervision.core.paging import Cursor
from supervision.core.transaction import transaction
from supervision.offices.queries import office_names
from supervision.printing.queries import broken_links
from supervision.printing.rules import Form
from supervision.printing.sending import as_file
from supervision.reports import operations
from supervision.reports.queries import journals as queries
from supervision.reports.rules.journal import file_name

blueprint = Blueprint("reports", __name__, url_prefix="/journals")


@blueprint.get("")
@requires(Permission.SEE_CASES)
def journals() -> str:
    """The journals of the own office, of one below it or of all, newest first."""
    session, actor, language = db.session(), web.actor(), current_language()
    office_ids, morning = _asked_offices(actor), asked_day("day")
    page = queries.page(
        session,
        office_ids=office_ids,
        language=language,
        cursor=Cursor.parse(request.args.get("page")),
        day=morning,
    )
    papers = [row.paper_id for row in page.rows]
    return render_template(
        "reports/journals.html",
        page=page,
        hashes=queries.hashes_of(session, papers),
        broken=broken_links(session, papers),
        offices=office_names(session, actor.offices_below, language),
        office=office_ids[0] if len(office_ids) == 1 else "",
        several=len(office_ids) > 1,
        day=asked("day"),
        wrong_day=asked("day") != "" and morning is None,
        narrowed=morning is not None or "office" in request.args,
    )


def _asked_offices(actor: Actor) -> tuple[int, ...]:
    """The own office unless another below it, or all of them (an empty choice), is asked for."""
    chosen = request.args.get("office")
    if chosen == "":
        return actor.offices_below
    if chosen is None:
        return (actor.office_id,) if actor.office_id is not None else ()
    found = tuple(office for office in actor.offices_below if str(office) == chosen)
    return found or abort(404)


@blueprint.post("/<int:paper_id>/<code:language>.<code:form>")
@requires(Permission.SEE_CASES)
def take(paper_id: int, language: str, form: str) -> Response:
    """The journal as it was issued; sent by POST, because taking it leaves a trace."""
    if form not in tuple(Form):
        raise NotFound
    with transaction() as session:
        read = operations.take_journal(session, web.actor(), paper_id, language, Form(form))
    return as_file(read.content, file_name(read.issued_on, read.mark, language, form), Form(form))
