"""Transfers by territoriality: the list of what is on its way, and the cards No. 1 and No. 2 (`F4 ¶11`)."""

from __future__ import annotations

import uuid
from typing import Any

from flask import render_template, request, url_for

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import Refused
from supervision.core.form_walk import Answer, Verb, walk
from supervision.core.i18n import _, current_language
from supervision.duties.forms import RecordForm, text_of
from supervision.enforcement import operations, policy
from supervision.enforcement.blueprint import blueprint
from supervision.enforcement.event_forms import AcceptForm, RecallForm, RefuseForm, SendForm
from supervision.enforcement.event_views import fresh, opened, stepped
from supervision.enforcement.models import ControlCard
from supervision.enforcement.presenting import ground_words, money
from supervision.enforcement.prints import code_of
from supervision.enforcement.queries import transfers as queries
from supervision.enforcement.rules.content import card_of_content, recovered_of_content
from supervision.law.enforcement.events import EventKind
from supervision.law.enforcement.life import Standing
from supervision.offices.queries import office_names, tree
from supervision.printing.shelf import shelf_of


@blueprint.get("/transfers")
@requires(Permission.SEE_CASES)
def transfers() -> str:
    """What is in transit, to the reader's offices and from them, and what was answered lately."""
    session, actor, language = db.session(), web.actor(), current_language()
    below = list(actor.offices_below)
    lists = {
        name: finder(session, below, incoming=incoming)
        for name, finder, incoming in (
            ("coming", queries.in_transit, True),
            ("going", queries.in_transit, False),
            ("answered_coming", queries.answered, True),
            ("answered_going", queries.answered, False),
        )
    }
    rows = [row for found in lists.values() for row in found]
    concerned = {row.office_id for row in rows} | {row.addressee_office_id for row in rows}
    return render_template(
        "enforcement/transfers.html",
        **lists,
        offices=office_names(session, sorted(concerned), language),
        own=actor.office_id if actor.may(Permission.RECORD_CASES) else None,
        money=money,
        today=web.today(),
    )


@blueprint.get("/cards/<int:card_id>")
@requires(Permission.SEE_CASES)
def control_card(card_id: int) -> str:
    """A control card as a letter, to be read and printed; for an answer with the card it answers."""
    session, language = db.session(), current_language()
    found = queries.card(session, card_id)
    sent = queries.card(session, found.answers_id) if found.answers_id else found
    offices = office_names(session, [sent.office_id, sent.addressee_office_id], language)
    entry = card_of_content(sent.content)
    return render_template(
        "enforcement/card.html",
        card=found,
        sent=sent,
        answer=queries.answer_to(session, sent.id) if found is sent else None,
        offices=offices,
        entry=entry,
        claim=money(entry.claim),
        recovered=money(recovered_of_content(sent.content)),
        ground=ground_words(EventKind.REFUSED, found.ground),
        may_answer=found is sent and policy.may_answer(web.actor(), sent),
        own=sent.office_id in web.actor().offices_below,
        papers=shelf_of(
            session,
            web.actor(),
            code_of(found.kind),
            card_id,
            office_id=found.office_id,
            settled=True,
        ),
    )


@blueprint.route("/<int:document_id>/send", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def send(document_id: int) -> Answer:
    """Send a document with control card No. 1; it stays in the account until card No. 2 confirms."""
    document = opened(document_id)
    offices = [
        (str(number), name)
        for number, name in office_names(
            db.session(), [each.id for each in tree(db.session())], current_language()
        ).items()
        if number != document.office_id
    ]
    form = SendForm(offices=offices, data=fresh(document, sent_on=web.today()))
    return stepped(
        document,
        form,
        lambda session, actor: operations.send_document(
            session,
            actor,
            document_id,
            to_office_id=form.office,
            sent_on=form.day("sent_on"),
            note=text_of(form.note),
            idempotency_key=form.key,
            version=form.seen,
            today=web.today(),
        ),
        title=_("Send by territoriality"),
        submit=_("Send with control card No. 1"),
        done=_("The document is in transit; it stays in your account until card No. 2 confirms."),
        to=lambda card: url_for("enforcement.control_card", card_id=card.id),
    )


@blueprint.route("/<int:document_id>/recall", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def recall(document_id: int) -> Answer:
    """Say that a sent file never arrived; the document stays with its sender."""
    document = opened(document_id)
    if request.method == "GET" and document.standing != Standing.IN_TRANSIT:
        raise Refused("The document is not in transit.")
    form = RecallForm(data=fresh(document, recalled_on=web.today()))
    return stepped(
        document,
        form,
        lambda session, actor: operations.recall_transfer(
            session,
            actor,
            document_id,
            recalled_on=form.day("recalled_on"),
            reason=text_of(form.reason),
            idempotency_key=form.key,
            version=form.seen,
            today=web.today(),
        ),
        title=_("The file did not arrive"),
        submit=_("Record that it came back"),
        done=_("The document is in transit no more."),
    )


@blueprint.route("/transfers/<int:card_id>/accept", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def accept(card_id: int) -> Answer:
    """Take a sent document into the own account with control card No. 2."""
    card = _answering(card_id)
    form = AcceptForm(data=_fresh(accepted_on=web.today()))
    return _answered(
        card,
        form,
        lambda session, actor: operations.accept_transfer(
            session,
            actor,
            card_id,
            accepted_on=form.day("accepted_on"),
            serial_number=text_of(form.serial_number),
            idempotency_key=form.key,
            today=web.today(),
        ),
        title=_("Accept with control card No. 2"),
        submit=_("Accept the document"),
        done=_("The document is in your account; card No. 2 took it off the sender's."),
    )


@blueprint.route("/transfers/<int:card_id>/refuse", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def refuse(card_id: int) -> Answer:
    """Refuse a sent document under article 38; its sender keeps it."""
    card = _answering(card_id)
    form = RefuseForm(data=_fresh(refused_on=web.today()))
    return _answered(
        card,
        form,
        lambda session, actor: operations.refuse_transfer(
            session,
            actor,
            card_id,
            refused_on=form.day("refused_on"),
            ground=text_of(form.ground),
            reason=text_of(form.reason),
            idempotency_key=form.key,
            today=web.today(),
        ),
        title=_("Refuse the transfer"),
        submit=_("Refuse the document"),
        done=_("The transfer is refused; the document stays with its sender."),
    )


def _fresh(**shown: Any) -> dict[str, Any]:
    return {"idempotency_key": str(uuid.uuid4()), **shown}


def _answering(card_id: int) -> ControlCard:
    """Card No. 1 for the form that answers it; answered ones are refused before anything is typed."""
    card = queries.card(db.session(), card_id)
    policy.demand_answer(web.actor(), card)
    if request.method == "GET" and (
        card.kind != "sent" or queries.answer_to(db.session(), card_id) is not None
    ):
        raise Refused("This control card was answered already.")
    return card


def _answered(
    card: ControlCard, form: RecordForm, verb: Verb, *, title: str, submit: str, done: str
) -> Answer:
    """The walk of an answer, to the document in the own account."""
    entry = card_of_content(card.content)
    return walk(
        form,
        "enforcement/answer.html",
        verb,
        done=done,
        to=lambda made: url_for("enforcement.document", document_id=made.id),
        card=card,
        entry=entry,
        claim=money(entry.claim),
        sender=office_names(db.session(), [card.office_id], current_language()).get(
            card.office_id, ""
        ),
        title=title,
        submit=submit,
    )
