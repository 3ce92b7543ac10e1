"""What rooms above tell of a case; protests, their reviews, motions and restored terms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from supervision.migrations.policies import secure

revision = "0010_protests"
down_revision = "0009_disputes"

MOMENT = sa.DateTime(timezone=True)
PARTS = ("protest_motion", "protest_review")


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    # Rows of rooms above follow a case into another office by a key on both columns.
    op.create_unique_constraint("one office a case", "admin_case", ["id", "office_id"])
    _case_told_fact()
    _protest()
    _protest_review()
    _protest_motion()
    _restored_term()
    # The case's office writes these rows, and so do the offices above it.
    secure("case_told_fact", write="sync_offices", may_delete=True)
    for table in ("protest", *PARTS, "restored_term"):
        secure(table, write="sync_offices")


def downgrade() -> None:
    for table in (*PARTS, "restored_term", "protest", "case_told_fact"):
        op.drop_table(table)
    op.drop_constraint("one office a case", "admin_case", type_="unique")


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )


def _moving_key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A key on thing and office: when the thing goes to another office, this row goes with it."""
    return sa.ForeignKeyConstraint(
        [column, "office_id"],
        [f"{target}.id", f"{target}.office_id"],
        name=op.f(f"fk_{table}_{column}_office_id_{target}"),
        onupdate="CASCADE",
    )


def _columns(kind: sa.types.TypeEngine, *names: str, nullable: bool = False) -> list[sa.Column]:
    return [sa.Column(name, kind, nullable=nullable) for name in names]


def _identity() -> sa.Column:
    return sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False)


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))


