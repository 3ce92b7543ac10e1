"""Courts, administrative cases, their grounds, notices, hearings and acts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from supervision.migrations.policies import grant, secure

revision = "0004_cases"
down_revision = "0003_reminders"

MOMENT = sa.DateTime(timezone=True)
TEXTS = postgresql.ARRAY(sa.Text())
# Written again from what they are drawn from, so their rows may go.
REWRITTEN = ("case_article", "case_word")
KEPT = (
    "court_act",
    "case_hearing",
    "case_transfer",
    "case_notice",
    "ground_overrule",
    "admin_case",
)


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _court()
    _admin_case()
    _case_article()
    _case_word()
    _participation_order()
    _ground_overrule()
    _case_category()
    _case_notice()
    _case_transfer()
    _case_hearing()
    _court_act()
    grant("court")
    for table in KEPT:
        secure(table)
    for table in REWRITTEN:
        secure(table, may_delete=True)
    # A higher office orders participation in a lower one's case: the row is the case's, and like a
    # duty it is kept in step from above, whatever office the actor may write cases in.
    secure("participation_order", write="sync_offices")
    secure("case_category", write="sync_offices", may_delete=True)


def downgrade() -> None:
    for table in (*KEPT[:-1], "case_category", "participation_order", *REWRITTEN):
        op.drop_table(table)
    for table in ("admin_case", "court"):
        op.drop_table(table)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )


def _part(table: str, *keys: str) -> list[sa.schema.SchemaItem]:
    """What every part of a case has: its case, its office, and what identifies it."""
    own = [sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False)] if "id" in keys else []
    return [
        *own,
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        _key(table, "case_id", "admin_case"),
        _key(table, "office_id", "office"),
        sa.PrimaryKeyConstraint(*keys, name=op.f(f"pk_{table}")),
    ]


def _columns(kind: sa.types.TypeEngine, *names: str, nullable: bool = False) -> list[sa.Column]:
    return [sa.Column(name, kind, nullable=nullable) for name in names]


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))


def _court() -> None:
    op.create_table(
        "court",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        *_columns(sa.Text(), "code", "instance", "name_kk", "name_ru", "name_en"),
        sa.Column("seat_office_id", sa.Integer(), nullable=False),
        _check(
            "a court is of the first the appellate or the cassation instance",
            "instance in ('first', 'appellate', 'cassation')",
        ),
        _key("court", "seat_office_id", "office"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court")),
        sa.UniqueConstraint("code", name=op.f("uq_court_code")),
    )
    op.create_index("ix_court_seat_office_id", "court", ["seat_office_id"])


def _admin_case() -> None:
    op.create_table(
        "admin_case",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        *_columns(sa.Integer(), "office_id", "court_id"),
        sa.Column("registered_on", sa.Date(), nullable=False),
        *_columns(
            sa.Text(),
            "number",
            "opened_by",
            "opened_by_name",
            "offender_kind",
            "offender_name",
            "identity_number",
        ),
        *_columns(sa.Integer(), "opened_by_office_id", "assignee_id", nullable=True),
        *_columns(
            sa.Date(),
            "birth_on",
            "offence_on",
            "received_by_court_on",
            "set_for_hearing_on",
            "decided_on",
            "copy_sent_on",
            nullable=True,
        ),
        *_columns(sa.Text(), "military_status", "complaint", "transport_field", nullable=True),
        *_columns(TEXTS, "sanctions", "opened_for"),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        sa.Column(
            "registered_at", MOMENT, server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        _check(
            "a person and nobody else has a birth date",
            "(offender_kind = 'person') = (birth_on is not null)",
        ),
        _check(
            "a case opened by a prosecutor names the office",
            "(opened_by = 'prosecutors_office') = (opened_by_office_id is not null)",
        ),
        _check(
            "the age of a person is taken on the day of the offence",
            "offender_kind <> 'person' or offence_on is not null",
        ),
        _check(
            "an offender is a person or a legal entity",
            "offender_kind in ('person', 'legal_entity')",
        ),
        _check(
            "a case is opened by a prosecutor a body an official or another",
            "opened_by in ('prosecutors_office', 'authorised_body', 'military_official', 'other')",
        ),
        _key("admin_case", "assignee_id", "user_account"),
        _key("admin_case", "court_id", "court"),
        _key("admin_case", "office_id", "office"),
        _key("admin_case", "opened_by_office_id", "office"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admin_case")),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one case a sent form"),
    )
    op.create_index(
        "ix_admin_case_assignee_id",
        "admin_case",
        ["assignee_id", "id"],
        postgresql_where=sa.text("assignee_id is not null"),
    )
    op.create_index("ix_admin_case_court_id", "admin_case", ["court_id", "id"])
    op.create_index("ix_admin_case_newest", "admin_case", ["office_id", sa.desc("id")])
    op.create_index("ix_admin_case_number", "admin_case", ["number", "id"])


def _case_article() -> None:
    op.create_table(
        "case_article",
        *_part("case_article", "case_id", "position"),
        sa.Column("position", sa.Integer(), nullable=False),
        *_columns(sa.Text(), "article", "part"),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("chapter", sa.Integer(), nullable=True),
    )


def _case_word() -> None:
    op.create_table(
        "case_word",
        *_part("case_word", "case_id", "word"),
        sa.Column("word", sa.Text(collation="C"), nullable=False),
    )
    op.create_index("ix_case_word_word", "case_word", ["word", "case_id"])


def _participation_order() -> None:
    op.create_table(
        "participation_order",
        *_part("participation_order", "id"),
        sa.Column("ordering_office_id", sa.Integer(), nullable=False),
        sa.Column("ordered_by", sa.Text(), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        _check("a withdrawal has a reason", "(withdrawn_on is null) = (withdrawal_reason is null)"),
        _check("an order has a reason", "length(btrim(reason)) > 0"),
        _check("an order comes from another office", "ordering_office_id <> office_id"),
        _key("participation_order", "ordering_office_id", "office"),
    )
    op.create_index(
        "one standing order an office and case",
        "participation_order",
        ["case_id", "ordering_office_id"],
        unique=True,
        postgresql_where=sa.text("withdrawn_on is null"),
    )


def _ground_overrule() -> None:
    op.create_table(
        "ground_overrule",
        *_part("ground_overrule", "id"),
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
        "ix_ground_overrule_office_id_made_on", "ground_overrule", ["office_id", "made_on"]
    )
    op.create_index(
        "one overrule a case and target",
        "ground_overrule",
        ["case_id", "target"],
        unique=True,
        postgresql_where=sa.text("lifted_on is null"),
    )


def _case_category() -> None:
    op.create_table(
        "case_category",
        *_part("case_category", "case_id", "code"),
        sa.Column("code", sa.Text(), nullable=False),
    )
    op.create_index("ix_case_category_code", "case_category", ["code", "case_id"])


def _case_notice() -> None:
    op.create_table(
        "case_notice",
        *_part("case_notice", "id"),
        *_columns(sa.Integer(), "year", "sequence", "court_id", "to_office_id"),
        *_columns(sa.Text(), "case_number", "means", "other_means", "given_by", "taken_by"),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        _check("another means is named", "means <> 'other' or length(btrim(other_means)) > 0"),
        _check(
            "a notice goes by telephonogram or another means", "means in ('telephonogram', 'other')"
        ),
        _key("case_notice", "court_id", "court"),
        _key("case_notice", "to_office_id", "office"),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one notice a sent form"),
        sa.UniqueConstraint("office_id", "year", "sequence", name="one notice number an office"),
    )
    op.create_index("ix_case_notice_case_id", "case_notice", ["case_id"])


def _case_transfer() -> None:
    op.create_table(
        "case_transfer",
        *_part("case_transfer", "id"),
        *_columns(sa.Text(), "direction", "case_number", "handed_by", "notice_number"),
        *_columns(sa.Integer(), "from_office_id", "to_office_id", "court_id"),
        *_columns(sa.Date(), "handed_on", "notice_given_on"),
        sa.Column("reasons", TEXTS, nullable=False),
        sa.Column("at", MOMENT, server_default=sa.text("clock_timestamp()"), nullable=False),
        _check("a trail is of the sender or the receiver", "direction in ('sent', 'received')"),
        _key("case_transfer", "court_id", "court"),
        _key("case_transfer", "from_office_id", "office"),
        _key("case_transfer", "to_office_id", "office"),
    )
    op.create_index("ix_case_transfer_case_id", "case_transfer", ["case_id"])
    op.create_index(
        "ix_case_transfer_office_id_handed_on", "case_transfer", ["office_id", "handed_on"]
    )


def _case_hearing() -> None:
    op.create_table(
        "case_hearing",
        *_part("case_hearing", "id"),
        *_columns(sa.Text(), "instance", "place", "note"),
        sa.Column("court_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *_columns(sa.Integer(), "prosecutor_id", "took_part_id", nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        *_columns(
            sa.Text(), "reported_to", "outcome", "took_part_name", "absence_cause", nullable=True
        ),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
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
        _key("case_hearing", "court_id", "court"),
        _key("case_hearing", "prosecutor_id", "user_account"),
        _key("case_hearing", "took_part_id", "user_account"),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one hearing a sent form"),
    )
    op.create_index("ix_case_hearing_case_id", "case_hearing", ["case_id"])
    op.create_index("ix_case_hearing_office_id_day", "case_hearing", ["office_id", "day"])
    op.create_index(
        "ix_case_hearing_prosecutor_id_starts_at",
        "case_hearing",
        ["prosecutor_id", "starts_at"],
        postgresql_where=sa.text("prosecutor_id is not null"),
    )


def _court_act() -> None:
    op.create_table(
        "court_act",
        *_part("court_act", "id"),
        *_columns(sa.Text(), "instance", "kind", "termination_ground", "part", "check_note"),
        sa.Column("court_id", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("is_arrest", sa.Boolean(), nullable=False),
        sa.Column("reviews_id", sa.BigInteger(), nullable=True),
        *_columns(sa.Date(), "copy_on", "in_force_on", "checked_on", nullable=True),
        *_columns(sa.Text(), "check_result", "late_cause", "late_unit", "late_note", nullable=True),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        _check("an act is found lawful or unlawful", "check_result in ('lawful', 'unlawful')"),
        _check(
            "an act of a higher instance reviews another",
            "instance = 'first' or reviews_id is not null",
        ),
        _check(
            "an act is of the first the appellate or the cassation instance",
            "instance in ('first', 'appellate', 'cassation')",
        ),
        _check(
            "an act decides one of the known things",
            "kind in ('penalty', 'termination', 'upheld', 'changed', 'quashed', "
            "'newly_discovered_granted', 'newly_discovered_refused')",
        ),
        _check("a check has its day", "(check_result is null) = (checked_on is null)"),
        _check("a late check names cause and unit", "(late_cause is null) = (late_unit is null)"),
        _check("an act is checked after its copy came", "checked_on >= copy_on"),
        _check("a copy is handed over after the act", "copy_on >= made_on"),
        _check("an act enters into force after it is made", "in_force_on >= made_on"),
        _check("an act does not review itself", "reviews_id <> id"),
        _key("court_act", "court_id", "court"),
        _key("court_act", "reviews_id", "court_act"),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one act a sent form"),
    )
    op.create_index("ix_court_act_case_id", "court_act", ["case_id"])
    op.create_index("ix_court_act_office_id_made_on", "court_act", ["office_id", "made_on"])
