"""What went wrong, told to a program: one shape for every refusal of the JSON API (RFC 9457).

Belongs here: the body of a problem and its media type. Does not belong here: what is a problem
(`errors.py`), and the same told to a person (`pages.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from flask import Response, g, json

from supervision.core.errors import Problem
from supervision.core.i18n import _, said

MEDIA_TYPE = "application/problem+json"
# What a status means here, as message keys; a refusal of a rule says its own reasons instead.
DETAILS: Mapping[int, str] = {
    400: "The request cannot be read.",
    401: "Send a token of yours that has not ended: Authorization: Bearer <token>.",
    403: "Your post, or this token, does not give the right to do this.",
    404: "There is no such thing, or it is not yours to see.",
    405: "This address does not take this method.",
    409: "A rule does not allow this now.",
    412: "Somebody else changed this since you read it. Read it again and decide anew.",
    413: "The request is larger than what may be sent at once.",
    415: "Send JSON: Content-Type: application/json.",
    422: "Something in the request has to be put right.",
    428: "Say which state you change: send its ETag as If-Match.",
    429: "Too many requests in this minute. Wait as long as Retry-After says.",
    500: "Something went wrong here. Nothing was changed.",
    503: "The database is away for a moment. Try again.",
}


def problem(
    status: int,
    *,
    problems: Iterable[Problem] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer to a program that was refused: `type`, `title`, `status`, `detail`, `errors`.

    `problems` are told in the reader's language; those of a field stand in `errors` by the field,
    and `detail` is the first of the others.
    """
    errors: dict[str, list[str]] = {}
    loose = []
    for each in problems:
        if each.field is None:
            loose.append(said(each))
        else:
            errors.setdefault(each.field, []).append(said(each))
    phrase = HTTPStatus(status).phrase
    body = {
        "type": f"urn:supervision:problem:{phrase.lower().replace(' ', '-')}",
        "title": phrase,
        "status": status,
        "detail": " ".join(loose) or _(DETAILS.get(status, phrase)),
        "errors": errors,
        "request_id": g.get("request_id", ""),
    }
    answer = Response(json.dumps(body, ensure_ascii=False), status, mimetype=MEDIA_TYPE)
    answer.headers.update(headers or {})
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="supervision"'
    return answer
