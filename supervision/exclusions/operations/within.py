"""What every verb of this room does around its change: hold, guard, note, tell the case.

Belongs here: steps shared by the verbs. Does not belong here: a verb.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.cases.operations import tell
from supervision.cases.operations.within import demand_version
from supervision.cases.queries.cases import hold_case
from supervision.core.access import Actor
from supervision.core.errors import Refused
from supervision.exclusions.facts import request_events
from supervision.exclusions.models import ExclusionRequest
from supervision.exclusions.queries.requests import Dossier, dossier_of, get
from supervision.exclusions.rules import KIND, RequestState
from supervision.law.lawbook import Lawbook

# Why a step does not follow, by the state the request stands in.
ALREADY = {
    RequestState.MARKED: "This request is not sent yet.",
    RequestState.SENT: "This request waits for the Department's answer.",
    RequestState.WAIVED: "It was decided not to ask for this consent.",
    RequestState.CONSENTED: "The Department has consented already.",
    RequestState.REFUSED: "The Department has refused already.",
    RequestState.WITHDRAWN: "The Department has withdrawn this consent.",
}


def held(session: Session, request_id: int, version: int | None = None) -> Dossier:
    """A request with everything about it, its case held until the transaction ends.

    Raises NotFound, and Stale for another version than `version`.
    """
    hold_case(session, get(session, request_id).case_id)
    found = dossier_of(session, request_id)
    demand_version(found.request.version, version)
    return found


def demand_state(found: ExclusionRequest, state: RequestState) -> None:
    """Refuse a step that does not follow the state of the request."""
    if found.state != state:
        raise Refused(ALREADY[RequestState(found.state)])


def note(
    session: Session,
    subject: tuple[str, int],
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
        action=f"exclusions.{verb}",
        subject=subject,
        office_id=office_id,
        before=before,
        after=after,
    )


def note_change(
    session: Session, found: ExclusionRequest, verb: str, after: Mapping[str, Any], *, actor: Actor
) -> None:
    """Leave the audit row of one verb of a request."""
    note(session, (KIND, found.id), found.office_id, verb, after, actor=actor)


def follow(
    session: Session,
    found: ExclusionRequest,
    decided_on: date,
    *,
    actor: Actor,
    law: Lawbook,
    today: date,
) -> None:
    """Tell the case what is recorded of the request; its duty follows."""
    session.flush()
    source, events = (KIND, found.id), request_events(found, decided_on)
    tell(session, actor, found.case_id, source=source, events=events, law=law, today=today)
