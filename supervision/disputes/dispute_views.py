"""One dispute: registering it, correcting it, and its page with grounds, acts and history."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from supervision.audit.queries import history_of
from supervision.cases.hearing_presenting import hearing_line
from supervision.cases.panels import panels_of
from supervision.cases.presenting import duty_cards, titles
from supervision.cases.queries.cases import duties_of
from supervision.cases.queries.choices import first_courts_of
from supervision.cases.queries.parts import people_names
from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.db import db
from supervision.core.errors import Forbidden, Refused, Stale
from supervision.core.form_walk import Answer
from supervision.core.i18n import _, current_language
from supervision.core.transaction import transaction
from supervision.disputes import operations, policy
from supervision.disputes.act_presenting import acts_of
from supervision.disputes.blueprint import blueprint
from supervision.disputes.forms import DisputeForm, recorded
from supervision.disputes.part_views import people_choices
from supervision.disputes.presenting import history
from supervision.disputes.queries.disputes import get
from supervision.disputes.queries.findings import PARAGRAPH, grounds_of
from supervision.disputes.queries.whole import beside_of, whole_of
from supervision.disputes.rules import KIND, PARTICIPATION_RULES
from supervision.duties.presenting import Presenter
from supervision.duties.queries import moves_of
from supervision.duties.telling import SYNCED, people_in
from supervision.duties.views import lawbook, presenter

ADD_PARTY = "add_party"
PANELS = "dispute_panels"  # what rooms above show on the page of a dispute


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new() -> Answer:
    """Register a dispute that a court took."""
    actor = web.actor()
    form = _form(policy.demand_registration(actor), _proposed(actor))
    if request.method == "GET" or _asked_for_a_block(form):
        return _form_page(form)
    if not form.validate():
        return _form_page(form), 422
    try:
        with transaction() as session:
            dispute = operations.register_dispute(
                session,
                actor,
                form.entry(),
                idempotency_key=form.key,
                assignee_id=form.chosen,
                law=lawbook(),
                today=web.today(),
            )
    except Forbidden:
        raise
    except Refused as refused:
        return _form_page(form, form.take(refused.problems)), 422
    return _gone_to(dispute.id, _("The dispute is registered."))


@blueprint.route("/<int:dispute_id>/edit", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def edit(dispute_id: int) -> Answer:
    """Correct what is recorded of a dispute; grounds and duties follow."""
    found = get(db.session(), dispute_id)
    policy.demand_change(web.actor(), found)
    form = _form(found.office_id, recorded(whole_of(db.session(), dispute_id)))
    if request.method == "GET" or _asked_for_a_block(form):
        return _form_page(form, dispute=found)
    if not form.validate():
        return _form_page(form, dispute=found), 422
    try:
        with transaction() as session:
            operations.change_dispute(
                session,
                web.actor(),
                dispute_id,
                form.entry(),
                version=form.seen or 0,  # no dispute has this version: a form must say what it saw
                law=lawbook(),
                today=web.today(),
            )
    except Forbidden:
        raise
    except Stale as stale:
        form.version.data = str(stale.found_version)
        return _form_page(form, dispute=found, meanwhile=_last_told(dispute_id)), 409
    except Refused as refused:
        return _form_page(form, form.take(refused.problems), dispute=found), 422
    return _gone_to(dispute_id, _("The dispute is corrected; its duties follow."))


@blueprint.get("/<int:dispute_id>")
@requires(Permission.SEE_CASES)
def dispute(dispute_id: int) -> str:
    """One dispute whole."""
    session, writer = db.session(), presenter()
    whole = whole_of(session, dispute_id)
    beside, zone = beside_of(session, whole, writer.language), web.settings().zone
    about, number = {"dispute_id": dispute_id}, whole.dispute.assignee_id
    names = people_names(session, [] if number is None else [number])
    return render_template(
        "disputes/dispute.html",
        dispute=whole.dispute,
        whole=whole,
        assignee=names.get(number or 0, ""),
        may_change=policy.may_change(web.actor(), whole.dispute),
        grounds=grounds_of(whole),
        ground_titles=titles(PARAGRAPH, "grounds", writer.language),
        hearings=[
            hearing_line(
                each, beside, writer, zone, room="disputes", about=about, rules=PARTICIPATION_RULES
            )
            for each in whole.hearings
        ],
        acts=acts_of(whole, beside, writer),
        duties=_duties(session, dispute_id, writer),
        history=_history(session, dispute_id, writer),
        panels=panels_of(session, web.actor(), whole, PANELS),
        language=writer.language,
    )


def _duties(session: Session, dispute_id: int, writer: Presenter) -> list[dict[str, Any]]:
    """The duties of the dispute as the page shows them."""
    rows = duties_of(session, dispute_id, writer.language, kind=KIND)
    moves = {move.duty_id: move.reason for move in moves_of(session, [row.id for row in rows])}
    return duty_cards(rows, moves, writer)


def _history(session: Session, dispute_id: int, writer: Presenter) -> list[Any]:
    entries = history_of(session, KIND, dispute_id)
    return history(entries, people_names(session, people_in(entries)), writer)


def _last_told(dispute_id: int) -> list[Any]:
    """What somebody else recorded last, told as the history tells it."""
    session = db.session()
    entries = [each for each in history_of(session, KIND, dispute_id) if each.action != SYNCED]
    return history(entries[-1:], people_names(session, people_in(entries)), presenter())


def _proposed(actor: Actor) -> dict[str, Any]:
    """What a new form begins with: the registrar as executor, a key of its own."""
    return {"assignee_id": str(actor.user_id or ""), "idempotency_key": str(uuid.uuid4())}


def _form(office_id: int, data: dict[str, Any]) -> DisputeForm:
    """The form with the lists of an office in it."""
    courts = first_courts_of(db.session(), office_id, current_language())
    return DisputeForm(
        courts=[(str(number), name) for number, name in courts],
        colleagues=people_choices(office_id),
        data=data,
    )


def _asked_for_a_block(form: DisputeForm) -> bool:
    """Whether the reader asked for one more block of a party; gives it."""
    asked = ADD_PARTY in request.form
    if asked:
        form.parties.append_entry()
    return asked


def _form_page(form: DisputeForm, problems: list[str] | None = None, **shown: Any) -> str:
    page = {"dispute": None, "meanwhile": [], **shown}
    return render_template("disputes/form.html", form=form, problems=problems or [], **page)


def _gone_to(dispute_id: int, done: str) -> AnyResponse:
    flash(done, "success")
    return redirect(url_for("disputes.dispute", dispute_id=dispute_id))
