"""Recording a change, inside the transaction that makes it.

Entries are collected on the session and inserted last of all before the commit, so the lock that
keeps the chain in order is held for a moment only, however long the use case was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import structlog
from sqlalchemy import insert
from sqlalchemy.orm import Session

from supervision.audit.models import AuditEntry
from supervision.core.access import Actor
from supervision.core.transaction import before_commit


def record(
    session: Session,
    actor: Actor,
    *,
    action: str,
    subject: tuple[str, int | None],
    office_id: int | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Note that `actor` did `action` to `subject` (kind, id); values as plain JSON after `plain`.

    `office_id` is the office whose rows were touched (the actor's own when left out); it decides
    who may read the entry. A change that came by a token of the API is led by an entry that says so,
    with the same request id.
    """
    pending = before_commit(session, "audit", _Pending())
    if actor.token_id is not None and not pending.entries:
        by_token = _entry(actor, "api.request", ("api_token", actor.token_id), actor.office_id)
        pending.entries.append(by_token)
    entry = _entry(actor, action, subject, actor.office_id if office_id is None else office_id)
    pending.entries.append(entry | {"before": plain(before), "after": plain(after)})


def _entry(
    actor: Actor, action: str, subject: tuple[str, int | None], office_id: int | None
) -> dict[str, Any]:
    return {
        "office_id": office_id,
        "actor_id": actor.user_id,
        "actor_name": actor.name,
        "request_id": structlog.contextvars.get_contextvars().get("request_id", ""),
        "action": action,
        "subject_kind": subject[0],
        "subject_id": subject[1],
        "before": None,
        "after": None,
    }


@dataclass
class _Pending:
    """Entries waiting for the commit; they live and die with the transaction's own queue."""

    entries: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, session: Session) -> None:
        # inline: no RETURNING, because the writer need not be allowed to read the entry
        session.execute(insert(AuditEntry).inline(), self.entries)


def plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Values as canonical JSON can hold them: dates in ISO form, decimals and enums as text."""
    if values is None:
        return None
    return {key: _plain(value) for key, value in sorted(values.items())}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in sorted(value.items())}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(inner) for inner in value]
    return value
