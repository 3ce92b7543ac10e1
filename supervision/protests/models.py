"""Tables of protests. Constraints are named by a sentence; no logic beyond properties.

Every row is about a case and carries the case's office, so all levels see it; a key on case and
office takes it along when the case is handed over. A higher office writes here too, so the tables
are written by `sync_offices`.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import (
    ARRAY,
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


class Protest(Base):
    """One protest against a court act of a case or of a dispute, from its draft to its outcome.

    `author_office_id` drafts and brings it; `window_ends_on` is the last day as it was known when
    the protest was recorded.
    """

    __tablename__ = "protest"
    __table_args__ = (
        _moving_key("case_id", "admin_case"),
        UniqueConstraint("id", "office_id", name="one office a protest"),
        UniqueConstraint("author_office_id", "idempotency_key", name="one protest a sent form"),
        CheckConstraint(
            "kind in ('appellate', 'cassation', 'supervisory')",
            name="a protest is appellate or in cassation or supervisory",
        ),
        CheckConstraint(
            "(case_id is null) = (act_id is null) and "
            "(dispute_id is null) = (dispute_act_id is null) and "
            "(case_id is null) <> (dispute_id is null)",
            name="a protest is against an act of a case or of a dispute",
        ),
        CheckConstraint(
            "state in ('draft', 'dropped', 'brought', 'ended')",
            name="a protest is drafted then dropped or brought then ended",
        ),
        CheckConstraint(
            "(state in ('draft', 'dropped')) = (brought_on is null) and "
            "(brought_on is null) = (number is null) and "
            "(brought_on is null) = (brought_by is null) and "
            "(brought_on is null) = (capacity is null) and "
            "(brought_on is null) = (recorded_on is null)",
            name="a protest brought has its number day and author",
        ),
        CheckConstraint(
            "(state = 'dropped') = (dropped_on is not null) and "
            "(dropped_on is null) = (dropped_by is null) and "
            "(dropped_on is null) = (drop_reason is null)",
            name="a draft dropped has its day and reason",
        ),
        CheckConstraint(
            "(state = 'ended') = (outcome is not null) and "
            "(outcome is null) = (outcome_on is null)",
            name="a protest ended has its outcome and day",
        ),
        CheckConstraint(
            "outcome in ('granted', 'granted_in_part', 'rejected', 'withdrawn', 'returned')",
            name="a protest ends in one of the known ways",
        ),
        CheckConstraint(
            "(outcome in ('withdrawn', 'returned')) = (ending_reason is not null)",
            name="a protest without a decision on it says why",
        ),
        CheckConstraint("outcome_on >= brought_on", name="a protest ends after it was brought"),
        CheckConstraint(
            "recorded_on >= brought_on", name="a protest is recorded after it was brought"
        ),
        Index("ix_protest_case_id", "case_id"),
        Index("ix_protest_act_id", "act_id"),
        Index("ix_protest_dispute_id", "dispute_id"),
        Index("ix_protest_newest", "office_id", desc("id")),
        Index("ix_protest_number", "number", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    case_id: Mapped[int | None] = mapped_column(BigInteger)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    act_id: Mapped[int | None] = mapped_column(ForeignKey("court_act.id"))
    dispute_id: Mapped[int | None] = mapped_column(ForeignKey("dispute.id"))
    dispute_act_id: Mapped[int | None] = mapped_column(ForeignKey("dispute_act.id"))
    author_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    part: Mapped[str] = mapped_column(Text)
    grounds: Mapped[list[str]] = mapped_column(ARRAY(Text))
    own_grounds: Mapped[str] = mapped_column(Text)
    demand: Mapped[str] = mapped_column(Text)
    drafted_on: Mapped[date]
    drafted_by: Mapped[str] = mapped_column(Text)
    dropped_on: Mapped[date | None]
    dropped_by: Mapped[str | None] = mapped_column(Text)
    drop_reason: Mapped[str | None] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(Text(collation="C"))
    brought_on: Mapped[date | None]
    recorded_on: Mapped[date | None]
    brought_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    brought_by: Mapped[str | None] = mapped_column(Text)
    capacity: Mapped[str | None] = mapped_column(Text)
    late_reason: Mapped[str | None] = mapped_column(Text)
    window_opens_on: Mapped[date | None]
    window_ends_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(Text)
    outcome_on: Mapped[date | None]
    outcome_note: Mapped[str | None] = mapped_column(Text)
    ending_reason: Mapped[str | None] = mapped_column(Text)
    outcome_act_id: Mapped[int | None] = mapped_column(ForeignKey("court_act.id"))
    outcome_dispute_act_id: Mapped[int | None] = mapped_column(ForeignKey("dispute_act.id"))
    idempotency_key: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name

    @property
    def against_id(self) -> int:
        """The id of the act it is against, among those of its case or dispute."""
        return int(self.act_id or self.dispute_act_id or 0)

    @property
    def deciding_id(self) -> int | None:
        """The id of the court's act on the protest, where it is linked."""
        return self.outcome_act_id or self.outcome_dispute_act_id


