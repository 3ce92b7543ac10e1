"""The sweep: plan, withdraw, deliver in the product, and plan the letters that follow.

A sweep is a row of short transactions, so that a killed one keeps what it has delivered and the
next one goes on from there. It is safe to run twice, in parallel, and after any silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core import clock
from supervision.core.access import Actor
from supervision.core.db import joining_whole_sets
from supervision.core.faults import Fault, FaultPoint, no_fault
from supervision.core.transaction import before_commit, transaction
from supervision.duties.queries import own_back_plans
from supervision.law import terms
from supervision.law.back_plan import FURTHEST, USUAL, BackPlan
from supervision.law.calendar import CalendarGap
from supervision.law.lawbook import Lawbook
from supervision.law.model import UnknownLaw
from supervision.reminders import letter_statements, statements
from supervision.reminders.letter_rules import is_digest_time, waits_until
from supervision.reminders.queries import (
    away_today,
    leading_people,
    lines_of_offices,
    owed_days,
)
from supervision.reminders.rules import (
    CLAIM,
    PLANNED_AHEAD,
    Away,
    Channel,
    NoticeState,
    Rung,
    members,
    morning,
    reached,
    rungs,
    rungs_of,
    stand_ins,
)


@dataclass
class Swept:
    """What one sweep did: rows planned, withdrawn, sent, how many of the sent were late, letters.

    `beyond_calendar` counts rungs that could not be given a day, because the law's calendar ends
    before it; they are planned as soon as the calendar reaches them. `unknown_rules` are rules of
    open duties that the law's files no longer hold; their duties get no notices until they do.
    """

    planned: int = 0
    withdrawn: int = 0
    sent: int = 0
    late: int = 0
    letters: int = 0
    beyond_calendar: int = 0
    unknown_rules: list[str] = field(default_factory=list)


@dataclass
class _Ladder:
    """The arrays the statements take: a line for each rule, due day and rung."""

    rules: list[str] = field(default_factory=list)
    due: list[date] = field(default_factory=list)
    rungs: list[int] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    next: list[date | None] = field(default_factory=list)
    moments: list[datetime] = field(default_factory=list)
    owners: list[int | None] = field(default_factory=list)
    beyond: int = 0
    unknown: set[str] = field(default_factory=set)

    def add(self, rule: str, due_on: date, rung: Rung, moment: datetime, owner: int | None) -> None:
        """One line; `owner` is the office whose plan it is, 0 for all without one of their own."""
        self.rules.append(rule)
        self.due.append(due_on)
        self.rungs.append(rung.number)
        self.days.append(rung.day)
        self.next.append(rung.next_day)
        self.moments.append(moment)
        self.owners.append(owner)


@dataclass(frozen=True)
class _LettersWhen:
    """The values every statement about letters takes: the day, who is away, the morning to wait for."""

    given: dict[str, Any]

    @classmethod
    def at(cls, session: Session, law: Lawbook, now: datetime, zone: ZoneInfo) -> _LettersWhen:
        """As of this moment."""
        today = clock.moment_in(zone, now).date()
        morning_at = waits_until(law.calendar, now, zone)
        return cls(
            {
                "now": now,
                "today": today,
                "morning": morning_at,
                "morning_day": morning_at and clock.moment_in(zone, morning_at).date(),
                "away": [each.user_id for each in away_today(session, today)],
            }
        )


def sweep(
    session: Session,
    actor: Actor,
    *,
    law: Lawbook,
    now: datetime,
    zone: ZoneInfo,
    fault: Fault = no_fault,
    claim: int = CLAIM,
    by_mail: bool = False,
) -> Swept:
    """Plan what is owed, withdraw what no longer is, and deliver all whose moment has come.

    Commits by itself, once for the plan and once for each `claim` notices. `session` must carry
    the house's scope: without it there is nothing to see and nothing is done. Letters are planned
    with the notices they tell of when the installation sends e-mail (`by_mail`).
    """
    swept = Swept()
    fault(FaultPoint.BEFORE_PLAN)
    with transaction(session):
        plan(session, actor, swept, law=law, now=now, zone=zone)
        fault(FaultPoint.AFTER_PLAN)
    planned = _LettersWhen.at(session, law, now, zone) if by_mail else None
    for channel in Channel:
        while _deliver(session, actor, swept, channel, planned, now=now, fault=fault, size=claim):
            fault(FaultPoint.BETWEEN_CHUNKS)
    if planned is not None and is_digest_time(law.calendar, now, zone):
        with transaction(session):
            plan_digests(session, actor, swept, planned.given)
    return swept


def plan(
    session: Session,
    actor: Actor,
    swept: Swept,
    *,
    law: Lawbook,
    now: datetime,
    zone: ZoneInfo,
) -> None:
    """Bring the planned notices in step with the open duties, inside the caller's transaction.

    While another sweep plans, this one leaves it to that one: the answer would be the same.
    """
    if not session.scalar(statements.TRY_TO_PLAN):
        return
    today = clock.moment_in(zone, now).date()
    last_due = _last_due(law, today + PLANNED_AHEAD)
    plans = own_back_plans(session)
    ladder = _ladder(law, owed_days(session, last_due), plans, today + PLANNED_AHEAD, zone)
    given = {
        "ladder_rules": ladder.rules,
        "ladder_due": ladder.due,
        "ladder_rungs": ladder.rungs,
        "ladder_days": ladder.days,
        "ladder_next": ladder.next,
        "ladder_moments": ladder.moments,
        "ladder_owners": ladder.owners,
        "planning": list(plans),
        **_reach(set(ladder.rungs)),
        **_circles(session, away_today(session, today)),
    }
    with joining_whole_sets(session):
        swept.withdrawn = _rows_changed(session, statements.WITHDRAW, given)
    swept.planned = _rows_changed(
        session,
        statements.PLAN,
        {
            **given,
            "last_due": last_due,
            "today": today,
            "zone": zone.key,
            "channel": Channel.IN_APP.value,
        },
    )
    swept.beyond_calendar = ladder.beyond
    swept.unknown_rules = sorted(ladder.unknown)
    if swept.planned or swept.withdrawn:
        record(
            session,
            actor,
            action="reminders.plan",
            subject=("reminder", None),
            after={"planned": swept.planned, "withdrawn": swept.withdrawn},
        )


def plan_digests(session: Session, actor: Actor, swept: Swept, given: Mapping[str, Any]) -> None:
    """Plan today's digest for everybody who wants one and is there; once a person and day."""
    made = _rows_changed(
        session,
        letter_statements.PLAN_DIGESTS,
        {name: given[name] for name in ("now", "today", "away")},
    )
    swept.letters += made
    if made:
        record(
            session,
            actor,
            action="reminders.plan_digests",
            subject=("letter", None),
            after={"planned": made},
        )


