"""The steps of a protest as forms: draft, review, bringing, motion, outcome, restored term.

A refused or outdated form comes back with everything typed in it; nothing is kept by half.
"""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from supervision.cases.part_views import walked
from supervision.cases.rules import KIND as CASE
from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.db import db
from supervision.core.errors import Forbidden, NotFound, Refused
from supervision.core.form_walk import Answer
from supervision.core.i18n import _, current_language
from supervision.core.transaction import transaction
from supervision.disputes.rules import KIND as DISPUTE
from supervision.duties.forms import Choices
from supervision.duties.views import lawbook, presenter
from supervision.law.protests import ProtestKind
from supervision.offices.models import Office
from supervision.protests import operations, policy
from supervision.protests.blueprint import blueprint
from supervision.protests.forms import (
    AnswerForm,
    BringForm,
    DraftForm,
    MotionForm,
    OutcomeForm,
    RestoredForm,
    ReviewForm,
)
from supervision.protests.operations.within import act_asked, demand_state
from supervision.protests.presenting import (
    act_words,
    ground_titles,
    matter_url,
    window_view,
)
from supervision.protests.queries.matters import Matter, MatterAct, matter_of
from supervision.protests.queries.protests import Dossier, dossier_of, terms_of
from supervision.protests.queries.windows import entitled, offices_in_line, window_of
from supervision.protests.rules import ProtestState, mover_of
from supervision.protests.step_walk import court_acts, fresh, seen, stepped, worked_on


