"""Court disputes in enforcement proceedings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from supervision.migrations.policies import secure

revision = "0009_disputes"
down_revision = "0008_absences"

MOMENT = sa.DateTime(timezone=True)
TEXTS = postgresql.ARRAY(sa.Text())
KEPT = ("dispute", "dispute_overrule", "dispute_hearing", "dispute_act")
# Written again from what they are drawn from, so their rows may go.
REWRITTEN = ("dispute_party", "dispute_word")
# Kept in step from above, as duties are.
FOLLOWING = ("dispute_ground", "dispute_told_fact")


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _dispute()
    _dispute_party()
    _dispute_word()
    _dispute_ground()
    _dispute_overrule()
    _dispute_hearing()
    _dispute_act()
    _dispute_told_fact()
    for table in KEPT:
        secure(table)
    for table in REWRITTEN:
        secure(table, may_delete=True)
    for table in FOLLOWING:
        secure(table, write="sync_offices", may_delete=True)


def downgrade() -> None:
    for table in (*FOLLOWING, *REWRITTEN, *KEPT[:0:-1], "dispute"):
        op.drop_table(table)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )


def _part(table: str, *keys: str) -> list[sa.schema.SchemaItem]:
    """What every part of a dispute has: its dispute, its office, and what identifies it."""
    own = [sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False)] if "id" in keys else []
    return [
        *own,
        sa.Column("dispute_id", sa.BigInteger(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        _key(table, "dispute_id", "dispute"),
        _key(table, "office_id", "office"),
        sa.PrimaryKeyConstraint(*keys, name=op.f(f"pk_{table}")),
    ]


def _columns(kind: sa.types.TypeEngine, *names: str, nullable: bool = False) -> list[sa.Column]:
    return [sa.Column(name, kind, nullable=nullable) for name in names]


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))


def _versioned() -> list[sa.Column]:
    return [
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    ]


def _dispute() -> None:
    op.create_table(
        "dispute",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        *_columns(sa.Integer(), "office_id", "court_id"),
        sa.Column("registered_on", sa.Date(), nullable=False),
        *_columns(
            sa.Text(),
            "number",
            "kind",
            "subject",
            "bailiff",
            "bailiff_office",
            "enforcement_number",
        ),
        sa.Column("contested_by", TEXTS, nullable=False),
        sa.Column("received_by_court_on", sa.Date(), nullable=True),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column(
            "registered_at", MOMENT, server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        *_versioned(),
        _check(
            "a dispute is a contest of the execution stage or of competition proceedings",
            "kind in ('contest', 'execution_stage', 'competition')",
        ),
        _check(
            "a contest and nothing else names who contests",
            "(kind = 'contest') = (cardinality(contested_by) > 0)",
        ),
        _key("dispute", "assignee_id", "user_account"),
        _key("dispute", "court_id", "court"),
        _key("dispute", "office_id", "office"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute")),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one dispute a sent form"),
    )
    op.create_index(
        "ix_dispute_assignee_id",
        "dispute",
        ["assignee_id", "id"],
        postgresql_where=sa.text("assignee_id is not null"),
    )
    op.create_index("ix_dispute_court_id", "dispute", ["court_id", "id"])
    op.create_index("ix_dispute_newest", "dispute", ["office_id", sa.desc("id")])
    op.create_index("ix_dispute_number", "dispute", ["number", "id"])


def _dispute_party() -> None:
    op.create_table(
        "dispute_party",
        *_part("dispute_party", "dispute_id", "position"),
        sa.Column("position", sa.Integer(), nullable=False),
        *_columns(sa.Text(), "role", "kind", "name", "identity_number"),
        sa.Column("birth_on", sa.Date(), nullable=True),
        sa.Column("cannot_defend", TEXTS, nullable=False),
        _check(
            "a party is claimant debtor or third party",
            "role in ('claimant', 'debtor', 'third_party')",
        ),
        _check(
            "a party is a person a legal entity or the state",
            "kind in ('person', 'legal_entity', 'state')",
        ),
        _check(
            "only a person cannot defend themselves",
            "kind = 'person' or cardinality(cannot_defend) = 0",
        ),
    )


def _dispute_word() -> None:
    op.create_table(
        "dispute_word",
        *_part("dispute_word", "dispute_id", "word"),
        sa.Column("word", sa.Text(collation="C"), nullable=False),
    )
    op.create_index("ix_dispute_word_word", "dispute_word", ["word", "dispute_id"])


def _dispute_ground() -> None:
    op.create_table(
        "dispute_ground",
        *_part("dispute_ground", "dispute_id", "code"),
        sa.Column("code", sa.Text(), nullable=False),
    )
    op.create_index("ix_dispute_ground_code", "dispute_ground", ["code", "dispute_id"])


def _dispute_overrule() -> None:
    op.create_table(
        "dispute_overrule",
        *_part("dispute_overrule", "id"),
        *_columns(sa.Text(), "target", "reason", "made_by"),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", MOMENT, server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("lifted_on", sa.Date(), nullable=True),
        sa.Column("lift_reason", sa.Text(), nullable=True),
        _check("a lifted overrule says why", "(lifted_on is null) = (lift_reason is null)"),
        _check("an overrule has a reason", "length(btrim(reason)) > 0"),
    )
    op.create_index(
        "ix_dispute_overrule_office_id_made_on", "dispute_overrule", ["office_id", "made_on"]
    )
    op.create_index(
        "one overrule a dispute and target",
        "dispute_overrule",
        ["dispute_id", "target"],
        unique=True,
        postgresql_where=sa.text("lifted_on is null"),
    )


def _dispute_hearing() -> None:
    op.create_table(
        "dispute_hearing",
        *_part("dispute_hearing", "id"),
        *_columns(sa.Text(), "instance", "place", "note"),
        sa.Column("court_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *_columns(sa.Integer(), "prosecutor_id", "took_part_id", nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        *_columns(
            sa.Text(), "reported_to", "outcome", "took_part_name", "absence_cause", nullable=True
        ),
        *_versioned(),
        _check(
            "an absence has its cause",
            "(outcome is not distinct from 'nobody') = (absence_cause is not null)",
        ),
        _check(
            "who took part is named",
            "(outcome is not distinct from 'took_part') = (took_part_name is not null)",
        ),
        _check(
            "the court did not notify or there was another reason",
            "absence_cause in ('not_notified', 'other')",
        ),
        _check(
            "a hearing is of the first the appellate or the cassation instance",
            "instance in ('first', 'appellate', 'cassation')",
        ),
        _check(
            "a prosecutor took part or nobody did or it was not held",
            "outcome in ('took_part', 'nobody', 'not_held')",
        ),
        _check("a report names who heard it", "(reported_on is null) = (reported_to is null)"),
        _key("dispute_hearing", "court_id", "court"),
        _key("dispute_hearing", "prosecutor_id", "user_account"),
        _key("dispute_hearing", "took_part_id", "user_account"),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one dispute hearing a sent form"),
    )
    op.create_index("ix_dispute_hearing_dispute_id", "dispute_hearing", ["dispute_id"])
    op.create_index("ix_dispute_hearing_office_id_day", "dispute_hearing", ["office_id", "day"])
    op.create_index(
        "ix_dispute_hearing_prosecutor_id_starts_at",
        "dispute_hearing",
        ["prosecutor_id", "starts_at"],
        postgresql_where=sa.text("prosecutor_id is not null"),
    )


def _dispute_act() -> None:
    op.create_table(
        "dispute_act",
        *_part("dispute_act", "id"),
        *_columns(sa.Text(), "instance", "kind", "decision", "content", "check_note"),
        sa.Column("court_id", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("reviews_id", sa.BigInteger(), nullable=True),
        *_columns(
            sa.Date(), "received_on", "term_ends_on", "in_force_on", "checked_on", nullable=True
        ),
        *_columns(sa.Text(), "check_result", "late_cause", "late_unit", "late_note", nullable=True),
        *_versioned(),
        _check("a checked act has come", "checked_on is null or received_on is not null"),
        _check("an act is found lawful or unlawful", "check_result in ('lawful', 'unlawful')"),
        _check(
            "an act of a higher instance reviews another",
            "(instance = 'first') = (reviews_id is null)",
        ),
        _check(
            "an act is of the first the appellate or the cassation instance",
            "instance in ('first', 'appellate', 'cassation')",
        ),
        _check("a check has its day", "(check_result is null) = (checked_on is null)"),
        _check("a late check names cause and unit", "(late_cause is null) = (late_unit is null)"),
        _check("a term ends after the act is made", "term_ends_on >= made_on"),
        _check("an act decides something", "length(btrim(content)) > 0"),
        _check("an act does not review itself", "reviews_id <> id"),
        _check("an act enters into force after it is made", "in_force_on >= made_on"),
        _check("an act is checked after it came", "checked_on >= received_on"),
        _check("an act reaches the office after it is made", "received_on >= made_on"),
        _key("dispute_act", "court_id", "court"),
        _key("dispute_act", "reviews_id", "dispute_act"),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one dispute act a sent form"),
    )
    op.create_index("ix_dispute_act_dispute_id", "dispute_act", ["dispute_id"])
    op.create_index("ix_dispute_act_office_id_made_on", "dispute_act", ["office_id", "made_on"])


def _dispute_told_fact() -> None:
    op.create_table(
        "dispute_told_fact",
        *_part("dispute_told_fact", "id"),
        *_columns(sa.Text(), "source_kind", "name", "key"),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        *_columns(sa.Date(), "on_day", "stated_on", nullable=True),
        sa.Column("attributes", postgresql.JSONB(), nullable=False),
        *_columns(sa.Text(), "late_cause", "late_unit", "late_note", nullable=True),
        _check("a late fact names cause and unit", "(late_cause is null) = (late_unit is null)"),
        sa.UniqueConstraint(
            "dispute_id",
            "source_kind",
            "source_id",
            "name",
            "key",
            name="one dispute fact a source and key",
        ),
    )
    op.create_index("ix_dispute_told_fact_office_id", "dispute_told_fact", ["office_id"])
