"""The office a representation is addressed to answers it, or drafts a protest from it."""

from __future__ import annotations

from flask import url_for

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.form_walk import Answer
from supervision.core.i18n import _
from supervision.representations import operations, policy
from supervision.representations.blueprint import blueprint
from supervision.representations.forms import AnswerForm, TurnForm
from supervision.representations.operations.answering import demand_turnable
from supervision.representations.operations.within import demand_state
from supervision.representations.part_views import page_of, stepped
from supervision.representations.queries.representations import Dossier, dossier_of
from supervision.representations.rules import KIND, RepresentationState
from supervision.representations.writing_views import standing_of


@blueprint.route("/<int:representation_id>/answer", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def answer(representation_id: int) -> Answer:
    """Accept a representation, or refuse it with motives."""
    found = _addressed(representation_id)
    demand_state(found.representation, RepresentationState.SENT)
    seen = str(found.representation.version)
    form = AnswerForm(data={"answered_on": web.today(), "version": seen})
    return stepped(
        found.matter,
        found.act,
        form,
        lambda session, actor: operations.answer(
            session,
            actor,
            representation_id,
            form.entry(),
            version=form.seen,
            today=web.today(),
        ),
        title=_("Answer the representation"),
        submit=_("Record the answer"),
        done=_("The answer to the representation is recorded."),
        subject=(KIND, representation_id),
        to=page_of(representation_id),
        back=page_of(representation_id),
        standing=lambda: standing_of(representation_id),
    )


@blueprint.route("/<int:representation_id>/protest", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def turn(representation_id: int) -> Answer:
    """Draft the protest the representation asks for; its draft is then completed on its own page."""
    found = _addressed(representation_id)
    demand_turnable(found)
    form = TurnForm(data={"version": str(found.representation.version)})
    return stepped(
        found.matter,
        found.act,
        form,
        lambda session, actor: operations.turn_into_protest(
            session, actor, representation_id, version=form.seen, today=web.today()
        ),
        title=_("Draft a protest from the representation"),
        submit=_("Draft the protest"),
        done=_("The protest is drafted; complete its grounds before it is brought."),
        subject=(KIND, representation_id),
        to=lambda made: url_for("protests.protest", protest_id=made.id),
        back=page_of(representation_id),
        standing=lambda: standing_of(representation_id),
    )


def _addressed(representation_id: int) -> Dossier:
    """A representation for a form of the office it is addressed to."""
    found = dossier_of(db.session(), representation_id)
    policy.demand_answer(web.actor(), found.representation)
    return found
