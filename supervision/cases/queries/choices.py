"""Reads for the lists a page offers: courts and offices."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision.cases.models import Court
from supervision.cases.queries.cases import court_name
from supervision.cases.queries.courts import courts_of
from supervision.law.participation import Instance
from supervision.offices.models import Office


def courts_seen(
    session: Session, office_id: int | None, below: Sequence[int], language: str
) -> list[tuple[int, str]]:
    """The first-instance courts whose cases an office and those below it may have."""
    own = [] if office_id is None else [court.id for court in courts_of(session, office_id)]
    name = court_name(language)
    statement = (
        select(Court.id, name)
        .where(Court.seat_office_id.in_(below) | Court.id.in_(own))
        .where(Court.instance == Instance.FIRST.value)
        .order_by(func.kk_key(name), Court.id)
    )
    return [(row[0], row[1]) for row in session.execute(statement)]


def first_courts_of(session: Session, office_id: int, language: str) -> list[tuple[int, str]]:
    """The courts at whose seat an office registers cases."""
    return [
        (court.id, court.name_in(language))
        for court in courts_of(session, office_id)
        if court.instance == Instance.FIRST
    ]


def offices_by_code(session: Session, language: str) -> list[tuple[int, str]]:
    """Every office there is, parents before children: whoever opened a case may be far away."""
    statement = select(Office).order_by(Office.code)
    return [(office.id, office.name_in(language)) for office in session.scalars(statement)]
