"""The back-plan of an office: how many working days before a term's end each step is done.

Belongs here: its one page. Does not belong here: counting the days (`law/back_plan.py`).
"""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import Forbidden, Refused, Stale
from supervision.core.i18n import _
from supervision.core.transaction import transaction
from supervision.duties import operations, queries
from supervision.duties.forms import BackPlanForm, take_problems
from supervision.duties.policy import demand_back_plan
from supervision.law.back_plan import USUAL

blueprint = Blueprint("plan", __name__)


@blueprint.route("/duties/plan", methods=["GET", "POST"])
@requires(Permission.MOVE_DUTIES)
def back_plan() -> AnyResponse | str | tuple[str, int]:
    """Show and set how the own office plans back from the last day of a protest's term."""
    standing, version = queries.back_plan_of(db.session(), demand_back_plan(web.actor()))
    form = BackPlanForm(data={**asdict(standing), "version": str(version)})
    page = {"form": form, "usual": asdict(USUAL), "standing": asdict(standing)}
    if request.method == "GET":
        return render_template("duties/plan.html", **page)
    if not form.validate():
        return render_template("duties/plan.html", **page), 422
    try:
        with transaction() as session:
            operations.set_back_plan(session, web.actor(), form.plan, version=form.seen)
    except Forbidden:
        raise
    except Stale as stale:
        form.version.data = str(stale.found_version)
        return render_template("duties/plan.html", **page, meanwhile=True), 409
    except Refused as refused:
        loose = take_problems(form, refused.problems)
        return render_template("duties/plan.html", **page, problems=loose), 422
    flash(_("The plan is set; reminders follow it from their next round."), "success")
    return redirect(url_for("board.board"))
