"""Tables of representations and of missed terms. Constraints are named by a sentence; no logic.

Every row is about a case or a dispute and carries its office; a key on both columns takes it along
when a case is handed over. A higher office writes here, so the tables are written by `sync_offices`.
"""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    desc,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base


def _moving_key(column: str, target: str) -> ForeignKeyConstraint:
    """A key on thing and office: when the thing goes to another office, this row goes with it."""
    return ForeignKeyConstraint(
        [column, "office_id"], [f"{target}.id", f"{target}.office_id"], onupdate="CASCADE"
    )


class Representation(Base):
    """One representation to a higher office on protesting an act (`2015 ¶14, ¶19`, `2002 ¶7`).

    `protest_id` is the rejected protest it answers, `leads_to_id` the protest drafted from it.
    """

    __tablename__ = "representation"
    __table_args__ = (
        _moving_key("case_id", "admin_case"),
        UniqueConstraint(
            "author_office_id", "idempotency_key", name="one representation a sent form"
        ),
        UniqueConstraint("leads_to_id", name="one representation a protest it led to"),
        CheckConstraint(
            "(case_id is null) = (act_id is null) and "
            "(dispute_id is null) = (dispute_act_id is null) and "
            "(case_id is null) <> (dispute_id is null)",
            name="a representation is on an act of a case or of a dispute",
        ),
        CheckConstraint(
            "cause in ('rejected_protest', 'material_breach', 'unlawful_act')",
            name="a representation has one of the known causes",
        ),
        CheckConstraint(
            "(cause = 'rejected_protest') = (protest_id is not null) and "
            "(cause = 'material_breach') = (breach_on is not null) and "
            "(cause = 'unlawful_act') = (dispute_id is not null)",
            name="a representation says what gave rise to it",
        ),
        CheckConstraint(
            "state in ('draft', 'sent', 'accepted', 'refused', 'turned')",
            name="a representation is drafted then sent then answered",
        ),
        CheckConstraint(
            "(state = 'draft') = (sent_on is null) and (sent_on is null) = (number is null) "
            "and (sent_on is null) = (signed_by is null)",
            name="a representation sent has its number day and signature",
        ),
        CheckConstraint(
            "state = 'draft' or (length(btrim(descriptive)) > 0 and "
            "length(btrim(reasoning)) > 0 and length(btrim(resolutive)) > 0)",
            name="a representation sent has its three parts",
        ),
        CheckConstraint(
            "(state in ('accepted', 'refused', 'turned')) = (answered_on is not null) and "
            "(answered_on is null) = (answered_by is null)",
            name="a representation answered has its day and author",
        ),
        CheckConstraint(
            "state <> 'refused' or length(btrim(motives)) > 0", name="a refusal has its motives"
        ),
        CheckConstraint(
            "(state = 'turned') = (leads_to_id is not null)",
            name="a representation turned into a protest names it",
        ),
        CheckConstraint("answered_on >= sent_on", name="a representation is answered once sent"),
        Index("ix_representation_case_id", "case_id"),
        Index("ix_representation_dispute_id", "dispute_id"),
        Index("ix_representation_newest", "office_id", desc("id")),
        Index(
            "one standing representation a rejected protest",
            "protest_id",
            unique=True,
            postgresql_where=text("state <> 'refused'"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    case_id: Mapped[int | None] = mapped_column(BigInteger)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    act_id: Mapped[int | None] = mapped_column(ForeignKey("court_act.id"))
    dispute_id: Mapped[int | None] = mapped_column(ForeignKey("dispute.id"))
    dispute_act_id: Mapped[int | None] = mapped_column(ForeignKey("dispute_act.id"))
    author_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    addressed_to_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    cause: Mapped[str] = mapped_column(Text)
    protest_id: Mapped[int | None] = mapped_column(ForeignKey("protest.id"))
    breach_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(Text)
    descriptive: Mapped[str] = mapped_column(Text)
    reasoning: Mapped[str] = mapped_column(Text)
    resolutive: Mapped[str] = mapped_column(Text)
    drafted_on: Mapped[date]
    drafted_by: Mapped[str] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(Text)
    sent_on: Mapped[date | None]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    signed_by: Mapped[str | None] = mapped_column(Text)
    answered_on: Mapped[date | None]
    answered_by: Mapped[str | None] = mapped_column(Text)
    motives: Mapped[str | None] = mapped_column(Text)
    leads_to_id: Mapped[int | None] = mapped_column(ForeignKey("protest.id"))
    idempotency_key: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name

    @property
    def about_act_id(self) -> int:
        """The id of the act it is on, among those of its case or dispute."""
        return int(self.act_id or self.dispute_act_id or 0)


class JustifiedRejection(Base):
    """The finding that a protest was rejected with reason, so no representation follows (`2015 ¶14`)."""

    __tablename__ = "justified_rejection"
    __table_args__ = (
        _moving_key("protest_id", "protest"),
        UniqueConstraint("protest_id", name="one finding a rejected protest"),
        CheckConstraint("length(btrim(reasons)) > 0", name="a rejection is justified with reasons"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    protest_id: Mapped[int] = mapped_column(BigInteger)
    office_id: Mapped[int] = mapped_column(Integer)
    author_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    found_on: Mapped[date]
    reasons: Mapped[str] = mapped_column(Text)
    found_by: Mapped[str] = mapped_column(Text)


class MissedWindow(Base):
    """The term for protesting an unlawful act was missed, and who answers for it (`2015 ¶17`).

    Opened by the house itself or by hand, settled by a decision of the higher office; `lifted` when
    a protest brought in time or a restored term was recorded afterwards.
    """

    __tablename__ = "missed_window"
    __table_args__ = (
        _moving_key("case_id", "admin_case"),
        UniqueConstraint("act_id", name="one missed term an act"),
        CheckConstraint(
            "state in ('open', 'decided', 'lifted')", name="a missed term is open decided or lifted"
        ),
        CheckConstraint(
            "shown_by in ('act_check', 'oblast_check', 'complaint', 'cassation', 'other')",
            name="something showed that the act was unlawful",
        ),
        CheckConstraint(
            "cause in ('copy_came_late', 'act_not_checked_in_time', 'draft_not_written', "
            "'draft_not_approved_in_time', 'oblast_answered_late', 'wrong_term_counted', "
            "'absence_without_substitute', 'system_failure', 'other')",
            name="a term is missed for one of the known causes",
        ),
        CheckConstraint(
            "stage in ('copy', 'check', 'draft', 'approval', 'court')",
            name="a term is missed at one of the known stages",
        ),
        CheckConstraint(
            "decision in ('disciplinary', 'other', 'none')", name="responsibility is decided on"
        ),
        CheckConstraint(
            "(state = 'decided') = (decision is not null) and "
            "(decision is null) = (decided_on is null) and "
            "(decision is null) = (decided_by is null)",
            name="a decision has its day and author",
        ),
        CheckConstraint(
            "state <> 'decided' or (cause is not null and stage is not null)",
            name="nothing is decided without cause and stage",
        ),
        CheckConstraint("decided_on >= found_on", name="responsibility is decided once found"),
        Index("ix_missed_window_case_id", "case_id"),
        Index("ix_missed_window_state", "state", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(BigInteger)
    office_id: Mapped[int] = mapped_column(Integer)
    act_id: Mapped[int] = mapped_column(ForeignKey("court_act.id"))
    state: Mapped[str] = mapped_column(Text)
    found_on: Mapped[date]
    found_by: Mapped[str] = mapped_column(Text)
    shown_by: Mapped[str] = mapped_column(Text)
    shown_note: Mapped[str] = mapped_column(Text)
    window_ends_on: Mapped[date]
    cause: Mapped[str | None] = mapped_column(Text)
    cause_note: Mapped[str] = mapped_column(Text)
    stage: Mapped[str | None] = mapped_column(Text)
    employees: Mapped[str] = mapped_column(Text)
    decision: Mapped[str | None] = mapped_column(Text)
    decision_note: Mapped[str | None] = mapped_column(Text)
    decided_on: Mapped[date | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_by: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name
