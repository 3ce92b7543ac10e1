"""Petitions: intake, forwarding, requests for files, extensions, letters, conclusions, checks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from supervision.migrations.policies import secure

revision = "0011_petitions"
down_revision = "0010_protests"

TEXTS = postgresql.ARRAY(sa.Text())
MOMENT = sa.DateTime(timezone=True)
KEPT = (
    "petition_letter",
    "petition_extension",
    "petition_request",
    "petition_transfer",
    "petition",
)
# Written by the district and approved, or ordered, from above.
FROM_ABOVE = ("petition_conclusion", "petition_check")


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _petition()
    _petition_word()
    _petition_transfer()
    _petition_request()
    _petition_extension()
    _petition_letter()
    _petition_conclusion()
    _petition_check()
    for table in KEPT:
        secure(table)
    for table in FROM_ABOVE:
        secure(table, write="sync_offices")
    secure("petition_word", may_delete=True)


def downgrade() -> None:
    for table in (*FROM_ABOVE, "petition_word", *KEPT):
        op.drop_table(table)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )


def _columns(kind: sa.types.TypeEngine, *names: str, nullable: bool = False) -> list[sa.Column]:
    return [sa.Column(name, kind, nullable=nullable) for name in names]


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))


def _row(table: str) -> list[sa.schema.SchemaItem]:
    """What every row has: an id and the office whose it is."""
    return [
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        _key(table, "office_id", "office"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _part(table: str) -> list[sa.schema.SchemaItem]:
    """What every part of a petition has besides."""
    return [
        *_row(table),
        sa.Column("petition_id", sa.BigInteger(), nullable=False),
        _key(table, "petition_id", "petition"),
    ]


def _version() -> sa.Column:
    return sa.Column("version", sa.Integer(), server_default="1", nullable=False)


def _petition() -> None:
    op.create_table(
        "petition",
        *_row("petition"),
        sa.Column("registered_on", sa.Date(), nullable=False),
        *_columns(sa.Integer(), "year", "sequence"),
        *_columns(
            sa.Text(),
            "kind",
            "petitioner_kind",
            "petitioner_name",
            "petitioner_key",
            "identity_number",
            "address",
            "procedural_status",
            "representative_name",
            "power_of_attorney",
            "subject",
            "enclosures",
            "came_by",
            "case_number",
            "court_name",
            "state",
        ),
        sa.Column("received_on", sa.Date(), nullable=False),
        *_columns(sa.BigInteger(), "case_id", "act_id", "repeats_id", "protest_id", nullable=True),
        *_columns(sa.Integer(), "initiating_office_id", "region_id", "examiner_id", nullable=True),
        *_columns(
            sa.Date(), "act_made_on", "reached_on", "checked_on", "protest_on", nullable=True
        ),
        *_columns(sa.Text(), "entered_into_force", "protest_number", nullable=True),
        *_columns(sa.Boolean(), "additional_study", "materials_needed"),
        sa.Column("categories", TEXTS, nullable=False),
        sa.Column("missing", TEXTS, nullable=True),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        sa.Column(
            "registered_at", MOMENT, server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        _version(),
        _check(
            "a petition is of one of the known kinds",
            "kind in ('appellate_protest', 'cassation_protest', 'enforcement_action', "
            "'enforcement_court_act', 'other')",
        ),
        _check(
            "a petitioner is a person or a legal entity",
            "petitioner_kind in ('person', 'legal_entity')",
        ),
        _check(
            "a petition is in one of the known states",
            "state in ('received', 'examined', 'incomplete', 'unfounded', 'returned', 'resolved')",
        ),
        _check("an act is in force or it is not", "entered_into_force in ('yes', 'no')"),
        _check("a petition reaches its official after it came", "reached_on >= received_on"),
        _check(
            "an examining official has the petition since a day",
            "(examiner_id is null) = (reached_on is null)",
        ),
        _check("a checked petition says what it lacks", "(checked_on is null) = (missing is null)"),
        _check(
            "the protest that grants a petition has its day",
            "(protest_number is null) = (protest_on is null)",
        ),
        _check(
            "a registered protest is named by its number",
            "protest_id is null or protest_number is not null",
        ),
        _check("an act stands in its case", "act_id is null or case_id is not null"),
        _check("a petition does not repeat itself", "repeats_id <> id"),
        _key("petition", "case_id", "admin_case"),
        _key("petition", "act_id", "court_act"),
        _key("petition", "repeats_id", "petition"),
        _key("petition", "protest_id", "protest"),
        _key("petition", "initiating_office_id", "office"),
        _key("petition", "region_id", "office"),
        _key("petition", "examiner_id", "user_account"),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one petition a sent form"),
        sa.UniqueConstraint("office_id", "year", "sequence", name="one petition number an office"),
    )
    op.create_index("ix_petition_newest", "petition", ["office_id", sa.text("id desc")])
    op.create_index("ix_petition_office_id_received_on", "petition", ["office_id", "received_on"])
    op.create_index("ix_petition_petitioner_key", "petition", ["petitioner_key"])
    op.create_index(
        "ix_petition_identity_number",
        "petition",
        ["identity_number"],
        postgresql_where=sa.text("identity_number <> ''"),
    )
    op.create_index(
        "ix_petition_case_id",
        "petition",
        ["case_id"],
        postgresql_where=sa.text("case_id is not null"),
    )
    op.create_index(
        "ix_petition_examiner_id",
        "petition",
        ["examiner_id", "id"],
        postgresql_where=sa.text("examiner_id is not null"),
    )


def _petition_word() -> None:
    op.create_table(
        "petition_word",
        sa.Column("petition_id", sa.BigInteger(), nullable=False),
        sa.Column("word", sa.Text(collation="C"), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        _key("petition_word", "petition_id", "petition"),
        _key("petition_word", "office_id", "office"),
        sa.PrimaryKeyConstraint("petition_id", "word", name=op.f("pk_petition_word")),
    )
    op.create_index("ix_petition_word_word", "petition_word", ["word", "petition_id"])


def _petition_transfer() -> None:
    op.create_table(
        "petition_transfer",
        *_part("petition_transfer"),
        *_columns(sa.Text(), "direction", "kind", "petitioner_name", "forwarded_by", "reason"),
        *_columns(sa.Integer(), "from_office_id", "to_office_id", "year", "sequence"),
        *_columns(sa.Date(), "received_on", "forwarded_on"),
        sa.Column("at", MOMENT, server_default=sa.text("clock_timestamp()"), nullable=False),
        _check(
            "a forwarding is of the sender or the receiver", "direction in ('sent', 'received')"
        ),
        _check("a forwarding has a reason", "length(btrim(reason)) > 0"),
        _key("petition_transfer", "from_office_id", "office"),
        _key("petition_transfer", "to_office_id", "office"),
    )
    op.create_index("ix_petition_transfer_petition_id", "petition_transfer", ["petition_id"])
    op.create_index(
        "ix_petition_transfer_office_id_forwarded_on",
        "petition_transfer",
        ["office_id", "forwarded_on"],
    )


def _petition_request() -> None:
    op.create_table(
        "petition_request",
        *_part("petition_request"),
        *_columns(
            sa.Text(),
            "what",
            "addressee",
            "content",
            "order_number",
            "ordered_by",
            "request_number",
        ),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        *_columns(sa.Date(), "sent_on", "received_on", "supplied_on", nullable=True),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        _version(),
        _check("a case or materials are requested", "what in ('case_file', 'materials')"),
        _check("a sent request has its number", "(sent_on is null) = (request_number = '')"),
        _check("a request follows its order", "sent_on >= ordered_on"),
        _check("a received request was sent", "received_on is null or sent_on is not null"),
        _check("a request is received after it was sent", "received_on >= sent_on"),
        _check(
            "a performed request was received", "supplied_on is null or received_on is not null"
        ),
        _check("a request is performed after it was received", "supplied_on >= received_on"),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one request a sent form"),
    )
    op.create_index("ix_petition_request_petition_id", "petition_request", ["petition_id"])
    op.create_index(
        "ix_petition_request_office_id_ordered_on", "petition_request", ["office_id", "ordered_on"]
    )


def _petition_extension() -> None:
    op.create_table(
        "petition_extension",
        *_part("petition_extension"),
        *_columns(sa.Date(), "decided_on", "ordinary_on", "until_on"),
        *_columns(sa.Text(), "reason", "decided_by"),
        _check("a longer term ends after the decision", "until_on >= decided_on"),
        _check("an extension has a reason", "length(btrim(reason)) > 0"),
        sa.UniqueConstraint("petition_id", name="one extension a petition"),
    )
    op.create_index(
        "ix_petition_extension_office_id_decided_on",
        "petition_extension",
        ["office_id", "decided_on"],
    )


def _petition_letter() -> None:
    op.create_table(
        "petition_letter",
        *_part("petition_letter"),
        *_columns(sa.Text(), "kind", "number", "text", "written_by"),
        sa.Column("sent_on", sa.Date(), nullable=False),
        _check(
            "a letter is of one of the known kinds",
            "kind in ('extension_notice', 'return', 'explained', 'refused', 'granted')",
        ),
        _check("a letter has its number", "length(btrim(number)) > 0"),
        sa.UniqueConstraint("petition_id", "kind", name="one letter a petition and kind"),
    )
    op.create_index(
        "ix_petition_letter_office_id_sent_on", "petition_letter", ["office_id", "sent_on"]
    )


def _petition_conclusion() -> None:
    op.create_table(
        "petition_conclusion",
        *_part("petition_conclusion"),
        sa.Column("found_on", sa.Date(), nullable=False),
        *_columns(sa.Text(), "arguments", "reasons", "author_name", "state", "note"),
        *_columns(sa.Integer(), "author_id", "approver_id", nullable=True),
        sa.Column("approver_name", sa.Text(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        _version(),
        _check(
            "a conclusion on a petition is in one of the known states",
            "state in ('draft', 'approved', 'returned', 'withdrawn')",
        ),
        _check(
            "an approved conclusion has its day", "(state = 'approved') = (approved_on is not null)"
        ),
        _check("a conclusion is written before approved", "approved_on >= found_on"),
        _check("nobody approves a conclusion of their own", "approver_id <> author_id"),
        _key("petition_conclusion", "author_id", "user_account"),
        _key("petition_conclusion", "approver_id", "user_account"),
        sa.UniqueConstraint("petition_id", name="one conclusion a petition"),
    )
    op.create_index(
        "ix_petition_conclusion_office_id_state", "petition_conclusion", ["office_id", "state"]
    )


def _petition_check() -> None:
    op.create_table(
        "petition_check",
        *_part("petition_check"),
        sa.Column("ordering_office_id", sa.Integer(), nullable=False),
        *_columns(
            sa.Text(),
            "petition_number",
            "petitioner_name",
            "case_number",
            "number",
            "task",
            "ordered_by",
        ),
        *_columns(sa.Date(), "ordered_on", "due_on"),
        sa.Column("reported_on", sa.Date(), nullable=True),
        *_columns(sa.Text(), "report", "reported_by", nullable=True),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        _version(),
        _check("a report of a check has its day", "(reported_on is null) = (report is null)"),
        _check("a check is reported after its order", "reported_on >= ordered_on"),
        _check("a check is due after its order", "due_on >= ordered_on"),
        _key("petition_check", "ordering_office_id", "office"),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one check a sent form"),
    )
    op.create_index("ix_petition_check_petition_id", "petition_check", ["petition_id"])
    op.create_index("ix_petition_check_office_id_due_on", "petition_check", ["office_id", "due_on"])
