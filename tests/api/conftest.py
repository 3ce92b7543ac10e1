"""What tests of the JSON API stand on: a program of somebody, signed by a token alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from supervision.offices.rules import TokenScope
from tests.conftest import Web
from tests.indicators.conftest import computed as computed
from tests.protests.conftest import at as at
from tests.protests.conftest import desk as desk

Programs = Callable[..., FlaskClient]


@pytest.fixture
def program(web: Web) -> Programs:
    """A program of this person: no cookie, one token."""

    def made(login: str, scope: TokenScope = TokenScope.WRITE) -> FlaskClient:
        client = web.app.test_client(use_cookies=False)
        client.environ_base["HTTP_AUTHORIZATION"] = (
            f"Bearer {web.world.token(web.app, login, scope)}"
        )
        return client

    return made


def problem(answer: Any, status: int) -> dict[str, Any]:
    """The body of a refusal, once it has the one shape of refusals."""
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    body: dict[str, Any] = answer.get_json()
    assert set(body) == {"type", "title", "status", "detail", "errors", "request_id"}
    assert body["status"] == status
    assert body["detail"]
    assert body["request_id"] == answer.headers["X-Request-ID"]
    return body
