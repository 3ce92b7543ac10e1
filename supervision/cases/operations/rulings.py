"""Private rulings: grounds found, moved for, decided by the court, answered (`2015 ¶4, ¶12, ¶24`)."""

from __future__ import annotations

import uuid
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, PrivateRuling
from supervision.cases.operations.within import changing, demand_version, follow, note_change
from supervision.cases.queries.cases import made_before
from supervision.cases.queries.rulings import parts_of, ruling_of
from supervision.cases.rules import KIND
from supervision.cases.rules import rulings as rules
from supervision.cases.rules.rulings import (
    AnswerEntry,
    Compliance,
    DecisionEntry,
    Motion,
    Origin,
    RulingEntry,
    RulingResult,
)
from supervision.core.access import Actor
from supervision.core.errors import Problem, Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.law.lawbook import Lawbook
from supervision.responses import operations as responses
from supervision.responses.queries import get as get_breach


def record_ruling(
    session: Session,
    actor: Actor,
    case_id: int,
    entry: RulingEntry,
    motion: Motion | None = None,
    *,
    idempotency_key: uuid.UUID,
    law: Lawbook,
    today: date,
) -> PrivateRuling:
    """Record grounds for a private ruling, moved for at once or not (`2015 ¶12`).

    Grounds the prosecutor found open the duty to move; a ruling the court issued unasked is
    recorded with the court as its origin. The same key a second time gives the first row. Raises
    NotFound, Forbidden; Refused with every problem at its field.
    """
    case = changing(session, case_id, actor=actor)
    first: PrivateRuling | None = made_before(session, PrivateRuling, idempotency_key)
    if first is not None:
        return first
    entry, motion = rules.entry_as_kept(entry), _kept(motion)
    problems = _entry_problems(session, case, entry, today)
    if motion is not None:
        if entry.origin == Origin.COURT:
            problems.append(Problem("Grounds only the court saw were not moved for.", "moved_on"))
        received_on = case.received_by_court_on
        problems += rules.motion_problems(motion, entry.found_on, received_on, None, today)
    refuse(problems)
    ruling = PrivateRuling(
        case_id=case.id,
        office_id=case.office_id,
        recorded_on=today,
        number="",
        addressee="",
        content="",
        refusal_reason="",
        measures="",
        idempotency_key=idempotency_key,
        **asdict(entry),
        **(asdict(motion) if motion is not None else {"proof_document": ""}),
    )
    session.add(ruling)
    session.flush()
    told = {"ruling_id": ruling.id, **asdict(entry), **(asdict(motion) if motion else {})}
    note_change(session, case, "record_ruling", told, actor=actor)
    follow(session, case.id, actor=actor, law=law, today=today)
    return ruling


