"""Tables of what is taken away. Constraints are named by a sentence."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, Text, text
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