@blueprint.route("/of-case/<int:case_id>/acts/<int:act_id>/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new(case_id: int, act_id: int) -> Answer:
    """Begin a protest against an act of a case; the draft's own page opens."""
    return _drafted(CASE, case_id, act_id)


@blueprint.route("/of-dispute/<int:dispute_id>/acts/<int:act_id>/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new_in_dispute(dispute_id: int, act_id: int) -> Answer:
    """Begin a protest against an act in enforcement proceedings (`2002 ¶7`)."""
    return _drafted(DISPUTE, dispute_id, act_id)


def _drafted(kind: str, matter_id: int, act_id: int) -> Answer:
    """The form of a new draft, or the draft and its page."""
    matter, act = _act_of(kind, matter_id, act_id)
    proposed = {"idempotency_key": str(uuid.uuid4()), "kind": _kind_of(matter, act)}
    form = _draft_form(matter, act, proposed)
    shown = {"form": form, **_beside_act(matter, act), "heading": _("Draft a protest")}
    if request.method == "GET":
        return render_template("protests/draft.html", **shown)
    if not form.validate():
        return render_template("protests/draft.html", **shown), 422
    try:
        with transaction() as session:
            made = operations.draft(
                session,
                web.actor(),
                matter_id,
                act_id,
                form.entry(),
                kind=kind,
                idempotency_key=form.key,
                today=web.today(),
            )
    except Forbidden:
        raise
    except Refused as refused:
        problems = form.take(refused.problems)
        return render_template("protests/draft.html", **shown, problems=problems), 422
    flash(_("The draft protest is kept."), "success")
    return redirect(url_for("protests.protest", protest_id=made.id))


@blueprint.route("/<int:protest_id>/edit", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def edit(protest_id: int) -> Answer:
    """Correct a draft."""
    found = worked_on(protest_id, ProtestState.DRAFT)
    protest = found.protest
    names = ("kind", "part", "grounds", "own_grounds", "demand")
    kept = {name: getattr(protest, name) for name in names} | seen(found)
    form = _draft_form(found.matter, found.act, kept)
    return stepped(
        found,
        form,
        "protests/draft.html",
        lambda session, actor: operations.change_draft(
            session, actor, protest_id, form.entry(), version=form.seen, today=web.today()
        ),
        done=_("The draft protest is corrected."),
        heading=_("Correct the draft protest"),
        matter=found.matter,
    )


@blueprint.route("/<int:protest_id>/review", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def review(protest_id: int) -> Answer:
    """Send a draft to a higher office for its review."""
    found = worked_on(protest_id, ProtestState.DRAFT)
    above = offices_in_line(db.session(), found.author.ancestors[:-1])
    choices = [(str(office.id), office.name_in(current_language())) for office in above]
    form = ReviewForm(offices=choices, data=seen(found) | fresh())
    return stepped(
        found,
        form,
        "protests/review.html",
        lambda session, actor: operations.ask_review(
            session,
            actor,
            protest_id,
            reviewing_office_id=form.office_id,
            idempotency_key=form.key,
            version=form.seen,
            today=web.today(),
        ),
        done=_("The draft is sent to the higher office."),
    )


@blueprint.route("/<int:protest_id>/reviews/<int:review_id>", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def answer(protest_id: int, review_id: int) -> Answer:
    """Agree with a lower office's draft, or write remarks on it."""
    found = dossier_of(db.session(), protest_id)
    asked = next((each for each in found.reviews if each.id == review_id), None)
    if asked is None:
        raise NotFound
    policy.demand_review(web.actor(), asked)
    form = AnswerForm(data={"version": str(asked.version)})
    return stepped(
        found,
        form,
        "protests/answer.html",
        lambda session, actor: operations.answer_review(
            session,
            actor,
            protest_id,
            review_id,
            answer=form.answer.data or "",
            remarks=form.remarks.data or "",
            version=form.seen,
            today=web.today(),
        ),
        done=_("The answer to the draft is recorded."),
        grounds=ground_titles(current_language()),
        protest=found.protest,
    )


@blueprint.route("/<int:protest_id>/bring", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def bring(protest_id: int) -> Answer:
    """Record that the protest was brought."""
    found = worked_on(protest_id, ProtestState.DRAFT)
    session, writer, actor = db.session(), presenter(), web.actor()
    matter = found.matter
    terms = [
        each for each in terms_of(session, matter.kind, matter.id) if each.act_id == found.act.id
    ]
    window = window_of(matter, found.act, terms, writer.law)
    if found.protest.kind != ProtestKind.APPELLATE:
        window = None
    form = BringForm(people=_people(found, actor), data={"brought_on": web.today(), **seen(found)})
    return stepped(
        found,
        form,
        "protests/bring.html",
        lambda session, actor: operations.bring(
            session,
            actor,
            protest_id,
            form.entry(),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The protest is recorded as brought; the duties of the case follow."),
        window=window_view(window, writer, terms) if window is not None else None,
        nobody=not _people(found, actor),
    )


@blueprint.route("/<int:protest_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def withdrawal(protest_id: int) -> Answer:
    """Record a motion to let the protest be withdrawn, with the motives."""
    found, actor = dossier_of(db.session(), protest_id), web.actor()
    policy.demand_move(actor, found.protest, found.line)
    demand_state(found.protest, ProtestState.BROUGHT)
    form = MotionForm(data={"moved_on": web.today()} | seen(found) | fresh())
    return stepped(
        found,
        form,
        "protests/withdrawal.html",
        lambda session, actor: operations.move_withdrawal(
            session,
            actor,
            protest_id,
            form.entry(),
            idempotency_key=form.key,
            version=form.seen,
            today=web.today(),
        ),
        done=_("The motion to withdraw is recorded."),
        higher=mover_of(found.author.ancestors, actor.office_id or 0) == "higher_prosecutor",
    )


@blueprint.route("/<int:protest_id>/outcome", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def outcome(protest_id: int) -> Answer:
    """Record what became of the protest."""
    found = dossier_of(db.session(), protest_id)
    policy.demand_record(web.actor(), found.protest)
    demand_state(found.protest, ProtestState.BROUGHT)
    form = OutcomeForm(acts=court_acts(found), data={"outcome_on": web.today(), **seen(found)})
    return stepped(
        found,
        form,
        "protests/outcome.html",
        lambda session, actor: operations.record_outcome(
            session,
            actor,
            protest_id,
            form.entry(),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The outcome is recorded; the duties of the case follow."),
        motion=found.motion,
    )


@blueprint.route("/of-case/<int:case_id>/acts/<int:act_id>/term", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def restored_term(case_id: int, act_id: int) -> Answer:
    """Record the court's ruling that restored the term of a protest."""
    matter, act = _act_of(CASE, case_id, act_id)
    writer = presenter()
    terms = [each for each in terms_of(db.session(), CASE, case_id) if each.act_id == act_id]
    window = window_of(matter, act, terms, writer.law)
    if window is None:
        raise Refused("An act of a reviewing court is protested in cassation.")
    form = RestoredForm(data=fresh())
    return walked(
        form,
        "protests/term.html",
        lambda session, actor: operations.restore_term(
            session,
            actor,
            case_id,
            act_id,
            form.entry(),
            idempotency_key=form.key,
            law=lawbook(),
            today=web.today(),
        ),
        subject=(CASE, case_id),
        done=_("The restored term is recorded."),
        to=url_for("cases.case", case_id=case_id, _anchor="protests"),
        window=window_view(window, writer, terms),
        **_beside_act(matter, act),
    )


def _act_of(kind: str, matter_id: int, act_id: int) -> tuple[Matter, MatterAct]:
    """The act of this matter for a form; refuses whoever may not protest it."""
    matter = matter_of(db.session(), kind, matter_id)
    policy.demand_draft(web.actor(), matter.office.id)
    return matter, matter.act(act_id)


def _beside_act(matter: Matter, act: MatterAct) -> dict[str, Any]:
    """What a form about an act shows around its fields."""
    crumbs = [(_("Disputes in enforcement"), url_for("disputes.register"))]
    return {
        "case": {"number": matter.number},
        "part_address": matter_url(matter),
        "part_crumbs": crumbs if matter.is_dispute else None,
        "note": act_words(act.row, current_language()),
        "matter": matter,
    }


def _draft_form(matter: Matter, act: MatterAct, data: dict[str, Any]) -> DraftForm:
    grounds = [] if matter.is_dispute else list(ground_titles(current_language()).items())
    return DraftForm(grounds=grounds, kinds=act_asked(matter, act).offered, data=data)


def _kind_of(matter: Matter, act: MatterAct) -> str:
    """The kind of protest such an act is open to, as a form proposes it."""
    appeal, later = act_asked(matter, act).offered
    return (appeal if act.has_window and act.in_force_on is None else later).value


def _people(found: Dossier, actor: Actor) -> Choices:
    """Those of the own office who may bring the protest, each with the right the text gives."""
    session, language = db.session(), current_language()
    office = session.get(Office, actor.office_id or 0)
    if office is None:
        return []
    return [
        (str(each.person_id), f"{each.name} — {each.right.title.in_language(language)}")
        for each in entitled(session, found.matter, office, found.protest.kind)
    ]
