"""Papers on one thing of a room: what they were printed from, and their copies as DOCX."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032_paper_copies"
down_revision = "0031_law_amendments"

OLD_KEY, NEW_KEY = "one copy a paper and language", "one copy a paper and language and form"
_KEPT = "a paper on a thing keeps what it said"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.add_column("paper", sa.Column("thing_id", sa.BigInteger(), nullable=True))
    op.add_column("paper", sa.Column("fingerprint", sa.Text(), nullable=True))
    op.create_check_constraint(op.f(_KEPT), "paper", "(thing_id is null) = (fingerprint is null)")
    op.create_unique_constraint(
        "one paper a thing and what it says", "paper", ["kind", "thing_id", "fingerprint"]
    )
    op.add_column("paper_copy", sa.Column("form", sa.Text(), server_default="pdf", nullable=False))
    op.create_check_constraint(
        op.f("a copy is a PDF or a DOCX"), "paper_copy", "form in ('pdf', 'docx')"
    )
    op.drop_constraint(OLD_KEY, "paper_copy", type_="unique")
    op.create_unique_constraint(NEW_KEY, "paper_copy", ["paper_id", "language", "form"])


def downgrade() -> None:
    op.execute("delete from paper_copy where form <> 'pdf'")
    op.drop_constraint(NEW_KEY, "paper_copy", type_="unique")
    op.create_unique_constraint(OLD_KEY, "paper_copy", ["paper_id", "language"])
    op.drop_column("paper_copy", "form")
    op.drop_constraint("one paper a thing and what it says", "paper", type_="unique")
    op.drop_constraint(op.f(_KEPT), "paper", type_="check")
    op.drop_column("paper", "fingerprint")
    op.drop_column("paper", "thing_id")
