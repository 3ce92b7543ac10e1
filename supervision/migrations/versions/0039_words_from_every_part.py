"""Numbers are found by any part of them: each word also stands from every one of its parts on."""

from __future__ import annotations

from alembic import op

revision = "0039_words_from_every_part"
down_revision = "0038_sheets_go_back"

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
        op.execute(f"alter table {table} no force row level security")
        op.execute(
            f"insert into {table} ({key}, office_id, word) "
            rf"select {key}, office_id, substr(word, place + 1) from {table}, "
            r"generate_series(1, length(word) - 2) place "
            r"where substr(word, place, 1) ~ '\W' and substr(word, place + 1, 1) ~ '\w' "
            "on conflict do nothing"
        )
        op.execute(f"alter table {table} force row level security")


def downgrade() -> None:
    """The words stay: what is found by more of them is found by the fewer as well."""
