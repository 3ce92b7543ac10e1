"""Private rulings and acts of response."""

from __future__ import annotations

revision = "0006_responses"
down_revision = "0005_conclusions"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
