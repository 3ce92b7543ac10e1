"""Who might examine a petition: by the topics and regions given to prosecutors (`2015 ¶5`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from supervision.law.checklist import category_of_ground
from supervision.offices.people_queries import HeldCharge, charges_of
from supervision.offices.queries import colleagues
from supervision.petitions.models import Petition


class Suggestion(NamedTuple):
    """A prosecutor of the office with the topics and the region by which the petition is theirs."""

    user_id: int
    person: str
    topics: list[str]
    region_id: int | None


def suggestions(session: Session, petition: Petition, today: date) -> list[Suggestion]:
    """The prosecutors whose topics or region the petition falls under, the best fitting first.

    Empty where the office gives no topics and regions, or nobody has these.
    """
    wanted = {category_of_ground(code) for code in petition.categories}
    at_work = {person.id for person in colleagues(session, petition.office_id)}
    held: dict[int, list[HeldCharge]] = {}
    for charge in charges_of(session, petition.office_id, today):
        if charge.user_id in at_work and charge.from_on <= today:
            held.setdefault(charge.user_id, []).append(charge)
    found = [_suggestion(charges, wanted, petition.region_id) for charges in held.values()]
    fitting = [each for each in found if each.topics or each.region_id is not None]
    return sorted(fitting, key=lambda each: (not (each.topics and each.region_id), not each.topics))


def _suggestion(
    charges: Iterable[HeldCharge], wanted: set[str], region_id: int | None
) -> Suggestion:
    own = list(charges)
    topics = sorted({charge.topic for charge in own if charge.topic in wanted if charge.topic})
    has_region = any(charge.region is not None and charge.region.id == region_id for charge in own)
    return Suggestion(own[0].user_id, own[0].person, topics, region_id if has_region else None)
