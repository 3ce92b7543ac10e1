"""A petition on its way: to its official, to the competent office, with a longer term, with files."""

from __future__ import annotations

import uuid
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.db import reaching
from supervision.core.errors import NotFound, Problem, Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.law.lawbook import Lawbook
from supervision.offices.models import Office
from supervision.offices.queries import colleagues
from supervision.offices.rules import is_open
from supervision.petitions.facts import extension_limit, resolution_due
from supervision.petitions.models import (
    Petition,
    PetitionConclusion,
    PetitionExtension,
    PetitionLetter,
    PetitionRequest,
    PetitionTransfer,
)
from supervision.petitions.operations.within import (
    changing,
    demand_version,
    follow,
    note_change,
    write_words,
)
from supervision.petitions.policy import demand_extension
from supervision.petitions.queries.intake import region_between
from supervision.petitions.queries.petitions import (
    get,
    hold_register,
    made_before,
    next_sequence,
)
from supervision.petitions.queries.whole import whole_of
from supervision.petitions.rules import KIND
from supervision.petitions.rules.examining import (
    Direction,
    Extension,
    Ordered,
    RequestWay,
    extension_problems,
    forwarding_problems,
    ordered_as_kept,
    ordered_problems,
    reached_problems,
    way_problems,
)
from supervision.petitions.rules.intake import PetitionState

# Everything of a petition that goes with it; the trail stays with the office it is of.
PARTS = (PetitionRequest, PetitionExtension, PetitionLetter, PetitionConclusion)


