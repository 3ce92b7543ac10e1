"""Keys of creations by the API are forgotten after a while, so their table may be cleared."""

from __future__ import annotations

from supervision.migrations.policies import grant

revision = "0035_keys_are_forgotten"
down_revision = "0034_exports"


def upgrade() -> None:
    grant("api_creation", may_delete=True)


def downgrade() -> None:
    grant("api_creation")
