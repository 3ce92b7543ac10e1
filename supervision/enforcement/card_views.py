"""Entering a document on card 4.0: fields follow the types chosen, nothing typed is lost."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.db import db
from supervision.core.errors import Forbidden, NotFound, Refused
from supervision.core.i18n import _
from supervision.core.transaction import transaction
from supervision.duties.forms import number_in
from supervision.enforcement import operations, policy
from supervision.enforcement.blueprint import blueprint
from supervision.enforcement.card_forms import CardForm, like
from supervision.enforcement.queries.documents import get
from supervision.law.enforcement import card as law
from supervision.law.enforcement.card import PersonKind


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
