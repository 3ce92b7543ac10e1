"""Reports by period: the report of an office, its texts, what each approval froze, its way."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from supervision.migrations.policies import secure

revision = "0028_reports"
down_revision = "0027_enforcement"

FROZEN = ("report_step", "report_thing", "report_line", "report_edition")
CHANGED = ("report_text", "report")
MOMENT = sa.DateTime(timezone=True)
MONEY = sa.Numeric(18, 2)


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _report()
    _text()
    _edition()
    _line()
    _thing()
    _step()
    for table in (*FROZEN, *CHANGED):
        secure(table, write="sync_offices")
    for table in FROZEN:
        # What was approved, and who did what, stays as it was.
        op.execute(f"revoke update on {table} from supervision_app")


def downgrade() -> None:
    for table in (*FROZEN, *CHANGED):
        op.drop_table(table)


def _identity() -> sa.Column:
    return sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False)


def _office() -> sa.Column:
    return sa.Column("office_id", sa.Integer(), nullable=False)


def _big(name: str) -> sa.Column:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _texts(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _version() -> sa.Column:
    return sa.Column("version", sa.Integer(), server_default="1", nullable=False)


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )


def _of_report(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["report_id", "office_id"],
        ["report.id", "report.office_id"],
        name=op.f(f"fk_{table}_report_id_report"),
    )


def _report() -> None:
    op.create_table(
        "report",
        _identity(),
        _office(),
        *_texts("kind", "period"),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        *_texts("state"),
        sa.Column("editions", sa.Integer(), nullable=False),
        _version(),
        _check(
            "a report is a draft approved sent returned or accepted",
            "state in ('draft', 'approved', 'sent', 'returned', 'accepted')",
        ),
        _check("what leaves the draft has been approved", "state = 'draft' or editions > 0"),
        _check("the period of a report has days", "ends_on > starts_on"),
        _key("report", "office_id", "office"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint(
            "office_id", "kind", "period", name="one report an office kind and period"
        ),
        sa.UniqueConstraint("id", "office_id", name="one office a report"),
    )
    op.create_index("ix_report_kind_period", "report", ["kind", "period"])


def _text() -> None:
    op.create_table(
        "report_text",
        _identity(),
        _big("report_id"),
        _office(),
        *_texts("section", "text"),
        _version(),
        _of_report("report_text"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_text")),
        sa.UniqueConstraint("report_id", "section", name="one text a section"),
    )


def _edition() -> None:
    op.create_table(
        "report_edition",
        _identity(),
        _big("report_id"),
        _office(),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("frozen_at", MOMENT, nullable=False),
        *_texts("approved_by"),
        sa.Column("texts", postgresql.JSONB(), nullable=False),
        sa.Column("parts", sa.ARRAY(sa.BigInteger()), nullable=False),
        _check("editions begin with one", "number > 0"),
        _of_report("report_edition"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_edition")),
        sa.UniqueConstraint("report_id", "number", name="editions of a report are numbered"),
    )
    op.create_index("ix_report_edition_office_id", "report_edition", ["office_id"])


def _beside(name: str) -> list[sa.Column]:
    return [
        sa.Column(f"{name}_counted", sa.Integer(), nullable=True),
        sa.Column(f"{name}_out_of", sa.Integer(), nullable=True),
        sa.Column(f"{name}_amount", MONEY, nullable=True),
    ]


def _line() -> None:
    op.create_table(
        "report_line",
        _identity(),
        _big("edition_id"),
        _office(),
        *_texts("section"),
        sa.Column("of_tail", sa.Boolean(), nullable=False),
        *_texts("key"),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("out_of", sa.Integer(), nullable=False),
        sa.Column("amount", MONEY, nullable=True),
        *_beside("before"),
        *_beside("year_ago"),
        _check("a line counts of its whole", "0 <= counted and counted <= out_of"),
        _check(
            "nothing stands beside a line of the tail",
            "not of_tail or before_counted is null and year_ago_counted is null",
        ),
        _key("report_line", "edition_id", "report_edition"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_line")),
        sa.UniqueConstraint(
            "edition_id", "section", "of_tail", "key", name="one line an edition section and key"
        ),
    )
    op.create_index("ix_report_line_office_id", "report_line", ["office_id"])


def _thing() -> None:
    op.create_table(
        "report_thing",
        _identity(),
        _big("edition_id"),
        _office(),
        *_texts("section"),
        sa.Column("of_tail", sa.Boolean(), nullable=False),
        *_texts("key", "subject_kind"),
        _big("subject_id"),
        *_texts("record_kind"),
        _big("record_id"),
        sa.Column("of_office_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        *_texts("label", "detail"),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("amount", MONEY, nullable=True),
        _key("report_thing", "edition_id", "report_edition"),
        _key("report_thing", "of_office_id", "office"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_thing")),
        sa.UniqueConstraint(
            *("edition_id", "section", "of_tail", "key", "subject_kind", "subject_id"),
            name="a thing stands once behind a line",
        ),
    )
    op.create_index(
        "ix_report_thing_subject",
        "report_thing",
        ["edition_id", "section", "subject_kind", "subject_id"],
    )
    op.create_index("ix_report_thing_office_id", "report_thing", ["office_id"])


def _step() -> None:
    op.create_table(
        "report_step",
        _identity(),
        _big("report_id"),
        _office(),
        *_texts("what"),
        sa.Column("by_office_id", sa.Integer(), nullable=True),
        *_texts("by_name"),
        sa.Column("at", MOMENT, server_default=sa.text("clock_timestamp()"), nullable=False),
        *_texts("remarks"),
        _check(
            "a report takes a known step",
            "what in ('opened', 'approved', 'reopened', 'sent', 'returned', 'accepted')",
        ),
        _check(
            "a report goes back with words",
            "what not in ('returned', 'reopened') or length(btrim(remarks)) > 0",
        ),
        _of_report("report_step"),
        _key("report_step", "by_office_id", "office"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_step")),
    )
    op.create_index("ix_report_step_report_id", "report_step", ["report_id"])
    op.create_index("ix_report_step_office_id", "report_step", ["office_id"])
