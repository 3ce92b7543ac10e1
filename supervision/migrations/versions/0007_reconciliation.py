"""Reconciliations and the nomenclature files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from supervision.migrations.policies import secure

revision = "0007_reconciliation"
down_revision = "0006_responses"

TABLES = (
    "reconciliation",
    "reconciliation_side",
    "reconciliation_line",
    "reconciliation_difference",
    "nomenclature_file",
    "act_filing",
)


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _reconciliation()
    _side()
    _line()
    _difference()
    _nomenclature_file()
    _act_filing()
    for table in TABLES:
        secure(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _identity(table: str) -> list[sa.schema.SchemaItem]:
    """What every table here has: its own id and the office that keeps the row."""
    return [
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        _key(table, "office_id", "office"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _columns(kind: sa.types.TypeEngine, *names: str, nullable: bool = False) -> list[sa.Column]:
    return [sa.Column(name, kind, nullable=nullable) for name in names]


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))


def _one(name: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(name))


def _version() -> sa.Column:
    return sa.Column("version", sa.Integer(), server_default="1", nullable=False)


def _copy_of(table: str) -> list[sa.schema.SchemaItem]:
    """What every part of a reconciliation has: the copy it belongs to."""
    return [
        *_identity(table),
        sa.Column("reconciliation_id", sa.BigInteger(), nullable=False),
        _key(table, "reconciliation_id", "reconciliation"),
    ]


def _reconciliation() -> None:
    op.create_table(
        "reconciliation",
        *_identity("reconciliation"),
        sa.Column("pair", sa.Uuid(), nullable=False),
        *_columns(sa.Integer(), "territorial_id", "specialised_id"),
        *_columns(sa.Text(), "quarter", "number", "opened_by"),
        *_columns(sa.Date(), "starts_on", "ends_on", "opened_on"),
        sa.Column("signed_on", sa.Date(), nullable=True),
        _version(),
        _key("reconciliation", "territorial_id", "office"),
        _key("reconciliation", "specialised_id", "office"),
        _one(
            "one reconciliation a quarter and two offices",
            "office_id",
            "territorial_id",
            "specialised_id",
            "quarter",
        ),
        _one("one copy of a reconciliation an office", "office_id", "pair"),
        _check(
            "a copy is kept by one of the two offices",
            "office_id in (territorial_id, specialised_id)",
        ),
        _check("nobody reconciles with himself", "territorial_id <> specialised_id"),
    )


def _side() -> None:
    op.create_table(
        "reconciliation_side",
        *_copy_of("reconciliation_side"),
        sa.Column("of_office_id", sa.Integer(), nullable=False),
        sa.Column("submission", sa.Integer(), server_default="0", nullable=False),
        *_columns(sa.Date(), "submitted_on", "signed_on", nullable=True),
        *_columns(
            sa.Text(),
            "submitted_by",
            "signed_by",
            "late_cause",
            "late_unit",
            "late_note",
            nullable=True,
        ),
        _key("reconciliation_side", "of_office_id", "office"),
        _one("two sides of a reconciliation", "reconciliation_id", "of_office_id"),
        _check("a submitted list has its day", "(submission > 0) = (submitted_on is not null)"),
        _check("an act is signed after the list", "signed_on >= submitted_on"),
        _check("a signature names who gave it", "(signed_on is null) = (signed_by is null)"),
        _check(
            "a late signature names cause and unit", "(late_cause is null) = (late_unit is null)"
        ),
    )
    op.create_index("ix_reconciliation_side_office_id", "reconciliation_side", ["office_id"])


def _line() -> None:
    op.create_table(
        "reconciliation_line",
        *_copy_of("reconciliation_line"),
        *_columns(sa.Integer(), "of_office_id", "submission", "position", "court_id"),
        *_columns(
            sa.Text(), "number", "articles", "offender", "outcome", "notice_number", "relation"
        ),
        sa.Column("heard_on", sa.Date(), nullable=True),
        _key("reconciliation_line", "of_office_id", "office"),
        _key("reconciliation_line", "court_id", "court"),
        _one(
            "one line a place of a list",
            "reconciliation_id",
            "of_office_id",
            "submission",
            "position",
        ),
        _check(
            "a listed case is own notified handed over or received",
            "relation in ('own', 'notified', 'handed_over', 'received')",
        ),
    )
    op.create_index("ix_reconciliation_line_office_id", "reconciliation_line", ["office_id"])


def _difference() -> None:
    table = "reconciliation_difference"
    op.create_table(
        table,
        *_copy_of(table),
        *_columns(sa.Text(), "place", "number", "kind", "content"),
        sa.Column("court_id", sa.Integer(), nullable=False),
        sa.Column("fields", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("stands", sa.Boolean(), server_default="true", nullable=False),
        *_columns(sa.Text(), "settlement", "settled_by", nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_by_office_id", sa.Integer(), nullable=True),
        _key(table, "court_id", "court"),
        _key(table, "settled_by_office_id", "office"),
        _check(
            "a case stands on one list or differs between both",
            "kind in ('only_territorial', 'only_specialised', 'different')",
        ),
        _check("a settlement has its day", "(settlement is null) = (settled_on is null)"),
    )
    op.create_index(f"ix_{table}_office_id", table, ["office_id"])
    op.create_index(f"ix_{table}_reconciliation_id", table, ["reconciliation_id"])


def _nomenclature_file() -> None:
    table = "nomenclature_file"
    op.create_table(
        table,
        *_identity(table),
        sa.Column("year", sa.Integer(), nullable=False),
        *_columns(sa.Text(), "file_index", "title", "opened_by"),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        _version(),
        _one("one nomenclature file an index and year", "office_id", "year", "file_index"),
        _one("one nomenclature file a sent form", "office_id", "idempotency_key"),
        _check("a file is closed after it is opened", "closed_on >= opened_on"),
        _check("who closed a file is named", "(closed_on is null) = (closed_by is null)"),
    )


def _act_filing() -> None:
    table = "act_filing"
    op.create_table(
        table,
        *_identity(table),
        *_columns(sa.BigInteger(), "case_id", "act_id", "file_id"),
        *_columns(sa.Text(), "file_index", "file_title", "volume", "sheets", "filed_by"),
        sa.Column("file_year", sa.Integer(), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        _version(),
        _key(table, "case_id", "admin_case"),
        _key(table, "act_id", "court_act"),
        _key(table, "file_id", "nomenclature_file"),
        _one("one place an act", "act_id"),
    )
    op.create_index("ix_act_filing_case_id", table, ["case_id"])
    op.create_index("ix_act_filing_office_id_file_index", table, ["office_id", "file_index"])
