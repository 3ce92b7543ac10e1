"""An act of response drafted, brought, corrected, withdrawn (`2002 ¶4`, `2015 ¶4, ¶12`)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_NOTE, length_problems, refuse
from supervision.core.texts import written
from supervision.responses import rules
from supervision.responses.models import ResponseAct, ResponseActBreach
from supervision.responses.operations.within import House, changing, follow, note_change
from supervision.responses.queries import act_made_before, breaches_of_act, of_subject
from supervision.responses.rules import ActEntry, ActState, BringEntry, found_by
from supervision.responses.subjects import RulingGround, SubjectRoom

_SAID = ("kind", "other_kind", "addressee", "demand", "grounds", "ruling_id")


def draft_act(
    session: Session,
    actor: Actor,
    subject: tuple[str, int],
    entry: ActEntry,
    *,
    idempotency_key: uuid.UUID,
    house: House,
) -> ResponseAct:
    """Draft an act of response about a subject (kind, id).

    The same key a second time gives the first act. Raises NotFound and Forbidden for a subject the
    actor may not change; Refused with every problem at its field.
    """
    kind, subject_id = subject
    room = house.rooms[kind]
    held = room.hold(session, actor, subject_id)
    first = act_made_before(session, idempotency_key)
    if first is not None:
        return first
    entry = rules.as_kept(entry)
    rulings = room.rulings_of(session, subject_id)
    refuse(rules.act_problems(entry, _open_breaches(session, kind, subject_id), _ids(rulings)))
    act = ResponseAct(
        office_id=held.office_id,
        subject_kind=kind,
        subject_id=subject_id,
        subject_label=held.label,
        state=ActState.DRAFT.value,
        recorded_on=house.today,
        recorded_by=actor.name,
        number="",
        measures="",
        closing_note="",
        withdrawal_reason="",
        search_text=found_by("", entry.addressee, held.label, entry.demand),
        idempotency_key=idempotency_key,
        **_said(entry),
    )
    session.add(act)
    session.flush()
    _link(session, act, entry.breach_ids)
    note_change(session, actor, act, "draft_act", asdict(entry))
    return act


def change_draft(
    session: Session,
    actor: Actor,
    act_id: int,
    entry: ActEntry,
    *,
    version: int | None,
    house: House,
) -> ResponseAct:
    """Write a draft anew. Raises NotFound, Forbidden, Stale, Refused."""
    act, room = changing(session, actor, act_id, "change", version, house=house)
    entry = rules.as_kept(entry)
    _rewrite(session, act, room, entry, before=_before(session, act), actor=actor, note="")
    return act


def correct_act(
    session: Session,
    actor: Actor,
    act_id: int,
    entry: ActEntry,
    sent: BringEntry,
    *,
    note: str,
    version: int | None,
    house: House,
) -> ResponseAct:
    """Correct what is recorded of a brought act, with a note why; what stood before is kept.

    Raises NotFound, Forbidden, Stale, Refused.
    """
    act, room = changing(session, actor, act_id, "correct", version, house=house)
    entry, sent, note = rules.as_kept(entry), _sent(sent), written(note)
    problems = list(_bring_problems(session, act, room, entry, sent, today=house.today))
    if not note:
        problems.append(Problem("Say why the act is corrected.", "note"))
    problems += length_problems(note, "note", LONGEST_NOTE)
    before = {**_before(session, act), **_day_columns(act)}
    _rewrite(
        session, act, room, entry, before=before, actor=actor, note=note, sent=sent, more=problems
    )
    follow(session, actor, act, room, house=house)
    return act


def bring_act(
    session: Session,
    actor: Actor,
    act_id: int,
    sent: BringEntry,
    *,
    version: int | None,
    house: House,
) -> ResponseAct:
    """Record that a drafted act went out; answers the duty to respond to its breaches.

    Raises NotFound, Forbidden, Stale; Refused for a day before its ground or a term before its day.
    """
    act, room = changing(session, actor, act_id, "bring", version, house=house)
    sent = _sent(sent)
    entry = _entry_of(session, act)
    refuse(_bring_problems(session, act, room, entry, sent, today=house.today))
    act.state = ActState.BROUGHT.value
    _send(act, sent)
    note_change(session, actor, act, "bring_act", asdict(sent))
    follow(session, actor, act, room, house=house)
    return act


def withdraw_act(
    session: Session,
    actor: Actor,
    act_id: int,
    *,
    withdrawn_on: date,
    reason: str,
    version: int | None,
    house: House,
) -> ResponseAct:
    """Give a draft up, or take a brought act back; a duty that it answered opens again.

    Raises NotFound, Forbidden, Stale, Refused.
    """
    act, room = changing(session, actor, act_id, "withdraw", version, house=house)
    reason = written(reason)
    refuse(rules.withdrawal_problems(withdrawn_on, act.brought_on, reason, house.today))
    act.state = ActState.WITHDRAWN.value
    act.withdrawn_on, act.withdrawal_reason = withdrawn_on, reason
    told = {"number": act.number, "withdrawn_on": withdrawn_on, "reason": reason}
    note_change(session, actor, act, "withdraw_act", told)
    follow(session, actor, act, room, house=house)
    return act


def _rewrite(
    session: Session,
    act: ResponseAct,
    room: SubjectRoom,
    entry: ActEntry,
    *,
    before: dict[str, Any],
    actor: Actor,
    note: str,
    sent: BringEntry | None = None,
    more: list[Problem] | None = None,
) -> None:
    """Put what the act says into its row, once nothing speaks against it."""
    offered = {*_open_breaches(session, act.subject_kind, act.subject_id), *_linked(session, act)}
    rulings = _ids(room.rulings_of(session, act.subject_id))
    refuse([*rules.act_problems(entry, sorted(offered), rulings), *(more or [])])
    for name, value in _said(entry).items():
        setattr(act, name, value)
    session.execute(delete(ResponseActBreach).where(ResponseActBreach.act_id == act.id))
    _link(session, act, entry.breach_ids)
    told: dict[str, Any] = asdict(entry)
    if sent is not None:
        _send(act, sent)
        told |= {**asdict(sent), "note": note}
    act.search_text = found_by(act.number, act.addressee, act.subject_label, act.demand)
    note_change(session, actor, act, "correct_act" if sent else "change_draft", told, before)


def _said(entry: ActEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in _SAID}


def _sent(sent: BringEntry) -> BringEntry:
    return replace(sent, number=written(sent.number))


def _send(act: ResponseAct, sent: BringEntry) -> None:
    act.number, act.brought_on, act.answer_by = sent.number, sent.brought_on, sent.answer_by
    act.search_text = found_by(act.number, act.addressee, act.subject_label, act.demand)


def _day_columns(act: ResponseAct) -> dict[str, Any]:
    return {name: getattr(act, name) for name in ("number", "brought_on", "answer_by")}


def _entry_of(session: Session, act: ResponseAct) -> ActEntry:
    """What a recorded act says, as an entry."""
    values = {name: getattr(act, name) for name in _SAID}
    return ActEntry(**values, breach_ids=tuple(_linked(session, act)))


def _before(session: Session, act: ResponseAct) -> dict[str, Any]:
    return asdict(_entry_of(session, act))


def _bring_problems(
    session: Session,
    act: ResponseAct,
    room: SubjectRoom,
    entry: ActEntry,
    sent: BringEntry,
    *,
    today: date,
) -> list[Problem]:
    """What speaks against the act's day, beside the days on which its grounds were found."""
    breaches = of_subject(session, act.subject_kind, act.subject_id)
    found = [each.found_on for each in breaches if each.id in entry.breach_ids]
    found += [
        each.found_on
        for each in room.rulings_of(session, act.subject_id)
        if each.id == entry.ruling_id
    ]
    return list(rules.bring_problems(sent, found, act.answered_on, today))


def _open_breaches(session: Session, kind: str, subject_id: int) -> list[int]:
    """The breaches of a subject an act may still demand the removal of."""
    return [each.id for each in of_subject(session, kind, subject_id) if each.is_open]


def _linked(session: Session, act: ResponseAct) -> list[int]:
    return [each.id for each in breaches_of_act(session, act.id)]


def _ids(rulings: Sequence[RulingGround]) -> list[int]:
    return [each.id for each in rulings]


def _link(session: Session, act: ResponseAct, breach_ids: tuple[int, ...]) -> None:
    rows = [
        {"act_id": act.id, "breach_id": number, "office_id": act.office_id}
        for number in sorted(set(breach_ids))
    ]
    if rows:
        session.execute(insert(ResponseActBreach), rows)
