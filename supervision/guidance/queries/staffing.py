"""Offices in which nobody holds a post of the branch (`2002 ¶14`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from supervision.core.access import Level
from supervision.duties.queries import office_name
from supervision.guidance.models import StaffPost
from supervision.offices.models import Office


class Unstaffed(NamedTuple):
    """An office without a holder: how many posts its staff list has, and since when none is held."""

    office_id: int
    office_name: str
    posts: int
    vacant_since: date | None


def unstaffed(
    session: Session, office_ids: Sequence[int], *, today: date, language: str
) -> list[Unstaffed]:
    """The oblast and district offices among these in which no post of the branch is held today.

    The paragraph provides posts in the oblast and in the district; the General Prosecutor's Office
    has a department of its own for the branch.
    """
    standing = StaffPost.state.in_(("vacant", "held"))
    posts = func.count(StaffPost.id).filter(standing)
    held = func.count(StaffPost.id).filter(StaffPost.state == "held")
    since = func.max(func.coalesce(StaffPost.vacated_on, StaffPost.provided_on)).filter(
        StaffPost.state == "vacant"
    )
    statement = (
        select(Office.id, office_name(language), posts, since)
        .outerjoin(StaffPost, StaffPost.office_id == Office.id)
        .where(
            Office.id.in_(office_ids),
            Office.level != Level.GPO.value,
            or_(Office.active_from.is_(None), Office.active_from <= today),
            or_(Office.active_to.is_(None), Office.active_to >= today),
        )
        .group_by(Office.id)
        .having(held == 0)
        .order_by(Office.code)
    )
    return [Unstaffed._make(row) for row in session.execute(statement)]
