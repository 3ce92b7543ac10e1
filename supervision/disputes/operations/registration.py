"""Registering a dispute, correcting what is recorded of it, giving it to a colleague (`2002 ¶5`)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from sqlalchemy import ARRAY, Text, delete, func, insert, literal, select
from sqlalchemy.orm import Session

from supervision.cases.operations.within import colleague_problems
from supervision.cases.queries.cases import made_before
from supervision.cases.queries.courts import court_of_office
from supervision.core.access import Actor
from supervision.core.errors import Problem
from supervision.core.problems import refuse
from supervision.core.searching import search_words
from supervision.disputes.models import Dispute, DisputeParty, DisputeWord
from supervision.disputes.operations.within import changing, follow, note_change
from supervision.disputes.policy import demand_registration
from supervision.disputes.queries.disputes import get, hold_register, same_dispute
from supervision.disputes.rules.dispute import DisputeEntry, as_kept, entry_problems
from supervision.law.lawbook import Lawbook
from supervision.law.participation import Instance

_PLAIN = tuple(field.name for field in fields(DisputeEntry) if field.name != "parties")


def register_dispute(
    session: Session,
    actor: Actor,
    entry: DisputeEntry,
    *,
    idempotency_key: uuid.UUID,
    assignee_id: int | None,
    law: Lawbook,
    today: date,
) -> Dispute:
    """Register a dispute that a court of the office took (`2002 ¶2, ¶5`).

    The same key a second time gives the dispute of the first time. Raises Forbidden; Refused with
    every problem at its field.
    """
    office_id = demand_registration(actor)
    hold_register(session, office_id)
    first: Dispute | None = made_before(session, Dispute, idempotency_key)
    if first is not None:
        return get(session, first.id)
    entry = as_kept(entry)
    problems = [*entry_problems(entry, today), *_place_problems(session, entry, office_id, None)]
    problems += colleague_problems(session, office_id, assignee_id, "assignee_id")
    refuse(problems)
    dispute = Dispute(
        office_id=office_id,
        registered_on=today,
        assignee_id=assignee_id,
        idempotency_key=idempotency_key,
        **_columns(entry),
    )
    session.add(dispute)
    session.flush()
    _write_parts(session, dispute, entry)
    told = {**_told(entry), "assignee_id": assignee_id}
    note_change(session, dispute, "register_dispute", told, actor=actor)
    follow(session, dispute.id, actor=actor, law=law, today=today)
    return dispute


def change_dispute(
    session: Session,
    actor: Actor,
    dispute_id: int,
    entry: DisputeEntry,
    *,
    version: int,
    law: Lawbook,
    today: date,
) -> Dispute:
    """Correct what is recorded of a dispute; its grounds and duties follow.

    Raises Stale when somebody else changed it since; NotFound, Forbidden, Refused.
    """
    dispute = changing(session, dispute_id, version, actor=actor)
    entry = as_kept(entry)
    problems = list(entry_problems(entry, today))
    refuse([*problems, *_place_problems(session, entry, dispute.office_id, dispute.id)])
    before = {name: getattr(dispute, name) for name in _PLAIN}
    for name, value in _columns(entry).items():
        setattr(dispute, name, value)
    for part in (DisputeParty, DisputeWord):
        session.execute(delete(part).where(part.dispute_id == dispute.id))
    _write_parts(session, dispute, entry)
    note_change(session, dispute, "change_dispute", _told(entry), before, actor=actor)
    follow(session, dispute.id, actor=actor, law=law, today=today)
    return dispute


def assign_dispute(
    session: Session,
    actor: Actor,
    dispute_id: int,
    *,
    assignee_id: int | None,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> Dispute:
    """Give a dispute to a colleague of the own office, or to nobody."""
    dispute = changing(session, dispute_id, version, actor=actor)
    refuse(colleague_problems(session, dispute.office_id, assignee_id, "assignee_id"))
    before = {"assignee_id": dispute.assignee_id}
    dispute.assignee_id = assignee_id
    after = {"assignee_id": assignee_id}
    note_change(session, dispute, "assign_dispute", after, before, actor=actor)
    follow(session, dispute.id, actor=actor, law=law, today=today)
    return dispute


def _place_problems(
    session: Session, entry: DisputeEntry, office_id: int, own_id: int | None
) -> Iterator[Problem]:
    """What is wrong with the entry among the courts and disputes there are."""
    court = court_of_office(session, office_id, entry.court_id)
    if court is None or court.instance != Instance.FIRST:
        yield Problem("Choose a first-instance court at the seat of your office.", "court_id")
    same = same_dispute(session, office_id, entry.court_id, entry.number)
    if same is not None and same != own_id:
        yield Problem("A dispute with this number of this court is registered already.", "number")


def _told(entry: DisputeEntry) -> dict[str, Any]:
    """What the audit keeps of an entry: everything but IIN and BIN, which the dispute itself keeps."""
    told = {name: getattr(entry, name) for name in _PLAIN}
    parties = [{**asdict(party), "identity_number": None} for party in entry.parties]
    return {**told, "parties": parties}


def _columns(entry: DisputeEntry) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in _PLAIN}
    return {**values, "contested_by": list(entry.contested_by)}


def _write_parts(session: Session, dispute: Dispute, entry: DisputeEntry) -> None:
    """The parties, and what the dispute is found by."""
    own = {"dispute_id": dispute.id, "office_id": dispute.office_id}
    rows = [
        {**own, **asdict(party), "position": place, "cannot_defend": list(party.cannot_defend)}
        for place, party in enumerate(entry.parties)
    ]
    session.execute(insert(DisputeParty), rows)
    words = search_words(
        entry.number,
        entry.enforcement_number,
        entry.bailiff,
        *(party.name for party in entry.parties),
        *(party.identity_number for party in entry.parties),
    )
    each_word = func.unnest(literal(sorted(words), ARRAY(Text)))
    session.execute(
        insert(DisputeWord).from_select(
            ["dispute_id", "office_id", "word"],
            select(literal(dispute.id), literal(dispute.office_id), each_word),
        )
    )
