"""Events entered by hand: one that may follow now, or one that puts an earlier one right."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from flask import request, url_for

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import NotFound, Refused
from supervision.core.form_walk import Answer, Verb, walk
from supervision.core.i18n import _, day
from supervision.duties.forms import RecordForm
from supervision.enforcement import operations, policy
from supervision.enforcement.blueprint import blueprint
from supervision.enforcement.document_views import event_of, proceeding_of
from supervision.enforcement.event_forms import CorrectionForm, EventForm
from supervision.enforcement.models import EnforcementDocument
from supervision.enforcement.operations.ledger import life_of
from supervision.enforcement.presenting import TONES, event_lines
from supervision.enforcement.queries.documents import events_of, get
from supervision.enforcement.rules.events import enterable
from supervision.law.enforcement.events import BY_CONTROL_CARD, EventKind


@blueprint.route("/<int:document_id>/events/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new_event(document_id: int) -> Answer:
    """Record an event of the kind the address names, of those that may lawfully follow."""
    document = opened(document_id)
    kind = _kind(document)
    form = EventForm(kind=kind, data=fresh(document, effective_on=web.today()))
    return stepped(
        document,
        form,
        lambda session, actor: operations.record_event(
            session,
            actor,
            document_id,
            form.entry(),
            idempotency_key=form.key,
            version=form.seen,
            today=web.today(),
        ),
        title=_(f"enforcement.step.{kind}"),
        submit=_("Record the event"),
        done=_("The event is recorded."),
    )


@blueprint.route("/<int:document_id>/events/<int:event_id>/correct", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def correct_event(document_id: int, event_id: int) -> Answer:
    """Put an event right by a later one; the wrong one stays in the life, struck through."""
    document = opened(document_id)
    wrong = event_of(db.session(), document_id, event_id)
    if wrong is None:
        raise NotFound
    if request.method == "GET" and (wrong.superseded or wrong.kind in BY_CONTROL_CARD):
        raise Refused("This event was put right already.")
    proceeding = proceeding_of(db.session(), wrong)
    names = ("effective_on", "ground", "amount", "until_on", "addressee")
    told = {name: getattr(wrong, name) for name in names}
    form = CorrectionForm(
        kind=EventKind(wrong.kind),
        data=fresh(document, serial_number=proceeding.serial_number if proceeding else "", **told),
    )
    return stepped(
        document,
        form,
        lambda session, actor: operations.correct_event(
            session,
            actor,
            document_id,
            event_id,
            form.entry(),
            idempotency_key=form.key,
            version=form.seen,
            today=web.today(),
        ),
        title=_("Put right: %(event)s", event=_(f"enforcement.event.{wrong.kind}")),
        note=_("Recorded as of %(day)s", day=day(wrong.effective_on)),
        submit=_("Put it right"),
        done=_("The event is put right; the earlier entry stays in the life of the document."),
    )


def opened(document_id: int) -> EnforcementDocument:
    """The document for a form about it; refuses whoever may not change it."""
    document = get(db.session(), document_id)
    policy.demand_change(web.actor(), document)
    return document


def fresh(document: EnforcementDocument, **shown: Any) -> dict[str, Any]:
    """What a form about a document begins with: a key of its own, the version its reader saw."""
    return {"idempotency_key": str(uuid.uuid4()), "version": str(document.version), **shown}


def stepped(
    document: EnforcementDocument,
    form: RecordForm,
    verb: Verb,
    *,
    title: str,
    submit: str,
    done: str,
    note: str = "",
    to: str | Callable[[Any], str] = "",
    helps: dict[str, str] | None = None,
) -> Answer:
    """The walk of one form about a document, back to its page."""
    address = url_for("enforcement.document", document_id=document.id)
    return walk(
        form,
        "enforcement/step.html",
        verb,
        done=done,
        to=to or address,
        meanwhile=lambda: event_lines(events_of(db.session(), document.id), {}, {}, {})[:1],
        document=document,
        tone=TONES[document.standing],
        title=title,
        note=note,
        submit=submit,
        back=address,
        helps=helps or {},
    )


def _kind(document: EnforcementDocument) -> EventKind:
    """The kind the address names; one that does not follow is refused before it is typed."""
    asked = request.args.get("kind", "")
    allowed = enterable(life_of(document, events_of(db.session(), document.id)))
    if request.method == "POST":
        allowed = [kind for kind in EventKind if kind not in BY_CONTROL_CARD | {EventKind.ANNULLED}]
    for kind in allowed:
        if kind.value == asked:
            return kind
    raise Refused("The document has moved on: this step does not follow from where it stands.")
