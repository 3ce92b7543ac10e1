"""Transfers by territoriality: a document leaves an account only when card No. 2 confirms (`F4 ¶11`).

Belongs here: card No. 1 sent, its confirmation, refusal or recall. The receiver's answer writes the
sender's ledger in the same transaction, inside `reaching()`.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from supervision.audit.operations import plain, record
from supervision.core.access import Actor
from supervision.core.db import reaching
from supervision.core.errors import NotFound, Problem, Refused
from supervision.core.problems import LONGEST_NOTE, day_in_words, length_problems, refuse
from supervision.core.texts import written
from supervision.enforcement.models import ControlCard, EnforcementDocument
from supervision.enforcement.operations.ledger import add_event, changing
from supervision.enforcement.operations.registration import add_document, received_anew, told
from supervision.enforcement.policy import demand_answer
from supervision.enforcement.queries.closing import keep_open
from supervision.enforcement.queries.documents import (
    children_of,
    get_for_change,
    hold_entry,
    twin_of,
)
from supervision.enforcement.queries.transfers import (
    answer_to,
    card,
    made_by,
    next_number,
    open_card_of,
)
from supervision.enforcement.rules.card import entry_problems, key_of
from supervision.enforcement.rules.content import (
    card_of_content,
    card_of_document,
    recovered_of_content,
)
from supervision.enforcement.rules.events import EventEntry
from supervision.law.enforcement.events import EventKind
from supervision.law.enforcement.life import Standing
from supervision.offices.models import Office

CARD_KIND = "control_card"


def send_document(
    session: Session,
    actor: Actor,
    document_id: int,
    *,
    to_office_id: int,
    sent_on: date,
    note: str = "",
    idempotency_key: uuid.UUID,
    version: int | None = None,
    today: date,
) -> ControlCard:
    """Send the file to another unit with card No. 1; it stays in this account, in transit.

    Raises NotFound, Forbidden, Stale; Refused for the own or an unknown office, and when the
    document is not open.
    """
    document = changing(session, document_id, None, actor=actor)
    made = made_by(session, document.office_id, idempotency_key)
    if made is not None:
        return made
    document = changing(session, document_id, version, actor=actor)
    if to_office_id == document.office_id or session.get(Office, to_office_id) is None:
        raise Refused("Choose another office.", field="to_office_id")
    refuse(length_problems(note, "note", LONGEST_NOTE))
    add_event(
        session,
        actor,
        document,
        EventEntry(EventKind.SENT, sent_on, note=note),
        key=_key(idempotency_key, "event"),
        counterpart_office_id=to_office_id,
        today=today,
    )
    content = told(card_of_document(document, children_of(session, document.id)))
    content["recovered"] = document.recovered
    content["note"] = written(note)
    return _issue(
        session,
        actor,
        document,
        kind="sent",
        addressee_office_id=to_office_id,
        issued_on=sent_on,
        content=plain(content) or {},
        key=idempotency_key,
    )


def accept_transfer(
    session: Session,
    actor: Actor,
    card_id: int,
    *,
    accepted_on: date,
    serial_number: str,
    idempotency_key: uuid.UUID,
    today: date,
) -> EnforcementDocument:
    """Take a sent document into the own account; card No. 2 takes it off the sender's that day.

    Raises NotFound, Forbidden; Refused when it was answered already, or accepted before it was sent.
    """
    sent, office_id = _answering(session, actor, card_id)
    made = made_by(session, office_id, idempotency_key)
    if made is not None:
        return changing(session, made.document_id, None, actor=actor)
    _demand_unanswered(session, sent, accepted_on, "accepted_on")
    document = _taken_in(session, actor, office_id, sent, accepted_on, idempotency_key, today)
    add_event(
        session,
        actor,
        document,
        EventEntry(EventKind.ACCEPTED, accepted_on, serial_number=serial_number),
        key=_key(idempotency_key, "event"),
        counterpart_office_id=sent.office_id,
        today=today,
    )
    _certify_recovered(session, actor, document, sent, accepted_on, idempotency_key, today)
    _issue(
        session,
        actor,
        document,
        kind="confirmed",
        addressee_office_id=sent.office_id,
        issued_on=accepted_on,
        content={},
        key=idempotency_key,
        answers=sent,
    )
    confirmed = EventEntry(EventKind.RECEIPT_CONFIRMED, accepted_on)
    _tell_sender(session, actor, sent, confirmed, idempotency_key, today)
    return document


def refuse_transfer(
    session: Session,
    actor: Actor,
    card_id: int,
    *,
    refused_on: date,
    ground: str,
    reason: str,
    idempotency_key: uuid.UUID,
    today: date,
) -> EnforcementDocument:
    """Refuse a sent document under article 38: no card No. 2, the sender keeps it (`F4`, case 2).

    Raises NotFound, Forbidden; Refused without ground or reason, or once it was answered.
    """
    sent, office_id = _answering(session, actor, card_id)
    made = made_by(session, office_id, idempotency_key)
    if made is not None:
        return changing(session, made.document_id, None, actor=actor)
    _demand_unanswered(session, sent, refused_on, "refused_on")
    refuse(_reason_problems(reason))
    document = _taken_in(session, actor, office_id, sent, refused_on, idempotency_key, today)
    add_event(
        session,
        actor,
        document,
        EventEntry(EventKind.REFUSED, refused_on, ground=ground, note=reason),
        key=_key(idempotency_key, "event"),
        counterpart_office_id=sent.office_id,
        today=today,
    )
    _issue(
        session,
        actor,
        document,
        kind="refused",
        addressee_office_id=sent.office_id,
        issued_on=refused_on,
        content={},
        key=idempotency_key,
        answers=sent,
        ground=ground,
        reason=written(reason),
    )
    failed = EventEntry(EventKind.RECEIPT_FAILED, refused_on, note=reason)
    _tell_sender(session, actor, sent, failed, idempotency_key, today)
    return document


def recall_transfer(
    session: Session,
    actor: Actor,
    document_id: int,
    *,
    recalled_on: date,
    reason: str,
    idempotency_key: uuid.UUID,
    version: int | None = None,
    today: date,
) -> ControlCard:
    """Say as the sender that the file never arrived; it is in transit no more and stays here.

    Raises NotFound, Forbidden, Stale; Refused without a reason, or when nothing is in transit.
    """
    document = changing(session, document_id, None, actor=actor)
    made = made_by(session, document.office_id, idempotency_key)
    if made is not None:
        return made
    document = changing(session, document_id, version, actor=actor)
    sent = open_card_of(session, document.id)
    if sent is None:
        raise Refused("The document is not in transit.")
    refuse([*_reason_problems(reason), *_order_problems(sent, recalled_on, "recalled_on")])
    add_event(
        session,
        actor,
        document,
        EventEntry(EventKind.RECEIPT_FAILED, recalled_on, note=reason),
        key=_key(idempotency_key, "event"),
        counterpart_office_id=sent.addressee_office_id,
        today=today,
    )
    return _issue(
        session,
        actor,
        document,
        kind="recalled",
        addressee_office_id=sent.addressee_office_id,
        issued_on=recalled_on,
        content={},
        key=idempotency_key,
        answers=sent,
        reason=written(reason),
    )


def _answering(session: Session, actor: Actor, card_id: int) -> tuple[ControlCard, int]:
    """Card No. 1 and the office that answers it, its account held. Raises NotFound, Forbidden."""
    sent = card(session, card_id)
    office_id = demand_answer(actor, sent)
    hold_entry(session, office_id)
    keep_open(session, {office_id, sent.office_id})  # the answer is written into both accounts
    return sent, office_id


def _demand_unanswered(session: Session, sent: ControlCard, on: date, name: str) -> None:
    """Refuse to answer anything but card No. 1, and that only once and after it was sent."""
    if sent.kind != "sent" or answer_to(session, sent.id) is not None:
        raise Refused("This control card was answered already.")
    refuse(_order_problems(sent, on, name))


def _order_problems(sent: ControlCard, on: date, name: str) -> list[Problem]:
    if on >= sent.issued_on:
        return []
    day = day_in_words(sent.issued_on)
    return [Problem("The document was sent on %(day)s only.", name, {"day": day})]


def _reason_problems(reason: str) -> list[Problem]:
    missing = [] if written(reason) else [Problem("Say why.", "reason")]
    return [*missing, *length_problems(reason, "reason", LONGEST_NOTE)]


def _taken_in(
    session: Session,
    actor: Actor,
    office_id: int,
    sent: ControlCard,
    on: date,
    key: uuid.UUID,
    today: date,
) -> EnforcementDocument:
    """The receiver's own card of the document: the one it has already, or one like the sender's."""
    entry = received_anew(card_of_content(sent.content), on)
    number_key, body_key = key_of(entry.writ_number), key_of(entry.issuing_body)
    twin = twin_of(session, office_id, number_key, body_key, entry.writ_issued_on)
    if twin is not None:
        held = get_for_change(session, twin.id)
        if held is None:
            raise NotFound
        return held
    refuse(entry_problems(entry, today))
    return add_document(session, actor, office_id, entry, key=_key(key, "document"))


def _certify_recovered(
    session: Session,
    actor: Actor,
    document: EnforcementDocument,
    sent: ControlCard,
    on: date,
    key: uuid.UUID,
    today: date,
) -> None:
    """What was recovered before travels with the file, by its certificate (`F4 ¶11`, case 3)."""
    more = recovered_of_content(sent.content) - document.recovered
    if more > 0:
        part = EventEntry(EventKind.PARTLY_RECOVERED, on, amount=more)
        add_event(
            session,
            actor,
            document,
            part,
            key=_key(key, "certificate"),
            counterpart_office_id=sent.office_id,
            today=today,
        )


def _tell_sender(
    session: Session,
    actor: Actor,
    sent: ControlCard,
    entry: EventEntry,
    key: uuid.UUID,
    today: date,
) -> None:
    """Write the answer into the sender's ledger, whose document is in transit until then."""
    with reaching(session, [sent.office_id]):
        theirs = get_for_change(session, sent.document_id)
        if theirs is None or theirs.standing != Standing.IN_TRANSIT:
            raise Refused("This control card was answered already.")
        add_event(
            session,
            actor,
            theirs,
            entry,
            key=_key(key, "answer"),
            counterpart_office_id=actor.office_id,
            today=today,
        )


