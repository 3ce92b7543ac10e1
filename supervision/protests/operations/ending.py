"""The end of a protest: a motion to withdraw it, its motives read, the court's decision (`2015 ¶23`)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from supervision.cases.operations.within import demand_version
from supervision.core.access import Actor
from supervision.core.errors import Forbidden, NotFound, Problem, Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.law.lawbook import Lawbook
from supervision.law.protests import Mover, ending
from supervision.protests.models import Protest, ProtestMotion
from supervision.protests.operations.within import (
    acting_name,
    demand_state,
    follow,
    held,
    note,
)
from supervision.protests.policy import demand_move, demand_record, demand_work
from supervision.protests.queries.protests import Dossier, motion_made_before
from supervision.protests.rules import (
    DecidingAct,
    MotionEntry,
    OutcomeEntry,
    ProtestState,
    motion_problems,
    mover_of,
    outcome_of,
    outcome_problems,
)


def move_withdrawal(
    session: Session,
    actor: Actor,
    protest_id: int,
    entry: MotionEntry,
    *,
    idempotency_key: uuid.UUID,
    version: int | None = None,
    today: date,
) -> ProtestMotion:
    """Record a motion to let the protest be withdrawn, of its author or a higher prosecutor.

    A higher prosecutor tells the lower one the motives in a numbered paper (`2015 ¶23`). Raises
    NotFound, Forbidden, Stale, Refused.
    """
    found = held(session, protest_id)
    protest = found.protest
    demand_move(actor, protest, found.line)
    made = motion_made_before(session, protest.id, idempotency_key)
    if made is not None:
        return made
    demand_version(protest.version, version)
    demand_state(protest, ProtestState.BROUGHT)
    if actor.office_id is None:
        raise Forbidden("Only the author or a higher prosecutor moves for the withdrawal.")
    entry = replace(entry, motives=written(entry.motives), paper_number=written(entry.paper_number))
    mover = mover_of(found.author.ancestors, actor.office_id)
    refuse(motion_problems(entry, mover, protest.brought_on or today, today))
    motion = ProtestMotion(
        protest_id=protest.id,
        office_id=protest.office_id,
        moving_office_id=actor.office_id,
        moved_by=acting_name(actor),
        moved_as=mover.value,
        idempotency_key=idempotency_key,
        **asdict(entry),
    )
    session.add(motion)
    after = {**asdict(entry), "moved_as": mover}
    note(session, protest, "move_withdrawal", after, actor=actor)
    return motion


def read_motives(
    session: Session, actor: Actor, protest_id: int, motion_id: int, *, now: datetime
) -> ProtestMotion:
    """Note that the lower office read why its protest is withdrawn: who, and at which moment (`¶23`).

    The first reader stays. Raises NotFound, Forbidden; Refused for a motion of the author's own.
    """
    found = held(session, protest_id)
    motion = next((each for each in found.motions if each.id == motion_id), None)
    if motion is None:
        raise NotFound
    demand_work(actor, found.protest, found.line)
    if motion.moved_as != Mover.HIGHER_PROSECUTOR:
        raise Refused("Only the motives of a higher prosecutor are told in a paper.")
    session.refresh(motion)
    if motion.read_at is None:
        motion.read_at, motion.read_by = now, acting_name(actor)
        after = {"motion_id": motion.id, "paper_number": motion.paper_number, "read_at": now}
        note(session, found.protest, "read_motives", after, actor=actor)
    return motion


def record_outcome(
    session: Session,
    actor: Actor,
    protest_id: int,
    entry: OutcomeEntry,
    *,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> Protest:
    """Record what became of the protest; the duties of its matter follow.

    Where the court took no decision on it, the law tells withdrawn from returned out of the
    recorded motion and the way it ended (`2015 ¶23`). Raises NotFound, Forbidden, Stale, Refused.
    """
    found = held(session, protest_id, version)
    protest = found.protest
    demand_record(actor, protest)
    demand_state(protest, ProtestState.BROUGHT)
    entry = replace(entry, note=written(entry.note))
    refuse(problems_of_outcome(found, entry, today))
    conclude(found, entry)
    after = {**asdict(entry), **concluded(protest)}
    note(session, protest, "record_outcome", after, actor=actor)
    follow(session, protest.id, actor=actor, law=law, today=today)
    return protest


def problems_of_outcome(found: Dossier, entry: OutcomeEntry, today: date) -> Iterator[Problem]:
    """Everything wrong with an outcome of this protest."""
    return outcome_problems(
        entry,
        found.protest.kind,
        found.protest.brought_on or today,
        _deciding(found, entry.act_id),
        moved=found.motion is not None,
        today=today,
    )


def conclude(found: Dossier, entry: OutcomeEntry) -> None:
    """Write the outcome into the protest; without a decision on it the law names it (`¶23`)."""
    protest, motion = found.protest, found.motion
    outcome, decided_by, reason = outcome_of(entry.decision), entry.act_id, None
    if outcome is None:
        told = ending(entry.ended_by or "", motion.moved_as if motion is not None else None)
        outcome, decided_by, reason = told.outcome, None, told.code
    place = "outcome_dispute_act_id" if found.matter.is_dispute else "outcome_act_id"
    setattr(protest, place, decided_by)
    protest.state, protest.outcome = ProtestState.ENDED.value, outcome.value
    protest.outcome_on, protest.outcome_note = entry.outcome_on, entry.note
    protest.ending_reason = reason


def concluded(protest: Protest) -> dict[str, object]:
    """The outcome as the audit keeps it."""
    return {"outcome": protest.outcome, "ending_reason": protest.ending_reason}


def _deciding(found: Dossier, act_id: int | None) -> DecidingAct | None:
    """The act of the matter by which the court decided, as far as the rules ask of it."""
    act = next((each for each in found.matter.acts if each.id == act_id), None)
    return None if act is None else DecidingAct(act.instance, act.decides, act.made_on)
