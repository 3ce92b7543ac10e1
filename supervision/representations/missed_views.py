"""Missed terms: one record whole, its forms, and the list of the higher office (`2015 ¶17`)."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template, request

from supervision.audit.queries import history_of
from supervision.cases.rules import KIND as CASE
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.form_walk import Answer
from supervision.core.i18n import _, day
from supervision.core.paging import Cursor
from supervision.duties.views import lawbook, presenter
from supervision.protests.presenting import act_words, matter_url
from supervision.protests.queries.matters import matter_of
from supervision.representations import operations, policy
from supervision.representations.blueprint import blueprint
from supervision.representations.forms import DecisionForm, FindingsForm, ShownForm
from supervision.representations.missed_pages import page_of_missed, rule_titles
from supervision.representations.notices import reminders_of
from supervision.representations.operations.missed import demand_open
from supervision.representations.part_views import stepped
from supervision.representations.presenting import MISSED_TONES, history
from supervision.representations.queries import missed
from supervision.representations.queries.representations import leaders_of
from supervision.representations.register_views import (
    asked_for_missed,
    office_choices,
    state_choices,
)
from supervision.representations.rules import MISSED_KIND, MissedState


@blueprint.get("/missed")
@requires(Permission.SEE_CASES)
def missed_terms() -> str:
    """The missed terms, those still open first; another state is asked for."""
    session, writer = db.session(), presenter()
    states, offices = state_choices(), office_choices()
    asked = asked_for_missed()
    page = missed.listed(
        session,
        **asked._asdict(),
        cursor=Cursor.parse(request.args.get("page")),
        language=writer.language,
    )
    return render_template(
        "representations/missed_list.html",
        page=page,
        state=asked.state,
        states=states,
        office=str(asked.office_id or ""),
        offices=offices,
        tones=MISSED_TONES,
    )


@blueprint.get("/missed/<int:missed_id>")
@requires(Permission.SEE_CASES)
def missed_term(missed_id: int) -> str:
    """One missed term: what showed it, what the reminders show, what was found and decided."""
    session, writer = db.session(), presenter()
    found = missed.missed_of(session, missed_id)
    record = found.record
    may = policy.may_examine(web.actor(), found.matter.line) and record.state == MissedState.OPEN
    return render_template(
        "representations/missed.html",
        found=found,
        record=record,
        act=act_words(found.act.row, writer.language),
        matter=found.matter,
        matter_url=matter_url(found.matter),
        tone=MISSED_TONES[record.state],
        reminders=reminders_of(session, [duty.id for duty in found.duties]),
        rules=rule_titles(found.duties, writer),
        history=history(history_of(session, MISSED_KIND, missed_id), writer),
        may=may,
        language=writer.language,
    )


@blueprint.route("/of-case/<int:case_id>/acts/<int:act_id>/missed", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def record_missed(case_id: int, act_id: int) -> Answer:
    """Record by hand what showed, after the window, that the act was unlawful."""
    matter = matter_of(db.session(), CASE, case_id)
    policy.demand_examine(web.actor(), matter.line)
    form = ShownForm()
    return stepped(
        matter,
        matter.act(act_id),
        form,
        lambda session, actor: operations.record_missed(
            session, actor, case_id, act_id, form.entry(), law=lawbook(), today=web.today()
        ),
        title=_("The term for a protest was missed"),
        submit=_("Open the record"),
        done=_("The record is open; the duty of the higher office follows."),
        subject=(CASE, case_id),
        to=lambda made: page_of_missed(made.id),
        back=matter_url(matter),
    )


@blueprint.route("/missed/<int:missed_id>/edit", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def examine(missed_id: int) -> Answer:
    """Keep what the examination found so far."""
    found = _examined(missed_id)
    record = found.record
    names = ("cause", "cause_note", "stage", "employees")
    data = {name: getattr(record, name) or "" for name in names}
    form = FindingsForm(data=data | {"version": str(record.version)})
    return stepped(
        found.matter,
        found.act,
        form,
        lambda session, actor: operations.examine(
            session, actor, missed_id, form.entry(), version=form.seen, today=web.today()
        ),
        title=_("Examination of the missed term"),
        submit=_("Keep the findings"),
        done=_("The findings are kept."),
        subject=(MISSED_KIND, missed_id),
        to=page_of_missed(missed_id),
        back=page_of_missed(missed_id),
        standing=lambda: _standing(missed_id),
        helps={"employees": _("Who was to act and did not")},
    )


@blueprint.route("/missed/<int:missed_id>/decide", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def decide(missed_id: int) -> Answer:
    """Record the decision on responsibility."""
    found = _examined(missed_id)
    leaders = leaders_of(db.session(), web.actor().office_id or 0)
    people = [(str(person.id), person.full_name) for person in leaders]
    data = {"decided_on": web.today(), "version": str(found.record.version)}
    form = DecisionForm(people=people, data=data)
    return stepped(
        found.matter,
        found.act,
        form,
        lambda session, actor: operations.decide(
            session,
            actor,
            missed_id,
            form.entry(),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Decision on responsibility"),
        submit=_("Record the decision"),
        done=_("The decision is recorded; the duty of the higher office closes."),
        subject=(MISSED_KIND, missed_id),
        to=page_of_missed(missed_id),
        back=page_of_missed(missed_id),
        standing=lambda: _standing(missed_id),
    )


def _examined(missed_id: int) -> missed.Missed:
    """An open record for a form of the higher office."""
    found = missed.missed_of(db.session(), missed_id)
    policy.demand_examine(web.actor(), found.matter.line)
    demand_open(found.record)
    return found


def _standing(missed_id: int) -> Sequence[tuple[str, str]]:
    """The record as it stands now, for whom it was changed under the hand."""
    now = missed.get(db.session(), missed_id)
    told = (
        (_("Cause"), _(f"representations.missed_cause.{now.cause}") if now.cause else ""),
        (_("The cause in words"), now.cause_note),
        (
            _("Stage at which it was lost"),
            _(f"representations.stage.{now.stage}") if now.stage else "",
        ),
        (_("Employees concerned"), now.employees),
        (_("Decided on"), day(now.decided_on) if now.decided_on else ""),
    )
    return [(label, value) for label, value in told if value]
