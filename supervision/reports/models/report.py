"""Tables of reports by period: the report, its texts, what each approval froze, who did what when.

A report of an office is written until its head approves it; the approval makes an edition, whose
figures and cases are added and never changed. A report sent back is approved anew as a next edition.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    Numeric,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base

MONEY = Numeric(18, 2)


class Report(Base):
    """The report of one office, kind and period; a district's is its part of the oblast's.

    `editions` counts the approvals: the last edition is what the report says. `state` tells whether
    it is written, approved, sent, sent back or accepted. Higher offices answer it, so the table is
    written by `sync_offices`.
    """

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint(
            "office_id", "kind", "period", name="one report an office kind and period"
        ),
        UniqueConstraint("id", "office_id", name="one office a report"),
        CheckConstraint(
            "state in ('draft', 'approved', 'sent', 'returned', 'accepted')",
            name="a report is a draft approved sent returned or accepted",
        ),
        CheckConstraint(
            "state = 'draft' or editions > 0", name="what leaves the draft has been approved"
        ),
        CheckConstraint("ends_on > starts_on", name="the period of a report has days"),
        Index("ix_report_kind_period", "kind", "period"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    kind: Mapped[str] = mapped_column(Text)
    period: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    state: Mapped[str] = mapped_column(Text)
    editions: Mapped[int]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name


def _of_report() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["report_id", "office_id"], ["report.id", "report.office_id"])


class ReportText(Base):
    """One section in the prosecutor's own words, as it stands in the draft."""

    __tablename__ = "report_text"
    __table_args__ = (
        _of_report(),
        UniqueConstraint("report_id", "section", name="one text a section"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    report_id: Mapped[int] = mapped_column(BigInteger)
    office_id: Mapped[int] = mapped_column(Integer)
    section: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name


class ReportEdition(Base):
    """What one approval froze: its moment, its texts by section, and the parts it took in.

    `parts` are the editions of the offices below whose figures were taken; what no part covers was
    read from the registers. `as_of` is the day on which overdue duties were judged.
    """

    __tablename__ = "report_edition"
    __table_args__ = (
        _of_report(),
        UniqueConstraint("report_id", "number", name="editions of a report are numbered"),
        CheckConstraint("number > 0", name="editions begin with one"),
        Index("ix_report_edition_office_id", "office_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    report_id: Mapped[int] = mapped_column(BigInteger)
    office_id: Mapped[int] = mapped_column(Integer)
    number: Mapped[int]
    as_of: Mapped[date]
    frozen_at: Mapped[datetime]
    approved_by: Mapped[str] = mapped_column(Text)
    texts: Mapped[dict[str, Any]] = mapped_column(JSONB)
    parts: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))


def _of_edition() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["edition_id"], ["report_edition.id"])


class ReportLine(Base):
    """One figure of an edition, with the previous period and the same one of last year beside it.

    `of_tail`: it counts what became known after an earlier report's cut-off, and nothing is beside it.
    """

    __tablename__ = "report_line"
    __table_args__ = (
        _of_edition(),
        UniqueConstraint(
            "edition_id", "section", "of_tail", "key", name="one line an edition section and key"
        ),
        CheckConstraint("0 <= counted and counted <= out_of", name="a line counts of its whole"),
        CheckConstraint(
            "not of_tail or before_counted is null and year_ago_counted is null",
            name="nothing stands beside a line of the tail",
        ),
        Index("ix_report_line_office_id", "office_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    edition_id: Mapped[int] = mapped_column(BigInteger)
    office_id: Mapped[int] = mapped_column(Integer)
    section: Mapped[str] = mapped_column(Text)
    of_tail: Mapped[bool]
    key: Mapped[str] = mapped_column(Text)
    place: Mapped[int]
    counted: Mapped[int]
    out_of: Mapped[int]
    amount: Mapped[Decimal | None] = mapped_column(MONEY)
    before_counted: Mapped[int | None]
    before_out_of: Mapped[int | None]
    before_amount: Mapped[Decimal | None] = mapped_column(MONEY)
    year_ago_counted: Mapped[int | None]
    year_ago_out_of: Mapped[int | None]
    year_ago_amount: Mapped[Decimal | None] = mapped_column(MONEY)


class ReportThing(Base):
    """One thing behind a figure of an edition, as it was known at the cut-off.

    `of_office_id` is the office whose thing it is; `record_kind` and `record_id` lead to its page.
    """

    __tablename__ = "report_thing"
    __table_args__ = (
        _of_edition(),
        UniqueConstraint(
            *("edition_id", "section", "of_tail", "key", "subject_kind", "subject_id"),
            name="a thing stands once behind a line",
        ),
        Index("ix_report_thing_subject", "edition_id", "section", "subject_kind", "subject_id"),
        Index("ix_report_thing_office_id", "office_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    edition_id: Mapped[int] = mapped_column(BigInteger)
    office_id: Mapped[int] = mapped_column(Integer)
    section: Mapped[str] = mapped_column(Text)
    of_tail: Mapped[bool]
    key: Mapped[str] = mapped_column(Text)
    subject_kind: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[int] = mapped_column(BigInteger)
    record_kind: Mapped[str] = mapped_column(Text)
    record_id: Mapped[int] = mapped_column(BigInteger)
    of_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    on_day: Mapped[date]
    label: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    counts: Mapped[bool]
    amount: Mapped[Decimal | None] = mapped_column(MONEY)


class ReportStep(Base):
    """One step of a report's way: what, who, when, with the words said."""

    __tablename__ = "report_step"
    __table_args__ = (
        _of_report(),
        CheckConstraint(
            "what in ('opened', 'approved', 'reopened', 'sent', 'returned', 'accepted')",
            name="a report takes a known step",
        ),
        CheckConstraint(
            "what not in ('returned', 'reopened') or length(btrim(remarks)) > 0",
            name="a report goes back with words",
        ),
        Index("ix_report_step_report_id", "report_id"),
        Index("ix_report_step_office_id", "office_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    report_id: Mapped[int] = mapped_column(BigInteger)
    office_id: Mapped[int] = mapped_column(Integer)
    what: Mapped[str] = mapped_column(Text)
    by_office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    by_name: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    remarks: Mapped[str] = mapped_column(Text)
