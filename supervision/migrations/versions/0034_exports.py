"""Files taken away: asked for, made by a worker, kept for some days."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.migrations.policies import secure

revision = "0034_exports"
down_revision = "0033_file_expenses"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.create_table(
        "export_run",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("rows", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("touched_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.Column("kept_until", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "state in ('waiting', 'running', 'handed', 'ready', 'failed', 'gone')",
            name=op.f("a file waits is made handed ready failed or gone"),
        ),
        sa.CheckConstraint("form in ('xlsx', 'csv')", name=op.f("a file has a known form")),
        sa.CheckConstraint(
            "(state = 'ready') = (content is not null)", name=op.f("only a ready file is kept")
        ),
        sa.CheckConstraint(
            "state <> 'ready' or kept_until is not null",
            name=op.f("a ready file is kept until a day"),
        ),
        sa.CheckConstraint(
            "rows >= 0 and attempts >= 0", name=op.f("rows and attempts are counted")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_export_run_office_id_office")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_export_run_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_run")),
    )
    op.create_index(
        "one file under way a person",
        "export_run",
        ["user_id"],
        unique=True,
        postgresql_where=sa.text("state in ('waiting', 'running')"),
    )
    op.create_index("ix_export_run_user_id_asked_at", "export_run", ["user_id", "asked_at"])
    op.create_index(
        "ix_export_run_kept_until",
        "export_run",
        ["kept_until"],
        postgresql_where=sa.text("state = 'ready'"),
    )
    # A thing of people: also the auditor, who changes nothing, may take a list away.
    secure("export_run", read="people_offices", write="people_offices")


def downgrade() -> None:
    op.drop_table("export_run")
