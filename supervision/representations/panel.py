"""What this room shows on the pages of cases, disputes and protests.

Belongs here: filling the panels. Does not belong here: those pages.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import url_for
from sqlalchemy.orm import Session

from supervision.cases.panels import Panel
from supervision.cases.queries.whole import Whole as CaseWhole
from supervision.core.access import Actor
from supervision.disputes.queries.whole import Whole as DisputeWhole
from supervision.duties.views import presenter
from supervision.law.protests import Outcome
from supervision.protests.presenting import act_words
from supervision.protests.queries.matters import Matter, of_case, of_dispute
from supervision.protests.queries.protests import Dossier, get
from supervision.representations import policy
from supervision.representations.presenting import MISSED_TONES, Link, chain_of
from supervision.representations.queries import missed
from supervision.representations.queries.representations import (
    justified_of,
    of_matter,
    of_protest,
)
from supervision.representations.rules import RepresentationState


class ActSteps(NamedTuple):
    """One act of the matter and what may be begun on it."""

    title: str
    draft_url: str
    missed_url: str


def _of_case(session: Session, actor: Actor, whole: CaseWhole) -> dict[str, Any] | None:
    """The panel of a case; None while it has no act."""
    if not whole.acts:
        return None
    matter = of_case(whole)
    records = missed.of_case(session, matter.id)
    content = _content(session, actor, matter, {record.act_id for record in records})
    acts = {act.id: act_words(act.row, presenter().language) for act in matter.acts}
    return content | {"missed": records, "act_names": acts, "tones": MISSED_TONES}


def _of_dispute(session: Session, actor: Actor, whole: DisputeWhole) -> dict[str, Any] | None:
    """The panel of a dispute; None while it has no act."""
    if not whole.acts:
        return None
    return _content(session, actor, of_dispute(whole), set()) | {"missed": []}


def _content(session: Session, actor: Actor, matter: Matter, recorded: set[int]) -> dict[str, Any]:
    language = presenter().language
    found = of_matter(session, matter.kind, matter.id)
    writes = policy.may_write(actor, matter.line, in_dispute=matter.is_dispute)
    examines = policy.may_examine(actor, matter.line) and not matter.is_dispute
    steps = [
        ActSteps(
            act_words(act.row, language),
            _draft_url(matter, act.id) if writes else "",
            url_for("representations.record_missed", case_id=matter.id, act_id=act.id)
            if examines and act.has_window and act.id not in recorded
            else "",
        )
        for act in matter.acts
    ]
    return {
        "chains": [chain_of(each, None, None, language)[0] for each in found],
        "acts": [each for each in steps if each.draft_url or each.missed_url],
        "in_dispute": matter.is_dispute,
    }


def _draft_url(matter: Matter, act_id: int) -> str:
    if matter.is_dispute:
        endpoint = "representations.new_in_dispute"
        return url_for(endpoint, dispute_id=matter.id, act_id=act_id)
    return url_for("representations.new", case_id=matter.id, act_id=act_id)


def _of_protest(session: Session, actor: Actor, found: Dossier) -> dict[str, Any] | None:
    """What came of a rejected protest, or where a cassation protest came from; None otherwise."""
    protest, language = found.protest, presenter().language
    linked = of_protest(session, protest.id)
    rejected = (
        protest.outcome == Outcome.REJECTED
        and protest.kind == "appellate"
        and not found.matter.is_dispute
    )
    if not linked and not rejected:
        return None
    justified = justified_of(session, protest.id)
    standing = any(
        each.protest_id == protest.id and each.state != RepresentationState.REFUSED
        for each in linked
    )
    writes = policy.may_write(actor, found.line, in_dispute=found.matter.is_dispute)
    chains: list[list[Link]] = [
        chain_of(
            each,
            get(session, each.protest_id) if each.protest_id else None,
            get(session, each.leads_to_id) if each.leads_to_id else None,
            language,
        )
        for each in linked
    ]
    return {
        "chains": chains,
        "justified": justified,
        "awaits": rejected and not standing and justified is None,
        "may_write": rejected and writes and not standing and justified is None,
        "protest_id": protest.id,
    }


PANEL = Panel("representations", "representations/_of_matter.html", _of_case, style="protests.css")
DISPUTE_PANEL = Panel(
    "representations", "representations/_of_matter.html", _of_dispute, style="protests.css"
)
PROTEST_PANEL = Panel("representations", "representations/_of_protest.html", _of_protest)
