"""One representation as a readable, printable document (`2015 ¶19`)."""

from __future__ import annotations

from typing import Any

from flask import render_template

from supervision.audit.queries import history_of
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.duties.views import presenter
from supervision.printing.shelf import shelf_of
from supervision.protests.presenting import act_words, matter_url
from supervision.representations import policy
from supervision.representations.blueprint import blueprint
from supervision.representations.operations.writing import missing_parts
from supervision.representations.presenting import (
    chain_of,
    history,
    part_titles,
    state_words,
    title_of,
)
from supervision.representations.queries.representations import Dossier, dossier_of
from supervision.representations.rules import KIND, RepresentationState


@blueprint.get("/<int:representation_id>")
@requires(Permission.SEE_CASES)
def representation(representation_id: int) -> str:
    """One representation whole: its three parts, its way, what the higher office answered."""
    session, writer = db.session(), presenter()
    found = dossier_of(session, representation_id)
    kept = found.representation
    state, tone = state_words(kept.state)
    return render_template(
        "representations/representation.html",
        found=found,
        kept=kept,
        title=title_of(kept),
        state=state,
        tone=tone,
        act=act_words(found.act.row, writer.language),
        parts=part_titles(writer.language),
        matter=found.matter,
        matter_url=matter_url(found.matter),
        chain=chain_of(kept, found.protest, found.leads_to, writer.language),
        history=history(history_of(session, KIND, representation_id), writer),
        may=_may(found),
        papers=shelf_of(
            session,
            web.actor(),
            KIND,
            representation_id,
            office_id=kept.author_office_id,
            settled=kept.state != RepresentationState.DRAFT,
        ),
        language=writer.language,
    )


def _may(found: Dossier) -> dict[str, Any]:
    """What the reader is offered to do with the representation now."""
    actor, kept = web.actor(), found.representation
    draft = kept.state == RepresentationState.DRAFT
    works = policy.may_work(actor, kept, found.matter.line) and draft
    answers = policy.may_answer(actor, kept)
    waiting = kept.state == RepresentationState.SENT
    return {
        "edit": works,
        "send": works and not missing_parts(kept),
        "answer": answers and waiting,
        "turn": answers
        and (waiting or kept.state == RepresentationState.ACCEPTED or found.may_be_drafted_anew),
    }
