"""What a record's duties ask of the database: plans of a year, days of a fact, offices above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import extract, select
from sqlalchemy.orm import Session

from supervision.duties.models import Duty
from supervision.duties.queries import DutyRow, duty_rows
from supervision.duties.rules import OFFICE, DutyState
from supervision.guidance.models import TABLES, Inspection, Publication, Training
from supervision.guidance.rules.shape import Register
from supervision.guidance.rules.training import Planned


def inspections_done(session: Session, office_id: int) -> list[tuple[date, date]]:
    """The planned day and the day of the act of each inspection an office carried out."""
    statement = select(Inspection.planned_on, Inspection.act_on).where(
        Inspection.office_id == office_id
    )
    return [(row[0], row[1]) for row in session.execute(statement) if row[1] is not None]


def plan_of(session: Session, office_id: int, year: int) -> list[Planned]:
    """The year's plan of training of an office, without what was struck from it."""
    statement = select(Training.planned_on, Training.held_on, Training.branch).where(
        Training.office_id == office_id,
        Training.state != "cancelled",
        extract("year", Training.planned_on) == year,
    )
    return [Planned._make(row) for row in session.execute(statement)]


def planned_years(session: Session, office_id: int) -> list[int]:
    """The years for which an office has planned training."""
    year = extract("year", Training.planned_on)
    statement = select(year).where(Training.office_id == office_id).distinct()
    return sorted(int(each) for each in session.scalars(statement))


def published(session: Session, office_id: int) -> list[tuple[date, str]]:
    """The day and the branch of each publication of an office that stands."""
    statement = select(Publication.published_on, Publication.branch).where(
        Publication.office_id == office_id, Publication.state == "published"
    )
    return [(row[0], row[1]) for row in session.execute(statement)]


def offices_with_open(session: Session, rules: Sequence[str]) -> list[int]:
    """The offices that still owe a recurring duty of these rules."""
    statement = (
        select(Duty.subject_id)
        .where(
            Duty.subject_kind == OFFICE,
            Duty.rule.in_(rules),
            Duty.state == DutyState.OPEN.value,
        )
        .distinct()
    )
    return sorted(session.scalars(statement))


def owed(session: Session, office_id: int, rules: Sequence[str], language: str) -> list[DutyRow]:
    """The open recurring duties of these rules that an office owes, the nearest first."""
    statement = (
        duty_rows(language)
        .where(
            Duty.subject_kind == OFFICE,
            Duty.subject_id == office_id,
            Duty.rule.in_(rules),
            Duty.state == DutyState.OPEN.value,
        )
        .order_by(Duty.due_on, Duty.id)
    )
    return [DutyRow._make(row) for row in session.execute(statement)]


def duties_of(session: Session, kind: str, record_id: int, language: str) -> list[DutyRow]:
    """Every duty of one record that was not withdrawn, oldest first."""
    statement = (
        duty_rows(language)
        .where(
            Duty.subject_kind == kind,
            Duty.subject_id == record_id,
            Duty.state != DutyState.DROPPED.value,
        )
        .order_by(Duty.id)
    )
    return [DutyRow._make(row) for row in session.execute(statement)]


def batches(session: Session, register: Register, size: int = 200) -> Iterator[Sequence[Any]]:
    """Every record of a register that the scope shows, in order of id, some at a time."""
    table, last = TABLES[register.kind], 0
    while True:
        statement = select(table).where(table.id > last).order_by(table.id).limit(size)
        found = session.scalars(statement).all()
        if not found:
            return
        yield found
        last = found[-1].id
