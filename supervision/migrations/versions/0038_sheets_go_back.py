"""A sheet sent in can be taken back whole: only rows that came by a sheet may be deleted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.migrations.policies import APP_ROLE, offices

revision = "0038_sheets_go_back"
down_revision = "0037_imports"

# What a sheet enters, and the parts that come with it: the column that names the thing.
THINGS = {"requested_file": "requested_file", "petition": "petition", "court_act": "court_act"}
PARTS = {
    "file_party": ("requested_file", "file_id"),
    "file_word": ("requested_file", "file_id"),
    "file_supply": ("requested_file", "file_id"),
}

BATCH_STATES = (
    "'reading', 'mapping', 'checking', 'checked', 'entering', 'entered', 'stopped', 'failed'"
)
ROW_STATES = "'read', 'good', 'refused', 'known', 'entered'"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _checks(
        ("import_batch", "a sheet is read checked entered stopped or failed"),
        "a sheet is read checked entered stopped failed or taken back",
        f"state in ({BATCH_STATES}, 'taking_back', 'taken_back')",
    )
    _checks(
        ("import_row", "a row is read good refused known or entered"),
        "a row is read good refused known entered or taken back",
        f"state in ({ROW_STATES}, 'taken_back')",
    )
    _checks(
        ("import_row", "only a refused row has problems"),
        "only a row refused or built upon has problems",
        "case state when 'refused' then problems <> '[]'::jsonb "
        "when 'entered' then true else problems = '[]'::jsonb end",
    )
    _working("'reading', 'checking', 'entering', 'taking_back'")
    op.create_index(
        "ix_import_row_subject",
        "import_row",
        ["subject_kind", "subject_id"],
        postgresql_where=sa.text("state = 'entered'"),
    )
    for table, kind in THINGS.items():
        _may_go(table, kind, f"{table}.id")
    for table, (kind, column) in PARTS.items():
        _may_go(table, kind, f"{table}.{column}")


def _checks(old: tuple[str, str], name: str, condition: str) -> None:
    table, before = old
    op.drop_constraint(op.f(before), table, type_="check")
    op.create_check_constraint(op.f(name), table, condition)


def _working(states: str) -> None:
    op.drop_index("ix_import_batch_working", table_name="import_batch")
    op.create_index(
        "ix_import_batch_working",
        "import_batch",
        ["touched_at"],
        postgresql_where=sa.text(f"state in ({states})"),
    )


def _may_go(table: str, kind: str, thing: str) -> None:
    """The app role may delete a row of an own office while a sheet's row names it as entered."""
    op.execute(
        f"create policy {table}_taken_back on {table} for delete to {APP_ROLE} using ("
        f"office_id = any({offices('write_offices')}) and exists ("
        "select 1 from import_row where import_row.state = 'entered' "
        f"and import_row.subject_kind = '{kind}' and import_row.subject_id = {thing}))"
    )
    op.execute(f"grant delete on {table} to {APP_ROLE}")


def downgrade() -> None:
    for table in (*THINGS, *PARTS):
        op.execute(f"revoke delete on {table} from {APP_ROLE}")
        op.execute(f"drop policy {table}_taken_back on {table}")
    op.drop_index("ix_import_row_subject", table_name="import_row")
    op.execute("update import_row set problems = '[]' where state = 'entered'")
    op.execute("update import_row set state = 'good' where state = 'taken_back'")
    op.execute("update import_batch set state = 'entered' where state like 'tak%'")
    _working("'reading', 'checking', 'entering'")
    _checks(
        ("import_row", "only a row refused or built upon has problems"),
        "only a refused row has problems",
        "(state = 'refused') = (problems <> '[]'::jsonb)",
    )
    _checks(
        ("import_row", "a row is read good refused known entered or taken back"),
        "a row is read good refused known or entered",
        f"state in ({ROW_STATES})",
    )
    _checks(
        ("import_batch", "a sheet is read checked entered stopped failed or taken back"),
        "a sheet is read checked entered stopped or failed",
        f"state in ({BATCH_STATES})",
    )
