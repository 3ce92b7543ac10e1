"""Taking a card back that a sheet entered and nobody has worked on."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.audit.queries import worked_on
from supervision.core.access import Actor
from supervision.core.errors import Refused
from supervision.core.removing import BUILT_UPON, remove
from supervision.enforcement.models import EnforcementWord
from supervision.enforcement.operations.ledger import changing
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
