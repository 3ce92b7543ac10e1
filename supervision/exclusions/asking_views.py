"""A ground is marked, the request sent or waived: the forms of the office that asks (`2015 ¶22`)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from flask import request

from supervision.cases.rules import KIND as CASE
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.form_walk import Answer, Verb
from supervision.core.i18n import _, current_language, day
from supervision.duties.forms import RecordForm
from supervision.duties.views import lawbook
from supervision.exclusions import operations, policy
from supervision.exclusions.blueprint import blueprint
from supervision.exclusions.forms import MarkForm, SendForm, WaiveForm
from supervision.exclusions.operations.asking import (
    demand_clause_stands,
    demand_markable,
    is_request_late,
)
from supervision.exclusions.operations.within import demand_state
from supervision.exclusions.part_views import page_of, stepped
from supervision.exclusions.presenting import clause_titles
from supervision.exclusions.queries.requests import Dossier, Reviewed, dossier_of, reviewed_of
from supervision.exclusions.rules import KIND, RequestState
from supervision.protests.presenting import act_words, matter_url
from supervision.protests.queries.matters import matter_of


@blueprint.route("/of-case/<int:case_id>/acts/<int:act_id>/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def mark(case_id: int, act_id: int) -> Answer:
    """Mark that a clause applies to an act changed or quashed on appeal."""
    session, language = db.session(), current_language()
    matter = matter_of(session, CASE, case_id)
    policy.demand_ask(web.actor(), matter.line)
    reviewed = reviewed_of(session, matter, act_id)
    data = {"idempotency_key": str(uuid.uuid4())}
    form = MarkForm(clauses=list(clause_titles(language).items()), data=data)
    if request.method == "GET":
        demand_markable(session, reviewed)
    return stepped(
        matter.number,
        form,
        lambda session, actor: operations.mark(
            session,
            actor,
            case_id,
            act_id,
            form.entry(),
            idempotency_key=form.key,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Mark a ground for not counting the act"),
        note=act_words(reviewed.act.row, language),
        submit=_("Mark the ground"),
        done=_("The ground is marked; the duty to ask for consent follows."),
        subject=(CASE, case_id),
        to=lambda made: page_of(made.id),
        back=matter_url(matter),
        before=told_of(reviewed),
        helps={"explanation": _("Name the part of the act and what was changed in it")},
    )


@blueprint.route("/<int:exclusion_id>/send", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def send(exclusion_id: int) -> Answer:
    """Record that the request went to the Department with copies of the acts."""
    found = _asked(exclusion_id)
    if request.method == "GET":
        demand_clause_stands(found)
    today = web.today()
    form = SendForm(data={"sent_on": today, "version": str(found.request.version)})
    late = is_request_late(found, form.sent_on.data or today)
    return of_request(
        found,
        form,
        lambda session, actor: operations.send(
            session,
            actor,
            exclusion_id,
            form.entry(),
            lateness=form.lateness,
            version=form.seen,
            law=lawbook(),
            today=today,
        ),
        late=late,
        title=_("Send the request to the Department"),
        submit=_("Record as sent"),
        done=_("The request is recorded as sent; the duty closes."),
        helps={"copies": _("All court acts made in the case (2015 ¶22)")},
    )


@blueprint.route("/<int:exclusion_id>/waive", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def waive(exclusion_id: int) -> Answer:
    """Record that consent will not be asked for: the act counts."""
    found = _asked(exclusion_id)
    today = web.today()
    form = WaiveForm(data={"version": str(found.request.version)})
    return of_request(
        found,
        form,
        lambda session, actor: operations.waive(
            session,
            actor,
            exclusion_id,
            form.reason.data or "",
            lateness=form.lateness,
            version=form.seen,
            law=lawbook(),
            today=today,
        ),
        late=is_request_late(found, today),
        title=_("Do not ask for consent"),
        submit=_("Record the decision"),
        done=_("It is recorded that consent is not asked for; the act counts."),
    )


def of_request(found: Dossier, form: RecordForm, verb: Verb, **words: Any) -> Answer:
    """One form over a request: what it is decided on stands above the fields."""
    number = found.request.id
    return stepped(
        found.matter.number,
        form,
        verb,
        subject=(KIND, number),
        to=page_of(number),
        back=page_of(number),
        note=act_words(found.reviewed.act.row, current_language()),
        before=told_of(found.reviewed, found),
        standing=lambda: standing_of(number),
        **words,
    )


def told_of(reviewed: Reviewed, found: Dossier | None = None) -> Sequence[tuple[str, str]]:
    """What is decided on: the parts of the acts in the words of the courts, the ground marked."""
    part = getattr(reviewed.act.row, "part", "")
    told = [(_("What was changed or quashed on appeal"), part)]
    if reviewed.reversal is not None:
        told.append((_("What was changed or quashed in cassation"), reviewed.reversal.part))
    if found is not None:
        clause = clause_titles(current_language()).get(found.request.clause, "")
        told += [(_("Clause"), clause), (_("Why the clause applies"), found.request.explanation)]
    return [(label, value) for label, value in told if value]


def standing_of(exclusion_id: int) -> Sequence[tuple[str, str]]:
    """The request as it stands now, for whom it was changed under the hand."""
    now = dossier_of(db.session(), exclusion_id).request
    told = (
        (_("State"), _(f"exclusions.state.{now.state}")),
        (_("Request for exclusion sent on"), day(now.sent_on) if now.sent_on else ""),
        (_("Copies of the acts enclosed"), now.copies or ""),
        (_("Why consent is not asked for"), now.waiver_reason or ""),
        (_("Day of the answer"), day(now.answered_on) if now.answered_on else ""),
        (_("Reasons"), now.withdrawal_reasons or now.answer_reasons or ""),
    )
    return [(label, value) for label, value in told if value]


def _asked(exclusion_id: int) -> Dossier:
    """A marked request for a form of the office that asks."""
    found = dossier_of(db.session(), exclusion_id)
    policy.demand_ask(web.actor(), found.matter.line)
    if request.method == "GET":  # what was typed is answered by the verb, so that nothing is lost
        demand_state(found.request, RequestState.MARKED)
    return found
