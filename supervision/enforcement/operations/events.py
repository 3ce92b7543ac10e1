"""Recording what happened to a document, and putting right what was recorded wrongly (`F4 ¶11–36`).

Belongs here: the two verbs of events entered by hand. Does not belong here: transfers, which go by
control cards (`transfers.py`).
"""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.errors import NotFound, Refused
from supervision.core.texts import written
from supervision.enforcement.models import EnforcementDocument, EnforcementEvent
from supervision.enforcement.operations.ledger import add_event, changing
from supervision.enforcement.rules.events import EventEntry
from supervision.law.enforcement.events import BY_CONTROL_CARD, EventKind


def record_event(
    session: Session,
    actor: Actor,
    document_id: int,
    entry: EventEntry,
    *,
    idempotency_key: uuid.UUID,
    version: int | None = None,
    today: date,
) -> EnforcementEvent:
    """Record one event that lawfully follows; the same key again gives the event of the first time.

    Raises NotFound, Forbidden, Stale; Refused with every problem of the entry, or when the event
    may not follow where the document stood on its day.
    """
    document = changing(session, document_id, None, actor=actor)
    made = _made_by(session, document, idempotency_key)
    if made is not None:
        return made
    document = changing(session, document_id, version, actor=actor)
    _demand_by_hand(entry.kind)
    return add_event(session, actor, document, entry, key=idempotency_key, today=today)


def correct_event(
    session: Session,
    actor: Actor,
    document_id: int,
    event_id: int,
    entry: EventEntry,
    *,
    idempotency_key: uuid.UUID,
    version: int | None = None,
    today: date,
) -> EnforcementEvent:
    """Put an event right by a later one that is linked to it; `annulled` says it never was.

    Raises NotFound, Forbidden, Stale; Refused without a reason, for an event put right already, for
    one of a control card, and when what follows it would no longer be lawful.
    """
    document = changing(session, document_id, None, actor=actor)
    made = _made_by(session, document, idempotency_key)
    if made is not None:
        return made
    document = changing(session, document_id, version, actor=actor)
    wrong = _wrong(session, document, event_id)
    if not written(entry.note):
        raise Refused("Say why it is put right.", field="note")
    if entry.kind not in (wrong.kind, EventKind.ANNULLED):
        _demand_by_hand(entry.kind)
    return add_event(
        session, actor, document, entry, key=idempotency_key, corrects=wrong, today=today
    )


def _made_by(
    session: Session, document: EnforcementDocument, key: uuid.UUID
) -> EnforcementEvent | None:
    """The event this sent form has made already."""
    return session.scalars(
        select(EnforcementEvent).where(
            EnforcementEvent.office_id == document.office_id,
            EnforcementEvent.idempotency_key == key,
        )
    ).first()


def _wrong(session: Session, document: EnforcementDocument, event_id: int) -> EnforcementEvent:
    """The event to put right, which must still stand and be one entered by hand."""
    event = session.get(EnforcementEvent, event_id)
    if event is None or event.document_id != document.id:
        raise NotFound
    if event.superseded or event.kind == EventKind.ANNULLED:
        raise Refused("This event was put right already.")
    if event.kind in BY_CONTROL_CARD:
        raise Refused("A transfer is put right by a control card, not by hand.")
    return event


def _demand_by_hand(kind: str) -> None:
    """Refuse a kind that only a control card records, or that none is."""
    by_hand = set(EventKind) - BY_CONTROL_CARD - {EventKind.ANNULLED}
    if kind not in by_hand:
        raise Refused("Choose one of the listed values.", field="kind")
