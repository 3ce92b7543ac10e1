"""What every verb of a record does around its change: hold, guard, put in place, note.

Belongs here: steps shared by the verbs. Does not belong here: a verb.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import Stale
from supervision.guidance.models import Inspection, Record
from supervision.guidance.policy import demand_change
from supervision.guidance.queries.registers import get, get_for_change
from supervision.guidance.rules.shape import Register


def changing(
    session: Session, actor: Actor, register: Register, record_id: int, version: int | None
) -> Record:
    """The record, held for change.

    Refuses another office (NotFound, Forbidden) and another version (Stale).
    """
    demand_change(actor, register, get(session, register, record_id))
    found = get_for_change(session, register, record_id)
    demand_change(actor, register, found)
    if version is not None and version != found.version:
        raise Stale(found.version, version)
    return found


def values_of(register: Register, found: Record) -> dict[str, Any]:
    """What a record says by field, and the day on which it was entered."""
    values = {name: getattr(found, name) for name in register.fields}
    return {**values, "recorded_on": found.recorded_on}


def put(register: Register, found: Record, values: Mapping[str, Any]) -> None:
    """Put values in the record, with the day it stands under and what it is found by."""
    for name, value in values.items():
        setattr(found, name, value)
    whole = values_of(register, found)
    found.on_day = register.day_of(whole)
    found.search_text = register.search_text(whole)


def note_change(
    session: Session,
    actor: Actor,
    register: Register,
    found: Record,
    verb: str,
    after: Mapping[str, Any],
    before: Mapping[str, Any] | None = None,
) -> None:
    """Leave the audit row of one verb."""
    session.flush()
    record(
        session,
        actor,
        action=f"guidance.{verb}",
        subject=(register.kind, found.id),
        office_id=found.office_id,
        before=before,
        after=after,
    )


def label_of(inspection: Inspection) -> str:
    """An inspection as acts of response call it: the number of its act and who was inspected."""
    return f"{inspection.act_number}, {inspection.body}"
