"""Breaches of an inspection: found, answered by an act of response, removed (`2002 ¶4, ¶10`)."""

from __future__ import annotations

from flask import request

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import Refused
from supervision.core.form_walk import Answer
from supervision.core.i18n import _
from supervision.duties.views import lawbook
from supervision.guidance import operations
from supervision.guidance.blueprint import blueprint
from supervision.guidance.form_walk import on_record, opened
from supervision.guidance.forms import BreachForm, RemovalForm
from supervision.guidance.models import Inspection
from supervision.guidance.operations.within import label_of
from supervision.guidance.rules import inspections
from supervision.responses import queries as responses
from supervision.responses.act_views import draft

_REGISTER = inspections.REGISTER


@blueprint.route("/inspections/<int:inspection_id>/breaches/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new_inspection_breach(inspection_id: int) -> Answer:
    """Record a breach the inspection found."""
    found = _conducted(inspection_id)
    form = BreachForm(data={"version": str(found.version)})
    return on_record(
        _REGISTER,
        found,
        form,
        lambda session, actor: operations.record_breach(
            session,
            actor,
            found.id,
            description=form.description.data or "",
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The breach is recorded."),
        title=_("Record a breach"),
        note=_("It stays open until its removal is recorded (2002 ¶4)."),
        submit=_("Record the breach"),
    )


@blueprint.route(
    "/inspections/<int:inspection_id>/breaches/<int:breach_id>", methods=["GET", "POST"]
)
@requires(Permission.RECORD_CASES)
def inspection_breach(inspection_id: int, breach_id: int) -> Answer:
    """Record that a breach is removed."""
    found = opened(_REGISTER, inspection_id)
    breach = responses.get(db.session(), inspections.KIND, inspection_id, breach_id)
    form = RemovalForm(data={"version": str(found.version), "removed_on": web.today()})
    return on_record(
        _REGISTER,
        found,
        form,
        lambda session, actor: operations.record_removal(
            session,
            actor,
            found.id,
            breach_id,
            removed_on=form.day("removed_on"),
            note=form.note.data or "",
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The removal is recorded."),
        title=_("Record the removal"),
        note=breach.description,
        submit=_("Record the removal"),
    )


@blueprint.route("/inspections/<int:inspection_id>/responses/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new_inspection_response(inspection_id: int) -> Answer:
    """Draft an act of response to the breaches the inspection found."""
    found = _conducted(inspection_id)
    subject = (inspections.KIND, inspection_id)
    return draft(subject, label_of(found), breach_ids=request.args.getlist("breach"))


def _conducted(inspection_id: int) -> Inspection:
    """An inspection that has its act, and is not closed."""
    found = opened(_REGISTER, inspection_id)
    if not isinstance(found, Inspection) or found.state != inspections.CONDUCT.to:
        raise Refused("This step does not follow: the record has moved on.")
    return found
