"""Decrees that move days off, and what each of them did to the open duties."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from supervision.migrations.policies import grant, secure

revision = "0018_decrees"
down_revision = "0017_indicators"

MOMENT = sa.DateTime(timezone=True)
TABLES = ("law_change", "calendar_decree", "calendar_decree_day", "duty_recount")


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _law_change()
    _decree()
    _recount()
    op.add_column("duty_move", sa.Column("change_id", sa.Integer(), nullable=True))
    op.create_foreign_key(
        op.f("fk_duty_move_change_id_law_change"), "duty_move", "law_change", ["change_id"], ["id"]
    )
    # The law is the whole country's: everybody counts by it. Who may change it the room decides.
    for table in TABLES[:3]:
        grant(table)
    secure("duty_recount", write="sync_offices")


def downgrade() -> None:
    op.drop_column("duty_move", "change_id")
    for table in reversed(TABLES):
        op.drop_table(table)


def _key(table: str, column: str, target: str, target_column: str = "id") -> sa.SchemaItem:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.{target_column}"], name=op.f(f"fk_{table}_{column}_{target}")
    )


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default="0", nullable=False)


def _law_change() -> None:
    table = "law_change"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("calendar_version", sa.Text(), nullable=False),
        sa.Column("applied_at", MOMENT, nullable=False),
        sa.Column("applied_by_id", sa.Integer(), nullable=True),
        sa.Column("applied_by", sa.Text(), nullable=False),
        _number("moved"),
        _number("shortened"),
        _number("settled"),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("undo_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        _check(
            "an undone change says who when and why",
            "(undone_at is null) = (undone_by is null) and "
            "(undone_at is null) = (undo_reason is null)",
        ),
        _check("a change is undone with a reason", "length(btrim(undo_reason)) > 0"),
        _check("a change is undone once applied", "undone_at >= applied_at"),
        _check(
            "no more duties are shortened than moved",
            "shortened between 0 and moved and settled >= 0",
        ),
        _key(table, "applied_by_id", "user_account"),
        _key(table, "undone_by_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_change")),
        sa.UniqueConstraint("idempotency_key", name="one change of the law a sent form"),
    )
    op.create_index(
        "ix_law_change_standing",
        table,
        ["id"],
        postgresql_where=sa.text("undone_at is null"),
    )


def _decree() -> None:
    table = "calendar_decree"
    op.create_table(
        table,
        sa.Column("change_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        _check("a decree has its number", "length(btrim(number)) > 0"),
        _check("a decree has its title", "length(btrim(title)) > 0"),
        _key(table, "change_id", "law_change"),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_calendar_decree")),
    )
    table = "calendar_decree_day"
    op.create_table(
        table,
        sa.Column("change_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("other", sa.Date(), nullable=True),
        _check("a decreed day is off or working", "kind in ('off', 'working')"),
        _check("a day off moves to another day", "other <> on_day"),
        _key(table, "change_id", "calendar_decree", "change_id"),
        sa.PrimaryKeyConstraint("change_id", "on_day", name=op.f("pk_calendar_decree_day")),
    )


def _recount() -> None:
    table = "duty_recount"
    op.create_table(
        table,
        sa.Column("change_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("duty_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("owner_office_id", sa.Integer(), nullable=False),
        sa.Column("old_due_on", sa.Date(), nullable=True),
        sa.Column("new_due_on", sa.Date(), nullable=True),
        sa.Column("old_gap", sa.Text(), nullable=True),
        sa.Column("old_edition", sa.Text(), nullable=False),
        sa.Column("old_steps", postgresql.JSONB(), nullable=False),
        sa.Column("old_calendar_version", sa.Text(), nullable=False),
        sa.Column("old_confirmed", sa.Boolean(), nullable=False),
        sa.Column("new_steps", postgresql.JSONB(), nullable=False),
        _check("a day before or why none", "old_due_on is not null or old_gap is not null"),
        _key(table, "change_id", "law_change"),
        _key(table, "duty_id", "duty"),
        _key(table, "office_id", "office"),
        _key(table, "owner_office_id", "office"),
        sa.PrimaryKeyConstraint("change_id", "duty_id", name=op.f("pk_duty_recount")),
    )
    op.create_index("ix_duty_recount_duty_id", table, ["duty_id"])
    op.create_index("ix_duty_recount_office_id", table, ["office_id"])
    op.create_index("ix_duty_recount_owner", table, ["change_id", "owner_office_id", "duty_id"])
