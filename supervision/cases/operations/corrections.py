"""Correcting a court act, and opening a wrongly recorded check again, each with its reason.

Belongs here: what may still be corrected and its trace. Does not belong here: what becomes of the
duties, which follow the facts (`duties.sync`): a closed one keeps its verdict unless the very fact
that opened or closed it was corrected.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, CourtAct
from supervision.cases.operations.within import changing, demand_version, follow, note_change
from supervision.cases.queries.acts import act_of
from supervision.cases.queries.courts import court_of_office
from supervision.cases.queries.whole import Whole, whole_of
from supervision.cases.rules import KIND
from supervision.cases.rules.acts import (
    ActEntry,
    ReviewedAct,
    act_problems,
    reviewing_problems,
)
from supervision.cases.rules.grounds import reason_problems
from supervision.core.access import Actor
from supervision.core.errors import NotFound, Problem, Refused
from supervision.core.problems import refuse
from supervision.core.removing import BUILT_UPON, remove
from supervision.core.texts import written
from supervision.duties.queries import decided_by_hand
from supervision.law.lawbook import Lawbook

# What the check of an act was a check of: changing it changes what was checked.
_CHECKED = ("instance", "kind", "made_on", "is_arrest", "copy_on", "in_force_on", "reviews_id")
_APPROVED = "approved"


def correct_act(
    session: Session,
    actor: Actor,
    case_id: int,
    act_id: int,
    entry: ActEntry,
    *,
    reason: str,
    version: int | None,
    law: Lawbook,
    today: date,
) -> CourtAct:
    """Correct what is recorded of a court act; its duties follow, the reason stays in the audit.

    Raises NotFound, Forbidden, Stale; Refused once the act is filed, protested or concluded on, for
    the kind or the days of a checked act, and for whatever `record_act` refuses.
    """
    case = changing(session, case_id, actor=actor)
    act = _act(session, case, act_id, version)
    whole = whole_of(session, case.id)
    _demand_open(whole, act)
    reason = written(reason)
    entry = replace(
        entry, part=written(entry.part), termination_ground=written(entry.termination_ground)
    )
    court = court_of_office(session, case.office_id, entry.court_id)
    refuse(
        [
            *act_problems(
                entry,
                court.instance if court is not None else None,
                case.complaint,
                _reviewed(whole, entry.reviews_id),
                today,
            ),
            *_chain_problems(whole, act, entry),
            *reason_problems(reason),
        ]
    )
    before = {name: getattr(act, name) for name in asdict(entry)}
    if act.is_checked and any(before[name] != getattr(entry, name) for name in _CHECKED):
        raise Refused(
            "The act is checked: open the check again before its kind or its days are corrected."
        )
    for name, value in asdict(entry).items():
        setattr(act, name, value)
    after = {"act_id": act.id, "reason": reason, **asdict(entry)}
    note_change(session, case, "correct_act", after, before, actor=actor)
    follow(session, case.id, actor=actor, law=law, today=today)
    return act


def reopen_check(
    session: Session,
    actor: Actor,
    case_id: int,
    act_id: int,
    *,
    reason: str,
    version: int | None,
    law: Lawbook,
    today: date,
) -> CourtAct:
    """Take a wrongly recorded check of an act back; the duties it closed are open again (`¶16`).

    The result that was recorded stays in the audit with the reason. Raises NotFound, Forbidden,
    Stale; Refused where there is no check, or the act is filed, protested or concluded on.
    """
    case = changing(session, case_id, actor=actor)
    act = _act(session, case, act_id, version)
    if not act.is_checked:
        raise Refused("The act has no check to open again.")
    _demand_open(whole_of(session, case.id), act)
    reason = written(reason)
    refuse(reason_problems(reason))
    names = ("check_result", "checked_on", "check_note", "late_cause", "late_unit", "late_note")
    before: dict[str, Any] = {name: getattr(act, name) for name in names}
    act.check_result, act.checked_on, act.check_note = None, None, ""
    act.late_cause = act.late_unit = act.late_note = None
    after = {"act_id": act.id, "reason": reason}
    note_change(session, case, "reopen_check", after, before, actor=actor)
    follow(session, case.id, actor=actor, law=law, today=today)
    return act


def take_back_act(
    session: Session, actor: Actor, case_id: int, act_id: int, *, law: Lawbook, today: date
) -> None:
    """Take an act of a sheet away, and drop the duties it opened; the audit keeps what it was.

    Raises NotFound, Forbidden; Refused once the act is checked, filed, reviewed, protested or
    concluded on, or anything was decided on its duties.
    """
    case = changing(session, case_id, actor=actor)
    act = _act(session, case, act_id, None)
    _demand_open(whole_of(session, case.id), act)
    if decided_by_hand(session, KIND, case.id, f"act-{act.id}"):
        raise Refused(BUILT_UPON)
    names = ("instance", "court_id", "kind", "made_on", "copy_on", "in_force_on")
    before: dict[str, Any] = {"act_id": act.id, **{name: getattr(act, name) for name in names}}
    note_change(session, case, "take_back_act", {}, before, actor=actor)
    remove(session, act)
    follow(session, case.id, actor=actor, law=law, today=today)


def _act(session: Session, case: AdminCase, act_id: int, version: int | None) -> CourtAct:
    act = act_of(session, case.id, act_id)
    if act is None:
        raise NotFound
    demand_version(act.version, version)
    return act


def _demand_open(whole: Whole, act: CourtAct) -> None:
    """Refuse what would change an act on which others have built: filed, protested, concluded."""
    if any(each.act_id == act.id for each in whole.filings):
        raise Refused("This act is filed in the nomenclature already: it is corrected no more.")
    if any(each.key == f"act-{act.id}" for each in whole.told):
        raise Refused("A protest or a petition names this act already: it is corrected no more.")
    if any(each.act_id == act.id and each.state == _APPROVED for each in whole.conclusions):
        raise Refused("The conclusion on this act is approved already: it is corrected no more.")


def _reviewed(whole: Whole, act_id: int | None) -> ReviewedAct | None:
    for each in whole.acts:
        if each.id == act_id:
            return ReviewedAct(each.instance, each.made_on)
    return None


def _chain_problems(whole: Whole, act: CourtAct, entry: ActEntry) -> Iterator[Problem]:
    """The acts that review this one must still be able to; none may come to review itself."""
    above = {act.id}
    for _step in whole.acts:  # each round reaches one act further up the chain
        above |= {each.id for each in whole.acts if each.reviews_id in above}
    if entry.reviews_id in above:
        yield Problem("An act cannot review itself or an act that reviews it.", "reviews_id")
    for each in whole.acts:
        if each.reviews_id == act.id:
            yield from reviewing_problems(entry, each.instance, each.kind, each.made_on)
