"""Computed figures: what each thing counted as at each computation, sums by month, frozen quarters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from supervision.migrations.policies import grant, secure

revision = "0017_indicators"
down_revision = "0016_exclusions"

CURRENT = sa.text("until_run is null")
COUNTED = "in ('numerator', 'denominator', 'nothing')"
TABLES = (
    *("frozen_period", "indicator_month", "indicator_item", "indicator_ask"),
    "indicator_run",
)
# Behind which numbers a thing stands, a bit each.
STANDS = (
    "1 * (method = 'numerator')::int + 2 * (method <> 'nothing')::int + "
    "4 * (strict = 'numerator')::int + 8 * (strict <> 'nothing')::int + "
    "16 * (coalesce(mark = 'excluded', false))::int + "
    "32 * (coalesce(mark = 'corrected', false))::int + "
    "64 * (coalesce(mark = 'apart', false))::int + 128 * (coalesce(mark = 'noted', false))::int"
)
SUMS = (
    *("numerator", "denominator", "strict_numerator", "strict_denominator"),
    *("excluded", "corrected", "apart", "noted"),
)


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _run()
    _ask()
    _item()
    _month()
    _frozen()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _identity() -> sa.Column:
    return sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False)


def _texts(*names: str, nullable: bool = False) -> list[sa.Column]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )


def _runs(table: str) -> list[sa.schema.SchemaItem]:
    """From which computation a row holds and which one found it otherwise."""
    return [
        sa.Column("from_run", sa.BigInteger(), nullable=False),
        sa.Column("until_run", sa.BigInteger(), nullable=True),
        _key(table, "from_run", "indicator_run"),
        _key(table, "until_run", "indicator_run"),
    ]


def _run() -> None:
    op.create_table(
        "indicator_run",
        _identity(),
        *_texts("kind", "calendar_version", "asked_by"),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("cut_off_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("editions", postgresql.JSONB(), nullable=False),
        _check("figures are computed at night or when asked", "kind in ('nightly', 'asked')"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_run")),
    )
    grant("indicator_run")


def _ask() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "indicator_ask",
        _identity(),
        sa.Column("asked_at", moment, server_default=sa.text("clock_timestamp()"), nullable=False),
        *_texts("asked_by"),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("run_id", sa.BigInteger(), nullable=True),
        _key("indicator_ask", "run_id", "indicator_run"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_ask")),
    )
    op.create_index(
        "one waiting ask",
        "indicator_ask",
        [sa.text("(run_id is null)")],
        unique=True,
        postgresql_where=sa.text("run_id is null"),
    )
    grant("indicator_ask")


def _item() -> None:
    op.create_table(
        "indicator_item",
        _identity(),
        *_texts("figure", "subject_kind", "label", "detail", "strict", "method", "clause"),
        *_texts("mark", nullable=True),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column("prosecutor_id", sa.Integer(), nullable=True),
        sa.Column("facts", postgresql.JSONB(), nullable=False),
        sa.Column("categories", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("articles", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("stands", sa.Integer(), sa.Computed(STANDS, persisted=True), nullable=False),
        *_runs("indicator_item"),
        _check("a thing counts strictly in a known way", f"strict {COUNTED}"),
        _check("a thing counts by the method in a known way", f"method {COUNTED}"),
        _check("a mark is a known one", "mark in ('excluded', 'corrected', 'apart', 'noted')"),
        _check("a mark goes with its clause", "(mark is null) = (clause = '')"),
        _check("a thing is otherwise only later", "until_run > from_run"),
        _key("indicator_item", "office_id", "office"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_item")),
    )
    op.create_index(
        "one standing row a figure and thing",
        "indicator_item",
        ["figure", "subject_kind", "subject_id"],
        unique=True,
        postgresql_where=CURRENT,
    )
    op.create_index(
        "ix_indicator_item_current",
        "indicator_item",
        ["office_id", "on_day", "figure"],
        postgresql_include=["stands"],
        postgresql_where=CURRENT,
    )
    op.create_index(
        "ix_indicator_item_case_id", "indicator_item", ["case_id"], postgresql_where=CURRENT
    )
    op.create_index(
        "ix_indicator_item_on_day", "indicator_item", ["on_day"], postgresql_using="brin"
    )
    op.create_index("ix_indicator_item_from_run", "indicator_item", ["from_run"])
    op.create_index(
        "ix_indicator_item_until_run",
        "indicator_item",
        ["until_run"],
        postgresql_where=sa.text("until_run is not null"),
    )
    secure("indicator_item", write="sync_offices")


def _month() -> None:
    op.create_table(
        "indicator_month",
        _identity(),
        *_texts("figure"),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in SUMS),
        *_runs("indicator_month"),
        _check("a month is named by its first day", "extract(day from month) = 1"),
        _check("a sum is otherwise only later", "until_run > from_run"),
        _key("indicator_month", "office_id", "office"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_month")),
    )
    op.create_index(
        "one standing sum a figure office and month",
        "indicator_month",
        ["figure", "office_id", "month"],
        unique=True,
        postgresql_where=CURRENT,
    )
    op.create_index("ix_indicator_month_month", "indicator_month", ["month", "office_id"])
    op.create_index("ix_indicator_month_from_run", "indicator_month", ["from_run"])
    secure("indicator_month", write="sync_offices")


def _frozen() -> None:
    op.create_table(
        "frozen_period",
        _identity(),
        *_texts("period"),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("cut_off_on", sa.Date(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        _check("a period ends after it starts", "ends_on > starts_on"),
        _key("frozen_period", "run_id", "indicator_run"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozen_period")),
        sa.UniqueConstraint("period", name="a period is frozen once"),
    )
    grant("frozen_period")
    # What is frozen stays: nobody may write another computation into a row.
    op.execute("revoke update on frozen_period, indicator_run from supervision_app")
