"""Breaches found and removed (`2002 ¶4`). The finding room brings its duties in step afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import Refused
from supervision.core.texts import written
from supervision.responses.models import Breach
from supervision.responses.policy import demand_removal
from supervision.responses.rules import FoundBreach, removal_problems


def record_breaches(
    session: Session,
    actor: Actor,
    *,
    subject: tuple[str, int],
    office_id: int,
    found: Sequence[FoundBreach],
    found_on: date,
) -> list[Breach]:
    """Record the breaches found in a subject (kind, id) on one day; each stays open (`2002 ¶4`)."""
    kind, subject_id = subject
    breaches = [
        Breach(
            office_id=office_id,
            subject_kind=kind,
            subject_id=subject_id,
            code=each.code,
            description=written(each.description),
            found_on=found_on,
        )
        for each in found
    ]
    if breaches:
        session.add_all(breaches)
        session.flush()
        record(
            session,
            actor,
            action="responses.record_breaches",
            subject=subject,
            office_id=office_id,
            after={"codes": [each.code for each in breaches], "found_on": found_on},
        )
    return breaches


def remove_breach(
    session: Session, actor: Actor, breach: Breach, *, removed_on: date, note: str, today: date
) -> Breach:
    """Record that a breach is removed, with the measure of response and its result (`2002 ¶4`).

    Raises Forbidden for another office's breach; Refused for one removed already, an impossible or
    future day, or an empty note.
    """
    demand_removal(actor, breach)
    problems = list(
        removal_problems(breach.found_on, removed_on, note, is_open=breach.is_open, today=today)
    )
    if problems:
        raise Refused.because(problems)
    breach.removed_on, breach.removal_note = removed_on, written(note)
    record(
        session,
        actor,
        action="responses.remove_breach",
        subject=(breach.subject_kind, breach.subject_id),
        office_id=breach.office_id,
        after={"code": breach.code, "removed_on": removed_on, "note": written(note)},
    )
    return breach
