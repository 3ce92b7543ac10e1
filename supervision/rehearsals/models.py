"""The table of what a change of the law did to each open duty, with what the duty was before."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base


class DutyRecount(Base):
    """One open duty counted anew by a change: its day before and after.

    The other columns are what the duty kept of its count before; undoing puts them back.
    """

    __tablename__ = "duty_recount"
    __table_args__ = (
        CheckConstraint(
            "old_due_on is not null or old_gap is not null", name="a day before or why none"
        ),
        Index("ix_duty_recount_duty_id", "duty_id"),
        Index("ix_duty_recount_office_id", "office_id"),
        Index("ix_duty_recount_owner", "change_id", "owner_office_id", "duty_id"),
    )

    change_id: Mapped[int] = mapped_column(
        ForeignKey("law_change.id"), primary_key=True, autoincrement=False
    )
    duty_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("duty.id"), primary_key=True, autoincrement=False
    )
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    owner_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    old_due_on: Mapped[date | None]
    new_due_on: Mapped[date | None]
    old_gap: Mapped[str | None] = mapped_column(Text)
    old_edition: Mapped[str] = mapped_column(Text)
    old_steps: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    old_calendar_version: Mapped[str] = mapped_column(Text)
    old_confirmed: Mapped[bool]
    new_steps: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
