"""Notices and heartbeats."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.migrations.policies import grant, secure

revision = "0003_reminders"
down_revision = "0002_studies"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _reminders()
    _heartbeats()


def _reminders() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.BigInteger(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("due_on_seen", sa.Date(), nullable=False),
        sa.Column("moment", MOMENT, nullable=False),
        sa.Column("state", sa.Text(), server_default="planned", nullable=False),
        sa.Column(
            "planned_at", MOMENT, server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.Column("late_hours", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "state in ('planned', 'sent', 'cancelled')",
            name=op.f("a notice is planned sent or cancelled"),
        ),
        sa.CheckConstraint("channel in ('in_app')", name=op.f("a notice goes by a known channel")),
        sa.CheckConstraint(
            "(state = 'sent') = (sent_at is not null)",
            name=op.f("only a sent notice has a sending time"),
        ),
        sa.CheckConstraint(
            "seen_at is null or sent_at is not null", name=op.f("only a sent notice can be seen")
        ),
        sa.CheckConstraint("late_hours >= 0", name=op.f("a notice is late by hours or not at all")),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_reminder_office_id_office")
        ),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name=op.f("fk_reminder_duty_id_duty")),
        sa.ForeignKeyConstraint(
            ["recipient_id"],
            ["user_account.id"],
            name=op.f("fk_reminder_recipient_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "duty_id",
            "rung",
            "recipient_id",
            "channel",
            "due_on_seen",
            name="one notice a duty rung recipient channel and day",
        ),
    )
    op.create_index(
        "ix_reminder_planned_moment",
        "reminder",
        ["moment", "id"],
        postgresql_where=sa.text("state = 'planned'"),
    )
    op.create_index(
        "ix_reminder_recipient_id_sent_at",
        "reminder",
        ["recipient_id", "sent_at", "id"],
        postgresql_where=sa.text("state = 'sent'"),
    )
    op.create_index(
        "ix_reminder_recipient_id_unread",
        "reminder",
        ["recipient_id"],
        postgresql_where=sa.text("state = 'sent' and seen_at is null"),
    )
    # The house plans for every office; a reader marks an own notice of a case below: `sync`.
    secure("reminder", write="sync_offices")


def _heartbeats() -> None:
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeat")),
    )
    grant("heartbeat")
    # Freshly installed is not silent: the scheduler gets its five minutes to begin.
    op.execute(
        "insert into heartbeat (name, at) values ('beat', clock_timestamp()), "
        "('worker', clock_timestamp())"
    )


def downgrade() -> None:
    op.drop_table("heartbeat")
    op.drop_table("reminder")
