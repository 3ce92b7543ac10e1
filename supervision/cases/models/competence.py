"""Tables of competence (`2015 ¶7`): whose each case is, notices given of it, hand-overs."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base


class CaseCompetence(Base):
    """The kind of office a case belongs to by its category: what lists filter by.

    Kept in step with the facts whenever the duties are, so it is written by `sync_offices` as they
    are. Who covers the case meanwhile is asked of the law each time.
    """

    __tablename__ = "case_competence"
    __table_args__ = (
        CheckConstraint(
            "belongs_to in ('territorial', 'military', 'transport', 'nature_protection')",
            name="a case belongs to one of the four kinds of office",
        ),
        Index("ix_case_competence_belongs_to", "belongs_to", "case_id"),
    )

    case_id: Mapped[int] = mapped_column(
        ForeignKey("admin_case.id"), primary_key=True, autoincrement=False
    )
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    belongs_to: Mapped[str] = mapped_column(Text)


class Notice(Base):
    """One notice in an office's numbered register: a specialised office was told of a case.

    It stays in the register when the case is handed over, so it names the case by itself.
    """

    __tablename__ = "case_notice"
    __table_args__ = (
        UniqueConstraint("office_id", "year", "sequence", name="one notice number an office"),
        UniqueConstraint("office_id", "idempotency_key", name="one notice a sent form"),
        CheckConstraint(
            "means in ('telephonogram', 'other')",
            name="a notice goes by telephonogram or another means",
        ),
        CheckConstraint(
            "means <> 'other' or length(btrim(other_means)) > 0",
            name="another means is named",
        ),
        Index("ix_case_notice_case_id", "case_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    year: Mapped[int] = mapped_column(Integer)
    sequence: Mapped[int] = mapped_column(Integer)
    case_id: Mapped[int] = mapped_column(ForeignKey("admin_case.id"))
    case_number: Mapped[str] = mapped_column(Text)
    court_id: Mapped[int] = mapped_column(ForeignKey("court.id"))
    to_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    given_at: Mapped[datetime]
    given_on: Mapped[date]
    means: Mapped[str] = mapped_column(Text)
    other_means: Mapped[str] = mapped_column(Text)
    given_by: Mapped[str] = mapped_column(Text)
    taken_by: Mapped[str] = mapped_column(Text)
    idempotency_key: Mapped[uuid.UUID]

    @property
    def number(self) -> str:
        """The number in the office's register: 2026-0012."""
        return f"{self.year}-{self.sequence:04}"


class CaseTransfer(Base):
    """The trail of a hand-over; written twice, a row for each of the two offices."""

    __tablename__ = "case_transfer"
    __table_args__ = (
        CheckConstraint(
            "direction in ('sent', 'received')", name="a trail is of the sender or the receiver"
        ),
        Index("ix_case_transfer_case_id", "case_id"),
        Index("ix_case_transfer_office_id_handed_on", "office_id", "handed_on"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("admin_case.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    direction: Mapped[str] = mapped_column(Text)
    from_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    to_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    case_number: Mapped[str] = mapped_column(Text)
    court_id: Mapped[int] = mapped_column(ForeignKey("court.id"))
    handed_on: Mapped[date]
    handed_by: Mapped[str] = mapped_column(Text)
    notice_number: Mapped[str] = mapped_column(Text)
    notice_given_on: Mapped[date]
    reasons: Mapped[list[str]] = mapped_column(ARRAY(Text))
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
