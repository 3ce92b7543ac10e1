"""A decree sent as a sheet: read into the page that rehearses it, and the empty sheet to fill in."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request, url_for

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.errors import Refused
from supervision.core.form_walk import Answer
from supervision.core.i18n import said_all
from supervision.core.requests import takes_files
from supervision.exchange.sheets import as_download
from supervision.exchange.templates_out import template
from supervision.exchange.upload_guard import form_of
from supervision.rehearsals.blueprint import blueprint
from supervision.rehearsals.day_sheet import FIELDS, MOST_BYTES, read_decree
from supervision.rehearsals.forms import DecreeForm
from supervision.rehearsals.policy import demand_change
from supervision.rehearsals.views import form_page

__all__ = ["blueprint"]


@blueprint.post("/sheet")
@requires(Permission.CHANGE_CALENDAR)
@takes_files(MOST_BYTES)
def sheet() -> Answer:
    """Read the decree of a sheet and rehearse it; nothing of it is kept until it is applied."""
    demand_change(web.actor())
    sent = request.files.get("file")
    try:
        if sent is None or not sent.filename:
            raise Refused("Choose a file.", field="file")
        content = sent.stream.read()
        typed: dict[str, Any] = dict(read_decree(form_of(sent.filename, content), content))
    except Refused as refused:
        return form_page(DecreeForm(formdata=None), problems=said_all(refused.problems)), 422
    return redirect(url_for(".new", **typed))


@blueprint.post("/sheet/empty")
@requires(Permission.CHANGE_CALENDAR)
def empty_sheet() -> Response:
    """An empty sheet of a decree, in the reader's language."""
    return as_download(template(FIELDS), "calendar-decree.xlsx")
