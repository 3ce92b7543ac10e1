"""The one door for dates: facts in, duties opened, moved, closed, reopened or dropped.

Belongs here: comparing what the law now says with the duty rows there are. Running it twice with
the same facts changes nothing, because (subject, rule, trigger) is unique and equal rows are left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.duties.models import Duty, DutyMove
from supervision.duties.rules import DutyState, Event, Facts, Subject, fulfils
from supervision.law.lawbook import Lawbook
from supervision.law.model import Due, Owner, Rule

FACTS_CHANGED = "The recorded fact or the calendar changed."


@dataclass
class Synced:
    """What one sync did, as duties; nothing in it means nothing changed."""

    opened: list[Duty] = field(default_factory=list)
    moved: list[Duty] = field(default_factory=list)
    closed: list[Duty] = field(default_factory=list)
    reopened: list[Duty] = field(default_factory=list)
    dropped: list[Duty] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.opened, self.moved, self.closed, self.reopened, self.dropped))

    def summary(self) -> dict[str, list[str]]:
        """The rule names by what happened to them, for the audit row."""
        return {
            name: [f"{duty.rule} {duty.due_on or duty.gap}" for duty in duties]
            for name, duties in vars(self).items()
            if duties
        }


def sync(
    session: Session,
    actor: Actor,
    subject: Subject,
    facts: Facts,
    *,
    law: Lawbook,
    today: date,
) -> Synced:
    """Bring the subject's duties in step with its facts, inside the caller's transaction.

    Closed duties keep their day and their on-time verdict; only a correction of the very fact that
    opened or closed them touches them. Returns what changed and leaves one audit row for it.
    """
    rows = session.scalars(
        select(Duty).where(Duty.subject_kind == subject.kind, Duty.subject_id == subject.id)
    )
    existing = {(duty.rule, duty.trigger): duty for duty in rows}
    done = Synced()
    wanted = set()
    for event, rule in _started(law, facts, today):
        key = (rule.name, event.trigger)
        wanted.add(key)
        due = law.due(rule.name, event.on, facts.attributes, stated_on=event.stated_on)
        duty = existing.get(key)
        if duty is None:
            duty = _opened(subject, rule, event, due)
            session.add(duty)
            done.opened.append(duty)
        else:
            _follow(session, actor, duty, subject, due, event, done)
        _settle(duty, rule, event, facts.events, done)
    _drop(existing, wanted, today, done)
    if done:
        record(
            session,
            actor,
            action="duties.sync",
            subject=(subject.kind, subject.id),
            office_id=subject.chain.own,
            after=done.summary(),
        )
    return done


def _started(law: Lawbook, facts: Facts, today: date) -> Iterable[tuple[Event, Rule]]:
    """Each recorded event with each rule it starts; an undated event is judged by today's law."""
    for event in facts.events:
        for rule in law.started_by(event.name, event.on or today, facts.attributes):
            yield event, rule


def _opened(subject: Subject, rule: Rule, event: Event, due: Due) -> Duty:
    duty = Duty(
        subject_kind=subject.kind,
        subject_id=subject.id,
        rule=rule.name,
        trigger=event.trigger,
        outside=rule.owed_by in (Owner.COURT, Owner.BAILIFF),
        state=DutyState.OPEN,
        moved=False,
    )
    _place(duty, subject, rule.owed_by)
    _date(duty, due, event)
    return duty


def _place(duty: Duty, subject: Subject, owed_by: Owner) -> None:
    """Who owes it: the own office, the oblast-level one or the GPO (`owed_by` of the rule)."""
    chain = subject.chain
    owner = {Owner.OBLAST: chain.oblast, Owner.OBLAST_LEVEL: chain.oblast, Owner.GPO: chain.gpo}
    duty.office_id = chain.own
    duty.owner_office_id = owner.get(owed_by, chain.own)
    duty.subject_label = subject.label
    duty.assignee_id = subject.assignee_id if duty.owner_office_id == chain.own else None


