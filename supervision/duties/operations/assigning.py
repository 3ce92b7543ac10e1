"""Duties given to a colleague, many at once: each by the room its thing belongs to.

Belongs here: who may be given what, all or nothing. Does not belong here: how a room gives a case or
a file to somebody; the roof hands those verbs over, so that thing and duty always go together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor, Permission
from supervision.core.errors import NotFound, Problem, Refused
from supervision.core.problems import refuse
from supervision.duties.models import Duty
from supervision.duties.operations.within import held
from supervision.duties.rules import OFFICE, DutyState
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import colleagues

MOST_AT_ONCE = 200
CHANGED = "Somebody else changed the duty about %(label)s after the list was read."


class Assigner(Protocol):
    """A room's own verb: give the thing, or the part of it that `part` names, to a colleague."""

    def __call__(
        self,
        session: Session,
        actor: Actor,
        subject_id: int,
        *,
        part: str,
        assignee_id: int,
        law: Lawbook,
        today: date,
    ) -> object: ...


@dataclass(frozen=True)
class Pick:
    """One duty chosen in a list, with the version its reader saw."""

    duty_id: int
    version: int


class _Chosen(NamedTuple):
    """A duty as the choice needs it, read past what the session holds."""

    id: int
    version: int
    kind: str
    subject_id: int
    label: str
    trigger: str
    office_id: int
    owner_office_id: int
    state: str
    assignee_id: int | None


class _Target(NamedTuple):
    """What a room gives away at once: a thing, or one part of it."""

    kind: str
    subject_id: int
    part: str


def assign_duties(
    session: Session,
    actor: Actor,
    picks: Sequence[Pick],
    *,
    assignee_id: int,
    assigners: Mapping[str, Assigner],
    law: Lawbook,
    today: date,
) -> int:
    """Give these duties of the own office to one colleague; returns how many changed hands.

    A duty goes with its thing: other duties of the same thing go along. One the colleague has
    already stays as it is, so a form sent twice does nothing twice. Raises Forbidden; Refused naming
    each duty against which something stands: then nothing is changed at all.
    """
    actor.demand(Permission.MOVE_DUTIES)
    if not picks:
        raise Refused("Choose at least one duty.", field="pick")
    if len(picks) > MOST_AT_ONCE:
        raise Refused(
            "Choose at most %(most)s duties at once.", field="pick", most=str(MOST_AT_ONCE)
        )
    problems = []
    if assignee_id not in {each.id for each in colleagues(session, actor.office_id or 0)}:
        problems.append(Problem("Choose a colleague of your own office.", "assignee_id"))
    versions = {pick.duty_id: pick.version for pick in picks}
    chosen = _read(session, list(versions))
    if len(chosen) < len(versions):
        problems.append(Problem("One of the chosen duties is not there.", "pick"))
    waiting = [each for each in chosen if each.assignee_id != assignee_id]
    for each in waiting:
        problems += _against(actor, each, versions[each.id], assigners)
    refuse(problems)
    # in one order, so that two such operations never wait for each other
    for target in sorted({_target(each) for each in waiting}):
        problems += _give(session, actor, target, assignee_id, assigners, law, today)
    refuse(problems)
    session.flush()
    left = _read(session, [each.id for each in waiting])
    refuse(_stays(each) for each in left if each.assignee_id != assignee_id)
    return len(waiting)


def _read(session: Session, ids: Sequence[int]) -> list[_Chosen]:
    statement = select(
        Duty.id,
        Duty.version,
        Duty.subject_kind,
        Duty.subject_id,
        Duty.subject_label,
        Duty.trigger,
        Duty.office_id,
        Duty.owner_office_id,
        Duty.state,
        Duty.assignee_id,
    ).where(Duty.id.in_(ids), Duty.outside.is_(False))
    return [_Chosen._make(row) for row in session.execute(statement.order_by(Duty.id))]


def _against(
    actor: Actor, duty: _Chosen, version: int, assigners: Mapping[str, Assigner]
) -> Iterator[Problem]:
    """What stands against giving this duty to anybody."""
    named = {"label": duty.label}
    if duty.owner_office_id != actor.office_id or duty.office_id != actor.office_id:
        yield Problem("The duty about %(label)s is another office's to give.", "pick", named)
    elif duty.state != DutyState.OPEN:
        yield Problem("The duty about %(label)s is closed.", "pick", named)
    elif duty.version != version:
        yield Problem(CHANGED, "pick", named)
    elif duty.kind != OFFICE and duty.kind not in assigners:
        yield _stays(duty)


def _stays(duty: _Chosen) -> Problem:
    message = "The duty about %(label)s is not given to one person: it is the office's own."
    return Problem(message, "pick", {"label": duty.label})


def _target(duty: _Chosen) -> _Target:
    """A recurring duty is given by itself; every other one with its thing or the part it names."""
    if duty.kind == OFFICE:
        return _Target(OFFICE, duty.id, "")
    return _Target(duty.kind, duty.subject_id, duty.trigger.partition("#")[2])


def _give(
    session: Session,
    actor: Actor,
    target: _Target,
    assignee_id: int,
    assigners: Mapping[str, Assigner],
    law: Lawbook,
    today: date,
) -> list[Problem]:
    """Give one thing by its room's own verb; what the room says against it, as problems."""
    if target.kind == OFFICE:
        _give_recurring(session, actor, target.subject_id, assignee_id)
        return []
    try:
        assigners[target.kind](
            session,
            actor,
            target.subject_id,
            part=target.part,
            assignee_id=assignee_id,
            law=law,
            today=today,
        )
    except NotFound:
        return [Problem("One of the chosen duties is not there.", "pick")]
    except Refused as refused:
        return [Problem(each.message, "pick", each.params) for each in refused.problems]
    return []


def _give_recurring(session: Session, actor: Actor, duty_id: int, assignee_id: int) -> None:
    """A duty of the office itself has no thing to go with: its row names the assignee."""
    duty = held(session, duty_id)
    before = {"assignee_id": duty.assignee_id}
    duty.assignee_id = assignee_id
    record(
        session,
        actor,
        action="duties.assign",
        subject=("duty", duty.id),
        office_id=duty.office_id,
        before=before,
        after={"assignee_id": assignee_id},
    )
