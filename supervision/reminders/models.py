"""Tables of notices, letters, calendar feeds and heartbeats. Constraints are named by a sentence."""

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

ONE_LETTER = "one letter a notice"
ONE_DIGEST = "one digest a person and day"
ONE_ALARM = "one alarm an incident and person"
ONE_NOTICE = "one notice a duty rung recipient channel and day"


class Reminder(Base):
    """One notice to one person about one duty, planned ahead with the moment it must leave.

    `office_id` is the office whose case gave the duty, as on the duty (row-level security reads
    it). `rung` counts working days from the duty's day, `due_on_seen` is that day when the notice
    was planned: a duty that moves gets a new ladder. `assignee_seen` is who had the duty then: a
    notice planned for the one does not leave for the other. `late_hours` are whole hours behind `moment`.
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
        Index("ix_reminder_sent_at", "sent_at", postgresql_using="brin"),
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
    assignee_seen: Mapped[int | None]
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


class NoticeChoice(Base):
    """Where and how often one person wants letters; without a row there are none."""

    __tablename__ = "notice_choice"
    __table_args__ = (
        CheckConstraint(
            "by_mail in ('each', 'digest', 'none')",
            name="letters come for each notice once a day or never",
        ),
        CheckConstraint("by_mail = 'none' or email <> ''", name="letters need an address"),
    )

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user_account.id"), primary_key=True, autoincrement=False
    )
    email: Mapped[str] = mapped_column(Text, server_default="")
    by_mail: Mapped[str] = mapped_column(Text, server_default="none")
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name


class CalendarFeed(Base):
    """The secret address of one person's calendar, of which only the hash is kept; none: revoked."""

    __tablename__ = "calendar_feed"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user_account.id"), primary_key=True, autoincrement=False
    )
    secret_hash: Mapped[str | None] = mapped_column(Text, unique=True)
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name


class Incident(Base):
    """Something the watchdog found, from when until when; one open row for each kind of finding."""

    __tablename__ = "incident"
    __table_args__ = (
        CheckConstraint(
            "ended_at is null or ended_at >= began_at", name="an incident ends after it begins"
        ),
        Index(
            "ix_incident_what_open", "what", unique=True, postgresql_where=text("ended_at is null")
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    what: Mapped[str] = mapped_column(Text)
    number: Mapped[int] = mapped_column(server_default="0")
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Letter(Base):
    """One e-mail to one person, with what the mail server answered: the proof of delivery.

    `office_id` is the person's office when the letter was planned. `next_at` is the moment of the
    next attempt; while a letter is `sent` it is the moment at which an attempt that never told its
    end counts as lost.
    """

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("reminder_id", name=ONE_LETTER),
        UniqueConstraint("user_id", "day", name=ONE_DIGEST),
        UniqueConstraint("incident_id", "user_id", name=ONE_ALARM),
        CheckConstraint(
            "state in ('planned', 'sent', 'accepted', 'failed', 'withdrawn')",
            name="a letter is planned sent accepted failed or withdrawn",
        ),
        CheckConstraint(
            "kind in ('notice', 'digest', 'alarm')",
            name="a letter is a notice a digest or an alarm",
        ),
        CheckConstraint(
            "(kind = 'notice') = (reminder_id is not null) and "
            "(kind = 'digest') = (day is not null) and "
            "(kind = 'alarm') = (incident_id is not null)",
            name="a letter says what it is about",
        ),
        CheckConstraint(
            "state not in ('accepted', 'failed') or answered_at is not null",
            name="a letter accepted or failed has an answer",
        ),
        Index(
            "ix_letter_waiting",
            "next_at",
            "id",
            postgresql_where=text("state in ('planned', 'sent')"),
        ),
        Index("ix_letter_failed", "office_id", "id", postgresql_where=text("state = 'failed'")),
        Index("ix_letter_accepted", "answered_at", postgresql_where=text("state = 'accepted'")),
        Index("ix_letter_user_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    kind: Mapped[str] = mapped_column(Text)
    reminder_id: Mapped[int | None] = mapped_column(ForeignKey("reminder.id"))
    day: Mapped[date | None]
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    state: Mapped[str] = mapped_column(Text, server_default="planned")
    planned_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    next_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(server_default="0")
    sent_at: Mapped[datetime | None]
    address: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None]
    answer_code: Mapped[int | None]
    answer: Mapped[str | None] = mapped_column(Text)
