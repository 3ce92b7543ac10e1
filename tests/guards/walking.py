"""Walking over every address of the application, so that a new one is covered unasked.

Belongs here: building addresses, one browser a person, comparing the database before and after.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.routing import Rule

from supervision.core.db import Base, engine_for
from tests.conftest import Web
from tests.guards.planted import Ids

# Seen and failed sessions move with every request; they belong to nobody's case.
RESTLESS = {"user_session", "api_token", "sign_in_failure", "heartbeat"}
_CHANGING = (
    (re.compile(r"<code>[0-9A-Za-z-]+</code>"), ""),
    (re.compile(r'name="csrf_token" value="[^"]*"'), ""),
    (re.compile(r'name="next" value="[^"]*"'), ""),
    (re.compile(r'"request_id": "[^"]*"'), ""),
)


# Files have no view; readiness says 503 by design once the scheduler of a test has been silent long.
NOT_WALKED = {"static", "health.readyz"}


@dataclass(frozen=True)
class Walk(Web):
    """The application over a planted world, with one browser for each person."""

    _clients: dict[tuple[str | None, str], FlaskClient] = field(default_factory=dict)

    def browser(self, login: str | None, language: str = "en") -> FlaskClient:
        """The one browser of a person, signed in; to the API it sends a token of theirs as well."""
        key = (login, language)
        if key not in self._clients:
            client = self._clients[key] = self.client(login, language)
            if login is not None:
                secret = self.world.token(self.app, login)
                client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
        return self._clients[key]

    @cached_property
    def ids(self) -> Ids:
        """The planted rows."""
        return Ids.read(self.roles)

    def rules(self, method: str) -> list[Rule]:
        """Every address pattern that takes this method, in a stable order."""
        found = [
            rule
            for rule in self.app.url_map.iter_rules()
            if method in (rule.methods or set()) and rule.endpoint not in NOT_WALKED
        ]
        return sorted(found, key=lambda rule: rule.rule)

    def state(self) -> dict[str, str]:
        """A digest of every table, read past row-level security."""
        engine = engine_for(self.roles.backup_url)
        with engine.connect() as connection:
            found = {
                table: str(
                    connection.scalar(
                        text(
                            f"select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) "
                            f"from {table} t"
                        )
                    )
                )
                for table in Base.metadata.tables
                if table not in RESTLESS
            }
        engine.dispose()
        return found


def address(rule: Rule, **values: object) -> str:
    """The path of a rule with its values put in."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found.group(1)]), rule.rule)


def without_the_moment(page: str) -> str:
    """A page without what differs from one answer to the next: request id and tokens."""
    for pattern, instead in _CHANGING:
        page = pattern.sub(instead, page)
    return page
