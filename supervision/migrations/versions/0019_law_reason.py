"""Other changes of the law's data beside decrees: each with its reason, in the same log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019_law_reason"
down_revision = "0018_decrees"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.add_column("law_change", sa.Column("reason", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("other data of the law come with a reason"), "law_change", "length(btrim(reason)) > 0"
    )
    op.create_index(
        "ix_duty_move_change_id",
        "duty_move",
        ["change_id"],
        postgresql_where=sa.text("change_id is not null"),
    )


def downgrade() -> None:
    op.drop_index("ix_duty_move_change_id", "duty_move")
    op.drop_column("law_change", "reason")
