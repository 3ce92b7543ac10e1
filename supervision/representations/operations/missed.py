"""Missed terms: found by the house itself or by hand, examined, decided on (`2015 ¶17`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from itertools import groupby

from sqlalchemy.orm import Session

from supervision.cases.operations.within import demand_version
from supervision.cases.queries.cases import hold_case
from supervision.cases.queries.whole import wholes_of
from supervision.cases.rules import KIND as CASE
from supervision.cases.rules.acts import CheckResult
from supervision.core.access import Actor
from supervision.core.errors import Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.law.lawbook import Lawbook
from supervision.law.windows import ProtestWindow, WindowState
from supervision.protests.operations.within import acting_name
from supervision.protests.queries.matters import Matter, MatterAct, matter_of, of_case
from supervision.protests.queries.protests import terms_of
from supervision.protests.queries.windows import window_of
from supervision.representations.facts import missed_events
from supervision.representations.models import MissedWindow
from supervision.representations.operations.within import note, tell_matter
from supervision.representations.policy import demand_examine
from supervision.representations.queries.missed import (
    Candidate,
    Missed,
    candidates,
    get,
    is_protested,
    missed_of,
    record_of,
)
from supervision.representations.queries.representations import leaders_of
from supervision.representations.rules import (
    BY_HAND,
    MISSED_KIND,
    DecisionEntry,
    FindingsEntry,
    MissedState,
    ShownBy,
    ShownEntry,
    decision_problems,
    findings_problems,
    is_missed,
    shown_problems,
)

TOGETHER = 100


def open_missed_windows(
    session: Session, actor: Actor, *, law: Lawbook, today: date, case_id: int | None = None
) -> int:
    """Open a record for every unlawful act whose window closed without a protest, and lift those
    that no longer stand (`2015 ¶17`); of one case when `case_id` is given. Returns how many changed.

    Running it twice changes nothing the second time.
    """
    changed = 0
    asked = candidates(session, case_id)
    by_case = [(number, list(of)) for number, of in groupby(asked, lambda each: each.case_id)]
    for start in range(0, len(by_case), TOGETHER):
        batch = by_case[start : start + TOGETHER]
        wholes = wholes_of(session, [number for number, _of in batch])
        matters = {whole.case.id: of_case(whole) for whole in wholes}
        for number, of in batch:
            if number in matters:
                changed += _settle(session, actor, matters[number], of, law=law, today=today)
    return changed


def _settle(
    session: Session,
    actor: Actor,
    matter: Matter,
    asked: Sequence[Candidate],
    *,
    law: Lawbook,
    today: date,
) -> int:
    """Bring the records of one case in step with what is recorded of its acts."""
    changed = 0
    terms = terms_of(session, CASE, matter.id)
    for each in asked:
        act = matter.act(each.act_id)
        window = window_of(matter, act, terms, law)
        if window is None:
            continue
        record = record_of(session, act.id)
        by_hand = record is not None and record.shown_by in BY_HAND
        wanted = is_missed(
            record.state if record is not None else None,
            unlawful=by_hand or CheckResult.UNLAWFUL in (each.check_result, each.oblast_result),
            closed=window.state(today) is WindowState.CLOSED,
            protested=each.protested,
        )
        if wanted is None or (record is not None and record.state == wanted):
            continue
        if record is None:
            oblast = each.check_result != CheckResult.UNLAWFUL
            shown = ShownBy.OBLAST_CHECK if oblast else ShownBy.ACT_CHECK
            record = _opened(session, actor, matter, act, window, ShownEntry(shown.value), today)
        else:
            record.state = wanted.value
            verb = "lift_missed" if wanted is MissedState.LIFTED else "reopen_missed"
            subject = (MISSED_KIND, record.id)
            note(session, subject, record.office_id, verb, {"state": wanted}, actor=actor)
        _follow(session, actor, record, law=law, today=today)
        changed += 1
    return changed


def record_missed(
    session: Session,
    actor: Actor,
    case_id: int,
    act_id: int,
    entry: ShownEntry,
    *,
    law: Lawbook,
    today: date,
) -> MissedWindow:
    """Record by hand that an act was shown to be unlawful after its window closed (`2015 ¶17`).

    A second record of the same act gives the first. Raises NotFound, Forbidden; Refused while the
    window is open or where a protest was brought.
    """
    hold_case(session, case_id)
    matter = matter_of(session, CASE, case_id)
    demand_examine(actor, matter.line)
    act = matter.act(act_id)
    first = record_of(session, act.id)
    if first is not None and first.state != MissedState.LIFTED:
        return first
    entry = replace(entry, note=written(entry.note))
    window = window_of(matter, act, terms_of(session, CASE, case_id), law)
    if window is None or window.state(today) is not WindowState.CLOSED:
        raise Refused("The window of this act has not closed.")
    if is_protested(session, act.id):
        raise Refused("A protest was brought against this act in time.")
    refuse(shown_problems(entry))
    if first is None:
        first = _opened(session, actor, matter, act, window, entry, today)
    else:
        first.state, first.found_on = MissedState.OPEN.value, today
        first.shown_by, first.shown_note = entry.shown_by, entry.note
        subject = (MISSED_KIND, first.id)
        note(session, subject, first.office_id, "reopen_missed", asdict(entry), actor=actor)
    _follow(session, actor, first, law=law, today=today)
    return first


def _opened(
    session: Session,
    actor: Actor,
    matter: Matter,
    act: MatterAct,
    window: ProtestWindow,
    entry: ShownEntry,
    today: date,
) -> MissedWindow:
    made = MissedWindow(
        case_id=matter.id,
        office_id=matter.office.id,
        act_id=act.id,
        state=MissedState.OPEN.value,
        found_on=today,
        found_by=acting_name(actor) if entry.shown_by in BY_HAND else "",
        shown_by=entry.shown_by,
        shown_note=entry.note,
        window_ends_on=window.last_day,
        cause_note="",
        employees="",
    )
    session.add(made)
    session.flush()
    after = {"act_id": act.id, "window_ends_on": window.last_day, **asdict(entry)}
    note(session, (MISSED_KIND, made.id), made.office_id, "open_missed", after, actor=actor)
    return made


def examine(
    session: Session,
    actor: Actor,
    missed_id: int,
    entry: FindingsEntry,
    *,
    version: int | None = None,
    today: date,  # noqa: ARG001 — every verb of a missed term is asked alike
) -> MissedWindow:
    """Keep what the examination found so far: cause, stage, the employees concerned.

    Raises NotFound, Forbidden, Stale, Refused.
    """
    found = _held(session, actor, missed_id, version)
    record = found.record
    entry = replace(entry, cause_note=written(entry.cause_note), employees=written(entry.employees))
    refuse(findings_problems(entry))
    after = {**asdict(entry), "cause": entry.cause or None, "stage": entry.stage or None}
    before = {name: getattr(record, name) for name in after}
    for name, value in after.items():
        setattr(record, name, value)
    subject = (MISSED_KIND, record.id)
    note(session, subject, record.office_id, "examine_missed", after, before, actor=actor)
    return record


def decide(
    session: Session,
    actor: Actor,
    missed_id: int,
    entry: DecisionEntry,
    *,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> MissedWindow:
    """Record the decision on responsibility; its duty closes (`2015 ¶17`).

    Refused without a cause and a stage. Raises NotFound, Forbidden, Stale, Refused.
    """
    found = _held(session, actor, missed_id, version)
    record = found.record
    leaders = {person.id: person for person in leaders_of(session, actor.office_id or 0)}
    entry = replace(entry, note=written(entry.note))
    examined = record.cause is not None and record.stage is not None
    refuse(
        decision_problems(
            entry, examined=examined, found_on=record.found_on, leaders=leaders, today=today
        )
    )
    record.state, record.decision = MissedState.DECIDED.value, entry.decision
    record.decision_note, record.decided_on = entry.note, entry.decided_on
    record.decided_by_id = entry.decided_by_id
    record.decided_by = f"{leaders[entry.decided_by_id or 0].full_name}, {actor.office_name}"
    subject = (MISSED_KIND, record.id)
    note(session, subject, record.office_id, "decide_missed", asdict(entry), actor=actor)
    _follow(session, actor, record, law=law, today=today)
    return record


def _held(session: Session, actor: Actor, missed_id: int, version: int | None) -> Missed:
    """An open record, its case held; refuses whoever does not stand above the case."""
    hold_case(session, get(session, missed_id).case_id)
    found = missed_of(session, missed_id)
    demand_examine(actor, found.matter.line)
    demand_version(found.record.version, version)
    demand_open(found.record)
    return found


def demand_open(record: MissedWindow) -> None:
    """Refuse a step after the decision, or once the record was lifted."""
    if record.state == MissedState.DECIDED:
        raise Refused("The decision on this missed term is recorded already.")
    if record.state == MissedState.LIFTED:
        raise Refused("This term was not missed after all: the record is lifted.")


def _follow(
    session: Session, actor: Actor, record: MissedWindow, *, law: Lawbook, today: date
) -> None:
    """Tell the case what is recorded; its duties follow."""
    session.flush()
    source = (MISSED_KIND, record.id)
    place = (CASE, record.case_id)
    tell_matter(session, actor, place, source, missed_events(record), law=law, today=today)
