"""A record entered, taken a step further, corrected: the same three verbs in every register."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_NOTE, length_problems, refuse
from supervision.core.texts import written
from supervision.guidance.models import TABLES, Inspection, Record
from supervision.guidance.operations.following import follow
from supervision.guidance.operations.within import (
    changing,
    label_of,
    note_change,
    put,
    values_of,
)
from supervision.guidance.policy import demand_entering
from supervision.guidance.queries.counted import open_breaches
from supervision.guidance.queries.registers import made_before
from supervision.guidance.rules import inspections, proposals
from supervision.guidance.rules.shape import (
    Register,
    Step,
    Values,
    as_kept,
    follows_problems,
    step_problems,
)
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import above
from supervision.responses.operations import rename_subject


def enter(
    session: Session,
    actor: Actor,
    register: Register,
    values: Values,
    *,
    office_id: int | None = None,
    idempotency_key: uuid.UUID,
    law: Lawbook,
    today: date,
) -> Record:
    """Enter a record in a register of the own office, or about an office below where it asks one.

    The same key a second time gives the first record. Raises Forbidden; Refused with every problem
    at its field.
    """
    about, author = demand_entering(actor, register, office_id)
    first = made_before(session, register, author, idempotency_key)
    if first is not None:
        return first
    step = register.enter
    kept = as_kept(step.fields, values)
    problems = list(step_problems(step, step.fields, kept, {}, today))
    refuse([*problems, *_more_problems(session, register, kept, about)])
    found = TABLES[register.kind](
        office_id=about,
        author_office_id=author,
        state=step.to,
        recorded_on=today,
        recorded_by=actor.name,
        idempotency_key=idempotency_key,
        **{name: each.blank for name, each in register.fields.items()},
    )
    put(register, found, kept)
    session.add(found)
    note_change(session, actor, register, found, "enter", kept)
    follow(session, actor, register, found, law=law, today=today)
    return found


def take_step(
    session: Session,
    actor: Actor,
    register: Register,
    record_id: int,
    step: Step,
    values: Values,
    *,
    version: int | None,
    law: Lawbook,
    today: date,
) -> Record:
    """Take a record one step further.

    Raises NotFound, Forbidden, Stale; Refused for a step that does not follow, and with every
    problem at its field.
    """
    found = changing(session, actor, register, record_id, version)
    refuse(follows_problems(step, found.state))
    kept, before = as_kept(step.fields, values), values_of(register, found)
    problems = list(step_problems(step, step.fields, kept, before, today))
    refuse([*problems, *_left_open(session, register, found, step)])
    blanks = {name: register.fields[name].blank for name in step.clears}
    found.state = step.to
    put(register, found, {**kept, **blanks})
    gone = {name: before[name] for name in step.clears if before[name]}
    note_change(session, actor, register, found, step.name, kept, gone or None)
    follow(session, actor, register, found, law=law, today=today)
    return found


def correct(
    session: Session,
    actor: Actor,
    register: Register,
    record_id: int,
    values: Values,
    *,
    note: str,
    version: int | None,
    law: Lawbook,
    today: date,
) -> Record:
    """Correct what a record says, with a note why; what stood before is kept in its history.

    Raises NotFound, Forbidden, Stale, Refused.
    """
    found = changing(session, actor, register, record_id, version)
    fields = register.answered(found.state)
    kept, before, note = as_kept(fields, values), values_of(register, found), written(note)
    problems = [] if fields else [Problem("This record is history: it is corrected no more.")]
    problems += step_problems(register.enter, fields, kept, before, today)
    problems += _more_problems(session, register, kept, found.office_id)
    if not note:
        problems.append(Problem("Say why the record is corrected.", "note"))
    problems += length_problems(note, "note", LONGEST_NOTE)
    refuse(problems)
    put(register, found, kept)
    changed = {name: value for name, value in kept.items() if value != before[name]}
    was = {name: before[name] for name in changed}
    note_change(session, actor, register, found, "correct", {**changed, "note": note}, was)
    if isinstance(found, Inspection):
        rename_subject(session, (register.kind, found.id), label_of(found))
    follow(session, actor, register, found, law=law, today=today)
    return found


def _more_problems(
    session: Session, register: Register, values: Values, office_id: int
) -> Iterator[Problem]:
    """What stands against a record beside its own words."""
    if register.kind == proposals.KIND:
        is_gpo = above(session, office_id).gpo == office_id
        yield from proposals.assignment_problems(values, given_to_gpo=is_gpo)


def _left_open(
    session: Session, register: Register, found: Record, step: Step
) -> Iterator[Problem]:
    """A breach that keeps an inspection from being closed."""
    closes = register.kind == inspections.KIND and step.name == inspections.CLOSE.name
    if closes and open_breaches(session, [found.id]):
        yield Problem("Record first that every breach found is removed.")
