"""Reconciliations and the nomenclature files."""

from __future__ import annotations

revision = "0007_reconciliation"
down_revision = "0006_responses"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
