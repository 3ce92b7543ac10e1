"""What every verb of a case does around its change: hold, guard, note, follow.

Belongs here: steps shared by the verbs of this room. Does not belong here: a verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select, tuple_
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.cases.facts import facts_of
from supervision.cases.models import AdminCase, CaseCategory, CaseCompetence
from supervision.cases.policy import demand_change
from supervision.cases.queries.cases import get, get_for_change
from supervision.cases.queries.findings import CaseGrounds, competence_of, grounds_of
from supervision.cases.queries.whole import Whole, whole_of, wholes_of
from supervision.cases.rules import KIND
from supervision.core.access import Actor
from supervision.core.errors import NotFound, Problem, Stale
from supervision.duties.sync import sync
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import colleagues

TOGETHER = 100
_WAITING = "cases.waiting_to_be_followed"


class Waiting(NamedTuple):
    """Whose change of a case the law has not followed yet, and the day of it."""

    actor: Actor
    today: date


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


def follow(session: Session, case_id: int, *, actor: Actor, law: Lawbook, today: date) -> None:
    """Let the law follow the case as it now stands, and what lists filter by.

    Inside `following_together` it waits for the end of the block.
    """
    session.flush()
    waiting: dict[int, Waiting] | None = session.info.get(_WAITING)
    if waiting is not None:
        waiting[case_id] = Waiting(actor, today)
        return
    followed(session, case_id, actor=actor, law=law, today=today)


def followed(session: Session, case_id: int, *, actor: Actor, law: Lawbook, today: date) -> Whole:
    """The case after the law followed it, at once."""
    session.flush()
    whole = whole_of(session, case_id)
    _keep_found(session, [whole])
    sync(session, actor, *facts_of(whole), law=law, today=today)
    return whole


@contextmanager
def following_together(session: Session, law: Lawbook) -> Iterator[None]:
    """Let the law follow every case touched in the block once, at its end, many at a time.

    For verbs over many cases of one office. Not for a check of an act, which asks of duties that
    must be there, nor for a hand-over, after which the case is out of reach.
    """
    waiting: dict[int, Waiting] = {}
    session.info[_WAITING] = waiting
    try:
        yield
    finally:
        del session.info[_WAITING]
    session.flush()
    ids = sorted(waiting)
    for start in range(0, len(ids), TOGETHER):
        wholes = wholes_of(session, ids[start : start + TOGETHER])
        _keep_found(session, wholes)
        for whole in wholes:
            by, today = waiting[whole.case.id]
            sync(session, by, *facts_of(whole), law=law, today=today)


def _keep_found(session: Session, wholes: Sequence[Whole]) -> None:
    """Keep what lists filter by: the categories that stand, and whose competence each case is."""
    grounds = {whole.case.id: grounds_of(whole) for whole in wholes}
    _keep_categories(session, wholes, grounds)
    _keep_competence(session, wholes, grounds)


def _keep_categories(
    session: Session, wholes: Sequence[Whole], grounds: Mapping[int, CaseGrounds]
) -> None:
    statement = select(CaseCategory.case_id, CaseCategory.code)
    rows = session.execute(statement.where(CaseCategory.case_id.in_(list(grounds))))
    kept = {(case_id, code) for case_id, code in rows}
    wanted = {(case_id, code) for case_id, found in grounds.items() for code in found.codes}
    if kept - wanted:
        gone = tuple_(CaseCategory.case_id, CaseCategory.code).in_(sorted(kept - wanted))
        session.execute(delete(CaseCategory).where(gone))
    if wanted - kept:
        office_of = {whole.case.id: whole.case.office_id for whole in wholes}
        session.execute(
            insert(CaseCategory),
            [
                {"case_id": case_id, "code": code, "office_id": office_of[case_id]}
                for case_id, code in sorted(wanted - kept)
            ],
        )


def _keep_competence(
    session: Session, wholes: Sequence[Whole], grounds: Mapping[int, CaseGrounds]
) -> None:
    """Whose each case is, written again only where it changed."""
    statement = select(CaseCompetence.case_id, CaseCompetence.belongs_to)
    rows = session.execute(statement.where(CaseCompetence.case_id.in_(list(grounds))))
    kept = {row.case_id: row.belongs_to for row in rows}
    changed = [
        {"case_id": whole.case.id, "office_id": whole.case.office_id, "belongs_to": found}
        for whole in wholes
        if (found := competence_of(whole, grounds[whole.case.id]).belongs_to.value)
        != kept.get(whole.case.id)
    ]
    if changed:
        table = postgresql.insert(CaseCompetence)
        values = {"belongs_to": table.excluded.belongs_to}
        session.execute(
            table.on_conflict_do_update(index_elements=["case_id"], set_=values), changed
        )
