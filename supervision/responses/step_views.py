"""The course of an act of response as pages, a form each, carried out by one operation.

A refused or outdated form comes back with everything typed in it; nothing is kept by half.
"""

from __future__ import annotations

import uuid

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import NotFound
from supervision.core.form_walk import Answer
from supervision.core.i18n import _
from supervision.responses import operations
from supervision.responses.blueprint import blueprint
from supervision.responses.form_walk import house, opened, take_step
from supervision.responses.forms import (
    AnswerForm,
    BringForm,
    CloseForm,
    LiableForm,
    RemovalForm,
    WithdrawForm,
)
from supervision.responses.queries import breaches_of_act


@blueprint.route("/<int:response_id>/bring", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def bring(response_id: int) -> Answer:
    """Record that the act went out."""
    found = opened(response_id, "bring")
    form = BringForm(data={"version": str(found.version), "brought_on": web.today()})
    return take_step(
        found,
        form,
        lambda session, actor: operations.bring_act(
            session, actor, found.id, form.sent(), version=form.seen, house=house()
        ),
        title=_("Bring the act"),
        submit=_("Bring the act"),
        done=_("The act is brought; the duty to respond is answered."),
    )


@blueprint.route("/<int:response_id>/answer", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def answer(response_id: int) -> Answer:
    """Record what the addressee answered."""
    found = opened(response_id, "answer")
    form = AnswerForm(data={"version": str(found.version), "answered_on": web.today()})
    return take_step(
        found,
        form,
        lambda session, actor: operations.record_answer(
            session, actor, found.id, form.entry(), version=form.seen, house=house()
        ),
        title=_("Record the answer"),
        submit=_("Record the answer"),
        done=_("The answer is recorded."),
    )


@blueprint.route("/<int:response_id>/breaches/<int:breach_id>", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def removal(response_id: int, breach_id: int) -> Answer:
    """Record that a breach is removed by the act."""
    found = opened(response_id, "remove")
    breaches = {each.id: each for each in breaches_of_act(db.session(), found.id)}
    if breach_id not in breaches:
        raise NotFound
    form = RemovalForm(data={"version": str(found.version), "removed_on": web.today()})
    return take_step(
        found,
        form,
        lambda session, actor: operations.record_removal(
            session,
            actor,
            found.id,
            breach_id,
            removed_on=form.day("removed_on"),
            note=form.note.data or "",
            version=form.seen,
            house=house(),
        ),
        title=_("Record the removal of a breach"),
        about=[breaches[breach_id].description],
        submit=_("Record the removal"),
        done=_("The removal of the breach is recorded."),
    )


@blueprint.route("/<int:response_id>/held", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def held(response_id: int) -> Answer:
    """Record who was held liable because of the act."""
    found = opened(response_id, "hold")
    form = LiableForm(data={"held_on": web.today(), "idempotency_key": str(uuid.uuid4())})
    return take_step(
        found,
        form,
        lambda session, actor: operations.record_held_liable(
            session, actor, found.id, form.entry(), idempotency_key=form.key, house=house()
        ),
        title=_("Person held liable"),
        submit=_("Record the person"),
        done=_("The person held liable is recorded."),
    )


@blueprint.route("/<int:response_id>/close", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def close(response_id: int) -> Answer:
    """End the work on an answered act."""
    found = opened(response_id, "close")
    form = CloseForm(data={"version": str(found.version), "closed_on": web.today()})
    return take_step(
        found,
        form,
        lambda session, actor: operations.close_act(
            session,
            actor,
            found.id,
            closed_on=form.day("closed_on"),
            note=form.note.data or "",
            version=form.seen,
            house=house(),
        ),
        title=_("Close the act"),
        submit=_("Close the act"),
        done=_("The act is closed."),
    )


@blueprint.route("/<int:response_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def withdraw(response_id: int) -> Answer:
    """Take a brought act back, or give a draft up."""
    found = opened(response_id, "withdraw")
    form = WithdrawForm(data={"version": str(found.version), "withdrawn_on": web.today()})
    return take_step(
        found,
        form,
        lambda session, actor: operations.withdraw_act(
            session,
            actor,
            found.id,
            withdrawn_on=form.day("withdrawn_on"),
            reason=form.reason.data or "",
            version=form.seen,
            house=house(),
        ),
        title=_("Withdraw the act"),
        note=_("A duty that this act answered opens again."),
        submit=_("Withdraw the act"),
        done=_("The act is withdrawn."),
    )
