"""Drafts of protests that are dropped, and who read the motives of a withdrawal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015_protest_news"
down_revision = "0014_representations"

STATES = "a protest is drafted then brought then ended"
MORE_STATES = "a protest is drafted then dropped or brought then ended"
BROUGHT = "a protest brought has its number day and author"
DROPPED = "a draft dropped has its day and reason"
READ = "motives read name their reader"
HAS_ALL = (
    " = (brought_on is null) and (brought_on is null) = (number is null) and "
    "(brought_on is null) = (brought_by is null) and (brought_on is null) = (capacity is null) and "
    "(brought_on is null) = (recorded_on is null)"
)


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.add_column("protest", sa.Column("dropped_on", sa.Date(), nullable=True))
    op.add_column("protest", sa.Column("dropped_by", sa.Text(), nullable=True))
    op.add_column("protest", sa.Column("drop_reason", sa.Text(), nullable=True))
    for name in (STATES, BROUGHT):
        op.drop_constraint(op.f(name), "protest", type_="check")
    _check("protest", MORE_STATES, "state in ('draft', 'dropped', 'brought', 'ended')")
    _check("protest", BROUGHT, "(state in ('draft', 'dropped'))" + HAS_ALL)
    _check(
        "protest",
        DROPPED,
        "(state = 'dropped') = (dropped_on is not null) and "
        "(dropped_on is null) = (dropped_by is null) and "
        "(dropped_on is null) = (drop_reason is null)",
    )
    moment = sa.DateTime(timezone=True)
    op.add_column("protest_motion", sa.Column("read_at", moment, nullable=True))
    op.add_column("protest_motion", sa.Column("read_by", sa.Text(), nullable=True))
    _check("protest_motion", READ, "(read_at is null) = (read_by is null)")


def downgrade() -> None:
    op.drop_constraint(op.f(READ), "protest_motion", type_="check")
    op.drop_column("protest_motion", "read_by")
    op.drop_column("protest_motion", "read_at")
    for name in (DROPPED, MORE_STATES, BROUGHT):
        op.drop_constraint(op.f(name), "protest", type_="check")
    # The older house knows no dropped draft: it stays as a draft, its reason in the audit.
    op.execute("alter table protest no force row level security")
    op.execute("update protest set state = 'draft' where state = 'dropped'")
    op.execute("alter table protest force row level security")
    _check("protest", STATES, "state in ('draft', 'brought', 'ended')")
    _check("protest", BROUGHT, "(state = 'draft')" + HAS_ALL)
    for name in ("drop_reason", "dropped_by", "dropped_on"):
        op.drop_column("protest", name)


def _check(table: str, name: str, condition: str) -> None:
    op.create_check_constraint(op.f(name), table, condition)
