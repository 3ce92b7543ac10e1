"""The OpenAPI 3.1 document: made from the routes as they are, so that it cannot fall behind them.

Belongs here: the address of the document and what spectree leaves out of it. Does not belong here:
any address of a room.
"""

from __future__ import annotations

import copy
from importlib.metadata import version
from typing import Any

from flask import Response, current_app, json

from supervision.api.describing import GUARDS, IDEMPOTENCY_KEY, IF_MATCH, PREFIX, room_api, tree
from supervision.core.access import public
from supervision.core.problem_json import MEDIA_TYPE
from supervision.core.requests import LARGEST_ID

EXTENSION = "api_document"
blueprint = room_api("document")
DESCRIPTION = (
    "What prosecutors owe by law and by which day, the figures made of it, and the registers they "
    "rest on. Make a token on your page (Tokens for programs) and send it as a bearer token. A "
    "token sees what its person sees."
)
HEADERS = {
    IF_MATCH: "The ETag of the state you read and change.",
    IDEMPOTENCY_KEY: "A key of your own for this creation: sent again, it creates nothing more.",
}


@blueprint.get("/openapi.json")
@public
def openapi() -> Response:
    """The document itself; it names no person and no case, so anybody may read it."""
    if EXTENSION not in current_app.extensions:
        current_app.extensions[EXTENSION] = json.dumps(described(), ensure_ascii=False)
    return Response(current_app.extensions[EXTENSION], mimetype="application/json")


def described() -> dict[str, Any]:
    """The document of the running application."""
    made: dict[str, Any] = copy.deepcopy(tree.spec)
    made["openapi"] = "3.1.0"
    made["info"] = {
        "title": "supervision",
        "version": version("supervision"),
        "description": DESCRIPTION,
    }
    made["servers"] = [{"url": "/"}]
    made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    made["security"] = [{"token": []}]
    guards = _guards()
    for path in list(made["paths"]):
        if not path.startswith(PREFIX):
            del made["paths"][path]
            continue
        for operation in made["paths"][path].values():
            _complete(operation, guards.get(operation["operationId"], ()))
    return made


def _guards() -> dict[str, tuple[str, ...]]:
    """The headers each change demands, by the name of its view."""
    return {
        endpoint.rpartition(".")[2]: getattr(view, GUARDS)
        for endpoint, view in current_app.view_functions.items()
        if hasattr(view, GUARDS)
    }


def _complete(operation: dict[str, Any], guards: tuple[str, ...]) -> None:
    """Say of one operation what spectree does not: media type of refusals, ids, headers."""
    for parameter in operation["parameters"]:
        if parameter["in"] == "path" and parameter["schema"] == {
            "type": "integer",
            "format": "int32",
        }:
            parameter["schema"] = {
                "type": "integer",
                "format": "int64",
                "minimum": 0,
                "maximum": LARGEST_ID,
            }
        elif parameter["in"] == "path" and not parameter["schema"]:
            parameter["schema"] = {"type": "string", "pattern": "^[a-z][a-z_]{0,79}$"}
    for name in guards:
        schema = {"type": "string", "minLength": 1, "maxLength": 200}
        told = {"name": name, "in": "header", "required": True, "schema": schema}
        operation["parameters"].append({**told, "description": HEADERS[name]})
    for status, answer in operation["responses"].items():
        if int(status) >= 400:
            answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
            continue
        answer["headers"] = {
            "ETag": {"schema": {"type": "string"}, "description": "The state that was read."}
        }
        if status == "201":
            answer["headers"]["Location"] = {
                "schema": {"type": "string"},
                "description": "The address of what was created.",
            }
    if "429" in operation["responses"]:
        operation["responses"]["429"]["headers"] = {
            "Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}
        }
