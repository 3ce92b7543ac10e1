"""Absences of people, and whose competence each case is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.migrations.policies import secure

revision = "0008_absences"
down_revision = "0007_reconciliation"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _absence()
    _case_competence()


def _absence() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=True),
        sa.Column(
            "entered_at", MOMENT, server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "kind in ('leave', 'sick', 'business_trip', 'training')",
            name=op.f("an absence is leave sickness a business trip or training"),
        ),
        sa.CheckConstraint(
            "until_on >= from_on", name=op.f("an absence does not end before it begins")
        ),
        sa.CheckConstraint("substitute_id <> user_id", name=op.f("nobody stands in for oneself")),
        sa.CheckConstraint(
            "(cancelled_on is null) = (cancel_reason is null)",
            name=op.f("a cancelled absence says why"),
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_absence_office_id_office")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_absence_user_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["substitute_id"],
            ["user_account.id"],
            name=op.f("fk_absence_substitute_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one absence a sent form"),
    )
    op.create_index("ix_absence_office_id_until_on", "absence", ["office_id", "until_on"])
    op.create_index("ix_absence_user_id_until_on", "absence", ["user_id", "until_on"])
    # Like a topic it is a thing of people, and may be entered by whoever manages them from above.
    secure("absence", read="people_offices", write="people_offices")


def _case_competence() -> None:
    op.create_table(
        "case_competence",
        sa.Column("case_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("belongs_to", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "belongs_to in ('territorial', 'military', 'transport', 'nature_protection')",
            name=op.f("a case belongs to one of the four kinds of office"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["admin_case.id"], name=op.f("fk_case_competence_case_id_admin_case")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_case_competence_office_id_office")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_competence")),
    )
    op.create_index("ix_case_competence_belongs_to", "case_competence", ["belongs_to", "case_id"])
    # Kept in step with the facts like the categories, an order from above included.
    secure("case_competence", write="sync_offices")


def downgrade() -> None:
    op.drop_table("case_competence")
    op.drop_table("absence")
