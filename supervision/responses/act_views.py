"""One act of response: its page, its draft, its correction (`2002 ¶4`, `2015 ¶4, ¶12`)."""

from __future__ import annotations

import uuid
from typing import Any

from flask import render_template

from supervision.audit.queries import history_of
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.form_walk import Answer
from supervision.core.i18n import _
from supervision.duties.forms import Choices
from supervision.duties.views import presenter
from supervision.offices.queries import office_names
from supervision.printing.shelf import shelf_of
from supervision.responses import operations, policy
from supervision.responses.blueprint import blueprint
from supervision.responses.form_walk import carried_out, house, opened, rooms, take_step
from supervision.responses.forms import ActForm, CorrectForm
from supervision.responses.models import ResponseAct
from supervision.responses.presenting import (
    OUTCOME_TONES,
    TONES,
    act_title,
    history,
    kind_words,
    subject_url,
)
from supervision.responses.queries import breaches_of_act, get_act, held_of_act, of_subject
from supervision.responses.rules import KIND, ActState, answered_late, is_overdue


@blueprint.get("/<int:response_id>")
@requires(Permission.SEE_CASES)
def act(response_id: int) -> str:
    """One act whole, with its history."""
    session, actor, writer = db.session(), web.actor(), presenter()
    found = get_act(session, response_id)
    room = rooms()[found.subject_kind]
    rulings = room.rulings_of(session, found.subject_id)
    return render_template(
        "responses/act.html",
        act=found,
        title=act_title(found),
        kind=kind_words(found.kind, found.other_kind),
        tone=TONES[found.state],
        outcome_tone=OUTCOME_TONES.get(found.outcome or "", ""),
        overdue=is_overdue(found.state, found.answer_by, writer.today),
        late=answered_late(found.answer_by, found.answered_on),
        office=office_names(session, [found.office_id], writer.language).get(found.office_id, ""),
        subject_url=subject_url(room, found.subject_id),
        breaches=breaches_of_act(session, found.id),
        ruling=next((each.words for each in rulings if each.id == found.ruling_id), ""),
        held=held_of_act(session, found.id),
        may_change=policy.may_change(actor, found),
        history=history(history_of(session, KIND, found.id), writer),
        papers=shelf_of(
            session,
            actor,
            KIND,
            found.id,
            office_id=found.office_id,
            settled=found.brought_on is not None,
        ),
    )


def draft(
    subject: tuple[str, int], label: str, *, breach_ids: list[str], ruling_id: str = ""
) -> Answer:
    """The page on which an act about a subject (kind, id) is drafted, for that subject's room.

    The room asks its own policy first; the breaches and the ruling are those ticked at the start.
    """
    kind, subject_id = subject
    breaches, rulings = _grounds(subject, ())
    known = {value for value, _words in breaches}
    form = ActForm(
        breaches=breaches,
        rulings=rulings,
        data={
            "kind": "representation",
            "breach_ids": [each for each in breach_ids if each in known],
            "ruling_id": ruling_id,
            "idempotency_key": str(uuid.uuid4()),
        },
    )
    back = subject_url(rooms()[kind], subject_id)
    return carried_out(
        form,
        lambda session, actor: operations.draft_act(
            session, actor, subject, form.entry(), idempotency_key=form.key, house=house()
        ),
        title=_("New act of response"),
        note=_("First a draft; it is brought when it gets its number and day."),
        submit=_("Keep the draft"),
        done=_("The draft is kept."),
        crumbs=[(label, back)],
        back=back,
    )


@blueprint.route("/<int:response_id>/edit", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def edit(response_id: int) -> Answer:
    """Write a draft anew, or correct a brought act with a note."""
    found = get_act(db.session(), response_id)
    policy.demand_change(web.actor(), found)
    if found.state == ActState.DRAFT:
        return _edit_draft(found)
    opened(response_id, "correct")
    form = CorrectForm(
        **_offered(found),
        data={
            **_said(found),
            "number": found.number,
            "brought_on": found.brought_on,
            "answer_by": found.answer_by,
        },
    )
    return take_step(
        found,
        form,
        lambda session, actor: operations.correct_act(
            session,
            actor,
            found.id,
            form.entry(),
            form.sent(),
            note=form.note.data or "",
            version=form.seen,
            house=house(),
        ),
        title=_("Correct the act"),
        note=_("What stood before is kept in the history."),
        submit=_("Correct the act"),
        done=_("The act is corrected."),
    )


def _edit_draft(found: ResponseAct) -> Answer:
    form = ActForm(**_offered(found), data=_said(found))
    return take_step(
        found,
        form,
        lambda session, actor: operations.change_draft(
            session, actor, found.id, form.entry(), version=form.seen, house=house()
        ),
        title=_("Change the draft"),
        submit=_("Keep the draft"),
        done=_("The draft is kept."),
    )


def _grounds(subject: tuple[str, int], linked: tuple[int, ...]) -> tuple[Choices, Choices]:
    """The breaches and private rulings an act about this subject may name, for its form."""
    kind, subject_id = subject
    session = db.session()
    breaches = [
        (str(each.id), each.description)
        for each in of_subject(session, kind, subject_id)
        if each.is_open or each.id in linked
    ]
    rulings = [(str(each.id), each.words) for each in rooms()[kind].rulings_of(session, subject_id)]
    return breaches, rulings


def _offered(found: ResponseAct) -> dict[str, Choices]:
    linked = tuple(each.id for each in breaches_of_act(db.session(), found.id))
    breaches, rulings = _grounds((found.subject_kind, found.subject_id), linked)
    return {"breaches": breaches, "rulings": rulings}


def _said(found: ResponseAct) -> dict[str, Any]:
    """A recorded act as its form shows it."""
    return {
        "version": str(found.version),
        "kind": found.kind,
        "other_kind": found.other_kind,
        "addressee": found.addressee,
        "demand": found.demand,
        "grounds": found.grounds,
        "breach_ids": [str(each.id) for each in breaches_of_act(db.session(), found.id)],
        "ruling_id": str(found.ruling_id or ""),
    }