def change_ruling(
    session: Session,
    actor: Actor,
    case_id: int,
    ruling_id: int,
    entry: RulingEntry,
    *,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> PrivateRuling:
    """Correct the grounds of a ruling until the court decided. Raises Stale, Refused."""
    case, ruling = _changing(session, actor, case_id, ruling_id, version)
    _demand_undecided(ruling)
    entry = rules.entry_as_kept(entry)
    problems = _entry_problems(session, case, entry, today)
    if ruling.moved_on is not None:
        if entry.origin == Origin.COURT:
            problems.append(Problem("This ruling was moved for by the prosecutor.", "origin"))
        if entry.found_on is not None and entry.found_on > ruling.moved_on:
            problems.append(Problem("The grounds cannot be found after the motion.", "found_on"))
    refuse(problems)
    return _changed(
        session, actor, case, ruling, "change_ruling", asdict(entry), law=law, today=today
    )


def move_for_ruling(
    session: Session,
    actor: Actor,
    case_id: int,
    ruling_id: int,
    motion: Motion,
    *,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> PrivateRuling:
    """Record, or correct, the prosecutor's motion with its proof; closes the duty (`¶12, ¶24`).

    Raises NotFound, Forbidden, Stale; Refused without proof, or once the court decided.
    """
    case, ruling = _changing(session, actor, case_id, ruling_id, version)
    _demand_undecided(ruling)
    if ruling.origin == Origin.COURT:
        raise Refused("Grounds only the court saw were not moved for.")
    motion = _kept(motion) or motion
    refuse(rules.motion_problems(motion, ruling.found_on, case.received_by_court_on, None, today))
    return _changed(
        session, actor, case, ruling, "move_for_ruling", asdict(motion), law=law, today=today
    )


def record_ruling_decision(
    session: Session,
    actor: Actor,
    case_id: int,
    ruling_id: int,
    entry: DecisionEntry,
    *,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> PrivateRuling:
    """Record, or correct, what the court did: issued the ruling, or refused the motion.

    Raises NotFound, Forbidden, Stale; Refused once the addressee answered.
    """
    case, ruling = _changing(session, actor, case_id, ruling_id, version)
    if ruling.answered_on is not None:
        raise Refused("The addressee answered already: the ruling stays as it is.")
    entry = rules.decision_as_kept(entry)
    refuse(rules.decision_problems(entry, ruling.moved_on, case.received_by_court_on, today))
    return _changed(
        session, actor, case, ruling, "record_ruling_decision", asdict(entry), law=law, today=today
    )


def record_ruling_answer(
    session: Session,
    actor: Actor,
    case_id: int,
    ruling_id: int,
    entry: AnswerEntry,
    *,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> PrivateRuling:
    """Record the addressee's answer; compliance removes the broken term the ruling answers.

    Raises NotFound, Forbidden, Stale; Refused for a ruling that was not issued.
    """
    case, ruling = _changing(session, actor, case_id, ruling_id, version)
    if ruling.result != RulingResult.ISSUED or ruling.decided_on is None:
        raise Refused("Only a ruling the court issued is answered.")
    if ruling.answered_on is not None:
        raise Refused("The answer to this ruling is recorded already.")
    entry = replace(entry, measures=written(entry.measures))
    refuse(rules.answer_problems(entry, ruling.decided_on, today))
    _remove(session, actor, case, ruling, entry, today)
    return _changed(
        session, actor, case, ruling, "record_ruling_answer", asdict(entry), law=law, today=today
    )


def _changing(
    session: Session, actor: Actor, case_id: int, ruling_id: int, version: int | None
) -> tuple[AdminCase, PrivateRuling]:
    case = changing(session, case_id, actor=actor)
    ruling = ruling_of(session, case.id, ruling_id)
    demand_version(ruling.version, version)
    return case, ruling


def _changed(
    session: Session,
    actor: Actor,
    case: AdminCase,
    ruling: PrivateRuling,
    verb: str,
    values: dict[str, Any],
    *,
    law: Lawbook,
    today: date,
) -> PrivateRuling:
    """Put the values into the row, tell them, and let the law follow."""
    before = {name: getattr(ruling, name) for name in values}
    for name, value in values.items():
        setattr(ruling, name, value)
    note_change(session, case, verb, {"ruling_id": ruling.id, **values}, before, actor=actor)
    follow(session, case.id, actor=actor, law=law, today=today)
    return ruling


def _demand_undecided(ruling: PrivateRuling) -> None:
    if ruling.result is not None:
        raise Refused("The court decided already: its grounds and the motion stay as they are.")


def _kept(motion: Motion | None) -> Motion | None:
    if motion is None:
        return None
    return replace(motion, proof_document=written(motion.proof_document))


def _entry_problems(
    session: Session, case: AdminCase, entry: RulingEntry, today: date
) -> list[Problem]:
    problems = list(rules.ruling_problems(entry, parts_of(session, case), today))
    if entry.breach_id is not None and entry.found_on is not None and not problems:
        breach = get_breach(session, KIND, case.id, entry.breach_id)
        if entry.found_on < breach.found_on:
            problems.append(
                Problem("The grounds cannot be found before the broken term itself.", "found_on")
            )
    return problems


def _remove(
    session: Session,
    actor: Actor,
    case: AdminCase,
    ruling: PrivateRuling,
    entry: AnswerEntry,
    today: date,
) -> None:
    """A ruling complied with has removed the broken term it answers (`2015 ¶4`)."""
    if entry.answer != Compliance.COMPLIED or ruling.breach_id is None:
        return
    breach = get_breach(session, KIND, case.id, ruling.breach_id)
    if breach.is_open:
        responses.remove_breach(
            session,
            actor,
            breach,
            removed_on=entry.answered_on,
            note=entry.measures,
            today=today,
        )
