"""Keys under which programs create things once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.migrations.policies import grant

revision = "0022_api_creations"
down_revision = "0021_api_tokens"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.create_table(
        "api_creation",
        sa.Column("token_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "length(key) between 1 and 200", name=op.f("a key has a length one can keep")
        ),
        sa.ForeignKeyConstraint(
            ["token_id"], ["api_token.id"], name=op.f("fk_api_creation_token_id_api_token")
        ),
        sa.PrimaryKeyConstraint("token_id", "key", name=op.f("pk_api_creation")),
    )
    # Holds hashes and ids of the token's own requests; what they name is read under its own policy.
    grant("api_creation")


def downgrade() -> None:
    op.drop_table("api_creation")
