"""The page that takes a change of the law back, the same for a decree and for an amendment.

Belongs here: its walk, and the day and moment a change is made at. Does not belong here: what is undone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from supervision.core import clock, web
from supervision.core.access import Actor
from supervision.core.form_walk import Answer, walk
from supervision.core.queue import TaskName, hand_over
from supervision.core.transaction import after_commit
from supervision.rehearsals import operations
from supervision.rehearsals.forms import UndoForm
from supervision.rehearsals.policy import may_change
from supervision.rehearsals.queries import Change


def at_now() -> operations.At:
    """The day and the moment of this request at the office's seat."""
    return operations.At(web.today(), clock.now(), web.settings().zone)


def undone(
    change: Change,
    template: str,
    undo: Callable[[Session, Actor, UndoForm], Any],
    *,
    done: str,
    **shown: Any,
) -> Answer:
    """Ask for the reason and take the change back; open duties are counted anew after the commit."""
    form = UndoForm(data={"version": str(change.version)})
    settings = web.settings()

    def verb(session: Session, actor: Actor) -> None:
        undo(session, actor, form)
        after_commit(session, lambda: hand_over(settings, TaskName.REBUILD_DUTIES))

    return walk(
        form,
        template,
        verb,
        done=done,
        to=url_for("rehearsals.change", change_id=change.id),
        meanwhile=lambda: True,
        change=change,
        may_undo=change.undone_at is None and may_change(web.actor()),
        **shown,
    )
