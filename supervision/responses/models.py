"""The table of breaches. Constraints are named by a sentence; no logic beyond properties."""

from __future__ import annotations

from datetime import date

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base


class Breach(Base):
    """One breach of legality, found in one subject; open until its removal is recorded."""

    __tablename__ = "breach"
    __table_args__ = (
        UniqueConstraint(
            "subject_kind", "subject_id", "code", name="one breach a subject and code"
        ),
        CheckConstraint("length(btrim(description)) > 0", name="a breach is described"),
        CheckConstraint(
            "(removed_on is null) = (removal_note is null)", name="a removal says how it came"
        ),
        CheckConstraint(
            "removed_on is null or removed_on >= found_on", name="a breach is found before removed"
        ),
        Index(
            "ix_breach_open",
            "office_id",
            "found_on",
            postgresql_where=text("removed_on is null"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    subject_kind: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[int] = mapped_column(BigInteger)
    code: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    found_on: Mapped[date]
    removed_on: Mapped[date | None]
    removal_note: Mapped[str | None] = mapped_column(Text)

    @property
    def is_open(self) -> bool:
        """Whether its removal is still to be recorded."""
        return self.removed_on is None
