"""Conclusions on court acts as pages: written, submitted, approved, sent, controlled (`2015 ¶10`).

A refused or outdated form comes back with everything typed in it. Does not belong here: the list of
conclusions (`conclusion_list_views.py`).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from flask import render_template, request, url_for
from sqlalchemy.orm import Session

from supervision.cases import conclusion_policy as policy
from supervision.cases import operations
from supervision.cases.act_presenting import act_name
from supervision.cases.blueprint import blueprint
from supervision.cases.conclusion_forms import (
    ApprovalForm,
    ControlForm,
    LetterForm,
    RemarksForm,
    SectionsForm,
    sections_form,
)
from supervision.cases.conclusion_presenting import (
    buttons,
    sections,
    step_lines,
)
from supervision.cases.models import AdminCase, Conclusion, CourtAct
from supervision.cases.part_views import walked
from supervision.cases.queries.acts import act_of
from supervision.cases.queries.cases import articles_of_cases, get
from supervision.cases.queries.conclusions import (
    conclusion_of,
    conclusion_on,
    is_reasoned_asked,
    is_reasoned_late,
    steps_of,
)
from supervision.cases.queries.parts import court_names
from supervision.cases.rules import KIND
from supervision.cases.rules.conclusions import (
    EDITABLE,
    NOT_ASKED,
    ConclusionKind,
    ConclusionState,
    kind_of,
    sections_of,
)
from supervision.cases.shelves import of_conclusion
from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.db import db
from supervision.core.errors import NotFound, Refused
from supervision.core.form_walk import Answer
from supervision.core.i18n import _, current_language, day
from supervision.duties.forms import RecordForm
from supervision.duties.views import lawbook, presenter
from supervision.offices.absence_queries import head_is_away
from supervision.offices.queries import Above, above, all_office_ids, office_names

Change = Callable[[Session, Actor], object]


class Opened(NamedTuple):
    """A conclusion with what its pages show around it."""

    case: AdminCase
    act: CourtAct
    conclusion: Conclusion
    above: Above


@blueprint.route("/<int:case_id>/acts/<int:act_id>/conclusion", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new_conclusion(case_id: int, act_id: int) -> Answer:
    """Begin the conclusion of the case's own office on an act."""
    case, act = _case(case_id), _act(case_id, act_id)
    return _begun(case, act, kind_of(act.instance))


