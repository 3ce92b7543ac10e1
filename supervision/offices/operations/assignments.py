"""Topics and regions given to prosecutors, and taken back (`2015 ¶5`).

An assignment holds from `from_on` up to, but not on, `until_on`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import Forbidden, NotFound, Refused
from supervision.offices.models import Assignment, Office, UserAccount
from supervision.offices.policy import demand_assign, may_assign
from supervision.offices.rules import AssignmentKind, topics


@dataclass(frozen=True)
class Charge:
    """What is given: a topic's code or a region's office id, according to the kind."""

    kind: AssignmentKind
    topic: str | None = None
    region_id: int | None = None


def assign(
    session: Session, actor: Actor, user_id: int, charge: Charge, *, from_on: date
) -> Assignment:
    """Give a prosecutor a topic or a region from a day on (`2015 ¶5`).

    A region is an office below the prosecutor's own; a topic is a category of `2015 ¶6`. Raises
    Refused by field, also when the prosecutor has it already on that day or later.
    """
    person = session.get(UserAccount, user_id, with_for_update=True, populate_existing=True)
    if person is None:
        raise NotFound
    office = session.get_one(Office, person.office_id)
    demand_assign(actor, person, office)
    _check(session, charge, office)
    held = session.scalars(
        select(Assignment).where(
            Assignment.user_id == user_id,
            Assignment.topic.is_not_distinct_from(charge.topic),
            Assignment.region_id.is_not_distinct_from(charge.region_id),
        )
    ).all()
    if any(each.until_on is None or each.until_on > from_on for each in held):
        raise Refused("This prosecutor has it already.", field="what")
    # Taken back and given again on one day: the same row goes on, as if it had never been taken.
    again = next((each for each in held if each.from_on == from_on), None)
    made = again or Assignment(
        office_id=office.id,
        user_id=user_id,
        kind=charge.kind.value,
        topic=charge.topic,
        region_id=charge.region_id,
        from_on=from_on,
    )
    made.until_on = None
    session.add(made)
    session.flush()
    record(
        session,
        actor,
        action="offices.assign",
        subject=("user", user_id),
        office_id=office.id,
        after={"topic": charge.topic, "region_id": charge.region_id, "from_on": from_on},
    )
    return made


def _check(session: Session, charge: Charge, office: Office) -> None:
    if charge.kind is AssignmentKind.TOPIC:
        if charge.topic not in {topic.code for topic in topics()}:
            raise Refused("Choose a topic.", field="what")
        return
    region = session.get(Office, charge.region_id) if charge.region_id else None
    if region is None or region.parent_id != office.id:
        raise Refused("Choose an office directly below this one.", field="what")


def end_assignment(
    session: Session, actor: Actor, assignment_id: int, *, today: date
) -> Assignment:
    """Take a topic or region back from today on; one that has not begun ends on its first day."""
    found = session.scalars(
        select(Assignment)
        .where(Assignment.id == assignment_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise NotFound
    if not may_assign(actor, found.office_id):
        raise Forbidden(
            "Topics and regions are given by the head of the office or an administrator."
        )
    if found.until_on is not None and found.until_on <= today:
        return found
    found.until_on = max(today, found.from_on)
    session.flush()
    record(
        session,
        actor,
        action="offices.end_assignment",
        subject=("user", found.user_id),
        office_id=found.office_id,
        before={"topic": found.topic, "region_id": found.region_id, "until_on": None},
        after={"topic": found.topic, "region_id": found.region_id, "until_on": found.until_on},
    )
    return found
