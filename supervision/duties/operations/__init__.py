"""Verbs of duties that no room's fact carries out: decisions, closing, recurring duties, rebuild."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor, Level
from supervision.core.errors import Problem, Stale
from supervision.core.problems import refuse
from supervision.duties.models import Duty, OfficeBackPlan
from supervision.duties.operations.assigning import Assigner, Pick, assign_duties
from supervision.duties.operations.closing import fulfil_recurring, record_fulfilment, reopen
from supervision.duties.operations.lateness import explain_lateness
from supervision.duties.operations.moving import move_by_hand, pause, resume
from supervision.duties.operations.within import get
from supervision.duties.policy import demand_back_plan
from supervision.duties.queries import back_plan_of
from supervision.duties.rules import OFFICE, DutyState
from supervision.duties.sources import FactSource
from supervision.duties.sync import Synced, sync
from supervision.law.back_plan import BackPlan, plan_problems
from supervision.law.lawbook import Lawbook, Period
from supervision.law.model import Owner, Rule

__all__ = [
    "Assigner",
    "Pick",
    "Rebuilt",
    "RecurringOffice",
    "assign_duties",
    "explain_lateness",
    "fulfil_recurring",
    "get",
    "move_by_hand",
    "open_recurring",
    "owes",
    "pause",
    "rebuild",
    "record_fulfilment",
    "reopen",
    "resume",
    "set_back_plan",
]


@dataclass(frozen=True)
class RecurringOffice:
    """An office as far as recurring duties ask: where it stands and what it is called."""

    id: int
    label: str
    level: Level
    specialised: bool


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
