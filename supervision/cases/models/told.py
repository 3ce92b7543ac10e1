"""The table of what rooms above tell of a case: their facts, as the law hears them."""

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
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base


def told_checks() -> tuple[CheckConstraint, ...]:
    """What the database itself refuses of any told fact; a table takes its own copy."""
    return (
        CheckConstraint(
            "(late_cause is null) = (late_unit is null)",
            name="a late fact names cause and unit",
        ),
    )


class ToldFact:
    """The columns of a fact that a room above recorded of something, as the law hears it."""

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    source_kind: Mapped[str] = mapped_column(Text)
    source_id: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(Text)
    on_day: Mapped[date | None]
    key: Mapped[str] = mapped_column(Text)
    stated_on: Mapped[date | None]
    attributes: Mapped[dict[str, list[str]]] = mapped_column(JSONB)
    late_cause: Mapped[str | None] = mapped_column(Text)
    late_unit: Mapped[str | None] = mapped_column(Text)
    late_note: Mapped[str | None] = mapped_column(Text)


class CaseToldFact(ToldFact, Base):
    """One fact that a room above recorded of a case: a protest was brought, a term was restored.

    `office_id` is the case's office, so the fact goes with the case and whoever syncs finds the
    same facts; a higher office tells too, so the table is written by `sync_offices` as duties are.
    """

    __tablename__ = "case_told_fact"
    __table_args__ = (
        UniqueConstraint(
            "case_id", "source_kind", "source_id", "name", "key", name="one fact a source and key"
        ),
        *told_checks(),
        Index("ix_case_told_fact_office_id", "office_id"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("admin_case.id"))
