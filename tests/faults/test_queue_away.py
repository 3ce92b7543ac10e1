"""With the queue away every page and registration goes on; only what is told of it differs (S36)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from config.settings import Settings
from supervision.app import create_app
from supervision.core import clock
from supervision.local.provision import Roles
from tests.conftest import TODAY, Web
from tests.factories.offices import World
from tests.factories.studies import typed

pytestmark = pytest.mark.fault


@pytest.fixture
def web(
    settings_of_test: Settings, roles: Roles, world: World, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Web]:
    """The application with a queue nobody answers for."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)
    away = settings_of_test.model_copy(update={"redis_url": "redis://127.0.0.1:1/0"})
    app = create_app(away)
    app.config["WTF_CSRF_ENABLED"] = False
    yield Web(app, roles, world)
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


def test_pages_sign_in_and_registration_go_on(web: Web) -> None:
    client = web.client("abay1.head")
    made = client.post("/files/new", data=typed())
    assert made.status_code == 302
    assert client.get(made.headers["Location"]).status_code == 200
    for path in ("/", "/files", "/notices", "/indicators", "/planner", "/journals"):
        assert client.get(path).status_code == 200, path


def test_what_is_asked_for_meanwhile_stands_in_the_database(web: Web) -> None:
    client = web.client("abay1.head")
    assert client.post("/indicators/compute", data={"next": "/indicators"}).status_code == 302
    assert "A computation was asked for" in client.get("/indicators").text


def test_readyz_names_the_queue(web: Web) -> None:
    answer = web.client().get("/readyz")
    assert answer.status_code == 503
    assert "queue" in answer.get_data(as_text=True)
