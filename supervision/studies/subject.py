"""Requested files as subjects of acts of response: the door of `responses` to this room (`2002 ¶4`)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.errors import NotFound
from supervision.law.lawbook import Lawbook
from supervision.responses.subjects import HeldSubject, SubjectRoom
from supervision.studies.operations.within import follow
from supervision.studies.policy import demand_change
from supervision.studies.queries import get, get_for_change
from supervision.studies.rules import KIND


def _hold(session: Session, actor: Actor, file_id: int) -> HeldSubject:
    held = get_for_change(session, file_id)
    if held is None:
        demand_change(actor, get(session, file_id))
        raise NotFound
    file, _chain = held
    demand_change(actor, file)
    return HeldSubject(file.office_id, file.number)


def _follow(session: Session, file_id: int, *, actor: Actor, law: Lawbook, today: date) -> None:
    found = get_for_change(session, file_id)
    if found is not None:
        file, chain = found
        follow(session, actor, file, chain, law=law, today=today)


SUBJECT = SubjectRoom(
    kind=KIND, endpoint="studies.file", parameter="file_id", hold=_hold, follow=_follow
)
