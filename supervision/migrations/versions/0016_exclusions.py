"""Requests for exclusion from the count, and assessments of acts and protests by the higher office."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.migrations.policies import secure

revision = "0016_exclusions"
down_revision = "0015_protest_news"

TABLES = ("protest_assessment", "act_assessment", "exclusion_request")


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _exclusion_request()
    _act_assessment()
    _protest_assessment()
    # The office of the case writes these rows, and so do the offices above it.
    for table in TABLES:
        secure(table, write="sync_offices")


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


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


def _common(table: str) -> tuple[sa.SchemaItem, ...]:
    """What every table here has: an id, the one-time key of its form, a version."""
    return (
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))


def _exclusion_request() -> None:
    table = "exclusion_request"
    op.create_table(
        table,
        *_common(table),
        *_columns(sa.BigInteger(), "case_id", "act_id"),
        *_columns(sa.BigInteger(), "cassation_act_id", nullable=True),
        *_columns(sa.Integer(), "office_id", "author_office_id"),
        *_columns(sa.Text(), "clause", "state", "explanation", "found_by"),
        *_columns(sa.Date(), "found_on"),
        *_columns(sa.Date(), "sent_on", "answered_on", "withdrawn_on", "waived_on", nullable=True),
        *_columns(sa.Text(), "sent_number", "sent_way", "sent_by", "copies", nullable=True),
        *_columns(sa.Text(), "answered_by", "answer_way", "answer_number", nullable=True),
        *_columns(sa.Text(), "answer_reasons", "withdrawn_by", nullable=True),
        *_columns(sa.Text(), "withdrawal_reasons", "waived_by", "waiver_reason", nullable=True),
        *_columns(sa.Text(), "late_cause", "late_unit", "late_note", nullable=True),
        *_checks_of_request(),
        _moving_key(table, "case_id", "admin_case"),
        _key(table, "act_id", "court_act"),
        _key(table, "cassation_act_id", "court_act"),
        _key(table, "author_office_id", "office"),
        sa.UniqueConstraint(
            "author_office_id", "idempotency_key", name="one request for exclusion a sent form"
        ),
    )
    op.create_index("ix_exclusion_request_case_id", table, ["case_id"])
    op.create_index("ix_exclusion_request_newest", table, ["office_id", sa.desc("id")])
    op.create_index("ix_exclusion_request_state", table, ["state", "id"])
    op.create_index(
        "one standing request an act",
        table,
        ["act_id"],
        unique=True,
        postgresql_where=sa.text("state in ('marked', 'sent', 'consented')"),
    )


def _checks_of_request() -> tuple[sa.CheckConstraint, ...]:
    return (
        _check(
            "an act is left out by one of the five clauses",
            "clause in ('cassation_reversed', 'within_sanction', 'new_evidence', "
            "'alternative_penalty', 'amnesty_or_reconciliation')",
        ),
        _check(
            "the clause of cassation names the cassation act",
            "(clause = 'cassation_reversed') = (cassation_act_id is not null)",
        ),
        _check(
            "a request is marked then sent or waived then answered",
            "state in ('marked', 'sent', 'waived', 'consented', 'refused', 'withdrawn')",
        ),
        _check("a ground is marked with words", "length(btrim(explanation)) > 0"),
        _check(
            "a request sent has its number way and copies",
            "(state in ('marked', 'waived')) = (sent_on is null) and "
            "(sent_on is null) = (sent_number is null) and "
            "(sent_on is null) = (sent_way is null) and "
            "(sent_on is null) = (sent_by is null) and (sent_on is null) = (copies is null)",
        ),
        _check(
            "an answer has its number way and reasons",
            "(state in ('consented', 'refused', 'withdrawn')) = (answered_on is not null) and "
            "(answered_on is null) = (answered_by is null) and "
            "(answered_on is null) = (answer_way is null) and "
            "(answered_on is null) = (answer_number is null) and "
            "(answered_on is null) = (answer_reasons is null)",
        ),
        _check(
            "a consent withdrawn has its day and reasons",
            "(state = 'withdrawn') = (withdrawn_on is not null) and "
            "(withdrawn_on is null) = (withdrawn_by is null) and "
            "(withdrawn_on is null) = (withdrawal_reasons is null)",
        ),
        _check(
            "a request waived has its day and reason",
            "(state = 'waived') = (waived_on is not null) and "
            "(waived_on is null) = (waived_by is null) and "
            "(waived_on is null) = (waiver_reason is null)",
        ),
        _check(
            "requests and answers go on paper or electronically",
            "sent_way in ('paper', 'electronic') and answer_way in ('paper', 'electronic')",
        ),
        _check("copies of the acts are enclosed", "length(btrim(copies)) > 0"),
        _check("an answer says why", "length(btrim(answer_reasons)) > 0"),
        _check("a withdrawal says why", "length(btrim(withdrawal_reasons)) > 0"),
        _check("a waiver says why", "length(btrim(waiver_reason)) > 0"),
        _check("a request is answered once sent", "answered_on >= sent_on"),
        _check("a consent is withdrawn once given", "withdrawn_on >= answered_on"),
        _check("a late request names cause and unit", "(late_cause is null) = (late_unit is null)"),
    )


def _assessed() -> tuple[sa.Column, ...]:
    """Who of the higher office found it, when and why."""
    return (
        *_columns(sa.Text(), "reasons", "assessed_by"),
        *_columns(sa.Date(), "assessed_on"),
        *_columns(sa.Integer(), "office_id", "assessing_office_id"),
    )


def _act_assessment() -> None:
    table = "act_assessment"
    op.create_table(
        table,
        *_common(table),
        *_columns(sa.BigInteger(), "case_id", "act_id"),
        sa.Column("obvious_breach", sa.Boolean(), nullable=False),
        *_assessed(),
        _check("an act is assessed with reasons", "length(btrim(reasons)) > 0"),
        _moving_key(table, "case_id", "admin_case"),
        _key(table, "act_id", "court_act"),
        _key(table, "assessing_office_id", "office"),
        sa.UniqueConstraint("act_id", name="one assessment an act"),
    )
    op.create_index("ix_act_assessment_case_id", table, ["case_id"])


def _protest_assessment() -> None:
    table = "protest_assessment"
    op.create_table(
        table,
        *_common(table),
        *_columns(sa.BigInteger(), "protest_id"),
        sa.Column("unfounded", sa.Boolean(), nullable=False),
        *_assessed(),
        _check("a protest is assessed with reasons", "length(btrim(reasons)) > 0"),
        _moving_key(table, "protest_id", "protest"),
        _key(table, "assessing_office_id", "office"),
        sa.UniqueConstraint("protest_id", name="one assessment a protest"),
    )
