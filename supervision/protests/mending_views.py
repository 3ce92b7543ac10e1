"""A draft dropped, a record corrected, the motives of a withdrawal read: each told with its reason."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from supervision.core import clock, web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import Refused
from supervision.core.form_walk import Answer
from supervision.core.i18n import _
from supervision.core.transaction import transaction
from supervision.duties.views import lawbook, presenter
from supervision.law.protests import ended_by_of
from supervision.protests import operations, policy
from supervision.protests.blueprint import blueprint
from supervision.protests.forms import BroughtForm, CorrectedOutcomeForm, DropForm
from supervision.protests.operations.within import demand_state
from supervision.protests.presenting import window_view
from supervision.protests.queries.protests import Dossier, dossier_of, terms_of
from supervision.protests.queries.windows import window_of
from supervision.protests.rules import Decision, ProtestState, is_on_merits
from supervision.protests.step_walk import court_acts, seen, stepped, worked_on


@blueprint.route("/<int:protest_id>/drop", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def drop(protest_id: int) -> Answer:
    """Drop a draft that will not be brought."""
    found = worked_on(protest_id, ProtestState.DRAFT)
    form = DropForm(data=seen(found))
    return stepped(
        found,
        form,
        "protests/drop.html",
        lambda session, actor: operations.drop_draft(
            session,
            actor,
            protest_id,
            form.reason.data or "",
            version=form.seen,
            today=web.today(),
        ),
        done=_("The draft is dropped; it stays here with its reason."),
    )


@blueprint.route("/<int:protest_id>/bring/correct", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def correct_bringing(protest_id: int) -> Answer:
    """Correct number and day of a protest brought."""
    found = dossier_of(db.session(), protest_id)
    protest = found.protest
    policy.demand_work(web.actor(), protest, found.line)
    if protest.brought_on is None:
        raise Refused("This protest is not brought yet.")
    kept = {"number": protest.number, "brought_on": protest.brought_on}
    form = BroughtForm(data=kept | seen(found))
    return stepped(
        found,
        form,
        "protests/correct_bringing.html",
        lambda session, actor: operations.correct_bringing(
            session,
            actor,
            protest_id,
            form.entry(),
            reason=form.reason.data or "",
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The record is corrected; the duties of the case follow."),
        **_beside_window(found),
    )


@blueprint.route("/<int:protest_id>/outcome/correct", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def correct_outcome(protest_id: int) -> Answer:
    """Correct the recorded outcome."""
    found = dossier_of(db.session(), protest_id)
    policy.demand_record(web.actor(), found.protest)
    demand_state(found.protest, ProtestState.ENDED)
    form = CorrectedOutcomeForm(acts=court_acts(found), data=_outcome(found) | seen(found))
    return stepped(
        found,
        form,
        "protests/correct_outcome.html",
        lambda session, actor: operations.correct_outcome(
            session,
            actor,
            protest_id,
            form.entry(),
            reason=form.reason.data or "",
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The record is corrected; the duties of the case follow."),
        motion=found.motion,
    )


@blueprint.post("/<int:protest_id>/motions/<int:motion_id>/read")
@requires(Permission.RECORD_CASES)
def read_motives(protest_id: int, motion_id: int) -> Response:
    """Note that the lower office read the motives of a withdrawal (`2015 ¶23`)."""
    with transaction() as session:
        operations.read_motives(session, web.actor(), protest_id, motion_id, now=clock.now())
    flash(_("Recorded: your office has read the motives."), "success")
    return redirect(url_for("protests.motion", protest_id=protest_id, motion_id=motion_id))


def _outcome(found: Dossier) -> dict[str, Any]:
    """The outcome as its form asks for it."""
    protest = found.protest
    on_merits = is_on_merits(protest.outcome)
    return {
        "decision": protest.outcome if on_merits else Decision.NONE.value,
        "outcome_on": protest.outcome_on,
        "act_id": str(protest.deciding_id or ""),
        "ended_by": ended_by_of(protest.ending_reason).value if protest.ending_reason else None,
        "note": protest.outcome_note,
    }


def _beside_window(found: Dossier) -> dict[str, Any]:
    """The window of an appellate protest, whose rules another day must keep."""
    matter, writer = found.matter, presenter()
    terms = [
        each
        for each in terms_of(db.session(), matter.kind, matter.id)
        if each.act_id == found.act.id
    ]
    window = window_of(matter, found.act, terms, writer.law)
    shown = window is not None and found.protest.kind == "appellate"
    return {"window": window_view(window, writer, terms) if window and shown else None}
