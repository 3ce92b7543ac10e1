"""Hearings: set, changed, reported for, and what became of them (`2015 ¶6, ¶8–10`)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, CaseHearing
from supervision.cases.models.hearing import Hearing
from supervision.cases.operations.within import (
    changing,
    colleague_names,
    colleague_problems,
    demand_version,
    follow,
    note_change,
)
from supervision.cases.queries.cases import made_before
from supervision.cases.queries.courts import court_of_office
from supervision.cases.queries.hearings import hearing_of
from supervision.cases.rules.hearings import (
    HearingEntry,
    HearingOutcome,
    OutcomeEntry,
    hearing_problems,
    outcome_problems,
    report_problems,
)
from supervision.core.access import Actor
from supervision.core.clock import moment_in
from supervision.core.errors import Problem, Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.law.lawbook import Lawbook


def set_hearing(
    session: Session,
    actor: Actor,
    case_id: int,
    entry: HearingEntry,
    *,
    idempotency_key: uuid.UUID,
    zone: ZoneInfo,
    law: Lawbook,
    today: date,
) -> CaseHearing:
    """Record a hearing that was set; opens the duty to take part where the law gives one.

    `zone` is that of the seat: the hearing's day there is the duty's day. The same key a second
    time gives the first hearing. Raises NotFound, Forbidden; Refused for a court that is none of
    the office's, or one that does not hear at that instance.
    """
    case = changing(session, case_id, actor=actor)
    first: CaseHearing | None = made_before(session, CaseHearing, idempotency_key)
    if first is not None:
        return first
    entry = replace(entry, place=written(entry.place))
    day = _checked(session, case, entry, zone)
    hearing = CaseHearing(
        case_id=case.id,
        office_id=case.office_id,
        day=day,
        note="",
        idempotency_key=idempotency_key,
        **asdict(entry),
    )
    session.add(hearing)
    note_change(session, case, "set_hearing", {**asdict(entry), "day": day}, actor=actor)
    follow(session, case.id, actor=actor, law=law, today=today)
    return hearing


def change_hearing(
    session: Session,
    actor: Actor,
    case_id: int,
    hearing_id: int,
    entry: HearingEntry,
    *,
    version: int | None = None,
    zone: ZoneInfo,
    law: Lawbook,
    today: date,
) -> CaseHearing:
    """Change moment, court, place or prosecutor of a hearing; its duty moves with it.

    Refused once it is recorded what became of the hearing. Raises NotFound, Forbidden, Stale.
    """
    case = changing(session, case_id, actor=actor)
    hearing = _hearing(session, case, hearing_id, version)
    if hearing.outcome is not None:
        raise Refused("What became of this hearing is recorded already.")
    entry = replace(entry, place=written(entry.place))
    day = _checked(session, case, entry, zone)
    before = {name: getattr(hearing, name) for name in asdict(entry)}
    for name, value in asdict(entry).items():
        setattr(hearing, name, value)
    hearing.day = day
    note_change(session, case, "change_hearing", {**asdict(entry), "day": day}, before, actor=actor)
    follow(session, case.id, actor=actor, law=law, today=today)
    return hearing


def assign_hearing(
    session: Session,
    actor: Actor,
    case_id: int,
    hearing_id: int,
    *,
    prosecutor_id: int,
    law: Lawbook,
    today: date,
) -> CaseHearing:
    """Name the colleague who takes part in a hearing; its duty goes with them.

    Refused once it is recorded what became of the hearing. Raises NotFound, Forbidden.
    """
    case = changing(session, case_id, actor=actor)
    hearing = _hearing(session, case, hearing_id, None)
    if hearing.outcome is not None:
        raise Refused("What became of this hearing is recorded already.")
    refuse(colleague_problems(session, case.office_id, prosecutor_id, "prosecutor_id"))
    before = {"prosecutor_id": hearing.prosecutor_id}
    hearing.prosecutor_id = prosecutor_id
    after = {"prosecutor_id": prosecutor_id}
    note_change(session, case, "assign_hearing", after, before, actor=actor)
    follow(session, case.id, actor=actor, law=law, today=today)
    return hearing


def record_outcome(
    session: Session,
    actor: Actor,
    case_id: int,
    hearing_id: int,
    entry: OutcomeEntry,
    *,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> CaseHearing:
    """Record who took part, why nobody did, or that the hearing was not held.

    Taking part closes the duty; a hearing not held drops it; where nobody took part it stays, for
    it was not fulfilled. May be recorded again to correct it. Raises NotFound, Forbidden, Stale,
    Refused.
    """
    case = changing(session, case_id, actor=actor)
    hearing = _hearing(session, case, hearing_id, version)
    before = {"outcome": hearing.outcome, "took_part_name": hearing.took_part_name}
    after = keep_outcome(hearing, entry, colleague_names(session, case.office_id), today)
    note_change(session, case, "record_outcome", after, before, actor=actor)
    follow(session, case.id, actor=actor, law=law, today=today)
    return hearing


def record_report(
    session: Session,
    actor: Actor,
    case_id: int,
    hearing_id: int,
    *,
    reported_on: date,
    reported_to: str,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> CaseHearing:
    """Record that the study of the materials was reported to the head or deputy (`2015 ¶10`)."""
    case = changing(session, case_id, actor=actor)
    hearing = _hearing(session, case, hearing_id, version)
    reported_to = written(reported_to)
    refuse(report_problems(reported_on, reported_to, case.registered_on, today))
    before = {"reported_on": hearing.reported_on, "reported_to": hearing.reported_to}
    hearing.reported_on, hearing.reported_to = reported_on, reported_to
    after = {"reported_on": reported_on, "reported_to": reported_to}
    note_change(session, case, "record_report", after, before, actor=actor)
    follow(session, case.id, actor=actor, law=law, today=today)
    return hearing


def keep_outcome(
    hearing: Hearing, entry: OutcomeEntry, names: Mapping[int, str], today: date
) -> dict[str, Any]:
    """Put what became of a hearing into its row, whatever it is about; returns what to tell of it.

    `names` are those of the office who may have taken part. Raises Refused.
    """
    entry = replace(entry, note=written(entry.note))
    problems = list(outcome_problems(entry, hearing.day, hearing.prosecutor_id, today))
    took_part_id = _who_took_part(entry, hearing)
    if took_part_id is not None and took_part_id not in names:
        problems.append(Problem("Choose a colleague of your own office.", "took_part_id"))
    refuse(problems)
    hearing.outcome, hearing.note = entry.outcome, entry.note
    hearing.absence_cause = entry.absence_cause if entry.outcome == HearingOutcome.NOBODY else None
    hearing.took_part_id = took_part_id
    hearing.took_part_name = names[took_part_id] if took_part_id is not None else None
    return {**asdict(entry), "took_part_name": hearing.took_part_name}


def _who_took_part(entry: OutcomeEntry, hearing: Hearing) -> int | None:
    if entry.outcome != HearingOutcome.TOOK_PART:
        return None
    return entry.took_part_id or hearing.prosecutor_id


def _hearing(
    session: Session, case: AdminCase, hearing_id: int, version: int | None
) -> CaseHearing:
    hearing = hearing_of(session, case.id, hearing_id)
    demand_version(hearing.version, version)
    return hearing


def _checked(session: Session, case: AdminCase, entry: HearingEntry, zone: ZoneInfo) -> date:
    """The hearing's day at the seat, once nothing stands against the entry."""
    day = day_at_seat(entry.starts_at, zone)
    court = court_of_office(session, case.office_id, entry.court_id)
    instance = court.instance if court is not None else None
    problems = list(hearing_problems(entry, instance, day, case.received_by_court_on))
    problems += colleague_problems(session, case.office_id, entry.prosecutor_id, "prosecutor_id")
    refuse(problems)
    return day


def day_at_seat(moment: datetime, zone: ZoneInfo) -> date:
    """The calendar day a moment falls on at the office's seat."""
    return moment_in(zone, moment).date()
