"""Reads of courts and of the offices at their seats."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision.cases.models import Court
from supervision.core.errors import NotFound
from supervision.offices.models import Office
from supervision.offices.rules import OfficeKind, is_open


def get_court(session: Session, court_id: int) -> Court:
    """One court; raises NotFound."""
    court = session.get(Court, court_id)
    if court is None:
        raise NotFound
    return court


def courts_of(session: Session, office_id: int) -> list[Court]:
    """The courts an office takes part in: at its own seat and at those of the offices above it.

    A specialised office has no seat of a court; its courts are those of the territorial offices in
    its town and above them (`2015 ¶7`). The lowest instance first, then in order of their names.
    """
    office = session.get(Office, office_id)
    if office is None:
        raise NotFound
    seats = set(office.ancestors)
    if office.kind != OfficeKind.TERRITORIAL:
        in_town = select(Office.ancestors).where(
            Office.kind == OfficeKind.TERRITORIAL.value, Office.seat_kk == office.seat_kk
        )
        seats.update(above for line in session.scalars(in_town) for above in line)
    statement = select(Court).where(Court.seat_office_id.in_(seats))
    ranks = ["first", "appellate", "cassation"]
    found = session.scalars(statement.order_by(func.kk_key(Court.name_kk), Court.id))
    return sorted(found, key=lambda court: ranks.index(court.instance))


def court_of_office(session: Session, office_id: int, court_id: int) -> Court | None:
    """The court with this id, if the office takes part in it."""
    return next((each for each in courts_of(session, office_id) if each.id == court_id), None)


def specialised_at_seat(session: Session, court: Court, day: date) -> list[Office]:
    """The specialised offices at a court's seat that work on a day (`2015 ¶7`)."""
    seat = session.get(Office, court.seat_office_id)
    return [] if seat is None else of_town(specialised_offices(session), seat.seat_kk, day)


def specialised_offices(session: Session) -> list[Office]:
    """Every specialised office, in order of code; there are few."""
    statement = select(Office).where(Office.kind != OfficeKind.TERRITORIAL.value)
    return list(session.scalars(statement.order_by(Office.code)))


def of_town(offices: list[Office], seat_kk: str, day: date) -> list[Office]:
    """Those of the offices that stand in a town and work on a day."""
    return [
        office
        for office in offices
        if office.seat_kk == seat_kk and is_open(office.active_from, office.active_to, day)
    ]
