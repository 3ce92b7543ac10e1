"""One document with its parts, and holding it for a change."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision.core.errors import NotFound
from supervision.enforcement.models import (
    EnforcementChild,
    EnforcementDocument,
    EnforcementEvent,
    EnforcementProceeding,
)
from supervision.law.enforcement.events import INITIATIONS, EventKind

LARGEST_ID = 2**63 - 1
_LEDGER_LOCK = 7_251_026


def get(session: Session, document_id: int) -> EnforcementDocument:
    """The document, if the scope shows it; raises NotFound otherwise."""
    found = None
    if document_id <= LARGEST_ID:
        found = session.get(EnforcementDocument, document_id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def get_for_change(session: Session, document_id: int) -> EnforcementDocument | None:
    """The document held against other writers; None where the scope may not change it."""
    if document_id > LARGEST_ID:
        return None
    statement = select(EnforcementDocument).where(EnforcementDocument.id == document_id)
    return session.scalars(
        statement.with_for_update(), execution_options={"populate_existing": True}
    ).first()


def hold_entry(session: Session, office_id: int) -> None:
    """Let nobody else register in this account until the transaction ends: a form finds its twin."""
    session.execute(select(func.pg_advisory_xact_lock(_LEDGER_LOCK, office_id)))


def made_by(session: Session, office_id: int, key: uuid.UUID) -> EnforcementDocument | None:
    """The document this sent form has made already."""
    return session.scalars(
        select(EnforcementDocument).where(
            EnforcementDocument.office_id == office_id,
            EnforcementDocument.idempotency_key == key,
        )
    ).first()


def twin_of(
    session: Session, office_id: int, number_key: str, body_key: str, issued_on: date
) -> EnforcementDocument | None:
    """The document of this account with the same number, body and day of issue."""
    return session.scalars(
        select(EnforcementDocument).where(
            EnforcementDocument.office_id == office_id,
            EnforcementDocument.number_key == number_key,
            EnforcementDocument.body_key == body_key,
            EnforcementDocument.writ_issued_on == issued_on,
        )
    ).first()


def children_of(session: Session, document_id: int) -> list[EnforcementChild]:
    """The children of an alimony document in the order of their lines."""
    return list(
        session.scalars(
            select(EnforcementChild)
            .where(EnforcementChild.document_id == document_id)
            .order_by(EnforcementChild.position)
        )
    )


def proceedings_of(session: Session, document_id: int) -> list[EnforcementProceeding]:
    """The proceedings of a document, the first one first."""
    return list(
        session.scalars(
            select(EnforcementProceeding)
            .where(EnforcementProceeding.document_id == document_id)
            .order_by(EnforcementProceeding.ordinal)
        )
    )


def events_of(session: Session, document_id: int) -> list[EnforcementEvent]:
    """Every event of a document in the order of its life, with those put right since."""
    return list(
        session.scalars(
            select(EnforcementEvent)
            .where(EnforcementEvent.document_id == document_id)
            .order_by(
                EnforcementEvent.effective_on, EnforcementEvent.place, EnforcementEvent.sequence
            )
        )
    )


def standing(events: Sequence[EnforcementEvent]) -> list[EnforcementEvent]:
    """The events that count: neither put right by a later one nor an annulment."""
    return [each for each in events if not each.superseded and each.kind != "annulled"]


def first_ruling_on(events: Sequence[EnforcementEvent]) -> date | None:
    """The day of the first initiation or refusal that counts; None while the bailiff has not ruled."""
    ruled = {*INITIATIONS, EventKind.REFUSED}
    return min((each.effective_on for each in standing(events) if each.kind in ruled), default=None)


def serial_number_taken(
    session: Session, office_id: int, serial_number: str, *, except_document: int
) -> bool:
    """Whether another document of the account has a proceeding of this number (field 6.2)."""
    found = session.scalar(
        select(EnforcementProceeding.id).where(
            EnforcementProceeding.office_id == office_id,
            EnforcementProceeding.serial_number == serial_number,
            EnforcementProceeding.document_id != except_document,
        )
    )
    return found is not None
