"""Children and search words of a card are written anew when the card is put right."""

from __future__ import annotations

from alembic import op

from supervision.migrations.policies import APP_ROLE, offices

revision = "0043_cards_put_right"
down_revision = "0042_words_by_office"

TABLES = ("enforcement_child", "enforcement_word")


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    for table in TABLES:
        op.execute(
            f"create policy {table}_put_right on {table} for delete to {APP_ROLE} "
            f"using (office_id = any({offices('write_offices')}))"
        )
    op.execute(f"grant delete on enforcement_child to {APP_ROLE}")


def downgrade() -> None:
    op.execute(f"revoke delete on enforcement_child from {APP_ROLE}")
    for table in TABLES:
        op.execute(f"drop policy {table}_put_right on {table}")
