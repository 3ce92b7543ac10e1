"""Cards and events by the API: the verbs of the pages, each guarded by the state it was meant for."""

from __future__ import annotations

import uuid
from decimal import Decimal
from enum import StrEnum
from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from supervision.api.changing import create_once, expected_version
from supervision.api.describing import IF_MATCH, changes, creates
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.transaction import transaction
from supervision.enforcement import operations
from supervision.enforcement.api.blueprint import TAG, blueprint
from supervision.enforcement.api.reads import DOCUMENTS, told_document
from supervision.enforcement.api.shapes import CardBody, DocumentWhole, EventBody, NewCard
from supervision.enforcement.rules.card import CardEntry, ChildEntry
from supervision.enforcement.rules.events import EventEntry

_SUMS = ("claim", "beneficiary_amount")


@blueprint.post(DOCUMENTS)
@requires(Permission.RECORD_CASES)
@creates(DocumentWhole, tag=TAG)
def enter_card(json: NewCard) -> Response:
    """Enter a card into the account of the own office, with its first ruling where it is known."""
    made = create_once(
        lambda session, key: (
            operations.register_document(
                session,
                web.actor(),
                _card(json),
                None if json.decision is None else _event(json.decision),
                idempotency_key=key,
                today=web.today(),
            ).id
        )
    )
    return told_document(made, status=201)


@blueprint.put(f"{DOCUMENTS}/<int:document_id>/card")
@requires(Permission.RECORD_CASES)
@changes(DocumentWhole, tag=TAG)
def put_card_right(document_id: int, json: CardBody) -> Response:
    """Put a card right; what is left out becomes empty."""
    version = expected_version()
    with transaction() as session:
        operations.correct_card(
            session, web.actor(), document_id, _card(json), version=version, today=web.today()
        )
    return told_document(document_id)


@blueprint.post(f"{DOCUMENTS}/<int:document_id>/events")
@requires(Permission.RECORD_CASES)
@creates(DocumentWhole, tag=TAG, guards=(IF_MATCH,))
def enter_event(document_id: int, json: EventBody) -> Response:
    """Record one event that may lawfully follow (`may_follow` of the document)."""
    version = expected_version()

    def enter(session: Session, key: uuid.UUID) -> int:
        return operations.record_event(
            session,
            web.actor(),
            document_id,
            _event(json),
            idempotency_key=key,
            version=version,
            today=web.today(),
        ).id

    create_once(enter)
    return told_document(document_id, status=201)


@blueprint.post(f"{DOCUMENTS}/<int:document_id>/events/<int:event_id>/correction")
@requires(Permission.RECORD_CASES)
@creates(DocumentWhole, tag=TAG, guards=(IF_MATCH,))
def put_event_right(document_id: int, event_id: int, json: EventBody) -> Response:
    """Put an event right by a later one; `annulled` says that it never was. `note` says why."""
    version = expected_version()

    def correct(session: Session, key: uuid.UUID) -> int:
        return operations.correct_event(
            session,
            web.actor(),
            document_id,
            event_id,
            _event(json),
            idempotency_key=key,
            version=version,
            today=web.today(),
        ).id

    create_once(correct)
    return told_document(document_id, status=201)


def _card(json: CardBody) -> CardEntry:
    given: dict[str, Any] = {name: _plain(getattr(json, name)) for name in CardBody.model_fields}
    given |= {name: _tenge(given[name]) for name in _SUMS}
    given["children"] = tuple(ChildEntry(**dict(child)) for child in json.children)
    return CardEntry(**given, children_count=len(json.children))


def _plain(value: object) -> object:
    """A code as rows keep it."""
    return value.value if isinstance(value, StrEnum) else value


def _event(json: EventBody) -> EventEntry:
    return EventEntry(**{**dict(json), "amount": _tenge(json.amount)})


def _tenge(amount: str | None) -> Decimal | None:
    return None if amount is None else Decimal(amount)
