"""Enforcement documents on cards 4.0, their proceedings and events, control cards of transfers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from supervision.migrations.policies import APP_ROLE, offices, secure

revision = "0027_enforcement"
down_revision = "0026_duty_policy"

TABLES = (
    "control_card",
    "enforcement_event",
    "enforcement_proceeding",
    "enforcement_word",
    "enforcement_child",
    "enforcement_document",
)
MOMENT = sa.DateTime(timezone=True)
MONEY = sa.Numeric(18, 2)
# What is kept on an event for speed; its facts are never written again.
KEPT = "superseded, first_of_kind, re_initiated, by_territoriality, overdue, term_steps"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _document()
    _child()
    _word()
    _proceeding()
    _event()
    _card()
    for table in TABLES:
        secure(table)
    op.execute(f"revoke update on enforcement_event from {APP_ROLE}")
    op.execute(f"grant update ({KEPT}) on enforcement_event to {APP_ROLE}")
    for table in ("enforcement_proceeding", "control_card"):
        op.execute(f"revoke update on {table} from {APP_ROLE}")
    op.execute(f"grant update (serial_number) on enforcement_proceeding to {APP_ROLE}")
    # The office a card is addressed to sees it beside the one that issued it (`F4 ¶11`).
    op.execute(
        f"create policy control_card_addressed on control_card for select to {APP_ROLE} "
        f"using (addressee_office_id = any({offices('read_offices')}))"
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _document() -> None:
    op.create_table(
        "enforcement_document",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("writ_number", sa.Text(), nullable=False),
        sa.Column("number_key", sa.Text(), nullable=False),
        sa.Column("court_act_on", sa.Date(), nullable=True),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("writ_issued_on", sa.Date(), nullable=False),
        sa.Column("issuing_body", sa.Text(), nullable=False),
        sa.Column("body_key", sa.Text(), nullable=False),
        sa.Column("plaintiff", sa.Text(), nullable=True),
        sa.Column("document_kind", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("receipt_kind", sa.Text(), nullable=False),
        sa.Column("delivery_mode", sa.Text(), nullable=False),
        sa.Column("report_row", sa.SmallInteger(), nullable=False),
        sa.Column("extra_row", sa.SmallInteger(), nullable=True),
        sa.Column("kind_row", sa.SmallInteger(), nullable=True),
        sa.Column("substance", sa.Text(), nullable=False),
        sa.Column("claim", MONEY, nullable=True),
        sa.Column("joint", sa.Boolean(), nullable=False),
        sa.Column("joint_group", sa.Text(), nullable=False),
        sa.Column("debtor_kind", sa.Text(), nullable=False),
        sa.Column("debtor_name", sa.Text(), nullable=False),
        sa.Column("debtor_number", sa.Text(), nullable=False),
        sa.Column("debtor_birth_on", sa.Date(), nullable=True),
        sa.Column("debtor_paper_number", sa.Text(), nullable=False),
        sa.Column("debtor_paper_issuer", sa.Text(), nullable=False),
        sa.Column("debtor_paper_on", sa.Date(), nullable=True),
        sa.Column("debtor_workplace", sa.Text(), nullable=False),
        sa.Column("debtor_post", sa.Text(), nullable=False),
        sa.Column("debtor_foreign", sa.Boolean(), nullable=False),
        sa.Column("debtor_citizenship", sa.Text(), nullable=False),
        sa.Column("debtor_sex", sa.Text(), nullable=True),
        sa.Column("debtor_account", sa.Text(), nullable=False),
        sa.Column("debtor_address", sa.Text(), nullable=False),
        sa.Column("claimant_kind", sa.Text(), nullable=False),
        sa.Column("claimant_name", sa.Text(), nullable=False),
        sa.Column("claimant_number", sa.Text(), nullable=False),
        sa.Column("claimant_birth_on", sa.Date(), nullable=True),
        sa.Column("claimant_foreign", sa.Boolean(), nullable=False),
        sa.Column("claimant_address", sa.Text(), nullable=False),
        sa.Column("beneficiary", sa.Text(), nullable=True),
        sa.Column("beneficiary_amount", MONEY, nullable=True),
        sa.Column("children_count", sa.SmallInteger(), nullable=False),
        sa.Column("filled_by", sa.Text(), nullable=False),
        sa.Column("bailiff", sa.Text(), nullable=False),
        sa.Column("filler_number", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("initiated_on", sa.Date(), nullable=True),
        sa.Column("term_ends_on", sa.Date(), nullable=True),
        sa.Column("suspended_on", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("claim_now", MONEY, nullable=True),
        sa.Column("recovered", MONEY, nullable=False),
        sa.Column("sanction_paid", MONEY, nullable=False),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        sa.Column(
            "registered_at", MOMENT, server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "(standing = 'ended') = (ended_on is not null)",
            name=op.f("an ended document has its day"),
        ),
        sa.CheckConstraint(
            "(standing = 'in_transit') = (sent_on is not null)",
            name=op.f("a document in transit has its day of sending"),
        ),
        sa.CheckConstraint(
            "debtor_kind in ('natural', 'legal') and claimant_kind in ('natural', 'legal')",
            name=op.f("parties are natural persons or legal entities"),
        ),
        sa.CheckConstraint(
            "debtor_number ~ '^([0-9]{12})?$' and claimant_number ~ '^([0-9]{12})?$' and "
            "filler_number ~ '^([0-9]{12})?$'",
            name=op.f("an IIN or BIN has twelve digits"),
        ),
        sa.CheckConstraint(
            "receipt_kind in ('first', 'repeated', 'by_territoriality')",
            name=op.f("a document comes first repeatedly or by territoriality"),
        ),
        sa.CheckConstraint(
            "standing in ('awaiting', 'refused', 'open', 'suspended', 'in_transit', "
            "'ended', 'ending_cancelled', 'initiation_cancelled', 'left')",
            name=op.f("a document stands where its life has come to"),
        ),
        sa.CheckConstraint(
            "(report_row between 19 and 24) = (beneficiary is not null)",
            name=op.f("alimony alone has a beneficiary"),
        ),
        sa.CheckConstraint(
            "children_count = 0 or report_row between 19 and 24",
            name=op.f("children stand in alimony"),
        ),
        sa.CheckConstraint(
            "children_count between 0 and 30", name=op.f("children are counted by their lines")
        ),
        sa.CheckConstraint("claim >= 0", name=op.f("a claim is not below nothing")),
        sa.CheckConstraint(
            "court_act_on <= writ_issued_on", name=op.f("a writ follows its court act")
        ),
        sa.CheckConstraint(
            "extra_row between 1 and 39", name=op.f("an addition to the claim is a row of the form")
        ),
        sa.CheckConstraint(
            "kind_row between 25 and 31", name=op.f("a kind of document stands in rows 25 to 31")
        ),
        sa.CheckConstraint(
            "recovered >= 0 and sanction_paid >= 0", name=op.f("money came in not out")
        ),
        sa.CheckConstraint(
            "report_row between 1 and 39", name=op.f("a claim stands in a row of the form")
        ),
        sa.CheckConstraint(
            "writ_issued_on <= received_on", name=op.f("a document comes after its issue")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_enforcement_document_office_id_office")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enforcement_document")),
        sa.UniqueConstraint("id", "office_id", name="a document stands in one account"),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one document a sent form"),
        sa.UniqueConstraint(
            "office_id",
            "number_key",
            "body_key",
            "writ_issued_on",
            name="one card a number body and day of issue",
        ),
    )
    op.create_index(
        "ix_enforcement_document_joint_group",
        "enforcement_document",
        ["joint_group"],
        unique=False,
        postgresql_where=sa.text("joint_group <> ''"),
    )
    op.create_index(
        "ix_enforcement_document_newest",
        "enforcement_document",
        ["office_id", sa.desc("id")],
        unique=False,
    )
    op.create_index(
        "ix_enforcement_document_received_on",
        "enforcement_document",
        ["received_on", "id"],
        unique=False,
    )
    op.create_index(
        "ix_enforcement_document_standing",
        "enforcement_document",
        ["office_id", "standing", "term_ends_on"],
        unique=False,
    )
    op.create_index(
        "ix_enforcement_document_writ_number",
        "enforcement_document",
        ["writ_number", "id"],
        unique=False,
    )


def _child() -> None:
    op.create_table(
        "enforcement_child",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("surname", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("patronymic", sa.Text(), nullable=False),
        sa.Column("birth_on", sa.Date(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.CheckConstraint("sex in ('male', 'female')", name=op.f("a child is male or female")),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["enforcement_document.id"],
            name=op.f("fk_enforcement_child_document_id_enforcement_document"),
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_enforcement_child_office_id_office")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enforcement_child")),
        sa.UniqueConstraint("document_id", "position", name="one child a line"),
        sa.UniqueConstraint(
            "document_id",
            "surname",
            "first_name",
            "patronymic",
            "birth_on",
            name="a child is entered once on a document",
        ),
    )


def _word() -> None:
    op.create_table(
        "enforcement_word",
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("word", sa.Text(collation="C"), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["enforcement_document.id"],
            name=op.f("fk_enforcement_word_document_id_enforcement_document"),
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_enforcement_word_office_id_office")
        ),
        sa.PrimaryKeyConstraint("document_id", "word", name=op.f("pk_enforcement_word")),
    )
    op.create_index(
        "ix_enforcement_word_word", "enforcement_word", ["word", "document_id"], unique=False
    )


def _proceeding() -> None:
    op.create_table(
        "enforcement_proceeding",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("serial_number", sa.Text(), nullable=False),
        sa.CheckConstraint("ordinal > 0", name=op.f("proceedings are counted from one")),
        sa.ForeignKeyConstraint(
            ["document_id", "office_id"],
            ["enforcement_document.id", "enforcement_document.office_id"],
            name="fk_enforcement_proceeding_document",
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_enforcement_proceeding_office_id_office")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enforcement_proceeding")),
        sa.UniqueConstraint("document_id", "ordinal", name="proceedings of a document are counted"),
        sa.UniqueConstraint("id", "document_id", name="a proceeding is one of its document"),
        sa.UniqueConstraint("office_id", "serial_number", name="one proceeding a serial number"),
    )


def _event() -> None:
    op.create_table(
        "enforcement_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("proceeding_id", sa.BigInteger(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("accounted_on", sa.Date(), nullable=False),
        sa.Column(
            "recorded_at", MOMENT, server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column("amount", MONEY, nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("counterpart_office_id", sa.Integer(), nullable=True),
        sa.Column("corrects_id", sa.BigInteger(), nullable=True),
        sa.Column("superseded", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("report_row", sa.SmallInteger(), nullable=False),
        sa.Column("kind_row", sa.SmallInteger(), nullable=True),
        sa.Column("claim", MONEY, nullable=True),
        sa.Column("first_of_kind", sa.Boolean(), nullable=False),
        sa.Column("re_initiated", sa.Boolean(), nullable=False),
        sa.Column("by_territoriality", sa.Boolean(), nullable=False),
        sa.Column("joint", sa.Boolean(), nullable=False),
        sa.Column("overdue", sa.Boolean(), nullable=False),
        sa.Column("term_steps", JSONB(none_as_null=True), nullable=True),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(kind in ('amount_changed', 'arrears_ruling', 'partly_recovered', "
            "'sanction_paid_voluntarily')) = (amount is not null)",
            name=op.f("an event of money has its sum"),
        ),
        sa.CheckConstraint(
            "kind <> 'annulled' or corrects_id is not null",
            name=op.f("an annulment names its event"),
        ),
        sa.CheckConstraint(
            "kind in ('accepted_by_territoriality', 'amount_changed', 'annulled', "
            "'arrears_ruling', 'ending_cancelled', 'fulfilled_by_bailiff', 'initiated', "
            "'initiation_cancelled', 'paid_before_presentation', 'partly_recovered', "
            "'put_on_periodic_execution', 're_initiated', 'refused', "
            "'resumed_after_cancellation', 'resumed_from_suspension', 'returned_on_demand', "
            "'returned_to_claimant', 'sanction_paid_voluntarily', 'sent_by_territoriality', "
            "'suspended', 'term_set', 'terminated', 'territorial_receipt_confirmed', "
            "'territorial_receipt_failed')",
            name=op.f("an event is of a known kind"),
        ),
        sa.CheckConstraint(
            "kind in ('refused', 'annulled') or proceeding_id is not null",
            name=op.f("an event belongs to a proceeding"),
        ),
        sa.CheckConstraint("accounted_on >= effective_on", name=op.f("an event counts no earlier")),
        sa.CheckConstraint("amount > 0", name=op.f("a sum is more than nothing")),
        sa.CheckConstraint("corrects_id < id", name=op.f("an event puts right an earlier one")),
        sa.CheckConstraint(
            "not overdue or term_steps is not null", name=op.f("lateness tells its term")
        ),
        sa.CheckConstraint("report_row between 1 and 39", name=op.f("an event stands in a row")),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["enforcement_event.id"],
            name=op.f("fk_enforcement_event_corrects_id_enforcement_event"),
        ),
        sa.ForeignKeyConstraint(
            ["counterpart_office_id"],
            ["office.id"],
            name=op.f("fk_enforcement_event_counterpart_office_id_office"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id", "office_id"],
            ["enforcement_document.id", "enforcement_document.office_id"],
            name="fk_enforcement_event_document",
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_enforcement_event_office_id_office")
        ),
        sa.ForeignKeyConstraint(
            ["proceeding_id", "document_id"],
            ["enforcement_proceeding.id", "enforcement_proceeding.document_id"],
            name="fk_enforcement_event_proceeding",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enforcement_event")),
        sa.UniqueConstraint("corrects_id", name="an event is put right once"),
        sa.UniqueConstraint("document_id", "sequence", name="events of a document are counted"),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one event a sent form"),
    )
    op.create_index(
        "ix_enforcement_event_account",
        "enforcement_event",
        ["office_id", "accounted_on"],
        unique=False,
        postgresql_include=["report_row", "kind_row", "kind", "first_of_kind", "claim", "amount"],
        postgresql_where=sa.text("not superseded"),
    )
    op.create_index(
        "ix_enforcement_event_proceeding_id", "enforcement_event", ["proceeding_id"], unique=False
    )
    op.create_index(
        "one event of a kind a proceeding and day",
        "enforcement_event",
        ["document_id", "proceeding_id", "kind", "effective_on"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text(
            "kind not in ('annulled', 'partly_recovered', 'sanction_paid_voluntarily') and not superseded"
        ),
    )
    op.create_index(
        "one initiation a proceeding",
        "enforcement_event",
        ["proceeding_id"],
        unique=True,
        postgresql_where=sa.text(
            "kind in ('accepted_by_territoriality', 'initiated', 're_initiated') and not superseded"
        ),
    )


def _card() -> None:
    op.create_table(
        "control_card",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("addressee_office_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("answers_id", sa.BigInteger(), nullable=True),
        sa.Column("content", JSONB(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("issued_by", sa.Text(), nullable=False),
        sa.Column("issued_at", MOMENT, server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'sent') = (answers_id is null)", name=op.f("all but card one answer card one")
        ),
        sa.CheckConstraint(
            "(kind in ('refused', 'recalled')) = (length(btrim(reason)) > 0)",
            name=op.f("a failed transfer says why"),
        ),
        sa.CheckConstraint(
            "kind in ('sent', 'confirmed', 'refused', 'recalled')",
            name=op.f("a transfer is sent confirmed refused or recalled"),
        ),
        sa.CheckConstraint(
            "office_id <> addressee_office_id", name=op.f("a card goes to another office")
        ),
        sa.ForeignKeyConstraint(
            ["addressee_office_id"],
            ["office.id"],
            name=op.f("fk_control_card_addressee_office_id_office"),
        ),
        sa.ForeignKeyConstraint(
            ["answers_id"],
            ["control_card.id"],
            name=op.f("fk_control_card_answers_id_control_card"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id", "office_id"],
            ["enforcement_document.id", "enforcement_document.office_id"],
            name="fk_control_card_document",
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_control_card_office_id_office")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_control_card")),
        sa.UniqueConstraint("answers_id", name="a control card is answered once"),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one control card a sent form"),
        sa.UniqueConstraint("office_id", "year", "sequence", name="one number a control card"),
    )
    op.create_index(
        "ix_control_card_addressee",
        "control_card",
        ["addressee_office_id", sa.desc("id")],
        unique=False,
    )
    op.create_index("ix_control_card_document_id", "control_card", ["document_id"], unique=False)
    op.create_index(
        "ix_control_card_newest", "control_card", ["office_id", sa.desc("id")], unique=False
    )
