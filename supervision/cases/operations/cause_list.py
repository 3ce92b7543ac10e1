"""A day's cause list of a court recorded at once: hearings set, new cases registered (`2015 ¶4, ¶6`)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, CaseHearing
from supervision.cases.operations.hearings import set_hearing
from supervision.cases.operations.registration import register_case
from supervision.cases.operations.within import following_together
from supervision.cases.policy import demand_registration
from supervision.cases.queries.cases import hold_register, made_before
from supervision.cases.rules.case import OpenedBy
from supervision.cases.rules.cause_list import CauseLine, on_line
from supervision.cases.rules.hearings import HearingEntry
from supervision.core.access import Actor
from supervision.core.errors import Forbidden, Problem, Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.law.lawbook import Lawbook
from supervision.law.participation import Instance

MOST_LINES = 60


@dataclass(frozen=True)
class Recorded:
    """What a cause list made: its hearings in the order of the table, and the cases new with it."""

    hearings: Sequence[CaseHearing]
    registered: Sequence[AdminCase]


def record_cause_list(
    session: Session,
    actor: Actor,
    lines: Sequence[CauseLine],
    *,
    court_id: int,
    instance: str,
    idempotency_key: uuid.UUID,
    zone: ZoneInfo,
    law: Lawbook,
    today: date,
) -> Recorded:
    """Set every hearing of the list; a case the office does not know yet is registered first.

    All lines or none. Each line does what the single forms do, with a key of its own out of the
    form's, so that a list sent twice makes nothing twice. Raises Forbidden; Refused with every
    problem at the line and field it belongs to (`lines-3-number`).
    """
    office_id = demand_registration(actor)
    hold_register(session, office_id)
    if not lines:
        raise Refused("Fill in at least one line.", field="lines-0-number")
    if len(lines) > MOST_LINES:
        raise Refused("A list holds at most %(most)s lines.", most=str(MOST_LINES))
    hearings: list[CaseHearing] = []
    registered: list[AdminCase] = []
    problems: list[Problem] = []
    with following_together(session, law):
        for line in lines:
            key = uuid.uuid5(idempotency_key, str(line.place_in_form))
            try:
                case = _known(session, office_id, court_id, line, key)
                if case is None:
                    case = _registered(
                        session, actor, line, court_id, instance, key=key, law=law, today=today
                    )
                    registered.append(case)
                _refuse_twice(session, case, line, key)
                hearings.append(
                    set_hearing(
                        session,
                        actor,
                        case.id,
                        HearingEntry(
                            instance, court_id, line.starts_at, line.place, line.prosecutor_id
                        ),
                        idempotency_key=key,
                        zone=zone,
                        law=law,
                        today=today,
                    )
                )
            except Forbidden:
                raise
            except Refused as refused:
                problems += on_line(refused.problems, line)
        refuse(_once(problems))
    return Recorded(hearings, registered)


def _once(problems: Sequence[Problem]) -> list[Problem]:
    """The problems without those told already: what is wrong with the court every line says."""
    found: list[Problem] = []
    for problem in problems:
        if problem not in found:
            found.append(problem)
    return found


def _known(
    session: Session, office_id: int, court_id: int, line: CauseLine, key: uuid.UUID
) -> AdminCase | None:
    """The office's case with this number; that of the chosen court where several courts have one.

    Refused where it cannot be told which is meant, or where the line names another offender.
    """
    made: AdminCase | None = made_before(session, AdminCase, key)
    if made is not None:
        return made
    statement = select(AdminCase).where(
        AdminCase.number == written(line.number), AdminCase.office_id == office_id
    )
    found = list(session.scalars(statement.order_by(AdminCase.id)))
    of_court = [case for case in found if case.court_id == court_id]
    known = of_court or found
    if len(known) > 1:
        raise Refused(
            "Several cases have this number: set the hearing on the page of the right one.",
            field="number",
        )
    if not known:
        return None
    typed = written(line.offender_name)
    if typed and typed.casefold() != known[0].offender_name.casefold():
        raise Refused(
            "The case with this number is about another offender: %(name)s.",
            field="offender_name",
            name=known[0].offender_name,
        )
    return known[0]


def _registered(
    session: Session,
    actor: Actor,
    line: CauseLine,
    court_id: int,
    instance: str,
    *,
    key: uuid.UUID,
    law: Lawbook,
    today: date,
) -> AdminCase:
    """The line's case registered, given to the prosecutor of its hearing."""
    if instance != Instance.FIRST:
        raise Refused(
            "Your office has no case with this number: register it first, with its court.",
            field="number",
        )
    own = actor.office_id if line.opened_by == OpenedBy.PROSECUTORS_OFFICE else None
    return register_case(
        session,
        actor,
        line.case_entry(court_id, own),
        idempotency_key=key,
        assignee_id=line.prosecutor_id,
        law=law,
        today=today,
    )


def _refuse_twice(session: Session, case: AdminCase, line: CauseLine, key: uuid.UUID) -> None:
    """A hearing of this case at this very moment that another form has recorded already."""
    statement = select(CaseHearing.id).where(
        CaseHearing.case_id == case.id,
        CaseHearing.starts_at == line.starts_at,
        CaseHearing.idempotency_key != key,
    )
    if session.scalars(statement).first() is not None:
        raise Refused("This hearing is recorded already.", field="held_at")
