"""Tables of requests for exclusion and of assessments. Constraints are named by a sentence; no logic.

Every row is about a case or a protest and carries its office; a key on both columns takes it along
when a case is handed over. Higher offices write here, so the tables are written by `sync_offices`.
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


class ExclusionRequest(Base):
    """That an act is not to be counted by a clause of `2015 ¶22`, from the mark to the answer.

    `act_id` is the appellate act whose result is not to be counted; it counts until `consented`.
    `cassation_act_id` is the act that reversed it, where that is the clause. `author_office_id` is
    the office that marked the ground and asks.
    """

    __tablename__ = "exclusion_request"
    __table_args__ = (
        _moving_key("case_id", "admin_case"),
        UniqueConstraint(
            "author_office_id", "idempotency_key", name="one request for exclusion a sent form"
        ),
        CheckConstraint(
            "clause in ('cassation_reversed', 'within_sanction', 'new_evidence', "
            "'alternative_penalty', 'amnesty_or_reconciliation')",
            name="an act is left out by one of the five clauses",
        ),
        CheckConstraint(
            "(clause = 'cassation_reversed') = (cassation_act_id is not null)",
            name="the clause of cassation names the cassation act",
        ),
        CheckConstraint(
            "state in ('marked', 'sent', 'waived', 'consented', 'refused', 'withdrawn')",
            name="a request is marked then sent or waived then answered",
        ),
        CheckConstraint("length(btrim(explanation)) > 0", name="a ground is marked with words"),
        CheckConstraint(
            "(state in ('marked', 'waived')) = (sent_on is null) and "
            "(sent_on is null) = (sent_number is null) and "
            "(sent_on is null) = (sent_way is null) and "
            "(sent_on is null) = (sent_by is null) and (sent_on is null) = (copies is null)",
            name="a request sent has its number way and copies",
        ),
        CheckConstraint(
            "(state in ('consented', 'refused', 'withdrawn')) = (answered_on is not null) and "
            "(answered_on is null) = (answered_by is null) and "
            "(answered_on is null) = (answer_way is null) and "
            "(answered_on is null) = (answer_number is null) and "
            "(answered_on is null) = (answer_reasons is null)",
            name="an answer has its number way and reasons",
        ),
        CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_on is not null) and "
            "(withdrawn_on is null) = (withdrawn_by is null) and "
            "(withdrawn_on is null) = (withdrawal_reasons is null)",
            name="a consent withdrawn has its day and reasons",
        ),
        CheckConstraint(
            "(state = 'waived') = (waived_on is not null) and "
            "(waived_on is null) = (waived_by is null) and "
            "(waived_on is null) = (waiver_reason is null)",
            name="a request waived has its day and reason",
        ),
        CheckConstraint(
            "sent_way in ('paper', 'electronic') and answer_way in ('paper', 'electronic')",
            name="requests and answers go on paper or electronically",
        ),
        CheckConstraint("length(btrim(copies)) > 0", name="copies of the acts are enclosed"),
        CheckConstraint("length(btrim(answer_reasons)) > 0", name="an answer says why"),
        CheckConstraint("length(btrim(withdrawal_reasons)) > 0", name="a withdrawal says why"),
        CheckConstraint("length(btrim(waiver_reason)) > 0", name="a waiver says why"),
        CheckConstraint("answered_on >= sent_on", name="a request is answered once sent"),
        CheckConstraint("withdrawn_on >= answered_on", name="a consent is withdrawn once given"),
        CheckConstraint(
            "(late_cause is null) = (late_unit is null)", name="a late request names cause and unit"
        ),
        Index("ix_exclusion_request_case_id", "case_id"),
        Index("ix_exclusion_request_newest", "office_id", desc("id")),
        Index("ix_exclusion_request_state", "state", "id"),
        Index(
            "one standing request an act",
            "act_id",
            unique=True,
            postgresql_where=text("state in ('marked', 'sent', 'consented')"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(BigInteger)
    office_id: Mapped[int] = mapped_column(Integer)
    act_id: Mapped[int] = mapped_column(ForeignKey("court_act.id"))
    cassation_act_id: Mapped[int | None] = mapped_column(ForeignKey("court_act.id"))
    author_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    clause: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    explanation: Mapped[str] = mapped_column(Text)
    found_on: Mapped[date]
    found_by: Mapped[str] = mapped_column(Text)
    sent_on: Mapped[date | None]
    sent_number: Mapped[str | None] = mapped_column(Text)
    sent_way: Mapped[str | None] = mapped_column(Text)
    sent_by: Mapped[str | None] = mapped_column(Text)
    copies: Mapped[str | None] = mapped_column(Text)
    answered_on: Mapped[date | None]
    answered_by: Mapped[str | None] = mapped_column(Text)
    answer_way: Mapped[str | None] = mapped_column(Text)
    answer_number: Mapped[str | None] = mapped_column(Text)
    answer_reasons: Mapped[str | None] = mapped_column(Text)
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[str | None] = mapped_column(Text)
    withdrawal_reasons: Mapped[str | None] = mapped_column(Text)
    waived_on: Mapped[date | None]
    waived_by: Mapped[str | None] = mapped_column(Text)
    waiver_reason: Mapped[str | None] = mapped_column(Text)
    late_cause: Mapped[str | None] = mapped_column(Text)
    late_unit: Mapped[str | None] = mapped_column(Text)
    late_note: Mapped[str | None] = mapped_column(Text)
    idempotency_key: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name


class ActAssessment(Base):
    """What the higher office found of an act quashed or changed on a complaint or on a higher
    prosecutor's protest: whether the ruling below had an obvious breach (`2015 ¶22`).
    """

    __tablename__ = "act_assessment"
    __table_args__ = (
        _moving_key("case_id", "admin_case"),
        UniqueConstraint("act_id", name="one assessment an act"),
        CheckConstraint("length(btrim(reasons)) > 0", name="an act is assessed with reasons"),
        Index("ix_act_assessment_case_id", "case_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(BigInteger)
    office_id: Mapped[int] = mapped_column(Integer)
    act_id: Mapped[int] = mapped_column(ForeignKey("court_act.id"))
    obvious_breach: Mapped[bool]
    reasons: Mapped[str] = mapped_column(Text)
    assessed_on: Mapped[date]
    assessed_by: Mapped[str] = mapped_column(Text)
    assessing_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    idempotency_key: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name


class ProtestAssessment(Base):
    """What the higher office found of an appellate protest withdrawn, returned or rejected: whether
    it was drawn up in obvious breach of the law (`2015 ¶23`).
    """

    __tablename__ = "protest_assessment"
    __table_args__ = (
        _moving_key("protest_id", "protest"),
        UniqueConstraint("protest_id", name="one assessment a protest"),
        CheckConstraint("length(btrim(reasons)) > 0", name="a protest is assessed with reasons"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    protest_id: Mapped[int] = mapped_column(BigInteger)
    office_id: Mapped[int] = mapped_column(Integer)
    unfounded: Mapped[bool]
    reasons: Mapped[str] = mapped_column(Text)
    assessed_on: Mapped[date]
    assessed_by: Mapped[str] = mapped_column(Text)
    assessing_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    idempotency_key: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name
