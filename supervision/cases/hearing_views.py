"""Hearings of a case as pages: set, changed, and what became of them.

A refused or outdated form comes back with everything typed in it; nothing is kept by half.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import request
from sqlalchemy.orm import Session

from supervision.cases import operations
from supervision.cases.blueprint import blueprint
from supervision.cases.hearing_forms import HearingForm, OutcomeForm, ReportForm, hearing_data
from supervision.cases.hearing_presenting import standing_of
from supervision.cases.hearing_warnings import warn_of_hearing
from supervision.cases.models import AdminCase, CaseHearing
from supervision.cases.part_views import carried_out, court_choices, opened, people_choices
from supervision.cases.queries.courts import get_court
from supervision.cases.queries.hearings import hearing_of
from supervision.cases.queries.parts import people_names
from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.db import db
from supervision.core.errors import Refused
from supervision.core.form_walk import Answer
from supervision.core.i18n import _, current_language, moment
from supervision.duties.views import lawbook


@blueprint.route("/<int:case_id>/hearings/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new_hearing(case_id: int) -> Answer:
    """Set a hearing; the duty to take part opens with it where the law gives one."""
    case = opened(case_id)
    form = _form(
        case,
        court_id=str(case.court_id),
        prosecutor_id=str(case.assignee_id or ""),
        idempotency_key=str(uuid.uuid4()),
    )

    def verb(session: Session, actor: Actor) -> CaseHearing:
        hearing = operations.set_hearing(
            session,
            actor,
            case_id,
            form.entry(),
            idempotency_key=form.key,
            zone=web.settings().zone,
            law=lawbook(),
            today=web.today(),
        )
        warn_of_hearing(session, hearing)
        return hearing

    return carried_out(
        case,
        form,
        "cases/hearing.html",
        verb,
        done=_("The hearing is recorded."),
        anchor="hearings",
        title=_("Add a hearing"),
    )


@blueprint.route("/<int:case_id>/hearings/<int:hearing_id>", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def hearing(case_id: int, hearing_id: int) -> Answer:
    """Change moment, court, place or prosecutor of a hearing; its duty moves with it."""
    case = opened(case_id)
    found = hearing_of(db.session(), case_id, hearing_id)
    if request.method == "GET" and found.outcome is not None:
        raise Refused("What became of this hearing is recorded already.")
    form = _form(case, **hearing_data(found, web.settings().zone))

    def verb(session: Session, actor: Actor) -> CaseHearing:
        changed = operations.change_hearing(
            session,
            actor,
            case_id,
            hearing_id,
            form.entry(),
            version=form.seen,
            zone=web.settings().zone,
            law=lawbook(),
            today=web.today(),
        )
        warn_of_hearing(session, changed)
        return changed

    return carried_out(
        case,
        form,
        "cases/hearing.html",
        verb,
        done=_("The hearing is changed; its duty moved with it."),
        anchor="hearings",
        standing=lambda: _standing(case_id, hearing_id),
        title=_("Change the hearing"),
    )


@blueprint.route("/<int:case_id>/hearings/<int:hearing_id>/outcome", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def hearing_outcome(case_id: int, hearing_id: int) -> Answer:
    """Record who took part, why nobody did, or that the hearing was not held."""
    case = opened(case_id)
    found = hearing_of(db.session(), case_id, hearing_id)
    form = OutcomeForm(
        colleagues=people_choices(case),
        data={
            "version": str(found.version),
            "outcome": found.outcome,
            "took_part_id": str(found.took_part_id or found.prosecutor_id or ""),
            "absence_cause": found.absence_cause,
            "note": found.note,
        },
    )
    return carried_out(
        case,
        form,
        "cases/hearing_outcome.html",
        lambda session, actor: operations.record_outcome(
            session,
            actor,
            case_id,
            hearing_id,
            form.entry(),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The outcome of the hearing is recorded."),
        anchor="hearings",
        standing=lambda: _standing(case_id, hearing_id),
        when=moment(found.starts_at, web.settings().zone),
        court=get_court(db.session(), found.court_id).name_in(current_language()),
    )


@blueprint.route("/<int:case_id>/hearings/<int:hearing_id>/report", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def hearing_report(case_id: int, hearing_id: int) -> Answer:
    """Record that the study of the materials was reported to the head or deputy (`2015 ¶10`)."""
    case = opened(case_id)
    found = hearing_of(db.session(), case_id, hearing_id)
    form = ReportForm(
        data={
            "version": str(found.version),
            "reported_on": found.reported_on or web.today(),
            "reported_to": found.reported_to,
        }
    )
    return carried_out(
        case,
        form,
        "cases/hearing_report.html",
        lambda session, actor: operations.record_report(
            session,
            actor,
            case_id,
            hearing_id,
            reported_on=form.day("reported_on"),
            reported_to=form.reported_to.data or "",
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The report is recorded."),
        anchor="hearings",
        standing=lambda: _standing(case_id, hearing_id),
        when=moment(found.starts_at, web.settings().zone),
    )


def _form(case: AdminCase, **data: object) -> HearingForm:
    return HearingForm(
        courts=court_choices(case),
        colleagues=people_choices(case),
        zone=web.settings().zone,
        data=data,
    )


def _standing(case_id: int, hearing_id: int) -> Sequence[tuple[str, str]]:
    """The hearing as it stands now, for whom it was changed under the hand."""
    session = db.session()
    now = hearing_of(session, case_id, hearing_id)
    names = people_names(session, [now.prosecutor_id or 0])
    court = get_court(session, now.court_id).name_in(current_language())
    prosecutor = names.get(now.prosecutor_id or 0, "")
    return standing_of(now, court, prosecutor, web.settings().zone)