def _case_told_fact() -> None:
    op.create_table(
        "case_told_fact",
        _identity(),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        *_columns(sa.Text(), "source_kind", "name", "key"),
        *_columns(sa.Date(), "on_day", "stated_on", nullable=True),
        sa.Column("attributes", postgresql.JSONB(), nullable=False),
        *_columns(sa.Text(), "late_cause", "late_unit", "late_note", nullable=True),
        _check("a late fact names cause and unit", "(late_cause is null) = (late_unit is null)"),
        _key("case_told_fact", "case_id", "admin_case"),
        _key("case_told_fact", "office_id", "office"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_told_fact")),
        sa.UniqueConstraint(
            "case_id", "source_kind", "source_id", "name", "key", name="one fact a source and key"
        ),
    )
    op.create_index("ix_case_told_fact_office_id", "case_told_fact", ["office_id"])


def _protest() -> None:
    op.create_table(
        "protest",
        _identity(),
        *_columns(
            sa.BigInteger(),
            "case_id",
            "act_id",
            "dispute_id",
            "dispute_act_id",
            "outcome_act_id",
            "outcome_dispute_act_id",
            nullable=True,
        ),
        *_columns(sa.Integer(), "office_id", "author_office_id"),
        *_columns(sa.Text(), "kind", "state", "part", "own_grounds", "demand", "drafted_by"),
        sa.Column("grounds", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Text(collation="C"), nullable=True),
        *_columns(
            sa.Date(),
            "brought_on",
            "recorded_on",
            "window_opens_on",
            "window_ends_on",
            nullable=True,
        ),
        sa.Column("brought_by_id", sa.Integer(), nullable=True),
        *_columns(sa.Text(), "brought_by", "capacity", "late_reason", nullable=True),
        *_columns(sa.Text(), "outcome", "outcome_note", "ending_reason", nullable=True),
        sa.Column("outcome_on", sa.Date(), nullable=True),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        _check(
            "a protest is appellate or in cassation or supervisory",
            "kind in ('appellate', 'cassation', 'supervisory')",
        ),
        _check(
            "a protest is against an act of a case or of a dispute",
            "(case_id is null) = (act_id is null) and "
            "(dispute_id is null) = (dispute_act_id is null) and "
            "(case_id is null) <> (dispute_id is null)",
        ),
        _check(
            "a protest is drafted then brought then ended", "state in ('draft', 'brought', 'ended')"
        ),
        _check(
            "a protest brought has its number day and author",
            "(state = 'draft') = (brought_on is null) and "
            "(brought_on is null) = (number is null) and "
            "(brought_on is null) = (brought_by is null) and "
            "(brought_on is null) = (capacity is null) and "
            "(brought_on is null) = (recorded_on is null)",
        ),
        _check(
            "a protest ended has its outcome and day",
            "(state = 'ended') = (outcome is not null) and "
            "(outcome is null) = (outcome_on is null)",
        ),
        _check(
            "a protest ends in one of the known ways",
            "outcome in ('granted', 'granted_in_part', 'rejected', 'withdrawn', 'returned')",
        ),
        _check(
            "a protest without a decision on it says why",
            "(outcome in ('withdrawn', 'returned')) = (ending_reason is not null)",
        ),
        _check("a protest ends after it was brought", "outcome_on >= brought_on"),
        _check("a protest is recorded after it was brought", "recorded_on >= brought_on"),
        _moving_key("protest", "case_id", "admin_case"),
        _key("protest", "office_id", "office"),
        _key("protest", "act_id", "court_act"),
        _key("protest", "dispute_id", "dispute"),
        _key("protest", "dispute_act_id", "dispute_act"),
        _key("protest", "outcome_dispute_act_id", "dispute_act"),
        _key("protest", "author_office_id", "office"),
        _key("protest", "brought_by_id", "user_account"),
        _key("protest", "outcome_act_id", "court_act"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protest")),
        sa.UniqueConstraint("id", "office_id", name="one office a protest"),
        sa.UniqueConstraint("author_office_id", "idempotency_key", name="one protest a sent form"),
    )
    op.create_index("ix_protest_case_id", "protest", ["case_id"])
    op.create_index("ix_protest_act_id", "protest", ["act_id"])
    op.create_index("ix_protest_dispute_id", "protest", ["dispute_id"])
    op.create_index("ix_protest_newest", "protest", ["office_id", sa.desc("id")])
    op.create_index("ix_protest_number", "protest", ["number", "id"])


def _part_of_protest(table: str) -> list[sa.schema.SchemaItem]:
    return [
        _identity(),
        sa.Column("protest_id", sa.BigInteger(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        _moving_key(table, "protest_id", "protest"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _protest_review() -> None:
    op.create_table(
        "protest_review",
        *_part_of_protest("protest_review"),
        sa.Column("reviewing_office_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        *_columns(sa.Text(), "answer", "remarks", "answered_by", nullable=True),
        _check("a review agrees or remarks", "answer in ('agreed', 'remarks')"),
        _check(
            "a review answered has its day and author",
            "(answer is null) = (answered_on is null) and (answer is null) = (answered_by is null)",
        ),
        _check("remarks are written down", "answer <> 'remarks' or length(btrim(remarks)) > 0"),
        _key("protest_review", "reviewing_office_id", "office"),
        sa.UniqueConstraint("protest_id", "idempotency_key", name="one review a sent form"),
    )
    op.create_index(
        "one open review a protest",
        "protest_review",
        ["protest_id"],
        unique=True,
        postgresql_where=sa.text("answer is null"),
    )
    op.create_index(
        "ix_protest_review_reviewing_office_id", "protest_review", ["reviewing_office_id"]
    )


def _protest_motion() -> None:
    op.create_table(
        "protest_motion",
        *_part_of_protest("protest_motion"),
        sa.Column("moving_office_id", sa.Integer(), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        *_columns(sa.Text(), "moved_by", "moved_as", "motives", "paper_number"),
        sa.Column("unfounded", sa.Boolean(), nullable=False),
        _check(
            "a motion is of the author or a higher prosecutor",
            "moved_as in ('author', 'higher_prosecutor')",
        ),
        _check(
            "a higher prosecutor tells the motives in writing",
            "moved_as = 'author' or "
            "(length(btrim(motives)) > 0 and length(btrim(paper_number)) > 0)",
        ),
        _key("protest_motion", "moving_office_id", "office"),
        sa.UniqueConstraint("protest_id", "idempotency_key", name="one motion a sent form"),
    )


def _restored_term() -> None:
    op.create_table(
        "restored_term",
        _identity(),
        *_columns(sa.BigInteger(), "case_id", "act_id"),
        sa.Column("office_id", sa.Integer(), nullable=False),
        *_columns(sa.Date(), "ruled_on", "until_on", "recorded_on"),
        *_columns(sa.Text(), "ruling_number", "recorded_by"),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        _check("a term is restored for a day to come", "until_on >= ruled_on"),
        _check("a ruling has its number", "length(btrim(ruling_number)) > 0"),
        _moving_key("restored_term", "case_id", "admin_case"),
        _key("restored_term", "act_id", "court_act"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restored_term")),
        sa.UniqueConstraint("act_id", "idempotency_key", name="one restored term a sent form"),
    )
    op.create_index("ix_restored_term_case_id", "restored_term", ["case_id"])
