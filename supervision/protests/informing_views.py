"""The Department is informed of the outcome of the GPO's protest, and gets the copies (`2015 ¶15`)."""

from __future__ import annotations

from typing import Any

from flask import url_for

from supervision.cases.part_views import walked
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import Refused
from supervision.core.form_walk import Answer, Verb
from supervision.core.i18n import _, day
from supervision.duties.forms import RecordForm
from supervision.duties.views import lawbook
from supervision.protests import operations
from supervision.protests.blueprint import blueprint
from supervision.protests.forms import CopiesForm, InformForm
from supervision.protests.operations.informing import demand_considered, is_report_late
from supervision.protests.policy import demand_inform
from supervision.protests.presenting import title_of
from supervision.protests.queries.protests import Dossier, dossier_of, report_of
from supervision.protests.rules import KIND


@blueprint.route("/<int:protest_id>/informing", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def informing(protest_id: int) -> Answer:
    """Record that the Department was informed of the outcome at once."""
    found = _considered(protest_id)
    form = InformForm(data={"informed_on": web.today()})
    on = form.informed_on.data or web.today()
    return _stepped(
        found,
        form,
        "protests/informing.html",
        lambda session, actor: operations.inform_department(
            session,
            actor,
            protest_id,
            form.entry(),
            lateness=form.lateness,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The report to the Department is recorded."),
        late=is_report_late(db.session(), found.protest, on),
    )


@blueprint.route("/<int:protest_id>/copies", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def copies(protest_id: int) -> Answer:
    """Record that the copies of the rulings were sent to the Department."""
    found = _considered(protest_id)
    report = report_of(db.session(), protest_id)
    if report is None:
        raise Refused("Record first that the Department was informed of the outcome.")
    form = CopiesForm(data={"copies_sent_on": web.today(), "version": str(report.version)})
    return _stepped(
        found,
        form,
        "protests/copies.html",
        lambda session, actor: operations.send_ruling_copies(
            session,
            actor,
            protest_id,
            form.entry(),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The copies are recorded as sent."),
    )


def _considered(protest_id: int) -> Dossier:
    """The considered protest of the GPO, for a form of the oblast above the case."""
    found = dossier_of(db.session(), protest_id)
    demand_inform(web.actor(), found.line)
    demand_considered(found)
    return found


def _stepped(
    found: Dossier, form: RecordForm, template: str, verb: Verb, *, done: str, **shown: Any
) -> Answer:
    address = url_for("protests.protest", protest_id=found.protest.id, _anchor="department")
    return walked(
        form,
        template,
        verb,
        subject=(KIND, found.protest.id),
        done=done,
        to=address,
        standing=lambda: _standing(found.protest.id),
        case={"number": title_of(found.protest)},
        part_address=address,
        part_crumbs=[(_("Protests"), url_for("protests.register"))],
        note=found.matter.number,
        **shown,
    )


def _standing(protest_id: int) -> list[tuple[str, str]]:
    """The report as it stands now, for whom it was changed under the hand."""
    report = report_of(db.session(), protest_id)
    if report is None or report.copies_sent_on is None:
        return []
    number = (_("Number of the paper"), report.copies_number or "")
    return [(_("Copies sent on"), day(report.copies_sent_on)), number]
