"""Reads of the register of notices, of hand-overs and of overrules."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision.cases.models import CaseTransfer, GroundOverrule, Notice


def notices(session: Session, office_ids: Sequence[int], start: date, end: date) -> list[Notice]:
    """The notices these offices gave in a period, in order of their register."""
    statement = (
        select(Notice)
        .where(Notice.office_id.in_(office_ids), Notice.given_on.between(start, end))
        .order_by(Notice.office_id, Notice.year, Notice.sequence)
    )
    return list(session.scalars(statement))


def next_notice(
    session: Session, office_id: int, year: int, key: uuid.UUID
) -> tuple[int, Notice | None]:
    """The next number in an office's register of notices, and what this key has made already."""
    latest = session.scalar(
        select(func.coalesce(func.max(Notice.sequence), 0)).where(
            Notice.office_id == office_id, Notice.year == year
        )
    )
    made = session.scalars(select(Notice).where(Notice.idempotency_key == key)).first()
    return int(latest or 0) + 1, made


def transfers(
    session: Session, office_ids: Sequence[int], start: date, end: date
) -> list[CaseTransfer]:
    """The hand-overs these offices took part in, in a period, newest first."""
    statement = (
        select(CaseTransfer)
        .where(CaseTransfer.office_id.in_(office_ids), CaseTransfer.handed_on.between(start, end))
        .order_by(CaseTransfer.handed_on.desc(), CaseTransfer.id.desc())
    )
    return list(session.scalars(statement))


def overrule_counts(
    session: Session, office_ids: Sequence[int], start: date, end: date
) -> dict[tuple[int, str], int]:
    """How often a ground, or the result, was overruled in a period, by office and target."""
    statement = (
        select(GroundOverrule.office_id, GroundOverrule.target, func.count())
        .where(GroundOverrule.office_id.in_(office_ids), GroundOverrule.made_on.between(start, end))
        .group_by(GroundOverrule.office_id, GroundOverrule.target)
    )
    return {(office_id, target): count for office_id, target, count in session.execute(statement)}
