"""Enforcement documents that came by a sheet can be taken back with it."""

from __future__ import annotations

from alembic import op

from supervision.migrations.policies import APP_ROLE, offices

revision = "0041_cards_go_back"
down_revision = "0040_closed_accounts"

KIND = "enforcement_document"
TABLES = {"enforcement_document": "id", "enforcement_word": "document_id"}


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    for table, column in TABLES.items():
        op.execute(
            f"create policy {table}_taken_back on {table} for delete to {APP_ROLE} using ("
            f"office_id = any({offices('write_offices')}) and exists ("
            "select 1 from import_row where import_row.state = 'entered' "
            f"and import_row.subject_kind = '{KIND}' and import_row.subject_id = {table}.{column}))"
        )
        op.execute(f"grant delete on {table} to {APP_ROLE}")


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"revoke delete on {table} from {APP_ROLE}")
        op.execute(f"drop policy {table}_taken_back on {table}")
