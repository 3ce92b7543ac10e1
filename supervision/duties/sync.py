"""The one door for dates: facts in, duties opened, moved, closed, reopened or dropped.

Belongs here: comparing what the law now says with the duty rows there are. Running it twice with
the same facts changes nothing, because (subject, rule, trigger) is unique and equal rows are left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.duties.changing import CLOSED_WHILE_PAUSED, carry_over, moved, run_again
from supervision.duties.models import Duty
from supervision.duties.rules import (
    DutyState,
    Event,
    Facts,
    LateCause,
    Lateness,
    MoveKind,
    Subject,
    fulfils,
    is_late,
)
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
    Raises ValueError when two events carry one trigger: the room must give them keys.
    """
    rows = session.scalars(
        select(Duty).where(Duty.subject_kind == subject.kind, Duty.subject_id == subject.id)
    )
    existing = {(duty.rule, duty.trigger): duty for duty in rows}
    done = Synced()
    wanted = set()
    for event, rule in _started(law, facts, today):
        key = (rule.name, event.trigger)
        if key in wanted:
            raise ValueError(f"two events of one trigger: {event.trigger}")
        wanted.add(key)
        duty = existing.get(key)
        closing = _closing(rule, event, facts.events)
        if duty is None:
            duty = _opened(subject, rule, event, _asked(law, rule, event, facts))
            session.add(duty)
            done.opened.append(duty)
        elif not _rests(duty, subject, event, closing):
            if duty.state != DutyState.OPEN and closing is None and not duty.closed_by_hand:
                _reopen(duty, done)
            due = _asked(law, rule, event, facts)
            _follow(session, actor, duty, subject, rule, due, event, done, law)
        if closing is not None:
            if duty.paused_on is not None:
                reason = CLOSED_WHILE_PAUSED
                run_again(session, actor, duty, reason, on=closing.on or today, law=law)
            _close(duty, closing, done)
    _drop(existing, wanted, facts.events, today, done)
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
        for rule in law.started_by(event.name, event.on or today, facts.of(event)):
            yield event, rule


def _rests(duty: Duty, subject: Subject, event: Event, closing: Event | None) -> bool:
    """Whether a fulfilled duty stays as it is, so that the law need not be asked again."""
    stated = event.stated_on.isoformat() if event.stated_on else None
    return (
        duty.state == DutyState.FULFILLED
        and (closing is not None or duty.closed_by_hand)
        and duty.event_on == event.on
        and _stated_day(duty.steps) == stated
        and duty.office_id == subject.chain.own
        and duty.subject_label == subject.label
    )


def _asked(law: Lawbook, rule: Rule, event: Event, facts: Facts) -> Due:
    """The law's answer: by which day, with every step."""
    return law.due(rule.name, event.on, facts.of(event), stated_on=event.stated_on)


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
    _place(duty, subject, rule.owed_by, event)
    _date(duty, due, event)
    return duty


def _place(duty: Duty, subject: Subject, owed_by: Owner | None, event: Event) -> None:
    """Who owes it: the own office, one above it, or the one that initiated (`owed_by` of the rule)."""
    chain = subject.chain
    owner = {
        Owner.OBLAST: chain.oblast,
        Owner.OBLAST_LEVEL: chain.oblast,
        Owner.GPO: chain.gpo,
        Owner.INITIATING_UNIT: chain.initiating or chain.own,
    }
    duty.office_id = chain.own
    duty.owner_office_id = owner.get(owed_by, chain.own) if owed_by else chain.own
    duty.subject_label = subject.label
    given_to = event.assignee_id or subject.assignee_id
    duty.assignee_id = given_to if duty.owner_office_id == chain.own else None


def _date(duty: Duty, due: Due, event: Event) -> None:
    duty.event_on = event.on
    duty.due_on = due.due_on
    duty.gap = due.gap
    duty.edition = due.edition or ""  # where no edition binds, the gap says so
    duty.steps = [step.as_json() for step in due.steps]
    duty.calendar_version = due.calendar_version
    duty.confirmed = due.confirmed


