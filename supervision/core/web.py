"""What every response and every request of the web program shares, whatever the room.

Belongs here: the access gate, headers, request ids, asset versions, and the application's
extensions as typed getters. Does not belong here: a page.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from datetime import date
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import cast

import structlog
from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from config.settings import Settings
from supervision.core import clock
from supervision.core.access import PUBLIC, SIGNED_IN, Actor, Permission, rule_of

STATIC = Path(__file__).resolve().parent.parent / "static"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# What these answer may be kept by whoever asked; they say themselves for how long.
KEEPABLE = frozenset({"static", "reminders.calendar_feed"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
KEEPER = "keeper_of_typed_text"
_REQUEST_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")


class ViewWithoutAccessRule(RuntimeError):
    """A view was added without saying who may open it; the application refuses to start."""


def settings() -> Settings:
    """The settings of the running application."""
    return cast(Settings, current_app.extensions["settings"])


def today() -> date:
    """Today at the office's seat; the edge asks once and hands it down as an argument."""
    return clock.today(settings().zone)


def actor() -> Actor:
    """Who acts in this request; only behind an access rule, so there always is somebody."""
    found = g.get("actor")
    if found is None:
        abort(401)
    return cast(Actor, found)


def wants_json() -> bool:
    """Whether the client is a program: an address of the JSON API."""
    return request.path.startswith("/api/")


def refuse_views_without_rule(app: Flask) -> None:
    """Raise `ViewWithoutAccessRule` naming each endpoint that carries no access rule."""
    bare = sorted(
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule_of(app.view_functions[rule.endpoint]) is None
    )
    if bare:
        raise ViewWithoutAccessRule(", ".join(bare))


def access_gate() -> AnyResponse | None:
    """Before each request: let in who may open the view; send the others to sign in, or refuse."""
    if request.endpoint is None:
        return None
    rule = rule_of(current_app.view_functions[request.endpoint])
    if rule == PUBLIC:
        return None
    found: Actor | None = g.get("actor")
    if found is None:
        return _sign_in_first()
    if found.read_only and request.method not in SAFE_METHODS:
        abort(403)
    if found.must_change_password and request.endpoint not in (
        "offices.change_password",
        "offices.sign_out",
        "i18n.switch_language",
    ):
        return redirect(url_for("offices.change_password"))
    if rule != SIGNED_IN and not found.may(cast(Permission, rule)):
        abort(403)
    return None


def _sign_in_first() -> AnyResponse:
    """The answer to somebody who is not signed in, or no longer: nothing typed is lost."""
    if wants_json():
        abort(401)
    if request.headers.get("HX-Request"):  # a part of a page cannot be a sign-in page: load anew
        return Response("", HTTPStatus.UNAUTHORIZED, {"HX-Refresh": "true"})
    if request.method in SAFE_METHODS:
        return redirect(url_for("offices.sign_in", next=request.full_path.rstrip("?")))
    return keep_typed(HTTPStatus.UNAUTHORIZED) or redirect(url_for("offices.sign_in"))


def keep_typed(status: int) -> AnyResponse | None:
    """A page that keeps what an unsafe request carried although it could not be done, or None.

    The room `offices` puts the keeper in place; without it, or with nothing typed, there is none.
    """
    keeper: Callable[[int], AnyResponse | None] | None = current_app.extensions.get(KEEPER)
    return None if keeper is None else keeper(status)


def begin_request() -> None:
    """Give the request an id that logs, audit and error pages share."""
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if _REQUEST_ID.match(given) else secrets.token_hex(8)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def finish_response(response: Response) -> Response:
    """After each request: the same strict headers on every answer, and no cache of signed-in pages."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if settings().secure_cookies:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint not in KEEPABLE or response.status_code >= HTTPStatus.BAD_REQUEST:
        response.headers["Cache-Control"] = "no-store"
    response.headers["X-Request-ID"] = g.get("request_id", "")
    return response


@cache
def asset_version(filename: str) -> str:
    """A short hash of a static file, so that a new release is never shadowed by an old cache."""
    path = STATIC / filename
    if not path.is_file():
        return ""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def version_static(endpoint: str, values: dict[str, object]) -> None:
    """Add the file's hash to each address of a static file."""
    if endpoint == "static" and "filename" in values:
        values.setdefault("v", asset_version(str(values["filename"])))
