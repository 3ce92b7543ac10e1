"""Forms kept as they stood: submitted by an office, or brought by it from another body.

A kept form is never changed and never taken back: a later one for the same period stands beside it.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
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
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base


class Form4Kept(Base):
    """One kept form: whose, of which days, by which readings, its cells and the controls that failed.

    `office_id` keeps it and `of_office_id` is whose form it is: the same for a submission. `own`
    leaves the offices below out. `ends_on` is the last day. `tables` holds the cells that are not
    zero by table, row and column, as text, `beside` the sums beside the form. `sha256` is that of the
    cells; of a brought form `file_sha256` is that of its file.
    """

    __tablename__ = "form4_kept"
    __table_args__ = (
        UniqueConstraint("office_id", "origin", "year", "sequence", name="one number a kept form"),
        UniqueConstraint("office_id", "idempotency_key", name="one kept form a sent form"),
        CheckConstraint("origin in ('submitted', 'brought')", name="a form is ours or brought"),
        CheckConstraint("starts_on <= ends_on", name="a kept form is of a period"),
        CheckConstraint(
            "origin = 'brought' or office_id = of_office_id", name="an office submits its own form"
        ),
        CheckConstraint(
            "forced = (length(btrim(reason)) > 0)", name="a form forced past a control says why"
        ),
        CheckConstraint("not forced or origin = 'submitted'", name="only a submission is forced"),
        CheckConstraint(
            "(origin = 'brought') = (file_sha256 <> '')", name="a brought form has its file"
        ),
        Index("ix_form4_kept_newest", "office_id", desc("id")),
        Index("ix_form4_kept_period", "of_office_id", "ends_on", "origin"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    of_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    origin: Mapped[str] = mapped_column(Text)
    own: Mapped[bool]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    year: Mapped[int] = mapped_column(Integer)
    sequence: Mapped[int] = mapped_column(Integer)
    edition: Mapped[str] = mapped_column(Text)
    answers: Mapped[dict[str, str]] = mapped_column(JSONB)
    tables: Mapped[dict[str, Any]] = mapped_column(JSONB)
    beside: Mapped[dict[str, Any]] = mapped_column(JSONB)
    failed: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    forced: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    file_sha256: Mapped[str] = mapped_column(Text)
    kept_by: Mapped[str] = mapped_column(Text)
    kept_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    idempotency_key: Mapped[uuid.UUID]
