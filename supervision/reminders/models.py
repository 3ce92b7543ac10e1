"""Tables of notices and heartbeats. Constraints are named by a sentence."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
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

ONE_NOTICE = "one notice a duty rung recipient channel and day"


class Reminder(Base):
    """One notice to one person about one duty, planned ahead with the moment it must leave.

    `office_id` is the office whose case gave the duty, as on the duty (row-level security reads
    it). `rung` counts working days from the duty's day, `due_on_seen` is that day when the notice
    was planned: a duty that moves gets a new ladder. `late_hours` are whole hours behind `moment`.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint(
            "duty_id", "rung", "recipient_id", "channel", "due_on_seen", name=ONE_NOTICE
        ),
        CheckConstraint(
            "state in ('planned', 'sent', 'cancelled')",
            name="a notice is planned sent or cancelled",
        ),
        CheckConstraint("channel in ('in_app')", name="a notice goes by a known channel"),
        CheckConstraint(
            "(state = 'sent') = (sent_at is not null)", name="only a sent notice has a sending time"
        ),
        CheckConstraint(
            "seen_at is null or sent_at is not null", name="only a sent notice can be seen"
        ),
        CheckConstraint("late_hours >= 0", name="a notice is late by hours or not at all"),
        Index(
            "ix_reminder_planned_moment",
            "moment",
            "id",
            postgresql_where=text("state = 'planned'"),
        ),
        Index(
            "ix_reminder_recipient_id_sent_at",
            "recipient_id",
            "sent_at",
            "id",
            postgresql_where=text("state = 'sent'"),
        ),
        Index(
            "ix_reminder_recipient_id_unread",
            "recipient_id",
            postgresql_where=text("state = 'sent' and seen_at is null"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    duty_id: Mapped[int] = mapped_column(ForeignKey("duty.id"))
    rung: Mapped[int]
    recipient_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    channel: Mapped[str] = mapped_column(Text)
    due_on_seen: Mapped[date]
    moment: Mapped[datetime]
    state: Mapped[str] = mapped_column(Text, server_default="planned")
    planned_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    sent_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    late_hours: Mapped[int] = mapped_column(server_default="0")


class Heartbeat(Base):
    """When a part of the machinery was last known to be alive; one row a part."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    at: Mapped[datetime]
