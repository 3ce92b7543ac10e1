"""Sheets sent in, their rows, and what an office's own names of columns mean."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from supervision.migrations.policies import secure

revision = "0037_imports"
down_revision = "0036_paper_wordings"

MOMENT = sa.DateTime(timezone=True)
JSON = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _batch()
    _row()
    _mapping()


def _batch() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("heads", JSON, server_default="[]", nullable=False),
        sa.Column("mapping", JSON, server_default="{}", nullable=False),
        sa.Column("state", sa.Text(), server_default="reading", nullable=False),
        sa.Column("stop_asked", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("touched_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "state in ('reading', 'mapping', 'checking', 'checked', 'entering', 'entered', "
            "'stopped', 'failed')",
            name=op.f("a sheet is read checked entered stopped or failed"),
        ),
        sa.CheckConstraint("form in ('xlsx', 'csv')", name=op.f("a sheet has a known form")),
        sa.CheckConstraint("attempts >= 0", name=op.f("attempts on a sheet are counted")),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_import_batch_office_id_office")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_import_batch_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_index("ix_import_batch_office_id", "import_batch", ["office_id", "id"])
    op.create_index(
        "ix_import_batch_working",
        "import_batch",
        ["touched_at"],
        postgresql_where=sa.text("state in ('reading', 'checking', 'entering')"),
    )
    secure("import_batch")


def _row() -> None:
    op.create_table(
        "import_row",
        sa.Column("batch_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("cells", JSON, nullable=False),
        sa.Column("state", sa.Text(), server_default="read", nullable=False),
        sa.Column("problems", JSON, server_default="[]", nullable=False),
        sa.Column("subject_kind", sa.Text(), server_default="", nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state in ('read', 'good', 'refused', 'known', 'entered')",
            name=op.f("a row is read good refused known or entered"),
        ),
        sa.CheckConstraint(
            "(state in ('known', 'entered')) = (subject_id is not null)",
            name=op.f("only a row known or entered names a thing"),
        ),
        sa.CheckConstraint(
            "(state = 'refused') = (problems <> '[]'::jsonb)",
            name=op.f("only a refused row has problems"),
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_row_batch_id_import_batch")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_import_row_office_id_office")
        ),
        sa.PrimaryKeyConstraint("batch_id", "number", name=op.f("pk_import_row")),
    )
    op.create_index("ix_import_row_batch_id", "import_row", ["batch_id", "state", "number"])
    # A sheet is read anew when its columns are told: its rows of before go.
    secure("import_row", may_delete=True)


def _mapping() -> None:
    op.create_table(
        "import_mapping",
        sa.Column("office_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_import_mapping_office_id_office")
        ),
        sa.PrimaryKeyConstraint("office_id", "kind", "head", name=op.f("pk_import_mapping")),
    )
    secure("import_mapping")


def downgrade() -> None:
    for table in ("import_mapping", "import_row", "import_batch"):
        op.drop_table(table)
