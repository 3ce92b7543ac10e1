"""Court acts of disputes: recorded, their later days, their check (`2002 ¶2, ¶7`)."""

from __future__ import annotations

import uuid
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.operations.within import demand_version
from supervision.cases.queries.cases import made_before
from supervision.cases.queries.courts import court_of_office
from supervision.cases.rules.acts import CheckResult, ReviewedAct
from supervision.core.access import Actor
from supervision.core.errors import NotFound, Problem, Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.disputes.models import Dispute, DisputeAct
from supervision.disputes.operations.within import changing, follow, note_change
from supervision.disputes.queries.whole import act_of
from supervision.disputes.rules import KIND
from supervision.disputes.rules.acts import (
    ActDays,
    ActEntry,
    act_problems,
    check_problems,
    day_problems,
)
from supervision.duties.models import Duty
from supervision.duties.queries import when
from supervision.duties.rules import DutyState, Lateness
from supervision.law.lawbook import Lawbook


def record_act(
    session: Session,
    actor: Actor,
    dispute_id: int,
    entry: ActEntry,
    *,
    idempotency_key: uuid.UUID,
    law: Lawbook,
    today: date,
) -> DisputeAct:
    """Record an act of a court in the dispute; once it reached the office its check is owed (`¶2`).

    The same key a second time gives the first act. Raises NotFound, Forbidden; Refused for a
    higher court's act without an act under review, and for days before the act was made.
    """
    dispute = changing(session, dispute_id, actor=actor)
    first: DisputeAct | None = made_before(session, DisputeAct, idempotency_key)
    if first is not None:
        return first
    entry = replace(entry, content=written(entry.content))
    court = court_of_office(session, dispute.office_id, entry.court_id)
    reviewed = _reviewed(session, dispute, entry.reviews_id)
    instance = court.instance if court is not None else None
    refuse(act_problems(entry, instance, reviewed, today))
    columns = asdict(entry)
    columns |= columns.pop("days")
    act = DisputeAct(
        dispute_id=dispute.id,
        office_id=dispute.office_id,
        check_note="",
        idempotency_key=idempotency_key,
        **columns,
    )
    session.add(act)
    note_change(session, dispute, "record_act", columns, actor=actor)
    follow(session, dispute.id, actor=actor, law=law, today=today)
    return act


def record_days(
    session: Session,
    actor: Actor,
    dispute_id: int,
    act_id: int,
    days: ActDays,
    *,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> DisputeAct:
    """Record, or correct, when an act came, the stated end of its appellate term, its entry into
    force; duties follow the days.

    Refused when the day it came changes after its check. Raises NotFound, Forbidden, Stale.
    """
    dispute = changing(session, dispute_id, actor=actor)
    act = _act(session, dispute, act_id, version)
    problems = list(day_problems(days, act.made_on, today))
    if act.is_checked and days.received_on != act.received_on:
        problems.append(
            Problem("The act is checked already: the day it came stays.", "received_on")
        )
    refuse(problems)
    before = {name: getattr(act, name) for name in asdict(days)}
    for name, value in asdict(days).items():
        setattr(act, name, value)
    after = {"act_id": act.id, **asdict(days)}
    note_change(session, dispute, "record_days", after, before, actor=actor)
    follow(session, dispute.id, actor=actor, law=law, today=today)
    return act


def record_check(
    session: Session,
    actor: Actor,
    dispute_id: int,
    act_id: int,
    *,
    result: str,
    checked_on: date,
    note: str,
    lateness: Lateness | None = None,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> DisputeAct:
    """Record the result of the check of an act (`2002 ¶2, ¶7`).

    Lawful closes the duty to check; after its day the cause and the unit at fault are demanded.
    Unlawful leaves it open and adds the duty to protest, or, for an act in force, to ask a higher
    office for a protest. Raises NotFound, Forbidden, Stale, Refused.
    """
    dispute = changing(session, dispute_id, actor=actor)
    act = _act(session, dispute, act_id, version)
    if act.is_checked:
        raise Refused("The result of this check is recorded already.")
    note = written(note)
    problems = list(check_problems(result, checked_on, note, act.received_on, today))
    late = result == CheckResult.LAWFUL and _is_late(session, dispute, act, checked_on)
    if late and (lateness is None or not written(lateness.unit)):
        problems.append(Problem("The check is late: name the cause and the unit.", "late_cause"))
    refuse(problems)
    act.check_result, act.checked_on, act.check_note = result, checked_on, note
    if late and lateness is not None:
        act.late_cause, act.late_unit = lateness.cause.value, written(lateness.unit)
        act.late_note = written(lateness.note)
    after: dict[str, Any] = {"act_id": act.id, "result": result, "checked_on": checked_on}
    after |= {"note": note, "late": act.late_cause}
    note_change(session, dispute, "record_check", after, actor=actor)
    follow(session, dispute.id, actor=actor, law=law, today=today)
    return act


def _act(session: Session, dispute: Dispute, act_id: int, version: int | None) -> DisputeAct:
    act = act_of(session, dispute.id, act_id)
    demand_version(act.version, version)
    return act


def _reviewed(session: Session, dispute: Dispute, act_id: int | None) -> ReviewedAct | None:
    """The act under review as far as the rules ask of it; None when this dispute has none such."""
    if act_id is None:
        return None
    try:
        act = act_of(session, dispute.id, act_id)
    except NotFound:
        return None
    return ReviewedAct(act.instance, act.made_on)


def _is_late(session: Session, dispute: Dispute, act: DisputeAct, checked_on: date) -> bool:
    """Whether the term to check this act was over before that day."""
    statement = select(Duty.id).where(
        Duty.subject_kind == KIND,
        Duty.subject_id == dispute.id,
        Duty.trigger == f"enforcement_court_act_received#act-{act.id}",
        Duty.state == DutyState.OPEN.value,
        when("overdue", checked_on),
    )
    return session.scalars(statement).first() is not None
