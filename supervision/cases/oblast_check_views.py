"""The oblast's own check of a court act as a page (`2015 ¶17`)."""

from __future__ import annotations

import uuid

from flask import request, url_for

from supervision.cases import operations
from supervision.cases.act_presenting import act_name
from supervision.cases.blueprint import blueprint
from supervision.cases.conclusion_forms import OblastCheckForm
from supervision.cases.conclusion_policy import demand_check
from supervision.cases.conclusion_presenting import chips_of_act
from supervision.cases.part_views import walked
from supervision.cases.queries.acts import act_of
from supervision.cases.queries.cases import get
from supervision.cases.queries.conclusions import is_check_late, oblast_check_of
from supervision.cases.queries.parts import duties_by_trigger
from supervision.cases.rules import KIND
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import NotFound, Refused
from supervision.core.form_walk import Answer
from supervision.core.i18n import _
from supervision.duties.views import lawbook, presenter
from supervision.offices.queries import above


@blueprint.route("/<int:case_id>/acts/<int:act_id>/oblast-check", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def oblast_check(case_id: int, act_id: int) -> Answer:
    """Record the oblast's own check of an act within the appellate term (`2015 ¶17`)."""
    session, writer = db.session(), presenter()
    case, act = get(session, case_id), act_of(session, case_id, act_id)
    demand_check(web.actor(), above(session, case.office_id))
    if act is None:
        raise NotFound
    if request.method == "GET" and oblast_check_of(session, act_id) is not None:
        raise Refused("The result of this check is recorded already.")
    key = str(uuid.uuid4())
    form = OblastCheckForm(data={"checked_on": web.today(), "idempotency_key": key})
    checked_on = form.checked_on.data or web.today()
    return walked(
        form,
        "cases/conclusion_check.html",
        lambda session, actor: operations.record_oblast_check(
            session,
            actor,
            case_id,
            act_id,
            result=form.result.data or "",
            checked_on=form.day("checked_on"),
            note=form.note.data or "",
            lateness=form.lateness,
            idempotency_key=form.key,
            law=lawbook(),
            today=web.today(),
        ),
        subject=(KIND, case.id),
        done=_("The result of the check is recorded."),
        to=url_for("cases.case", case_id=case.id, _anchor="conclusions"),
        case=case,
        act=act_name(act, writer.language),
        chips=chips_of_act(act, duties_by_trigger(session, case_id, writer.language), writer),
        late=is_check_late(session, case_id, act_id, checked_on),
    )
