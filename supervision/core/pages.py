"""The few pages and addresses no room owns: language switch, health, readiness, error pages.

Belongs here: what must answer even when every room is broken. Does not belong here: business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from urllib.parse import urlsplit

import structlog
from flask import (
    Blueprint,
    Flask,
    Response,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_wtf.csrf import CSRFError
from psycopg.errors import NumericValueOutOfRange
from sqlalchemy import text
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response as AnyResponse

from supervision.core.access import Actor, public
from supervision.core.db import db
from supervision.core.errors import Forbidden, NotFound, Problem, Refused, Stale
from supervision.core.i18n import LANGUAGES, current_language, said_all
from supervision.core.problem_json import problem as told_to_program
from supervision.core.web import keep_typed, wants_json

languages = Blueprint("i18n", __name__)
health = Blueprint("health", __name__)
log = structlog.get_logger()
RETRY_AFTER = 5  # seconds; a database restarts faster than a person reads


def local_path(candidate: str | None) -> str:
    """The candidate as a path of this site, or the start page; nothing else is ever redirected to."""
    if not candidate or not candidate.startswith("/") or candidate.startswith(("//", "/\\")):
        return url_for("duties.desk")
    if any(ord(sign) < 33 for sign in candidate) or "\\" in candidate:
        return url_for("duties.desk")
    parts = urlsplit(candidate)
    if parts.scheme or parts.netloc:
        return url_for("duties.desk")
    return candidate


@languages.post("/language")
@public
def switch_language() -> AnyResponse:
    """Speak another language from now on; a signed-in user's choice is kept by `offices`."""
    language = request.form.get("language")
    if language in LANGUAGES:
        session["language"] = language
    return redirect(local_path(request.form.get("next")))


@health.get("/healthz")
@public
def healthz() -> Response:
    """Alive: the process answers."""
    return Response("ok\n", mimetype="text/plain")


def register_error_pages(app: Flask) -> None:
    """One page for every failure, in the user's language, with the request id and no traceback."""

    @app.errorhandler(CSRFError)
    def csrf(_problem: CSRFError) -> AnyResponse:
        return keep_typed(400) or _page(400)

    @app.errorhandler(HTTPException)
    def http(problem: HTTPException) -> AnyResponse:
        if isinstance(problem.response, AnyResponse):
            return problem.response
        return _page(problem.code or 500, headers=_extra_headers(problem))

    @app.errorhandler(NotFound)
    def missing(_problem: NotFound) -> AnyResponse:
        return _page(404)

    @app.errorhandler(Forbidden)
    def forbidden(problem: Forbidden) -> AnyResponse:
        return _page(403, problem.problems)

    @app.errorhandler(Refused)
    def refused(problem: Refused) -> AnyResponse:
        by_field = any(each.field is not None for each in problem.problems)
        return _page(422 if by_field and wants_json() else 409, problem.problems)

    @app.errorhandler(Stale)
    def stale(_problem: Stale) -> AnyResponse:
        return _page(412 if wants_json() else 409)

    @app.errorhandler(DataError)
    def beyond_the_column(problem: DataError) -> AnyResponse:
        db.session.rollback()
        if isinstance(problem.orig, NumericValueOutOfRange):
            return _page(404)  # no id, and no number anybody stored, is that large
        log.exception("request.crashed", path=request.path)
        return _page(500)

    @app.errorhandler(OperationalError)
    def database_away(problem: OperationalError) -> AnyResponse:
        log.error("database.away", error=type(problem.orig).__name__)
        db.session.rollback()
        return _page(503, headers={"Retry-After": str(RETRY_AFTER)})

    @app.errorhandler(Exception)
    def crashed(_problem: Exception) -> AnyResponse:
        log.exception("request.crashed", path=request.path)
        db.session.rollback()
        return _page(500)


def _extra_headers(problem: HTTPException) -> dict[str, str]:
    """What an HTTP refusal says beside its body: which methods there are, how long to wait."""
    found = dict(problem.get_headers(request.environ))
    return {name: found[name] for name in ("Allow", "Retry-After") if name in found}


def _page(
    status: int, problems: Sequence[Problem] = (), headers: Mapping[str, str] | None = None
) -> AnyResponse:
    if wants_json():
        return told_to_program(status, problems=problems, headers=headers)
    if isinstance(request.routing_exception, SecurityError):
        return Response(HTTPStatus(status).phrase, status)  # no address can be built there
    if status == HTTPStatus.FORBIDDEN:
        actor: Actor | None = g.get("actor")
        user = None if actor is None else actor.user_id
        log.warning("request.forbidden", user=user, endpoint=request.endpoint)
    if status >= 500:
        current_language()  # decided while the reader is still known
        g.actor = None  # the frame must not ask a broken database for menus and counters
    page = render_template(
        "errors/error.html",
        code=status,
        problems=said_all(problems),
        request_id=g.get("request_id", ""),
        return_to="/" if request.method == "POST" else request.full_path.rstrip("?"),
        retry_after=RETRY_AFTER if status == 503 else None,
    )
    return Response(page, status, headers)


def database_answers() -> bool:
    """Whether the database answers a trivial question now."""
    try:
        db.session.execute(text("select 1"))
    except OperationalError:
        db.session.rollback()
        return False
    return True
