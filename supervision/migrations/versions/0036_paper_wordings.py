"""An office's own wordings of papers, by version, and on each copy the version it was issued in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.migrations.policies import secure

revision = "0036_paper_wordings"
down_revision = "0035_keys_are_forgotten"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.create_table(
        "paper_wording",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("version > 0", name=op.f("versions of a wording begin with one")),
        sa.CheckConstraint(
            "language in ('kk', 'ru')", name=op.f("wordings are written in kk and ru")
        ),
        sa.CheckConstraint("words <> ''", name=op.f("a wording says something")),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_paper_wording_office_id_office")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_wording")),
        sa.UniqueConstraint(
            *("office_id", "kind", "language", "version"),
            name=op.f("versions of a wording are numbered"),
        ),
    )
    secure("paper_wording")
    # What was in force once stays to be read.
    op.execute("revoke update on paper_wording from supervision_app")
    op.add_column(
        "paper_copy", sa.Column("wording", sa.Integer(), server_default="0", nullable=False)
    )
    op.create_check_constraint(
        op.f("wordings are counted from nought the standard"), "paper_copy", "wording >= 0"
    )


def downgrade() -> None:
    op.drop_column("paper_copy", "wording")
    op.drop_table("paper_wording")
