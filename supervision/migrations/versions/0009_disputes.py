"""Court disputes in enforcement proceedings."""

from __future__ import annotations

revision = "0009_disputes"
down_revision = "0008_absences"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
