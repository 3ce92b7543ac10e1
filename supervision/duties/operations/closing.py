"""A duty that no room's fact closes: recorded as done, opened again; why it was late."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import Problem, Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.duties.changing import moved
from supervision.duties.models import Duty
from supervision.duties.operations.within import demand_version, held
from supervision.duties.policy import demand_fulfilment, demand_reopening
from supervision.duties.rules import OFFICE, DutyState, Lateness, MoveKind, is_late


def record_fulfilment(
    session: Session,
    actor: Actor,
    duty_id: int,
    *,
    done_on: date,
    document: str,
    today: date,
    lateness: Lateness | None = None,
    by_hand: Collection[str] = (),
    version: int | None = None,
) -> Duty:
    """Close a recurring duty, or one of a rule in `by_hand`, with the day and the document.

    Raises Forbidden; Stale; Refused for a future day, a missing document, or lateness without its cause.
    """
    duty = held(session, duty_id)
    demand_fulfilment(actor, duty, by_hand)
    demand_version(duty, version)
    problems = []
    if not duty.is_open:
        problems.append(Problem("This duty is already closed."))
    if duty.paused_on is not None:
        problems.append(Problem("The clock of this duty stands: let it run again first."))
    if done_on > today:
        problems.append(Problem("A day that has not come cannot be recorded.", "done_on"))
    if not written(document):
        problems.append(Problem("Name the document: its number and date.", "document"))
    late = is_late(duty.due_on, done_on)
    if late and lateness is None:
        problems.append(
            Problem("This is after the term: name the cause and the unit at fault.", "late_cause")
        )
    if problems:
        raise Refused.because(problems)
    duty.state, duty.closed_on, duty.closed_by = DutyState.FULFILLED, done_on, written(document)
    duty.closed_by_hand = True
    if late and lateness is not None:
        duty.late_cause, duty.late_unit = lateness.cause, written(lateness.unit)
        duty.late_note = written(lateness.note)
    record(
        session,
        actor,
        action="duties.record_fulfilment",
        subject=("duty", duty.id),
        office_id=duty.office_id,
        after={"closed_on": done_on, "document": written(document), "late_cause": duty.late_cause},
    )
    return duty


def fulfil_recurring(
    session: Session,
    actor: Actor,
    duty: Duty,
    *,
    done_on: date,
    document: str,
    lateness: Lateness | None,
) -> Duty:
    """Close an office's recurring duty by what a room recorded of it, whoever of two offices did.

    For rooms whose own policy has let the actor in and whose scope reaches the owing office; so it
    asks for no post. `lateness` is kept only where the day is after the term; without one a late
    duty stands in the list of those whose cause is still to be named. Raises ValueError for a duty
    that does not recur.
    """
    if duty.subject_kind != OFFICE:
        raise ValueError("this duty closes by the facts of its subject")
    duty.state, duty.closed_on, duty.closed_by = DutyState.FULFILLED, done_on, written(document)
    duty.closed_by_hand = True  # what closed it is a document, not the name of an event
    if lateness is not None and is_late(duty.due_on, done_on):
        duty.late_cause, duty.late_unit = lateness.cause, written(lateness.unit)
        duty.late_note = written(lateness.note)
    record(
        session,
        actor,
        action="duties.record_fulfilment",
        subject=("duty", duty.id),
        office_id=duty.office_id,
        after={"closed_on": done_on, "document": written(document), "late_cause": duty.late_cause},
    )
    return duty


def reopen(
    session: Session,
    actor: Actor,
    duty_id: int,
    *,
    reason: str,
    version: int | None = None,
    today: date,
) -> Duty:
    """Open a duty again that was recorded as done wrongly; its day, history and ladder stand again.

    A duty closed by a fact opens by the fact's correction, never here. Raises Forbidden; Stale;
    Refused for a duty that was not recorded as done, or no reason.
    """
    duty = held(session, duty_id)
    demand_reopening(actor, duty, today)
    demand_version(duty, version)
    problems = []
    if duty.state != DutyState.FULFILLED:
        problems.append(Problem("This duty is not closed."))
    elif not duty.closed_by_hand:
        message = "A recorded fact closed this duty: correct the fact, and it opens by itself."
        problems.append(Problem(message))
    if not written(reason):
        problems.append(Problem("Say why the duty is opened again.", "reason"))
    refuse(problems)
    before = {
        "closed_on": duty.closed_on,
        "document": duty.closed_by,
        "late_cause": duty.late_cause,
        "late_unit": duty.late_unit,
    }
    duty.state, duty.closed_on, duty.closed_by = DutyState.OPEN, None, None
    duty.closed_by_hand = False
    duty.late_cause = duty.late_unit = duty.late_note = None
    session.add(moved(actor, duty, duty.due_on, written(reason), MoveKind.REOPENED))
    record(
        session,
        actor,
        action="duties.reopen",
        subject=("duty", duty.id),
        office_id=duty.office_id,
        before=before,
        after={"due_on": duty.due_on, "reason": written(reason)},
    )
    return duty
