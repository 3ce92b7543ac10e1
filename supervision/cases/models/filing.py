"""Tables of the nomenclature files and of the court acts entered in them (`2015 ¶11`)."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base


class NomenclatureFile(Base):
    """One file of an office's nomenclature for a year: its index ("04-12") and title."""

    __tablename__ = "nomenclature_file"
    __table_args__ = (
        UniqueConstraint(
            "office_id", "year", "file_index", name="one nomenclature file an index and year"
        ),
        UniqueConstraint("office_id", "idempotency_key", name="one nomenclature file a sent form"),
        CheckConstraint("closed_on >= opened_on", name="a file is closed after it is opened"),
        CheckConstraint(
            "(closed_on is null) = (closed_by is null)", name="who closed a file is named"
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    year: Mapped[int] = mapped_column(Integer)
    file_index: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    opened_on: Mapped[date]
    opened_by: Mapped[str] = mapped_column(Text)
    closed_on: Mapped[date | None]
    closed_by: Mapped[str | None] = mapped_column(Text)
    idempotency_key: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name

    @property
    def is_open(self) -> bool:
        """Whether acts may still be entered in it."""
        return self.closed_on is None


class ActFiling(Base):
    """The place of one court act, and of the conclusion on it, in a nomenclature file.

    It goes with the case; index, title and year are copied, because the office a case is handed to
    does not see the other office's nomenclature.
    """

    __tablename__ = "act_filing"
    __table_args__ = (
        UniqueConstraint("act_id", name="one place an act"),
        Index("ix_act_filing_case_id", "case_id"),
        Index("ix_act_filing_office_id_file_index", "office_id", "file_index"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("admin_case.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    act_id: Mapped[int] = mapped_column(ForeignKey("court_act.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("nomenclature_file.id"))
    file_index: Mapped[str] = mapped_column(Text)
    file_title: Mapped[str] = mapped_column(Text)
    file_year: Mapped[int] = mapped_column(Integer)
    volume: Mapped[str] = mapped_column(Text)
    sheets: Mapped[str] = mapped_column(Text)
    filed_on: Mapped[date]
    filed_by: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name
