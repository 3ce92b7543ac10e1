"""One case: registering it, correcting it, and its page with grounds, competence and history."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from supervision.audit.queries import history_of
from supervision.cases import operations, policy
from supervision.cases.act_presenting import acts_of
from supervision.cases.blueprint import blueprint
from supervision.cases.case_forms import CaseForm, recorded
from supervision.cases.conclusion_presenting import of_acts
from supervision.cases.hearing_presenting import hearings_of
from supervision.cases.models import AdminCase
from supervision.cases.panels import panels_of
from supervision.cases.presenting import duty_cards, history, titles
from supervision.cases.queries.cases import articles_of_cases, duties_of, get
from supervision.cases.queries.choices import first_courts_of, offices_by_code
from supervision.cases.queries.findings import CaseGrounds, competence_of, grounds_of
from supervision.cases.queries.parts import beside_of, people_names
from supervision.cases.queries.whole import Whole, whole_of
from supervision.cases.register_asking import place_in_list
from supervision.cases.rules import KIND
from supervision.cases.rules.case import STEP_FIELDS
from supervision.cases.rules.notices import KIND_OF_COMPETENCE
from supervision.cases.shelves import of_notices
from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.db import db
from supervision.core.errors import Forbidden, Refused, Stale
from supervision.core.i18n import _, current_language
from supervision.core.transaction import transaction
from supervision.duties.presenting import Presenter
from supervision.duties.queries import moves_of
from supervision.duties.telling import people_in
from supervision.duties.views import lawbook, presenter
from supervision.offices.queries import above, all_office_ids, colleagues, office_names

Answer = AnyResponse | str | tuple[str, int]


def choices_of_people(session: Session, office_id: int) -> list[tuple[str, str]]:
    """The colleagues a case may be given to, for a select."""
    return [(str(person.id), person.full_name) for person in colleagues(session, office_id)]


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new() -> Answer:
    """Register a case that a court took."""
    actor = web.actor()
    form = _form(policy.demand_registration(actor), _proposed(actor))
    if request.method == "GET":
        return _form_page(form)
    if "add_article" in request.form:
        form.articles.append_entry()
        return _form_page(form)
    if not form.validate():
        return _form_page(form), 422
    try:
        with transaction() as session:
            case = operations.register_case(
                session,
                actor,
                form.entry(),
                idempotency_key=form.key,
                assignee_id=form.chosen,
                law=lawbook(),
                today=web.today(),
            )
    except Forbidden:
        raise
    except Refused as refused:
        return _form_page(form, form.take(refused.problems)), 422
    flash(_("The case is registered."), "success")
    return redirect(url_for("cases.case", case_id=case.id))


@blueprint.route("/<int:case_id>/edit", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def edit(case_id: int) -> Answer:
    """Correct what is recorded of a case, or add the court's later steps."""
    found = get(db.session(), case_id)
    policy.demand_change(web.actor(), found)
    form = _form(found.office_id, recorded(whole_of(db.session(), case_id)))
    if request.method == "GET":
        return _form_page(form, case=found)
    if "add_article" in request.form:
        form.articles.append_entry()
        return _form_page(form, case=found)
    if not form.validate():
        return _form_page(form, case=found), 422
    try:
        with transaction() as session:
            operations.change_case(
                session,
                web.actor(),
                case_id,
                form.entry(),
                version=form.seen or 0,  # no case has this version: a form must say what it saw
                law=lawbook(),
                today=web.today(),
            )
    except Forbidden:
        raise
    except Stale as stale:
        form.version.data = str(stale.found_version)
        return _form_page(form, case=found, meanwhile=last_told(case_id)), 409
    except Refused as refused:
        return _form_page(form, form.take(refused.problems), case=found), 422
    flash(_("The case is corrected; its duties follow."), "success")
    return redirect(url_for("cases.case", case_id=case_id))


