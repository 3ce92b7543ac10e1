"""Pages of notices, and what the frame of every page shows of them."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from supervision.core import clock, pages, web
from supervision.core.access import Actor, signed_in
from supervision.core.db import db
from supervision.core.i18n import _, current_language, moment, ngettext_
from supervision.core.paging import Cursor
from supervision.core.transaction import transaction
from supervision.duties.queries import own_back_plans
from supervision.law.back_plan import USUAL, BackPlan, PlanStep
from supervision.law.lawbook import Lawbook
from supervision.law.model import UnknownLaw
from supervision.reminders import health_views, operations, queries
from supervision.reminders.queries import Notice
from supervision.reminders.rules import WATCHED_BY, silent

blueprint = Blueprint("reminders", __name__, url_prefix="/notices")
health_views.attach(pages.health)


class Line(NamedTuple):
    """One notice as the list writes it."""

    notice: Notice
    title: str
    rung: str
    late: str
    plan: str


@blueprint.get("")
@signed_in
def notices() -> str:
    """The reader's own notices, newest first; `?show=unread` leaves out those already opened."""
    unread_only = request.args.get("show") == "unread"
    page = queries.notices_of(
        db.session(),
        web.actor().user_id,
        unread_only=unread_only,
        language=current_language(),
        cursor=Cursor.parse(request.args.get("page")),
    )
    plans = own_back_plans(db.session())
    lines = [_line(notice, plans.get(notice.owner_office_id, USUAL)) for notice in page.rows]
    return render_template(
        "reminders/notices.html", page=page, lines=lines, unread_only=unread_only
    )


@blueprint.post("/<int:notice_id>/open")
@signed_in
def open_notice(notice_id: int) -> Response:
    """Mark an own notice as seen and go to its duty; 404 for anybody else's."""
    with transaction() as session:
        notice = operations.mark_seen(session, web.actor(), notice_id, now=clock.now())
        duty_id = notice.duty_id
    return redirect(url_for("duties.duty", duty_id=duty_id))


@blueprint.post("/seen")
@signed_in
def mark_all_seen() -> Response:
    """Mark all own notices as seen."""
    with transaction() as session:
        seen = operations.mark_all_seen(session, web.actor(), now=clock.now())
    flash(
        ngettext_("%(num)s notice marked as seen", "%(num)s notices marked as seen", seen),
        "success",
    )
    return redirect(url_for("reminders.notices"))


def frame() -> dict[str, Any]:
    """For every page: how many notices wait, and a banner when the scheduler is silent.

    Heads, deputies and administrators are told of the silence: they can act on it.
    """
    actor: Actor | None = g.get("actor")
    if actor is None:
        return {"unread_notices": 0, "banners": []}
    standing = queries.standing(db.session(), actor.user_id)
    banners = []
    if actor.post in WATCHED_BY and silent(standing.last_beat, clock.now()):
        since = moment(standing.last_beat, web.settings().zone)
        text = _(
            "The scheduler has been silent since %(moment)s: no notices go out. "
            "Tell whoever runs the system; nothing is lost, they leave when it is back.",
            moment=since,
        )
        banners.append({"kind": "danger", "text": text})
    return {"unread_notices": standing.unread, "banners": banners}


def _line(notice: Notice, plan: BackPlan) -> Line:
    law = cast(Lawbook, current_app.extensions["law"])
    steps: list[PlanStep] = []
    try:
        rule = law.rule(notice.rule, notice.due_on)
    except UnknownLaw:
        title = notice.rule
    else:
        title = rule.title.in_language(current_language())
        steps = plan.steps_at(-notice.rung) if rule.back_plan else []
    late = (
        ngettext_("late by %(num)s h", "late by %(num)s h", notice.late_hours)
        if notice.late_hours
        else ""
    )
    plan_words = " · ".join(_(f"duties.plan.{step}") for step in steps)
    return Line(notice, title, _rung_words(notice.rung), late, plan_words)


def _rung_words(rung: int) -> str:
    """A rung as a reader says it, in working days."""
    if rung == 0:
        return _("due on this day")
    if rung < 0:
        return ngettext_(
            "%(num)s working day before the day", "%(num)s working days before the day", -rung
        )
    return ngettext_("overdue by %(num)s working day", "overdue by %(num)s working days", rung)
