"""Reads of court acts: one of a case, and the chain in which they review each other."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.models import CourtAct


def act_of(session: Session, case_id: int, act_id: int) -> CourtAct | None:
    """One act of this very case, None for any other."""
    return session.scalars(
        select(CourtAct).where(CourtAct.id == act_id, CourtAct.case_id == case_id)
    ).first()


def acts_of(session: Session, case_id: int) -> list[CourtAct]:
    """The acts of a case as one line of history: in the order they were made, a reviewed one first."""
    statement = (
        select(CourtAct).where(CourtAct.case_id == case_id).order_by(CourtAct.made_on, CourtAct.id)
    )
    return list(session.scalars(statement))
