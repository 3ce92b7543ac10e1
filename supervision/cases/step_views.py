"""The steps of a case as pages: a form each, carried out by one operation (`2015 ¶4, ¶6, ¶7`).

A refused or outdated form comes back with everything typed in it; nothing is kept by half. Does not
belong here: hearings and acts, which have pages of their own.
"""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from supervision.cases import operations, policy
from supervision.cases.blueprint import blueprint
from supervision.cases.hearing_warnings import warn_of_assignment
from supervision.cases.models import AdminCase, GroundOverrule, ParticipationOrder
from supervision.cases.part_views import carried_out, opened, people_choices
from supervision.cases.presenting import target_words, titles
from supervision.cases.queries.cases import get
from supervision.cases.queries.findings import competence_of, grounds_of
from supervision.cases.queries.whole import whole_of
from supervision.cases.rules.notices import KIND_OF_COMPETENCE
from supervision.cases.step_forms import (
    AssignForm,
    HandOverForm,
    NoticeForm,
    OverruleForm,
    ReasonForm,
    TermBreachForm,
)
from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.clock import moment_in, now
from supervision.core.db import db
from supervision.core.errors import NotFound
from supervision.core.form_walk import Answer
from supervision.core.i18n import _, current_language
from supervision.duties.views import lawbook

STEP = "cases/step.html"


