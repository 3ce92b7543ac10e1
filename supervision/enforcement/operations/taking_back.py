"""Taking a card or an event back that a sheet entered and nobody has worked on."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.audit.queries import worked_on
from supervision.core.access import Actor
from supervision.core.errors import NotFound, Refused
from supervision.core.removing import BUILT_UPON, remove
from supervision.enforcement.models import EnforcementChild, EnforcementEvent, EnforcementWord
from supervision.enforcement.operations.ledger import changing, drop_event
from supervision.enforcement.operations.registration import decision_key
from supervision.enforcement.queries.documents import events_of
from supervision.enforcement.rules.card import KIND

_ENTERED_BY = "enforcement.register_document"
_OF_EVENTS = ("enforcement.record_event", "enforcement.take_back_event")


def take_back_document(session: Session, actor: Actor, document_id: int) -> None:
    """Take a card of a sheet away, with the ruling it told; the audit keeps what it was.

    Raises NotFound, Forbidden; Refused once an event or anything else was recorded on it.
    """
    document = changing(session, document_id, None, actor=actor)
    events = events_of(session, document.id)
    first_ruling = decision_key(document.idempotency_key)
    if any(each.idempotency_key != first_ruling for each in events) or worked_on(
        session, KIND, document.id, entered_by=_ENTERED_BY, besides=_OF_EVENTS
    ):
        raise Refused(BUILT_UPON)
    before = {
        "writ_number": document.writ_number,
        "issuing_body": document.issuing_body,
        "writ_issued_on": document.writ_issued_on,
        "received_on": document.received_on,
    }
    record(
        session,
        actor,
        action="enforcement.take_back_document",
        subject=(KIND, document.id),
        office_id=document.office_id,
        before=before,
    )
    for ruling in events:
        drop_event(session, document, ruling)
    parts = [
        delete(part).where(part.document_id == document.id)
        for part in (EnforcementWord, EnforcementChild)
    ]
    remove(session, document, parts, entered_as=None)


def take_back_event(session: Session, actor: Actor, event_id: int) -> None:
    """Take an event of a sheet away; the document stands as before it, and the audit keeps what it was.

    Raises NotFound, Forbidden; Refused once a later event was recorded or a submitted form counts it.
    """
    event = session.get(EnforcementEvent, event_id)
    if event is None:
        raise NotFound
    document = changing(session, event.document_id, None, actor=actor)
    names = ("kind", "effective_on", "ground", "amount", "until_on", "addressee", "note")
    before = {"event_id": event.id, **{name: getattr(event, name) for name in names}}
    drop_event(session, document, event)
    record(
        session,
        actor,
        action="enforcement.take_back_event",
        subject=(KIND, document.id),
        office_id=document.office_id,
        before=before,
        after={"standing": document.standing},
    )
