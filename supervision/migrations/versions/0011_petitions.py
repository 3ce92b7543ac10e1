"""Petitions, their terms and requests for case files."""

from __future__ import annotations

revision = "0011_petitions"
down_revision = "0010_protests"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
