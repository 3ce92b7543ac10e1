"""Amendments of the law's data: an act applied until another day, paragraph files, kept as rows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.migrations.policies import grant

revision = "0031_law_amendments"
down_revision = "0030_form4"

TABLES = ("law_amendment", "law_amendment_text")


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.create_table(
        "law_amendment",
        _change("law_amendment", "law_change", "id"),
        sa.Column("act_id", sa.Text(), nullable=False),
        sa.Column("extends", sa.Boolean(), nullable=False),
        sa.Column("extended_until", sa.Date(), nullable=True),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("dropped", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_law_amendment")),
        _check("a last day belongs to an extension", "extends or extended_until is null"),
        _check("duties are counted from none", "opened >= 0 and dropped >= 0"),
    )
    op.create_table(
        "law_amendment_text",
        _change("law_amendment_text", "law_amendment", "change_id"),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("change_id", "file", name=op.f("pk_law_amendment_text")),
        _check("a file is a paragraph's", r"file ~ '^[0-9A-Za-z.-]+(@[0-9A-Za-z-]+)?[.]yaml$'"),
        _check("a paragraph file says something", "length(btrim(content)) > 0"),
    )
    # The law is the whole country's: everybody counts by it. Who may change it the room decides.
    for table in TABLES:
        grant(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _change(table: str, target: str, column: str) -> sa.Column[int]:
    name = op.f(f"fk_{table}_change_id_{target}")
    return sa.Column(
        "change_id", sa.Integer(), sa.ForeignKey(f"{target}.{column}", name=name), nullable=False
    )


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))