@blueprint.route("/<int:case_id>/acts/<int:act_id>/reasoned-conclusion", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new_reasoned_conclusion(case_id: int, act_id: int) -> Answer:
    """Begin the oblast's reasoned conclusion, where the law asks for one."""
    return _begun(_case(case_id), _act(case_id, act_id), ConclusionKind.REASONED)


def _begun(case: AdminCase, act: CourtAct, kind: ConclusionKind) -> Answer:
    """The empty form of a kind, or the draft it made, submitted at once when asked."""
    session, reasoned = db.session(), kind is ConclusionKind.REASONED
    policy.demand_writing(web.actor(), kind, above(session, case.office_id))
    if request.method == "GET":
        if conclusion_on(session, act.id, kind) is not None:
            raise Refused("The conclusion on this act is begun already: go on with it.")
        if reasoned and not is_reasoned_asked(session, case.id, act.id):
            raise Refused(NOT_ASKED)
    form = sections_form(
        sections_of(kind), current_language(), {}, idempotency_key=str(uuid.uuid4())
    )

    def verb(session: Session, actor: Actor) -> None:
        made = operations.write_conclusion(
            session,
            actor,
            case.id,
            act.id,
            reasoned=reasoned,
            sections=form.sections,
            idempotency_key=form.key,
            today=web.today(),
        )
        _submitted(session, actor, made)

    return _walked(case, act, form, "cases/conclusion_form.html", verb, kind=kind, remarks="")


@blueprint.get("/<int:case_id>/conclusions/<int:conclusion_id>")
@requires(Permission.SEE_CASES)
def conclusion(case_id: int, conclusion_id: int) -> str:
    """The conclusion as a document, with its way and what the reader may do."""
    found, session, writer = _opened(case_id, conclusion_id), db.session(), presenter()
    language = writer.language
    offices = office_names(session, all_office_ids(session), language)
    return render_template(
        "cases/conclusion.html",
        case=found.case,
        conclusion=found.conclusion,
        act=act_name(found.act, language),
        court=court_names(session, [found.act.court_id], language).get(found.act.court_id, ""),
        articles=articles_of_cases(session, [case_id]).get(case_id, []),
        office=offices.get(found.conclusion.author_office_id, ""),
        gpo=offices.get(found.above.gpo, ""),
        sections=sections(found.conclusion, language),
        buttons=buttons(found.conclusion, web.actor(), found.above, head_away=_head_away(found)),
        steps=step_lines(steps_of(session, conclusion_id), offices, language),
        is_approved=found.conclusion.state == ConclusionState.APPROVED,
        papers=of_conclusion(session, web.actor(), found.conclusion),
    )


@blueprint.route("/<int:case_id>/conclusions/<int:conclusion_id>/edit", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def edit_conclusion(case_id: int, conclusion_id: int) -> Answer:
    """Go on with a draft or a returned conclusion; a second button submits it."""
    found = _opened(case_id, conclusion_id)
    kept = found.conclusion
    policy.demand_writing(web.actor(), kept.kind, found.above)
    if request.method == "GET" and kept.state not in EDITABLE:
        raise Refused("A submitted conclusion is not changed: have it returned first.")
    items, language = sections_of(kept.kind), current_language()
    form = sections_form(items, language, kept.sections, version=str(kept.version))

    def verb(session: Session, actor: Actor) -> None:
        operations.edit_conclusion(
            session,
            actor,
            case_id,
            conclusion_id,
            sections=form.sections,
            version=form.seen,
            today=web.today(),
        )
        _submitted(session, actor, kept)

    return _changed(
        found, form, "cases/conclusion_form.html", verb, kind=kept.kind, remarks=_remarks(kept)
    )


@blueprint.route("/<int:case_id>/conclusions/<int:conclusion_id>/approve", methods=["GET", "POST"])
@requires(Permission.APPROVE)
def approve_conclusion(case_id: int, conclusion_id: int) -> Answer:
    """Approve a submitted conclusion; a late reasoned one asks for the cause."""
    found = _to_decide(case_id, conclusion_id)
    act_id, today, kept = found.act.id, web.today(), found.conclusion
    if request.method == "GET" and web.actor().user_id in (kept.author_id, kept.submitted_by_id):
        raise Refused("Nobody approves a conclusion of his own (2015 ¶10).")
    form = ApprovalForm(data={"version": str(kept.version)})
    return _changed(
        found,
        form,
        "cases/conclusion_approval.html",
        lambda session, actor: operations.approve_conclusion(
            session,
            actor,
            case_id,
            conclusion_id,
            lateness=form.lateness,
            version=form.seen,
            law=lawbook(),
            today=today,
        ),
        done=_("The conclusion is approved."),
        late=kept.kind == ConclusionKind.REASONED
        and is_reasoned_late(db.session(), case_id, act_id, today),
    )


@blueprint.route("/<int:case_id>/conclusions/<int:conclusion_id>/return", methods=["GET", "POST"])
@requires(Permission.APPROVE)
def return_conclusion(case_id: int, conclusion_id: int) -> Answer:
    """Return a submitted conclusion with remarks."""
    found = _to_decide(case_id, conclusion_id)
    form = RemarksForm(data={"version": str(found.conclusion.version)})
    return _changed(
        found,
        form,
        "cases/conclusion_return.html",
        lambda session, actor: operations.return_conclusion(
            session,
            actor,
            case_id,
            conclusion_id,
            remarks=form.remarks.data or "",
            version=form.seen,
            today=web.today(),
        ),
        done=_("The conclusion is returned with remarks."),
    )


@blueprint.route("/<int:case_id>/conclusions/<int:conclusion_id>/send", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def send_conclusion(case_id: int, conclusion_id: int) -> Answer:
    """Record the letter by which a reasoned conclusion went to the GPO."""
    found = _opened(case_id, conclusion_id)
    kept = found.conclusion
    policy.demand_writing(web.actor(), kept.kind, found.above)
    if request.method == "GET" and (kept.approved_on is None or kept.sent_on is not None):
        raise Refused("Only an approved conclusion is sent, and once.")
    form = LetterForm(data={"version": str(kept.version), "sent_on": web.today()})
    return _changed(
        found,
        form,
        "cases/conclusion_letter.html",
        lambda session, actor: operations.send_conclusion(
            session,
            actor,
            case_id,
            conclusion_id,
            sent_on=form.day("sent_on"),
            number=form.sent_number.data or "",
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The letter is recorded; the GPO sees the conclusion among its arrivals."),
    )


@blueprint.route("/<int:case_id>/conclusions/<int:conclusion_id>/control", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def control_conclusion(case_id: int, conclusion_id: int) -> Answer:
    """Record what the GPO's control of a reasoned conclusion found."""
    found = _opened(case_id, conclusion_id)
    kept = found.conclusion
    policy.demand_control(web.actor(), found.above)
    if request.method == "GET" and (kept.sent_on is None or kept.controlled_on is not None):
        raise Refused("This conclusion does not wait for control.")
    form = ControlForm(data={"version": str(kept.version), "controlled_on": web.today()})
    return _changed(
        found,
        form,
        "cases/conclusion_control.html",
        lambda session, actor: operations.control_conclusion(
            session,
            actor,
            case_id,
            conclusion_id,
            result=form.result.data or "",
            remarks=form.remarks.data or "",
            controlled_on=form.day("controlled_on"),
            version=form.seen,
            today=web.today(),
        ),
        done=_("The result of the control is recorded."),
        document=sections(kept, current_language()),
    )


def _submitted(session: Session, actor: Actor, made: Conclusion) -> None:
    """Submit what was just written, when that button was pressed."""
    if "submit_it" in request.form:
        operations.submit_conclusion(session, actor, made.case_id, made.id, today=web.today())


def _walked(
    case: AdminCase, act: CourtAct, form: SectionsForm, template: str, verb: Change, **shown: Any
) -> Answer:
    """The form of a new conclusion; afterwards the case, where it stands beside its act."""
    return walked(
        form,
        template,
        verb,
        subject=(KIND, case.id),
        done=_done(),
        to=_case_page(case),
        case=case,
        act=act_name(act, current_language()),
        standing_text=dict,
        **shown,
    )


def _changed(found: Opened, form: RecordForm, template: str, verb: Change, **shown: Any) -> Answer:
    """A form of one step of a conclusion; afterwards the conclusion itself."""
    ids: dict[str, Any] = {"case_id": found.case.id, "conclusion_id": found.conclusion.id}
    address, name = url_for("cases.conclusion", **ids), act_name(found.act, current_language())
    return walked(
        form,
        template,
        verb,
        subject=(KIND, found.case.id),
        done=shown.pop("done", None) or _done(),
        to=address,
        standing=lambda: _standing(found),
        case=found.case,
        part_address=address,
        act=name,
        document_name=f"{_(f'cases.conclusion.{found.conclusion.kind}')}: {name}",
        standing_text=lambda: _now(found).sections,
        **shown,
    )


def _done() -> str:
    if "submit_it" in request.form:
        return _("The conclusion is submitted for approval.")
    return _("The draft is kept.")


def _case_page(case: AdminCase) -> str:
    return url_for("cases.case", case_id=case.id, _anchor="conclusions")


def _case(case_id: int) -> AdminCase:
    return get(db.session(), case_id)


def _act(case_id: int, act_id: int) -> CourtAct:
    found = act_of(db.session(), case_id, act_id)
    if found is None:
        raise NotFound
    return found


def _opened(case_id: int, conclusion_id: int) -> Opened:
    """The conclusion of this case; raises NotFound for any other."""
    session, case = db.session(), _case(case_id)
    found = conclusion_of(session, case_id, conclusion_id)
    if found is None:
        raise NotFound
    return Opened(case, _act(case_id, found.act_id), found, above(session, case.office_id))


def _to_decide(case_id: int, conclusion_id: int) -> Opened:
    """The conclusion for whoever approves or returns it."""
    found = _opened(case_id, conclusion_id)
    away = _head_away(found)
    policy.demand_approval(web.actor(), found.conclusion.kind, found.above, head_away=away)
    waits = found.conclusion.state == ConclusionState.SUBMITTED
    if request.method == "GET" and not waits:
        raise Refused("Only a submitted conclusion is approved or returned.")
    return found


def _head_away(found: Opened) -> bool:
    """Whether a deputy stands in today for the head of the office that writes the conclusion."""
    office_id = policy.writing_office(found.conclusion.kind, found.above)
    return head_is_away(db.session(), office_id, web.today())


def _remarks(kept: Conclusion) -> str:
    return kept.remarks if kept.state == ConclusionState.RETURNED else ""


def _now(found: Opened) -> Conclusion:
    """The conclusion as it stands now."""
    return conclusion_of(db.session(), found.case.id, found.conclusion.id) or found.conclusion


def _standing(found: Opened) -> Sequence[tuple[str, str]]:
    """The conclusion as it stands now, for whom it was changed under the hand."""
    now, language = _now(found), current_language()
    told = [
        (_("State"), _(f"cases.conclusion_state.{now.state}")),
        (_("Last edited"), f"{now.editor_name}, {day(now.edited_on, language)}"),
        (_("Remarks"), _remarks(now)),
        *((each.title, each.text) for each in sections(now, language)),
    ]
    return [(label, value) for label, value in told if value]
