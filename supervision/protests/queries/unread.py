"""The motives of withdrawals that the lower office has not read yet (`2015 ¶23`)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Executable, Integer, all_, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from supervision.cases.models import AdminCase
from supervision.disputes.models import Dispute
from supervision.duties.queries import office_name
from supervision.law.protests import Mover, Outcome
from supervision.offices.models import Office
from supervision.protests.models import Protest, ProtestMotion


class UnreadRow(NamedTuple):
    """A paper to the office: about which protest, from whom."""

    protest_id: int
    motion_id: int
    number: str
    matter_number: str
    office: str


def unread_motives(session: Session, office_id: int, language: str) -> Sequence[UnreadRow]:
    """The unread papers on withdrawn protests of an office, the oldest first.

    Once a case was handed over and the author stands outside its line, its new office reads them.
    """
    rows = session.execute(_unread(language), {"office": office_id})
    return [UnreadRow._make(row) for row in rows]


@cache
def _unread(language: str) -> Executable:
    """Asked by every desk, so made once a language."""
    office_id = bindparam("office", type_=Integer)
    own, later = aliased(Office), aliased(ProtestMotion)
    last = ~(
        select(later.id).where(later.protest_id == Protest.id, later.id > ProtestMotion.id).exists()
    )
    orphaned = and_(Protest.office_id == office_id, Protest.author_office_id != all_(own.ancestors))
    columns: list[Any] = [
        Protest.id,
        ProtestMotion.id,
        Protest.number,
        func.coalesce(AdminCase.number, Dispute.number),
        office_name(language),
    ]
    return (
        select(*columns)
        .join(ProtestMotion, ProtestMotion.protest_id == Protest.id)
        .join(Office, Office.id == ProtestMotion.moving_office_id)
        .join(own, own.id == Protest.office_id)
        .outerjoin(AdminCase, AdminCase.id == Protest.case_id)
        .outerjoin(Dispute, Dispute.id == Protest.dispute_id)
        .where(
            or_(Protest.author_office_id == office_id, orphaned),
            Protest.outcome == Outcome.WITHDRAWN.value,
            ProtestMotion.moved_as == Mover.HIGHER_PROSECUTOR.value,
            ProtestMotion.read_at.is_(None),
            last,
        )
        .order_by(ProtestMotion.id)
    )
