"""What every verb of an act of response does around its change: hold, guard, note, follow.

Belongs here: steps shared by the verbs. Does not belong here: a verb.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import Stale
from supervision.core.problems import refuse
from supervision.law.lawbook import Lawbook
from supervision.responses.models import ResponseAct
from supervision.responses.policy import demand_change
from supervision.responses.queries import act_for_change, get_act
from supervision.responses.rules import KIND, step_problems
from supervision.responses.subjects import Rooms, SubjectRoom

# What the history of the subject tells too; a draft and its corrections stay with the act.
TOLD_OF_SUBJECT = frozenset({"bring_act", "record_answer", "withdraw_act"})


@dataclass(frozen=True)
class House:
    """What the verbs are given beside what they record: the rooms of subjects, law and day."""

    rooms: Rooms
    law: Lawbook
    today: date


def changing(
    session: Session, actor: Actor, act_id: int, step: str, version: int | None, *, house: House
) -> tuple[ResponseAct, SubjectRoom]:
    """The act with its subject's room, both held for change.

    The subject is held first, as everywhere. Refuses another office (NotFound, Forbidden), another
    version (Stale), a step that does not follow (Refused).
    """
    found = get_act(session, act_id)
    demand_change(actor, found)
    room = house.rooms[found.subject_kind]
    room.hold(session, actor, found.subject_id)
    act = act_for_change(session, act_id)
    demand_change(actor, act)
    if version is not None and version != act.version:
        raise Stale(act.version, version)
    refuse(step_problems(step, act.state))
    return act, room


def note_change(
    session: Session,
    actor: Actor,
    act: ResponseAct,
    verb: str,
    after: Mapping[str, Any],
    before: Mapping[str, Any] | None = None,
) -> None:
    """Leave the audit row of one verb, and one with the subject where its history tells it too."""
    session.flush()
    subjects = [(KIND, act.id)]
    if verb in TOLD_OF_SUBJECT:
        subjects.append((act.subject_kind, act.subject_id))
    for subject in subjects:
        record(
            session,
            actor,
            action=f"responses.{verb}",
            subject=subject,
            office_id=act.office_id,
            before=before,
            after=after,
        )


def follow(
    session: Session, actor: Actor, act: ResponseAct, room: SubjectRoom, *, house: House
) -> None:
    """Let the subject's room ask the law again."""
    session.flush()
    room.follow(session, act.subject_id, actor=actor, law=house.law, today=house.today)