def assign_examiner(
    session: Session,
    actor: Actor,
    petition_id: int,
    *,
    examiner_id: int,
    reached_on: date,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> Petition:
    """Give the petition to the official who examines it; the day it reached them counts (`¶18`)."""
    petition = changing(session, petition_id, version, actor=actor)
    problems = list(reached_problems(reached_on, petition.received_on, today))
    if examiner_id not in {person.id for person in colleagues(session, petition.office_id)}:
        problems.append(Problem("Choose a colleague of your own office.", "examiner_id"))
    refuse(problems)
    before = {"examiner_id": petition.examiner_id, "reached_on": petition.reached_on}
    petition.examiner_id, petition.reached_on = examiner_id, reached_on
    if petition.state == PetitionState.RECEIVED:
        petition.state = PetitionState.EXAMINED.value
    after = {"examiner_id": examiner_id, "reached_on": reached_on}
    note_change(session, petition, "assign_examiner", after, before, actor=actor)
    follow(session, petition.id, actor=actor, law=law, today=today)
    return petition


def forward_petition(
    session: Session,
    actor: Actor,
    petition_id: int,
    *,
    to_office_id: int,
    reason: str,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> PetitionTransfer:
    """Forward a petition to the competent office; its clock runs on from the day it came (`¶5, ¶18`).

    It gets the next number there; both offices keep a row of the trail, the sender's with the old
    number is returned. Raises NotFound, Forbidden, Stale, Refused.
    """
    petition = changing(session, petition_id, version, actor=actor)
    reason = written(reason)
    problems = list(forwarding_problems(to_office_id, petition.office_id, reason))
    target = session.get(Office, to_office_id)
    if target is None or not is_open(target.active_from, target.active_to, today):
        problems.append(Problem("Choose one of the listed values.", "to_office_id"))
    refuse(problems)
    if petition.state == PetitionState.UNFOUNDED:
        raise Refused("A conclusion on a refusal is written: withdraw it before forwarding.")
    from_office_id, old_number = petition.office_id, petition.number
    trail = {
        "petition_id": petition.id,
        "from_office_id": from_office_id,
        "to_office_id": to_office_id,
        "kind": petition.kind,
        "petitioner_name": petition.petitioner_name,
        "received_on": petition.received_on,
        "forwarded_on": today,
        "forwarded_by": actor.name,
        "reason": reason,
    }
    sent = PetitionTransfer(
        office_id=from_office_id,
        direction=Direction.SENT.value,
        year=petition.year,
        sequence=petition.sequence,
        **trail,
    )
    session.add(sent)
    with reaching(session, [to_office_id]):
        _move(session, petition, to_office_id, today)
        session.add(
            PetitionTransfer(
                office_id=to_office_id,
                direction=Direction.RECEIVED.value,
                year=petition.year,
                sequence=petition.sequence,
                **trail,
            )
        )
        follow(session, petition.id, actor=actor, law=law, today=today)
    for office_id in (from_office_id, to_office_id):
        record(
            session,
            actor,
            action="petitions.forward_petition",
            subject=(KIND, petition.id),
            office_id=office_id,
            before={"office_id": from_office_id, "number": old_number},
            after={"office_id": to_office_id, "number": petition.number, "reason": reason},
        )
    return sent


def _move(session: Session, petition: Petition, to_office_id: int, today: date) -> None:
    """Put every row of the petition into the other office; people of this one are let go of."""
    hold_register(session, to_office_id)
    from_office_id = petition.office_id
    petition.year = today.year
    petition.sequence = next_sequence(session, to_office_id, today.year)
    petition.office_id, petition.state = to_office_id, PetitionState.RECEIVED.value
    petition.examiner_id = petition.reached_on = None
    petition.checked_on = petition.missing = None
    petition.region_id = region_between(session, to_office_id, from_office_id)
    session.flush()
    moved: dict[str, Any] = {"office_id": to_office_id}
    for part in PARTS:
        session.execute(update(part).where(part.petition_id == petition.id).values(moved))
    write_words(session, petition)


def extend_petition(
    session: Session,
    actor: Actor,
    petition_id: int,
    entry: Extension,
    *,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> PetitionExtension:
    """Extend the term by the head's reasoned decision, within the law's limit (Law 221, APC art. 76).

    Raises Refused after the term's end, beyond the limit, or a second time.
    """
    demand_extension(actor, get(session, petition_id))
    petition = changing(session, petition_id, version, actor=actor)
    whole = whole_of(session, petition.id)
    if whole.extension is not None:
        raise Refused("The term of this petition is extended already.")
    entry = replace(entry, reason=written(entry.reason))
    due = resolution_due(law, whole)
    due_on = due.due_on if due is not None else None
    limit = extension_limit(law, due_on)
    limit_on = limit.due_on if limit is not None else None
    refuse(extension_problems(entry, petition.received_on, due_on, limit_on, today))
    extension = PetitionExtension(
        petition_id=petition.id,
        office_id=petition.office_id,
        ordinary_on=due_on,
        decided_by=actor.name,
        **asdict(entry),
    )
    session.add(extension)
    note_change(session, petition, "extend_petition", asdict(entry), actor=actor)
    follow(session, petition.id, actor=actor, law=law, today=today)
    return extension


def order_request(
    session: Session,
    actor: Actor,
    petition_id: int,
    entry: Ordered,
    *,
    idempotency_key: uuid.UUID,
    law: Lawbook,
    today: date,
) -> PetitionRequest:
    """Order to request the case, materials or information, with the request if it went out (`¶18`)."""
    petition = changing(session, petition_id, actor=actor)
    made: PetitionRequest | None = made_before(session, PetitionRequest, idempotency_key)
    if made is not None:
        return made
    entry = ordered_as_kept(entry)
    refuse(ordered_problems(entry, petition.reached_on or petition.received_on, today))
    if petition.reached_on is None:
        raise Refused("Give the petition to an examining official first: the order is theirs.")
    request = PetitionRequest(
        petition_id=petition.id,
        office_id=petition.office_id,
        ordered_by=actor.name,
        idempotency_key=idempotency_key,
        **asdict(entry),
    )
    session.add(request)
    note_change(session, petition, "order_request", asdict(entry), actor=actor)
    follow(session, petition.id, actor=actor, law=law, today=today)
    return request


def record_request_way(
    session: Session,
    actor: Actor,
    petition_id: int,
    request_id: int,
    way: RequestWay,
    *,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> PetitionRequest:
    """Record when a request was sent, received by the court, performed; the court has 7 days (`¶18`).

    A court may be late beyond the answer, so this is recorded of a closed petition too.
    """
    petition = changing(session, petition_id, actor=actor, even_closed=True)
    request = session.scalars(
        select(PetitionRequest).where(
            PetitionRequest.id == request_id, PetitionRequest.petition_id == petition.id
        )
    ).first()
    if request is None:
        raise NotFound
    demand_version(request.version, version)
    way = replace(way, request_number=written(way.request_number))
    refuse(way_problems(way, request.ordered_on, today))
    before = {name: getattr(request, name) for name in asdict(way)}
    for name, value in asdict(way).items():
        setattr(request, name, value)
    note_change(session, petition, "record_request_way", asdict(way), before, actor=actor)
    follow(session, petition.id, actor=actor, law=law, today=today)
    return request
