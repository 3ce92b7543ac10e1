"""Hearings of disputes: set, changed, reported for, and what became of them (`2002 ¶5`)."""

from __future__ import annotations

import uuid
from dataclasses import asdict, replace
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from supervision.cases.operations.hearings import day_at_seat, keep_outcome
from supervision.cases.operations.within import (
    colleague_names,
    colleague_problems,
    demand_version,
)
from supervision.cases.queries.cases import made_before
from supervision.cases.queries.courts import court_of_office
from supervision.cases.rules.hearings import (
    HearingEntry,
    OutcomeEntry,
    hearing_problems,
    report_problems,
)
from supervision.core.access import Actor
from supervision.core.errors import Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.disputes.models import Dispute, DisputeHearing
from supervision.disputes.operations.within import changing, follow, note_change
from supervision.disputes.queries.hearings import hearing_of
from supervision.law.lawbook import Lawbook


def set_hearing(
    session: Session,
    actor: Actor,
    dispute_id: int,
    entry: HearingEntry,
    *,
    idempotency_key: uuid.UUID,
    zone: ZoneInfo,
    law: Lawbook,
    today: date,
) -> DisputeHearing:
    """Record a hearing that was set; opens the duty to take part where a ground stands (`¶5`).

    `zone` is that of the seat: the hearing's day there is the duty's day. The same key a second
    time gives the first hearing. Raises NotFound, Forbidden; Refused for a court that is none of
    the office's, or one that does not hear at that instance.
    """
    dispute = changing(session, dispute_id, actor=actor)
    first: DisputeHearing | None = made_before(session, DisputeHearing, idempotency_key)
    if first is not None:
        return first
    entry = replace(entry, place=written(entry.place))
    day = _checked(session, dispute, entry, zone)
    hearing = DisputeHearing(
        dispute_id=dispute.id,
        office_id=dispute.office_id,
        day=day,
        note="",
        idempotency_key=idempotency_key,
        **asdict(entry),
    )
    session.add(hearing)
    note_change(session, dispute, "set_hearing", {**asdict(entry), "day": day}, actor=actor)
    follow(session, dispute.id, actor=actor, law=law, today=today)
    return hearing


def change_hearing(
    session: Session,
    actor: Actor,
    dispute_id: int,
    hearing_id: int,
    entry: HearingEntry,
    *,
    version: int | None = None,
    zone: ZoneInfo,
    law: Lawbook,
    today: date,
) -> DisputeHearing:
    """Change moment, court, place or prosecutor of a hearing; its duty moves with it.

    Raises NotFound, Forbidden, Stale; Refused once the outcome is recorded, and as `set_hearing`.
    """
    dispute = changing(session, dispute_id, actor=actor)
    hearing = _hearing(session, dispute, hearing_id, version)
    if hearing.outcome is not None:
        raise Refused("What became of this hearing is recorded already.")
    entry = replace(entry, place=written(entry.place))
    after = {**asdict(entry), "day": _checked(session, dispute, entry, zone)}
    before = {name: getattr(hearing, name) for name in after}
    for name, value in after.items():
        setattr(hearing, name, value)
    note_change(session, dispute, "change_hearing", after, before, actor=actor)
    follow(session, dispute.id, actor=actor, law=law, today=today)
    return hearing


def assign_hearing(
    session: Session,
    actor: Actor,
    dispute_id: int,
    hearing_id: int,
    *,
    prosecutor_id: int,
    law: Lawbook,
    today: date,
) -> DisputeHearing:
    """Name the colleague who takes part in a hearing; its duty goes with them.

    Refused once it is recorded what became of the hearing. Raises NotFound, Forbidden.
    """
    dispute = changing(session, dispute_id, actor=actor)
    hearing = _hearing(session, dispute, hearing_id, None)
    if hearing.outcome is not None:
        raise Refused("What became of this hearing is recorded already.")
    refuse(colleague_problems(session, dispute.office_id, prosecutor_id, "prosecutor_id"))
    before = {"prosecutor_id": hearing.prosecutor_id}
    hearing.prosecutor_id = prosecutor_id
    after = {"prosecutor_id": prosecutor_id}
    note_change(session, dispute, "assign_hearing", after, before, actor=actor)
    follow(session, dispute.id, actor=actor, law=law, today=today)
    return hearing


def record_outcome(
    session: Session,
    actor: Actor,
    dispute_id: int,
    hearing_id: int,
    entry: OutcomeEntry,
    *,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> DisputeHearing:
    """Record who took part, why nobody did, or that the hearing was not held.

    Taking part closes the duty; a hearing not held drops it; where nobody took part it stays, for
    it was not fulfilled. May be recorded again to correct it. Raises NotFound, Forbidden, Stale,
    Refused.
    """
    dispute = changing(session, dispute_id, actor=actor)
    hearing = _hearing(session, dispute, hearing_id, version)
    before = {"outcome": hearing.outcome, "took_part_name": hearing.took_part_name}
    after = keep_outcome(hearing, entry, colleague_names(session, dispute.office_id), today)
    note_change(session, dispute, "record_outcome", after, before, actor=actor)
    follow(session, dispute.id, actor=actor, law=law, today=today)
    return hearing


def record_report(
    session: Session,
    actor: Actor,
    dispute_id: int,
    hearing_id: int,
    *,
    reported_on: date,
    reported_to: str,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> DisputeHearing:
    """Record that the study of the materials was reported to the head or deputy before a hearing.

    The Instruction of 2002 makes no duty of it. Raises NotFound, Forbidden, Stale, Refused.
    """
    dispute = changing(session, dispute_id, actor=actor)
    hearing = _hearing(session, dispute, hearing_id, version)
    reported_to = written(reported_to)
    refuse(report_problems(reported_on, reported_to, dispute.registered_on, today))
    before = {"reported_on": hearing.reported_on, "reported_to": hearing.reported_to}
    hearing.reported_on, hearing.reported_to = reported_on, reported_to
    after = {"reported_on": reported_on, "reported_to": reported_to}
    note_change(session, dispute, "record_report", after, before, actor=actor)
    follow(session, dispute.id, actor=actor, law=law, today=today)
    return hearing


def _hearing(
    session: Session, dispute: Dispute, hearing_id: int, version: int | None
) -> DisputeHearing:
    hearing = hearing_of(session, dispute.id, hearing_id)
    demand_version(hearing.version, version)
    return hearing


def _checked(session: Session, dispute: Dispute, entry: HearingEntry, zone: ZoneInfo) -> date:
    """The hearing's day at the seat, once nothing stands against the entry."""
    day = day_at_seat(entry.starts_at, zone)
    court = court_of_office(session, dispute.office_id, entry.court_id)
    instance = court.instance if court is not None else None
    problems = list(hearing_problems(entry, instance, day, dispute.received_by_court_on))
    problems += colleague_problems(session, dispute.office_id, entry.prosecutor_id, "prosecutor_id")
    refuse(problems)
    return day
