"""What the forms of acts of response have in common: opened, carried out, told when outdated.

Belongs here: the walk of one form. Does not belong here: a page.
"""

from __future__ import annotations

from typing import Any, cast

from flask import current_app, request, url_for

from supervision.audit.queries import history_of
from supervision.core import web
from supervision.core.db import db
from supervision.core.form_walk import Answer, Verb, walk
from supervision.core.problems import refuse
from supervision.duties.forms import RecordForm
from supervision.duties.views import lawbook, presenter
from supervision.responses import policy
from supervision.responses.models import ResponseAct
from supervision.responses.operations.within import House
from supervision.responses.presenting import act_title, history
from supervision.responses.queries import get_act
from supervision.responses.rules import KIND, step_problems
from supervision.responses.subjects import Rooms

EXTENSION = "response_subjects"
FORM = "responses/step.html"


def rooms() -> Rooms:
    """The rooms whose subjects acts of response are brought about."""
    return cast(Rooms, current_app.extensions[EXTENSION])


def house() -> House:
    """What the operations are given on this request."""
    return House(rooms(), lawbook(), web.today())


def opened(response_id: int, step: str) -> ResponseAct:
    """The act for a step's form; refuses whoever may not change it, and a step that is over."""
    found = get_act(db.session(), response_id)
    policy.demand_change(web.actor(), found)
    if request.method == "GET":
        refuse(step_problems(step, found.state))
    return found


def take_step(found: ResponseAct, form: RecordForm, verb: Verb, **page: Any) -> Answer:
    """One step of an act's course; leads back to the act."""
    back = url_for("responses.act", response_id=found.id)
    crumbs = [(act_title(found), back)]
    return carried_out(form, verb, act_id=found.id, crumbs=crumbs, back=back, **page)


def carried_out(
    form: RecordForm, verb: Verb, *, done: str, back: str, act_id: int | None = None, **page: Any
) -> Answer:
    """Show the form, or carry out the verb and go to the act; what was typed always stays."""

    def address(made: Any) -> str:
        made_id = made.id if isinstance(made, ResponseAct) else act_id
        return url_for("responses.act", response_id=made_id)

    told = {"meanwhile": lambda: _meanwhile(act_id), "back": back, **page}
    return walk(form, FORM, verb, done=done, to=address, **told)


def _meanwhile(act_id: int | None) -> list[Any]:
    """What somebody else recorded last, told as the history tells it."""
    entries = history_of(db.session(), KIND, act_id) if act_id is not None else []
    return history(entries[-1:], presenter())
