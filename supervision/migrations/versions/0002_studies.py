"""Requested files with their parties, supplies and studies; breaches."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from supervision.migrations.policies import secure

revision = "0002_studies"
down_revision = "0001_house"

MOMENT = sa.DateTime(timezone=True)
TEXTS = postgresql.ARRAY(sa.Text())
TABLES = ("breach", "study_answer", "file_supply", "file_word", "file_party", "requested_file")


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _files()
    _parts()
    _breaches()
    for table in TABLES:
        secure(table)


def _files() -> None:
    op.create_table(
        "requested_file",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("branch", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("bailiff", sa.Text(), nullable=False),
        sa.Column("private_bailiff", sa.Boolean(), nullable=False),
        sa.Column("bailiff_office", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("contested_by", TEXTS, nullable=False),
        sa.Column("initiated_on", sa.Date(), nullable=False),
        sa.Column("statutory_term_ends_on", sa.Date(), nullable=False),
        sa.Column("statutory_term_rule", sa.Text(), nullable=False),
        sa.Column("statutory_term_steps", postgresql.JSONB(), nullable=False),
        sa.Column("statutory_term_reason", sa.Text(), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("supply_by", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("studied_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("late_cause", sa.Text(), nullable=True),
        sa.Column("late_unit", sa.Text(), nullable=True),
        sa.Column("late_note", sa.Text(), nullable=True),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        sa.Column(
            "registered_at", MOMENT, server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state in ('requested', 'received', 'studied', 'returned', 'declined')",
            name=op.f("a file is requested received studied returned or declined"),
        ),
        sa.CheckConstraint(
            "(state = 'requested') = (received_on is null)",
            name=op.f("a requested file has not come"),
        ),
        sa.CheckConstraint(
            "(state in ('studied', 'returned')) = (studied_on is not null)",
            name=op.f("a studied file has its day of study"),
        ),
        sa.CheckConstraint(
            "(state in ('returned', 'declined')) = (returned_on is not null)",
            name=op.f("a returned file has its day of return"),
        ),
        sa.CheckConstraint(
            "initiated_on <= requested_on", name=op.f("a file is requested after it begins")
        ),
        sa.CheckConstraint(
            "received_on >= requested_on", name=op.f("a file comes after it is requested")
        ),
        sa.CheckConstraint(
            "studied_on >= received_on", name=op.f("a file is studied after it comes")
        ),
        sa.CheckConstraint(
            "returned_on >= coalesce(studied_on, received_on)", name=op.f("a file goes back last")
        ),
        sa.CheckConstraint(
            "(late_cause is null) = (late_unit is null)",
            name=op.f("a late study names cause and unit"),
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_requested_file_office_id_office")
        ),
        sa.ForeignKeyConstraint(
            ["assignee_id"],
            ["user_account.id"],
            name=op.f("fk_requested_file_assignee_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requested_file")),
        sa.UniqueConstraint(
            "office_id", "year", "sequence", name="one registration number an office"
        ),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one file a sent form"),
    )
    op.create_index("ix_requested_file_newest", "requested_file", ["office_id", sa.desc("id")])
    for sorted_by in ("requested_on", "number"):
        op.create_index(f"ix_requested_file_{sorted_by}", "requested_file", [sorted_by, "id"])
    op.create_index(
        "ix_requested_file_assignee_id",
        "requested_file",
        ["assignee_id", "id"],
        postgresql_where=sa.text("assignee_id is not null"),
    )


def _keys(table: str, *own: str) -> list[sa.SchemaItem]:
    """The keys each part of a file has: its file, its office, and what identifies it."""
    return [
        sa.ForeignKeyConstraint(
            ["file_id"], ["requested_file.id"], name=op.f(f"fk_{table}_file_id_requested_file")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f(f"fk_{table}_office_id_office")
        ),
        sa.PrimaryKeyConstraint(*own, name=op.f(f"pk_{table}")),
    ]


def _parts() -> None:
    op.create_table(
        "file_party",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("identity_number", sa.Text(), nullable=False),
        sa.Column("birth_on", sa.Date(), nullable=True),
        sa.Column("cannot_defend", TEXTS, nullable=False),
        sa.CheckConstraint(
            "role in ('claimant', 'debtor', 'third_party')",
            name=op.f("a party is claimant debtor or third party"),
        ),
        sa.CheckConstraint(
            "kind in ('person', 'legal_entity', 'state')",
            name=op.f("a party is a person a legal entity or the state"),
        ),
        sa.CheckConstraint(
            "kind = 'person' or cardinality(cannot_defend) = 0",
            name=op.f("only a person cannot defend themselves"),
        ),
        sa.UniqueConstraint("file_id", "position", name="one party a place"),
        *_keys("file_party", "id"),
    )
    op.create_table(
        "file_word",
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("word", sa.Text(collation="C"), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        *_keys("file_word", "file_id", "word"),
    )
    op.create_index("ix_file_word_word", "file_word", ["word", "file_id"])
    op.create_table(
        "file_supply",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("supplied_on", sa.Date(), nullable=False),
        sa.Column("completeness", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "completeness in ('complete', 'partial', 'illegible')",
            name=op.f("a supply is complete partial or illegible"),
        ),
        *_keys("file_supply", "id"),
    )
    op.create_index("ix_file_supply_file_id", "file_supply", ["file_id"])
    op.create_table(
        "study_answer",
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("point", sa.Text(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "answer in ('yes', 'no', 'not_applicable')",
            name=op.f("a point is answered yes no or not applicable"),
        ),
        sa.CheckConstraint(
            "answer <> 'no' or length(btrim(note)) > 0",
            name=op.f("a no says what was breached"),
        ),
        *_keys("study_answer", "file_id", "point"),
    )


def _breaches() -> None:
    op.create_table(
        "breach",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("removal_note", sa.Text(), nullable=True),
        sa.CheckConstraint("length(btrim(description)) > 0", name=op.f("a breach is described")),
        sa.CheckConstraint(
            "(removed_on is null) = (removal_note is null)",
            name=op.f("a removal says how it came"),
        ),
        sa.CheckConstraint(
            "removed_on is null or removed_on >= found_on",
            name=op.f("a breach is found before removed"),
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_breach_office_id_office")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach")),
        sa.UniqueConstraint(
            "subject_kind", "subject_id", "code", name="one breach a subject and code"
        ),
    )
    op.create_index(
        "ix_breach_open",
        "breach",
        ["office_id", "found_on"],
        postgresql_where=sa.text("removed_on is null"),
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
