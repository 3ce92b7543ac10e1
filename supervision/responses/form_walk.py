"""What the forms of acts of response have in common: opened, carried out, told when outdated.

Belongs here: the walk of one form. Does not belong here: a page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from flask import current_app, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from supervision.audit.queries import history_of
from supervision.core import web
from supervision.core.access import Actor
from supervision.core.db import db
from supervision.core.errors import Forbidden, Refused, Stale
from supervision.core.problems import refuse
from supervision.core.transaction import transaction
from supervision.duties.views import lawbook, presenter
from supervision.responses import policy
from supervision.responses.forms import RecordForm
from supervision.responses.models import ResponseAct
from supervision.responses.operations.within import House
from supervision.responses.presenting import act_title, history
from supervision.responses.queries import get_act
from supervision.responses.rules import KIND, step_problems
from supervision.responses.subjects import Rooms

Answer = AnyResponse | str | tuple[str, int]
Verb = Callable[[Session, Actor], object]
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
    page |= {"form": form, "back": back}
    if request.method == "GET":
        return render_template(FORM, **page)
    if not form.validate():
        return render_template(FORM, **page), 422
    try:
        with transaction() as session:
            made = verb(session, web.actor())
    except Forbidden:
        raise
    except Stale as stale:
        form.version.data = str(stale.found_version)
        return render_template(FORM, **page, meanwhile=_meanwhile(act_id)), 409
    except Refused as refused:
        return render_template(FORM, **page, problems=form.take(refused.problems)), 422
    flash(done, "success")
    made_id = made.id if isinstance(made, ResponseAct) else act_id
    return redirect(url_for("responses.act", response_id=made_id))


def _meanwhile(act_id: int | None) -> list[Any]:
    """What somebody else recorded last, told as the history tells it."""
    entries = history_of(db.session(), KIND, act_id) if act_id is not None else []
    return history(entries[-1:], presenter())
