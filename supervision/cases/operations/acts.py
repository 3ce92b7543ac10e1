"""Court acts: recorded, their copies and entry into force, their check (`2015 ¶10, ¶13, ¶16`)."""

from __future__ import annotations

import uuid
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, CourtAct
from supervision.cases.operations.within import changing, demand_version, follow, note_change
from supervision.cases.queries.acts import act_of
from supervision.cases.queries.cases import made_before
from supervision.cases.queries.courts import court_of_office
from supervision.cases.rules import KIND
from supervision.cases.rules.acts import (
    ActEntry,
    CheckResult,
    ReviewedAct,
    act_problems,
    check_problems,
    copy_problems,
    force_problems,
)
from supervision.core.access import Actor
from supervision.core.errors import NotFound, Problem, Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.duties.models import Duty
from supervision.duties.queries import when
from supervision.duties.rules import DutyState, Lateness
from supervision.law.lawbook import Lawbook


def record_act(
    session: Session,
    actor: Actor,
    case_id: int,
    entry: ActEntry,
    *,
    idempotency_key: uuid.UUID,
    law: Lawbook,
    today: date,
) -> CourtAct:
    """Record an act of a court in the case; with the copy's day its protest window opens (`¶13`).

    The same key a second time gives the first act. Raises NotFound, Forbidden; Refused for a
    higher court's act without an act under review, and for days before the act was made.
    """
    case = changing(session, case_id, actor=actor)
    first: CourtAct | None = made_before(session, CourtAct, idempotency_key)
    if first is not None:
        return first
    entry = replace(
        entry, part=written(entry.part), termination_ground=written(entry.termination_ground)
    )
    court = court_of_office(session, case.office_id, entry.court_id)
    refuse(
        act_problems(
            entry,
            court.instance if court is not None else None,
            case.complaint,
            _reviewed(session, case, entry.reviews_id),
            today,
        )
    )
    act = CourtAct(
        case_id=case.id,
        office_id=case.office_id,
        check_note="",
        idempotency_key=idempotency_key,
        **asdict(entry),
    )
    session.add(act)
    note_change(session, case, "record_act", asdict(entry), actor=actor)
    follow(session, case.id, actor=actor, law=law, today=today)
    return act


def record_copy(
    session: Session,
    actor: Actor,
    case_id: int,
    act_id: int,
    *,
    copy_on: date,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> CourtAct:
    """Record, or correct, the day the copy was handed over: the protest window counts from it.

    Refused once the act is checked. Raises NotFound, Forbidden, Stale.
    """
    case = changing(session, case_id, actor=actor)
    act = _act(session, case, act_id, version)
    if act.is_checked:
        raise Refused("The act is checked already: its copy's day stays.")
    refuse(copy_problems(copy_on, act.made_on, today))
    return _day_changed(session, case, act, "copy_on", copy_on, actor=actor, law=law, today=today)


def record_entry_into_force(
    session: Session,
    actor: Actor,
    case_id: int,
    act_id: int,
    *,
    in_force_on: date,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> CourtAct:
    """Record, or correct, the day the act entered into force. Raises NotFound, Forbidden, Stale."""
    case = changing(session, case_id, actor=actor)
    act = _act(session, case, act_id, version)
    refuse(force_problems(in_force_on, act.made_on, today))
    return _day_changed(
        session, case, act, "in_force_on", in_force_on, actor=actor, law=law, today=today
    )


def record_check(
    session: Session,
    actor: Actor,
    case_id: int,
    act_id: int,
    *,
    result: str,
    checked_on: date,
    note: str,
    lateness: Lateness | None = None,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> CourtAct:
    """Record the result of the check of an act (`2015 ¶16`).

    Lawful closes the check and the protest window; after their last day the cause and the unit at
    fault are demanded. Unlawful leaves both open until the protest is brought. Raises NotFound,
    Forbidden, Stale, Refused.
    """
    case = changing(session, case_id, actor=actor)
    act = _act(session, case, act_id, version)
    if act.is_checked:
        raise Refused("The result of this check is recorded already.")
    note = written(note)
    problems = list(check_problems(result, checked_on, note, act.copy_on, today))
    late = result == CheckResult.LAWFUL and _is_late(session, case, act, checked_on)
    if late and (lateness is None or not written(lateness.unit)):
        problems.append(Problem("The check is late: name the cause and the unit.", "late_cause"))
    refuse(problems)
    act.check_result, act.checked_on, act.check_note = result, checked_on, note
    if late and lateness is not None:
        act.late_cause, act.late_unit = lateness.cause.value, written(lateness.unit)
        act.late_note = written(lateness.note)
    after: dict[str, Any] = {"act_id": act.id, "result": result, "checked_on": checked_on}
    note_change(session, case, "record_check", {**after, "late": act.late_cause}, actor=actor)
    follow(session, case.id, actor=actor, law=law, today=today)
    return act


def _act(session: Session, case: AdminCase, act_id: int, version: int | None) -> CourtAct:
    act = act_of(session, case.id, act_id)
    if act is None:
        raise NotFound
    demand_version(act.version, version)
    return act


def _reviewed(session: Session, case: AdminCase, act_id: int | None) -> ReviewedAct | None:
    """The act under review as far as the rules ask of it; None when this case has none such."""
    act = None if act_id is None else act_of(session, case.id, act_id)
    return None if act is None else ReviewedAct(act.instance, act.made_on)


def _day_changed(
    session: Session,
    case: AdminCase,
    act: CourtAct,
    name: str,
    day: date,
    *,
    actor: Actor,
    law: Lawbook,
    today: date,
) -> CourtAct:
    before = {name: getattr(act, name)}
    setattr(act, name, day)
    verb = "record_copy" if name == "copy_on" else "record_entry_into_force"
    note_change(session, case, verb, {"act_id": act.id, name: day}, before, actor=actor)
    follow(session, case.id, actor=actor, law=law, today=today)
    return act


def _is_late(session: Session, case: AdminCase, act: CourtAct, checked_on: date) -> bool:
    """Whether the check of this act, or its protest window, was over before that day."""
    statement = select(Duty.id).where(
        Duty.subject_kind == KIND,
        Duty.subject_id == case.id,
        Duty.trigger == f"ruling_copy_handed_over#act-{act.id}",
        Duty.state == DutyState.OPEN.value,
        when("overdue", checked_on),
    )
    return session.scalars(statement).first() is not None
