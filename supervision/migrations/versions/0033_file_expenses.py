"""Expenses charged in a requested file; the enforcement document a file is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.migrations.policies import secure

revision = "0033_file_expenses"
down_revision = "0032_paper_copies"

MONEY = sa.Numeric(18, 2)
KEY_OF_FILE = "fk_requested_file_document_id_enforcement_document"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.add_column("requested_file", sa.Column("document_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f(KEY_OF_FILE), "requested_file", "enforcement_document", ["document_id"], ["id"]
    )
    op.create_index(
        "ix_requested_file_document_id",
        "requested_file",
        ["document_id"],
        postgresql_where=sa.text("document_id is not null"),
    )
    _expense()
    secure("file_expense")


def downgrade() -> None:
    op.drop_table("file_expense")
    op.drop_index("ix_requested_file_document_id", "requested_file")
    op.drop_constraint(op.f(KEY_OF_FILE), "requested_file")
    op.drop_column("requested_file", "document_id")


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))


def _expense() -> None:
    table = "file_expense"
    texts = ("kind", "article", "payee", "document_number", "note")
    op.create_table(
        table,
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.Column("amount", MONEY, nullable=False),
        sa.Column("document_kind", sa.Text(), nullable=True),
        sa.Column("document_amount", MONEY, nullable=True),
        sa.Column("travel_class", sa.Text(), nullable=True),
        sa.Column("struck_on", sa.Date(), nullable=True),
        sa.Column("strike_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        _check("an expense is more than nothing", "amount > 0"),
        _check("a document proves no less than nothing", "document_amount >= 0"),
        _check(
            "a supporting document has its kind and number",
            "(document_kind is null) = (document_number = '')",
        ),
        _check(
            "a sum is proven by a document",
            "document_kind is not null or document_amount is null",
        ),
        _check("an item struck out says why", "(struck_on is null) = (strike_reason = '')"),
        sa.ForeignKeyConstraint(
            ["file_id"], ["requested_file.id"], name=op.f(f"fk_{table}_file_id_requested_file")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f(f"fk_{table}_office_id_office")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("file_id", "sequence", name="expenses of a file are counted"),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one expense a sent form"),
    )
    op.create_index("ix_file_expense_file_id", table, ["file_id"])
