"""The table of hearings, and the columns any hearing has, whatever it is about."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

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
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from supervision.core.db import Base


def hearing_checks() -> tuple[CheckConstraint, ...]:
    """What the database itself refuses of any hearing; a table takes its own copy."""
    return (
        CheckConstraint(
            "instance in ('first', 'appellate', 'cassation')",
            name="a hearing is of the first the appellate or the cassation instance",
        ),
        CheckConstraint(
            "outcome in ('took_part', 'nobody', 'not_held')",
            name="a prosecutor took part or nobody did or it was not held",
        ),
        CheckConstraint(
            "(outcome is not distinct from 'took_part') = (took_part_name is not null)",
            name="who took part is named",
        ),
        CheckConstraint(
            "(outcome is not distinct from 'nobody') = (absence_cause is not null)",
            name="an absence has its cause",
        ),
        CheckConstraint(
            "absence_cause in ('not_notified', 'other')",
            name="the court did not notify or there was another reason",
        ),
        CheckConstraint(
            "(reported_on is null) = (reported_to is null)", name="a report names who heard it"
        ),
    )


class Hearing:
    """The columns of a hearing; `starts_at` is the moment, `day` the day it is at the office's seat."""

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    instance: Mapped[str] = mapped_column(Text)
    court_id: Mapped[int] = mapped_column(ForeignKey("court.id"))
    starts_at: Mapped[datetime]
    day: Mapped[date]
    place: Mapped[str] = mapped_column(Text)
    prosecutor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    reported_on: Mapped[date | None]
    reported_to: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(Text)
    took_part_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    took_part_name: Mapped[str | None] = mapped_column(Text)
    absence_cause: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    idempotency_key: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(server_default="1")

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


class CaseHearing(Hearing, Base):
    """One hearing of an administrative case."""

    __tablename__ = "case_hearing"
    __table_args__ = (
        UniqueConstraint("office_id", "idempotency_key", name="one hearing a sent form"),
        *hearing_checks(),
        Index("ix_case_hearing_case_id", "case_id"),
        Index("ix_case_hearing_office_id_day", "office_id", "day"),
        Index(
            "ix_case_hearing_prosecutor_id_starts_at",
            "prosecutor_id",
            "starts_at",
            postgresql_where=text("prosecutor_id is not null"),
        ),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("admin_case.id"))
