"""The duties done late whose cause nobody has named are found at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024_late_causes"
down_revision = "0023_notice_for_whom"

WITHOUT = "state = 'fulfilled' and late_cause is null and closed_on > due_on and not outside"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.create_index(
        "ix_duty_late_without_cause",
        "duty",
        ["owner_office_id", "closed_on", "id"],
        postgresql_where=sa.text(WITHOUT),
    )


def downgrade() -> None:
    op.drop_index("ix_duty_late_without_cause", "duty")
