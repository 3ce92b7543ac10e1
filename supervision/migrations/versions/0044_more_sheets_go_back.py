"""Protests and events of enforcement documents that came by a sheet can be taken back with it."""

from __future__ import annotations

from alembic import op

from supervision.migrations.policies import APP_ROLE, offices

revision = "0044_more_sheets_go_back"
down_revision = "0043_cards_put_right"

# What a sheet enters, and the offices of whom a person writes there.
THINGS = {"protest": "sync_offices", "enforcement_event": "write_offices"}


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    for table, written in THINGS.items():
        _may_go(
            table,
            written,
            "exists (select 1 from import_row where import_row.state = 'entered' "
            f"and import_row.subject_kind = '{table}' and import_row.subject_id = {table}.id)",
        )
    # A proceeding without any event tells nothing: it goes with the event of a sheet that began it.
    _may_go(
        "enforcement_proceeding",
        "write_offices",
        "not exists (select 1 from enforcement_event "
        "where enforcement_event.proceeding_id = enforcement_proceeding.id)",
    )


def _may_go(table: str, written: str, when: str) -> None:
    op.execute(
        f"create policy {table}_taken_back on {table} for delete to {APP_ROLE} using ("
        f"office_id = any({offices(written)}) and {when})"
    )
    op.execute(f"grant delete on {table} to {APP_ROLE}")


def downgrade() -> None:
    for table in (*THINGS, "enforcement_proceeding"):
        op.execute(f"revoke delete on {table} from {APP_ROLE}")
        op.execute(f"drop policy {table}_taken_back on {table}")
