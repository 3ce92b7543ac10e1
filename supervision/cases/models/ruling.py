"""The table of private rulings."""

from __future__ import annotations

import uuid
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
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base


class PrivateRuling(Base):
    """A private ruling in a case: its grounds, the motion, the court's decision, the answer.

    `breach_id` is the court's own broken term that it answers. `follow_up_by` is the day by which
    the ruling wants the addressee to report.
    """

    __tablename__ = "private_ruling"
    __table_args__ = (
        UniqueConstraint("office_id", "idempotency_key", name="one private ruling a sent form"),
        CheckConstraint(
            "origin in ('prosecutor', 'court')",
            name="a private ruling is of the prosecutor's or the court's finding",
        ),
        CheckConstraint(
            "(origin = 'prosecutor') = (found_on is not null)", name="found grounds have their day"
        ),
        CheckConstraint(
            "length(btrim(description)) > 0", name="the ground of a private ruling is described"
        ),
        CheckConstraint(
            "(moved_on is null) = (proof is null)", name="a motion is proven by a document"
        ),
        CheckConstraint("moved_on is null or proof_document <> ''", name="the proof is named"),
        CheckConstraint(
            "proof in ('court_act', 'minutes', 'conclusion')",
            name="a motion is proven by the act the minutes or the conclusion",
        ),
        CheckConstraint("moved_on >= found_on", name="grounds are found before the motion"),
        CheckConstraint(
            "(result is null) = (decided_on is null)", name="a decision on a ruling has its day"
        ),
        CheckConstraint(
            "result in ('issued', 'refused')", name="a private ruling is issued or refused"
        ),
        CheckConstraint(
            "result is distinct from 'refused' or moved_on is not null",
            name="only a motion is refused",
        ),
        CheckConstraint("decided_on >= moved_on", name="a motion comes before its decision"),
        CheckConstraint("follow_up_by >= decided_on", name="a report follows its ruling"),
        CheckConstraint(
            "answered_on is null or result = 'issued'", name="only an issued ruling is answered"
        ),
        CheckConstraint(
            "(answered_on is null) = (answer is null)", name="the answer to a ruling has its day"
        ),
        CheckConstraint("answered_on >= decided_on", name="a ruling comes before its answer"),
        CheckConstraint(
            "answer in ('complied', 'complied_in_part', 'not_complied')",
            name="a ruling is complied with in full or in part or not",
        ),
        Index("ix_private_ruling_case_id", "case_id"),
        Index("ix_private_ruling_office_id_recorded_on", "office_id", "recorded_on"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("admin_case.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    recorded_on: Mapped[date]
    origin: Mapped[str] = mapped_column(Text)
    of_breach: Mapped[bool]
    description: Mapped[str] = mapped_column(Text)
    found_on: Mapped[date | None]
    hearing_id: Mapped[int | None] = mapped_column(ForeignKey("case_hearing.id"))
    court_act_id: Mapped[int | None] = mapped_column(ForeignKey("court_act.id"))
    breach_id: Mapped[int | None] = mapped_column(ForeignKey("breach.id"))
    moved_on: Mapped[date | None]
    proof: Mapped[str | None] = mapped_column(Text)
    proof_document: Mapped[str] = mapped_column(Text)
    result: Mapped[str | None] = mapped_column(Text)
    decided_on: Mapped[date | None]
    number: Mapped[str] = mapped_column(Text)
    addressee: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    follow_up_by: Mapped[date | None]
    refusal_reason: Mapped[str] = mapped_column(Text)
    answered_on: Mapped[date | None]
    answer: Mapped[str | None] = mapped_column(Text)
    measures: Mapped[str] = mapped_column(Text)
    idempotency_key: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name

    @property
    def on_motion(self) -> bool:
        """Whether the prosecutor moved for it (`2015 ¶24`)."""
        return self.moved_on is not None
