"""Noting that somebody took a form away as a file."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor, Permission
from supervision.form4.rules import FORM_KIND


def note_export(session: Session, actor: Actor, *, asked: Mapping[str, str]) -> None:
    """Record which form left the house, and in whose hands. Raises Forbidden."""
    actor.demand(Permission.SEE_CASES)
    after = {"asked": dict(asked)}
    record(session, actor, action="form4.export", subject=(FORM_KIND, None), after=after)
