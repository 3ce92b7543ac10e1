"""Forms No. 4 kept as they stood: submitted, or brought from another body."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from supervision.migrations.policies import secure

revision = "0030_form4"
down_revision = "0029_guidance"

TABLE = "form4_kept"


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    op.create_table(
        TABLE,
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        *(_column(name, sa.Integer()) for name in ("office_id", "of_office_id")),
        _column("origin", sa.Text()),
        _column("own", sa.Boolean()),
        *(_column(name, sa.Date()) for name in ("starts_on", "ends_on")),
        *(_column(name, sa.Integer()) for name in ("year", "sequence")),
        _column("edition", sa.Text()),
        *(_column(name, JSONB()) for name in ("answers", "tables", "beside", "failed")),
        _column("forced", sa.Boolean()),
        *(_column(name, sa.Text()) for name in ("reason", "sha256", "file_sha256", "kept_by")),
        sa.Column(
            "kept_at",
            sa.DateTime(timezone=True),
            nullable=False,
            server_default=sa.text("clock_timestamp()"),
        ),
        _column("idempotency_key", sa.Uuid()),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        _key("office_id"),
        _key("of_office_id"),
        sa.UniqueConstraint(
            "office_id", "origin", "year", "sequence", name="one number a kept form"
        ),
        sa.UniqueConstraint("office_id", "idempotency_key", name="one kept form a sent form"),
        _check("a form is ours or brought", "origin in ('submitted', 'brought')"),
        _check("a kept form is of a period", "starts_on <= ends_on"),
        _check("an office submits its own form", "origin = 'brought' or office_id = of_office_id"),
        _check("a form forced past a control says why", "forced = (length(btrim(reason)) > 0)"),
        _check("only a submission is forced", "not forced or origin = 'submitted'"),
        _check("a brought form has its file", "(origin = 'brought') = (file_sha256 <> '')"),
    )
    op.create_index(f"ix_{TABLE}_newest", TABLE, ["office_id", sa.text("id desc")])
    op.create_index(f"ix_{TABLE}_period", TABLE, ["of_office_id", "ends_on", "origin"])
    secure(TABLE)
    # What was kept stays as it was kept.
    op.execute(f"revoke update on {TABLE} from supervision_app")


def downgrade() -> None:
    op.drop_table(TABLE)


def _column(name: str, kind: sa.types.TypeEngine) -> sa.Column:
    return sa.Column(name, kind, nullable=False)


def _key(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["office.id"], name=op.f(f"fk_{TABLE}_{column}_office")
    )


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))
