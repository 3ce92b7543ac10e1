"""Papers of any room: a draft taken away, a paper issued, an issued one taken again.

One page for all kinds; what a kind may say lives in its room. Each leaves a trace, so each is sent
by POST.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.errors import NotFound
from supervision.core.i18n import _
from supervision.core.transaction import transaction
from supervision.printing import issuing, operations
from supervision.printing.kinds import kind_of
from supervision.printing.rules import LANGUAGES, Form, copy_name, file_name
from supervision.printing.sending import as_file

blueprint = Blueprint("printing", __name__, url_prefix="/papers")


@blueprint.post("/<code:kind>/<int:thing_id>/draft/<code:language>/<code:form>")
@requires(Permission.SEE_CASES)
def draft(kind: str, thing_id: int, language: str, form: str) -> Response:
    """The thing as it stands now, marked as a draft on every page."""
    wanted = _form(language, form)
    with transaction() as session:
        made = issuing.draft_of(
            session,
            web.actor(),
            kind_of(kind),
            thing_id,
            language=language,
            form=wanted,
            today=web.today(),
        )
    name = file_name(kind, copy_name(language, wanted), thing_id=thing_id)
    return as_file(made, name, wanted)


@blueprint.post("/<code:kind>/<int:thing_id>/issue")
@requires(Permission.RECORD_CASES)
def issue(kind: str, thing_id: int) -> AnyResponse:
    """Issue the paper of a thing that is signed or sent, and go back to its page."""
    found = kind_of(kind)
    with transaction() as session:
        paper, gathered = issuing.issue_paper(
            session, web.actor(), found, thing_id, today=web.today()
        )
        mark = paper.mark
    flash(_("Paper No. %(number)s is issued and kept.", number=mark), "success")
    ids: dict[str, Any] = dict(gathered.page)
    return redirect(url_for(found.page, _anchor="papers", **ids))


@blueprint.post("/<code:kind>/issued/<int:paper_id>/<code:language>/<code:form>")
@requires(Permission.SEE_CASES)
def take(kind: str, paper_id: int, language: str, form: str) -> Response:
    """A paper as it was issued."""
    wanted = _form(language, form)
    with transaction() as session:
        read = operations.take(session, web.actor(), paper_id, kind_of(kind).code, language, wanted)
    name = file_name(kind, copy_name(language, wanted), mark=read.mark)
    return as_file(read.content, name, wanted)


def _form(language: str, form: str) -> Form:
    """The form asked for; raises NotFound for one that papers do not have."""
    if language not in LANGUAGES or form not in tuple(Form):
        raise NotFound
    return Form(form)
