"""The board: open duties of each office by nearness of their day, each number opening its list."""

from __future__ import annotations

from typing import NamedTuple

from flask import Blueprint, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import NotFound
from supervision.core.i18n import current_language
from supervision.duties import queries
from supervision.offices.models import Office
from supervision.offices.queries import below

blueprint = Blueprint("board", __name__)


class Named(NamedTuple):
    """An office as a heading names it, with the ids from the root down to it."""

    id: int
    name: str
    ancestors: list[int]


def named(session: Session, office_id: int) -> Named:
    """The office's name in the reader's language; raises NotFound."""
    statement = select(Office.id, queries.office_name(current_language()), Office.ancestors)
    found = session.execute(statement.where(Office.id == office_id)).first()
    if found is None:
        raise NotFound
    return Named._make(found)


def crumbs_of(session: Session, office: Named, seen: tuple[int, ...]) -> list[tuple[str, str]]:
    """The offices above this one that the reader may open, as links from the top down."""
    above = [number for number in office.ancestors[:-1] if number in seen]
    if not above:
        return []
    statement = select(Office.id, queries.office_name(current_language()))
    found = session.execute(statement.where(Office.id.in_(above)))
    names = {row[0]: row[1] for row in found}
    return [(names[number], url_for("board.board", office=number)) for number in above]


@blueprint.get("/board")
@requires(Permission.SEE_CASES)
def board() -> str:
    """Own office and those right below it; a row with offices below opens a board of its own."""
    actor, session = web.actor(), db.session()
    office_id = request.args.get("office", actor.office_id, type=int)
    if office_id is None or office_id not in actor.offices_below:
        raise NotFound
    office = named(session, office_id)
    rows = queries.board(
        session,
        office_id=office_id,
        office_ids=below(session, office_id),
        today=web.today(),
        language=current_language(),
    )
    return render_template(
        "duties/board.html",
        office=office,
        crumbs=crumbs_of(session, office, actor.offices_below),
        rows=rows,
        totals={
            number: sum(getattr(row, number) for row in rows) for number in queries.BOARD_NUMBERS
        },
        list_url=url_for("duties.listed"),
        board_url=url_for("board.board"),
        may_plan=actor.may(Permission.MOVE_DUTIES) and office_id == actor.office_id,
    )
