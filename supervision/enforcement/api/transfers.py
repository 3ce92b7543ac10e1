"""Control cards by the API: what is on its way, sending, accepting, refusing, a file that never arrived."""

from __future__ import annotations

import uuid
from typing import Literal

from flask import Response
from sqlalchemy.orm import Session

from supervision.api.changing import create_once, expected_version
from supervision.api.describing import IF_MATCH, answers, creates, told
from supervision.api.shapes import Office, Query, filled
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.i18n import current_language
from supervision.enforcement import operations
from supervision.enforcement.api.blueprint import TAG, blueprint
from supervision.enforcement.api.reads import DOCUMENTS, tenge, told_document
from supervision.enforcement.api.shapes import (
    AcceptanceBody,
    ControlCardWhole,
    DocumentWhole,
    RecallBody,
    RefusalBody,
    TransferBody,
    TransferItem,
    TransferList,
)
from supervision.enforcement.prints import mark_of
from supervision.enforcement.queries import transfers as queries
from supervision.enforcement.rules.content import card_of_content
from supervision.offices.queries import office_names

CARDS = "/enforcement/cards"


class TransferQuery(Query):
    """Which transfers are wanted."""

    direction: Literal["coming", "going"] = "coming"
    """To the offices the reader sees, or from them."""
    state: Literal["in_transit", "answered"] = "in_transit"


@blueprint.get("/enforcement/transfers")
@requires(Permission.SEE_CASES)
@answers(TransferList, tag=TAG)
def list_transfers(query: TransferQuery) -> Response:
    """What is on its way to or from the offices the reader sees, or was answered lately."""
    finder = queries.in_transit if query.state == "in_transit" else queries.answered
    incoming = query.direction == "coming"
    rows = finder(db.session(), list(web.actor().offices_below), incoming=incoming)
    items = [filled(TransferItem, row, claim=tenge(row.sum)) for row in rows]
    return told(TransferList(items=items))


@blueprint.get(f"{CARDS}/<int:card_id>")
@requires(Permission.SEE_CASES)
@answers(ControlCardWhole, tag=TAG)
def read_control_card(card_id: int) -> Response:
    """One control card, for the office that issued it and the one it is addressed to."""
    return _told_card(card_id)


@blueprint.post(f"{DOCUMENTS}/<int:document_id>/transfer")
@requires(Permission.RECORD_CASES)
@creates(ControlCardWhole, tag=TAG, guards=(IF_MATCH,))
def send_by_territoriality(document_id: int, json: TransferBody) -> Response:
    """Send a document with control card No. 1; it stays in the account until card No. 2 confirms."""
    version = expected_version()

    def send(session: Session, key: uuid.UUID) -> int:
        return operations.send_document(
            session,
            web.actor(),
            document_id,
            **dict(json),
            idempotency_key=key,
            version=version,
            today=web.today(),
        ).id

    return _told_card(create_once(send), status=201)


@blueprint.post(f"{DOCUMENTS}/<int:document_id>/recall")
@requires(Permission.RECORD_CASES)
@creates(ControlCardWhole, tag=TAG, guards=(IF_MATCH,))
def recall_document(document_id: int, json: RecallBody) -> Response:
    """Say that a sent file never arrived; the document stays with its sender."""
    version = expected_version()

    def recall(session: Session, key: uuid.UUID) -> int:
        return operations.recall_transfer(
            session,
            web.actor(),
            document_id,
            **dict(json),
            idempotency_key=key,
            version=version,
            today=web.today(),
        ).id

    return _told_card(create_once(recall), status=201)


@blueprint.post(f"{CARDS}/<int:card_id>/acceptance")
@requires(Permission.RECORD_CASES)
@creates(DocumentWhole, tag=TAG)
def accept_document(card_id: int, json: AcceptanceBody) -> Response:
    """Take a sent document into the own account; card No. 2 takes it off the sender's."""

    def accept(session: Session, key: uuid.UUID) -> int:
        return operations.accept_transfer(
            session, web.actor(), card_id, **dict(json), idempotency_key=key, today=web.today()
        ).id

    return told_document(create_once(accept), status=201)


@blueprint.post(f"{CARDS}/<int:card_id>/refusal")
@requires(Permission.RECORD_CASES)
@creates(DocumentWhole, tag=TAG)
def refuse_document(card_id: int, json: RefusalBody) -> Response:
    """Refuse a sent document under article 38(1); the sender keeps it."""

    def refuse(session: Session, key: uuid.UUID) -> int:
        return operations.refuse_transfer(
            session, web.actor(), card_id, **dict(json), idempotency_key=key, today=web.today()
        ).id

    return told_document(create_once(refuse), status=201)


def _told_card(card_id: int, *, status: int = 200) -> Response:
    """A control card; raises NotFound."""
    session = db.session()
    card = queries.card(session, card_id)
    sent = queries.card(session, card.answers_id) if card.answers_id else card
    answer = queries.answer_to(session, card.id)
    entry = card_of_content(sent.content)
    concerned = [card.office_id, card.addressee_office_id]
    names = office_names(session, concerned, current_language())
    whole = filled(
        ControlCardWhole,
        card,
        number=mark_of(card),
        office=Office(id=card.office_id, name=names.get(card.office_id, "")),
        addressee=Office(id=card.addressee_office_id, name=names.get(card.addressee_office_id, "")),
        answer_id=None if answer is None else answer.id,
        writ_number=entry.writ_number,
        debtor_name=entry.debtor_name,
        claim=tenge(entry.claim),
    )
    location = f"/api/v1{CARDS}/{card_id}" if status == 201 else ""
    return told(whole, status=status, location=location)
