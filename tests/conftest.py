"""Fixtures every test may ask for: real PostgreSQL and Valkey, a small world, signed-in clients.

The world is made by the product's own operations where they exist; tests connect as the app role.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from config.settings import Environment, Settings
from supervision.app import create_app
from supervision.core import catalogs
from supervision.core.access import Actor
from supervision.core.db import engine_for, set_scope
from supervision.core.schema import upgrade
from supervision.law.lawbook import Lawbook, extensions_of
from supervision.local.provision import Roles
from tests.factories.offices import World, build_world
from tests.services import Services

hypothesis_settings.register_profile(
    "ci",
    max_examples=60,
    deadline=None,
    derandomize="CI" in os.environ,  # a build must not fail today for what it let pass yesterday
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
hypothesis_settings.register_profile("nightly", max_examples=1000, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

TODAY = date(2026, 11, 20)  # a Friday; next day off is Saturday 21
NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)  # 10:00 at the office's seat


def pytest_configure(config: pytest.Config) -> None:
    """Catalogs are compiled once, before any worker asks for a translation."""
    if not hasattr(config, "workerinput"):
        catalogs.compile_all()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Whoever began the test session ends its servers."""
    if not hasattr(session.config, "workerinput"):
        with contextlib.suppress(FileNotFoundError):
            Services().stop()


def _remember_compiled_addresses() -> None:
    """Nearly all the time an application takes to be made goes into compiling its addresses, and
    every test makes one: what the same address compiled to before is taken again.
    """
    compiled: dict[object, object] = {}
    compile_builder = Rule._compile_builder

    def remembered(rule: Rule, append_unknown: bool = True) -> object:
        key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = remembered  # type: ignore[method-assign,assignment]


_remember_compiled_addresses()


@pytest.fixture(scope="session")
def services() -> Services:
    """PostgreSQL and Valkey, shared by all workers of this test session."""
    started = Services()
    started.start()
    return started


def _prepare(roles: Roles) -> None:
    upgrade(roles.owner_url)
    engine = engine_for(roles.app_url)
    with Session(engine) as session:
        build_world(session, NOW)
        session.commit()
    engine.dispose()


@pytest.fixture
def roles(services: Services, worker_id: str, request: pytest.FixtureRequest) -> Iterator[Roles]:
    """A database of this test alone, migrated, with the small world in it."""
    services.template("world", _prepare)
    digest = hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:16]
    name = f"test_{worker_id}_{digest}"
    copied = services.database(name, template="world")
    yield copied
    services.drop(name)


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """The xdist worker's name, or "alone"."""
    workerinput = getattr(request.config, "workerinput", {})
    return str(workerinput.get("workerid", "alone"))


@pytest.fixture
def session(roles: Roles) -> Iterator[Session]:
    """A session as the app role, without any scope: sees nothing until a test sets one."""
    engine = engine_for(roles.app_url)
    with Session(engine, expire_on_commit=False) as opened:
        yield opened
    engine.dispose()


@pytest.fixture
def world(session: Session) -> World:
    """The small world's offices and people by name."""
    return World.load(session)


@pytest.fixture
def acting(session: Session, world: World) -> Callable[[str], Actor]:
    """Act as somebody of the world: sets the session's scope and gives the actor."""

    def act(login: str) -> Actor:
        actor = world.actor(session, login)
        set_scope(session, actor.scope)
        return actor

    return act


@pytest.fixture(scope="session")
def law() -> Lawbook:
    """The lawbook with both instructions extended, as the demo installation applies them."""
    return Lawbook.load(extensions_of(("2002", "2015"), Lawbook.load()))


@dataclass(frozen=True)
class Web:
    """The application on its own database, and a way to sign in."""

    app: Flask
    roles: Roles
    world: World

    def client(self, login: str | None = None, language: str = "en") -> FlaskClient:
        """A browser; signed in as `login` when given."""
        client = self.app.test_client()
        if login is None:
            with client.session_transaction() as cookie:
                cookie["language"] = language
            return client
        self.world.sign_in(self.app, client, login, language)
        return client


@pytest.fixture
def settings_of_test(roles: Roles, services: Services) -> Settings:
    """Settings of an application under test; CSRF stays on unless a test turns it off."""
    return Settings(
        environment=Environment.TEST,
        database_url=roles.app_url,
        redis_url=services.celery_url(),
        secret_key="a key for tests that is long enough to be taken",
        law_extensions=("2002", "2015"),
    )


@pytest.fixture
def web(settings_of_test: Settings, roles: Roles, world: World) -> Iterator[Web]:
    """The application with forms that need no token: most tests ask about something else."""
    app = create_app(settings_of_test)
    app.config["WTF_CSRF_ENABLED"] = False
    yield Web(app, roles, world)
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


@pytest.fixture
def owner(roles: Roles) -> Iterator[Session]:
    """A session of the owner role, for tests that tamper; still under forced row-level security."""
    engine = engine_for(roles.owner_url)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


def count(session: Session, table: str) -> int:
    """How many rows of a table the session sees."""
    return int(session.scalar(text(f"select count(*) from {table}")) or 0)
