"""Entering a document on card 4.0, with its refusal or initiation where that is known (`F4`, app. 1).

Belongs here: the first rows of a document. Does not belong here: what happens to it later.
"""

from __future__ import annotations

import uuid
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ARRAY, Text, func, insert, literal, select
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import Refused
from supervision.core.problems import refuse
from supervision.core.searching import search_words
from supervision.enforcement.models import (
    EnforcementChild,
    EnforcementDocument,
    EnforcementWord,
)
from supervision.enforcement.operations.ledger import add_event
from supervision.enforcement.policy import demand_registration
from supervision.enforcement.queries.documents import hold_entry, made_by, twin_of
from supervision.enforcement.rules import card as rules
from supervision.enforcement.rules import events as event_rules
from supervision.enforcement.rules.card import KIND, CardEntry
from supervision.enforcement.rules.events import EventEntry
from supervision.law.enforcement.card import ReceiptKind, kind_row
from supervision.law.enforcement.events import EventKind
from supervision.law.enforcement.life import Standing


def register_document(
    session: Session,
    actor: Actor,
    entry: CardEntry,
    decision: EventEntry | None = None,
    *,
    idempotency_key: uuid.UUID,
    today: date,
) -> EnforcementDocument:
    """Enter a card into the account of the own office, with its refusal (5) or initiation (6).

    A document that came by territoriality enters by the sender's control card instead, unless its
    sender keeps no account here. The same key a second time gives the document of the first time.
    Raises Forbidden; Refused with every problem, or naming the card that holds the document already.
    """
    office_id = demand_registration(actor)
    hold_entry(session, office_id)
    made = made_by(session, office_id, idempotency_key)
    if made is not None:
        return made
    entry = rules.as_kept(entry)
    problems = list(rules.entry_problems(entry, today))
    if decision is not None:
        allowed = (EventKind.REFUSED, _first_ruling(entry))
        if decision.kind not in allowed:
            raise Refused("Choose one of the listed values.", field="kind")
        decision = event_rules.as_kept(decision)
        problems += event_rules.entry_problems(decision, entry.received_on, today)
    refuse(problems)
    document = add_document(session, actor, office_id, entry, key=idempotency_key)
    if decision is not None:
        key = decision_key(idempotency_key)
        add_event(session, actor, document, decision, key=key, today=today)
    return document


def decision_key(card: uuid.UUID) -> uuid.UUID:
    """The key of the ruling that a card of this key told when it was entered."""
    return uuid.uuid5(card, "decision")


def _first_ruling(entry: CardEntry) -> EventKind:
    """Which initiation a new card may begin with, by how the document came (field 7.1)."""
    came = entry.receipt_kind == ReceiptKind.BY_TERRITORIALITY
    return EventKind.ACCEPTED if came else EventKind.INITIATED


def add_document(
    session: Session, actor: Actor, office_id: int, entry: CardEntry, *, key: uuid.UUID
) -> EnforcementDocument:
    """The rows of a checked card. Raises Refused when the account holds the document already."""
    demand_single(session, office_id, entry)
    fields = {name: value for name, value in asdict(entry).items() if name != "children"}
    document = EnforcementDocument(
        office_id=office_id,
        number_key=rules.key_of(entry.writ_number),
        body_key=rules.key_of(entry.issuing_body),
        kind_row=kind_row(entry.document_kind, entry.extra_row, entry.report_row),
        standing=Standing.AWAITING.value,
        claim_now=entry.claim,
        recovered=Decimal(0),
        sanction_paid=Decimal(0),
        idempotency_key=key,
        **fields,
    )
    session.add(document)
    session.flush()
    add_children(session, document, entry)
    add_words(session, document, entry)
    record(
        session,
        actor,
        action="enforcement.register_document",
        subject=(KIND, document.id),
        office_id=office_id,
        after=told(entry),
    )
    return document


def demand_single(
    session: Session, office_id: int, entry: CardEntry, *, except_document: int | None = None
) -> None:
    """Refuse a card that says what another card of the account says: number, body, day of issue."""
    number_key, body_key = rules.key_of(entry.writ_number), rules.key_of(entry.issuing_body)
    twin = twin_of(session, office_id, number_key, body_key, entry.writ_issued_on)
    if twin is not None and twin.id != except_document:
        raise Refused(
            "A card with this number, body and day of issue is entered already: find it by its number.",
            field="writ_number",
        )


def told(entry: CardEntry) -> dict[str, Any]:
    """The filled fields of a card, as the trail and a control card keep them."""
    filled = {
        name: value
        for name, value in asdict(entry).items()
        if name != "children" and value not in (None, "", False)
    }
    if entry.children:
        filled["children"] = [asdict(child) for child in entry.children]
    return filled


def add_children(session: Session, document: EnforcementDocument, entry: CardEntry) -> None:
    """The lines 14.6–14.10 of a document, in their order."""
    if entry.children:
        session.execute(
            insert(EnforcementChild),
            [
                {
                    "document_id": document.id,
                    "office_id": document.office_id,
                    "position": place,
                    **asdict(child),
                }
                for place, child in enumerate(entry.children)
            ],
        )


def add_words(session: Session, document: EnforcementDocument, entry: CardEntry) -> None:
    """What the document is found by: its numbers, its parties' names and theirs."""
    words = search_words(
        entry.writ_number,
        entry.case_number,
        entry.debtor_name,
        entry.debtor_number,
        entry.claimant_name,
        entry.claimant_number,
    )
    each = func.unnest(literal(sorted(words), ARRAY(Text)))
    session.execute(
        insert(EnforcementWord).from_select(
            ["document_id", "office_id", "word"],
            select(literal(document.id), literal(document.office_id), each),
        )
    )


def received_anew(entry: CardEntry, on: date) -> CardEntry:
    """The card as the receiver of a territorial transfer enters it: come on a day, that way."""
    return replace(entry, receipt_kind=ReceiptKind.BY_TERRITORIALITY.value, received_on=on)
