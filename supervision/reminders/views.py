"""Pages of notices, and what the frame of every page shows of them.

`channel_views` and `feed_views` put their pages on the same blueprint.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from supervision.core import clock, pages, web
from supervision.core.access import Actor, Permission, signed_in
from supervision.core.db import db
from supervision.core.i18n import _, current_language, ngettext_
from supervision.core.paging import Cursor
from supervision.core.transaction import transaction
from supervision.decrees.law_at_work import lawbook
from supervision.duties.queries import own_back_plans
from supervision.law.back_plan import USUAL, BackPlan
from supervision.law.model import UnknownLaw
from supervision.reminders import (
    channel_views,
    feed_views,
    health_views,
    operations,
    queries,
    watching,
)
from supervision.reminders.blueprint import blueprint
from supervision.reminders.presenting import finding_words, late_words, plan_words, rung_words
from supervision.reminders.queries import Notice, Standing
from supervision.reminders.rules import WATCHED_BY
from supervision.reminders.watch_rules import findings

__all__ = ["blueprint", "channel_views", "feed_views", "frame"]
health_views.attach(pages.health)


class Line(NamedTuple):
    """One notice as the list writes it."""

    notice: Notice
    title: str
    rung: str
    late: str
    plan: str


@blueprint.get("/notices")
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
        "reminders/notices.html",
        page=page,
        lines=lines,
        unread_only=unread_only,
        sees_undelivered=web.actor().may(Permission.DIVIDE_WORK),
    )


@blueprint.post("/notices/<int:notice_id>/open")
@signed_in
def open_notice(notice_id: int) -> Response:
    """Mark an own notice as seen and go to its duty; 404 for anybody else's."""
    with transaction() as session:
        notice = operations.mark_seen(session, web.actor(), notice_id, now=clock.now())
        duty_id = notice.duty_id
    return redirect(url_for("duties.duty", duty_id=duty_id))


@blueprint.post("/notices/seen")
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
    """For every page: how many notices wait, and a banner for each thing the watchdog finds.

    Heads, deputies and administrators are told of the machinery: they can act on it. It is looked
    at on request, so the banner needs neither scheduler nor worker.
    """
    actor: Actor | None = g.get("actor")
    if actor is None:
        return {"unread_notices": 0, "banners": []}
    now = clock.now()
    standing = queries.standing(db.session(), actor.user_id, now)
    banners = _banners(standing, now) if actor.post in WATCHED_BY else []
    if standing.ready_files:
        text = _("The file you asked for is ready: see Files taken away.")
        banners.append({"kind": "info", "text": text})
    return {"unread_notices": standing.unread, "banners": banners}


def _banners(standing: Standing, now: datetime) -> list[dict[str, str]]:
    zone = web.settings().zone
    seen = replace(
        watching.seen_lately(now),
        at=now,
        last_beat=standing.last_beat,
        last_work=standing.last_work,
    )
    banners = [{"kind": "danger", "text": finding_words(each, zone)} for each in findings(seen)]
    if standing.failed_letters:
        text = ngettext_(
            "%(num)s letter did not arrive: see Notices, Not delivered.",
            "%(num)s letters did not arrive: see Notices, Not delivered.",
            standing.failed_letters,
        )
        banners.append({"kind": "warning", "text": text})
    return banners


def _line(notice: Notice, plan: BackPlan) -> Line:
    law = lawbook()
    has_plan = False
    try:
        rule = law.rule(notice.rule, notice.due_on)
    except UnknownLaw:
        title = notice.rule
    else:
        title = rule.title.in_language(current_language())
        has_plan = rule.back_plan
    late = late_words(notice.late_hours)
    return Line(
        notice,
        title,
        rung_words(notice.rung),
        late,
        plan_words(plan, notice.rung) if has_plan else "",
    )