def _key(key: uuid.UUID, part: str) -> uuid.UUID:
    """The one-time key of one row that a sent form makes."""
    return uuid.uuid5(key, part)


def _issue(
    session: Session,
    actor: Actor,
    document: EnforcementDocument,
    *,
    kind: str,
    addressee_office_id: int,
    issued_on: date,
    content: dict[str, Any],
    key: uuid.UUID,
    answers: ControlCard | None = None,
    ground: str | None = None,
    reason: str = "",
) -> ControlCard:
    """A numbered control card of the actor's office, kept as it was issued."""
    year = issued_on.year
    issued = ControlCard(
        office_id=document.office_id,
        addressee_office_id=addressee_office_id,
        year=year,
        sequence=next_number(session, document.office_id, year),
        kind=kind,
        issued_on=issued_on,
        document_id=document.id,
        answers_id=None if answers is None else answers.id,
        content=content,
        ground=ground,
        reason=reason,
        issued_by=actor.name,
        idempotency_key=key,
    )
    session.add(issued)
    session.flush()
    record(
        session,
        actor,
        action=f"enforcement.card_{kind}",
        subject=(CARD_KIND, issued.id),
        office_id=document.office_id,
        after={
            "document_id": document.id,
            "addressee_office_id": addressee_office_id,
            "number": issued.sequence,
            "issued_on": issued_on,
            "reason": reason,
        },
    )
    return issued
