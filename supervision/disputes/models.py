"""Tables of disputes in enforcement proceedings. Constraints are named by a sentence.

Every table carries `office_id`, because row-level security reads it. Hearings, overrules and told
facts have the columns of those of cases.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    desc,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from supervision.cases.models.case import BYTE_ORDER
from supervision.cases.models.grounds import Overrule, overrule_checks
from supervision.cases.models.hearing import Hearing, hearing_checks
from supervision.cases.models.told import ToldFact, told_checks
from supervision.core.db import Base


class Dispute(Base):
    """One matter of enforcement proceedings before a court (`2002 ¶5, ¶7`)."""

    __tablename__ = "dispute"
    __table_args__ = (
        UniqueConstraint("office_id", "idempotency_key", name="one dispute a sent form"),
        CheckConstraint(
            "kind in ('contest', 'execution_stage', 'competition')",
            name="a dispute is a contest of the execution stage or of competition proceedings",
        ),
        CheckConstraint(
            "(kind = 'contest') = (cardinality(contested_by) > 0)",
            name="a contest and nothing else names who contests",
        ),
        Index("ix_dispute_newest", "office_id", desc("id")),
        Index("ix_dispute_number", "number", "id"),
        Index("ix_dispute_court_id", "court_id", "id"),
        Index(
            "ix_dispute_assignee_id",
            "assignee_id",
            "id",
            postgresql_where=text("assignee_id is not null"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    registered_on: Mapped[date]
    number: Mapped[str] = mapped_column(Text)
    court_id: Mapped[int] = mapped_column(ForeignKey("court.id"))
    kind: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    contested_by: Mapped[list[str]] = mapped_column(ARRAY(Text))
    bailiff: Mapped[str] = mapped_column(Text)
    bailiff_office: Mapped[str] = mapped_column(Text)
    enforcement_number: Mapped[str] = mapped_column(Text)
    received_by_court_on: Mapped[date | None]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    idempotency_key: Mapped[uuid.UUID]
    registered_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name


class DisputeParty(Base):
    """One person in the enforcement proceedings behind a dispute (`2002 ¶4–5`)."""

    __tablename__ = "dispute_party"
    __table_args__ = (
        CheckConstraint(
            "role in ('claimant', 'debtor', 'third_party')",
            name="a party is claimant debtor or third party",
        ),
        CheckConstraint(
            "kind in ('person', 'legal_entity', 'state')",
            name="a party is a person a legal entity or the state",
        ),
        CheckConstraint(
            "kind = 'person' or cardinality(cannot_defend) = 0",
            name="only a person cannot defend themselves",
        ),
    )

    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    role: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    identity_number: Mapped[str] = mapped_column(Text)
    birth_on: Mapped[date | None]
    cannot_defend: Mapped[list[str]] = mapped_column(ARRAY(Text))


class DisputeWord(Base):
    """A word a dispute is found by: its numbers, its parties' names, their IIN and BIN.

    A table of words with plain comparison, because row-level security lets no pattern or full-text
    operator reach an index.
    """

    __tablename__ = "dispute_word"
    __table_args__ = (Index("ix_dispute_word_word", "word", "office_id", "dispute_id"),)

    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id"), primary_key=True)
    word: Mapped[str] = mapped_column(Text(collation=BYTE_ORDER), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))


class DisputeGround(Base):
    """A ground that stands for a dispute after any overruling: what lists filter by (`2002 ¶5`).

    Kept in step with the facts whenever the duties are, so it is written by `sync_offices`.
    """

    __tablename__ = "dispute_ground"
    __table_args__ = (Index("ix_dispute_ground_code", "code", "dispute_id"),)

    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id"), primary_key=True)
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))


class DisputeOverrule(Overrule, Base):
    """A prosecutor's decision against a derived ground or the whole result (`2002 ¶5`)."""

    __tablename__ = "dispute_overrule"
    __table_args__ = (
        *overrule_checks(),
        Index(
            "one overrule a dispute and target",
            "dispute_id",
            "target",
            unique=True,
            postgresql_where=text("lifted_on is null"),
        ),
        Index("ix_dispute_overrule_office_id_made_on", "office_id", "made_on"),
    )

    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id"))


