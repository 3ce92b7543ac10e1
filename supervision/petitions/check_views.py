"""Additional checks as pages: ordered by the Department, reported by an oblast office (`2015 ¶27`)."""

from __future__ import annotations

import uuid

from flask import render_template, url_for
from sqlalchemy import select

from supervision.audit.queries import history_of
from supervision.cases.part_views import walked
from supervision.cases.presenting import duty_cards
from supervision.core import web
from supervision.core.access import Level, Permission, requires
from supervision.core.db import db
from supervision.core.form_walk import Answer
from supervision.core.i18n import _, current_language
from supervision.duties.queries import moves_of
from supervision.duties.views import lawbook, presenter
from supervision.offices.models import Office
from supervision.offices.queries import office_names
from supervision.petitions import operations, policy
from supervision.petitions.blueprint import blueprint
from supervision.petitions.part_views import opened, step
from supervision.petitions.presenting import history
from supervision.petitions.prints import CHECK
from supervision.petitions.queries.petitions import duties_of, get_check
from supervision.petitions.rules import CHECK_KIND
from supervision.petitions.step_forms import CheckForm, ReportForm
from supervision.printing.shelf import shelf_of


@blueprint.route("/<int:petition_id>/checks/new", methods=["GET", "POST"])
@requires(Permission.APPROVE)
def order_check(petition_id: int) -> Answer:
    """Order an oblast office an additional check by a stated day."""
    petition, language = opened(petition_id), current_language()
    policy.demand_check_order(web.actor(), petition)
    oblasts = db.session().scalars(
        select(Office).where(Office.level == Level.OBLAST.value).order_by(Office.code)
    )
    form = CheckForm(
        oblasts=[(str(office.id), office.name_in(language)) for office in oblasts],
        data={"idempotency_key": str(uuid.uuid4())},
    )
    return step(
        petition,
        form,
        lambda session, actor: operations.order_check(
            session,
            actor,
            petition_id,
            form.entry(),
            idempotency_key=form.key,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Order an additional check"),
        note=_("The duty is the oblast office's (2015 ¶27)"),
        submit=_("Order the check"),
        done=_("The additional check is ordered; the oblast office has the duty."),
        anchor="checks",
    )


@blueprint.get("/checks/<int:check_id>")
@requires(Permission.SEE_CASES)
def check(check_id: int) -> str:
    """One additional check with its term and its report."""
    session, actor, writer = db.session(), web.actor(), presenter()
    found = get_check(session, check_id)
    rows = duties_of(session, CHECK_KIND, check_id, writer.language)
    moves = {move.duty_id: move.reason for move in moves_of(session, [row.id for row in rows])}
    return render_template(
        "petitions/check.html",
        check=found,
        clocks=duty_cards(rows, moves, writer),
        office=office_names(session, [found.office_id], writer.language)[found.office_id],
        may_report=policy.may_report(actor, found) and found.reported_on is None,
        petition_seen=found.ordering_office_id in actor.offices_below,
        history=history(history_of(session, CHECK_KIND, check_id), {}, writer),
        papers=shelf_of(
            session,
            actor,
            CHECK.code,
            check_id,
            office_id=found.ordering_office_id,
            settled=True,
        ),
    )


@blueprint.route("/checks/<int:check_id>/report", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def report(check_id: int) -> Answer:
    """Report what the check established."""
    found = get_check(db.session(), check_id)
    policy.demand_report(web.actor(), found)
    form = ReportForm(data={"version": found.version, "reported_on": web.today()})
    return walked(
        form,
        "petitions/report.html",
        lambda session, actor: operations.report_check(
            session,
            actor,
            check_id,
            report=form.report.data or "",
            reported_on=form.day("reported_on"),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        subject=(CHECK_KIND, check_id),
        done=_("The check is reported."),
        to=url_for("petitions.check", check_id=check_id),
        check=found,
    )
