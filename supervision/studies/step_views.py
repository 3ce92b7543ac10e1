"""The steps of a file's life as pages: a form each, carried out by one operation.

A refused or outdated form comes back with everything typed in it; nothing is kept by half.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from supervision.audit.queries import history_of
from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.db import db
from supervision.core.errors import Forbidden, Refused, Stale
from supervision.core.i18n import _
from supervision.core.transaction import transaction
from supervision.duties.queries import open_duty
from supervision.duties.rules import is_late
from supervision.duties.telling import people_in
from supervision.duties.views import lawbook, presenter
from supervision.law.checklist import list_item
from supervision.law.expenses import breach_of
from supervision.responses.queries import get as get_breach
from supervision.studies import operations, policy, queries, rules
from supervision.studies.blueprint import blueprint
from supervision.studies.document_views import linked_document
from supervision.studies.file_views import choices_of_people
from supervision.studies.forms import (
    AssignForm,
    DeclineForm,
    ReceiptForm,
    RemovalForm,
    ReturnForm,
    StepForm,
    StudyForm,
    SupplyForm,
    take_problems,
)
from supervision.studies.models import RequestedFile
from supervision.studies.presenting import TONES, history
from supervision.studies.rules import KIND, STUDY_RULE, Completeness, FileState, TermRunOut

Answer = AnyResponse | str | tuple[str, int]
Verb = Callable[[Session, Actor], object]


@blueprint.route("/<int:file_id>/supply", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def supply(file_id: int) -> Answer:
    """Record what the bailiff supplied."""
    file = _opened(file_id, FileState.REQUESTED)
    form = SupplyForm(data={"version": file.version, "supplied_on": web.today()})
    return _carried_out(
        file,
        form,
        "studies/supply.html",
        lambda session, actor: operations.record_supply(
            session,
            actor,
            file_id,
            supplied_on=form.day("supplied_on"),
            completeness=Completeness(form.completeness.data),
            note=form.note.data or "",
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The supply is recorded."),
    )


@blueprint.route("/<int:file_id>/study", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def study(file_id: int) -> Answer:
    """Record the study: five points, and the cause when it is late."""
    file = _opened(file_id, FileState.RECEIVED)
    form = StudyForm(data={"version": file.version, "studied_on": web.today()})
    duty = open_duty(db.session(), KIND, file_id, STUDY_RULE)
    late = duty is not None and is_late(duty.due_on, form.studied_on.data or web.today())
    return _carried_out(
        file,
        form,
        "studies/study.html",
        lambda session, actor: operations.record_study(
            session,
            actor,
            file_id,
            studied_on=form.day("studied_on"),
            answers=form.answers,
            lateness=form.lateness,
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The study is recorded."),
        duty=duty,
        late=late,
        linked=linked_document(db.session(), file.document_id),
    )


@blueprint.route("/<int:file_id>/return", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def return_(file_id: int) -> Answer:
    """Record that the studied file went back."""
    file = _opened(file_id, FileState.STUDIED)
    form = ReturnForm(data={"version": file.version, "returned_on": web.today()})
    return _carried_out(
        file,
        form,
        "studies/return.html",
        lambda session, actor: operations.record_return(
            session,
            actor,
            file_id,
            returned_on=form.day("returned_on"),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The return is recorded."),
    )


@blueprint.route("/<int:file_id>/decline", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def decline(file_id: int) -> Answer:
    """Return a file unstudied, because its statutory term was over when it came."""
    file = _opened(file_id, FileState.REQUESTED)
    form = DeclineForm(data={"version": file.version, "returned_on": web.today()})
    return _carried_out(
        file,
        form,
        "studies/decline.html",
        lambda session, actor: operations.decline_run_out(
            session,
            actor,
            file_id,
            received_on=form.day("received_on"),
            returned_on=form.day("returned_on"),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The file is recorded as returned without study."),
        term_steps=presenter().steps(file.statutory_term_steps),
    )


@blueprint.route("/<int:file_id>/assign", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def assign(file_id: int) -> Answer:
    """Give the file to a colleague."""
    file = _opened(file_id, FileState.REQUESTED, FileState.RECEIVED, FileState.STUDIED)
    people = choices_of_people(db.session(), file.office_id)
    form = AssignForm(
        colleagues=people,
        data={"version": file.version, "assignee_id": str(file.assignee_id or "")},
    )
    return _carried_out(
        file,
        form,
        "studies/assign.html",
        lambda session, actor: operations.assign(
            session,
            actor,
            file_id,
            assignee_id=form.chosen,
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The file has a new executor."),
    )


@blueprint.route("/<int:file_id>/receipt", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def correct_receipt(file_id: int) -> Answer:
    """Correct the day of receipt."""
    file = _opened(file_id, FileState.RECEIVED)
    form = ReceiptForm(data={"version": file.version, "received_on": file.received_on})
    return _carried_out(
        file,
        form,
        "studies/receipt.html",
        lambda session, actor: operations.correct_receipt(
            session,
            actor,
            file_id,
            received_on=form.day("received_on"),
            reason=form.reason.data or "",
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The day of receipt is corrected; the term moved with it."),
    )


@blueprint.route("/<int:file_id>/breaches/<int:breach_id>", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def remove_breach(file_id: int, breach_id: int) -> Answer:
    """Record that a breach is removed."""
    file = _opened(file_id, FileState.STUDIED, FileState.RETURNED)
    breach = get_breach(db.session(), KIND, file_id, breach_id)
    form = RemovalForm(data={"version": file.version, "removed_on": web.today()})
    of_expenses = breach_of(breach.code)
    point = (of_expenses or list_item("2002 ¶6", "checklist", breach.code)).title
    return _carried_out(
        file,
        form,
        "studies/removal.html",
        lambda session, actor: operations.remove_breach(
            session,
            actor,
            file_id,
            breach_id,
            removed_on=form.day("removed_on"),
            note=form.note.data or "",
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The removal of the breach is recorded."),
        breach=breach,
        point=point.in_language(presenter().language),
    )


def _opened(file_id: int, *states: FileState) -> RequestedFile:
    """The file for a step's form; a step that does not follow is refused before it is typed."""
    file = queries.get(db.session(), file_id)
    policy.demand_change(web.actor(), file)
    if request.method == "GET":
        rules.demand_state(file.state, states)
    return file


