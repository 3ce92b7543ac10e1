"""What the tables are asked for, and the few conditions every statement of the room shares.

Belongs here: offices, days, which rows a printed row takes in. Does not belong here: a table's numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Date, Label, and_, case, cast, func, or_, true

from supervision.enforcement.models import EnforcementEvent as Event
from supervision.law.form4.model import Answers, Edition, Span


@dataclass(frozen=True)
class Asked:
    """Whose tables, of which days, by which edition and readings; `zone` is the offices' clock."""

    edition: Edition
    answers: Answers
    office_ids: tuple[int, ...]
    span: Span
    zone: str


def counts(asked: Asked) -> ColumnElement[bool]:
    """The standing events of the offices up to the end of the period."""
    return and_(
        Event.office_id.in_(asked.office_ids),
        ~Event.superseded,
        day_of(asked) < asked.span.end,
    )


def day_of(asked: Asked) -> ColumnElement[Any]:
    """The day an event counts on: its own, or the first open one where that day was closed, by Q17;
    of a confirmed transfer the day it was entered, by Q4.
    """
    on: ColumnElement[Any] = Event.accounted_on.expression
    if asked.answers["late_entries"] == "own_day":
        on = Event.effective_on.expression
    if asked.answers["transfer_day"] != "entry":
        return on
    entered = cast(func.timezone(asked.zone, Event.recorded_at), Date)
    return case((Event.kind == asked.edition.left, entered), else_=on)


def sign_of(asked: Asked) -> ColumnElement[int]:
    """+1 for what brings a proceeding into the balance, −1 for what takes it out."""
    return case(
        (Event.kind.in_(sorted(asked.edition.enters)), 1),
        (Event.kind.in_(sorted(asked.edition.leaving(asked.answers))), -1),
        else_=0,
    )


def keys_of(asked: Asked) -> list[Label[Any]]:
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
        (day_of(asked) >= asked.span.start).label("within"),
    ]


def in_row(
    asked: Asked, row: int, report_row: ColumnElement[int], kind_row: ColumnElement[int | None]
) -> ColumnElement[bool]:
    """Whether a document with this leaf row and kind row stands in a row of tables 1 and 2 (Q2)."""
    edition = asked.edition
    if row == edition.total:
        return true()
    leaves = [leaf for leaf in edition.rows if row in edition.line_of(leaf)]
    by_claim: ColumnElement[bool] = report_row.in_(leaves)
    if asked.answers["total_row"] == "exclusive":
        by_claim = and_(by_claim, or_(kind_row.is_(None), kind_row == report_row))
    return or_(by_claim, func.coalesce(kind_row == row, False))
