"""Tables of what is taken away and what is sent in. Constraints are named by a sentence."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base

ONE_UNDER_WAY = "one file under way a person"


class ExportRun(Base):
    """One file somebody took away, or waits for: which list, by which filters, how far it is.

    `office_id` is the person's office (row-level security reads it as a thing of people), `query`
    the address of the list without its page. `touched_at` moves while a worker writes: a run that
    stands still has lost its worker and is taken by another. `content` is kept until `kept_until`.
    """

    __tablename__ = "export_run"
    __table_args__ = (
        CheckConstraint(
            "state in ('waiting', 'running', 'handed', 'ready', 'failed', 'gone')",
            name="a file waits is made handed ready failed or gone",
        ),
        CheckConstraint("form in ('xlsx', 'csv')", name="a file has a known form"),
        CheckConstraint(
            "(state = 'ready') = (content is not null)", name="only a ready file is kept"
        ),
        CheckConstraint(
            "state <> 'ready' or kept_until is not null", name="a ready file is kept until a day"
        ),
        CheckConstraint("rows >= 0 and attempts >= 0", name="rows and attempts are counted"),
        Index(
            ONE_UNDER_WAY,
            "user_id",
            unique=True,
            postgresql_where=text("state in ('waiting', 'running')"),
        ),
        Index("ix_export_run_user_id_asked_at", "user_id", "asked_at"),
        Index("ix_export_run_kept_until", "kept_until", postgresql_where=text("state = 'ready'")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    kind: Mapped[str] = mapped_column(Text)
    form: Mapped[str] = mapped_column(Text)
    query: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default="waiting")
    rows: Mapped[int] = mapped_column(server_default="0")
    attempts: Mapped[int] = mapped_column(server_default="0")
    asked_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    kept_until: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, server_default="")
    content: Mapped[bytes | None] = mapped_column(deferred=True)


class ImportBatch(Base):
    """One sheet somebody sent in: its bytes, how its columns are read, and how far it is.

    Its rows are checked first and nothing is entered; then its person says whether the good ones
    are. All state is here: the queue carries ticks, and a worker that dies is followed by another
    that goes on with the rows not yet looked at. `heads` are the columns as they stand in the
    sheet, `mapping` says which field each one is ("" for none).
    """

    __tablename__ = "import_batch"
    __table_args__ = (
        CheckConstraint(
            "state in ('reading', 'mapping', 'checking', 'checked', 'entering', 'entered', "
            "'stopped', 'failed', 'taking_back', 'taken_back')",
            name="a sheet is read checked entered stopped failed or taken back",
        ),
        CheckConstraint("form in ('xlsx', 'csv')", name="a sheet has a known form"),
        CheckConstraint("attempts >= 0", name="attempts on a sheet are counted"),
        Index("ix_import_batch_office_id", "office_id", "id"),
        Index(
            "ix_import_batch_working",
            "touched_at",
            postgresql_where=text("state in ('reading', 'checking', 'entering', 'taking_back')"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    kind: Mapped[str] = mapped_column(Text)
    form: Mapped[str] = mapped_column(Text)
    filename: Mapped[str] = mapped_column(Text)
    content: Mapped[bytes] = mapped_column(deferred=True)
    heads: Mapped[list[str]] = mapped_column(JSONB, server_default="[]")
    mapping: Mapped[dict[str, str]] = mapped_column(JSONB, server_default="{}")
    state: Mapped[str] = mapped_column(Text, server_default="reading")
    stop_asked: Mapped[bool] = mapped_column(server_default="false")
    attempts: Mapped[int] = mapped_column(server_default="0")
    asked_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, server_default="")


class ImportRow(Base):
    """One row of a sheet: its cells as they came, what became of it, and what is wrong with it.

    `problems` are [column, value, message, parameters]: why a row is refused, or why an entered one
    cannot be taken back. `subject` is the thing it entered, or the one that was there already.
    """

    __tablename__ = "import_row"
    __table_args__ = (
        CheckConstraint(
            "state in ('read', 'good', 'refused', 'known', 'entered', 'taken_back')",
            name="a row is read good refused known entered or taken back",
        ),
        CheckConstraint(
            "(state in ('known', 'entered')) = (subject_id is not null)",
            name="only a row known or entered names a thing",
        ),
        CheckConstraint(
            "case state when 'refused' then problems <> '[]'::jsonb "
            "when 'entered' then true else problems = '[]'::jsonb end",
            name="only a row refused or built upon has problems",
        ),
        Index(
            "ix_import_row_subject",
            "subject_kind",
            "subject_id",
            postgresql_where=text("state = 'entered'"),
        ),
        Index("ix_import_row_batch_id", "batch_id", "state", "number"),
    )

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    cells: Mapped[list[str]] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(Text, server_default="read")
    problems: Mapped[list[list[Any]]] = mapped_column(JSONB, server_default="[]")
    subject_kind: Mapped[str] = mapped_column(Text, server_default="")
    subject_id: Mapped[int | None] = mapped_column(BigInteger)


class ImportMapping(Base):
    """What an office's own name of a column means in sheets of a kind; remembered for the next one."""

    __tablename__ = "import_mapping"

    office_id: Mapped[int] = mapped_column(
        ForeignKey("office.id"), primary_key=True, autoincrement=False
    )
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    head: Mapped[str] = mapped_column(Text, primary_key=True)
    field: Mapped[str] = mapped_column(Text)
