"""Work done on many cases at once: one transaction, one audit row a case, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase
from supervision.cases.operations.registration import assign_case
from supervision.cases.operations.within import colleague_problems
from supervision.cases.policy import may_change
from supervision.core.access import Actor, Permission
from supervision.core.errors import NotFound, Problem, Refused, Stale
from supervision.core.problems import refuse
from supervision.law.lawbook import Lawbook

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Pick:
    """One case chosen in a list, with the version its reader saw."""

    case_id: int
    version: int


def assign_many(
    session: Session,
    actor: Actor,
    picks: Sequence[Pick],
    *,
    assignee_id: int,
    law: Lawbook,
    today: date,
) -> list[AdminCase]:
    """Give these cases of the own office to one colleague; returns those that changed hands.

    A case the colleague has already is left as it is, so a form sent twice does nothing twice.
    Raises Forbidden; Refused naming each case that is another office's, is not there, or was
    changed since the list was read: then nothing is changed at all.
    """
    actor.demand(Permission.RECORD_CASES)
    if not picks:
        raise Refused("Choose at least one case.", field="pick")
    if len(picks) > MOST_AT_ONCE:
        raise Refused(
            "Choose at most %(most)s cases at once.", field="pick", most=str(MOST_AT_ONCE)
        )
    problems = list(colleague_problems(session, actor.office_id or 0, assignee_id, "assignee_id"))
    given = []
    # in order of id, so that two such operations never wait for each other
    for pick in sorted(set(picks), key=lambda each: each.case_id):
        found = _seen(session, pick.case_id)
        if found is None:
            problems.append(Problem("One of the chosen cases is not there.", "pick"))
        elif not may_change(actor, found):
            problems.append(_against("The case %(number)s is another office's.", found))
        elif found.assignee_id != assignee_id and not problems:
            try:
                given.append(
                    assign_case(
                        session,
                        actor,
                        found.id,
                        assignee_id=assignee_id,
                        version=pick.version,
                        law=law,
                        today=today,
                    )
                )
            except (Stale, NotFound):
                problems.append(_changed(found))
        elif found.assignee_id != assignee_id and found.version != pick.version:
            problems.append(_changed(found))
    refuse(problems)
    return given


def _seen(session: Session, case_id: int) -> AdminCase | None:
    """The case as it stands now, if the scope shows it."""
    statement = select(AdminCase).where(AdminCase.id == case_id)
    return session.scalars(statement.execution_options(populate_existing=True)).first()


def _changed(found: AdminCase) -> Problem:
    return _against("Somebody else changed the case %(number)s after the list was read.", found)


def _against(message: str, found: AdminCase) -> Problem:
    return Problem(message, "pick", {"number": found.number})
