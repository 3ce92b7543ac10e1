"""Card 4.0 entered and put right: fields follow the types chosen, nothing typed is lost."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from supervision.audit.queries import history_of
from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.db import db
from supervision.core.errors import Forbidden, NotFound, Refused
from supervision.core.form_walk import Answer, walk
from supervision.core.i18n import _
from supervision.core.transaction import transaction
from supervision.duties.forms import number_in
from supervision.enforcement import operations, policy
from supervision.enforcement.blueprint import blueprint
from supervision.enforcement.card_forms import CardForm, card_values, like
from supervision.enforcement.event_views import fresh, opened
from supervision.enforcement.presenting import TONES
from supervision.enforcement.queries.documents import children_of, get
from supervision.enforcement.rules.card import KIND
from supervision.enforcement.rules.content import card_of_document
from supervision.law.enforcement import card as law
from supervision.law.enforcement.card import PersonKind

_CORRECT = "enforcement/correct.html"


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new() -> AnyResponse | str | tuple[str, int]:
    """Enter a card; "refresh" only shows the fields that the types chosen ask for."""
    actor = web.actor()
    policy.demand_registration(actor)
    form = CardForm(today=web.today(), data=_proposed(actor))
    if request.method == "GET" or "refresh" in request.form:
        return _page(form)
    if "add_child" in request.form:
        form.children.append_entry()
        return _page(form)
    if not form.validate():
        return _page(form), 422
    try:
        with transaction() as session:
            made = operations.register_document(
                session,
                actor,
                form.entry(),
                form.ruling(),
                idempotency_key=form.key,
                today=web.today(),
            )
    except Forbidden:
        raise
    except Refused as refused:
        return _page(form, form.take(refused.problems)), 422
    flash(_("Card %(number)s is entered.", number=made.writ_number), "success")
    if "next" in request.form:
        return redirect(url_for("enforcement.new", after=made.id))
    return redirect(url_for("enforcement.document", document_id=made.id))


@blueprint.route("/<int:document_id>/card", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def correct_card(document_id: int) -> Answer:
    """Put right what the card says; the page of the document tells what happened to it."""
    found = opened(document_id)
    shown = card_of_document(found, children_of(db.session(), document_id))
    form = CardForm(today=web.today(), data=fresh(found, **card_values(shown)))
    page: dict[str, Any] = {"document": found, "hidden": form.hidden, "tone": TONES[found.standing]}
    if "add_child" in request.form:
        form.children.append_entry()
    if "refresh" in request.form or "add_child" in request.form:
        return render_template(_CORRECT, form=form, **page)
    return walk(
        form,
        _CORRECT,
        lambda session, actor: operations.correct_card(
            session, actor, document_id, form.entry(), version=form.seen, today=web.today()
        ),
        done=_("The card is put right; the log of changes keeps what it said before."),
        to=url_for("enforcement.document", document_id=document_id),
        meanwhile=lambda: history_of(db.session(), KIND, document_id)[-1],
        **page,
    )


def _proposed(actor: Actor) -> dict[str, Any]:
    """What a new card begins with: today's key, and what the card before it had in common."""
    proposed: dict[str, Any] = {
        "received_on": web.today(),
        "document_kind": law.document_kinds()[0].code,
        "debtor_kind": PersonKind.NATURAL.value,
        "claimant_kind": PersonKind.NATURAL.value,
    }
    before = number_in(request.args.get("after"))
    if before is not None:
        try:
            document = get(db.session(), before)
        except NotFound:
            document = None
        if document is not None and document.office_id == actor.office_id:
            proposed |= like(document)
    return {**proposed, "idempotency_key": str(uuid.uuid4())}


def _page(form: CardForm, problems: list[str] | None = None) -> str:
    return render_template(
        "enforcement/new.html", form=form, hidden=form.hidden, problems=problems or []
    )
