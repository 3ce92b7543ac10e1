"""Whose duty it was when a notice was planned, and the notices of a day found by their sending."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023_notice_for_whom"
down_revision = "0022_api_creations"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    # Notices planned before are planned anew by the next sweep where the assignee is another.
    op.add_column("reminder", sa.Column("assignee_seen", sa.Integer(), nullable=True))
    op.create_index("ix_reminder_sent_at", "reminder", ["sent_at"], postgresql_using="brin")


def downgrade() -> None:
    op.drop_index("ix_reminder_sent_at", "reminder")
    op.drop_column("reminder", "assignee_seen")
