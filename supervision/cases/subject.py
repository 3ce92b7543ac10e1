"""Cases as subjects of acts of response: the door of `responses` to this room."""

from __future__ import annotations

from sqlalchemy.orm import Session

from supervision.cases.operations.within import changing, follow
from supervision.cases.queries.rulings import grounds_of_acts
from supervision.cases.rules import KIND
from supervision.core.access import Actor
from supervision.responses.subjects import HeldSubject, SubjectRoom


def _hold(session: Session, actor: Actor, case_id: int) -> HeldSubject:
    case = changing(session, case_id, actor=actor)
    return HeldSubject(case.office_id, case.number)


SUBJECT = SubjectRoom(
    kind=KIND,
    endpoint="cases.case",
    parameter="case_id",
    hold=_hold,
    follow=follow,
    rulings=grounds_of_acts,
)