def _follow(
    session: Session,
    actor: Actor,
    duty: Duty,
    subject: Subject,
    rule: Rule,
    due: Due,
    event: Event,
    done: Synced,
    law: Lawbook,
) -> None:
    """Let an existing duty follow its facts: hand-over, new assignee, corrected event day."""
    corrected = duty.event_on != event.on or _stated_day(duty.steps) != _stated_day(
        [step.as_json() for step in due.steps]
    )
    if duty.state == DutyState.DROPPED:
        _reopen(duty, done)
    # The whole history of a case goes with it, or its new office could neither read nor keep it in
    # step; who owed a closed duty stays as it was.
    duty.office_id = subject.chain.own
    duty.subject_label = subject.label
    if duty.state == DutyState.OPEN:
        _place(duty, subject, rule.owed_by, event)
    elif not corrected:
        return
    decided = duty.moved or duty.paused_on is not None
    if (decided and not corrected) or not (corrected or _differs(duty, due)):
        return
    old = duty.due_on
    _date(duty, due, event)
    duty.moved = False
    if decided:
        carry_over(session, actor, duty, law=law)
    if old != duty.due_on:
        session.add(moved(actor, duty, old, FACTS_CHANGED, MoveKind.FACTS))
        done.moved.append(duty)


def _differs(duty: Duty, due: Due) -> bool:
    """Whether the law's answer now differs from the one kept (day, gap, edition, certainty)."""
    kept = (duty.due_on, duty.gap, duty.edition, duty.confirmed)
    return kept != (due.due_on, due.gap, due.edition or "", due.confirmed)


def _stated_day(steps: Sequence[Mapping[str, object]]) -> object:
    """The day a document named, as the steps tell it; part of the fact like the event's own day."""
    return next((step["on"] for step in steps if step["code"] == "stated_day"), None)


def _closing(rule: Rule, opening: Event, events: tuple[Event, ...]) -> Event | None:
    """The first recorded event that fulfils the rule for this opening one."""
    answers = [
        event
        for event in events
        if event.name in rule.fulfilled_by and fulfils(event, opening.trigger, opening.on)
    ]
    return min(answers, key=lambda event: event.on or date.max, default=None)


def _reopen(duty: Duty, done: Synced) -> None:
    """Open again: the fact that closed it is gone, or the facts that dropped it are back."""
    duty.state, duty.closed_on, duty.closed_by = DutyState.OPEN, None, None
    duty.closed_by_hand = False
    duty.late_cause = duty.late_unit = duty.late_note = None
    done.reopened.append(duty)


def _close(duty: Duty, closing: Event, done: Synced) -> None:
    """Close by the fulfilling fact, with the cause and the unit where that came late.

    A cause given afterwards stays where the fact itself names none.
    """
    if closing.on is None:
        raise ValueError("only a dated event fulfils a duty")
    late = None
    if is_late(duty.due_on, closing.on):
        late = closing.lateness or _lateness(duty)
    verdict = (closing.on, closing.name, late)
    kept = (duty.closed_on, duty.closed_by, _lateness(duty))
    if duty.state == DutyState.FULFILLED and kept == verdict:
        return
    duty.state, duty.closed_on, duty.closed_by = DutyState.FULFILLED, closing.on, closing.name
    duty.closed_by_hand = False
    duty.late_cause = late.cause if late else None
    duty.late_unit = late.unit if late else None
    duty.late_note = late.note if late else None
    done.closed.append(duty)


def _lateness(duty: Duty) -> Lateness | None:
    if duty.late_cause is None or duty.late_unit is None:
        return None
    return Lateness(LateCause(duty.late_cause), duty.late_unit, duty.late_note or "")


def _drop(
    existing: dict[tuple[str, str], Duty],
    wanted: set[tuple[str, str]],
    events: tuple[Event, ...],
    today: date,
    done: Synced,
) -> None:
    """Drop duties whose facts are gone.

    A fulfilled one stays as history while what opened it and what closed it are still recorded: what
    was owed and done is not undone by a later change of circumstances.
    """
    recorded = {event.trigger: event for event in events}
    for key, duty in existing.items():
        if key in wanted:
            continue
        opening = recorded.get(duty.trigger)
        stays = duty.state == DutyState.FULFILLED and (
            opening is not None and _is_closed(duty, opening, events)
        )
        if duty.state != DutyState.DROPPED and not stays:
            duty.state, duty.closed_on, duty.closed_by = DutyState.DROPPED, today, "facts_gone"
            duty.closed_by_hand, duty.paused_on = False, None
            duty.late_cause = duty.late_unit = duty.late_note = None
            done.dropped.append(duty)


def _is_closed(duty: Duty, opening: Event, events: tuple[Event, ...]) -> bool:
    """Whether what closed a duty is still recorded; a document named by hand always is.

    The law is not asked: a later wording of the rule undoes nothing that was done.
    """
    return duty.closed_by_hand or any(
        event.name == duty.closed_by and fulfils(event, opening.trigger, opening.on)
        for event in events
    )
