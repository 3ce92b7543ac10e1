"""The first ruling of a card that came by a sheet goes back with the card."""

from __future__ import annotations

from alembic import op

from supervision.migrations.policies import APP_ROLE, offices

revision = "0045_rulings_go_back"
down_revision = "0044_more_sheets_go_back"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    # The first event of a card may be its ruling; those after it go with sheets of their own.
    op.execute(
        f"create policy enforcement_event_goes_with_card on enforcement_event for delete "
        f"to {APP_ROLE} using (office_id = any({offices('write_offices')}) "
        "and enforcement_event.sequence = 1 and exists ("
        "select 1 from import_row where import_row.state = 'entered' "
        "and import_row.subject_kind = 'enforcement_document' "
        "and import_row.subject_id = enforcement_event.document_id))"
    )


def downgrade() -> None:
    op.execute("drop policy enforcement_event_goes_with_card on enforcement_event")
