"""How an office plans back from the last day of a protest's term."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.migrations.policies import secure

revision = "0012_back_plan"
down_revision = "0011_petitions"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.create_table(
        "back_plan",
        sa.Column("office_id", sa.Integer(), primary_key=True),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("draft_to_head", "draft_to_oblast", "protest_to_court")
        ),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "draft_to_head between 0 and 20 and draft_to_oblast between 0 and draft_to_head "
            "and protest_to_court between 0 and draft_to_oblast",
            name=op.f("the steps of a plan follow one another"),
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_back_plan_office_id_office")
        ),
    )
    secure("back_plan")


def downgrade() -> None:
    op.drop_table("back_plan")
