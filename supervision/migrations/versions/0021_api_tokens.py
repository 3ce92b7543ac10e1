"""Tokens by which programs of people use the JSON API."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.migrations.policies import grant

revision = "0021_api_tokens"
down_revision = "0020_pauses"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.create_table(
        "api_token",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("last_used_at", MOMENT, nullable=True),
        sa.Column("window_began_at", MOMENT, nullable=True),
        sa.Column("window_requests", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("scope in ('read', 'write')", name=op.f("a token reads or also writes")),
        sa.CheckConstraint("length(btrim(name)) > 0", name=op.f("a token has a name")),
        sa.CheckConstraint(
            "ended_at is null or ended_at >= created_at",
            name=op.f("a token ends after it begins"),
        ),
        sa.CheckConstraint("window_requests >= 0", name=op.f("requests are counted from nought")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_api_token_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
    )
    op.create_index("ix_api_token_user_id", "api_token", ["user_id"])
    # Like a session it is found by a hash before it is known who asks.
    grant("api_token")


def downgrade() -> None:
    op.drop_table("api_token")
