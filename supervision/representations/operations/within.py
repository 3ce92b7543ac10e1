"""What every verb of this room does around its change: hold, guard, note, tell the matter.

Belongs here: steps shared by the verbs. Does not belong here: a verb.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.cases.operations import tell
from supervision.cases.operations.within import demand_version
from supervision.core.access import Actor
from supervision.core.errors import Refused
from supervision.disputes.operations.told import tell as tell_dispute
from supervision.disputes.rules import KIND as DISPUTE
from supervision.duties.rules import Event
from supervision.law.lawbook import Lawbook
from supervision.protests.operations.within import hold_matter
from supervision.representations.facts import representation_events
from supervision.representations.models import Representation
from supervision.representations.queries.representations import Dossier, dossier_of, get, place_of
from supervision.representations.rules import KIND, RepresentationState

Subject = tuple[str, int]


def held(session: Session, representation_id: int, version: int | None = None) -> Dossier:
    """A representation with everything about it, its matter held until the transaction ends.

    Raises NotFound, and Stale for another version than `version`.
    """
    hold_matter(session, *place_of(get(session, representation_id)))
    found = dossier_of(session, representation_id)
    demand_version(found.representation.version, version)
    return found


def demand_state(found: Representation, *states: RepresentationState) -> None:
    """Refuse a step that does not follow the state of the representation."""
    if found.state in states:
        return
    if found.state == RepresentationState.DRAFT:
        raise Refused("This representation is not sent yet.")
    if RepresentationState.DRAFT in states:
        raise Refused("This representation is sent already.")
    raise Refused("This representation is answered already.")


def note(
    session: Session,
    subject: Subject,
    office_id: int,
    verb: str,
    after: Mapping[str, Any],
    before: Mapping[str, Any] | None = None,
    *,
    actor: Actor,
) -> None:
    """Leave the audit row of one verb."""
    record(
        session,
        actor,
        action=f"representations.{verb}",
        subject=subject,
        office_id=office_id,
        before=before,
        after=after,
    )


def note_change(
    session: Session,
    found: Representation,
    verb: str,
    after: Mapping[str, Any],
    before: Mapping[str, Any] | None = None,
    *,
    actor: Actor,
) -> None:
    """Leave the audit row of one verb of a representation."""
    note(session, (KIND, found.id), found.office_id, verb, after, before, actor=actor)


def follow(
    session: Session, found: Representation, *, actor: Actor, law: Lawbook, today: date
) -> None:
    """Tell the matter what is recorded of the representation; its duties follow."""
    session.flush()
    events = representation_events(found)
    tell_matter(session, actor, place_of(found), (KIND, found.id), events, law=law, today=today)


def tell_matter(
    session: Session,
    actor: Actor,
    place: Subject,
    source: Subject,
    events: Sequence[Event],
    *,
    law: Lawbook,
    today: date,
) -> None:
    """Tell a case or dispute, named by kind and id, what one source records of it."""
    kind, matter_id = place
    telling = tell_dispute if kind == DISPUTE else tell
    telling(session, actor, matter_id, source=source, events=events, law=law, today=today)
