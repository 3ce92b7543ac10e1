"""One request for exclusion whole: its ground, its way, what the Department answered (`2015 ¶22`)."""

from __future__ import annotations

from flask import render_template

from supervision.audit.queries import history_of
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.i18n import _
from supervision.duties.presenting import Why
from supervision.duties.queries import row_of
from supervision.duties.views import presenter
from supervision.exclusions import policy
from supervision.exclusions.blueprint import blueprint
from supervision.exclusions.effects import effects_of
from supervision.exclusions.presenting import TONES, clause_titles, due_mark, history
from supervision.exclusions.queries.requests import Dossier, dossier_of
from supervision.exclusions.rules import KIND, RequestState, obstacle_words
from supervision.protests.presenting import act_words, matter_url


@blueprint.get("/<int:exclusion_id>")
@requires(Permission.SEE_CASES)
def exclusion(exclusion_id: int) -> str:
    """One request: what is not to be counted and why, by which day it goes, what was answered."""
    session, writer = db.session(), presenter()
    found = dossier_of(session, exclusion_id)
    kept, duty, obstacle = found.request, found.duty, found.obstacle
    why: Why | None = None
    if duty is not None:
        why = writer.why(row_of(session, duty.id, writer.language))
    reversal = found.cassation
    effects = effects_of(session, [kept], writer.language) if _waits(found) else None
    return render_template(
        "exclusions/exclusion.html",
        found=found,
        kept=kept,
        clause=clause_titles(writer.language).get(kept.clause, kept.clause),
        tone=TONES[kept.state],
        act=act_words(found.reviewed.act.row, writer.language),
        part=getattr(found.reviewed.act.row, "part", ""),
        reversal=reversal,
        reversed_by=act_words(reversal, writer.language) if reversal is not None else "",
        due=due_mark(duty.due_on, duty.closed_on, web.today()) if duty is not None else None,
        why=why,
        obstacle=_(obstacle_words(obstacle)) if obstacle is not None and _stands(found) else "",
        effect=(effects or {}).get(kept.id, ""),
        matter=found.matter,
        matter_url=matter_url(found.matter),
        history=history(history_of(session, KIND, exclusion_id), writer),
        may=_may(found),
        language=writer.language,
    )


def _waits(found: Dossier) -> bool:
    return found.request.state in (RequestState.MARKED, RequestState.SENT)


def _stands(found: Dossier) -> bool:
    return _waits(found) or found.request.state == RequestState.CONSENTED


def _may(found: Dossier) -> dict[str, bool]:
    """What the reader is offered to do with the request now."""
    actor, kept = web.actor(), found.request
    asks = policy.may_ask(actor, found.matter.line) and kept.state == RequestState.MARKED
    answers = policy.may_answer(actor, kept)
    return {
        "send": asks and found.obstacle is None,
        "waive": asks,
        "answer": answers and kept.state == RequestState.SENT,
        "withdraw": answers and kept.state == RequestState.CONSENTED,
    }
