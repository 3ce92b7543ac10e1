"""Private rulings and acts of response."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.migrations.policies import secure

revision = "0006_responses"
down_revision = "0005_conclusions"

TABLES = ("held_liable", "response_act_breach", "response_act", "private_ruling")


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _private_ruling()
    _response_act()
    _response_act_breach()
    _held_liable()
    for table in ("private_ruling", "response_act", "held_liable"):
        secure(table)
    # a draft is rewritten until it is brought, so what it named may go
    secure("response_act_breach", may_delete=True)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )


def _columns(kind: sa.types.TypeEngine, *names: str, nullable: bool = False) -> list[sa.Column]:
    return [sa.Column(name, kind, nullable=nullable) for name in names]


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))


def _kept(table: str) -> list[sa.schema.SchemaItem]:
    """What identifies a row that a form made, and keeps two changes of it apart."""
    return [
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        _key(table, "office_id", "office"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _version() -> sa.Column:
    return sa.Column("version", sa.Integer(), server_default="1", nullable=False)


def _private_ruling() -> None:
    op.create_table(
        "private_ruling",
        *_kept("private_ruling"),
        _version(),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("of_breach", sa.Boolean(), nullable=False),
        *_columns(
            sa.Text(),
            "origin",
            "description",
            "proof_document",
            "number",
            "addressee",
            "content",
            "refusal_reason",
            "measures",
        ),
        *_columns(sa.Text(), "proof", "result", "answer", nullable=True),
        *_columns(sa.BigInteger(), "hearing_id", "court_act_id", "breach_id", nullable=True),
        *_columns(
            sa.Date(),
            "found_on",
            "moved_on",
            "decided_on",
            "follow_up_by",
            "answered_on",
            nullable=True,
        ),
        _key("private_ruling", "case_id", "admin_case"),
        _key("private_ruling", "hearing_id", "case_hearing"),
        _key("private_ruling", "court_act_id", "court_act"),
        _key("private_ruling", "breach_id", "breach"),
        *_checks_of_rulings(),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one private ruling a sent form"),
    )
    op.create_index("ix_private_ruling_case_id", "private_ruling", ["case_id"])
    op.create_index(
        "ix_private_ruling_office_id_recorded_on", "private_ruling", ["office_id", "recorded_on"]
    )


def _checks_of_rulings() -> list[sa.CheckConstraint]:
    return [
        _check(
            "a private ruling is of the prosecutor's or the court's finding",
            "origin in ('prosecutor', 'court')",
        ),
        _check("found grounds have their day", "(origin = 'prosecutor') = (found_on is not null)"),
        _check("the ground of a private ruling is described", "length(btrim(description)) > 0"),
        _check("a motion is proven by a document", "(moved_on is null) = (proof is null)"),
        _check("the proof is named", "moved_on is null or proof_document <> ''"),
        _check(
            "a motion is proven by the act the minutes or the conclusion",
            "proof in ('court_act', 'minutes', 'conclusion')",
        ),
        _check("grounds are found before the motion", "moved_on >= found_on"),
        _check("a decision on a ruling has its day", "(result is null) = (decided_on is null)"),
        _check("a private ruling is issued or refused", "result in ('issued', 'refused')"),
        _check(
            "only a motion is refused",
            "result is distinct from 'refused' or moved_on is not null",
        ),
        _check("a motion comes before its decision", "decided_on >= moved_on"),
        _check("a report follows its ruling", "follow_up_by >= decided_on"),
        _check("only an issued ruling is answered", "answered_on is null or result = 'issued'"),
        _check("the answer to a ruling has its day", "(answered_on is null) = (answer is null)"),
        _check("a ruling comes before its answer", "answered_on >= decided_on"),
        _check(
            "a ruling is complied with in full or in part or not",
            "answer in ('complied', 'complied_in_part', 'not_complied')",
        ),
    ]


def _response_act() -> None:
    op.create_table(
        "response_act",
        *_kept("response_act"),
        _version(),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("ruling_id", sa.BigInteger(), nullable=True),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *_columns(
            sa.Text(),
            "subject_kind",
            "subject_label",
            "kind",
            "other_kind",
            "addressee",
            "demand",
            "grounds",
            "state",
            "recorded_by",
            "number",
            "measures",
            "closing_note",
            "withdrawal_reason",
            "search_text",
        ),
        sa.Column("outcome", sa.Text(), nullable=True),
        *_columns(
            sa.Date(),
            "brought_on",
            "answer_by",
            "answered_on",
            "closed_on",
            "withdrawn_on",
            nullable=True,
        ),
        *_checks_of_acts(),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one response a sent form"),
    )
    op.create_index(
        "ix_response_act_office_id_recorded_on", "response_act", ["office_id", "recorded_on"]
    )
    op.create_index(
        "ix_response_act_subject_kind_subject_id", "response_act", ["subject_kind", "subject_id"]
    )


def _checks_of_acts() -> list[sa.CheckConstraint]:
    return [
        _check(
            "an act of response is of a known kind",
            "kind in ('representation', 'order', 'resolution', 'application', 'warning', "
            "'explanation', 'other')",
        ),
        _check("only another kind of act is named", "(kind = 'other') = (other_kind <> '')"),
        _check(
            "an act of response is in a known state",
            "state in ('draft', 'brought', 'answered', 'closed', 'withdrawn')",
        ),
        _check(
            "an act leaves its draft by being brought",
            "state in ('draft', 'withdrawn') or brought_on is not null",
        ),
        _check("a brought act has number and day", "(brought_on is null) = (number = '')"),
        _check("the term of an act follows its day", "answer_by >= brought_on"),
        _check(
            "an answered act has its answer",
            "state not in ('answered', 'closed') or answered_on is not null",
        ),
        _check("an answer has its outcome", "(answered_on is null) = (outcome is null)"),
        _check(
            "an act is granted in full or in part or rejected",
            "outcome in ('granted', 'granted_in_part', 'rejected')",
        ),
        _check("an act is brought before its answer", "answered_on >= brought_on"),
        _check("a closed act says when", "(state = 'closed') = (closed_on is not null)"),
        _check("an act is answered before closed", "closed_on >= answered_on"),
        _check("a withdrawn act says when", "(state = 'withdrawn') = (withdrawn_on is not null)"),
        _check("a withdrawal has its reason", "withdrawn_on is null or withdrawal_reason <> ''"),
    ]


def _response_act_breach() -> None:
    table = "response_act_breach"
    op.create_table(
        table,
        *_columns(sa.BigInteger(), "act_id", "breach_id"),
        sa.Column("office_id", sa.Integer(), nullable=False),
        _key(table, "act_id", "response_act"),
        _key(table, "breach_id", "breach"),
        _key(table, "office_id", "office"),
        sa.PrimaryKeyConstraint("act_id", "breach_id", name=op.f(f"pk_{table}")),
    )
    op.create_index("ix_response_act_breach_breach_id", table, ["breach_id"])


def _held_liable() -> None:
    op.create_table(
        "held_liable",
        *_kept("held_liable"),
        sa.Column("act_id", sa.BigInteger(), nullable=False),
        *_columns(sa.Text(), "name", "post", "liability"),
        sa.Column("held_on", sa.Date(), nullable=False),
        _key("held_liable", "act_id", "response_act"),
        _check(
            "liability is of a known kind",
            "liability in ('disciplinary', 'administrative', 'criminal', 'material', 'other')",
        ),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one person held a sent form"),
    )
    op.create_index("ix_held_liable_act_id", "held_liable", ["act_id"])
