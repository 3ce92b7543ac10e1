"""The Department's forms: consent or refusal, a consent taken back (`2015 ¶22`)."""

from __future__ import annotations

from flask import request

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.form_walk import Answer
from supervision.core.i18n import _
from supervision.exclusions import operations, policy
from supervision.exclusions.asking_views import of_request
from supervision.exclusions.blueprint import blueprint
from supervision.exclusions.forms import AnswerForm, WithdrawalForm
from supervision.exclusions.operations.within import demand_state
from supervision.exclusions.queries.requests import Dossier, dossier_of
from supervision.exclusions.rules import RequestState


@blueprint.route("/<int:exclusion_id>/answer", methods=["GET", "POST"])
@requires(Permission.CONSENT_TO_EXCLUSIONS)
def answer(exclusion_id: int) -> Answer:
    """Consent that the act is not counted, or refuse, with reasons."""
    found = _addressed(exclusion_id, RequestState.SENT)
    data = {"answered_on": web.today(), "version": str(found.request.version)}
    form = AnswerForm(data=data)
    return of_request(
        found,
        form,
        lambda session, actor: operations.answer(
            session, actor, exclusion_id, form.entry(), version=form.seen, today=web.today()
        ),
        title=_("Answer the request"),
        submit=_("Record the answer"),
        done=_("The answer of the Department is recorded."),
    )


@blueprint.route("/<int:exclusion_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.CONSENT_TO_EXCLUSIONS)
def withdraw(exclusion_id: int) -> Answer:
    """Take a consent back: the act counts again."""
    found = _addressed(exclusion_id, RequestState.CONSENTED)
    data = {"withdrawn_on": web.today(), "version": str(found.request.version)}
    form = WithdrawalForm(data=data)
    return of_request(
        found,
        form,
        lambda session, actor: operations.withdraw_consent(
            session, actor, exclusion_id, form.entry(), version=form.seen, today=web.today()
        ),
        title=_("Withdraw the consent"),
        submit=_("Record the withdrawal"),
        done=_("The consent is withdrawn; the act counts again."),
    )


def _addressed(exclusion_id: int, state: RequestState) -> Dossier:
    """A request in that state for a form of the Department."""
    found = dossier_of(db.session(), exclusion_id)
    policy.demand_answer(web.actor(), found.request)
    if request.method == "GET":  # what was typed is answered by the verb, so that nothing is lost
        demand_state(found.request, state)
    return found
