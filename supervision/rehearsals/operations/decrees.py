"""A decree laid over the calendar, and taken back."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.db import reaching
from supervision.core.errors import NotFound, Refused, Stale
from supervision.core.problems import day_in_words
from supervision.core.texts import written
from supervision.decrees.models import CalendarDecree, CalendarDecreeDay, LawChange
from supervision.decrees.queries import change_of, decrees_of
from supervision.decrees.rules import DecreeEntry
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import all_office_ids
from supervision.rehearsals import statements
from supervision.rehearsals.operations.shared import (
    At,
    counted,
    demand_state,
    demand_undoable,
    plan_notices,
    rows_changed,
    sent_before,
)
from supervision.rehearsals.policy import demand_change
from supervision.rehearsals.queries import built_on, counts_of_change
from supervision.rehearsals.rehearsing import between, law_now, rehearse
from supervision.rehearsals.rules import Rehearsal

DECREED = "A decree moved days off."
UNDONE = "A decree that moved days off was undone."


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
    first = sent_before(session, idempotency_key)
    if first is not None:
        return first
    demand_state(session, seen)
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
        plan_notices(session, actor, found.then, at)
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
            **counted(change),
        },
    )
    return change


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
        raise NotFound
    if version is not None and version != change.version:
        raise Stale(change.version, version)
    demand_undoable(change, reason)
    _demand_last(session, change)
    now, then = law_now(session, files), law_now(session, files, without=change.id)
    with reaching(session, all_office_ids(session)):
        change.take_back(by_id=actor.user_id, by=actor.name, reason=written(reason), at=at.now)
        session.flush()
        restored = rows_changed(session, statements.RESTORE, {"change": change.id})
        found = between(session, now, then, decrees[0])
        given = {**found.asked, **found.given, "change": None}
        followed = _follow(session, actor, found, given, UNDONE, at.now)
        plan_notices(session, actor, then, at)
    record(
        session,
        actor,
        action="rehearsals.undo_change",
        subject=("law_change", change.id),
        before=counted(change),
        after={"reason": written(reason), "restored": restored, "counted_anew": followed},
    )
    return change


def _demand_last(session: Session, change: LawChange) -> None:
    later = built_on(session, change.id)
    if later is not None:
        raise Refused(
            "The decree № %(number)s of %(day)s builds on this one. Undo that one first.",
            number=later.number,
            day=day_in_words(later.dated),
        )


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
    changed = rows_changed(session, statements.FOLLOW, {**given, **told})
    session.expire_all()  # duties the session has read are no longer what it has read
    return changed
