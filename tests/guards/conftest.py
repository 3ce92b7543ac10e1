"""Fixtures of the walks over the whole application: one application and database a module.

A walk sends hundreds of requests and looks at each answer; it would be slow with a fresh database
for each test, and none of these tests needs what another one leaves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy.orm import Session

from config.settings import Environment, Settings
from supervision.app import create_app
from supervision.core import clock
from supervision.core.db import engine_for
from supervision.law.lawbook import Lawbook, extensions_of
from supervision.local.provision import Roles
from supervision.offices import tokens
from tests.conftest import NOW, TODAY, _prepare
from tests.factories.decrees import TITLE
from tests.factories.indicators import reckon
from tests.factories.journals import issued
from tests.factories.offices import World
from tests.guards.planted import (
    LEVELS,
    Words,
    announce,
    case_word,
    markup,
    person_word,
    plant,
    plant_changes,
)
from tests.guards.walking import Walk
from tests.services import Services


def _planted(roles: Roles, offices: Iterable[int], case: Words, person: Words) -> None:
    law = Lawbook.load(extensions_of(("2002", "2015"), Lawbook.load()))
    engine = engine_for(roles.app_url)
    with Session(engine, expire_on_commit=False) as session:
        world = World.load(session)
        for office_id in offices:
            plant(session, law, world, office_id, case=case, person=person)
        announce(session, law)
        plant_changes(session, law, world, person(1, "decree") if person is markup else TITLE)
        reckon(session, law, TODAY)
        issued(session, law, NOW, list(offices))
    engine.dispose()


def _plant_everywhere(roles: Roles) -> None:
    _planted(roles, LEVELS, case_word, person_word)


def _plant_markup(roles: Roles) -> None:
    _planted(roles, (2, 3), markup, markup)


@pytest.fixture(scope="module")
def walk(services: Services, worker_id: str, request: pytest.FixtureRequest) -> Iterator[Walk]:
    """The application over a world in which every office has rows; it is always 20 November."""
    services.template("world", _prepare)
    services.template("planted", _plant_everywhere, base="world")
    with _walking(services, "planted", _name(worker_id, request)) as walking:
        yield walking


@pytest.fixture(scope="module")
def marked(services: Services, worker_id: str, request: pytest.FixtureRequest) -> Iterator[Walk]:
    """The same over a world whose every text is written to break out of its page."""
    services.template("world", _prepare)
    services.template("marked", _plant_markup, base="world")
    with _walking(services, "marked", _name(worker_id, request)) as walking:
        yield walking


def _name(worker_id: str, request: pytest.FixtureRequest) -> str:
    digest = hashlib.sha256(f"{request.node.nodeid}{request.fixturename}".encode()).hexdigest()
    return f"walk_{worker_id}_{digest[:16]}"


@contextmanager
def _walking(services: Services, template: str, name: str) -> Iterator[Walk]:
    roles = services.database(name, template=template)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "today", lambda zone: TODAY)
        # The banner of a silent scheduler must not come up between two answers a test compares.
        begun = clock.now()
        patch.setattr(clock, "now", lambda: begun)
        # Its minute never ends, and a walk is longer than any program is allowed to ask in one.
        patch.setattr(tokens, "REQUESTS_A_WINDOW", 10**9)
        app = create_app(
            Settings(
                environment=Environment.TEST,
                database_url=roles.app_url,
                redis_url=services.celery_url(),
                secret_key="a key for tests that is long enough to be taken",
                law_extensions=("2002", "2015"),
            )
        )
        app.config["WTF_CSRF_ENABLED"] = False
        engine = engine_for(roles.app_url)
        with Session(engine) as session:
            world = World.load(session)
        engine.dispose()
        yield Walk(app, roles, world)
        with app.app_context():
            app.extensions["sqlalchemy"].engine.dispose()
    services.drop(name)
