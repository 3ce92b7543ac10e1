"""Additional checks: ordered by the Department, carried out and reported by an oblast (`2015 ¶27`)."""

from __future__ import annotations

import uuid
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor, Level
from supervision.core.errors import Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.duties.sync import sync
from supervision.law.lawbook import Lawbook
from supervision.offices.models import Office
from supervision.petitions.facts import check_facts, needs_checklist
from supervision.petitions.models import PetitionCheck
from supervision.petitions.operations.within import changing, demand_version, note_change
from supervision.petitions.policy import demand_check_order, demand_report
from supervision.petitions.queries.petitions import get, get_check, made_before
from supervision.petitions.queries.whole import whole_of
from supervision.petitions.rules import CHECK_KIND
from supervision.petitions.rules.resolving import CheckEntry, check_problems, report_problems


def order_check(
    session: Session,
    actor: Actor,
    petition_id: int,
    entry: CheckEntry,
    *,
    idempotency_key: uuid.UUID,
    law: Lawbook,
    today: date,
) -> PetitionCheck:
    """Order an oblast office an additional check by a stated day; the duty is that office's (`¶27`)."""
    demand_check_order(actor, get(session, petition_id))
    petition = changing(session, petition_id, actor=actor)
    made: PetitionCheck | None = made_before(session, PetitionCheck, idempotency_key)
    if made is not None:
        return made
    if not needs_checklist(law, whole_of(session, petition.id), today):
        raise Refused("Additional checks are ordered on petitions for a cassation protest.")
    entry = replace(entry, number=written(entry.number), task=written(entry.task))
    oblasts = session.scalars(select(Office.id).where(Office.level == Level.OBLAST.value))
    refuse(check_problems(entry, set(oblasts), today))
    check = PetitionCheck(
        petition_id=petition.id,
        office_id=entry.oblast_id,
        ordering_office_id=petition.office_id,
        petition_number=petition.number,
        petitioner_name=petition.petitioner_name,
        case_number=petition.case_number,
        number=entry.number,
        task=entry.task,
        ordered_on=today,
        ordered_by=f"{actor.name}, {actor.office_name}",
        due_on=entry.due_on,
        idempotency_key=idempotency_key,
    )
    session.add(check)
    session.flush()
    told = asdict(entry)
    note_change(session, petition, "order_check", told, actor=actor)
    _follow(session, actor, check, "order_check", told, law=law, today=today)
    return check


def report_check(
    session: Session,
    actor: Actor,
    check_id: int,
    *,
    report: str,
    reported_on: date,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> PetitionCheck:
    """Report what an additional check established (`2015 ¶27`); once."""
    check = get_check(session, check_id)
    demand_report(actor, check)
    check = session.get_one(PetitionCheck, check.id, with_for_update=True, populate_existing=True)
    demand_version(check.version, version)
    if check.reported_on is not None:
        raise Refused("This check is reported already.")
    report = written(report)
    refuse(report_problems(report, reported_on, check.ordered_on, today))
    check.report, check.reported_on, check.reported_by = report, reported_on, actor.name
    told = {"report": report, "reported_on": reported_on}
    _follow(session, actor, check, "report_check", told, law=law, today=today)
    return check


def _follow(
    session: Session,
    actor: Actor,
    check: PetitionCheck,
    verb: str,
    told: dict[str, Any],
    *,
    law: Lawbook,
    today: date,
) -> None:
    """Leave the audit row and let the law follow."""
    record(
        session,
        actor,
        action=f"petitions.{verb}",
        subject=(CHECK_KIND, check.id),
        office_id=check.office_id,
        after=told,
    )
    session.flush()
    subject, facts = check_facts(check, session.get_one(Office, check.office_id))
    sync(session, actor, subject, facts, law=law, today=today)
