"""Offices, people, audit chain and duties."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from supervision.migrations.policies import APP_ROLE, grant, secure

revision = "0001_house"
down_revision = None

KAZAKH_LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _sorting()
    _offices()
    _people()
    _audit()
    _duties()


def _sorting() -> None:
    # The database sorts by code point, where the Kazakh letters stand after я. Mapping the alphabet
    # to a run of private code points in its own order makes plain comparison sort as Kazakh does.
    targets = "".join(chr(0xE000 + place) for place in range(len(KAZAKH_LETTERS)))
    op.execute(
        "create function kk_key(name text) returns text language sql immutable strict parallel safe "
        f"as $$ select translate(lower(name), '{KAZAKH_LETTERS}', '{targets}') $$"
    )


def _offices() -> None:
    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name_kk", sa.Text(), nullable=False),
        sa.Column("name_ru", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("seat_kk", sa.Text(), nullable=False),
        sa.Column("seat_ru", sa.Text(), nullable=False),
        sa.Column("active_from", sa.Date(), nullable=True),
        sa.Column("active_to", sa.Date(), nullable=True),
        sa.Column("ancestors", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.CheckConstraint(
            "ancestors[array_upper(ancestors, 1)] = id",
            name=op.f("an office is its own last ancestor"),
        ),
        sa.CheckConstraint(
            "active_to is null or active_from is null or active_from <= active_to",
            name=op.f("an office does not close before it opens"),
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["office.id"], name=op.f("fk_office_parent_id_office")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sa.UniqueConstraint("code", name=op.f("uq_office_code")),
    )
    op.create_index("ix_office_ancestors", "office", ["ancestors"], postgresql_using="gin")
    grant("office")


def _people() -> None:
    op.create_table(
        "user_account",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), server_default="kk", nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("must_change_password", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("password_expires_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "login = lower(login)", name=op.f("a login is written in small letters")
        ),
        sa.CheckConstraint(
            "language in ('kk', 'ru', 'en')", name=op.f("a user reads kk, ru or en")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_user_account_office_id_office")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("login", name=op.f("uq_user_account_login")),
    )
    op.create_index("ix_user_account_office_id", "user_account", ["office_id"])
    secure("user_account", read="people_offices", write="people_offices")
    op.create_table(
        "user_session",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "ended_at is null or ended_at >= created_at",
            name=op.f("a session ends after it begins"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_user_session_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_user_session_token_hash")),
    )
    op.create_index("ix_user_session_user_id", "user_session", ["user_id"])
    grant("user_session")
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    op.create_index("ix_sign_in_failure_login_at", "sign_in_failure", ["login", "at"])
    op.create_index("ix_sign_in_failure_address_at", "sign_in_failure", ["address", "at"])
    grant("sign_in_failure", may_delete=True)
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'topic' and topic is not null and region_id is null) or "
            "(kind = 'region' and region_id is not null and topic is null)",
            name=op.f("an assignment is a topic or a region"),
        ),
        sa.CheckConstraint(
            "until_on is null or until_on >= from_on",
            name=op.f("an assignment ends after it begins"),
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_assignment_office_id_office")
        ),
        sa.ForeignKeyConstraint(
            ["region_id"], ["office.id"], name=op.f("fk_assignment_region_id_office")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_assignment_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "user_id",
            "kind",
            "topic",
            "region_id",
            "from_on",
            name="one assignment a topic or region and day",
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index("ix_assignment_office_id", "assignment", ["office_id"])
    secure("assignment", read="people_offices", write="people_offices")


def _audit() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("at", MOMENT, server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=True),
        sa.Column("before", postgresql.JSONB(), nullable=True),
        sa.Column("after", postgresql.JSONB(), nullable=True),
        sa.Column("previous_hash", sa.LargeBinary(), server_default=sa.text("''"), nullable=False),
        sa.Column("hash", sa.LargeBinary(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_audit_entry_office_id_office")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index("ix_audit_entry_subject", "audit_entry", ["subject_kind", "subject_id"])
    op.create_index("ix_audit_entry_office_id", "audit_entry", ["office_id"])
    op.execute(AUDIT_CHAIN)


# The head stands outside the table, so that a cut tail is found too; the app role cannot touch it.
# One lock keeps parallel writers in one chain; it is taken at the end of a use case and is short.
AUDIT_CHAIN = f"""
create table audit_head (
    the_only boolean primary key default true check (the_only),
    last_id bigint not null,
    last_hash bytea not null
);
insert into audit_head (last_id, last_hash) values (0, ''::bytea);
revoke all on audit_head from public, {APP_ROLE};

create function audit_hash(entry audit_entry) returns bytea language sql immutable as $$
    select sha256(convert_to(jsonb_build_array(
        encode(entry.previous_hash, 'hex'), entry.id,
        to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        entry.office_id, entry.actor_id, entry.actor_name, entry.request_id, entry.action,
        entry.subject_kind, entry.subject_id, entry.before, entry.after
    )::text, 'UTF8'))
$$;

create function audit_chain() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
    last record;
begin
    perform pg_advisory_xact_lock(7251001);
    select id, hash into last from audit_entry order by id desc limit 1;
    new.id := coalesce(last.id, 0) + 1;
    new.at := clock_timestamp();
    new.previous_hash := coalesce(last.hash, ''::bytea);
    new.hash := audit_hash(new);
    return new;
end $$;

