"""The indexes of words carry the office: row-level security is judged without reading the rows."""

from __future__ import annotations

from alembic import op

revision = "0042_words_by_office"
down_revision = "0041_cards_go_back"

# The tables of words and how each names its thing.
TABLES = {
    "case_word": "case_id",
    "file_word": "file_id",
    "dispute_word": "dispute_id",
    "petition_word": "petition_id",
    "enforcement_word": "document_id",
}


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    for table, key in TABLES.items():
        _indexed(table, ["word", "office_id", key])


def downgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    for table, key in TABLES.items():
        _indexed(table, ["word", key])


def _indexed(table: str, columns: list[str]) -> None:
    name = f"ix_{table}_word"
    op.drop_index(name, table_name=table)
    op.create_index(name, table, columns)
