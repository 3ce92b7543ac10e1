"""What this room does at once when something of a case was recorded (`2015 ¶22`)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from supervision.cases.rules import KIND as CASE
from supervision.core import web
from supervision.core.access import Actor
from supervision.duties.views import lawbook
from supervision.exclusions.operations import keep_in_step


def listen(session: Session, actor: Actor, subject: tuple[str, int]) -> None:
    """Let the terms of the case's requests follow a court act whose day was corrected."""
    kind, number = subject
    if kind == CASE:
        session.flush()
        keep_in_step(session, actor, number, law=lawbook(), today=web.today())
