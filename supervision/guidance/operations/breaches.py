"""Breaches that an inspection found, and their removal; `responses` keeps them (`2002 ¶4, ¶10`)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.guidance.models import Inspection
from supervision.guidance.operations.following import follow
from supervision.guidance.operations.within import changing
from supervision.guidance.rules import inspections
from supervision.law.lawbook import Lawbook
from supervision.responses import queries as responses
from supervision.responses.models import Breach
from supervision.responses.operations import record_breaches, remove_breach
from supervision.responses.rules import FoundBreach

_REGISTER = inspections.REGISTER


def record_breach(
    session: Session,
    actor: Actor,
    inspection_id: int,
    *,
    description: str,
    version: int | None,
    law: Lawbook,
    today: date,
) -> Inspection:
    """Record a breach that an inspection found, on the day of its act; it stays open.

    Raises NotFound, Forbidden, Stale; Refused before there is an act, or without words.
    """
    found = changing(session, actor, _REGISTER, inspection_id, version)
    description = written(description)
    subject = (inspections.KIND, found.id)
    known = [each.description for each in responses.of_subject(session, *subject)]
    refuse(inspections.breach_problems(description, known, found.state))
    if not isinstance(found, Inspection) or found.act_on is None:
        raise ValueError("an inspection conducted has its act")
    record_breaches(
        session,
        actor,
        subject=subject,
        office_id=found.office_id,
        found=[FoundBreach(f"inspection_{len(known) + 1}", description)],
        found_on=found.act_on,
    )
    follow(session, actor, _REGISTER, found, law=law, today=today)
    return found


def record_removal(
    session: Session,
    actor: Actor,
    inspection_id: int,
    breach_id: int,
    *,
    removed_on: date,
    note: str,
    version: int | None,
    law: Lawbook,
    today: date,
) -> Breach:
    """Record that a breach an inspection found is removed, and by which measure (`2002 ¶4`).

    Raises NotFound, Forbidden, Stale, Refused.
    """
    found = changing(session, actor, _REGISTER, inspection_id, version)
    breach = responses.get(session, inspections.KIND, found.id, breach_id)
    remove_breach(session, actor, breach, removed_on=removed_on, note=note, today=today)
    follow(session, actor, _REGISTER, found, law=law, today=today)
    return breach
