"""Representations, findings on rejected protests, missed terms, reports on the GPO's protests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.migrations.policies import secure

revision = "0014_representations"
down_revision = "0013_channels"

TABLES = ("outcome_report", "missed_window", "justified_rejection", "representation")


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _representation()
    _justified_rejection()
    _missed_window()
    _outcome_report()
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


def _identity() -> sa.Column:
    return sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False)


def _version() -> sa.Column:
    return sa.Column("version", sa.Integer(), server_default="1", nullable=False)


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))


def _representation() -> None:
    op.create_table(
        "representation",
        _identity(),
        *_columns(
            sa.BigInteger(),
            "case_id",
            "act_id",
            "dispute_id",
            "dispute_act_id",
            "protest_id",
            "leads_to_id",
            nullable=True,
        ),
        *_columns(sa.Integer(), "office_id", "author_office_id", "addressed_to_id"),
        *_columns(sa.Text(), "cause", "state", "descriptive", "reasoning", "resolutive"),
        *_columns(sa.Date(), "breach_on", "sent_on", "answered_on", nullable=True),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        sa.Column("drafted_by", sa.Text(), nullable=False),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        *_columns(sa.Text(), "number", "signed_by", "answered_by", "motives", nullable=True),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        _version(),
        _check(
            "a representation is on an act of a case or of a dispute",
            "(case_id is null) = (act_id is null) and "
            "(dispute_id is null) = (dispute_act_id is null) and "
            "(case_id is null) <> (dispute_id is null)",
        ),
        _check(
            "a representation has one of the known causes",
            "cause in ('rejected_protest', 'material_breach', 'unlawful_act')",
        ),
        _check(
            "a representation says what gave rise to it",
            "(cause = 'rejected_protest') = (protest_id is not null) and "
            "(cause = 'material_breach') = (breach_on is not null) and "
            "(cause = 'unlawful_act') = (dispute_id is not null)",
        ),
        _check(
            "a representation is drafted then sent then answered",
            "state in ('draft', 'sent', 'accepted', 'refused', 'turned')",
        ),
        _check(
            "a representation sent has its number day and signature",
            "(state = 'draft') = (sent_on is null) and (sent_on is null) = (number is null) "
            "and (sent_on is null) = (signed_by is null)",
        ),
        _check(
            "a representation sent has its three parts",
            "state = 'draft' or (length(btrim(descriptive)) > 0 and "
            "length(btrim(reasoning)) > 0 and length(btrim(resolutive)) > 0)",
        ),
        _check(
            "a representation answered has its day and author",
            "(state in ('accepted', 'refused', 'turned')) = (answered_on is not null) and "
            "(answered_on is null) = (answered_by is null)",
        ),
        _check("a refusal has its motives", "state <> 'refused' or length(btrim(motives)) > 0"),
        _check(
            "a representation turned into a protest names it",
            "(state = 'turned') = (leads_to_id is not null)",
        ),
        _check("a representation is answered once sent", "answered_on >= sent_on"),
        _moving_key("representation", "case_id", "admin_case"),
        _key("representation", "office_id", "office"),
        _key("representation", "act_id", "court_act"),
        _key("representation", "dispute_id", "dispute"),
        _key("representation", "dispute_act_id", "dispute_act"),
        _key("representation", "author_office_id", "office"),
        _key("representation", "addressed_to_id", "office"),
        _key("representation", "protest_id", "protest"),
        _key("representation", "leads_to_id", "protest"),
        _key("representation", "signed_by_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representation")),
        sa.UniqueConstraint(
            "author_office_id", "idempotency_key", name="one representation a sent form"
        ),
        sa.UniqueConstraint("leads_to_id", name="one representation a protest it led to"),
    )
    op.create_index("ix_representation_case_id", "representation", ["case_id"])
    op.create_index("ix_representation_dispute_id", "representation", ["dispute_id"])
    op.create_index("ix_representation_newest", "representation", ["office_id", sa.desc("id")])
    op.create_index(
        "one standing representation a rejected protest",
        "representation",
        ["protest_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'refused'"),
    )


def _justified_rejection() -> None:
    op.create_table(
        "justified_rejection",
        _identity(),
        sa.Column("protest_id", sa.BigInteger(), nullable=False),
        *_columns(sa.Integer(), "office_id", "author_office_id"),
        sa.Column("found_on", sa.Date(), nullable=False),
        *_columns(sa.Text(), "reasons", "found_by"),
        _check("a rejection is justified with reasons", "length(btrim(reasons)) > 0"),
        _moving_key("justified_rejection", "protest_id", "protest"),
        _key("justified_rejection", "author_office_id", "office"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_justified_rejection")),
        sa.UniqueConstraint("protest_id", name="one finding a rejected protest"),
    )


def _missed_window() -> None:
    op.create_table(
        "missed_window",
        _identity(),
        *_columns(sa.BigInteger(), "case_id", "act_id"),
        sa.Column("office_id", sa.Integer(), nullable=False),
        *_columns(
            sa.Text(), "state", "found_by", "shown_by", "shown_note", "cause_note", "employees"
        ),
        *_columns(sa.Date(), "found_on", "window_ends_on"),
        *_columns(
            sa.Text(), "cause", "stage", "decision", "decision_note", "decided_by", nullable=True
        ),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        _version(),
        _check("a missed term is open decided or lifted", "state in ('open', 'decided', 'lifted')"),
        _check(
            "something showed that the act was unlawful",
            "shown_by in ('act_check', 'oblast_check', 'complaint', 'cassation', 'other')",
        ),
        _check(
            "a term is missed for one of the known causes",
            "cause in ('copy_came_late', 'act_not_checked_in_time', 'draft_not_written', "
            "'draft_not_approved_in_time', 'oblast_answered_late', 'wrong_term_counted', "
            "'absence_without_substitute', 'system_failure', 'other')",
        ),
        _check(
            "a term is missed at one of the known stages",
            "stage in ('copy', 'check', 'draft', 'approval', 'court')",
        ),
        _check("responsibility is decided on", "decision in ('disciplinary', 'other', 'none')"),
        _check(
            "a decision has its day and author",
            "(state = 'decided') = (decision is not null) and "
            "(decision is null) = (decided_on is null) and "
            "(decision is null) = (decided_by is null)",
        ),
        _check(
            "nothing is decided without cause and stage",
            "state <> 'decided' or (cause is not null and stage is not null)",
        ),
        _check("responsibility is decided once found", "decided_on >= found_on"),
        _moving_key("missed_window", "case_id", "admin_case"),
        _key("missed_window", "act_id", "court_act"),
        _key("missed_window", "decided_by_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missed_window")),
        sa.UniqueConstraint("act_id", name="one missed term an act"),
    )
    op.create_index("ix_missed_window_case_id", "missed_window", ["case_id"])
    op.create_index("ix_missed_window_state", "missed_window", ["state", "id"])


def _outcome_report() -> None:
    op.create_table(
        "outcome_report",
        _identity(),
        sa.Column("protest_id", sa.BigInteger(), nullable=False),
        *_columns(sa.Integer(), "office_id", "author_office_id"),
        sa.Column("informed_on", sa.Date(), nullable=False),
        *_columns(sa.Text(), "way", "number", "informed_by"),
        *_columns(sa.Text(), "late_cause", "late_unit", "late_note", nullable=True),
        sa.Column("copies_sent_on", sa.Date(), nullable=True),
        *_columns(sa.Text(), "copies_number", "copies_sent_by", nullable=True),
        _version(),
        _check(
            "the Department is informed in one of the known ways",
            "way in ('telephone', 'electronic', 'letter')",
        ),
        _check("a late report names cause and unit", "(late_cause is null) = (late_unit is null)"),
        _check(
            "copies sent have their number", "(copies_sent_on is null) = (copies_number is null)"
        ),
        _moving_key("outcome_report", "protest_id", "protest"),
        _key("outcome_report", "author_office_id", "office"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_report")),
        sa.UniqueConstraint("protest_id", name="one report a protest"),
    )
