"""Court acts of a case as pages: recorded, their later days, their check (`2015 ¶13, ¶16`).

A refused or outdated form comes back with everything typed in it; nothing is kept by half.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import request

from supervision.cases import operations
from supervision.cases.act_forms import ActForm, CheckForm, CopyForm, ForceForm
from supervision.cases.act_presenting import act_name, chips_of
from supervision.cases.blueprint import blueprint
from supervision.cases.models import CourtAct
from supervision.cases.part_views import carried_out, court_choices, opened
from supervision.cases.queries.acts import act_of, acts_of
from supervision.cases.queries.parts import duties_by_trigger
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import NotFound, Refused
from supervision.core.form_walk import Answer
from supervision.core.i18n import _, current_language, day
from supervision.duties.views import lawbook, presenter


@blueprint.route("/<int:case_id>/acts/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new_act(case_id: int) -> Answer:
    """Record an act of a court; with the copy's day its protest window opens."""
    case = opened(case_id)
    language = current_language()
    acts = acts_of(db.session(), case_id)
    form = ActForm(
        courts=court_choices(case),
        acts=[(str(act.id), act_name(act, language)) for act in acts],
        data={"court_id": str(case.court_id), "idempotency_key": str(uuid.uuid4())},
    )
    return carried_out(
        case,
        form,
        "cases/act.html",
        lambda session, actor: operations.record_act(
            session,
            actor,
            case_id,
            form.entry(),
            idempotency_key=form.key,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The act is recorded."),
        anchor="acts",
    )


@blueprint.route("/<int:case_id>/acts/<int:act_id>/copy", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def act_copy(case_id: int, act_id: int) -> Answer:
    """Record, or correct, the day the copy was handed over: the protest window counts from it."""
    case, act = opened(case_id), act_for(case_id, act_id)
    if request.method == "GET" and act.is_checked:
        raise Refused("The act is checked already: its copy's day stays.")
    form = CopyForm(data={"version": str(act.version), "copy_on": act.copy_on or web.today()})
    return carried_out(
        case,
        form,
        "cases/act_day.html",
        lambda session, actor: operations.record_copy(
            session,
            actor,
            case_id,
            act_id,
            copy_on=form.day("copy_on"),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The day of the copy is recorded; the term of the protest counts from it."),
        anchor="acts",
        standing=lambda: standing_of(case_id, act_id),
        title=_("Day of the copy"),
        act=act_name(act, current_language()),
        field_name="copy_on",
        help=_("The term of the protest and of the check counts from this day."),
    )


@blueprint.route("/<int:case_id>/acts/<int:act_id>/in-force", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def act_in_force(case_id: int, act_id: int) -> Answer:
    """Record, or correct, the day an act entered into force."""
    case, act = opened(case_id), act_for(case_id, act_id)
    shown = {"version": str(act.version), "in_force_on": act.in_force_on or web.today()}
    form = ForceForm(data=shown)
    return carried_out(
        case,
        form,
        "cases/act_day.html",
        lambda session, actor: operations.record_entry_into_force(
            session,
            actor,
            case_id,
            act_id,
            in_force_on=form.day("in_force_on"),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The entry into force is recorded."),
        anchor="acts",
        standing=lambda: standing_of(case_id, act_id),
        title=_("Entry into force"),
        act=act_name(act, current_language()),
        field_name="in_force_on",
        help="",
    )


@blueprint.route("/<int:case_id>/acts/<int:act_id>/check", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def act_check(case_id: int, act_id: int) -> Answer:
    """Record whether an act is lawful (`2015 ¶16`), beside the term that runs."""
    case, act, writer = opened(case_id), act_for(case_id, act_id), presenter()
    if request.method == "GET" and act.is_checked:
        raise Refused("The result of this check is recorded already.")
    form = CheckForm(data={"version": str(act.version), "checked_on": web.today()})
    chips = chips_of(act, duties_by_trigger(db.session(), case_id, writer.language), writer)
    checked_on = form.checked_on.data or web.today()
    return carried_out(
        case,
        form,
        "cases/act_check.html",
        lambda session, actor: operations.record_check(
            session,
            actor,
            case_id,
            act_id,
            result=form.result.data or "",
            checked_on=form.day("checked_on"),
            note=form.note.data or "",
            lateness=form.lateness,
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The result of the check is recorded."),
        anchor="acts",
        standing=lambda: standing_of(case_id, act_id),
        act=act_name(act, writer.language),
        chips=chips,
        late=any(each.due_on and not each.done_on and each.due_on < checked_on for each in chips),
    )


def act_for(case_id: int, act_id: int) -> CourtAct:
    """The act of this case for a form; raises NotFound for any other."""
    act = act_of(db.session(), case_id, act_id)
    if act is None:
        raise NotFound
    return act


def standing_of(case_id: int, act_id: int) -> Sequence[tuple[str, str]]:
    """The act as it stands now, for whom it was changed under the hand."""
    now = act_for(case_id, act_id)
    result = _(f"cases.check.{now.check_result}") if now.check_result else ""
    told = (
        (_("Court acts"), act_name(now, current_language())),
        (_("Copy handed over on"), day(now.copy_on) if now.copy_on else ""),
        (_("In force since"), day(now.in_force_on) if now.in_force_on else ""),
        (_("Result of the check"), result),
        (_("What the check found"), now.check_note),
    )
    return [(label, value) for label, value in told if value]
