"""What the database itself guarantees (S05): the app role owns nothing, and rows have walls."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import clear_scope, engine_for, set_scope
from supervision.local.provision import Roles
from tests.factories.offices import World

SEEN_BY_OFFICE = text(
    "select c.relname from pg_attribute a join pg_class c on c.oid = a.attrelid "
    "join pg_namespace n on n.oid = c.relnamespace "
    "where n.nspname = 'public' and c.relkind in ('r', 'p') and a.attname = 'office_id' "
    "and not a.attisdropped order by 1"
)


def _tables(session: Session) -> list[str]:
    return list(session.scalars(SEEN_BY_OFFICE))


def test_the_app_role_owns_nothing_and_bypasses_nothing(session: Session) -> None:
    role = session.execute(
        text(
            "select rolsuper, rolbypassrls, rolcreaterole "
            "from pg_roles where rolname = current_user"
        )
    ).one()
    assert tuple(role) == (False, False, False)
    owned = session.scalar(
        text("select count(*) from pg_class where pg_get_userbyid(relowner) = current_user")
    )
    assert owned == 0


def test_every_table_with_an_office_forces_row_level_security(session: Session) -> None:
    tables = _tables(session)
    assert {"duty", "user_account", "audit_entry", "requested_file", "reminder"} <= set(tables)
    for table in tables:
        enabled, forced = session.execute(
            text("select relrowsecurity, relforcerowsecurity from pg_class where relname = :t"),
            {"t": table},
        ).one()
        assert (enabled, forced) == (True, True), table
        policies = session.execute(
            text("select cmd, qual, with_check from pg_policies where tablename = :t"), {"t": table}
        ).all()
        assert any(cmd == "SELECT" and qual for cmd, qual, _ in policies), table
        assert any(cmd == "INSERT" and check for cmd, _, check in policies), table


def test_nothing_set_shows_no_rows(session: Session) -> None:
    for table in _tables(session):
        assert session.scalar(text(f"select count(*) from {table}")) == 0, table


def test_the_scope_ends_with_its_transaction_on_a_pooled_connection(
    roles: Roles, world: World, acting: Callable[[str], Actor]
) -> None:
    engine = engine_for(roles.app_url, pool_size=1, max_overflow=0)
    actor = acting("abay.head")
    people = text("select count(*) from user_account")
    with Session(engine) as first:
        set_scope(first, actor.scope)
        assert first.scalar(people) == 10
        process = first.scalar(text("select pg_backend_pid()"))
        first.commit()
    with Session(engine) as second:
        assert second.scalar(text("select pg_backend_pid()")) == process
        assert second.scalar(people) == 0
    engine.dispose()


def test_clearing_the_scope_closes_the_running_transaction_too(
    session: Session, acting: Callable[[str], Actor]
) -> None:
    acting("abay.head")
    assert session.scalar(text("select count(*) from user_account"))
    clear_scope(session)
    assert session.scalar(text("select count(*) from user_account")) == 0


def test_the_app_role_cannot_mend_or_empty_the_audit_chain(session: Session) -> None:
    rights = session.execute(
        text(
            "select has_table_privilege('audit_entry', 'update'), "
            "has_table_privilege('audit_entry', 'delete'), "
            "has_table_privilege('audit_entry', 'truncate'), "
            "has_table_privilege('audit_head', 'select'), "
            "has_table_privilege('audit_head', 'update')"
        )
    ).one()
    assert tuple(rights) == (False,) * 5


def test_kazakh_letters_stand_in_their_own_places(session: Session) -> None:
    places = ["Ақтау", "Әйтеке би", "Балқаш", "Ғабит", "Құлан", "Көкшетау", "Үшарал", "Шу"]
    ordered = session.scalars(
        text("select place from unnest(cast(:places as text[])) as place order by kk_key(place)"),
        {"places": places},
    )
    assert list(ordered) == [
        "Ақтау",
        "Әйтеке би",
        "Балқаш",
        "Ғабит",
        "Көкшетау",
        "Құлан",
        "Үшарал",
        "Шу",
    ]
