"""What reports ask of the registers: numbers for days and offices, and the rows behind each.

Belongs here: counting by the declarations of `rules`. The rows behind a number are the register's
own list, narrowed by the same tally (`registers.Filters`). Does not belong here: a report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, func, literal, select, true
from sqlalchemy.orm import Session

from supervision.guidance.models import TABLES, Inspection
from supervision.guidance.queries.registers import counts
from supervision.guidance.rules import inspections
from supervision.guidance.rules.shape import Register, Tally
from supervision.responses.models import Breach, ResponseAct
from supervision.responses.rules import ActState


@dataclass(frozen=True)
class Asked:
    """Of which offices and which days, both ends included, something is counted."""

    office_ids: Sequence[int]
    since: date
    until: date


class FoundBreach(NamedTuple):
    """A breach that an inspection found."""

    id: int
    inspection_id: int
    body: str
    description: str
    found_on: date
    removed_on: date | None
    mend_by: date | None


class OfInspections(NamedTuple):
    """What the inspections of a period led to: breaches and the acts of response to them."""

    found: int
    removed: int
    responses: int


def numbers(session: Session, register: Register, asked: Asked) -> dict[str, int]:
    """Every tally of a register by its name, in one statement."""
    table = TABLES[register.kind]
    columns = [_number(register, tally, asked) for tally in register.tallies]
    statement = select(*columns).where(table.office_id.in_(asked.office_ids))
    row = session.execute(statement).one()
    names = [tally.name for tally in register.tallies]
    return dict(zip(names, map(int, row), strict=True))


def _number(register: Register, tally: Tally, asked: Asked) -> ColumnElement[Any]:
    table = TABLES[register.kind]
    counted: ColumnElement[Any] = func.count()
    if tally.adds:
        counted = func.sum(getattr(table, tally.adds))
    within: ColumnElement[bool] = true()
    if tally.by:
        within = getattr(table, tally.by).between(asked.since, asked.until)
    narrowed = counted.filter(counts(register, tally) & within)
    return func.coalesce(narrowed, literal(0), type_=Integer)


def breaches(session: Session, asked: Asked, *, limit: int) -> list[FoundBreach]:
    """The breaches found by inspections on these days, the latest first, as far as `limit`."""
    statement = (
        select(
            Breach.id,
            Inspection.id,
            Inspection.body,
            Breach.description,
            Breach.found_on,
            Breach.removed_on,
            Inspection.mend_by,
        )
        .join(Inspection, Inspection.id == Breach.subject_id)
        .where(*_breaches(asked))
        .order_by(Breach.found_on.desc(), Breach.id.desc())
        .limit(limit)
    )
    return [FoundBreach._make(row) for row in session.execute(statement)]


def of_inspections(session: Session, asked: Asked) -> OfInspections:
    """Breaches found on these days, those of them removed by now, and acts of response brought."""
    breach = select(func.count(), func.count(Breach.removed_on)).where(*_breaches(asked))
    found, removed = session.execute(breach).one()
    acts = select(func.count()).where(
        ResponseAct.subject_kind == inspections.KIND,
        ResponseAct.office_id.in_(asked.office_ids),
        ResponseAct.brought_on.between(asked.since, asked.until),
        ResponseAct.state != ActState.WITHDRAWN.value,
    )
    return OfInspections(found, removed, session.scalar(acts) or 0)


def open_breaches(session: Session, inspection_ids: Sequence[int]) -> Mapping[int, int]:
    """How many breaches of each inspection still wait for their removal; none are left out."""
    statement = (
        select(Breach.subject_id, func.count())
        .where(
            Breach.subject_kind == inspections.KIND,
            Breach.subject_id.in_(inspection_ids),
            Breach.removed_on.is_(None),
        )
        .group_by(Breach.subject_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def _breaches(asked: Asked) -> tuple[ColumnElement[bool], ...]:
    return (
        Breach.subject_kind == inspections.KIND,
        Breach.office_id.in_(asked.office_ids),
        Breach.found_on.between(asked.since, asked.until),
    )
