"""How a room declares an address of the API: its query, body, answers — checked and described at once.

Belongs here: the decorator over spectree, the answer with its ETag, the refusal of unreadable
requests. Does not belong here: any address.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Blueprint, Response, abort, make_response, request
from pydantic import BaseModel, ValidationError
from spectree import Response as Answers
from spectree import SpecTree
from spectree.plugins.flask_plugin import FlaskPlugin

from supervision.api import shapes
from supervision.core.errors import Problem
from supervision.core.problem_json import problem
from supervision.core.requests import storable

VERSION = "v1"
PREFIX = f"/api/{VERSION}"
View = TypeVar("View", bound=Callable[..., Any])
# What may be answered, whatever the room: to any request, to any body, to any change of a state.
_ALWAYS = (400, 401, 403, 404, 405, 422, 429, 500, 503)
_OF_BODIES = (409, 413, 415)
_OF_STATES = (412, 428)
# How a change is guarded, by the name of the header; kept on the view for the document.
GUARDS = "api_guards"
IF_MATCH, IDEMPOTENCY_KEY = "If-Match", "Idempotency-Key"


def _refuse_invalid(
    _request: Any, _answer: Any, invalid: Exception | None, _view: Any, _adapter: Any
) -> None:
    """Refuse (422) a request whose query or body has not the declared shape, field by field."""
    if not isinstance(invalid, ValidationError):
        return
    problems = [
        Problem(_words_of(each["type"], each["msg"]), ".".join(map(str, each["loc"])) or "body")
        for each in invalid.errors(include_url=False, include_context=False, include_input=False)
    ]
    abort(problem(HTTPStatus.UNPROCESSABLE_ENTITY, problems=problems))


_WORDS = {
    "missing": "Fill this in.",
    "extra_forbidden": "Nothing of this name is known here.",
    "enum": "Choose one of the list.",
    "literal_error": "Choose one of the list.",
    "date_from_datetime_parsing": "There is no such day. Write it as 2026-11-20.",
    "date_parsing": "There is no such day. Write it as 2026-11-20.",
    "date_from_datetime_inexact": "There is no such day. Write it as 2026-11-20.",
    "string_too_long": "This is too long.",
    "string_too_short": "Fill this in.",
    "string_pattern_mismatch": "This is not written as it should be.",
    "int_parsing": "Write a whole number.",
    "bool_parsing": "Write true or false.",
}


def _words_of(kind: str, otherwise: str) -> str:
    """What is wrong, as a message key; the library's own English for what people never meet."""
    return _WORDS.get(kind, otherwise.removeprefix("Value error, ").replace("%", "%%"))


class Reading(FlaskPlugin):
    """spectree's Flask with our refusals; answers are made of shapes, so they are checked already."""

    def request_validation(self, request: Any, query: Any, json: Any, *more: Any) -> None:
        """Refuse what is no JSON (415, 400) before its shape is looked at."""
        if json is not None:
            if request.mimetype != "application/json":
                abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
            if not _storable(request.get_json()):
                abort(HTTPStatus.BAD_REQUEST)
        super().request_validation(request, query, json, *more)  # type: ignore[no-untyped-call]

    def validate_response(self, answer: Any, *_more: Any) -> tuple[Response, None]:
        """The answer as the view made it."""
        return make_response(answer), None


def _storable(value: Any) -> bool:
    """Whether every text in a body can be stored as text."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return all(_storable(name) and _storable(inner) for name, inner in value.items())
    return all(map(_storable, value)) if isinstance(value, list) else True


tree = SpecTree(
    backend=Reading,
    mode="strict",
    before=_refuse_invalid,
    naming_strategy=lambda model: model.__name__,
    nested_naming_strategy=lambda _parent, child: child,
    validation_error_model=shapes.Problem,
)


def room_api(room: str) -> Blueprint:
    """The blueprint of a room's addresses under /api/v1."""
    return Blueprint(f"{room}_api", __name__, url_prefix=PREFIX)


def answers(
    shape: type[BaseModel], *, tag: str, status: int = 200, guards: Sequence[str] = ()
) -> Callable[[View], View]:
    """Declare what an address answers; its query and body are the annotations of the view.

    `guards` are the headers a change demands. The first line of the view's docstring is the summary
    in the document.
    """
    codes = _ALWAYS + (_OF_BODIES if guards else ()) + (_OF_STATES if IF_MATCH in guards else ())
    refusals = {f"HTTP_{code}": shapes.Problem for code in codes}

    def declare(view: View) -> View:
        declared = tree.validate(
            resp=Answers(**{f"HTTP_{status}": shape}, **refusals),
            tags=[tag],
            operation_id=view.__name__,
        )
        found: View = declared(view)
        setattr(found, GUARDS, tuple(guards))
        return found

    return declare


def changes(shape: type[BaseModel], *, tag: str) -> Callable[[View], View]:
    """Declare a change of a thing that was read before: its ETag comes as If-Match."""
    return answers(shape, tag=tag, guards=(IF_MATCH,))


def creates(
    shape: type[BaseModel], *, tag: str, guards: Sequence[str] = ()
) -> Callable[[View], View]:
    """Declare the creation of a thing, once a key; `guards` are further headers it demands."""
    return answers(shape, tag=tag, status=201, guards=(IDEMPOTENCY_KEY, *guards))


def told(
    shape: BaseModel, *, status: int = 200, version: int | None = None, location: str = ""
) -> Response:
    """The answer, with the ETag by which it can be asked for again or changed.

    `version` is the state of the thing, which a change must know; a list has none. `location` is the
    address of what was created.
    """
    body = shape.model_dump_json(by_alias=True)
    answer = Response(body, status, mimetype="application/json")
    digest = hashlib.sha256(body.encode()).hexdigest()[:16]
    answer.set_etag(digest if version is None else f"{version}.{digest}")
    if location:
        answer.headers["Location"] = location
    if status == HTTPStatus.OK:
        answer.make_conditional(request)
    return answer
