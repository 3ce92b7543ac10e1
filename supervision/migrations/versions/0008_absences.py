"""Absences of people."""

from __future__ import annotations

revision = "0008_absences"
down_revision = "0007_reconciliation"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
