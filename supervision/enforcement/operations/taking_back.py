"""Taking a card or an event back that a sheet entered and nobody has worked on."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.audit.queries import worked_on
from supervision.core.access import Actor
from supervision.core.errors import NotFound, Refused
from supervision.core.removing import BUILT_UPON, remove
from supervision.enforcement.models import EnforcementEvent, EnforcementWord
from supervision.enforcement.operations.ledger import changing, drop_event
from supervision.enforcement.rules.card import KIND

_ENTERED_BY = "enforcement.register_document"


def take_back_document(session: Session, actor: Actor, document_id: int) -> None:
    """Take a card of a sheet away; the audit keeps what it was.

    Raises NotFound, Forbidden; Refused once an event or anything else was recorded on it.
    """
    document = changing(session, document_id, None, actor=actor)
    if worked_on(session, KIND, document.id, entered_by=_ENTERED_BY):
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
    words = delete(EnforcementWord).where(EnforcementWord.document_id == document.id)
    remove(session, document, [words])


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
