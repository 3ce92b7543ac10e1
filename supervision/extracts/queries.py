"""Reads of extracts: those an office issued."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.extracts.rules import PREFIX
from supervision.printing.models import Paper

SHOWN = 50


def issued_by(session: Session, office_id: int) -> Sequence[Paper]:
    """The latest extracts of an office, the newest first."""
    return session.scalars(
        select(Paper)
        .where(Paper.office_id == office_id, Paper.kind.startswith(PREFIX, autoescape=True))
        .order_by(Paper.id.desc())
        .limit(SHOWN)
    ).all()
