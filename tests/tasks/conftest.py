"""The tasks on the test's own database, in this process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from supervision.local.provision import Roles
from tasks import celery_app
from tests.services import Services


@pytest.fixture
def installation(
    roles: Roles, services: Services, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The environment of a worker that serves this test's database."""
    for name, value in environment(roles, services.celery_url()).items():
        monkeypatch.setenv(name, value)
    celery_app.application.cache_clear()
    yield
    application = celery_app.application()
    with application.app_context():
        application.extensions["sqlalchemy"].engine.dispose()
    celery_app.application.cache_clear()


def environment(roles: Roles, redis_url: str) -> dict[str, str]:
    """What a program of the product needs to work on a test's database."""
    return {
        "SUPERVISION_ENV": "test",
        "DATABASE_URL": roles.app_url,
        "REDIS_URL": redis_url,
        "SECRET_KEY": "a key for tests that is long enough to be taken",
        "SUPERVISION_LAW_EXTENSIONS": "2002,2015",
    }
