"""Conclusions on court acts."""

from __future__ import annotations

revision = "0005_conclusions"
down_revision = "0004_cases"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
