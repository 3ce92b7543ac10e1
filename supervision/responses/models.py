"""Tables of breaches and of acts of response. Constraints are named by a sentence; no logic."""

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


class ResponseAct(Base):
    """An act of response to a subject of another room, from its draft to its end.

    `subject_label` is how that room calls the subject. `ruling_id` is the private ruling of the
    same content: a part of the subject, so like the subject itself it is known by its id alone.
    `search_text` is what the register finds the act by.
    """

    __tablename__ = "response_act"
    __table_args__ = (
        UniqueConstraint("office_id", "idempotency_key", name="one response a sent form"),
        CheckConstraint(
            "kind in ('representation', 'order', 'resolution', 'application', 'warning', "
            "'explanation', 'other')",
            name="an act of response is of a known kind",
        ),
        CheckConstraint(
            "(kind = 'other') = (other_kind <> '')", name="only another kind of act is named"
        ),
        CheckConstraint(
            "state in ('draft', 'brought', 'answered', 'closed', 'withdrawn')",
            name="an act of response is in a known state",
        ),
        CheckConstraint(
            "state in ('draft', 'withdrawn') or brought_on is not null",
            name="an act leaves its draft by being brought",
        ),
        CheckConstraint(
            "(brought_on is null) = (number = '')", name="a brought act has number and day"
        ),
        CheckConstraint("answer_by >= brought_on", name="the term of an act follows its day"),
        CheckConstraint(
            "state not in ('answered', 'closed') or answered_on is not null",
            name="an answered act has its answer",
        ),
        CheckConstraint(
            "(answered_on is null) = (outcome is null)", name="an answer has its outcome"
        ),
        CheckConstraint(
            "outcome in ('granted', 'granted_in_part', 'rejected')",
            name="an act is granted in full or in part or rejected",
        ),
        CheckConstraint("answered_on >= brought_on", name="an act is brought before its answer"),
        CheckConstraint(
            "(state = 'closed') = (closed_on is not null)", name="a closed act says when"
        ),
        CheckConstraint("closed_on >= answered_on", name="an act is answered before closed"),
        CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_on is not null)", name="a withdrawn act says when"
        ),
        CheckConstraint(
            "withdrawn_on is null or withdrawal_reason <> ''", name="a withdrawal has its reason"
        ),
        Index("ix_response_act_office_id_recorded_on", "office_id", "recorded_on"),
        Index("ix_response_act_subject_kind_subject_id", "subject_kind", "subject_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    subject_kind: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[int] = mapped_column(BigInteger)
    subject_label: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    other_kind: Mapped[str] = mapped_column(Text)
    addressee: Mapped[str] = mapped_column(Text)
    demand: Mapped[str] = mapped_column(Text)
    grounds: Mapped[str] = mapped_column(Text)
    ruling_id: Mapped[int | None] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(Text)
    recorded_on: Mapped[date]
    recorded_by: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(Text)
    brought_on: Mapped[date | None]
    answer_by: Mapped[date | None]
    answered_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(Text)
    measures: Mapped[str] = mapped_column(Text)
    closed_on: Mapped[date | None]
    closing_note: Mapped[str] = mapped_column(Text)
    withdrawn_on: Mapped[date | None]
    withdrawal_reason: Mapped[str] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text)
    idempotency_key: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name


class ResponseActBreach(Base):
    """A breach that an act of response is about; a breach left open may be taken up by another."""

    __tablename__ = "response_act_breach"
    __table_args__ = (Index("ix_response_act_breach_breach_id", "breach_id"),)

    act_id: Mapped[int] = mapped_column(ForeignKey("response_act.id"), primary_key=True)
    breach_id: Mapped[int] = mapped_column(ForeignKey("breach.id"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))


class HeldLiable(Base):
    """A person held liable because of an act of response."""

    __tablename__ = "held_liable"
    __table_args__ = (
        CheckConstraint(
            "liability in ('disciplinary', 'administrative', 'criminal', 'material', 'other')",
            name="liability is of a known kind",
        ),
        UniqueConstraint("office_id", "idempotency_key", name="one person held a sent form"),
        Index("ix_held_liable_act_id", "act_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("response_act.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    name: Mapped[str] = mapped_column(Text)
    post: Mapped[str] = mapped_column(Text)
    liability: Mapped[str] = mapped_column(Text)
    held_on: Mapped[date]
    idempotency_key: Mapped[uuid.UUID]
