"""Days closed by a submitted Form No. 4; the indexes its statements read events from alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.migrations.policies import APP_ROLE, secure

revision = "0040_closed_accounts"
down_revision = "0039_words_from_every_part"

ACCOUNT = "ix_enforcement_event_account"
NARROW = ["report_row", "kind_row", "kind", "first_of_kind", "claim", "amount"]
WIDE = [
    *("report_row", "kind_row", "kind", "ground", "re_initiated", "joint", "by_territoriality"),
    *("overdue", "first_of_kind", "claim", "amount", "document_id", "effective_on", "place"),
    "sequence",
]


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _closing()
    op.add_column("enforcement_event", sa.Column("closing_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        "fk_enforcement_event_closing",
        "enforcement_event",
        "account_closing",
        ["closing_id", "office_id"],
        ["id", "office_id"],
    )
    op.create_check_constraint(
        op.f("an event counts later for closed days alone"),
        "enforcement_event",
        "(accounted_on > effective_on) = (closing_id is not null)",
    )
    op.create_index("ix_enforcement_event_closing_id", "enforcement_event", ["closing_id"])
    op.create_index(
        "ix_enforcement_event_document",
        "enforcement_event",
        ["document_id"],
        postgresql_where=sa.text("not superseded"),
    )
    op.create_index(
        "ix_enforcement_event_kind",
        "enforcement_event",
        ["office_id", "kind", "accounted_on"],
        postgresql_include=["document_id"],
        postgresql_where=sa.text("not superseded"),
    )
    _account(WIDE)
    op.execute(f"grant update (claim) on enforcement_event to {APP_ROLE}")


def downgrade() -> None:
    op.execute(f"revoke update (claim) on enforcement_event from {APP_ROLE}")
    _account(NARROW)
    op.drop_index("ix_enforcement_event_kind", table_name="enforcement_event")
    op.drop_index("ix_enforcement_event_document", table_name="enforcement_event")
    op.drop_index("ix_enforcement_event_closing_id", table_name="enforcement_event")
    op.drop_constraint(
        op.f("an event counts later for closed days alone"), "enforcement_event", type_="check"
    )
    op.drop_column("enforcement_event", "closing_id")
    op.drop_table("account_closing")


def _closing() -> None:
    op.create_table(
        "account_closing",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("through_on", sa.Date(), nullable=False),
        sa.Column("by_office_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("closed_by", sa.Text(), nullable=False),
        sa.Column(
            "closed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("sequence > 0", name=op.f("an account is closed by a numbered form")),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_account_closing_office_id_office")
        ),
        sa.ForeignKeyConstraint(
            ["by_office_id"], ["office.id"], name=op.f("fk_account_closing_by_office_id_office")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_closing")),
        sa.UniqueConstraint("id", "office_id", name=op.f("a closing is of one account")),
    )
    op.create_index(
        "ix_account_closing_through_on", "account_closing", ["office_id", sa.desc("through_on")]
    )
    secure("account_closing")
    # A closed day is never opened again.
    op.execute(f"revoke update on account_closing from {APP_ROLE}")


def _account(include: list[str]) -> None:
    """The index of the form's statements, with what they read beside the key."""
    op.drop_index(ACCOUNT, table_name="enforcement_event")
    op.create_index(
        ACCOUNT,
        "enforcement_event",
        ["office_id", "accounted_on"],
        postgresql_include=include,
        postgresql_where=sa.text("not superseded"),
    )
