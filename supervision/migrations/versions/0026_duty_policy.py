"""Who sees a duty, said so that lists keep their index; clocks of outside bodies by one of their own.

The planner takes `office_id = any(…)` for the rarest of conditions. With an index on `office_id` it
walked every duty of every office the reader may see beside the index a list asks for; without it, it
fetched all open duties of an office and sorted them for the first fifty.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.migrations.policies import offices, weighed

revision = "0026_duty_policy"
down_revision = "0025_papers"

SEEN = f"office_id = any({offices('read_offices')})"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.execute(f"alter policy duty_seen on duty using ({weighed(SEEN)})")
    op.create_index(
        "ix_duty_outside_open",
        "duty",
        ["office_id", "due_on", "id"],
        postgresql_where=sa.text("state = 'open' and outside"),
    )
    op.drop_index("ix_duty_office_id_due_on", "duty")


def downgrade() -> None:
    op.create_index("ix_duty_office_id_due_on", "duty", ["office_id", "due_on"])
    op.drop_index("ix_duty_outside_open", "duty")
    op.execute(f"alter policy duty_seen on duty using ({SEEN})")
