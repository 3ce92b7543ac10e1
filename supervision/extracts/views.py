"""Extracts as pages: the list that is asked for as a paper, and the papers the office issued so."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import NotFound
from supervision.core.form_walk import Answer, walk
from supervision.core.i18n import _, current_language
from supervision.core.transaction import transaction
from supervision.exchange.exportables import Reading, all_exportables, exportable_of
from supervision.exchange.rules import LONGEST_QUERY
from supervision.extracts import operations, queries
from supervision.extracts.forms import ExtractForm
from supervision.extracts.rules import MOST_ROWS, kind_of, register_of
from supervision.printing import operations as papers
from supervision.printing.rules import LANGUAGES, Form, copy_name, file_name
from supervision.printing.sending import as_file

blueprint = Blueprint("extracts", __name__, url_prefix="/extracts")


@blueprint.get("")
@requires(Permission.SEE_CASES)
def issued() -> str:
    """The extracts of the reader's office, the newest first."""
    actor, titles = web.actor(), {each.kind: _(each.title) for each in all_exportables().values()}
    if actor.office_id is None:
        raise NotFound
    return render_template(
        "extracts/issued.html",
        rows=[
            (paper, register_of(paper.kind), titles.get(register_of(paper.kind), paper.kind))
            for paper in queries.issued_by(db.session(), actor.office_id)
        ],
        copies=[(language, form.value) for language in LANGUAGES for form in Form],
        most=queries.SHOWN,
    )


@blueprint.route("/<code:kind>", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def extract(kind: str) -> Answer:
    """Issue the list the address describes as a numbered paper of the own office."""
    exportable = exportable_of(kind)

    def reading_in(language: str) -> Reading:
        settings = web.settings()
        return Reading(db.session(), web.actor(), language, web.today(), settings.zone)

    chosen = exportable.chosen(reading_in(current_language())) if exportable.chosen else ()
    form = ExtractForm(data={"about": "; ".join(f"{label}: {words}" for label, words in chosen)})
    return walk(
        form,
        "extracts/extract.html",
        lambda session, actor: operations.issue_extract(
            session,
            actor,
            exportable,
            reading_in,
            about=form.words,
            query=_query(),
            today=web.today(),
        ),
        done=_("The extract is issued and kept."),
        to=url_for("extracts.issued"),
        title=_(exportable.title),
        most=MOST_ROWS,
    )


@blueprint.post("/<code:kind>/issued/<int:paper_id>/<code:language>/<code:form>")
@requires(Permission.SEE_CASES)
def take(kind: str, paper_id: int, language: str, form: str) -> Response:
    """An extract as it was issued; sent by POST, because taking it leaves a trace."""
    if language not in LANGUAGES or form not in tuple(Form):
        raise NotFound
    code = kind_of(kind)
    with transaction() as session:
        read = papers.take(session, web.actor(), paper_id, code, language, Form(form))
    name = file_name(code, copy_name(language, form), mark=read.mark)
    return as_file(read.content, name, Form(form))


def _query() -> str:
    """The address of the list, as the log of changes keeps it."""
    return urlencode(list(request.args.items(multi=True)))[:LONGEST_QUERY]
