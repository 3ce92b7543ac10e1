"""Recurring duties of an office kept in step with what a room recorded of it.

Belongs here: closing a period's duty by its fact, and opening it again when the fact is gone. Does
not belong here: which facts a room records, or a duty about a thing (`sync`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.duties.changing import CLOSED_WHILE_PAUSED, moved, run_again
from supervision.duties.models import Duty
from supervision.duties.rules import OFFICE, DutyState, MoveKind, is_late
from supervision.duties.sync import FACTS_CHANGED, Synced
from supervision.law.lawbook import Lawbook
from supervision.law.model import Rule
from supervision.law.period import Period


@dataclass(frozen=True)
class Done:
    """A recorded fact: the day by which it belongs to a period, and the day it was done."""

    counts_on: date
    on: date


def fulfilled_by(
    law: Lawbook, event: str, *, but_of: Collection[str] = (), today: date
) -> list[Rule]:
    """The recurring rules that bind today and that this fact fulfils, but for those of some acts."""
    return [
        rule
        for rule in law.recurring(today)
        if event in rule.fulfilled_by and rule.act_id not in but_of
    ]


def settle_recurring(
    session: Session,
    actor: Actor,
    office_id: int,
    rule: Rule,
    event: str,
    done: Collection[Done],
    *,
    law: Lawbook,
) -> Synced:
    """Close each period's duty of one rule by the first fact of it; open again what has none left.

    `done` holds every fact of this name the office has recorded. What somebody closed by a document
    stays so. A second call changes nothing. Leaves one audit row where something changed.
    """
    statement = (
        select(Duty)
        .where(
            Duty.subject_kind == OFFICE,
            Duty.subject_id == office_id,
            Duty.rule == rule.name,
            Duty.state != DutyState.DROPPED.value,
            Duty.closed_by_hand.is_(False),
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    settled = Synced()
    for duty in session.scalars(statement).all():
        first = _first(duty, done)
        if first is not None and (duty.closed_on, duty.closed_by) != (first, event):
            _close(session, actor, duty, event, first, law)
            settled.closed.append(duty)
        elif first is None and duty.closed_by == event:
            _reopen(session, actor, duty)
            settled.reopened.append(duty)
    if settled:
        record(
            session,
            actor,
            action="duties.sync",
            subject=(OFFICE, office_id),
            office_id=office_id,
            after=settled.summary(),
        )
    return settled


def _first(duty: Duty, done: Collection[Done]) -> date | None:
    """The day of the first fact that belongs to the duty's period."""
    period = Period.from_key(duty.trigger)
    return min(
        (each.on for each in done if period.start <= each.counts_on <= period.end), default=None
    )


def _close(session: Session, actor: Actor, duty: Duty, event: str, on: date, law: Lawbook) -> None:
    if duty.paused_on is not None:
        run_again(session, actor, duty, CLOSED_WHILE_PAUSED, on=on, law=law)
    duty.state, duty.closed_on, duty.closed_by = DutyState.FULFILLED, on, event
    if not is_late(duty.due_on, on):
        duty.late_cause = duty.late_unit = duty.late_note = None


def _reopen(session: Session, actor: Actor, duty: Duty) -> None:
    duty.state, duty.closed_on, duty.closed_by = DutyState.OPEN, None, None
    duty.late_cause = duty.late_unit = duty.late_note = None
    session.add(moved(actor, duty, duty.due_on, FACTS_CHANGED, MoveKind.REOPENED))
