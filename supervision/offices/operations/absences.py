"""Absences of people: entered, corrected, cancelled. Both ends of an absence are days of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import NotFound, Problem, Refused, Stale
from supervision.core.problems import LONGEST_LINE, day_in_words, refuse
from supervision.core.texts import written
from supervision.offices.absence_queries import absence, overlapping
from supervision.offices.models import Absence, UserAccount
from supervision.offices.policy import demand_absence
from supervision.offices.queries import colleagues
from supervision.offices.rules import AbsenceEntry, absence_problems


def enter_absence(
    session: Session,
    actor: Actor,
    user_id: int,
    entry: AbsenceEntry,
    *,
    idempotency_key: uuid.UUID,
) -> Absence:
    """Enter the days on which a person will not work, or did not.

    The same key a second time gives the first absence. Raises NotFound, Forbidden; Refused for
    days that overlap another absence, or a substitute who is no colleague.
    """
    person = _held(session, user_id)
    demand_absence(actor, person.id, person.office_id)
    first = session.scalars(
        select(Absence).where(
            Absence.idempotency_key == idempotency_key, Absence.user_id == person.id
        )
    ).first()
    if first is not None:
        return first
    refuse(_problems(session, person, entry, None))
    made = Absence(
        office_id=person.office_id,
        user_id=person.id,
        idempotency_key=idempotency_key,
        **asdict(entry),
    )
    session.add(made)
    session.flush()
    _note(session, actor, made, "enter_absence", None)
    return made


def change_absence(
    session: Session, actor: Actor, absence_id: int, entry: AbsenceEntry, *, version: int
) -> Absence:
    """Correct an absence. Raises NotFound, Forbidden, Stale; Refused like `enter_absence`."""
    found, person = _changing(session, actor, absence_id, version)
    refuse(_problems(session, person, entry, found.id))
    before = _shown(found)
    for name, value in asdict(entry).items():
        setattr(found, name, value)
    session.flush()
    _note(session, actor, found, "change_absence", before)
    return found


def cancel_absence(
    session: Session, actor: Actor, absence_id: int, *, reason: str, version: int, today: date
) -> Absence:
    """Cancel an absence; it stays on record with the reason. Raises NotFound, Forbidden, Stale."""
    found, _person = _changing(session, actor, absence_id, version)
    reason = written(reason)
    if not reason:
        raise Refused("Say why.", field="reason")
    if len(reason) > LONGEST_LINE:
        raise Refused(
            "This is longer than %(most)s characters; shorten it.",
            field="reason",
            most=str(LONGEST_LINE),
        )
    before = _shown(found)
    found.cancelled_on, found.cancel_reason = today, reason
    session.flush()
    _note(session, actor, found, "cancel_absence", before)
    return found


def _held(session: Session, user_id: int) -> UserAccount:
    """The person, held so that two absences entered at once cannot both pass unseen."""
    person = session.get(UserAccount, user_id, with_for_update=True, populate_existing=True)
    if person is None:
        raise NotFound
    return person


def _changing(
    session: Session, actor: Actor, absence_id: int, version: int
) -> tuple[Absence, UserAccount]:
    found = absence(session, absence_id)
    person = _held(session, found.user_id)
    session.refresh(found)
    demand_absence(actor, found.user_id, found.office_id)
    if found.version != version:
        raise Stale(found.version, version)
    if not found.stands:
        raise Refused("This absence is cancelled already.")
    return found, person


def _problems(
    session: Session, person: UserAccount, entry: AbsenceEntry, own_id: int | None
) -> list[Problem]:
    problems = absence_problems(entry, person.id)
    if entry.substitute_id is not None and entry.substitute_id not in {
        each.id for each in colleagues(session, person.office_id)
    }:
        problems.append(Problem("Choose a colleague of the same office.", "substitute_id"))
    other = overlapping(session, person.id, entry.from_on, entry.until_on, own_id)
    if other is not None:
        days = {"start": day_in_words(other.from_on), "end": day_in_words(other.until_on)}
        problems.append(
            Problem("These days overlap the absence of %(start)s – %(end)s.", "from_on", days)
        )
    return problems


def _note(
    session: Session,
    actor: Actor,
    changed: Absence,
    verb: str,
    before: Mapping[str, object] | None,
) -> None:
    record(
        session,
        actor,
        action=f"offices.{verb}",
        subject=("user", changed.user_id),
        office_id=changed.office_id,
        before=before,
        after={"absence_id": changed.id, **_shown(changed)},
    )


def _shown(found: Absence) -> Mapping[str, object]:
    names = ("kind", "from_on", "until_on", "substitute_id", "cancelled_on", "cancel_reason")
    return {name: getattr(found, name) for name in names}
