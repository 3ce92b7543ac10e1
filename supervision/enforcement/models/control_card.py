"""Control cards of a territorial transfer: No. 1 goes with the file, No. 2 confirms it came (`F4 ¶11`).

Belongs here: what one unit told another, kept as it was told. A row belongs to the office that
issued it; the office it is addressed to sees it too. Answers are rows of their own.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    desc,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base


class ControlCard(Base):
    """A card, or the word that a transfer failed, from one unit to another.

    `kind`: `sent` is card No. 1, `confirmed` card No. 2 (its day is the day of acceptance), `refused`
    the receiver's refusal, `recalled` the sender's word that the file never arrived. `content` holds
    what of card 4.0 travels, `document_id` is the issuer's own document.
    """

    __tablename__ = "control_card"
    __table_args__ = (
        UniqueConstraint("office_id", "year", "sequence", name="one number a control card"),
        UniqueConstraint("office_id", "idempotency_key", name="one control card a sent form"),
        UniqueConstraint("answers_id", name="a control card is answered once"),
        CheckConstraint(
            "kind in ('sent', 'confirmed', 'refused', 'recalled')",
            name="a transfer is sent confirmed refused or recalled",
        ),
        CheckConstraint(
            "(kind = 'sent') = (answers_id is null)", name="all but card one answer card one"
        ),
        CheckConstraint(
            "(kind in ('refused', 'recalled')) = (length(btrim(reason)) > 0)",
            name="a failed transfer says why",
        ),
        CheckConstraint("office_id <> addressee_office_id", name="a card goes to another office"),
        ForeignKeyConstraint(
            ["document_id", "office_id"],
            ["enforcement_document.id", "enforcement_document.office_id"],
            name="fk_control_card_document",
        ),
        Index("ix_control_card_newest", "office_id", desc("id")),
        Index("ix_control_card_addressee", "addressee_office_id", desc("id")),
        Index("ix_control_card_document_id", "document_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    addressee_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    year: Mapped[int] = mapped_column(Integer)
    sequence: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(Text)
    issued_on: Mapped[date]
    document_id: Mapped[int] = mapped_column(BigInteger)
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("control_card.id"))
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    ground: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    issued_by: Mapped[str] = mapped_column(Text)
    issued_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    idempotency_key: Mapped[uuid.UUID]
