"""Protests, representations, what rooms above tell of a case."""

from __future__ import annotations

revision = "0010_protests"
down_revision = "0009_disputes"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
