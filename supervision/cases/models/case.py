"""The tables of a case itself: the case, its articles, the words it is found by."""

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


class AdminCase(Base):
    """One case of an administrative offence, or a complaint in one, that a court took (`2015 ¶4`).

    `office_id` is the office that covers it now; a hand-over changes it.
    """

    __tablename__ = "admin_case"
    __table_args__ = (
        UniqueConstraint("office_id", "idempotency_key", name="one case a sent form"),
        # what rooms above record of a case goes with it by a key on both
        UniqueConstraint("id", "office_id", name="one office a case"),
        CheckConstraint(
            "opened_by in ('prosecutors_office', 'authorised_body', 'military_official', 'other')",
            name="a case is opened by a prosecutor a body an official or another",
        ),
        CheckConstraint(
            "(opened_by = 'prosecutors_office') = (opened_by_office_id is not null)",
            name="a case opened by a prosecutor names the office",
        ),
        CheckConstraint(
            "offender_kind in ('person', 'legal_entity')",
            name="an offender is a person or a legal entity",
        ),
        CheckConstraint(
            "(offender_kind = 'person') = (birth_on is not null)",
            name="a person and nobody else has a birth date",
        ),
        CheckConstraint(
            "offender_kind <> 'person' or offence_on is not null",
            name="the age of a person is taken on the day of the offence",
        ),
        Index("ix_admin_case_newest", "office_id", desc("id")),
        Index("ix_admin_case_number", "number", "id"),
        Index("ix_admin_case_court_id", "court_id", "id"),
        Index(
            "ix_admin_case_assignee_id",
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
    opened_by: Mapped[str] = mapped_column(Text)
    opened_by_office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    opened_by_name: Mapped[str] = mapped_column(Text)
    offender_kind: Mapped[str] = mapped_column(Text)
    offender_name: Mapped[str] = mapped_column(Text)
    birth_on: Mapped[date | None]
    identity_number: Mapped[str] = mapped_column(Text)
    offence_on: Mapped[date | None]
    military_status: Mapped[str | None] = mapped_column(Text)
    sanctions: Mapped[list[str]] = mapped_column(ARRAY(Text))
    complaint: Mapped[str | None] = mapped_column(Text)
    opened_for: Mapped[list[str]] = mapped_column(ARRAY(Text))
    transport_field: Mapped[str | None] = mapped_column(Text)
    received_by_court_on: Mapped[date | None]
    set_for_hearing_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    copy_sent_on: Mapped[date | None]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    idempotency_key: Mapped[uuid.UUID]
    registered_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name


class CaseArticle(Base):
    """One article of the CoAO under which a case goes, with its area (`¶6`) and chapter (`¶7`)."""

    __tablename__ = "case_article"

    case_id: Mapped[int] = mapped_column(ForeignKey("admin_case.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    article: Mapped[str] = mapped_column(Text)
    part: Mapped[str] = mapped_column(Text)
    area: Mapped[str | None] = mapped_column(Text)
    chapter: Mapped[int | None] = mapped_column(Integer)


class CaseWord(Base):
    """A word a case is found by: its number, the offender's name, IIN or BIN.

    A table of words with plain comparison, because row-level security lets no pattern or full-text
    operator reach an index.
    """

    __tablename__ = "case_word"
    __table_args__ = (Index("ix_case_word_word", "word", "office_id", "case_id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("admin_case.id"), primary_key=True)
    word: Mapped[str] = mapped_column(Text(collation=BYTE_ORDER), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
