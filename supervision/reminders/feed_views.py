"""The calendar behind a secret address: found by the secret's hash, read with its owner's rights.

Belongs here: answering the request. Does not belong here: the format (`calendar_feed.py`).
"""

from __future__ import annotations

import math
import uuid
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import cast

from flask import Response, abort, current_app, request

from supervision.core import clock, web
from supervision.core.access import Actor, public
from supervision.core.db import db, set_scope
from supervision.core.errors import NotFound
from supervision.core.i18n import _, speaking
from supervision.core.transaction import transaction
from supervision.decrees.law_at_work import lawbook
from supervision.duties.queries import own_back_plans
from supervision.duties.rules import DutyState
from supervision.law import terms
from supervision.law.back_plan import USUAL, BackPlan
from supervision.law.lawbook import Lawbook
from supervision.law.model import UnknownLaw
from supervision.offices import throttle
from supervision.reminders import calendar_feed as ics
from supervision.reminders import letter_queries
from supervision.reminders.blueprint import blueprint
from supervision.reminders.letter_queries import Dated
from supervision.reminders.letters import Links, line_of, public_host
from supervision.reminders.rules import morning, rungs, rungs_of, secret_hash


@blueprint.get("/calendar/<uuid:secret>.ics")
@public
def calendar_feed(secret: uuid.UUID) -> Response:
    """The duties of the address's owner; 404 for any other secret and for a closed account."""
    session = db.session()
    actor = letter_queries.owner_of_feed(session, secret_hash(secret))
    if actor is None:
        _count_wrong_secret()
        raise NotFound
    set_scope(session, actor.scope)
    with speaking(actor.language):
        body = _calendar(actor)
    answer = Response(body, mimetype="text/calendar")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Disposition"] = 'inline; filename="duties.ics"'
    answer.add_etag()
    return cast(Response, answer.make_conditional(request))


def _count_wrong_secret() -> None:
    """Guessing is hopeless, but need not be cheap: five wrong secrets in five minutes, then a wait.

    Counted apart from the tries to sign in, so that a forgotten calendar locks nobody out.
    """
    place = f"calendar {request.remote_addr or ''}"
    with transaction() as session:
        wait = throttle.take_try(session, place, place, now=clock.now())
    if wait is not None:
        seconds = str(math.ceil(wait / timedelta(seconds=1)))
        abort(Response("", HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": seconds}))


def _calendar(actor: Actor) -> bytes:
    session = db.session()
    dated = letter_queries.calendar_of(session, actor.user_id or 0, web.today(), actor.language)
    plans = own_back_plans(session)
    entries = [
        _entry(each, actor.language, plans.get(each.row.owner_office_id, USUAL)) for each in dated
    ]
    name = _("Duties: %(name)s", name=actor.name)
    return ics.write(entries, name=name, language=actor.language)


def _entry(dated: Dated, language: str, plan: BackPlan) -> ics.Entry:
    law = lawbook()
    row = dated.row
    line = line_of(row, law, Links(current_app), language)
    done = row.state == DutyState.FULFILLED
    told = [line.subject, line.office, line.citation, "", *line.steps, "", line.link]
    return ics.Entry(
        uid=f"duty-{row.id}@{public_host(web.settings())}",
        on=row.due_on or web.today(),
        title=_("Done: %(title)s", title=line.title) if done else line.title,
        description="\n".join(told).strip(),
        link=line.link,
        sequence=dated.version - 1,
        changed_at=dated.changed_at,
        state=row.state,
        alarms=_alarms(dated, law, plan),
    )


def _alarms(dated: Dated, law: Lawbook, plan: BackPlan) -> list[datetime]:
    """The mornings of the rule's ladder, the safe days of a back-plan among them."""
    row = dated.row
    if row.state != DutyState.OPEN or row.due_on is None or row.paused_on is not None:
        return []
    try:
        rule = law.rule(row.rule, row.event_on)
    except UnknownLaw:
        return []
    of_law = terms.rungs(law.calendar, rule, row.due_on)
    numbers = sorted({*of_law, *(rungs_of(plan) if rule.back_plan else ())})
    found, _beyond = rungs(law.calendar, numbers, row.due_on)
    return [morning(rung.day, web.settings().zone) for rung in found]
