"""One protest as a readable document, and the paper on a motion to withdraw it (`2015 ¶13, ¶23`)."""

from __future__ import annotations

from typing import Any

from flask import render_template

from supervision.audit.queries import history_of
from supervision.cases.panels import panels_of
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import NotFound
from supervision.duties.views import presenter
from supervision.law.protests import Mover
from supervision.offices.queries import all_office_ids, office_names
from supervision.printing.shelf import shelf_of
from supervision.protests import policy
from supervision.protests.blueprint import blueprint
from supervision.protests.presenting import (
    act_words,
    capacity_words,
    ending_words,
    ground_titles,
    history,
    matter_url,
    right_titles,
    state_words,
    title_of,
    window_view,
)
from supervision.protests.queries.protests import Dossier, dossier_of, report_of, terms_of
from supervision.protests.queries.windows import window_of
from supervision.protests.rules import KIND, ProtestState, is_on_merits

PANELS = "protest_panels"  # what rooms above show on the page of a protest


@blueprint.get("/<int:protest_id>")
@requires(Permission.SEE_CASES)
def protest(protest_id: int) -> str:
    """One protest whole: its text, its window, who may bring it, what became of it."""
    session, writer = db.session(), presenter()
    found = dossier_of(session, protest_id)
    terms = [
        each
        for each in terms_of(session, found.matter.kind, found.matter.id)
        if each.act_id == found.act.id
    ]
    window = window_of(found.matter, found.act, terms, writer.law)
    state, tone = state_words(found.protest.state, found.protest.outcome)
    acts = {each.id: act_words(each.row, writer.language) for each in found.matter.acts}
    return render_template(
        "protests/protest.html",
        found=found,
        protest=found.protest,
        title=title_of(found.protest),
        state=state,
        tone=tone,
        act=acts[found.act.id],
        acts=acts,
        window=window_view(window, writer, terms)
        if window is not None and found.protest.kind == "appellate"
        else None,
        grounds=ground_titles(writer.language),
        rights=right_titles(
            found.protest.kind, writer.language, enforcement=found.matter.is_dispute
        ),
        matter=found.matter,
        matter_url=matter_url(found.matter),
        capacity=capacity_words(found.protest, writer.language),
        ending=ending_words(found.protest, writer.language),
        offices=office_names(session, all_office_ids(session), writer.language),
        history=history(history_of(session, KIND, protest_id), writer),
        may=_may(found),
        papers=shelf_of(
            session,
            web.actor(),
            KIND,
            protest_id,
            office_id=found.protest.author_office_id,
            settled=found.protest.brought_on is not None,
        ),
        report=report_of(session, protest_id),
        panels=panels_of(session, web.actor(), found, PANELS),
        language=writer.language,
    )


@blueprint.get("/<int:protest_id>/motions/<int:motion_id>")
@requires(Permission.SEE_CASES)
def motion(protest_id: int, motion_id: int) -> str:
    """The paper by which the motives of a withdrawal are told, ready to print (`2015 ¶23`)."""
    session, writer = db.session(), presenter()
    found = dossier_of(session, protest_id)
    paper = next((each for each in found.motions if each.id == motion_id), None)
    if paper is None:
        raise NotFound
    return render_template(
        "protests/motion.html",
        protest=found.protest,
        matter=found.matter,
        paper=paper,
        title=title_of(found.protest),
        act=act_words(found.act.row, writer.language),
        may_read=paper.moved_as == Mover.HIGHER_PROSECUTOR
        and paper.read_at is None
        and policy.may_work(web.actor(), found.protest, found.line),
        offices=office_names(session, all_office_ids(session), writer.language),
        language=writer.language,
    )


def _may(found: Dossier) -> dict[str, Any]:
    """What the reader is offered to do with the protest now."""
    actor, protest = web.actor(), found.protest
    works = policy.may_work(actor, protest, found.line)
    draft, brought = protest.state == ProtestState.DRAFT, protest.state == ProtestState.BROUGHT
    above = len(found.author.ancestors) > 1
    review = found.open_review
    return {
        "edit": works and draft,
        "bring": works and draft,
        "ask": works and draft and above and review is None,
        "drop": works and draft,
        "correct_bringing": works and protest.brought_on is not None,
        "correct_outcome": protest.outcome is not None and policy.may_record(actor, protest),
        "answer": review is not None
        and protest.state != ProtestState.DROPPED
        and policy.may_review(actor, review),
        "move": brought and policy.may_move(actor, protest, found.line),
        "end": brought and policy.may_record(actor, protest),
        "inform": policy.may_inform(actor, found.line) and _is_of_the_gpo(found),
    }


def _is_of_the_gpo(found: Dossier) -> bool:
    """Whether the court decided on an appellate protest the GPO brought in a case (`2015 ¶15`)."""
    own = found.author.level == "gpo" and found.protest.kind == "appellate"
    return own and not found.matter.is_dispute and is_on_merits(found.protest.outcome)