class DisputeHearing(Hearing, Base):
    """One hearing of a dispute."""

    __tablename__ = "dispute_hearing"
    __table_args__ = (
        UniqueConstraint("office_id", "idempotency_key", name="one dispute hearing a sent form"),
        *hearing_checks(),
        Index("ix_dispute_hearing_dispute_id", "dispute_id"),
        Index("ix_dispute_hearing_office_id_day", "office_id", "day"),
        Index(
            "ix_dispute_hearing_prosecutor_id_starts_at",
            "prosecutor_id",
            "starts_at",
            postgresql_where=text("prosecutor_id is not null"),
        ),
    )

    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id"))


class DisputeAct(Base):
    """One act of a court in a dispute; `reviews_id` is the act it reviews (`2002 ¶7`).

    `term_ends_on` is the last day of the appellate term as stated; the Instruction gives no length.
    """

    __tablename__ = "dispute_act"
    __table_args__ = (
        UniqueConstraint("office_id", "idempotency_key", name="one dispute act a sent form"),
        CheckConstraint(
            "instance in ('first', 'appellate', 'cassation')",
            name="an act is of the first the appellate or the cassation instance",
        ),
        CheckConstraint(
            "(instance = 'first') = (reviews_id is null)",
            name="an act of a higher instance reviews another",
        ),
        CheckConstraint("reviews_id <> id", name="an act does not review itself"),
        CheckConstraint("length(btrim(content)) > 0", name="an act decides something"),
        CheckConstraint(
            "received_on >= made_on", name="an act reaches the office after it is made"
        ),
        CheckConstraint("term_ends_on >= made_on", name="a term ends after the act is made"),
        CheckConstraint("in_force_on >= made_on", name="an act enters into force after it is made"),
        CheckConstraint("checked_on >= received_on", name="an act is checked after it came"),
        CheckConstraint(
            "check_result in ('lawful', 'unlawful')", name="an act is found lawful or unlawful"
        ),
        CheckConstraint(
            "(check_result is null) = (checked_on is null)", name="a check has its day"
        ),
        CheckConstraint(
            "checked_on is null or received_on is not null", name="a checked act has come"
        ),
        CheckConstraint(
            "(late_cause is null) = (late_unit is null)", name="a late check names cause and unit"
        ),
        Index("ix_dispute_act_dispute_id", "dispute_id"),
        Index("ix_dispute_act_office_id_made_on", "office_id", "made_on"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    instance: Mapped[str] = mapped_column(Text)
    court_id: Mapped[int] = mapped_column(ForeignKey("court.id"))
    kind: Mapped[str] = mapped_column(Text)
    decision: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    made_on: Mapped[date]
    reviews_id: Mapped[int | None] = mapped_column(ForeignKey("dispute_act.id"))
    received_on: Mapped[date | None]
    term_ends_on: Mapped[date | None]
    in_force_on: Mapped[date | None]
    check_result: Mapped[str | None] = mapped_column(Text)
    checked_on: Mapped[date | None]
    check_note: Mapped[str] = mapped_column(Text)
    late_cause: Mapped[str | None] = mapped_column(Text)
    late_unit: Mapped[str | None] = mapped_column(Text)
    late_note: Mapped[str | None] = mapped_column(Text)
    idempotency_key: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name

    @property
    def is_checked(self) -> bool:
        """Whether the result of its check is recorded."""
        return self.check_result is not None


class DisputeToldFact(ToldFact, Base):
    """One fact that a room above recorded of a dispute: a protest was brought, say.

    `office_id` is the dispute's office, so whoever syncs finds the same facts; a higher office tells
    too, so the table is written by `sync_offices` as duties are.
    """

    __tablename__ = "dispute_told_fact"
    __table_args__ = (
        UniqueConstraint(
            "dispute_id",
            "source_kind",
            "source_id",
            "name",
            "key",
            name="one dispute fact a source and key",
        ),
        *told_checks(),
        Index("ix_dispute_told_fact_office_id", "office_id"),
    )

    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id"))
