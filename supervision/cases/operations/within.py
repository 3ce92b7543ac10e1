"""What every verb of a case does around its change: hold, guard, note, follow.

Belongs here: steps shared by the verbs of this room. Does not belong here: a verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.cases.facts import facts_of
from supervision.cases.models import AdminCase, CaseCategory
from supervision.cases.policy import demand_change
from supervision.cases.queries.cases import get, get_for_change
from supervision.cases.queries.findings import grounds_of
from supervision.cases.queries.whole import Whole, whole_of
from supervision.cases.rules import KIND
from supervision.core.access import Actor
from supervision.core.errors import NotFound, Problem, Stale
from supervision.duties.sync import sync
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import colleagues


def changing(
    session: Session, case_id: int, version: int | None = None, *, actor: Actor
) -> AdminCase:
    """The case, held for change.

    Refuses another office (NotFound, Forbidden) and another version (Stale).
    """
    case = get_for_change(session, case_id)
    if case is None:
        demand_change(actor, get(session, case_id))
        raise NotFound
    demand_change(actor, case)
    demand_version(case.version, version)
    return case


def demand_version(found: int, expected: int | None) -> None:
    """Refuse (Stale) a change of something that somebody else changed meanwhile."""
    if expected is not None and expected != found:
        raise Stale(found, expected)


def colleague_problems(
    session: Session, office_id: int, person_id: int | None, field: str
) -> Iterator[Problem]:
    """Only somebody of the case's own office who records cases may be given it."""
    if person_id is not None and person_id not in colleague_names(session, office_id):
        yield Problem("Choose a colleague of your own office.", field)


def colleague_names(session: Session, office_id: int) -> dict[int, str]:
    """The names of those of an office who record cases."""
    return {person.id: person.full_name for person in colleagues(session, office_id)}


def note_change(
    session: Session,
    case: AdminCase,
    verb: str,
    after: Mapping[str, Any],
    before: Mapping[str, Any] | None = None,
    *,
    actor: Actor,
) -> None:
    """Leave the audit row of one verb."""
    record(
        session,
        actor,
        action=f"cases.{verb}",
        subject=(KIND, case.id),
        office_id=case.office_id,
        before=before,
        after=after,
    )


def follow(session: Session, case_id: int, *, actor: Actor, law: Lawbook, today: date) -> Whole:
    """Let the law follow the case as it now stands, and the categories lists filter by."""
    session.flush()
    whole = whole_of(session, case_id)
    _keep_categories(session, whole)
    subject, facts = facts_of(whole)
    sync(session, actor, subject, facts, law=law, today=today)
    return whole


def _keep_categories(session: Session, whole: Whole) -> None:
    case_id = whole.case.id
    wanted = grounds_of(whole).codes
    kept = set(session.scalars(select(CaseCategory.code).where(CaseCategory.case_id == case_id)))
    if kept - wanted:
        session.execute(
            delete(CaseCategory).where(
                CaseCategory.case_id == case_id, CaseCategory.code.in_(kept - wanted)
            )
        )
    if wanted - kept:
        session.execute(
            insert(CaseCategory),
            [
                {"case_id": case_id, "code": code, "office_id": whole.case.office_id}
                for code in sorted(wanted - kept)
            ],
        )
