"""One requested file: registering it, and its page with both clocks, parties, study and history."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from supervision.audit.queries import history_of
from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.db import db
from supervision.core.errors import Forbidden, Refused
from supervision.core.i18n import _
from supervision.core.transaction import transaction
from supervision.duties.presenting import Presenter, days_of, state_of
from supervision.duties.queries import DutyRow, moves_of
from supervision.duties.telling import people_in
from supervision.duties.views import lawbook, presenter
from supervision.law.checklist import list_item, study_checklist
from supervision.offices.queries import colleagues
from supervision.printing.shelf import shelf_of
from supervision.responses.act_views import draft
from supervision.responses.presenting import subject_lines
from supervision.responses.queries import acts_of_subject, of_subject
from supervision.studies import operations, policy, queries
from supervision.studies.blueprint import blueprint
from supervision.studies.document_views import asked_document, linked_document
from supervision.studies.expense_views import expenses_told
from supervision.studies.forms import FileForm
from supervision.studies.models import RequestedFile
from supervision.studies.presenting import TONES, history
from supervision.studies.prints import PAPER
from supervision.studies.rules import KIND, STUDY_RULE, SUPPLY_RULE, TermRunOut, party_problems


def choices_of_people(session: Session, office_id: int | None) -> list[tuple[str, str]]:
    """The colleagues a file may be given to, for a select."""
    if office_id is None:
        return []
    return [(str(person.id), person.full_name) for person in colleagues(session, office_id)]


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new() -> AnyResponse | str | tuple[str, int]:
    """Register a file; with the day of receipt filled in it is received in the same step."""
    actor = web.actor()
    office_id = policy.demand_registration(actor)
    data = _proposed(actor) | asked_document(db.session(), office_id)
    form = FileForm(colleagues=choices_of_people(db.session(), office_id), data=data)
    if request.method == "GET":
        return _new_page(form)
    if "add_party" in request.form:
        form.parties.append_entry()
        return _new_page(form)
    if not form.validate():
        return _new_page(form, form.take(party_problems(form.party_entries, web.today()))), 422
    try:
        with transaction() as session:
            file = _registered(session, actor, form)
    except Forbidden:
        raise
    except Refused as refused:
        run_out = isinstance(refused, TermRunOut)
        return _new_page(form, form.take(refused.problems), run_out=run_out), 422
    flash(_("The file is registered as %(number)s.", number=file.registration_number), "success")
    return redirect(url_for("studies.file", file_id=file.id))


def _proposed(actor: Actor) -> dict[str, Any]:
    """What a new form begins with: today, the registrar as executor, and a key of its own."""
    return {
        "requested_on": web.today(),
        "assignee_id": str(actor.user_id or ""),
        "idempotency_key": str(uuid.uuid4()),
    }


def _registered(session: Session, actor: Actor, form: FileForm) -> RequestedFile:
    """Register what the form says; a run-out file goes back at once where the user said so."""
    return operations.register_request(
        session,
        actor,
        form.entry(),
        idempotency_key=form.key,
        assignee_id=form.chosen,
        return_run_out="return_run_out" in request.form,
        law=lawbook(),
        today=web.today(),
    )


def _new_page(form: FileForm, loose: list[str] | None = None, *, run_out: bool = False) -> str:
    return render_template("studies/new.html", form=form, problems=loose or [], run_out=run_out)


@blueprint.get("/<int:file_id>")
@requires(Permission.SEE_CASES)
def file(file_id: int) -> str:
    """One file whole."""
    session, actor, writer = db.session(), web.actor(), presenter()
    found = queries.get(session, file_id)
    parties = queries.parties_of(session, file_id)
    entries = history_of(session, KIND, file_id)
    people = {*people_in(entries), *([found.assignee_id] if found.assignee_id else [])}
    names = queries.names_of(session, sorted(people))
    duties = queries.duties_of(session, file_id, writer.language)
    return render_template(
        "studies/file.html",
        file=found,
        tone=TONES[found.state],
        assignee=names.get(found.assignee_id or 0, ""),
        may_change=policy.may_change(actor, found),
        clocks=_clocks(session, duties, writer),
        parties=parties,
        grounds=queries.grounds_of(parties, found.contested_by),
        supplies=queries.supplies_of(session, file_id),
        checklist=study_checklist(),
        answers=queries.answers_of(session, file_id),
        breaches={breach.code: breach for breach in of_subject(session, KIND, file_id)},
        expenses=expenses_told(session, file_id),
        linked=linked_document(session, found.document_id),
        responses=subject_lines(acts_of_subject(session, KIND, file_id), writer.today),
        branch=list_item("2002 ¶2", "branches", found.branch).title.in_language(writer.language),
        priority=list_item("2002 ¶3", "priorities", found.priority),
        term_steps=writer.steps(found.statutory_term_steps),
        term_words=writer.rule(found.statutory_term_rule, found.initiated_on),
        history=history(entries, names, writer),
        papers=shelf_of(
            session,
            actor,
            PAPER.code,
            file_id,
            office_id=found.office_id,
            settled=found.studied_on is not None,
        ),
        language=writer.language,
    )


@blueprint.route("/<int:file_id>/responses/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new_response(file_id: int) -> AnyResponse | str | tuple[str, int]:
    """Draft an act of response to the breaches found in the file (`2002 ¶4`)."""
    found = queries.get(db.session(), file_id)
    policy.demand_change(web.actor(), found)
    return draft((KIND, file_id), found.number, breach_ids=request.args.getlist("breach"))


def _clocks(session: Session, duties: list[DutyRow], writer: Presenter) -> list[dict[str, Any]]:
    """The two clocks as the page shows them: whose, which day, why; a moved day with its reason."""
    rows = [row for row in duties if row.rule in (SUPPLY_RULE, STUDY_RULE)]
    moves = {move.duty_id: move for move in moves_of(session, [row.id for row in rows])}
    return [
        {
            "rule": row.rule,
            "outside": row.outside,
            "url": url_for("duties.duty", duty_id=row.id),
            "title": writer.rule(row.rule, row.event_on).title,
            "state": state_of(row, writer.today),
            "days": days_of(row, writer.today),
            "due_on": row.due_on,
            "closed_on": row.closed_on,
            "why": writer.why(row, moves[row.id].reason if row.id in moves else ""),
        }
        for row in rows
    ]
