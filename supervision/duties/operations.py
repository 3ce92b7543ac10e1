"""Verbs of duties that no room's fact carries out: move by hand, recurring duties, rebuild."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor, Level
from supervision.core.errors import NotFound, Problem, Refused, Stale
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.duties.models import Duty, DutyMove, OfficeBackPlan
from supervision.duties.policy import demand_back_plan, demand_fulfilment, demand_move
from supervision.duties.queries import back_plan_of
from supervision.duties.rules import OFFICE, DutyState, Lateness, is_late
from supervision.duties.sources import FactSource
from supervision.duties.sync import Synced, sync
from supervision.law.back_plan import BackPlan, plan_problems
from supervision.law.lawbook import Lawbook, Period
from supervision.law.model import Owner, Rule


@dataclass(frozen=True)
class RecurringOffice:
    """An office as far as recurring duties ask: where it stands and what it is called."""

    id: int
    label: str
    level: Level
    specialised: bool


def get(session: Session, duty_id: int) -> Duty:
    """The duty, if the scope shows it; raises NotFound otherwise."""
    duty = session.get(Duty, duty_id)
    if duty is None:
        raise NotFound
    return duty


def _held(session: Session, duty_id: int) -> Duty:
    """The duty as it stands now, held until the end: whoever comes second sees the first's work."""
    duty = session.get(Duty, duty_id, with_for_update=True, populate_existing=True)
    if duty is None:
        raise NotFound
    return duty


def move_by_hand(
    session: Session,
    actor: Actor,
    duty_id: int,
    *,
    new_due_on: date,
    reason: str,
    version: int | None = None,
    today: date,
) -> Duty:
    """Give an open duty another day, with a reason; the old day, reason and actor are kept.

    Raises Forbidden; Stale when the duty is no longer the `version` its reader saw; Refused for a
    closed duty, an empty reason, an unchanged or past day.
    """
    duty = _held(session, duty_id)
    demand_move(actor, duty)
    if version is not None and version != duty.version:
        raise Stale(duty.version, version)
    problems = []
    if not duty.is_open:
        problems.append(Problem("This duty is closed; its day does not change any more."))
    if not written(reason):
        problems.append(Problem("Say why the day moves.", "reason"))
    if new_due_on < today:
        problems.append(Problem("The new day is already over.", "new_due_on"))
    if new_due_on == duty.due_on:
        problems.append(Problem("This is the day the duty already has.", "new_due_on"))
    if problems:
        raise Refused.because(problems)
    old = duty.due_on
    duty.due_on, duty.gap, duty.moved = new_due_on, None, True
    session.add(
        DutyMove(
            duty_id=duty.id,
            office_id=duty.office_id,
            old_due_on=old,
            new_due_on=new_due_on,
            reason=written(reason),
            by_hand=True,
            actor_id=actor.user_id,
            actor_name=actor.name,
        )
    )
    record(
        session,
        actor,
        action="duties.move_by_hand",
        subject=("duty", duty.id),
        office_id=duty.office_id,
        before={"due_on": old},
        after={"due_on": new_due_on, "reason": written(reason)},
    )
    return duty


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
) -> Duty:
    """Close a recurring duty, or one of a rule in `by_hand`, with the day and the document.

    Raises Refused for a future day, a missing document, or lateness without its cause.
    """
    duty = _held(session, duty_id)
    demand_fulfilment(actor, duty, by_hand)
    problems = []
    if not duty.is_open:
        problems.append(Problem("This duty is already closed."))
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
    session: Session, actor: Actor, duty: Duty, *, done_on: date, document: str, lateness: Lateness
) -> Duty:
    """Close an office's recurring duty by what a room recorded of it, whoever of two offices did.

    For rooms whose own policy has let the actor in and whose scope reaches the owing office; so it
    asks for no post. `lateness` is kept only where the day is after the term. Raises ValueError for
    a duty that does not recur.
    """
    if duty.subject_kind != OFFICE:
        raise ValueError("this duty closes by the facts of its subject")
    duty.state, duty.closed_on, duty.closed_by = DutyState.FULFILLED, done_on, written(document)
    duty.closed_by_hand = True  # what closed it is a document, not the name of an event
    if is_late(duty.due_on, done_on):
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


