"""A room above tells what it recorded of a case, and the law follows.

Belongs here: keeping the facts of one source in step. Does not belong here: what a fact means, or
any room that tells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.facts.told import columns_of
from supervision.cases.models import CaseToldFact
from supervision.cases.operations.within import followed, note_change
from supervision.cases.policy import demand_telling
from supervision.cases.queries.cases import get, hold_case
from supervision.cases.queries.whole import Whole
from supervision.core.access import Actor
from supervision.duties.rules import Event
from supervision.law.lawbook import Lawbook

Source = tuple[str, int]


def tell(
    session: Session,
    actor: Actor,
    case_id: int,
    *,
    source: Source,
    events: Sequence[Event],
    law: Lawbook,
    today: date,
) -> Whole:
    """Replace what `source` (kind, id) told of the case by these events and let the law follow.

    An event that starts a duty needs a key of its own in the case. Told by the case's office or one
    above it. Raises NotFound, Forbidden.
    """
    hold_case(session, case_id)
    case = get(session, case_id)
    demand_telling(actor, case)
    kind, number = source
    keep_told(session, CaseToldFact, {"case_id": case.id}, case.office_id, source, events)
    told = {event.name: event.on for event in events}
    note_change(session, case, "tell", {"source": kind, "source_id": number, **told}, actor=actor)
    return followed(session, case.id, actor=actor, law=law, today=today)


def keep_told(
    session: Session,
    model: type[Any],
    about: Mapping[str, int],
    office_id: int,
    source: Source,
    events: Sequence[Event],
) -> None:
    """Bring the rows of `model`, a table of told facts, in step with what `source` now tells;
    `about` names the column and id of what the facts are about.
    """
    kind, number = source
    wanted = {(event.name, event.key): columns_of(event) for event in events}
    told_so_far = select(model).filter_by(source_kind=kind, source_id=number, **about)
    for fact in session.scalars(told_so_far).all():
        columns = wanted.pop((fact.name, fact.key), None)
        if columns is None:
            session.delete(fact)
            continue
        for name, value in columns.items():
            setattr(fact, name, value)
    for columns in wanted.values():
        row = {**about, **columns, "office_id": office_id}
        session.add(model(source_kind=kind, source_id=number, **row))