def _carried_out(
    file: RequestedFile, form: StepForm, template: str, verb: Verb, *, done: str, **shown: Any
) -> Answer:
    """Show the form, or carry out the verb and go to the file; what was typed always stays."""
    address = url_for("studies.file", file_id=file.id)
    page = {"file": file, "tone": TONES[file.state], "form": form, **shown}
    if request.method == "GET":
        return render_template(template, **page)
    if not form.validate():
        return render_template(template, **page), 422
    try:
        with transaction() as session:
            verb(session, web.actor())
    except Forbidden:
        raise
    except Stale as stale:
        return _outdated(file.id, form, template, stale.found_version, page)
    except Refused as refused:
        problems = take_problems(form, refused.problems)
        run_out = isinstance(refused, TermRunOut)
        return render_template(template, **page, problems=problems, run_out=run_out), 422
    flash(done, "success")
    return redirect(address)


def _outdated(
    file_id: int, form: StepForm, template: str, version: int, page: dict[str, Any]
) -> tuple[str, int]:
    """The form again, beside what somebody else recorded meanwhile; the user decides anew."""
    session, writer = db.session(), presenter()
    form.version.data = str(version)
    entries = [each for each in history_of(session, KIND, file_id) if each.action != "duties.sync"]
    names = queries.names_of(session, people_in(entries))
    page["file"] = queries.get(session, file_id)
    return render_template(template, **page, meanwhile=history(entries[-1:], names, writer)), 409
