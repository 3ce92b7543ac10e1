"""Incidents of the machinery: begun, ended, and told to administrators once each.

Does not belong here: finding out what is wrong (`watching.py` of the room, `watch_rules.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.reminders import letter_statements
from supervision.reminders.models import Incident
from supervision.reminders.watch_rules import Finding, Found


def note_incidents(
    session: Session, actor: Actor, found: Iterable[Found], *, now: datetime, by_mail: bool
) -> list[int]:
    """Begin an incident for each new finding, end those that are over; returns those begun.

    However many watch at once, each incident is begun by one of them: its row is the guard. That
    one plans the letters to administrators; of failing mail no letter could tell.
    """
    present = {each.what.value: each for each in found}
    standing = session.scalars(select(Incident).where(Incident.ended_at.is_(None)))
    for incident in standing:
        if incident.what not in present:
            incident.ended_at = now
            _note(session, actor, "reminders.end_incident", incident.id, incident.what)
    begun = []
    for what, each in present.items():
        incident_id = session.scalar(
            letter_statements.OPEN_INCIDENT, {"what": what, "number": each.number, "now": now}
        )
        if incident_id is None:
            continue
        begun.append(int(incident_id))
        _note(session, actor, "reminders.begin_incident", int(incident_id), what)
        if by_mail and each.what is not Finding.MAIL_FAILING:
            session.execute(letter_statements.PLAN_ALARMS, {"incident": incident_id, "now": now})
    return begun


def _note(session: Session, actor: Actor, action: str, incident_id: int, what: str) -> None:
    record(session, actor, action=action, subject=("incident", incident_id), after={"what": what})
