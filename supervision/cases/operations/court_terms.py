"""A court that broke a procedural term (`2015 ¶4`).

The response to it is an act of response (`responses`) or a motion for a private ruling
(`rulings.py`), as the prosecutor chooses.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from supervision.cases.operations.within import changing, follow
from supervision.cases.rules import KIND
from supervision.cases.rules.case import term_breach_problems
from supervision.core.access import Actor
from supervision.core.errors import Problem
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.law.lawbook import Lawbook
from supervision.responses import operations as responses
from supervision.responses.models import Breach
from supervision.responses.queries import of_subject
from supervision.responses.rules import FoundBreach


def mark_court_term_breach(
    session: Session,
    actor: Actor,
    case_id: int,
    *,
    step: str,
    description: str,
    found_on: date,
    law: Lawbook,
    today: date,
) -> Breach:
    """Mark that the court broke the term of one of its steps; opens the duty to respond (`¶4`).

    `step` is a `CourtStep`; each may be marked once. Raises NotFound, Forbidden, Refused.
    """
    case = changing(session, case_id, actor=actor)
    description = written(description)
    problems = list(term_breach_problems(step, description))
    if found_on > today:
        problems.append(Problem("The breach cannot be found after today.", "found_on"))
    if step in {breach.code for breach in of_subject(session, KIND, case.id)}:
        problems.append(Problem("The breach of this term is marked already.", "step"))
    refuse(problems)
    [breach] = responses.record_breaches(
        session,
        actor,
        subject=(KIND, case.id),
        office_id=case.office_id,
        found=[FoundBreach(step, description)],
        found_on=found_on,
    )
    follow(session, case.id, actor=actor, law=law, today=today)
    return breach
