"""How notices reach people beside the list of the product: letters, digests, calendar feeds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.migrations.policies import APP_ROLE, grant, secure

revision = "0013_channels"
down_revision = "0012_back_plan"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _notice_choice()
    _calendar_feed()
    _incident()
    _letter()


def _notice_choice() -> None:
    op.create_table(
        "notice_choice",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("by_mail", sa.Text(), server_default="none", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "by_mail in ('each', 'digest', 'none')",
            name=op.f("letters come for each notice once a day or never"),
        ),
        sa.CheckConstraint("by_mail = 'none' or email <> ''", name=op.f("letters need an address")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_notice_choice_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_notice_choice")),
    )
    # Seen with the person it is about, changed by that person alone.
    own = "user_id = (select nullif(current_setting('app.user_id', true), '')::int)"
    for statement in (
        "alter table notice_choice enable row level security",
        "alter table notice_choice force row level security",
        f"create policy notice_choice_seen on notice_choice for select to {APP_ROLE} "
        "using (user_id in (select id from user_account))",
        f"create policy notice_choice_added on notice_choice for insert to {APP_ROLE} "
        f"with check ({own})",
        f"create policy notice_choice_changed on notice_choice for update to {APP_ROLE} "
        f"using ({own}) with check ({own})",
    ):
        op.execute(statement)
    grant("notice_choice")


def _calendar_feed() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_calendar_feed_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_calendar_feed_secret_hash")),
    )
    # Like a session it is found by a hash before it is known who asks.
    grant("calendar_feed")


def _incident() -> None:
    op.create_table(
        "incident",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), server_default="0", nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "ended_at is null or ended_at >= began_at",
            name=op.f("an incident ends after it begins"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index(
        "ix_incident_what_open",
        "incident",
        ["what"],
        unique=True,
        postgresql_where=sa.text("ended_at is null"),
    )
    grant("incident")


def _letter() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reminder_id", sa.BigInteger(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("incident_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), server_default="planned", nullable=False),
        sa.Column(
            "planned_at", MOMENT, server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answer_code", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state in ('planned', 'sent', 'accepted', 'failed', 'withdrawn')",
            name=op.f("a letter is planned sent accepted failed or withdrawn"),
        ),
        sa.CheckConstraint(
            "kind in ('notice', 'digest', 'alarm')",
            name=op.f("a letter is a notice a digest or an alarm"),
        ),
        sa.CheckConstraint(
            "(kind = 'notice') = (reminder_id is not null) and "
            "(kind = 'digest') = (day is not null) and "
            "(kind = 'alarm') = (incident_id is not null)",
            name=op.f("a letter says what it is about"),
        ),
        sa.CheckConstraint(
            "state not in ('accepted', 'failed') or answered_at is not null",
            name=op.f("a letter accepted or failed has an answer"),
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_letter_office_id_office")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_letter_user_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["reminder_id"], ["reminder.id"], name=op.f("fk_letter_reminder_id_reminder")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_letter_incident_id_incident")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("reminder_id", name="one letter a notice"),
        sa.UniqueConstraint("user_id", "day", name="one digest a person and day"),
        sa.UniqueConstraint("incident_id", "user_id", name="one alarm an incident and person"),
    )
    op.create_index(
        "ix_letter_waiting",
        "letter",
        ["next_at", "id"],
        postgresql_where=sa.text("state in ('planned', 'sent')"),
    )
    op.create_index(
        "ix_letter_failed",
        "letter",
        ["office_id", "id"],
        postgresql_where=sa.text("state = 'failed'"),
    )
    op.create_index(
        "ix_letter_accepted",
        "letter",
        ["answered_at"],
        postgresql_where=sa.text("state = 'accepted'"),
    )
    op.create_index("ix_letter_user_id", "letter", ["user_id"])
    # A thing of people: an administrator sends again what did not reach one of them.
    secure("letter", read="people_offices", write="people_offices")


def downgrade() -> None:
    for table in ("letter", "incident", "calendar_feed", "notice_choice"):
        op.drop_table(table)
