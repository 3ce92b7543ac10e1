"""Noting that somebody took a register away as a file."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor, Permission
from supervision.guidance.rules.shape import Register


def note_export(
    session: Session, actor: Actor, register: Register, *, rows: int, asked: Mapping[str, str]
) -> None:
    """Record which register and how many rows left the house, and in whose hands.

    Raises Forbidden for a post that sees no cases.
    """
    actor.demand(Permission.SEE_CASES)
    after = {"rows": rows, "asked": dict(asked)}
    record(session, actor, action="guidance.export", subject=(register.kind, None), after=after)
