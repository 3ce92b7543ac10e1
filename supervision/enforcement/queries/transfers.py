"""Control cards: what is in transit from and to an office, and finding one card."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from supervision.core.errors import NotFound
from supervision.enforcement.models import ControlCard
from supervision.enforcement.queries.documents import LARGEST_ID

_NUMBERING_LOCK = 7_251_027


class TransferRow(NamedTuple):
    """One transfer as lists show it: card No. 1 and, when there is one, its answer."""

    id: int
    office_id: int
    addressee_office_id: int
    year: int
    sequence: int
    issued_on: date
    document_id: int
    writ_number: str
    debtor_name: str
    claim: str | None
    answer: str | None
    answered_on: date | None
    reason: str | None

    @property
    def sum(self) -> Decimal | None:
        """The claim that travels, in tenge."""
        return None if self.claim is None else Decimal(self.claim)


def card(session: Session, card_id: int) -> ControlCard:
    """The control card, if the scope shows it; raises NotFound otherwise."""
    found = None
    if card_id <= LARGEST_ID:
        found = session.get(ControlCard, card_id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def answer_to(session: Session, card_id: int) -> ControlCard | None:
    """The card that answers this one, if it is answered."""
    return session.scalars(select(ControlCard).where(ControlCard.answers_id == card_id)).first()


def open_card_of(session: Session, document_id: int) -> ControlCard | None:
    """Card No. 1 of the sender's document that nobody has answered yet."""
    answer = aliased(ControlCard)
    return session.scalars(
        select(ControlCard)
        .where(
            ControlCard.document_id == document_id,
            ControlCard.kind == "sent",
            ~select(answer.id).where(answer.answers_id == ControlCard.id).exists(),
        )
        .order_by(ControlCard.id.desc())
    ).first()


def cards_of(session: Session, document_id: int) -> list[ControlCard]:
    """The control cards of a document: its own, and the answers to them, oldest first."""
    own = select(ControlCard.id).where(ControlCard.document_id == document_id)
    statement = select(ControlCard).where(ControlCard.id.in_(own) | ControlCard.answers_id.in_(own))
    return list(session.scalars(statement.order_by(ControlCard.id)))


def next_number(session: Session, office_id: int, year: int) -> int:
    """The next number of an office's control cards in a year, held until the transaction ends."""
    session.execute(select(func.pg_advisory_xact_lock(_NUMBERING_LOCK, office_id)))
    latest = select(func.coalesce(func.max(ControlCard.sequence), 0)).where(
        ControlCard.office_id == office_id, ControlCard.year == year
    )
    return int(session.scalar(latest) or 0) + 1


def made_by(session: Session, office_id: int, key: uuid.UUID) -> ControlCard | None:
    """The control card this sent form has made already."""
    return session.scalars(
        select(ControlCard).where(
            ControlCard.office_id == office_id, ControlCard.idempotency_key == key
        )
    ).first()


def in_transit(
    session: Session, office_ids: list[int], *, incoming: bool, limit: int = 200
) -> list[TransferRow]:
    """Transfers on their way to (or from) these offices that nobody has answered, oldest first."""
    side = ControlCard.addressee_office_id if incoming else ControlCard.office_id
    answer = aliased(ControlCard)
    statement = _rows(answer).where(side.in_(office_ids), answer.id.is_(None))
    ordered = statement.order_by(ControlCard.issued_on, ControlCard.id).limit(limit)
    return [TransferRow._make(row) for row in session.execute(ordered)]


def answered(
    session: Session, office_ids: list[int], *, incoming: bool, limit: int = 50
) -> list[TransferRow]:
    """The latest transfers to (or from) these offices that were answered."""
    side = ControlCard.addressee_office_id if incoming else ControlCard.office_id
    answer = aliased(ControlCard)
    statement = _rows(answer).where(side.in_(office_ids), answer.id.is_not(None))
    ordered = statement.order_by(answer.id.desc()).limit(limit)
    return [TransferRow._make(row) for row in session.execute(ordered)]


def waiting_for(session: Session, office_id: int) -> int:
    """How many documents sent to this office wait for its answer."""
    answer = aliased(ControlCard)
    unanswered = ~select(answer.id).where(answer.answers_id == ControlCard.id).exists()
    counted = select(func.count()).where(
        ControlCard.addressee_office_id == office_id, ControlCard.kind == "sent", unanswered
    )
    return int(session.scalar(counted) or 0)


def _rows(answer: type[ControlCard]) -> Select[Any]:
    columns: list[ColumnElement[Any]] = [
        ControlCard.id.expression,
        ControlCard.office_id.expression,
        ControlCard.addressee_office_id.expression,
        ControlCard.year.expression,
        ControlCard.sequence.expression,
        ControlCard.issued_on.expression,
        ControlCard.document_id.expression,
        ControlCard.content["writ_number"].astext,
        ControlCard.content["debtor_name"].astext,
        ControlCard.content["claim"].astext,
        answer.kind.expression,
        answer.issued_on.expression,
        answer.reason.expression,
    ]
    return (
        select(*columns)
        .outerjoin(answer, answer.answers_id == ControlCard.id)
        .where(ControlCard.kind == "sent")
    )
