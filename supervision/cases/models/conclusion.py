"""Tables of conclusions on court acts (`2015 ¶10`) and of the oblast's check (`¶17`).

Their `office_id` is the case's office, so they go with the case and both sides see them; the oblast
and the GPO write them from above, so they are written by `sync_offices`, as orders are.
"""

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
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base


class Conclusion(Base):
    """One conclusion on a court act, from the draft to the approval and, if reasoned, the control.

    `sections` holds the text of each section of the law's list by its code. The days of the first
    approval and the first letter stay when the GPO returns a reasoned conclusion with remarks: what
    was done in time was done.
    """

    __tablename__ = "conclusion"
    __table_args__ = (
        UniqueConstraint("act_id", "kind", name="one conclusion an act and kind"),
        UniqueConstraint("office_id", "idempotency_key", name="one conclusion a sent form"),
        CheckConstraint(
            "kind in ('first_instance', 'appellate', 'reasoned')",
            name="a conclusion is of a first or higher instance or reasoned",
        ),
        CheckConstraint(
            "state in ('draft', 'submitted', 'approved', 'returned')",
            name="a conclusion is a draft submitted approved or returned",
        ),
        CheckConstraint(
            "approved_by_id <> author_id and approved_by_id <> submitted_by_id",
            name="nobody approves a conclusion of his own",
        ),
        CheckConstraint(
            "(state = 'approved') = (approved_on is not null) "
            "and (approved_on is null) = (approved_by_id is null) "
            "and (approved_on is null) = (approved_by is null)",
            name="an approval has its day and its name",
        ),
        CheckConstraint(
            "state not in ('submitted', 'approved') or (submitted_on is not null "
            "and submitted_by_id is not null and submitted_by is not null)",
            name="a submission has its day and its name",
        ),
        CheckConstraint(
            "state <> 'returned' or length(btrim(remarks)) > 0",
            name="a returned conclusion has remarks",
        ),
        CheckConstraint("approved_on >= submitted_on", name="an approval follows the submission"),
        CheckConstraint(
            "sent_on is null or (kind = 'reasoned' and state = 'approved')",
            name="only an approved reasoned conclusion is sent",
        ),
        CheckConstraint("(sent_on is null) = (sent_number is null)", name="a letter has a number"),
        CheckConstraint("sent_on >= approved_on", name="a conclusion is sent after its approval"),
        CheckConstraint(
            "controlled_on is null or (sent_on is not null and controlled_on >= sent_on)",
            name="control follows the letter",
        ),
        CheckConstraint(
            "(late_cause is null) = (late_unit is null)",
            name="a late conclusion names cause and unit",
        ),
        Index("ix_conclusion_case_id", "case_id"),
        Index("ix_conclusion_office_id_state", "office_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("admin_case.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("court_act.id"))
    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    sections: Mapped[dict[str, str]] = mapped_column(JSONB)
    remarks: Mapped[str] = mapped_column(Text)
    author_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    author_name: Mapped[str] = mapped_column(Text)
    edited_on: Mapped[date]
    editor_name: Mapped[str] = mapped_column(Text)
    submitted_on: Mapped[date | None]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    submitted_by: Mapped[str | None] = mapped_column(Text)
    approved_on: Mapped[date | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approved_by: Mapped[str | None] = mapped_column(Text)
    first_approved_on: Mapped[date | None]
    sent_on: Mapped[date | None]
    sent_number: Mapped[str | None] = mapped_column(Text)
    first_sent_on: Mapped[date | None]
    controlled_on: Mapped[date | None]
    controlled_by: Mapped[str | None] = mapped_column(Text)
    late_cause: Mapped[str | None] = mapped_column(Text)
    late_unit: Mapped[str | None] = mapped_column(Text)
    late_note: Mapped[str | None] = mapped_column(Text)
    idempotency_key: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name


class ConclusionStep(Base):
    """One step of a conclusion, kept for good: who took it, when, with which remarks or letter."""

    __tablename__ = "conclusion_step"
    __table_args__ = (
        CheckConstraint(
            "what in ('submitted', 'returned', 'approved', 'sent', 'agreed', 'remarked')",
            name="a step of a conclusion is one of the known ones",
        ),
        CheckConstraint(
            "what not in ('returned', 'remarked') or length(btrim(words)) > 0",
            name="remarks are never empty",
        ),
        Index("ix_conclusion_step_conclusion_id", "conclusion_id", "id"),
        Index("ix_conclusion_step_case_id", "case_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("admin_case.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    conclusion_id: Mapped[int] = mapped_column(ForeignKey("conclusion.id"))
    what: Mapped[str] = mapped_column(Text)
    made_on: Mapped[date]
    made_by: Mapped[str] = mapped_column(Text)
    by_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    words: Mapped[str] = mapped_column(Text)


class OblastCheck(Base):
    """The oblast office's own check of a court act within the appellate term (`2015 ¶17`)."""

    __tablename__ = "oblast_check"
    __table_args__ = (
        UniqueConstraint("act_id", name="one oblast check an act"),
        CheckConstraint(
            "result in ('lawful', 'unlawful')", name="an oblast check finds lawful or unlawful"
        ),
        CheckConstraint("length(btrim(note)) > 0", name="an oblast check says what it found"),
        CheckConstraint(
            "(late_cause is null) = (late_unit is null)",
            name="a late oblast check names cause and unit",
        ),
        Index("ix_oblast_check_case_id", "case_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("admin_case.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("court_act.id"))
    author_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    checked_by: Mapped[str] = mapped_column(Text)
    result: Mapped[str] = mapped_column(Text)
    checked_on: Mapped[date]
    note: Mapped[str] = mapped_column(Text)
    late_cause: Mapped[str | None] = mapped_column(Text)
    late_unit: Mapped[str | None] = mapped_column(Text)
    late_note: Mapped[str | None] = mapped_column(Text)
    idempotency_key: Mapped[uuid.UUID]
