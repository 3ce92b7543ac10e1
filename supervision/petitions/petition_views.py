"""One petition: taken in, corrected, shown whole; the history of one petitioner."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from supervision.audit.queries import history_of
from supervision.cases.presenting import duty_cards
from supervision.cases.queries.parts import court_names, people_names
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import Forbidden, Refused
from supervision.core.form_walk import Answer
from supervision.core.i18n import _, current_language
from supervision.core.transaction import transaction
from supervision.duties.presenting import Presenter
from supervision.duties.queries import moves_of
from supervision.duties.views import lawbook, presenter
from supervision.offices.models import Office
from supervision.offices.queries import all_office_ids, children, office_names
from supervision.petitions import facts, operations, policy
from supervision.petitions.blueprint import blueprint
from supervision.petitions.intake_forms import IntakeForm, recorded
from supervision.petitions.models import Petition
from supervision.petitions.part_views import opened, step
from supervision.petitions.presenting import (
    TONES,
    history,
    linked_choices,
    people_in,
    repeat_choices,
    suggestion_lines,
    titles_of,
)
from supervision.petitions.queries.control import checks_of
from supervision.petitions.queries.intake import (
    cases_of_number,
    history_of_petitioner,
    like_this,
    numbers_of,
    protests_of,
)
from supervision.petitions.queries.petitions import duties_of, get
from supervision.petitions.queries.routing import suggestions
from supervision.petitions.queries.whole import Whole, whole_of
from supervision.petitions.rules import KIND
from supervision.petitions.rules.intake import CLOSED


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new() -> Answer:
    """Take a petition in; one like it is told before anything is kept."""
    office_id = policy.demand_registration(web.actor())
    start = {"received_on": web.today(), "idempotency_key": str(uuid.uuid4())}
    form = _form(office_id, start)
    if request.method == "GET" or "find_case" in request.form:
        return _intake_page(form)
    if not form.validate():
        return _intake_page(form), 422
    form.offer_repeats(repeat_choices(like_this(db.session(), form.entry()), current_language()))
    try:
        with transaction() as session:
            petition = operations.register_petition(
                session,
                web.actor(),
                form.entry(),
                idempotency_key=form.key,
                repeats_id=form.repeats_id,
                is_new=form.is_another,
                law=lawbook(),
                today=web.today(),
            )
    except Forbidden:
        raise
    except Refused as refused:
        return _intake_page(form, problems=form.take(refused.problems)), 422
    flash(_("The petition is registered under %(number)s.", number=petition.number), "success")
    return redirect(url_for("petitions.petition", petition_id=petition.id))


@blueprint.route("/<int:petition_id>/edit", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def edit(petition_id: int) -> Answer:
    """Correct what is recorded of a petition; its terms follow."""
    found = opened(petition_id)
    form = _form(found.office_id, recorded(found))
    if "find_case" in request.form:
        return _intake_page(form, found)
    return step(
        found,
        form,
        lambda session, actor: operations.change_petition(
            session,
            actor,
            petition_id,
            form.entry(),
            version=form.seen or 0,  # no petition has this version: a form must say what it saw
            law=lawbook(),
            today=web.today(),
        ),
        template="petitions/form.html",
        done=_("The petition is corrected; its terms follow."),
    )


@blueprint.get("/<int:petition_id>")
@requires(Permission.SEE_CASES)
def petition(petition_id: int) -> str:
    """One petition whole."""
    session, writer = db.session(), presenter()
    whole = whole_of(session, petition_id)
    entries = history_of(session, KIND, petition_id)
    people = {whole.petition.examiner_id or 0, *people_in(entries)}
    names = people_names(session, people)
    return render_template(
        "petitions/petition.html",
        petition=whole.petition,
        whole=whole,
        tone=TONES[whole.petition.state],
        is_open=whole.petition.state not in CLOSED,
        examiner=names.get(whole.petition.examiner_id or 0, ""),
        clocks=_clocks(session, petition_id, writer),
        checks=checks_of(session, petition_id),
        offices=office_names(session, all_office_ids(session), writer.language),
        repeats=numbers_of(session, [whole.petition.repeats_id or 0]),
        others=len(history_of_petitioner(session, whole.petition)) - 1,
        case_seen=bool(_case_seen(session, whole.petition)),
        protest_seen=_protest_seen(session, whole.petition),
        history=history(entries, names, writer),
        language=writer.language,
        categories=titles_of("2015 ¶6", "grounds", whole.petition.categories, writer.language),
        missing=titles_of(
            "2015 ¶27", "petition_items", whole.petition.missing or (), writer.language
        ),
        **_offers(session, whole),
    )


@blueprint.get("/<int:petition_id>/petitioner")
@requires(Permission.SEE_CASES)
def petitioner(petition_id: int) -> str:
    """Every petition of one petitioner that the reader may see."""
    session, language = db.session(), current_language()
    found = get(session, petition_id)
    rows = history_of_petitioner(session, found)
    return render_template(
        "petitions/petitioner.html",
        petition=found,
        rows=rows,
        tones=TONES,
        offices=office_names(session, [row.office_id for row in rows], language),
    )


def _offers(session: Session, whole: Whole) -> dict[str, Any]:
    """Which steps the page offers this reader: as the law and the state of the petition say."""
    actor, law, today = web.actor(), lawbook(), web.today()
    found = whole.petition
    may_change = policy.may_change(actor, found) and found.state not in CLOSED
    competent = facts.competent_office(law, whole)
    conclusion = whole.conclusion
    approver = None
    if conclusion is not None:
        approver = facts.approving_office(law, whole, conclusion.found_on)
    owner = session.get_one(Office, competent)
    return {
        "may_record": policy.may_change(actor, found),
        "may_change": may_change,
        "may_extend": may_change
        and actor.may(Permission.APPROVE)
        and whole.extension is None
        and facts.resolution_due(law, whole) is not None,
        "elsewhere": "" if competent == found.office_id else owner.name_in(current_language()),
        "may_refuse": facts.approving_office(law, whole, today) is not None,
        "may_approve": conclusion is not None
        and conclusion.state == "draft"
        and found.state not in CLOSED
        and policy.may_approve(actor, conclusion, approver or found.office_id),
        "needs_checklist": facts.needs_checklist(law, whole, today),
        "may_order_check": policy.may_order_check(actor, found) and may_change,
        "suggested": _suggested(session, whole) if may_change else [],
    }


def _suggested(session: Session, whole: Whole) -> list[str]:
    """Who might examine the petition, while nobody does (`2015 ¶5`)."""
    if whole.petition.examiner_id is not None:
        return []
    language = current_language()
    found = suggestions(session, whole.petition, web.today())
    regions = office_names(session, [each.region_id or 0 for each in found], language)
    return suggestion_lines(found, regions, language)


def _case_seen(session: Session, found: Petition) -> bool:
    """Whether the reader sees the registered case of the petition, so that it can be linked."""
    cases = cases_of_number(session, found.case_number) if found.case_id is not None else []
    return any(each.case.id == found.case_id for each in cases)


def _protest_seen(session: Session, found: Petition) -> bool:
    """Whether the reader sees the registered protest that granted the petition."""
    protests = protests_of(session, found.case_id) if found.protest_id is not None else []
    return any(each.id == found.protest_id for each in protests)


def _clocks(session: Session, petition_id: int, writer: Presenter) -> list[dict[str, Any]]:
    rows = duties_of(session, KIND, petition_id, writer.language)
    moves = {move.duty_id: move.reason for move in moves_of(session, [row.id for row in rows])}
    return duty_cards(rows, moves, writer)


def _form(office_id: int, data: dict[str, Any]) -> IntakeForm:
    """The form with the lists of an office, and the registered cases of the number in it."""
    session, language = db.session(), current_language()
    offices = office_names(session, all_office_ids(session), language)
    form = IntakeForm(
        offices=[(str(number), name) for number, name in offices.items()],
        regions=[
            (str(office.id), office.name_in(language)) for office in children(session, office_id)
        ],
        data=data,
    )
    found = cases_of_number(session, form.case_number.data or "")
    courts = court_names(session, {each.case.court_id for each in found}, language)
    form.offer_cases(linked_choices(found, courts, language))
    return form


def _intake_page(
    form: IntakeForm, found: Petition | None = None, problems: list[str] | None = None
) -> str:
    """The form alone, or with what is wrong."""
    return render_template(
        "petitions/form.html",
        form=form,
        petition=found,
        problems=problems or [],
        looked="find_case" in request.form,
    )