@blueprint.route("/<int:case_id>/assign", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def assign(case_id: int) -> Answer:
    """Give the case to a colleague."""
    case = opened(case_id)
    form = AssignForm(
        colleagues=people_choices(case),
        data={"version": case.version, "assignee_id": str(case.assignee_id or "")},
    )

    def verb(session: Session, actor: Actor) -> AdminCase:
        given = operations.assign_case(
            session,
            actor,
            case_id,
            assignee_id=form.chosen,
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        )
        warn_of_assignment(session, given.assignee_id, [case_id])
        return given

    return carried_out(
        case,
        form,
        STEP,
        verb,
        title=_("Give to a colleague"),
        submit=_("Give the case"),
        done=_("The case has a new executor."),
        anchor="facts",
    )


@blueprint.route("/<int:case_id>/overrule", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def overrule(case_id: int) -> Answer:
    """Overrule a ground or the whole result, or name a ground that no recorded fact gives."""
    case = opened(case_id)
    grounds = grounds_of(whole_of(db.session(), case_id))
    form = OverruleForm(
        standing=sorted(grounds.codes),
        derived=sorted(grounds.derived_codes),
        data={"version": case.version},
    )
    return carried_out(
        case,
        form,
        STEP,
        lambda session, actor: operations.overrule_ground(
            session,
            actor,
            case_id,
            form.entry(),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Decide against the recorded facts"),
        note=_("The decision and its reason are kept, shown and counted (2015 ¶6)"),
        submit=_("Record the decision"),
        done=_("The decision is recorded; the duties follow it."),
        anchor="grounds",
    )


@blueprint.route("/<int:case_id>/overrules/<int:overrule_id>", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def lift_overrule(case_id: int, overrule_id: int) -> Answer:
    """Take a decision against the facts back."""
    case = opened(case_id)
    found = _part(db.session(), GroundOverrule, case_id, overrule_id)
    form = ReasonForm(data={"version": case.version})
    grounds = titles("2015 ¶6", "grounds", current_language())
    return carried_out(
        case,
        form,
        STEP,
        lambda session, actor: operations.lift_overrule(
            session,
            actor,
            case_id,
            overrule_id,
            reason=form.reason.data or "",
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Take the decision back"),
        about=[target_words(found.target, grounds), found.reason],
        submit=_("Take the decision back"),
        done=_("The decision is taken back; what the facts give stands again."),
        anchor="grounds",
    )


@blueprint.route("/<int:case_id>/order", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def order(case_id: int) -> Answer:
    """The higher prosecutor finds participation in a lower office's case necessary."""
    case = get(db.session(), case_id)
    if not policy.may_order(web.actor(), case):  # an office has no order to give itself
        raise NotFound
    form = ReasonForm()
    return carried_out(
        case,
        form,
        STEP,
        lambda session, actor: operations.order_participation(
            session,
            actor,
            case_id,
            reason=form.reason.data or "",
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Order participation"),
        note=_("The office that covers the case gets the duty (2015 ¶6)"),
        submit=_("Order participation"),
        done=_("Participation is ordered; the office that covers the case has the duty."),
        anchor="grounds",
    )


@blueprint.route("/<int:case_id>/orders/<int:order_id>", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def withdraw_order(case_id: int, order_id: int) -> Answer:
    """The higher office withdraws its order."""
    case = get(db.session(), case_id)
    found = _part(db.session(), ParticipationOrder, case_id, order_id)
    policy.demand_withdrawal(web.actor(), found.ordering_office_id)
    form = ReasonForm()
    return carried_out(
        case,
        form,
        STEP,
        lambda session, actor: operations.withdraw_order(
            session,
            actor,
            case_id,
            order_id,
            reason=form.reason.data or "",
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Withdraw the order"),
        about=[found.ordered_by, found.reason],
        submit=_("Withdraw the order"),
        done=_("The order is withdrawn."),
        anchor="grounds",
    )


@blueprint.route("/<int:case_id>/notice", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def notice(case_id: int) -> Answer:
    """Register the notice to the specialised office (`2015 ¶7`)."""
    case, zone = opened(case_id), web.settings().zone
    form = NoticeForm(
        offices=_specialised(db.session(), case_id),
        data={
            "given_on": web.today(),
            "given_time": f"{moment_in(zone, now()):%H:%M}",
            "given_by": web.actor().name,
            "idempotency_key": str(uuid.uuid4()),
        },
    )
    return carried_out(
        case,
        form,
        STEP,
        lambda session, actor: operations.give_notice(
            session,
            actor,
            case_id,
            form.entry(zone),
            idempotency_key=form.key,
            zone=zone,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Register a notice"),
        note=_("The specialised office is told of its case (2015 ¶7)"),
        submit=_("Register the notice"),
        done=_("The notice is registered."),
        anchor="competence",
    )


@blueprint.route("/<int:case_id>/hand-over", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def hand_over(case_id: int) -> Answer:
    """Hand the case with its duties over to the specialised office that was notified."""
    case = opened(case_id)
    form = HandOverForm(offices=_specialised(db.session(), case_id), data={"version": case.version})
    answer = carried_out(
        case,
        form,
        STEP,
        lambda session, actor: operations.hand_over(
            session,
            actor,
            case_id,
            to_office_id=form.chosen,
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Hand the case over"),
        note=_(
            "The case goes with its duties; the trail stays in the register of notices (2015 ¶7)"
        ),
        submit=_("Hand the case over"),
        done=_("The case is handed over."),
        anchor="competence",
    )
    if isinstance(answer, AnyResponse):
        # The case may be out of its sender's sight from now on; the trail is not.
        return redirect(url_for("cases.notices"))
    return answer


@blueprint.route("/<int:case_id>/term-breach", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def term_breach(case_id: int) -> Answer:
    """Mark that the court broke a term of its own (`2015 ¶4`)."""
    case = opened(case_id)
    form = TermBreachForm(data={"found_on": web.today(), "response": "act"})
    marked: list[int] = []

    def mark(session: Session, actor: Actor) -> None:
        breach = operations.mark_court_term_breach(
            session,
            actor,
            case_id,
            step=form.step.data or "",
            description=form.description.data or "",
            found_on=form.day("found_on"),
            law=lawbook(),
            today=web.today(),
        )
        marked.append(breach.id)

    answer = carried_out(
        case,
        form,
        STEP,
        mark,
        title=_("Mark a broken term"),
        note=_("A broken procedural term leads to a response (2015 ¶4)"),
        submit=_("Mark the breach"),
        done=_("The breach of the term is marked."),
        anchor="terms",
    )
    if isinstance(answer, AnyResponse) and form.leads_to:
        return redirect(url_for(form.leads_to, case_id=case_id, breach=marked))
    return answer


def _part(session: Session, model: type[Any], case_id: int, part_id: int) -> Any:
    """One overrule or order of this very case; raises NotFound."""
    parts = {GroundOverrule: "overrules", ParticipationOrder: "orders"}
    for each in getattr(whole_of(session, case_id), parts[model]):
        if each.id == part_id:
            return each
    raise NotFound


def _specialised(session: Session, case_id: int) -> list[tuple[str, str]]:
    """The offices at the court's seat of the kind the case belongs to, for a select."""
    whole = whole_of(session, case_id)
    kind = KIND_OF_COMPETENCE[competence_of(whole, grounds_of(whole)).belongs_to]
    return [
        (str(office.id), office.name_in(current_language()))
        for office in whole.specialised
        if office.kind == kind
    ]
