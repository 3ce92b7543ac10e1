"""Inspections as subjects of acts of response: the door of `responses` to this room (`2002 ¶10`)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.guidance.models import Inspection
from supervision.guidance.operations.following import follow
from supervision.guidance.operations.within import changing, label_of
from supervision.guidance.queries.registers import get_for_change
from supervision.guidance.rules import inspections
from supervision.law.lawbook import Lawbook
from supervision.responses.subjects import HeldSubject, SubjectRoom


def _hold(session: Session, actor: Actor, inspection_id: int) -> HeldSubject:
    found = changing(session, actor, inspections.REGISTER, inspection_id, None)
    if not isinstance(found, Inspection):
        raise TypeError("not an inspection")
    return HeldSubject(found.office_id, label_of(found))


def _follow(
    session: Session, inspection_id: int, *, actor: Actor, law: Lawbook, today: date
) -> None:
    found = get_for_change(session, inspections.REGISTER, inspection_id)
    follow(session, actor, inspections.REGISTER, found, law=law, today=today)


SUBJECT = SubjectRoom(
    kind=inspections.KIND,
    endpoint="guidance.inspection",
    parameter="inspection_id",
    hold=_hold,
    follow=_follow,
)
