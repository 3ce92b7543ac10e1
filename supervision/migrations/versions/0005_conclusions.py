"""Conclusions on court acts, their steps, and the oblast's check of an act."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from supervision.migrations.policies import secure

revision = "0005_conclusions"
down_revision = "0004_cases"

TABLES = ("oblast_check", "conclusion_step", "conclusion")


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _conclusion()
    _conclusion_step()
    _oblast_check()
    # The oblast and the GPO write of a lower office's case: the rows are the case's, kept in step
    # from above like orders of participation.
    for table in TABLES:
        secure(table, write="sync_offices")


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )


def _own(table: str) -> list[sa.schema.SchemaItem]:
    """What each of these tables has: a number of its own, its case and its case's office."""
    return [
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        _key(table, "case_id", "admin_case"),
        _key(table, "office_id", "office"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _columns(kind: sa.types.TypeEngine, *names: str, nullable: bool = False) -> list[sa.Column]:
    return [sa.Column(name, kind, nullable=nullable) for name in names]


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))


def _conclusion() -> None:
    op.create_table(
        "conclusion",
        *_own("conclusion"),
        sa.Column("act_id", sa.BigInteger(), nullable=False),
        *_columns(sa.Text(), "kind", "state", "remarks", "author_name", "editor_name"),
        sa.Column("sections", postgresql.JSONB(), nullable=False),
        *_columns(sa.Integer(), "author_office_id", "author_id"),
        sa.Column("edited_on", sa.Date(), nullable=False),
        *_columns(
            sa.Date(),
            "submitted_on",
            "approved_on",
            "first_approved_on",
            "sent_on",
            "first_sent_on",
            "controlled_on",
            nullable=True,
        ),
        *_columns(sa.Integer(), "submitted_by_id", "approved_by_id", nullable=True),
        *_columns(
            sa.Text(),
            "submitted_by",
            "approved_by",
            "sent_number",
            "controlled_by",
            "late_cause",
            "late_unit",
            "late_note",
            nullable=True,
        ),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        _check(
            "a conclusion is of a first or higher instance or reasoned",
            "kind in ('first_instance', 'appellate', 'reasoned')",
        ),
        _check(
            "a conclusion is a draft submitted approved or returned",
            "state in ('draft', 'submitted', 'approved', 'returned')",
        ),
        _check(
            "nobody approves a conclusion of his own",
            "approved_by_id <> author_id and approved_by_id <> submitted_by_id",
        ),
        _check(
            "an approval has its day and its name",
            "(state = 'approved') = (approved_on is not null) "
            "and (approved_on is null) = (approved_by_id is null) "
            "and (approved_on is null) = (approved_by is null)",
        ),
        _check(
            "a submission has its day and its name",
            "state not in ('submitted', 'approved') or (submitted_on is not null "
            "and submitted_by_id is not null and submitted_by is not null)",
        ),
        _check(
            "a returned conclusion has remarks",
            "state <> 'returned' or length(btrim(remarks)) > 0",
        ),
        _check("an approval follows the submission", "approved_on >= submitted_on"),
        _check(
            "only an approved reasoned conclusion is sent",
            "sent_on is null or (kind = 'reasoned' and state = 'approved')",
        ),
        _check("a letter has a number", "(sent_on is null) = (sent_number is null)"),
        _check("a conclusion is sent after its approval", "sent_on >= approved_on"),
        _check(
            "control follows the letter",
            "controlled_on is null or (sent_on is not null and controlled_on >= sent_on)",
        ),
        _check(
            "a late conclusion names cause and unit", "(late_cause is null) = (late_unit is null)"
        ),
        _key("conclusion", "act_id", "court_act"),
        _key("conclusion", "author_office_id", "office"),
        _key("conclusion", "author_id", "user_account"),
        _key("conclusion", "submitted_by_id", "user_account"),
        _key("conclusion", "approved_by_id", "user_account"),
        sa.UniqueConstraint("act_id", "kind", name="one conclusion an act and kind"),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one conclusion a sent form"),
    )
    op.create_index("ix_conclusion_case_id", "conclusion", ["case_id"])
    op.create_index("ix_conclusion_office_id_state", "conclusion", ["office_id", "state", "id"])


def _conclusion_step() -> None:
    op.create_table(
        "conclusion_step",
        *_own("conclusion_step"),
        sa.Column("conclusion_id", sa.BigInteger(), nullable=False),
        *_columns(sa.Text(), "what", "made_by", "words"),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("by_office_id", sa.Integer(), nullable=False),
        _check(
            "a step of a conclusion is one of the known ones",
            "what in ('submitted', 'returned', 'approved', 'sent', 'agreed', 'remarked')",
        ),
        _check(
            "remarks are never empty",
            "what not in ('returned', 'remarked') or length(btrim(words)) > 0",
        ),
        _key("conclusion_step", "conclusion_id", "conclusion"),
        _key("conclusion_step", "by_office_id", "office"),
    )
    op.create_index("ix_conclusion_step_conclusion_id", "conclusion_step", ["conclusion_id", "id"])
    op.create_index("ix_conclusion_step_case_id", "conclusion_step", ["case_id"])


def _oblast_check() -> None:
    op.create_table(
        "oblast_check",
        *_own("oblast_check"),
        sa.Column("act_id", sa.BigInteger(), nullable=False),
        sa.Column("author_office_id", sa.Integer(), nullable=False),
        *_columns(sa.Text(), "checked_by", "result", "note"),
        sa.Column("checked_on", sa.Date(), nullable=False),
        *_columns(sa.Text(), "late_cause", "late_unit", "late_note", nullable=True),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        _check("an oblast check finds lawful or unlawful", "result in ('lawful', 'unlawful')"),
        _check("an oblast check says what it found", "length(btrim(note)) > 0"),
        _check(
            "a late oblast check names cause and unit",
            "(late_cause is null) = (late_unit is null)",
        ),
        _key("oblast_check", "act_id", "court_act"),
        _key("oblast_check", "author_office_id", "office"),
        sa.UniqueConstraint("act_id", name="one oblast check an act"),
    )
    op.create_index("ix_oblast_check_case_id", "oblast_check", ["case_id"])