class ProtestReview(Base):
    """A draft sent to a higher office: it agreed or wrote remarks."""

    __tablename__ = "protest_review"
    __table_args__ = (
        _moving_key("protest_id", "protest"),
        UniqueConstraint("protest_id", "idempotency_key", name="one review a sent form"),
        CheckConstraint("answer in ('agreed', 'remarks')", name="a review agrees or remarks"),
        CheckConstraint(
            "(answer is null) = (answered_on is null) and (answer is null) = (answered_by is null)",
            name="a review answered has its day and author",
        ),
        CheckConstraint(
            "answer <> 'remarks' or length(btrim(remarks)) > 0", name="remarks are written down"
        ),
        Index(
            "one open review a protest",
            "protest_id",
            unique=True,
            postgresql_where=text("answer is null"),
        ),
        Index("ix_protest_review_reviewing_office_id", "reviewing_office_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    protest_id: Mapped[int] = mapped_column(BigInteger)
    office_id: Mapped[int]
    reviewing_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    asked_on: Mapped[date]
    asked_by: Mapped[str] = mapped_column(Text)
    answered_on: Mapped[date | None]
    answer: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[str | None] = mapped_column(Text)
    idempotency_key: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name


class ProtestMotion(Base):
    """A motion to the court to let the protest be withdrawn (`2015 ¶23`).

    Moved by a higher prosecutor it is a numbered paper that tells the lower one the motives; `read_by`
    says who of the lower office read them first.
    """

    __tablename__ = "protest_motion"
    __table_args__ = (
        _moving_key("protest_id", "protest"),
        UniqueConstraint("protest_id", "idempotency_key", name="one motion a sent form"),
        CheckConstraint(
            "moved_as in ('author', 'higher_prosecutor')",
            name="a motion is of the author or a higher prosecutor",
        ),
        CheckConstraint(
            "moved_as = 'author' or "
            "(length(btrim(motives)) > 0 and length(btrim(paper_number)) > 0)",
            name="a higher prosecutor tells the motives in writing",
        ),
        CheckConstraint(
            "(read_at is null) = (read_by is null)", name="motives read name their reader"
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    protest_id: Mapped[int] = mapped_column(BigInteger)
    office_id: Mapped[int]
    moving_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    moved_on: Mapped[date]
    moved_by: Mapped[str] = mapped_column(Text)
    moved_as: Mapped[str] = mapped_column(Text)
    motives: Mapped[str] = mapped_column(Text)
    unfounded: Mapped[bool]
    paper_number: Mapped[str] = mapped_column(Text)
    read_at: Mapped[datetime | None]
    read_by: Mapped[str | None] = mapped_column(Text)
    idempotency_key: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name


class RestoredTerm(Base):
    """A court's ruling that restored the term for protesting an act (`2015 ¶13`)."""

    __tablename__ = "restored_term"
    __table_args__ = (
        _moving_key("case_id", "admin_case"),
        UniqueConstraint("act_id", "idempotency_key", name="one restored term a sent form"),
        CheckConstraint("until_on >= ruled_on", name="a term is restored for a day to come"),
        CheckConstraint("length(btrim(ruling_number)) > 0", name="a ruling has its number"),
        Index("ix_restored_term_case_id", "case_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(BigInteger)
    office_id: Mapped[int] = mapped_column(Integer)
    act_id: Mapped[int] = mapped_column(ForeignKey("court_act.id"))
    ruling_number: Mapped[str] = mapped_column(Text)
    ruled_on: Mapped[date]
    until_on: Mapped[date]
    recorded_by: Mapped[str] = mapped_column(Text)
    recorded_on: Mapped[date]
    idempotency_key: Mapped[uuid.UUID]


class OutcomeReport(Base):
    """How the oblast informed the Department of the outcome of the GPO's protest, and sent it the
    copies of the rulings (`2015 ¶15`).
    """

    __tablename__ = "outcome_report"
    __table_args__ = (
        _moving_key("protest_id", "protest"),
        UniqueConstraint("protest_id", name="one report a protest"),
        CheckConstraint(
            "way in ('telephone', 'electronic', 'letter')",
            name="the Department is informed in one of the known ways",
        ),
        CheckConstraint(
            "(late_cause is null) = (late_unit is null)", name="a late report names cause and unit"
        ),
        CheckConstraint(
            "(copies_sent_on is null) = (copies_number is null)",
            name="copies sent have their number",
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    protest_id: Mapped[int] = mapped_column(BigInteger)
    office_id: Mapped[int] = mapped_column(Integer)
    author_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    informed_on: Mapped[date]
    way: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(Text)
    informed_by: Mapped[str] = mapped_column(Text)
    late_cause: Mapped[str | None] = mapped_column(Text)
    late_unit: Mapped[str | None] = mapped_column(Text)
    late_note: Mapped[str | None] = mapped_column(Text)
    copies_sent_on: Mapped[date | None]
    copies_number: Mapped[str | None] = mapped_column(Text)
    copies_sent_by: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name
