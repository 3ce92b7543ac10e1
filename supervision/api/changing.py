"""Changes by the API: which state is changed (If-Match), and creating once (Idempotency-Key).

Belongs here: the two headers and the record of a key. Does not belong here: a verb (rooms).
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, cast

from flask import abort, request
from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from supervision.api.models import ApiCreation
from supervision.core import web
from supervision.core.errors import Problem, Refused
from supervision.core.problem_json import problem
from supervision.core.transaction import transaction

KEYS_ARE_KEPT = timedelta(days=30)
_STATE = re.compile(r'"([0-9]{1,9})\.[0-9a-f]{16}"')
_KEY = re.compile(r"[!-~]{1,200}")
_NAMESPACE = uuid.UUID("2f9d0b1e-6a7c-4c43-9d0a-5a4f1c7be21d")


def expected_version() -> int:
    """The version a change is meant for, out of If-Match: the ETag of what was read.

    Refuses a change that names none (428), and one whose ETag is of no state of a thing (412).
    """
    given = request.headers.get("If-Match", "").strip().removeprefix("W/")
    if not given or given == "*":
        abort(HTTPStatus.PRECONDITION_REQUIRED)
    found = _STATE.fullmatch(given)
    if found is None:
        abort(HTTPStatus.PRECONDITION_FAILED)
    return int(found.group(1))


def create_once(create: Callable[[Session, uuid.UUID], int]) -> int:
    """Create a thing under the request's Idempotency-Key; returns its id.

    The same request a second time, also side by side, gives the id of the first. `create` gets the
    session and the key its record is kept under. Refuses a missing key (400), and a key that stood
    for another request (422).
    """
    token_id, key = web.actor().token_id, request.headers.get("Idempotency-Key", "").strip()
    if token_id is None or not _KEY.fullmatch(key):
        told = Problem(
            "Send a key of your own for each creation, at most 200 signs.", "Idempotency-Key"
        )
        abort(problem(HTTPStatus.BAD_REQUEST, problems=[told]))
    here = (ApiCreation.token_id == token_id, ApiCreation.key == key)
    fingerprint = _fingerprint()
    with transaction() as session:
        # A second request with the key waits here until the first is kept or lost.
        fresh = session.scalar(
            insert(ApiCreation)
            .values(token_id=token_id, key=key, fingerprint=fingerprint)
            .on_conflict_do_nothing()
            .returning(ApiCreation.token_id)
        )
        if fresh is None:
            first = session.execute(
                select(ApiCreation.fingerprint, ApiCreation.subject_id).where(*here)
            ).one()
            if first.fingerprint != fingerprint:
                raise Refused("This key stood for another request.", field="Idempotency-Key")
            return int(first.subject_id)
        made = create(session, uuid.uuid5(_NAMESPACE, f"{token_id} {key}"))
        session.execute(update(ApiCreation).where(*here).values(subject_id=made))
    return made


def once(verb: Callable[..., Any], *entries: object, **given: Any) -> int:
    """The id of what a verb of a room makes of these entries, once a key (`create_once`)."""

    def create(session: Session, key: uuid.UUID) -> int:
        made = verb(session, web.actor(), *entries, idempotency_key=key, **given)
        session.flush()
        return int(made.id)

    return create_once(create)


def carry_out(verb: Callable[..., Any], *entries: object, **given: Any) -> None:
    """One verb of a room on these entries, in a transaction of its own."""
    with transaction() as session:
        verb(session, web.actor(), *entries, **given)


def forget_old_keys(session: Session, *, now: datetime) -> int:
    """Forget the keys of creations older than `KEYS_ARE_KEPT`; returns how many.

    Nothing is created twice for it: the record itself keeps what its key was made to, and answers the
    same request again. Only that a key stood for another request is no longer noticed.
    """
    gone = session.execute(delete(ApiCreation).where(ApiCreation.at < now - KEYS_ARE_KEPT))
    return cast("CursorResult[object]", gone).rowcount


def _fingerprint() -> str:
    """A hash of what was asked for; the order of a body's names and its blanks do not matter."""
    body = repr(_ordered(request.get_json(silent=True)))
    return hashlib.sha256(f"{request.method} {request.path} {body}".encode()).hexdigest()


def _ordered(value: object) -> object:
    if isinstance(value, dict):
        return sorted((name, _ordered(inner)) for name, inner in value.items())
    return [_ordered(inner) for inner in value] if isinstance(value, list) else value
