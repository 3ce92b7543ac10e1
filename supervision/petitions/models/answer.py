"""Tables of how a petition ends: letters, the conclusion on a refusal, additional checks."""

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


class PetitionLetter(Base):
    """A letter to the petitioner as it went out; `kind` says which."""

    __tablename__ = "petition_letter"
    __table_args__ = (
        UniqueConstraint("petition_id", "kind", name="one letter a petition and kind"),
        CheckConstraint(
            "kind in ('extension_notice', 'return', 'explained', 'refused', 'granted')",
            name="a letter is of one of the known kinds",
        ),
        CheckConstraint("length(btrim(number)) > 0", name="a letter has its number"),
        Index("ix_petition_letter_office_id_sent_on", "office_id", "sent_on"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    kind: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(Text)
    sent_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    written_by: Mapped[str] = mapped_column(Text)


class PetitionConclusion(Base):
    """The conclusion on a petition left without satisfaction (`2015 ¶17`, `¶27`).

    The district writes it and the oblast prosecutor or a deputy approves it: the row is the
    petition's, and like a duty it is kept in step from above.
    """

    __tablename__ = "petition_conclusion"
    __table_args__ = (
        UniqueConstraint("petition_id", name="one conclusion a petition"),
        CheckConstraint(
            "state in ('draft', 'approved', 'returned', 'withdrawn')",
            name="a conclusion on a petition is in one of the known states",
        ),
        CheckConstraint(
            "(state = 'approved') = (approved_on is not null)",
            name="an approved conclusion has its day",
        ),
        CheckConstraint("approved_on >= found_on", name="a conclusion is written before approved"),
        CheckConstraint(
            "approver_id <> author_id", name="nobody approves a conclusion of their own"
        ),
        Index("ix_petition_conclusion_office_id_state", "office_id", "state"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    found_on: Mapped[date]
    arguments: Mapped[str] = mapped_column(Text)
    reasons: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    author_name: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approver_name: Mapped[str | None] = mapped_column(Text)
    approved_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name


class PetitionCheck(Base):
    """An additional check the Department ordered an oblast office (`2015 ¶27`).

    `office_id` is the oblast office: the duty is its own. It may not see the petition, so the row
    tells of it what the order tells.
    """

    __tablename__ = "petition_check"
    __table_args__ = (
        UniqueConstraint("office_id", "idempotency_key", name="one check a sent form"),
        CheckConstraint(
            "(reported_on is null) = (report is null)", name="a report of a check has its day"
        ),
        CheckConstraint("reported_on >= ordered_on", name="a check is reported after its order"),
        CheckConstraint("due_on >= ordered_on", name="a check is due after its order"),
        Index("ix_petition_check_petition_id", "petition_id"),
        Index("ix_petition_check_office_id_due_on", "office_id", "due_on"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    ordering_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    petition_number: Mapped[str] = mapped_column(Text)
    petitioner_name: Mapped[str] = mapped_column(Text)
    case_number: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(Text)
    task: Mapped[str] = mapped_column(Text)
    ordered_on: Mapped[date]
    ordered_by: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    reported_on: Mapped[date | None]
    report: Mapped[str | None] = mapped_column(Text)
    reported_by: Mapped[str | None] = mapped_column(Text)
    idempotency_key: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name
