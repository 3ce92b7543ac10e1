"""Reads of breaches; row-level security keeps them to the offices the actor sees."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.core.errors import NotFound
from supervision.responses.models import Breach


def of_subject(session: Session, kind: str, subject_id: int) -> list[Breach]:
    """Every breach found in one subject, in the order they were recorded."""
    return of_subjects(session, kind, [subject_id])


def of_subjects(session: Session, kind: str, subject_ids: Sequence[int]) -> list[Breach]:
    """Every breach found in these subjects, in one statement."""
    statement = (
        select(Breach)
        .where(Breach.subject_kind == kind, Breach.subject_id.in_(subject_ids))
        .order_by(Breach.id)
    )
    return list(session.scalars(statement))


def get(session: Session, kind: str, subject_id: int, breach_id: int) -> Breach:
    """One breach of this very subject; raises NotFound for any other."""
    breach = session.scalars(
        select(Breach).where(
            Breach.id == breach_id, Breach.subject_kind == kind, Breach.subject_id == subject_id
        )
    ).first()
    if breach is None:
        raise NotFound
    return breach
