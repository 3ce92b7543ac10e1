"""Duties whose clock stands; what kind of change a row of a duty's history tells."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020_pauses"
down_revision = "0019_law_reason"

RUNS = "only a duty whose term runs is paused"
KNOWN = "a move is of a known kind"
DAY = "a pause names its day"
KINDS = "kind in ('facts', 'hand', 'extended', 'paused', 'resumed', 'reopened')"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.add_column("duty", sa.Column("paused_on", sa.Date(), nullable=True))
    _check("duty", RUNS, "paused_on is null or state = 'open' and due_on >= paused_on")
    op.add_column("duty_move", sa.Column("kind", sa.Text(), nullable=True))
    op.add_column("duty_move", sa.Column("on_day", sa.Date(), nullable=True))
    _change_all("update duty_move set kind = case when by_hand then 'hand' else 'facts' end")
    op.alter_column("duty_move", "kind", nullable=False)
    op.drop_column("duty_move", "by_hand")
    _check("duty_move", KNOWN, KINDS)
    _check("duty_move", DAY, "(kind in ('paused', 'resumed')) = (on_day is not null)")


def downgrade() -> None:
    op.add_column("duty_move", sa.Column("by_hand", sa.Boolean(), nullable=True))
    _change_all("update duty_move set by_hand = kind <> 'facts'")
    op.alter_column("duty_move", "by_hand", nullable=False)
    for name in (DAY, KNOWN):
        op.drop_constraint(op.f(name), "duty_move", type_="check")
    op.drop_column("duty_move", "on_day")
    op.drop_column("duty_move", "kind")
    op.drop_constraint(op.f(RUNS), "duty", type_="check")
    op.drop_column("duty", "paused_on")


def _change_all(statement: str) -> None:
    """Change every row of the history, whoever's it is."""
    op.execute("alter table duty_move no force row level security")
    op.execute(statement)
    op.execute("alter table duty_move force row level security")


def _check(table: str, name: str, condition: str) -> None:
    op.create_check_constraint(op.f(name), table, condition)