def _deliver(
    session: Session,
    actor: Actor,
    swept: Swept,
    channel: Channel,
    letters: _LettersWhen | None,
    *,
    now: datetime,
    fault: Fault,
    size: int,
) -> bool:
    """Claim and send one chunk in a transaction of its own; False when none was left."""
    with transaction(session):
        ids = session.scalars(
            statements.CLAIM_DUE, {"channel": channel.value, "now": now, "size": size}
        ).all()
        if not ids:
            return False
        fault(FaultPoint.AFTER_CLAIM)
        rows = session.execute(statements.SEND, {"ids": list(ids), "now": now}).all()
        left = {row_id: late for row_id, state, late in rows if state == NoticeState.SENT.value}
        if letters is not None:
            given = {**letters.given, "ids": list(left)}
            swept.letters += _rows_changed(session, letter_statements.PLAN_NOTICES, given)
        record(
            session,
            actor,
            action="reminders.deliver",
            subject=("reminder", None),
            after={"sent": len(left), "withdrawn": len(rows) - len(left)},
        )
        before_commit(session, "fault", lambda _: fault(FaultPoint.BEFORE_COMMIT))
    swept.sent += len(left)
    swept.late += sum(1 for late in left.values() if late)
    swept.withdrawn += len(rows) - len(left)
    return True


def _last_due(law: Lawbook, last_day: date) -> date:
    """The latest due day whose earliest rung falls on or before `last_day`."""
    earliest = min((number for rule in law.rules() for number in rule.remind), default=0)
    earliest = min(earliest, -FURTHEST)
    try:
        return law.calendar.shift(last_day, max(0, -earliest))
    except CalendarGap:
        return date.max


def _ladder(
    law: Lawbook,
    owed: Iterable[tuple[str, date]],
    plans: Mapping[int, BackPlan],
    last_day: date,
    zone: ZoneInfo,
) -> _Ladder:
    """The rungs up to `last_day` of each rule and due day, with the moments they leave at.

    Where an office plans back from a term, the safe days of its plan are rungs of its own.
    """
    ladder = _Ladder()
    for rule_name, due_on in owed:
        try:
            rule = law.rule(rule_name, due_on)
        except UnknownLaw:
            # One rule that left the law's files must not keep every other notice back.
            ladder.unknown.add(rule_name)
            continue
        ladders: list[tuple[int | None, Sequence[int]]] = [
            (None, terms.rungs(law.calendar, rule, due_on))
        ]
        if rule.back_plan:
            ladders += [(owner, rungs_of(plan)) for owner, plan in {0: USUAL, **plans}.items()]
        for owner, remind in ladders:
            found, beyond = rungs(law.calendar, remind, due_on)
            ladder.beyond += len(beyond)
            for rung in found:
                if rung.day <= last_day:
                    ladder.add(rule_name, due_on, rung, morning(rung.day, zone), owner)
    return ladder


def _reach(numbers: Iterable[int]) -> dict[str, list[Any]]:
    lines = [
        (number, outside, circle.value)
        for number in numbers
        for outside in (False, True)
        for circle in reached(number, outside=outside)
    ]
    return {
        "reach_rungs": [line[0] for line in lines],
        "reach_outside": [line[1] for line in lines],
        "reach_circles": [line[2] for line in lines],
    }


def _circles(session: Session, away: Sequence[Away]) -> dict[str, list[Any]]:
    found = members(lines_of_offices(session), leading_people(session), away)
    told = stand_ins(away, found)
    return {
        "circle_offices": [member.office_id for member in found],
        "circle_names": [member.circle.value for member in found],
        "circle_users": [member.user_id for member in found],
        "absent_users": [each.absent_id for each in told],
        "absent_offices": [each.office_id for each in told],
        "told_users": [each.user_id for each in told],
    }


def _rows_changed(session: Session, statement: Any, params: dict[str, Any]) -> int:
    """Run a changing statement; returns how many rows it changed."""
    result = session.execute(statement, params)
    return result.rowcount if isinstance(result, CursorResult) else 0