def _date(duty: Duty, due: Due, event: Event) -> None:
    duty.event_on = event.on
    duty.due_on = due.due_on
    duty.gap = due.gap
    duty.edition = due.edition
    duty.steps = [step.as_json() for step in due.steps]
    duty.calendar_version = due.calendar_version
    duty.confirmed = due.confirmed


def _follow(
    session: Session,
    actor: Actor,
    duty: Duty,
    subject: Subject,
    due: Due,
    event: Event,
    done: Synced,
) -> None:
    """Let an existing duty follow its facts: hand-over, new assignee, corrected event day."""
    corrected = duty.event_on != event.on
    if duty.state == DutyState.DROPPED:
        duty.state, duty.closed_on, duty.closed_by = DutyState.OPEN, None, None
        done.reopened.append(duty)
    if duty.subject_label != subject.label:
        duty.subject_label = subject.label
    if duty.state != DutyState.OPEN and not corrected:
        return
    if duty.office_id != subject.chain.own:
        shift = duty.owner_office_id == duty.office_id
        duty.office_id = subject.chain.own
        duty.owner_office_id = subject.chain.own if shift else duty.owner_office_id
    if duty.owner_office_id == subject.chain.own and duty.assignee_id != subject.assignee_id:
        duty.assignee_id = subject.assignee_id
    if duty.moved and not corrected:
        return
    if corrected or _differs(duty, due):
        old = duty.due_on
        _date(duty, due, event)
        duty.moved = False
        if old != duty.due_on:
            session.add(_move(actor, duty, old, FACTS_CHANGED, by_hand=False))
            done.moved.append(duty)


def _differs(duty: Duty, due: Due) -> bool:
    """Whether the law's answer now differs from the one kept (day, gap, edition, certainty)."""
    kept = (duty.due_on, duty.gap, duty.edition, duty.confirmed)
    return kept != (due.due_on, due.gap, due.edition, due.confirmed)


def _move(actor: Actor, duty: Duty, old: date | None, reason: str, *, by_hand: bool) -> DutyMove:
    return DutyMove(
        duty_id=duty.id,
        office_id=duty.office_id,
        old_due_on=old,
        new_due_on=duty.due_on,
        reason=reason,
        by_hand=by_hand,
        actor_id=actor.user_id,
        actor_name=actor.name,
    )


def _settle(
    duty: Duty, rule: Rule, opening: Event, events: tuple[Event, ...], done: Synced
) -> None:
    """Close the duty by its first fulfilling fact, or reopen it when that fact is gone."""
    answers = [
        event
        for event in events
        if event.name in rule.fulfilled_by and fulfils(event, duty.trigger, opening.on)
    ]
    closing = min(answers, key=lambda event: event.on or date.max, default=None)
    if closing is None:
        if duty.state == DutyState.FULFILLED:
            duty.state, duty.closed_on, duty.closed_by = DutyState.OPEN, None, None
            duty.late_cause = duty.late_unit = duty.late_note = None
            done.reopened.append(duty)
        return
    if duty.state == DutyState.FULFILLED and duty.closed_on == closing.on:
        return
    duty.state = DutyState.FULFILLED
    duty.closed_on = closing.on
    duty.closed_by = closing.name
    late = closing.lateness if duty.was_late else None
    duty.late_cause = late.cause if late else None
    duty.late_unit = late.unit if late else None
    duty.late_note = late.note if late else None
    done.closed.append(duty)


def _drop(
    existing: dict[tuple[str, str], Duty],
    wanted: set[tuple[str, str]],
    today: date,
    done: Synced,
) -> None:
    """Drop open duties whose facts are gone; a fulfilled one stays as history."""
    for key, duty in existing.items():
        if key not in wanted and duty.state == DutyState.OPEN:
            duty.state, duty.closed_on, duty.closed_by = DutyState.DROPPED, today, "facts_gone"
            done.dropped.append(duty)
