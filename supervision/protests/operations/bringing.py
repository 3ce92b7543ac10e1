"""Bringing a protest within its window, and the ruling that restores a missed term (`2015 ¶13`)."""

from __future__ import annotations

import uuid
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.cases.operations import tell
from supervision.cases.queries.cases import hold_case
from supervision.cases.rules import KIND as CASE
from supervision.core.access import Actor
from supervision.core.errors import Forbidden, Problem, Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.law.lawbook import Lawbook
from supervision.law.protests import ProtestKind
from supervision.law.windows import ProtestWindow, WindowState
from supervision.offices.models import Office, UserAccount
from supervision.protests.facts import term_events
from supervision.protests.models import Protest, RestoredTerm
from supervision.protests.operations.within import (
    act_asked,
    acting_name,
    demand_state,
    follow,
    held,
    note,
)
from supervision.protests.policy import demand_draft, demand_work
from supervision.protests.queries.matters import Matter, MatterAct, matter_of
from supervision.protests.queries.protests import (
    place_of,
    protests_of,
    term_made_before,
    terms_of,
)
from supervision.protests.queries.windows import right_of, window_of
from supervision.protests.rules import (
    TERM_KIND,
    BringEntry,
    DraftEntry,
    ProtestState,
    RestoredEntry,
    bring_problems,
    restored_problems,
)

NO_WINDOW = ProtestWindow(None)


def bring(
    session: Session,
    actor: Actor,
    protest_id: int,
    entry: BringEntry,
    *,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> Protest:
    """Record that the protest was brought: by whom, on which day, under which number (`2015 ¶13`).

    Refused outside the window, a restored term counted in; a protest brought in time is recorded
    later with its real day and the reason. Raises NotFound, Forbidden, Stale, Refused.
    """
    found = held(session, protest_id, version)
    protest = found.protest
    demand_work(actor, protest, found.line)
    demand_state(protest, ProtestState.DRAFT)
    entry = replace(entry, number=written(entry.number), late_reason=written(entry.late_reason))
    office = session.get(Office, actor.office_id or 0)
    person = session.get(UserAccount, entry.brought_by_id or 0)
    right = None
    if office is not None and person is not None and person.office_id == office.id:
        right = right_of(person, found.matter, office, protest.kind)
    terms = terms_of(session, *place_of(protest))
    window = window_of(found.matter, found.act, terms, law) or NO_WINDOW
    asked = act_asked(found.matter, found.act)
    has_right = right is not None
    problems = list(
        bring_problems(drafted(protest), entry, asked, window, has_right=has_right, today=today)
    )
    problems += _standing_problems(session, protest)
    refuse(problems)
    if right is None or person is None or office is None:
        raise Forbidden("This prosecutor has no right to bring such a protest.")
    protest.state, protest.author_office_id = ProtestState.BROUGHT.value, office.id
    protest.number, protest.brought_on, protest.recorded_on = entry.number, entry.brought_on, today
    protest.brought_by_id, protest.brought_by = person.id, person.full_name
    protest.capacity = right.code
    if protest.kind == ProtestKind.APPELLATE:
        protest.window_opens_on, protest.window_ends_on = window.opens_on, window.last_day
        over = window.state(today) is WindowState.CLOSED
        protest.late_reason = entry.late_reason if over else None
    after = {**asdict(entry), "capacity": right.code, "window_ends_on": protest.window_ends_on}
    note(session, protest, "bring", after, actor=actor)
    tell_term(session, actor, found.matter, found.act, window, law=law, today=today)
    follow(session, protest.id, actor=actor, law=law, today=today)
    return protest


def restore_term(
    session: Session,
    actor: Actor,
    case_id: int,
    act_id: int,
    entry: RestoredEntry,
    *,
    idempotency_key: uuid.UUID,
    law: Lawbook,
    today: date,
) -> RestoredTerm:
    """Record the court's ruling that restored the term for protesting an act (`2015 ¶13`).

    The same key a second time gives the first record. Raises NotFound, Forbidden, Refused.
    """
    hold_case(session, case_id)
    matter = matter_of(session, CASE, case_id)
    demand_draft(actor, matter.office.id)
    first = term_made_before(session, act_id, idempotency_key)
    if first is not None:
        return first
    act = matter.act(act_id)
    window = window_of(matter, act, terms_of(session, CASE, case_id), law)
    if window is None:
        raise Refused("An act of a reviewing court is protested in cassation.")
    entry = replace(entry, ruling_number=written(entry.ruling_number))
    refuse(restored_problems(entry, window, today))
    term = RestoredTerm(
        case_id=case_id,
        office_id=matter.office.id,
        act_id=act.id,
        recorded_by=acting_name(actor),
        recorded_on=today,
        idempotency_key=idempotency_key,
        **asdict(entry),
    )
    session.add(term)
    record(
        session,
        actor,
        action="protests.restore_term",
        subject=(CASE, case_id),
        office_id=matter.office.id,
        after={"act_id": act.id, **asdict(entry)},
    )
    tell_term(session, actor, matter, act, window, law=law, today=today)
    return term


def tell_term(
    session: Session,
    actor: Actor,
    matter: Matter,
    act: MatterAct,
    window: ProtestWindow,
    *,
    law: Lawbook,
    today: date,
) -> None:
    """Tell the case the restored term of an act, as far as anything is left to be done within it."""
    session.flush()
    terms = [each for each in terms_of(session, matter.kind, matter.id) if each.act_id == act.id]
    if not terms:
        return
    every = protests_of(session, matter.kind, matter.id)
    protests = [each for each in every if each.act_id == act.id]
    events = term_events(terms, protests, window.closes_on)
    source = (TERM_KIND, act.id)
    tell(session, actor, matter.id, source=source, events=events, law=law, today=today)


def _standing_problems(session: Session, protest: Protest) -> list[Problem]:
    """An office does not protest an act a second time while its first protest waits."""
    others: list[Any] = [
        each
        for each in protests_of(session, *place_of(protest))
        if each.id != protest.id
        and (each.against_id, each.kind) == (protest.against_id, protest.kind)
        and each.author_office_id == protest.author_office_id
        and each.state == ProtestState.BROUGHT
    ]
    waits = Problem("Another protest of your office against this act awaits its outcome.")
    return [waits] if others else []


def drafted(protest: Protest) -> DraftEntry:
    """The draft as the rules ask of it."""
    return DraftEntry(
        protest.kind,
        protest.part,
        tuple(protest.grounds),
        protest.own_grounds,
        protest.demand,
    )
