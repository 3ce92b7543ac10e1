"""Assessments of the higher office: their two forms, and the list of what awaits one (`2015 ¶22–23`)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from flask import render_template, url_for

from supervision.cases.rules import KIND as CASE
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.asking import chosen
from supervision.core.db import db
from supervision.core.form_walk import Answer
from supervision.core.i18n import _, current_language
from supervision.exclusions import operations, policy
from supervision.exclusions.blueprint import blueprint
from supervision.exclusions.forms import FOUND, NOT_FOUND, AssessmentForm
from supervision.exclusions.models import ActAssessment, ProtestAssessment
from supervision.exclusions.operations.assessing import demand_assessable, demand_failed
from supervision.exclusions.part_views import stepped
from supervision.exclusions.queries import assessments as queries
from supervision.exclusions.rules import ACT_KIND, PROTEST_KIND
from supervision.protests.presenting import OUTCOME_TONES, act_words, matter_url, title_of
from supervision.protests.queries.matters import matter_of
from supervision.protests.queries.protests import dossier_of as protest_dossier
from supervision.representations.register_views import office_choices


@blueprint.get("/assessments")
@requires(Permission.SEE_CASES)
def assessments() -> str:
    """The acts and protests of the offices below that the reader's office has to assess."""
    session, actor, language = db.session(), web.actor(), current_language()
    own = str(actor.office_id or "")
    offices = [(number, name) for number, name in office_choices() if number != own]
    office = chosen("office", offices)
    below = [number for number in actor.offices_below if number != actor.office_id]
    asked = [int(office)] if office else below
    return render_template(
        "exclusions/assessments.html",
        acts=queries.awaiting_acts(session, office_ids=asked, language=language),
        protests=queries.awaiting_protests(session, office_ids=asked, language=language),
        most=queries.MOST_AWAITING,
        office=office or "",
        offices=offices,
        tones=OUTCOME_TONES,
        above=bool(below),
        records=actor.may(Permission.RECORD_CASES),
    )


@blueprint.route("/of-case/<int:case_id>/acts/<int:act_id>/assessment", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def assess_act(case_id: int, act_id: int) -> Answer:
    """Record whether the ruling below had an obvious breach, or correct what was found."""
    session = db.session()
    matter = matter_of(session, CASE, case_id)
    act, kept = matter.act(act_id), queries.of_act(session, act_id)
    policy.demand_assess(web.actor(), matter.line, _by(kept))
    demand_assessable(session, act)
    form = AssessmentForm(about="of_act", data=_data(kept))
    part = str(getattr(act.row, "part", ""))
    return stepped(
        matter.number,
        form,
        lambda session, actor: operations.assess_act(
            session,
            actor,
            case_id,
            act_id,
            form.entry(),
            idempotency_key=form.key,
            version=form.seen,
            today=web.today(),
        ),
        title=_("Assess the quality of supervision"),
        note=act_words(act.row, current_language()),
        submit=_("Record the assessment"),
        done=_("The assessment is recorded."),
        subject=(ACT_KIND, kept.id) if kept is not None else (CASE, case_id),
        to=matter_url(matter),
        back=matter_url(matter),
        crumb=_crumb(),
        before=[(_("What was changed or quashed"), part)] if part else (),
        standing=lambda: _standing("of_act", queries.of_act(db.session(), act_id)),
        helps={"reasons": _("From the acts of all instances in the case (2015 ¶22)")},
    )


@blueprint.route("/of-protest/<int:protest_id>/assessment", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def assess_protest(protest_id: int) -> Answer:
    """Record whether a protest that failed was unfounded, or correct what was found."""
    session = db.session()
    found, kept = protest_dossier(session, protest_id), queries.of_protest(session, protest_id)
    policy.demand_assess(web.actor(), found.author.ancestors, _by(kept))
    demand_failed(found.protest)
    form = AssessmentForm(about="of_protest", data=_data(kept))
    address = url_for("protests.protest", protest_id=protest_id, _anchor="assessment")
    outcome = found.protest.outcome_note or ""
    return stepped(
        found.matter.number,
        form,
        lambda session, actor: operations.assess_protest(
            session,
            actor,
            protest_id,
            form.entry(),
            idempotency_key=form.key,
            version=form.seen,
            today=web.today(),
        ),
        title=_("Assess the quality of the protest"),
        note=title_of(found.protest),
        submit=_("Record the assessment"),
        done=_("The assessment is recorded."),
        subject=(PROTEST_KIND, kept.id) if kept is not None else (CASE, found.matter.id),
        to=address,
        back=address,
        crumb=_crumb(),
        before=[(_("Outcome"), outcome)] if outcome else (),
        standing=lambda: _standing("of_protest", queries.of_protest(db.session(), protest_id)),
        helps={"reasons": _("From the protest and the decisions taken on it (2015 ¶23)")},
    )


def _crumb() -> tuple[str, str]:
    return _("Assessments"), url_for("exclusions.assessments")


def _by(kept: ActAssessment | ProtestAssessment | None) -> int | None:
    """The office that assessed before."""
    return kept.assessing_office_id if kept is not None else None


def _verdict(kept: ActAssessment | ProtestAssessment) -> str:
    """What was found, as the form has it."""
    found = kept.obvious_breach if isinstance(kept, ActAssessment) else kept.unfounded
    return FOUND if found else NOT_FOUND


def _data(kept: ActAssessment | ProtestAssessment | None) -> dict[str, Any]:
    """What a form begins with: a fresh key, or the assessment that is corrected."""
    key = {"idempotency_key": str(uuid.uuid4())}
    if kept is None:
        return key
    return key | {"verdict": _verdict(kept), "reasons": kept.reasons, "version": str(kept.version)}


def _standing(
    about: str, now: ActAssessment | ProtestAssessment | None
) -> Sequence[tuple[str, str]]:
    """The assessment as it stands now, for whom it was changed under the hand."""
    if now is None:
        return []
    verdict = _(f"exclusions.{about}.{_verdict(now)}")
    return [(_("What was found"), verdict), (_("Reasons"), now.reasons)]
