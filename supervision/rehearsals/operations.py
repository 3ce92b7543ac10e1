"""Verbs of rehearsals: apply a decree, undo it, apply other data of the law. One change at a time.

A change and everything it moves stand in one transaction: the open duties, the notices planned for
them, and the log. Whoever counts a duty meanwhile by the law of a moment ago is put right by the
rebuild that follows each change.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.db import joining_whole_sets, reaching
from supervision.core.errors import NotFound, Refused, Stale
from supervision.core.problems import LONGEST_NOTE, day_in_words, length_problems, refuse
from supervision.core.texts import written
from supervision.decrees.models import CalendarDecree, CalendarDecreeDay, LawChange
from supervision.decrees.queries import change_of, decrees_of, standing
from supervision.decrees.rules import DecreeEntry
from supervision.duties.operations import Rebuilt, rebuild
from supervision.duties.sources import FactSource
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import all_office_ids
from supervision.rehearsals import statements
from supervision.rehearsals.policy import demand_change
from supervision.rehearsals.queries import (
    built_on,
    counts_of_change,
    last_move,
    moved_since,
    state_of_law,
)
from supervision.rehearsals.rehearsing import between, law_with, rehearse
from supervision.rehearsals.rules import Rehearsal
from supervision.reminders.operations import Swept, plan

DECREED = "A decree moved days off."
UNDONE = "A decree that moved days off was undone."


@dataclass(frozen=True)
class At:
    """When and where a change is made: today and the moment at the office's seat."""

    today: date
    now: datetime
    zone: ZoneInfo


def apply_decree(
    session: Session,
    actor: Actor,
    entry: DecreeEntry,
    *,
    files: Lawbook,
    at: At,
    seen: int | None = None,
    idempotency_key: uuid.UUID,
) -> LawChange:
    """Lay a decree over the calendar and move every open duty it moves, with its notices.

    The same key a second time gives the first change. Raises Forbidden; Stale when the law is not
    the one its reader `seen` (`state_of_law`); Refused for what is wrong with the decree.
    """
    demand_change(actor)
    session.execute(statements.ONE_AT_A_TIME)
    first = _sent_before(session, idempotency_key)
    if first is not None:
        return first
    found_state = state_of_law(session)
    if seen is not None and seen != found_state:
        raise Stale(found_state, seen)
    with reaching(session, all_office_ids(session)):
        found = rehearse(session, actor, entry, files=files, today=at.today)
        change = _store(session, actor, entry, found, idempotency_key, at.now)
        given = {**found.asked, **found.given, "change": change.id}
        if found.recounted:
            session.execute(statements.STORE, given)
        # What was closed between the two statements is not among them.
        change.moved, change.shortened, change.settled = counts_of_change(session, change.id)
        session.flush()
        _follow(session, actor, found, given, DECREED, at.now)
        _plan(session, actor, found.then, at)
    record(
        session,
        actor,
        action="rehearsals.apply_decree",
        subject=("law_change", change.id),
        after={
            "number": written(entry.number),
            "dated": entry.dated,
            "title": written(entry.title),
            "days": [
                {"on": each.on, "kind": each.kind, "other": each.other}
                for each in entry.decree.days
            ],
            **_counted(change),
        },
    )
    return change


def apply_law(
    session: Session,
    actor: Actor,
    sources: Iterable[FactSource],
    *,
    law: Lawbook,
    reason: str,
    at: At,
) -> tuple[LawChange, Rebuilt]:
    """Bring every duty in step with other data of the law (a new edition, an act extended), with the
    reason in the log and in the history of each duty that moves. Returns the change and what the
    rebuild did. Raises Refused without a reason. Done by the house: only commands call it.
    """
    session.execute(statements.ONE_AT_A_TIME)
    if not written(reason):
        raise Refused("Say why.", field="reason")
    refuse(length_problems(reason, "reason", LONGEST_NOTE))
    since = last_move(session)
    done = rebuild(session, actor, sources, law=law, today=at.today)
    session.flush()
    moved = moved_since(session, actor, since, actor.language)
    change = LawChange(
        idempotency_key=uuid.uuid4(),
        fingerprint="",
        calendar_version=law.calendar.version,
        reason=written(reason),
        applied_at=at.now,
        applied_by_id=actor.user_id,
        applied_by=actor.name,
        moved=len(moved),
        shortened=sum(each.shortened for each in moved),
        settled=0,
    )
    session.add(change)
    session.flush()
    mine = {"change": change.id, "since": since, "actor_name": actor.name}
    session.execute(statements.CLAIM_MOVES, mine)
    _plan(session, actor, law, at)
    record(
        session,
        actor,
        action="rehearsals.apply_law",
        subject=("law_change", change.id),
        after={"reason": change.reason, "subjects": len(done.lines), **_counted(change)},
    )
    return change, done


