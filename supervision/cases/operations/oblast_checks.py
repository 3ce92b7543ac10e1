"""The oblast office's check of a court act within the appellate term (`2015 ¶17`)."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy.orm import Session

from supervision.cases.conclusion_policy import demand_check
from supervision.cases.models import OblastCheck
from supervision.cases.operations.within import follow, note_change
from supervision.cases.queries.acts import act_of
from supervision.cases.queries.cases import get, hold_case, made_before
from supervision.cases.queries.conclusions import is_check_late, oblast_check_of
from supervision.cases.rules.acts import check_problems
from supervision.core.access import Actor
from supervision.core.errors import NotFound, Problem, Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.duties.rules import Lateness
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import above


def record_oblast_check(
    session: Session,
    actor: Actor,
    case_id: int,
    act_id: int,
    *,
    result: str,
    checked_on: date,
    note: str,
    lateness: Lateness | None = None,
    idempotency_key: uuid.UUID,
    law: Lawbook,
    today: date,
) -> OblastCheck:
    """Record the result of the oblast's own check; its duty closes whatever it found (`2015 ¶17`).

    After the appellate term the cause and the unit at fault are demanded. The same key a second
    time gives the first check. Raises NotFound, Forbidden, Refused.
    """
    hold_case(session, case_id)
    case = get(session, case_id)
    act = act_of(session, case.id, act_id)
    if act is None:
        raise NotFound
    office_id = demand_check(actor, above(session, case.office_id))
    first: OblastCheck | None = made_before(session, OblastCheck, idempotency_key)
    if first is not None:
        return first
    if oblast_check_of(session, act.id) is not None:
        raise Refused("The result of this check is recorded already.")
    note = written(note)
    problems = list(check_problems(result, checked_on, note, act.copy_on, today))
    late = is_check_late(session, case.id, act.id, checked_on)
    unit = written(lateness.unit) if lateness is not None else ""
    if late and not unit:
        problems.append(Problem("The check is late: name the cause and the unit.", "late_cause"))
    refuse(problems)
    check = OblastCheck(
        case_id=case.id,
        office_id=case.office_id,
        act_id=act.id,
        author_office_id=office_id,
        checked_by=actor.name,
        result=result,
        checked_on=checked_on,
        note=note,
        idempotency_key=idempotency_key,
    )
    if late and lateness is not None:
        check.late_cause, check.late_unit = lateness.cause.value, unit
        check.late_note = written(lateness.note)
    session.add(check)
    after = {"act_id": act.id, "result": result, "checked_on": checked_on, "note": note}
    note_change(
        session, case, "record_oblast_check", {**after, "late": check.late_cause}, actor=actor
    )
    follow(session, case.id, actor=actor, law=law, today=today)
    return check
