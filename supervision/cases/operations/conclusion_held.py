"""What every verb of a conclusion does around its change: hold, keep the step, note it.

Belongs here: steps shared by `conclusions.py` and `conclusion_control.py`. Does not belong here: a
verb.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, Conclusion, ConclusionStep, CourtAct
from supervision.cases.operations.within import note_change
from supervision.cases.queries.acts import act_of
from supervision.cases.queries.cases import get, hold_case
from supervision.cases.queries.conclusions import conclusion_of
from supervision.cases.rules.conclusions import StepKind
from supervision.core.access import Actor
from supervision.core.errors import NotFound
from supervision.offices.queries import Above, above


class Held(NamedTuple):
    """A conclusion held for change, with its case, its act and the offices above the case."""

    case: AdminCase
    act: CourtAct
    conclusion: Conclusion
    above: Above


def held_conclusion(session: Session, case_id: int, conclusion_id: int) -> Held:
    """The conclusion as it stands now; nobody else records anything of its case meanwhile."""
    hold_case(session, case_id)
    case = get(session, case_id)
    conclusion = conclusion_of(session, case.id, conclusion_id)
    if conclusion is None:
        raise NotFound
    act = act_in(session, case, conclusion.act_id)
    return Held(case, act, conclusion, above(session, case.office_id))


def act_in(session: Session, case: AdminCase, act_id: int) -> CourtAct:
    """The act of this very case; raises NotFound for any other."""
    act = act_of(session, case.id, act_id)
    if act is None:
        raise NotFound
    return act


def keep_step(
    session: Session, held: Held, actor: Actor, what: StepKind, on: date, words: str = ""
) -> None:
    """Keep one step of the way for good."""
    session.add(
        ConclusionStep(
            case_id=held.case.id,
            office_id=held.case.office_id,
            conclusion_id=held.conclusion.id,
            what=what.value,
            made_on=on,
            made_by=actor.name,
            by_office_id=actor.office_id,
            words=words,
        )
    )


def note_step(
    session: Session, held: Held, actor: Actor, verb: str, after: Mapping[str, Any]
) -> None:
    """Write the change, so that the version moves on, and leave its audit row."""
    session.flush()
    told = {"conclusion_id": held.conclusion.id, "act_id": held.act.id, **after}
    note_change(session, held.case, verb, told, actor=actor)
