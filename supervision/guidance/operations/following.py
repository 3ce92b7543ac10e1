"""The law follows what was recorded: duties of a record, and duties that recur for its office.

Belongs here: which facts of a register fulfil which recurring duty (`2002 ¶10, ¶11, ¶13`;
`2015 ¶30, ¶32`). Does not belong here: dates (`duties`, `law`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.duties.operations.settling import Done, fulfilled_by, settle_recurring
from supervision.duties.sync import sync
from supervision.guidance.facts import FACTS_OF
from supervision.guidance.models import Record
from supervision.guidance.queries import followed
from supervision.guidance.rules import inspections, publications, training
from supervision.guidance.rules.branches import NOT_SERVED
from supervision.guidance.rules.shape import Register
from supervision.law.lawbook import Lawbook
from supervision.law.model import Recurrence, Rule
from supervision.law.period import Period

Facts = Callable[[Session, int, Rule], list[Done]]


def _inspections(session: Session, office_id: int, _rule: Rule) -> list[Done]:
    """An inspection counts for the year in whose plan it stood, on the day of its act."""
    return [Done(planned, on) for planned, on in followed.inspections_done(session, office_id)]


def _training(session: Session, office_id: int, rule: Rule) -> list[Done]:
    """A year's plan is carried out when nothing of it waits, as far as it serves the rule's act."""
    done = []
    for year in followed.planned_years(session, office_id):
        plan = [
            each
            for each in followed.plan_of(session, office_id, year)
            if rule.act_id not in NOT_SERVED[each.branch]
        ]
        on = training.carried_out_on(plan)
        if on is not None:
            done.append(Done(Period.containing(Recurrence.YEAR, plan[0].planned_on).start, on))
    return done


def _publications(session: Session, office_id: int, rule: Rule) -> list[Done]:
    """A publication counts for the period in which it came out."""
    return [
        Done(on, on)
        for on, branch in followed.published(session, office_id)
        if rule.act_id not in NOT_SERVED[branch]
    ]


RECURRING: Mapping[str, tuple[str, Facts]] = {
    inspections.KIND: ("inspection_completed", _inspections),
    training.KIND: ("training_plan_carried_out", _training),
    publications.KIND: ("publication_made", _publications),
}


def recurring_rules(law: Lawbook, today: date) -> list[Rule]:
    """The recurring duties that facts of this room fulfil, as they bind today."""
    events = {event for event, _facts in RECURRING.values()}
    return [rule for rule in law.recurring(today) if events & set(rule.fulfilled_by)]


def follow(
    session: Session,
    actor: Actor,
    register: Register,
    found: Record,
    *,
    law: Lawbook,
    today: date,
) -> None:
    """Ask the law again after a change of the record."""
    session.flush()
    if register.kind in FACTS_OF:
        subject, facts = FACTS_OF[register.kind](session, found)
        sync(session, actor, subject, facts, law=law, today=today)
    if register.kind in RECURRING:
        _settle(session, actor, register.kind, found.office_id, law=law, today=today)


def settle_all(session: Session, actor: Actor, *, law: Lawbook, today: date) -> None:
    """Let facts recorded before their period's duty was opened close it; safe at any time.

    For the house, after it opened what recurs.
    """
    for kind, (event, _facts) in RECURRING.items():
        names = [rule.name for rule in fulfilled_by(law, event, today=today)]
        for office_id in followed.offices_with_open(session, names):
            _settle(session, actor, kind, office_id, law=law, today=today)


def _settle(
    session: Session, actor: Actor, kind: str, office_id: int, *, law: Lawbook, today: date
) -> None:
    event, facts = RECURRING[kind]
    for rule in fulfilled_by(law, event, today=today):
        done = facts(session, office_id, rule)
        settle_recurring(session, actor, office_id, rule, event, done, law=law)
