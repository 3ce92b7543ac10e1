"""Late without a cause: the list for heads, and the strip on their desk that leads to it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from sqlalchemy.orm import Session

from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.db import db
from supervision.core.i18n import current_language
from supervision.core.paging import Cursor
from supervision.duties.desk_panels import DeskPanel
from supervision.duties.late_queries import list_unexplained, number_unexplained
from supervision.duties.serving import presenter

blueprint = Blueprint("late", __name__)


@blueprint.get("/duties/late")
@requires(Permission.MOVE_DUTIES)
def late() -> str:
    """Duties of the office and of those below that were done late, with nobody's cause named."""
    page = list_unexplained(
        db.session(),
        office_ids=web.actor().offices_below,
        language=current_language(),
        cursor=Cursor.parse(request.args.get("page")),
    )
    return render_template("duties/late.html", page=page, lines=presenter().lines(page.rows))


def _of_office(session: Session, actor: Actor) -> Sequence[int]:
    """How many of the own office's wait; the offices below have heads of their own."""
    if actor.office_id is None or not actor.may(Permission.MOVE_DUTIES):
        return ()
    number = number_unexplained(session, [actor.office_id])
    return (number,) if number else ()


UNEXPLAINED = DeskPanel("late_without_cause", "duties/_late_on_desk.html", _of_office)
