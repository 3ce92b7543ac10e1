"""Tables of applied changes of the law and of the decrees among them; the whole country's, no office's.

A change is written once, when it is applied; undoing adds who, when and why, and takes nothing away.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base


class LawChange(Base):
    """One change by which duties are counted otherwise: a decree, an amendment of the law's data, or
    other files (both with their `reason`). `fingerprint` tells what is laid over the files apart from
    any other; what stands in files alone has none and is undone by other files.

    `moved` duties got another day, `shortened` of them an earlier one; `settled` kept their day but
    no longer rest on an unconfirmed one.
    """

    __tablename__ = "law_change"
    __table_args__ = (
        UniqueConstraint("idempotency_key", name="one change of the law a sent form"),
        CheckConstraint(
            "(undone_at is null) = (undone_by is null) and "
            "(undone_at is null) = (undo_reason is null)",
            name="an undone change says who when and why",
        ),
        CheckConstraint("length(btrim(undo_reason)) > 0", name="a change is undone with a reason"),
        CheckConstraint(
            "length(btrim(reason)) > 0", name="other data of the law come with a reason"
        ),
        CheckConstraint("undone_at >= applied_at", name="a change is undone once applied"),
        CheckConstraint(
            "shortened between 0 and moved and settled >= 0",
            name="no more duties are shortened than moved",
        ),
        Index("ix_law_change_standing", "id", postgresql_where=text("undone_at is null")),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    idempotency_key: Mapped[uuid.UUID]
    fingerprint: Mapped[str] = mapped_column(Text)
    calendar_version: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    applied_at: Mapped[datetime]
    applied_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    applied_by: Mapped[str] = mapped_column(Text)
    moved: Mapped[int] = mapped_column(server_default="0")
    shortened: Mapped[int] = mapped_column(server_default="0")
    settled: Mapped[int] = mapped_column(server_default="0")
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    undone_by: Mapped[str | None] = mapped_column(Text)
    undo_reason: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name

    @property
    def stands(self) -> bool:
        """Whether the law is counted with it."""
        return self.undone_at is None

    def take_back(self, *, by_id: int | None, by: str, reason: str, at: datetime) -> None:
        """From here on the law is counted without it."""
        self.undone_by_id, self.undone_by = by_id, by
        self.undo_reason, self.undone_at = reason, at


class CalendarDecree(Base):
    """The decree of a change: the Government's number, date and title."""

    __tablename__ = "calendar_decree"
    __table_args__ = (
        CheckConstraint("length(btrim(number)) > 0", name="a decree has its number"),
        CheckConstraint("length(btrim(title)) > 0", name="a decree has its title"),
    )

    change_id: Mapped[int] = mapped_column(
        ForeignKey("law_change.id"), primary_key=True, autoincrement=False
    )
    number: Mapped[str] = mapped_column(Text)
    dated: Mapped[date]
    title: Mapped[str] = mapped_column(Text)


class CalendarDecreeDay(Base):
    """One day of a decree. `other` is the second day of a move, which is a row of its own."""

    __tablename__ = "calendar_decree_day"
    __table_args__ = (
        CheckConstraint("kind in ('off', 'working')", name="a decreed day is off or working"),
        CheckConstraint("other <> on_day", name="a day off moves to another day"),
    )

    change_id: Mapped[int] = mapped_column(
        ForeignKey("calendar_decree.change_id"), primary_key=True, autoincrement=False
    )
    on_day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    other: Mapped[date | None]


class LawAmendment(Base):
    """The amendment of a change: one act, applied until another day or with other paragraph files.

    `opened` and `dropped` duties are those the law asks for, or no longer asks for, with it.
    """

    __tablename__ = "law_amendment"
    __table_args__ = (
        CheckConstraint(
            "extends or extended_until is null", name="a last day belongs to an extension"
        ),
        CheckConstraint("opened >= 0 and dropped >= 0", name="duties are counted from none"),
    )

    change_id: Mapped[int] = mapped_column(
        ForeignKey("law_change.id"), primary_key=True, autoincrement=False
    )
    act_id: Mapped[str] = mapped_column(Text)
    extends: Mapped[bool]
    extended_until: Mapped[date | None]
    opened: Mapped[int]
    dropped: Mapped[int]


class LawAmendmentText(Base):
    """One paragraph file of an amendment, whole."""

    __tablename__ = "law_amendment_text"
    __table_args__ = (
        CheckConstraint(
            "file ~ '^[0-9A-Za-z.-]+(@[0-9A-Za-z-]+)?[.]yaml$'", name="a file is a paragraph's"
        ),
        CheckConstraint("length(btrim(content)) > 0", name="a paragraph file says something"),
    )

    change_id: Mapped[int] = mapped_column(
        ForeignKey("law_amendment.change_id"), primary_key=True, autoincrement=False
    )
    file: Mapped[str] = mapped_column(Text, primary_key=True)
    content: Mapped[str] = mapped_column(Text)