def set_back_plan(
    session: Session, actor: Actor, plan: BackPlan, *, version: int | None = None
) -> BackPlan:
    """Set how the actor's office plans back from the last day of a protest's term, in working days.

    Raises Forbidden; Stale when the plan is no longer the `version` its reader saw; Refused for
    steps out of their order.
    """
    office_id = demand_back_plan(actor)
    # Two first settings meet at the key of the table; a later one meets the version.
    session.get(OfficeBackPlan, office_id, with_for_update=True, populate_existing=True)
    before, found = back_plan_of(session, office_id)
    if version is not None and version != found:
        raise Stale(found, version)
    refuse(Problem(sentence, step.value) for step, sentence in plan_problems(plan))
    session.merge(OfficeBackPlan(office_id=office_id, **asdict(plan)))
    record(
        session,
        actor,
        action="duties.set_back_plan",
        subject=("back_plan", office_id),
        office_id=office_id,
        before=asdict(before),
        after=asdict(plan),
    )
    return plan


def open_recurring(
    session: Session,
    actor: Actor,
    offices: Sequence[RecurringOffice],
    *,
    law: Lawbook,
    today: date,
) -> int:
    """Open each recurring duty of the current period, and of every period missed since the last.

    Set-based and safe to run at any time, in any number of processes: a second run opens nothing.
    Returns how many duties were opened.
    """
    opened = 0
    for rule in law.recurring(today):
        owing = [office for office in offices if owes(rule, office)]
        if not owing:
            continue
        for period in _periods(session, rule, owing, today):
            opened += _open_period(session, rule, period, owing, law)
    if opened:
        record(
            session,
            actor,
            action="duties.open_recurring",
            subject=(OFFICE, None),
            after={"opened": opened, "day": today},
        )
    return opened


def owes(rule: Rule, office: RecurringOffice) -> bool:
    """Whether the rule's circle of offices takes this one in."""
    match rule.owed_by:
        case Owner.GPO:
            return office.level is Level.GPO
        case Owner.OBLAST | Owner.OBLAST_LEVEL:
            return office.level is Level.OBLAST
        case Owner.TERRITORIAL_AND_SPECIALISED:
            return office.level is Level.DISTRICT or office.specialised
        case _:
            return True


def _periods(
    session: Session, rule: Rule, owing: Sequence[RecurringOffice], today: date
) -> Iterable[Period]:
    """The period of today, and those since the last one opened while the scheduler was silent."""
    if rule.recurs is None:
        raise ValueError(f"{rule.name} does not recur")
    current = Period.containing(rule.recurs.every, today)
    last = session.scalar(
        select(Duty.event_on)
        .where(
            Duty.rule == rule.name,
            Duty.subject_kind == OFFICE,
            Duty.subject_id.in_([office.id for office in owing]),
        )
        .order_by(Duty.event_on.desc())
        .limit(1)
    )
    period = current if last is None else Period.containing(rule.recurs.every, last).next()
    while period.start < current.start:
        yield period
        period = period.next()
    yield current


def _open_period(
    session: Session,
    rule: Rule,
    period: Period,
    owing: Sequence[RecurringOffice],
    law: Lawbook,
) -> int:
    due = law.recurring_due(rule.name, period)
    if due.edition is None:
        return 0  # the paragraph is not in force in that period: nothing is owed
    rows = [
        {
            "office_id": office.id,
            "owner_office_id": office.id,
            "outside": False,
            "subject_kind": OFFICE,
            "subject_id": office.id,
            "subject_label": period.key,
            "rule": rule.name,
            "trigger": period.key,
            "event_on": period.start,
            "due_on": due.due_on,
            "gap": due.gap,
            "edition": due.edition,
            "steps": [step.as_json() for step in due.steps],
            "calendar_version": due.calendar_version,
            "confirmed": due.confirmed,
            "state": DutyState.OPEN.value,
            "version": 1,
        }
        for office in owing
    ]
    statement = (
        insert(Duty)
        .values(rows)
        .on_conflict_do_nothing(constraint="one duty a subject rule trigger")
        .returning(Duty.id)
    )
    return len(session.scalars(statement).all())


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild changed, a line a subject: (kind, id, what happened)."""

    lines: tuple[tuple[str, int, Synced], ...]


def rebuild(
    session: Session, actor: Actor, sources: Iterable[FactSource], *, law: Lawbook, today: date
) -> Rebuilt:
    """Ask the law again for every subject the scope shows; changes nothing when nothing changed."""
    lines = []
    for source in sources:
        for subject, facts in source.read(session):
            done = sync(session, actor, subject, facts, law=law, today=today)
            if done:
                lines.append((subject.kind, subject.id, done))
    return Rebuilt(tuple(lines))
