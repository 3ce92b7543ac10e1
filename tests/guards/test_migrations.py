"""Migrations: one head, the models equal it, and the way up, down and up again is open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from supervision.core.db import engine_for
from supervision.core.schema import configuration, current, downgrade, head, metadata, upgrade
from supervision.local.provision import Roles
from tests.services import Services


@pytest.fixture
def empty(services: Services, worker_id: str) -> Iterator[Roles]:
    services.template("nothing", lambda roles: None)
    name = f"migrations_{worker_id}"
    yield services.database(name, template="nothing")
    services.drop(name)


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(configuration()).get_heads()) == 1


def test_the_models_equal_the_head(empty: Roles) -> None:
    upgrade(empty.owner_url)
    engine = engine_for(empty.owner_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": lambda _, name, *rest: name != "audit_head"}
        )
        differences = compare_metadata(context, metadata())
    engine.dispose()
    assert differences == []


def test_up_down_and_up_again(empty: Roles) -> None:
    upgrade(empty.owner_url)
    downgrade(empty.owner_url, "base")
    engine = engine_for(empty.owner_url)
    with engine.connect() as connection:
        left = connection.execute(
            text(
                "select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
                "where n.nspname = 'public' and relkind = 'r' and relname <> 'alembic_version' "
                "union all select proname from pg_proc p "
                "join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public'"
            )
        ).scalars()
        assert list(left) == []
    engine.dispose()
    upgrade(empty.owner_url)
    assert current(empty.owner_url) == head()
