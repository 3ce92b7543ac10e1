"""Everything recorded of a dispute, read in the same few statements for one dispute or a batch.

Belongs here: gathering the rows that the law is asked with, and what stands beside them on a page.
Does not belong here: asking the law (`findings.py`, `facts.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.models import Court
from supervision.cases.queries.parts import Beside, court_names, duties_by_trigger, people_names
from supervision.core.errors import NotFound
from supervision.disputes.models import (
    Dispute,
    DisputeAct,
    DisputeHearing,
    DisputeOverrule,
    DisputeParty,
    DisputeToldFact,
)
from supervision.disputes.rules import KIND
from supervision.offices.models import Office

Part = TypeVar("Part")


@dataclass(frozen=True)
class Whole:
    """A dispute with all its parts."""

    dispute: Dispute
    office: Office
    court: Court
    parties: Sequence[DisputeParty]
    overrules: Sequence[DisputeOverrule]
    hearings: Sequence[DisputeHearing]
    acts: Sequence[DisputeAct]
    told: Sequence[DisputeToldFact]


def whole_of(session: Session, dispute_id: int) -> Whole:
    """One dispute with all its parts; raises NotFound."""
    found = wholes_of(session, [dispute_id])
    if not found:
        raise NotFound
    return found[0]


def wholes_of(session: Session, dispute_ids: Sequence[int]) -> list[Whole]:
    """These disputes with all their parts, in order of id; as many statements for many as for one."""
    rows = session.execute(
        select(Dispute, Office, Court)
        .join(Office, Office.id == Dispute.office_id)
        .join(Court, Court.id == Dispute.court_id)
        .where(Dispute.id.in_(dispute_ids))
        .order_by(Dispute.id)
    ).all()
    parties = _parts(session, DisputeParty, dispute_ids, DisputeParty.position)
    overrules = _parts(session, DisputeOverrule, dispute_ids)
    hearings = _parts(session, DisputeHearing, dispute_ids, DisputeHearing.starts_at)
    acts = _parts(session, DisputeAct, dispute_ids, DisputeAct.made_on)
    told = _parts(session, DisputeToldFact, dispute_ids)
    return [
        Whole(
            dispute=dispute,
            office=office,
            court=court,
            parties=parties.get(dispute.id, []),
            overrules=overrules.get(dispute.id, []),
            hearings=hearings.get(dispute.id, []),
            acts=acts.get(dispute.id, []),
            told=told.get(dispute.id, []),
        )
        for dispute, office, court in rows
    ]


def beside_of(session: Session, whole: Whole, language: str) -> Beside:
    """What stands beside the hearings and acts of this dispute, in three statements."""
    people = {each.prosecutor_id for each in whole.hearings if each.prosecutor_id is not None}
    courts = {each.court_id for each in whole.hearings} | {each.court_id for each in whole.acts}
    return Beside(
        names=people_names(session, people),
        courts=court_names(session, courts, language),
        duties=duties_by_trigger(session, whole.dispute.id, language, kind=KIND),
    )


def act_of(session: Session, dispute_id: int, act_id: int) -> DisputeAct:
    """One act of this very dispute; raises NotFound for any other."""
    found = session.scalars(
        select(DisputeAct).where(DisputeAct.id == act_id, DisputeAct.dispute_id == dispute_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def overrule_of(session: Session, dispute_id: int, overrule_id: int) -> DisputeOverrule:
    """One decision of this very dispute; raises NotFound for any other."""
    found = session.scalars(
        select(DisputeOverrule).where(
            DisputeOverrule.id == overrule_id, DisputeOverrule.dispute_id == dispute_id
        )
    ).first()
    if found is None:
        raise NotFound
    return found


def _parts(
    session: Session, model: type[Part], dispute_ids: Sequence[int], *order: Any
) -> dict[int, list[Part]]:
    """The parts of these disputes by dispute, in the given order and then in that of their ids."""
    table: Any = model
    last = [table.id] if hasattr(table, "id") else []
    statement = select(model).where(table.dispute_id.in_(dispute_ids)).order_by(*order, *last)
    found: dict[int, list[Part]] = {}
    for part in session.scalars(statement):
        found.setdefault(part.dispute_id, []).append(part)  # type: ignore[attr-defined]
    return found
