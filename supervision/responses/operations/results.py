"""What came of an act of response: answer, breaches removed, persons held liable, its end."""

from __future__ import annotations

import uuid
from dataclasses import asdict, replace
from datetime import date

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.errors import NotFound
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.responses import rules
from supervision.responses.models import Breach, HeldLiable, ResponseAct
from supervision.responses.operations.breaches import remove_breach
from supervision.responses.operations.within import House, changing, follow, note_change
from supervision.responses.queries import breaches_of_act, held_made_before
from supervision.responses.rules import ActState, AnswerEntry, LiableEntry


def record_answer(
    session: Session,
    actor: Actor,
    act_id: int,
    entry: AnswerEntry,
    *,
    version: int | None,
    house: House,
) -> ResponseAct:
    """Record on which day and how the addressee answered. Raises NotFound, Forbidden, Stale;
    Refused for an answer before the act was brought.
    """
    act, _ = changing(session, actor, act_id, "answer", version, house=house)
    entry = replace(entry, measures=written(entry.measures))
    refuse(rules.answer_problems(entry, _brought(act), house.today))
    act.state = ActState.ANSWERED.value
    act.answered_on, act.outcome, act.measures = entry.answered_on, entry.outcome, entry.measures
    note_change(session, actor, act, "record_answer", {**asdict(entry), "number": act.number})
    return act


def record_removal(
    session: Session,
    actor: Actor,
    act_id: int,
    breach_id: int,
    *,
    removed_on: date,
    note: str,
    version: int | None,
    house: House,
) -> Breach:
    """Record that a breach the act names is removed by it (`2002 ¶4`); closes the breach.

    Raises NotFound for a breach the act does not name; Forbidden, Stale, Refused.
    """
    act, room = changing(session, actor, act_id, "remove", version, house=house)
    breach = next((each for each in breaches_of_act(session, act.id) if each.id == breach_id), None)
    if breach is None:
        raise NotFound
    refuse(rules.removal_by_act_problems(removed_on, _brought(act)))
    remove_breach(session, actor, breach, removed_on=removed_on, note=note, today=house.today)
    told = {"breach_id": breach.id, "removed_on": removed_on, "note": written(note)}
    note_change(session, actor, act, "record_removal", told)
    follow(session, actor, act, room, house=house)
    return breach


def record_held_liable(
    session: Session,
    actor: Actor,
    act_id: int,
    entry: LiableEntry,
    *,
    idempotency_key: uuid.UUID,
    house: House,
) -> HeldLiable:
    """Record who was held liable because of the act (`2015 ¶24`).

    The same key a second time gives the first row. Raises NotFound, Forbidden, Refused.
    """
    act, _ = changing(session, actor, act_id, "hold", None, house=house)
    first = held_made_before(session, idempotency_key)
    if first is not None:
        return first
    entry = replace(entry, name=written(entry.name), post=written(entry.post))
    refuse(rules.liable_problems(entry, _brought(act), house.today))
    held = HeldLiable(
        act_id=act.id,
        office_id=act.office_id,
        idempotency_key=idempotency_key,
        **asdict(entry),
    )
    session.add(held)
    note_change(session, actor, act, "record_held_liable", asdict(entry))
    return held


def close_act(
    session: Session,
    actor: Actor,
    act_id: int,
    *,
    closed_on: date,
    note: str,
    version: int | None,
    house: House,
) -> ResponseAct:
    """End the work on an answered act; a granted one only once its breaches are removed.

    Raises NotFound, Forbidden, Stale, Refused.
    """
    act, _ = changing(session, actor, act_id, "close", version, house=house)
    note = written(note)
    left = sum(each.is_open for each in breaches_of_act(session, act.id))
    answered_on = act.answered_on or closed_on
    refuse(
        rules.closing_problems(
            closed_on,
            answered_on,
            act.outcome or "",
            note,
            open_breaches=left,
            today=house.today,
        )
    )
    act.state, act.closed_on, act.closing_note = ActState.CLOSED.value, closed_on, note
    note_change(session, actor, act, "close_act", {"closed_on": closed_on, "note": note})
    return act


def _brought(act: ResponseAct) -> date:
    """The day of a brought act; its state and the database vouch for it."""
    if act.brought_on is None:
        raise ValueError("the act is not brought")
    return act.brought_on
