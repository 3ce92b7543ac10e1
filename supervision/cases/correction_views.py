"""Corrections of court acts as pages: the act itself, a check recorded wrongly (`2015 ¶16`).

A refused or outdated form comes back with everything typed in it; nothing is kept by half.
"""

from __future__ import annotations

from typing import Any

from flask import request

from supervision.cases import operations
from supervision.cases.act_forms import CorrectionForm
from supervision.cases.act_presenting import act_name
from supervision.cases.act_views import act_for, standing_of
from supervision.cases.blueprint import blueprint
from supervision.cases.models import CourtAct
from supervision.cases.part_views import carried_out, court_choices, opened
from supervision.cases.queries.acts import acts_of
from supervision.cases.step_forms import ReasonForm
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import Refused
from supervision.core.form_walk import Answer
from supervision.core.i18n import _, current_language
from supervision.duties.views import lawbook

_SHOWN = (
    *("instance", "kind", "made_on", "is_arrest", "termination_ground", "part", "copy_on"),
    "in_force_on",
)


@blueprint.route("/<int:case_id>/acts/<int:act_id>/correct", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def act_correction(case_id: int, act_id: int) -> Answer:
    """Correct the kind, the days or the words of an act, with the reason."""
    case, act = opened(case_id), act_for(case_id, act_id)
    language = current_language()
    others = [each for each in acts_of(db.session(), case_id) if each.id != act_id]
    form = CorrectionForm(
        courts=court_choices(case),
        acts=[(str(each.id), act_name(each, language)) for each in others],
        data=_recorded(act),
    )
    return carried_out(
        case,
        form,
        "cases/act_correction.html",
        lambda session, actor: operations.correct_act(
            session,
            actor,
            case_id,
            act_id,
            form.entry(),
            reason=form.reason.data or "",
            version=form.seen or 0,  # no act has this version: a form must say what it saw
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The act is corrected; its duties follow."),
        anchor="acts",
        standing=lambda: standing_of(case_id, act_id),
        act=act_name(act, language),
    )


@blueprint.route("/<int:case_id>/acts/<int:act_id>/reopen", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def act_reopened(case_id: int, act_id: int) -> Answer:
    """Open a wrongly recorded check again, with the reason."""
    case, act = opened(case_id), act_for(case_id, act_id)
    if request.method == "GET" and not act.is_checked:
        raise Refused("The act has no check to open again.")
    form = ReasonForm(data={"version": str(act.version)})
    return carried_out(
        case,
        form,
        "cases/step.html",
        lambda session, actor: operations.reopen_check(
            session,
            actor,
            case_id,
            act_id,
            reason=form.reason.data or "",
            version=form.seen or 0,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Open the check again"),
        note=_("The reason stays in the history of the case."),
        about=[act_name(act, current_language()), act.check_note],
        submit=_("Open the check again"),
        done=_("The check is open again; its term runs as before."),
        anchor="acts",
        standing=lambda: standing_of(case_id, act_id),
    )


def _recorded(act: CourtAct) -> dict[str, Any]:
    """A recorded act as the form of its correction begins."""
    return {
        **{name: getattr(act, name) for name in _SHOWN},
        "court_id": str(act.court_id),
        "reviews_id": str(act.reviews_id or ""),
        "version": str(act.version),
    }