def undo_change(
    session: Session,
    actor: Actor,
    change_id: int,
    *,
    reason: str,
    version: int | None,
    files: Lawbook,
    at: At,
) -> LawChange:
    """Take a change back: calendar, open duties and their notices become what they were.

    What was closed, moved by hand or corrected since stays; what was opened since is counted by
    the calendar that stands again. Raises NotFound, Forbidden, Stale; Refused without a reason,
    for a change undone already and for one that a later change builds on.
    """
    demand_change(actor)
    session.execute(statements.ONE_AT_A_TIME)
    change = change_of(session, change_id, held=True)
    decrees = decrees_of(session, [change.id])
    if not decrees:
        raise NotFound  # what stands in files is undone by other files
    if version is not None and version != change.version:
        raise Stale(change.version, version)
    _demand_undoable(session, change, reason)
    present = [number for number, _mark in standing(session)]
    now = law_with(files, decrees_of(session, present))
    then = law_with(files, decrees_of(session, [each for each in present if each != change.id]))
    with reaching(session, all_office_ids(session)):
        change.undone_at, change.undo_reason = at.now, written(reason)
        change.undone_by_id, change.undone_by = actor.user_id, actor.name
        session.flush()
        restored = _rows_changed(session, statements.RESTORE, {"change": change.id})
        found = between(session, now, then, decrees[0])
        given = {**found.asked, **found.given, "change": None}
        followed = _follow(session, actor, found, given, UNDONE, at.now)
        _plan(session, actor, then, at)
    record(
        session,
        actor,
        action="rehearsals.undo_change",
        subject=("law_change", change.id),
        before=_counted(change),
        after={"reason": written(reason), "restored": restored, "counted_anew": followed},
    )
    return change


def _sent_before(session: Session, key: uuid.UUID) -> LawChange | None:
    return session.scalars(select(LawChange).where(LawChange.idempotency_key == key)).first()


def _demand_undoable(session: Session, change: LawChange, reason: str) -> None:
    if not change.stands:
        raise Refused("This change is undone already.")
    later = built_on(session, change.id)
    if later is not None:
        raise Refused(
            "The decree № %(number)s of %(day)s builds on this one. Undo that one first.",
            number=later.number,
            day=day_in_words(later.dated),
        )
    if not written(reason):
        raise Refused("Say why.", field="reason")
    refuse(length_problems(reason, "reason", LONGEST_NOTE))


def _store(
    session: Session,
    actor: Actor,
    entry: DecreeEntry,
    found: Rehearsal,
    key: uuid.UUID,
    now: datetime,
) -> LawChange:
    decree = entry.decree
    change = LawChange(
        idempotency_key=key,
        fingerprint=decree.fingerprint,
        calendar_version=found.then.calendar.version,
        applied_at=now,
        applied_by_id=actor.user_id,
        applied_by=actor.name,
        moved=0,
        shortened=0,
        settled=0,
    )
    session.add(change)
    session.flush()
    session.add(
        CalendarDecree(
            change_id=change.id,
            number=decree.number,
            dated=decree.dated,
            title=written(entry.title),
        )
    )
    session.flush()
    session.add_all(
        CalendarDecreeDay(
            change_id=change.id, on_day=each.on, kind=each.kind.value, other=each.other
        )
        for each in decree.days
    )
    session.flush()
    return change


def _follow(
    session: Session,
    actor: Actor,
    found: Rehearsal,
    given: dict[str, Any],
    reason: str,
    now: datetime,
) -> int:
    """Give the duties of a rehearsal their new days, each with a line in its history."""
    if not found.recounted:
        return 0
    told = {
        "reason": reason,
        "actor_id": actor.user_id,
        "actor_name": actor.name,
        "now": now,
        "calendar_version": found.then.calendar.version,
    }
    changed = _rows_changed(session, statements.FOLLOW, {**given, **told})
    session.expire_all()  # duties the session has read are no longer what it has read
    return changed


def _plan(session: Session, actor: Actor, law: Lawbook, at: At) -> None:
    """Bring the notices in step; the lock on planning has been this transaction's from the start."""
    with joining_whole_sets(session):
        plan(session, actor, Swept(), law=law, now=at.now, zone=at.zone)


def _counted(change: LawChange) -> dict[str, Any]:
    return {
        "moved": change.moved,
        "shortened": change.shortened,
        "settled": change.settled,
        "calendar": change.calendar_version,
    }


def _rows_changed(session: Session, statement: Any, given: dict[str, Any]) -> int:
    result = session.execute(statement, given)
    return result.rowcount if isinstance(result, CursorResult) else 0
