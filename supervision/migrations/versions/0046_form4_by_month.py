"""Form No. 4 counted ahead by account and month, and triggers that say from which day on it is stale."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.migrations.policies import secure

revision = "0046_form4_by_month"
down_revision = "0045_rulings_go_back"

KEYS = (
    *("office_id", "whole", "month", "name", "row", "kind_row", "kind", "ground"),
    *("re_initiated", "joint", "by_territoriality", "overdue", "first"),
)
# An event counts from its day on: the day it had, and the day it has.
STALE_EVENTS = """
create function form4_stale_events() returns trigger language plpgsql as $$
begin
  insert into form4_stale (office_id, since_on)
  select office_id, min(accounted_on) from changed group by office_id;
  return null;
end $$
"""
# The claim of a card and who keeps the document are read whatever the day.
STALE_DOCUMENT = """
create function form4_stale_document() returns trigger language plpgsql as $$
begin
  insert into form4_stale (office_id, since_on) values (new.office_id, date '0001-01-01');
  return null;
end $$
"""
EVENT_TRIGGERS = {
    "form4_stale_added": ("insert", "new"),
    "form4_stale_before": ("update", "old"),
    "form4_stale_after": ("update", "new"),
    "form4_stale_removed": ("delete", "old"),
}


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _months()
    _proceedings()
    _counted()
    _stale()
    op.execute(STALE_EVENTS)
    op.execute(STALE_DOCUMENT)
    for name, (happening, rows) in EVENT_TRIGGERS.items():
        op.execute(
            f"create trigger {name} after {happening} on enforcement_event "
            f"referencing {rows} table as changed for each statement "
            "execute function form4_stale_events()"
        )
    op.execute(
        "create trigger form4_stale_card after update of claim, filled_by on enforcement_document "
        "for each row when (old.claim is distinct from new.claim "
        "or old.filled_by is distinct from new.filled_by) execute function form4_stale_document()"
    )


def downgrade() -> None:
    op.execute("drop trigger form4_stale_card on enforcement_document")
    for name in EVENT_TRIGGERS:
        op.execute(f"drop trigger {name} on enforcement_event")
    op.execute("drop function form4_stale_document()")
    op.execute("drop function form4_stale_events()")
    for table in ("form4_stale", "form4_counted", "form4_proceeding", "form4_month"):
        op.drop_table(table)


def _of_office(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["office_id"], ["office.id"], name=op.f(f"fk_{table}_office_id_office")
    )


def _months() -> None:
    op.create_table(
        "form4_month",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("row", sa.SmallInteger(), nullable=False),
        sa.Column("kind_row", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("re_initiated", sa.Boolean(), nullable=False),
        sa.Column("joint", sa.Boolean(), nullable=False),
        sa.Column("by_territoriality", sa.Boolean(), nullable=False),
        sa.Column("overdue", sa.Boolean(), nullable=False),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sum", sa.Numeric(24, 2), nullable=False),
        sa.Column("other", sa.Numeric(24, 2), nullable=False),
        sa.CheckConstraint(
            "extract(day from month) = 1", name=op.f("a counted month is named by its first day")
        ),
        _of_office("form4_month"),
        sa.PrimaryKeyConstraint(*KEYS, name=op.f("pk_form4_month")),
    )
    secure("form4_month")


def _proceedings() -> None:
    op.create_table(
        "form4_proceeding",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("row", sa.SmallInteger(), nullable=False),
        sa.Column("kind_row", sa.SmallInteger(), nullable=True),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("initiated", sa.Integer(), nullable=False),
        sa.Column("resumed", sa.Integer(), nullable=False),
        sa.Column("went", sa.Integer(), nullable=False),
        sa.Column("ruling", sa.Numeric(), nullable=True),
        sa.CheckConstraint(
            "extract(day from month) = 1",
            name=op.f("a month of a proceeding is named by its first day"),
        ),
        _of_office("form4_proceeding"),
        sa.PrimaryKeyConstraint(
            "office_id", "document_id", "ordinal", "month", name=op.f("pk_form4_proceeding")
        ),
    )
    secure("form4_proceeding", may_delete=True)


def _counted() -> None:
    op.create_table(
        "form4_counted",
        sa.Column("office_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("counted_by", sa.Text(), nullable=False),
        sa.Column("whole_of", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column(
            "counted_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        _of_office("form4_counted"),
        sa.PrimaryKeyConstraint("office_id", name=op.f("pk_form4_counted")),
    )
    op.create_index(
        "ix_form4_counted_whole_of", "form4_counted", ["whole_of"], postgresql_using="gin"
    )
    secure("form4_counted")


def _stale() -> None:
    op.create_table(
        "form4_stale",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        _of_office("form4_stale"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form4_stale")),
    )
    op.create_index("ix_form4_stale_office_id", "form4_stale", ["office_id", "since_on"])
    secure("form4_stale", may_delete=True)
