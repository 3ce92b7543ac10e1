"""Tables of requested files. Constraints are named by a sentence; no logic beyond properties.

Every table carries `office_id`, because row-level security reads it.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Numeric,
    Text,
    UniqueConstraint,
    desc,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base
from supervision.studies.rules import FileState

BYTE_ORDER = "C"  # a prefix is a range of the index only where letters stand in byte order


class RequestedFile(Base):
    """One enforcement file a prosecutor's office asked a bailiff for (`2002 ¶6`).

    `year` and `sequence` are the registration number, given per office and year.
    """

    __tablename__ = "requested_file"
    __table_args__ = (
        UniqueConstraint("office_id", "year", "sequence", name="one registration number an office"),
        UniqueConstraint("office_id", "idempotency_key", name="one file a sent form"),
        CheckConstraint(
            "state in ('requested', 'received', 'studied', 'returned', 'declined')",
            name="a file is requested received studied returned or declined",
        ),
        CheckConstraint(
            "(state = 'requested') = (received_on is null)", name="a requested file has not come"
        ),
        CheckConstraint(
            "(state in ('studied', 'returned')) = (studied_on is not null)",
            name="a studied file has its day of study",
        ),
        CheckConstraint(
            "(state in ('returned', 'declined')) = (returned_on is not null)",
            name="a returned file has its day of return",
        ),
        CheckConstraint("initiated_on <= requested_on", name="a file is requested after it begins"),
        CheckConstraint("received_on >= requested_on", name="a file comes after it is requested"),
        CheckConstraint("studied_on >= received_on", name="a file is studied after it comes"),
        CheckConstraint(
            "returned_on >= coalesce(studied_on, received_on)", name="a file goes back last"
        ),
        CheckConstraint(
            "(late_cause is null) = (late_unit is null)", name="a late study names cause and unit"
        ),
        Index("ix_requested_file_newest", "office_id", desc("id")),
        Index("ix_requested_file_requested_on", "requested_on", "id"),
        Index("ix_requested_file_number", "number", "id"),
        Index(
            "ix_requested_file_document_id",
            "document_id",
            postgresql_where=text("document_id is not null"),
        ),
        Index(
            "ix_requested_file_assignee_id",
            "assignee_id",
            "id",
            postgresql_where=text("assignee_id is not null"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    year: Mapped[int] = mapped_column(Integer)
    sequence: Mapped[int] = mapped_column(Integer)
    registered_on: Mapped[date]
    number: Mapped[str] = mapped_column(Text)
    branch: Mapped[str] = mapped_column(Text)
    priority: Mapped[str] = mapped_column(Text)
    bailiff: Mapped[str] = mapped_column(Text)
    private_bailiff: Mapped[bool]
    bailiff_office: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    contested_by: Mapped[list[str]] = mapped_column(ARRAY(Text))
    initiated_on: Mapped[date]
    statutory_term_ends_on: Mapped[date]
    statutory_term_rule: Mapped[str] = mapped_column(Text)
    statutory_term_steps: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    statutory_term_reason: Mapped[str] = mapped_column(Text)
    requested_on: Mapped[date]
    supply_by: Mapped[date | None]
    received_on: Mapped[date | None]
    studied_on: Mapped[date | None]
    returned_on: Mapped[date | None]
    late_cause: Mapped[str | None] = mapped_column(Text)
    late_unit: Mapped[str | None] = mapped_column(Text)
    late_note: Mapped[str | None] = mapped_column(Text)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("enforcement_document.id"))
    state: Mapped[str] = mapped_column(Text)
    idempotency_key: Mapped[uuid.UUID]
    registered_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name

    @property
    def file_state(self) -> FileState:
        """The state as the room knows it."""
        return FileState(self.state)

    @property
    def registration_number(self) -> str:
        """The office's own number of the file: 2026-0012."""
        return f"{self.year}-{self.sequence:04}"


class FileParty(Base):
    """One person in the enforcement proceedings of a requested file (`2002 ¶4–5`)."""

    __tablename__ = "file_party"
    __table_args__ = (
        UniqueConstraint("file_id", "position", name="one party a place"),
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

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("requested_file.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    position: Mapped[int] = mapped_column(Integer)
    role: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    identity_number: Mapped[str] = mapped_column(Text)
    birth_on: Mapped[date | None]
    cannot_defend: Mapped[list[str]] = mapped_column(ARRAY(Text))


class FileWord(Base):
    """A word a file is found by: its numbers, its parties' names, their IIN and BIN.

    A table of words with plain comparison, because row-level security lets no pattern or full-text
    operator reach an index.
    """

    __tablename__ = "file_word"
    __table_args__ = (Index("ix_file_word_word", "word", "office_id", "file_id"),)

    file_id: Mapped[int] = mapped_column(ForeignKey("requested_file.id"), primary_key=True)
    word: Mapped[str] = mapped_column(Text(collation=BYTE_ORDER), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))


class FileSupply(Base):
    """One supply by the bailiff; only a complete one ends the bailiff's clock (`2002 ¶6`)."""

    __tablename__ = "file_supply"
    __table_args__ = (
        CheckConstraint(
            "completeness in ('complete', 'partial', 'illegible')",
            name="a supply is complete partial or illegible",
        ),
        Index("ix_file_supply_file_id", "file_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("requested_file.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    supplied_on: Mapped[date]
    completeness: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)


class StudyAnswer(Base):
    """The answer to one of the five points of a study (`2002 ¶6`)."""

    __tablename__ = "study_answer"
    __table_args__ = (
        CheckConstraint(
            "answer in ('yes', 'no', 'not_applicable')",
            name="a point is answered yes no or not applicable",
        ),
        CheckConstraint(
            "answer <> 'no' or length(btrim(note)) > 0", name="a no says what was breached"
        ),
    )

    file_id: Mapped[int] = mapped_column(ForeignKey("requested_file.id"), primary_key=True)
    point: Mapped[str] = mapped_column(Text, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    answer: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)


class FileExpense(Base):
    """One item of the expenses charged in a studied file, by kind (`EXP ¶3`) and article (`EXP ¶4`).

    A wrong item is struck out with a reason, never changed; sums are tenge.
    """

    __tablename__ = "file_expense"
    __table_args__ = (
        UniqueConstraint("file_id", "sequence", name="expenses of a file are counted"),
        UniqueConstraint("office_id", "idempotency_key", name="one expense a sent form"),
        CheckConstraint("amount > 0", name="an expense is more than nothing"),
        CheckConstraint("document_amount >= 0", name="a document proves no less than nothing"),
        CheckConstraint(
            "(document_kind is null) = (document_number = '')",
            name="a supporting document has its kind and number",
        ),
        CheckConstraint(
            "document_kind is not null or document_amount is null",
            name="a sum is proven by a document",
        ),
        CheckConstraint(
            "(struck_on is null) = (strike_reason = '')", name="an item struck out says why"
        ),
        Index("ix_file_expense_file_id", "file_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("requested_file.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    sequence: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(Text)
    article: Mapped[str] = mapped_column(Text)
    spent_on: Mapped[date]
    payee: Mapped[str] = mapped_column(Text)
    amount: Mapped[Decimal] = mapped_column(Numeric(18, 2))
    document_kind: Mapped[str | None] = mapped_column(Text)
    document_number: Mapped[str] = mapped_column(Text)
    document_amount: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    travel_class: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    struck_on: Mapped[date | None]
    strike_reason: Mapped[str] = mapped_column(Text, server_default="")
    idempotency_key: Mapped[uuid.UUID]
