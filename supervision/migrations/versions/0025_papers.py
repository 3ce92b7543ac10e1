"""Numbered papers that stay as issued, and the control journal of every office and working morning."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.migrations.policies import secure

revision = "0025_papers"
down_revision = "0024_late_causes"

TABLES = ("journal_line", "control_journal", "paper_copy", "paper")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _paper()
    _copy()
    _journal()
    _line()
    op.create_index("ix_duty_opened_at", "duty", ["opened_at"])
    for table in TABLES:
        secure(table, write="sync_offices")
        # What was issued stays as it was issued.
        op.execute(f"revoke update on {table} from supervision_app")


def downgrade() -> None:
    op.drop_index("ix_duty_opened_at", "duty")
    for table in TABLES:
        op.drop_table(table)


def _identity() -> sa.Column:
    return sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False)


def _office() -> sa.Column:
    return sa.Column("office_id", sa.Integer(), nullable=False)


def _numbers(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )


def _paper() -> None:
    op.create_table(
        "paper",
        _identity(),
        _office(),
        sa.Column("kind", sa.Text(), nullable=False),
        *_numbers("year", "number"),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", MOMENT, server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("issued_by", sa.Text(), nullable=False),
        sa.Column("previous_id", sa.BigInteger(), nullable=True),
        _check("numbers of papers begin with one", "number > 0"),
        _check("a paper is numbered in its own year", "year = extract(year from issued_on)"),
        _check("a paper follows an earlier one", "previous_id < id"),
        _key("paper", "office_id", "office"),
        _key("paper", "previous_id", "paper"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint(
            "office_id", "kind", "year", "number", name="one number an office kind and year"
        ),
        sa.UniqueConstraint(
            "office_id",
            "kind",
            "previous_id",
            name="papers of a kind follow one another",
            postgresql_nulls_not_distinct=True,
        ),
    )


def _copy() -> None:
    op.create_table(
        "paper_copy",
        _identity(),
        sa.Column("paper_id", sa.BigInteger(), nullable=False),
        _office(),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.Text(), server_default="", nullable=False),
        _check("papers are written in kk and ru", "language in ('kk', 'ru')"),
        _check("a copy has the hash of its bytes", "content_hash = encode(sha256(content), 'hex')"),
        _key("paper_copy", "office_id", "office"),
        _key("paper_copy", "paper_id", "paper"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_copy")),
        sa.UniqueConstraint("paper_id", "language", name="one copy a paper and language"),
    )
    op.create_index("ix_paper_copy_office_id", "paper_copy", ["office_id"])


def _journal() -> None:
    op.create_table(
        "control_journal",
        _identity(),
        _office(),
        sa.Column("paper_id", sa.BigInteger(), nullable=False),
        sa.Column("morning", sa.Date(), nullable=False),
        sa.Column("covers_from", MOMENT, nullable=False),
        sa.Column("covers_until", MOMENT, nullable=False),
        sa.Column("missed", sa.ARRAY(sa.Date()), nullable=False),
        *_numbers("overdue", "soon", "entered", "undated"),
        _check("a journal covers a time", "covers_from < covers_until"),
        _key("control_journal", "office_id", "office"),
        _key("control_journal", "paper_id", "paper"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_control_journal")),
        sa.UniqueConstraint("office_id", "morning", name="one journal an office and morning"),
        sa.UniqueConstraint("paper_id", name="one journal a paper"),
    )


def _line() -> None:
    op.create_table(
        "journal_line",
        _identity(),
        sa.Column("journal_id", sa.BigInteger(), nullable=False),
        _office(),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("duty_id", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        _check("a line stands in a list", "part in ('overdue', 'soon', 'entered')"),
        _key("journal_line", "duty_id", "duty"),
        _key("journal_line", "journal_id", "control_journal"),
        _key("journal_line", "office_id", "office"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_line")),
        sa.UniqueConstraint("journal_id", "part", "duty_id", name="one line a duty and list"),
    )
    op.create_index("ix_journal_line_duty_id", "journal_line", ["duty_id"])
    op.create_index("ix_journal_line_office_id", "journal_line", ["office_id"])