def last_told(case_id: int) -> list[Any]:
    """What somebody else recorded last, told as the history tells it."""
    session = db.session()
    entries = [each for each in history_of(session, KIND, case_id) if each.action != "duties.sync"]
    return history(entries[-1:], people_names(session, people_in(entries)), presenter())


def _proposed(actor: Actor) -> dict[str, Any]:
    """What a new form begins with: the registrar as executor, a body as opener, a key of its own."""
    return {
        "opened_by": "authorised_body",
        "assignee_id": str(actor.user_id or ""),
        "idempotency_key": str(uuid.uuid4()),
    }


def _form(office_id: int, data: dict[str, Any]) -> CaseForm:
    """The form with the lists of an office in it."""
    session, language = db.session(), current_language()
    courts = first_courts_of(session, office_id, language)
    offices = offices_by_code(session, language)
    return CaseForm(
        courts=[(str(number), name) for number, name in courts],
        offices=[(str(number), name) for number, name in offices],
        colleagues=choices_of_people(session, office_id),
        data=data,
    )


def _form_page(form: CaseForm, problems: list[str] | None = None, **shown: Any) -> str:
    page = {"case": None, "meanwhile": [], **shown}
    return render_template("cases/form.html", form=form, problems=problems or [], **page)


@blueprint.get("/<int:case_id>")
@requires(Permission.SEE_CASES)
def case(case_id: int) -> str:
    """One case whole."""
    session, actor, writer = db.session(), web.actor(), presenter()
    whole = whole_of(session, case_id)
    entries = history_of(session, KIND, case_id)
    beside = beside_of(session, whole, writer.language)
    return render_template(
        "cases/case.html",
        case=whole.case,
        whole=whole,
        articles=articles_of_cases(session, [case_id]).get(case_id, []),
        assignee=_assignee(session, whole.case),
        may_change=policy.may_change(actor, whole.case),
        may_order=policy.may_order(actor, whole.case),
        actor=actor,
        offices=office_names(session, all_office_ids(session), writer.language),
        steps=list(STEP_FIELDS.items()),
        hearings=hearings_of(whole, beside, writer, zone=web.settings().zone),
        acts=acts_of(whole, beside, writer),
        conclusions=of_acts(
            whole, beside.duties, writer, actor, above(session, whole.case.office_id)
        ),
        duties=_duties(session, case_id, writer),
        history=history(entries, people_names(session, people_in(entries)), writer),
        panels=panels_of(session, actor, whole),
        notice_papers=of_notices(session, actor, whole.notices),
        language=writer.language,
        in_list=place_in_list(session, actor, whole.case, web.today(), writer.language),
        **_findings(whole, grounds_of(whole)),
    )


def _assignee(session: Session, case: AdminCase) -> str:
    """The name of who has the case, or nothing."""
    number = case.assignee_id
    return "" if number is None else people_names(session, [number]).get(number, "")


def _findings(whole: Whole, grounds: CaseGrounds) -> dict[str, Any]:
    """What the law finds in the case, with the titles of its lists in the reader's language."""
    finding, language = competence_of(whole, grounds), current_language()
    own, kind = whole.office.office_kind, KIND_OF_COMPETENCE[finding.belongs_to]
    told = kind != own and any(office.kind == kind for office in whole.specialised)
    return {
        "grounds": grounds,
        "ground_titles": titles("2015 ¶6", "grounds", language),
        "sanctions": titles("2015 ¶6", "sanctions", language),
        "fields": titles("2015 ¶7", "transport_fields", language),
        "competences": titles("2015 ¶7", "competences", language),
        "finding": finding,
        "may_notify": told,
        "may_hand_over": told and finding.covered_by == finding.belongs_to,
        "breaches": {breach.code: breach for breach in whole.breaches},
    }


def _duties(session: Session, case_id: int, writer: Presenter) -> list[dict[str, Any]]:
    """The duties of the case as the page shows them, each with why its day is its day."""
    rows = duties_of(session, case_id, writer.language)
    moves = {move.duty_id: move.reason for move in moves_of(session, [row.id for row in rows])}
    return duty_cards(rows, moves, writer)
