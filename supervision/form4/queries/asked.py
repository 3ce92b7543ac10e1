"""What the tables are asked for, and the few conditions every statement of the room shares.

Belongs here: offices, days, which rows a printed row takes in. Does not belong here: a table's numbers.
A statement is made of a `Reading` alone, once; offices and days are given to it as parameters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Label,
    and_,
    any_,
    bindparam,
    case,
    cast,
    func,
    or_,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from supervision.enforcement.models import EnforcementEvent as Event
from supervision.law.form4.editions import edition
from supervision.law.form4.model import Answers, Edition, Span

OFFICES: ColumnElement[Any] = bindparam("offices", type_=ARRAY(Integer))
START: ColumnElement[Any] = bindparam("start", type_=Date)
END: ColumnElement[Any] = bindparam("end", type_=Date)


@dataclass(frozen=True)
class Reading:
    """By which edition and answers events are read; `zone` is the offices' clock."""

    code: str
    chosen: frozenset[tuple[str, str]]
    zone: str

    @cached_property
    def edition(self) -> Edition:
        """The edition of the form."""
        return edition(self.code)

    @cached_property
    def answers(self) -> Answers:
        """The answer to each question."""
        return dict(self.chosen)


@dataclass(frozen=True)
class Asked:
    """Whose tables, of which days, by which edition and readings; `zone` is the offices' clock."""

    edition: Edition
    answers: Answers
    office_ids: tuple[int, ...]
    span: Span
    zone: str

    @cached_property
    def reading(self) -> Reading:
        """What a statement is made of."""
        return Reading(self.edition.code, frozenset(self.answers.items()), self.zone)

    @cached_property
    def given(self) -> dict[str, Any]:
        """What a statement is given: offices and days."""
        return {
            "offices": list(self.office_ids),
            "start": self.span.start,
            "end": self.span.end,
        }


# After five times the server would keep one plan for an office and for the country alike.
_PLANNED_FOR_ITS_OFFICES = text("set local plan_cache_mode = force_custom_plan")


def plan_for_offices(session: Session) -> None:
    """Have the statements of this transaction planned for the offices and days they are given."""
    session.execute(_PLANNED_FOR_ITS_OFFICES)


def counts(reading: Reading) -> ColumnElement[bool]:
    """The standing events of the offices up to the end of the period."""
    return and_(Event.office_id == any_(OFFICES), ~Event.superseded, day_of(reading) < END)


def day_of(reading: Reading) -> ColumnElement[Any]:
    """The day an event counts on: its own, or the first open one where that day was closed, by Q17;
    of a confirmed transfer the day it was entered, by Q4.
    """
    on: ColumnElement[Any] = Event.accounted_on.expression
    if reading.answers["late_entries"] == "own_day":
        on = Event.effective_on.expression
    if reading.answers["transfer_day"] != "entry":
        return on
    entered = cast(func.timezone(reading.zone, Event.recorded_at), Date)
    return case((Event.kind == reading.edition.left, entered), else_=on)


def sign_of(reading: Reading) -> ColumnElement[int]:
    """+1 for what brings a proceeding into the balance, −1 for what takes it out."""
    return case(
        (Event.kind.in_(sorted(reading.edition.enters)), 1),
        (Event.kind.in_(sorted(reading.edition.leaving(reading.answers))), -1),
        else_=0,
    )


def keys_of(reading: Reading) -> list[Label[Any]]:
    """By what events count alike: row, kind, ground and flags, before the period or within it."""
    return [
        Event.report_row.label("row"),
        Event.kind_row.label("kind_row"),
        Event.kind.label("kind"),
        Event.ground.label("ground"),
        Event.re_initiated.label("re_initiated"),
        Event.joint.label("joint"),
        Event.by_territoriality.label("by_territoriality"),
        Event.overdue.label("overdue"),
        Event.first_of_kind.label("first"),
        (day_of(reading) >= START).label("within"),
    ]


def in_row(
    reading: Reading, row: int, report_row: ColumnElement[int], kind_row: ColumnElement[int | None]
) -> ColumnElement[bool]:
    """Whether a document with this leaf row and kind row stands in a row of tables 1 and 2 (Q2)."""
    edition = reading.edition
    if row == edition.total:
        return true()
    leaves = [leaf for leaf in edition.rows if row in edition.line_of(leaf)]
    by_claim: ColumnElement[bool] = report_row.in_(leaves)
    if reading.answers["total_row"] == "exclusive":
        by_claim = and_(by_claim, or_(kind_row.is_(None), kind_row == report_row))
    return or_(by_claim, func.coalesce(kind_row == row, False))
