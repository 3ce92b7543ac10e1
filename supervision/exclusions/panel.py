"""What this room shows on the pages of cases and protests.

Belongs here: filling the panels. Does not belong here: those pages.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import url_for
from sqlalchemy.orm import Session

from supervision.cases.models import CourtAct
from supervision.cases.panels import Panel
from supervision.cases.queries.whole import Whole
from supervision.core.access import Actor
from supervision.duties.views import presenter
from supervision.exclusions import policy
from supervision.exclusions.models import ActAssessment, ExclusionRequest
from supervision.exclusions.part_views import page_of
from supervision.exclusions.presenting import TONES, clause_titles
from supervision.exclusions.queries import assessments, requests
from supervision.exclusions.rules import STANDING
from supervision.law.exclusions import (
    ReviewAct,
    is_countable,
    is_protest_assessed,
    is_quality_assessed,
)
from supervision.protests.presenting import act_words
from supervision.protests.queries.protests import Dossier


class ActLines(NamedTuple):
    """One act of a reviewing court: its requests, its assessment, and what may be begun on it."""

    title: str
    requests: list[ExclusionRequest]
    assessment: ActAssessment | None
    mark_url: str
    assess_url: str


def _of_case(session: Session, actor: Actor, whole: Whole) -> dict[str, Any] | None:
    """The panel of a case; None while no act of it was changed or quashed on review."""
    asked = requests.of_case(session, whole.case.id)
    assessed = {each.act_id: each for each in assessments.of_case(session, whole.case.id)}
    recorded = {each.act_id for each in asked} | set(assessed)
    reviewing = [
        act
        for act in whole.acts
        if is_quality_assessed(act.instance, act.kind) or act.id in recorded
    ]
    if not reviewing:
        return None
    lines = [
        _lines(
            session,
            actor,
            whole,
            act,
            [each for each in asked if each.act_id == act.id],
            assessed.get(act.id),
        )
        for act in reviewing
    ]
    titles = clause_titles(presenter().language)
    return {"acts": lines, "titles": titles, "tones": TONES, "page_of": page_of}


def _lines(
    session: Session,
    actor: Actor,
    whole: Whole,
    act: CourtAct,
    asked: list[ExclusionRequest],
    assessment: ActAssessment | None,
) -> ActLines:
    line, place = whole.office.ancestors, {"case_id": whole.case.id, "act_id": act.id}
    below = next((each.instance for each in whole.acts if each.id == act.reviews_id), None)
    counted = is_countable(ReviewAct(act.instance, act.kind, below, act.made_on))
    stands = any(each.state in STANDING for each in asked)
    by = assessment.assessing_office_id if assessment is not None else None
    assesses = policy.may_assess(actor, line, by) and assessments.is_to_be_assessed(session, act.id)
    marks = policy.may_ask(actor, line) and counted and not stands
    return ActLines(
        title=act_words(act, presenter().language),
        requests=asked,
        assessment=assessment,
        mark_url=url_for("exclusions.mark", **place) if marks else "",  # type: ignore[arg-type]
        assess_url=url_for("exclusions.assess_act", **place) if assesses else "",  # type: ignore[arg-type]
    )


def _of_protest(session: Session, actor: Actor, found: Dossier) -> dict[str, Any] | None:
    """The assessment of a protest that failed; None for any other."""
    protest, kept = found.protest, assessments.of_protest(session, found.protest.id)
    failed = protest.case_id is not None and is_protest_assessed(protest.kind, protest.outcome)
    if kept is None and not failed:
        return None
    by = kept.assessing_office_id if kept is not None else None
    assesses = failed and policy.may_assess(actor, found.author.ancestors, by)
    url = url_for("exclusions.assess_protest", protest_id=protest.id) if assesses else ""
    return {"assessment": kept, "assess_url": url}


PANEL = Panel("exclusions", "exclusions/_of_case.html", _of_case, style="protests.css")
PROTEST_PANEL = Panel("exclusions", "exclusions/_of_protest.html", _of_protest)