create function audit_remember_head() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
    update audit_head set (last_id, last_hash) =
        (select id, hash from audit_entry order by id desc limit 1);
    return null;
end $$;

create trigger audit_chain before insert on audit_entry
    for each row execute function audit_chain();
create trigger audit_remember_head after insert on audit_entry
    for each statement execute function audit_remember_head();

create function audit_verify() returns table (entries bigint, first_bad bigint, reason text)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    head audit_head;
    bad record;
    counted bigint;
begin
    select * into head from audit_head;
    select count(*) into counted from audit_entry;
    select walked.id, walked.what into bad from (
        select e.id,
            case when row_number() over (order by e.id) <> e.id then 'an entry is missing before it'
                 when e.previous_hash <> coalesce(lag(e.hash) over (order by e.id), ''::bytea)
                     then 'it does not follow the entry before it'
                 when e.hash <> audit_hash(e) then 'it was changed after it was written'
            end as what
        from audit_entry e
    ) walked where walked.what is not null order by walked.id limit 1;
    if bad.id is not null then
        return query select counted, bad.id, bad.what;
    elsif coalesce((select max(id) from audit_entry), 0) <> head.last_id
        or coalesce((select e.hash from audit_entry e order by e.id desc limit 1), ''::bytea)
            <> head.last_hash then
        return query select counted, coalesce((select max(id) from audit_entry), 0) + 1,
            'the end of the chain was cut or swapped'::text;
    else
        return query select counted, null::bigint, ''::text;
    end if;
end $$;

alter table audit_entry enable row level security;
alter table audit_entry force row level security;
create policy audit_entry_seen on audit_entry for select to {APP_ROLE}
    using (office_id = any((select nullif(current_setting('app.read_offices', true), '')::int[])::int[]));
-- Whoever changes something must be able to say so, whatever the scope: a failed sign-in has none.
create policy audit_entry_added on audit_entry for insert to {APP_ROLE} with check (true);
create policy audit_entry_chained on audit_entry for select to current_user using (true);
revoke all on audit_entry from {APP_ROLE};
grant select, insert on audit_entry to {APP_ROLE};
"""


def _duties() -> None:
    op.create_table(
        "duty",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("owner_office_id", sa.Integer(), nullable=False),
        sa.Column("outside", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("subject_label", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("event_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("gap", sa.Text(), nullable=True),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("steps", postgresql.JSONB(), nullable=False),
        sa.Column("calendar_version", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("moved", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("opened_at", MOMENT, server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("closed_by_hand", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("late_cause", sa.Text(), nullable=True),
        sa.Column("late_unit", sa.Text(), nullable=True),
        sa.Column("late_note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state in ('open', 'fulfilled', 'dropped')",
            name=op.f("a duty is open fulfilled or dropped"),
        ),
        sa.CheckConstraint(
            "(state = 'open') = (closed_on is null)", name=op.f("an open duty has no closing day")
        ),
        sa.CheckConstraint(
            "due_on is not null or gap is not null", name=op.f("a duty without a day says why")
        ),
        sa.CheckConstraint(
            "(late_cause is null) = (late_unit is null)", name=op.f("lateness names cause and unit")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_duty_office_id_office")
        ),
        sa.ForeignKeyConstraint(
            ["owner_office_id"], ["office.id"], name=op.f("fk_duty_owner_office_id_office")
        ),
        sa.ForeignKeyConstraint(
            ["assignee_id"], ["user_account.id"], name=op.f("fk_duty_assignee_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sa.UniqueConstraint(
            "subject_kind", "subject_id", "rule", "trigger", name="one duty a subject rule trigger"
        ),
    )
    open_only = sa.text("state = 'open'")
    op.create_index(
        "ix_duty_open_due_on",
        "duty",
        ["due_on"],
        postgresql_include=["id", "assignee_id"],
        postgresql_where=open_only,
    )
    op.create_index(
        "ix_duty_owner_open",
        "duty",
        ["owner_office_id", "due_on", "id"],
        postgresql_where=open_only,
    )
    op.create_index("ix_duty_office_id_due_on", "duty", ["office_id", "due_on"])
    op.create_index("ix_duty_owner_office_id_closed_on", "duty", ["owner_office_id", "closed_on"])
    # Duties are kept in step by the house while an office acts on a case below it: `sync`.
    secure("duty", write="sync_offices")
    op.create_table(
        "duty_move",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("duty_id", sa.BigInteger(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("old_due_on", sa.Date(), nullable=True),
        sa.Column("new_due_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.CheckConstraint("length(btrim(reason)) > 0", name=op.f("a move has a reason")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["user_account.id"], name=op.f("fk_duty_move_actor_id_user_account")
        ),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name=op.f("fk_duty_move_duty_id_duty")),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_duty_move_office_id_office")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_move")),
    )
    op.create_index("ix_duty_move_duty_id", "duty_move", ["duty_id"])
    op.create_index("ix_duty_move_office_id", "duty_move", ["office_id"])
    secure("duty_move", write="sync_offices")


def downgrade() -> None:
    for table in ("duty_move", "duty", "audit_entry", "audit_head"):
        op.execute(f"drop table {table} cascade")
    for function in ("audit_verify()", "audit_remember_head()", "audit_chain()"):
        op.execute(f"drop function {function}")
    for table in ("assignment", "sign_in_failure", "user_session", "user_account", "office"):
        op.drop_table(table)
    op.execute("drop function kk_key(text)")
