"""Until which day an account is closed, and holding accounts while that is decided.

Belongs here: reads of `account_closing`. Does not belong here: what a closed day means for an event.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER
from sqlalchemy.orm import Session

from supervision.enforcement.models import AccountClosing

_CLOSING_LOCK = 7_251_037


def hold_accounts(session: Session, office_ids: Collection[int]) -> None:
    """Let nobody enter an event into these accounts until the transaction ends.

    A form is counted and its days are closed meanwhile: no event slips in between.
    """
    offices = func.unnest(literal(sorted(office_ids), ARRAY(INTEGER)))
    session.execute(select(func.pg_advisory_xact_lock(_CLOSING_LOCK, offices.column_valued())))


def closing_of(session: Session, office_id: int) -> AccountClosing | None:
    """The closing that reaches furthest, None while every day is open; held open for one entry."""
    session.execute(select(func.pg_advisory_xact_lock_shared(_CLOSING_LOCK, office_id)))
    return session.scalars(
        select(AccountClosing)
        .where(AccountClosing.office_id == office_id)
        .order_by(AccountClosing.through_on.desc(), AccountClosing.id)
        .limit(1)
    ).first()


def closings_of(session: Session, office_id: int) -> dict[int, AccountClosing]:
    """Every closing of an account by its id."""
    found = session.scalars(select(AccountClosing).where(AccountClosing.office_id == office_id))
    return {each.id: each for each in found}
