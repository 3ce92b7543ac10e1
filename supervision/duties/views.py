"""The desk and the list behind each number.

One duty, the board and the law library have views of their own beside this file; `blueprints` names
all. `lawbook` and `presenter` are handed on to the rooms above.
"""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from supervision.core import web
from supervision.core.access import Actor, Level, Permission, requires, signed_in
from supervision.core.db import db
from supervision.core.i18n import current_language
from supervision.core.paging import Cursor
from supervision.duties import (
    board_views,
    desk_queries,
    duty_views,
    late_views,
    library_views,
    plan_views,
    planner_views,
    queries,
)
from supervision.duties.blueprint import blueprint
from supervision.duties.desk_panels import news_of
from supervision.duties.list_asking import asked_for, office_asked
from supervision.duties.serving import lawbook, presenter

__all__ = ["blueprints", "duty_views", "lawbook", "presenter"]
blueprints: tuple[Blueprint, ...] = (
    blueprint,
    board_views.blueprint,
    plan_views.blueprint,
    late_views.blueprint,
    planner_views.blueprint,
    library_views.blueprint,
)


@blueprint.get("/")
@signed_in
def desk() -> str | AnyResponse:
    """What the office, or its user alone, owes now: overdue, today, the next seven days."""
    actor = web.actor()
    if not actor.may(Permission.SEE_CASES) or actor.office_id is None:
        return redirect(url_for("offices.people"))
    mine = request.args.get("whose") == "mine"
    today = web.today()
    found = desk_queries.desk(
        db.session(),
        office_id=actor.office_id,
        user_id=actor.user_id if mine else None,
        today=today,
        language=current_language(),
    )
    writer = presenter()
    return render_template(
        "duties/desk.html",
        today=today,
        mine=mine,
        counts=found.counts,
        overdue=writer.lines(found.overdue),
        due_today=writer.lines(found.today),
        soon=writer.lines(found.soon),
        outside=writer.lines(found.outside),
        below=_below(actor),
        panels=news_of(db.session(), actor),
    )


def _below(actor: Actor) -> tuple[int, int] | None:
    """Offices below with overdue duties, for those who have offices below."""
    others = [office for office in actor.offices_below if office != actor.office_id]
    if actor.level is Level.DISTRICT or not others:
        return None
    return queries.overdue_below(db.session(), office_ids=others, today=web.today())


@blueprint.get("/duties/list")
@requires(Permission.SEE_CASES)
def listed() -> str:
    """The open duties behind a number; the same condition counted them."""
    actor = web.actor()
    asked = asked_for(db.session(), actor)
    page = queries.listed(
        db.session(),
        **asked._asdict(),
        today=web.today(),
        language=current_language(),
        cursor=Cursor.parse(request.args.get("page")),
    )
    writer = presenter()
    return render_template(
        "duties/list.html",
        page=page,
        lines=writer.lines(page.rows),
        filters=request.args,
        column=asked.column,
        office=board_views.named(db.session(), office_asked(actor)),
        below=len(asked.office_ids) > 1,
        rules=_rule_choices(),
    )


def _rule_choices() -> list[tuple[str, str]]:
    """The rules that bind today, for the filter, by paragraph and title."""
    language = current_language()
    return [
        (rule.name, f"{rule.paragraph} · {rule.title.in_language(language)}")
        for rule in lawbook().rules(web.today())
        if rule.owed_by is not None and not rule.owed_by.is_outside
    ]
