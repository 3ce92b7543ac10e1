"""The table of hearings."""

from __future__ import annotations

import uuid
from datetime import date, datetime

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


class CaseHearing(Base):
    """One hearing of a case; `starts_at` is the moment, `day` the day it is at the office's seat."""

    __tablename__ = "case_hearing"
    __table_args__ = (
        UniqueConstraint("office_id", "idempotency_key", name="one hearing a sent form"),
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
        Index("ix_case_hearing_case_id", "case_id"),
        Index("ix_case_hearing_office_id_day", "office_id", "day"),
        Index(
            "ix_case_hearing_prosecutor_id_starts_at",
            "prosecutor_id",
            "starts_at",
            postgresql_where=text("prosecutor_id is not null"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("admin_case.id"))
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

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name
