"""The petition itself, the words it is found by, the trail of its forwarding."""

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

from supervision.core.db import Base

BYTE_ORDER = "C"  # a prefix is a range of the index only where letters stand in byte order


def registration_number(year: int, sequence: int) -> str:
    """A number in an office's register of petitions: 2026-0012."""
    return f"{year}-{sequence:04}"


class Petition(Base):
    """One petition or complaint (`2015 ¶17–18, ¶27`, `2002 ¶8`).

    `office_id` is the office that has it now; forwarding changes it, and the number with it. What
    the law asks of the case is kept here as it was taken in: an office the petition is forwarded to
    may not see the case.
    """

    __tablename__ = "petition"
    __table_args__ = (
        UniqueConstraint("office_id", "idempotency_key", name="one petition a sent form"),
        UniqueConstraint("office_id", "year", "sequence", name="one petition number an office"),
        CheckConstraint(
            "kind in ('appellate_protest', 'cassation_protest', 'enforcement_action', "
            "'enforcement_court_act', 'other')",
            name="a petition is of one of the known kinds",
        ),
        CheckConstraint(
            "petitioner_kind in ('person', 'legal_entity')",
            name="a petitioner is a person or a legal entity",
        ),
        CheckConstraint(
            "state in ('received', 'examined', 'incomplete', 'unfounded', 'returned', 'resolved')",
            name="a petition is in one of the known states",
        ),
        CheckConstraint(
            "entered_into_force in ('yes', 'no')", name="an act is in force or it is not"
        ),
        CheckConstraint(
            "reached_on >= received_on", name="a petition reaches its official after it came"
        ),
        CheckConstraint(
            "(examiner_id is null) = (reached_on is null)",
            name="an examining official has the petition since a day",
        ),
        CheckConstraint(
            "(checked_on is null) = (missing is null)", name="a checked petition says what it lacks"
        ),
        CheckConstraint(
            "(protest_number is null) = (protest_on is null)",
            name="the protest that grants a petition has its day",
        ),
        CheckConstraint(
            "protest_id is null or protest_number is not null",
            name="a registered protest is named by its number",
        ),
        CheckConstraint("act_id is null or case_id is not null", name="an act stands in its case"),
        CheckConstraint("repeats_id <> id", name="a petition does not repeat itself"),
        Index("ix_petition_newest", "office_id", desc("id")),
        Index("ix_petition_office_id_received_on", "office_id", "received_on"),
        Index("ix_petition_petitioner_key", "petitioner_key"),
        Index(
            "ix_petition_identity_number",
            "identity_number",
            postgresql_where=text("identity_number <> ''"),
        ),
        Index("ix_petition_case_id", "case_id", postgresql_where=text("case_id is not null")),
        Index(
            "ix_petition_examiner_id",
            "examiner_id",
            "id",
            postgresql_where=text("examiner_id is not null"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    registered_on: Mapped[date]
    year: Mapped[int] = mapped_column(Integer)
    sequence: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(Text)
    petitioner_kind: Mapped[str] = mapped_column(Text)
    petitioner_name: Mapped[str] = mapped_column(Text)
    petitioner_key: Mapped[str] = mapped_column(Text)
    identity_number: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    procedural_status: Mapped[str] = mapped_column(Text)
    representative_name: Mapped[str] = mapped_column(Text)
    power_of_attorney: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    enclosures: Mapped[str] = mapped_column(Text)
    came_by: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("admin_case.id"))
    act_id: Mapped[int | None] = mapped_column(ForeignKey("court_act.id"))
    case_number: Mapped[str] = mapped_column(Text)
    court_name: Mapped[str] = mapped_column(Text)
    act_made_on: Mapped[date | None]
    categories: Mapped[list[str]] = mapped_column(ARRAY(Text))
    initiating_office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    entered_into_force: Mapped[str | None] = mapped_column(Text)
    additional_study: Mapped[bool]
    materials_needed: Mapped[bool]
    region_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    repeats_id: Mapped[int | None] = mapped_column(ForeignKey("petition.id"))
    state: Mapped[str] = mapped_column(Text)
    examiner_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    reached_on: Mapped[date | None]
    checked_on: Mapped[date | None]
    missing: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    protest_id: Mapped[int | None] = mapped_column(ForeignKey("protest.id"))
    protest_number: Mapped[str | None] = mapped_column(Text)
    protest_on: Mapped[date | None]
    idempotency_key: Mapped[uuid.UUID]
    registered_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name

    @property
    def number(self) -> str:
        """The number in the register of the office that has it."""
        return registration_number(self.year, self.sequence)


class PetitionWord(Base):
    """A word a petition is found by: its number, petitioner, IIN or BIN, representative, case.

    A table of words with plain comparison, because row-level security lets no pattern or full-text
    operator reach an index.
    """

    __tablename__ = "petition_word"
    __table_args__ = (Index("ix_petition_word_word", "word", "office_id", "petition_id"),)

    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    word: Mapped[str] = mapped_column(Text(collation=BYTE_ORDER), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))


class PetitionTransfer(Base):
    """The trail of a forwarding; written twice, a row for each of the two offices.

    `year` and `sequence` are the number in the register of the row's own office. The sender sees
    the petition itself no more, so his row names it by itself.
    """

    __tablename__ = "petition_transfer"
    __table_args__ = (
        CheckConstraint(
            "direction in ('sent', 'received')",
            name="a forwarding is of the sender or the receiver",
        ),
        CheckConstraint("length(btrim(reason)) > 0", name="a forwarding has a reason"),
        Index("ix_petition_transfer_petition_id", "petition_id"),
        Index("ix_petition_transfer_office_id_forwarded_on", "office_id", "forwarded_on"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    direction: Mapped[str] = mapped_column(Text)
    from_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    to_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    year: Mapped[int] = mapped_column(Integer)
    sequence: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(Text)
    petitioner_name: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date]
    forwarded_on: Mapped[date]
    forwarded_by: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))

    @property
    def number(self) -> str:
        """The number in the register of this row's office."""
        return registration_number(self.year, self.sequence)
