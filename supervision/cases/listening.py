"""What rooms above do at once when something of a subject was recorded; the roof names them all.

Belongs here: handing the news on, inside the transaction that made it. Does not belong here: what
any room does with it, because imports go down only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask import current_app
from sqlalchemy.orm import Session

from supervision.core.access import Actor

EXTENSION = "subject_listeners"
Listener = Callable[[Session, Actor, tuple[str, int]], None]


def heard(session: Session, actor: Actor, subject: tuple[str, int]) -> None:
    """Let every listener know that something of `subject` (kind, id) was recorded."""
    listeners: Iterable[Listener] = current_app.extensions.get(EXTENSION, ())
    for listen in listeners:
        listen(session, actor, subject)
