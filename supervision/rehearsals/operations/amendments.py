"""Other data of the law applied: an amendment laid over the files, or other files; taken back.

Such law may open and drop duties, so every subject is asked for with all its facts.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.db import reaching
from supervision.core.errors import NotFound, Refused, Stale
from supervision.core.problems import LONGEST_NOTE, length_problems, refuse
from supervision.core.texts import written
from supervision.decrees.amendment_rules import AmendmentEntry
from supervision.decrees.models import LawAmendment, LawAmendmentText, LawChange
from supervision.decrees.queries import amendments_of, change_of
from supervision.duties.operations import Rebuilt, rebuild
from supervision.duties.sources import FactSource
from supervision.law.amendments import Amendment
from supervision.law.lawbook import Lawbook
from supervision.law.model import LawError, UnknownLaw
from supervision.offices.queries import all_office_ids
from supervision.rehearsals import statements
from supervision.rehearsals.operations.shared import (
    At,
    counted,
    demand_state,
    demand_undoable,
    plan_notices,
    sent_before,
)
from supervision.rehearsals.other_law import amended, changed
from supervision.rehearsals.policy import demand_change
from supervision.rehearsals.queries import last_move, moved_since
from supervision.rehearsals.rehearsing import law_now

UNDONE = "An amendment of the law was undone."


def apply_law(
    session: Session,
    actor: Actor,
    sources: Iterable[FactSource],
    *,
    law: Lawbook,
    reason: str,
    at: At,
) -> tuple[LawChange, Rebuilt]:
    """Bring every duty in step with other files of the law (a new edition, an act extended by the
    settings), with the reason in the log and in the history of each duty that moves. Returns the
    change and what the rebuild did. Raises Refused without a reason. Done by the house: only commands
    call it.
    """
    session.execute(statements.ONE_AT_A_TIME)
    if not written(reason):
        raise Refused("Say why.", field="reason")
    refuse(length_problems(reason, "reason", LONGEST_NOTE))
    change = _change(actor, law, reason, "", uuid.uuid4(), at.now)
    done = _carry_out(session, actor, sources, change, law=law, at=at)
    record(
        session,
        actor,
        action="rehearsals.apply_law",
        subject=("law_change", change.id),
        after={"reason": change.reason, "subjects": len(done.lines), **counted(change)},
    )
    return change, done


def apply_amendment(
    session: Session,
    actor: Actor,
    sources: Iterable[FactSource],
    entry: AmendmentEntry,
    *,
    files: Lawbook,
    at: At,
    seen: int | None = None,
    idempotency_key: uuid.UUID,
) -> LawChange:
    """Lay an amendment over the law and bring every open duty in step with it, with its notices.

    The same key a second time gives the first change. Raises Forbidden; Stale when the law is not
    the one its reader `seen` (`state_of_law`); Refused for what is wrong with the amendment.
    """
    demand_change(actor)
    session.execute(statements.ONE_AT_A_TIME)
    first = sent_before(session, idempotency_key)
    if first is not None:
        return first
    demand_state(session, seen)
    law, amendment = amended(session, entry, files), entry.amendment
    change = _change(actor, law, entry.reason, amendment.fingerprint, idempotency_key, at.now)
    with reaching(session, all_office_ids(session)):
        done = _carry_out(session, actor, sources, change, law=law, at=at)
        happened = changed(done)
        session.add(
            LawAmendment(
                change_id=change.id,
                act_id=amendment.act_id,
                extends=amendment.extends,
                extended_until=amendment.until,
                opened=happened["opened"] + happened["reopened"],
                dropped=happened["dropped"],
            )
        )
        session.flush()
        session.add_all(
            LawAmendmentText(change_id=change.id, file=each.file, content=each.content)
            for each in amendment.texts
        )
    record(
        session,
        actor,
        action="rehearsals.apply_amendment",
        subject=("law_change", change.id),
        after={
            "reason": change.reason,
            **_told(amendment),
            "duties": happened,
            **counted(change),
        },
    )
    return change


def undo_amendment(
    session: Session,
    actor: Actor,
    sources: Iterable[FactSource],
    change_id: int,
    *,
    reason: str,
    version: int | None,
    files: Lawbook,
    at: At,
) -> LawChange:
    """Take an amendment back: law, open duties and their notices become what they were.

    What was closed or moved by hand since stays; duties that only the amendment asked for are
    dropped. Raises NotFound, Forbidden, Stale; Refused without a reason, for a change undone already
    and where the law that stands cannot be read without it.
    """
    demand_change(actor)
    session.execute(statements.ONE_AT_A_TIME)
    change = change_of(session, change_id, held=True)
    if not amendments_of(session, [change.id]):
        raise NotFound
    if version is not None and version != change.version:
        raise Stale(change.version, version)
    demand_undoable(change, reason)
    try:
        law = law_now(session, files, without=change.id)
    except (LawError, UnknownLaw) as error:
        raise Refused(
            "A later amendment builds on this one. Undo that one first: %(problem)s",
            problem=str(error),
        ) from error
    with reaching(session, all_office_ids(session)):
        change.take_back(by_id=actor.user_id, by=actor.name, reason=written(reason), at=at.now)
        session.flush()
        since = last_move(session)
        happened = changed(rebuild(session, actor, sources, law=law, today=at.today))
        session.flush()
        told = {"change": change.id, "reason": UNDONE}
        mine = {"since": since, "actor_name": actor.name}
        session.execute(statements.TAKE_BACK, {**told, **mine})
        plan_notices(session, actor, law, at)
    record(
        session,
        actor,
        action="rehearsals.undo_amendment",
        subject=("law_change", change.id),
        before=counted(change),
        after={"reason": written(reason), "duties": happened},
    )
    return change


def _change(
    actor: Actor, law: Lawbook, reason: str, fingerprint: str, key: uuid.UUID, now: datetime
) -> LawChange:
    return LawChange(
        idempotency_key=key,
        fingerprint=fingerprint,
        calendar_version=law.calendar.version,
        reason=written(reason),
        applied_at=now,
        applied_by_id=actor.user_id,
        applied_by=actor.name,
        moved=0,
        shortened=0,
        settled=0,
    )


def _carry_out(
    session: Session,
    actor: Actor,
    sources: Iterable[FactSource],
    change: LawChange,
    *,
    law: Lawbook,
    at: At,
) -> Rebuilt:
    """Ask this law for every subject; what moves is counted in the change and told in its name."""
    since = last_move(session)
    done = rebuild(session, actor, sources, law=law, today=at.today)
    session.flush()
    moved = moved_since(session, actor, since, actor.language)
    change.moved, change.shortened = len(moved), sum(each.shortened for each in moved)
    session.add(change)
    session.flush()
    mine = {"change": change.id, "since": since, "actor_name": actor.name}
    session.execute(statements.CLAIM_MOVES, mine)
    plan_notices(session, actor, law, at)
    return done


def _told(amendment: Amendment) -> dict[str, object]:
    return {
        "act": amendment.act_id,
        "extends": amendment.extends,
        "until": amendment.until,
        "files": {each.file: each.content for each in amendment.texts},
    }
