"""Until which day an account is closed, and holding accounts while that is decided.

Belongs here: reads of `account_closing`. Does not belong here: what a closed day means for an event.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER
from sqlalchemy.orm import Session

from supervision.enforcement.models import AccountClosing, EnforcementEvent

_CLOSING_LOCK = 7_251_037


def hold_accounts(session: Session, office_ids: Collection[int]) -> None:
    """Let nobody enter an event into these accounts until the transaction ends.

    A form is counted and its days are closed meanwhile: no event slips in between.
    """
    offices = func.unnest(literal(sorted(office_ids), ARRAY(INTEGER)))
    session.execute(select(func.pg_advisory_xact_lock(_CLOSING_LOCK, offices.column_valued())))


def keep_open(session: Session, office_ids: Collection[int]) -> None:
    """Let nobody close days of these accounts until the transaction ends, for entries in several.

    Taken at once and in the order `hold_accounts` takes them: whoever enters into two accounts and
    whoever closes both would else wait for each other.
    """
    for office_id in sorted(office_ids):
        session.execute(select(func.pg_advisory_xact_lock_shared(_CLOSING_LOCK, office_id)))


def closing_of(session: Session, office_id: int) -> AccountClosing | None:
    """The closing that reaches furthest, None while every day is open; held open for one entry."""
    keep_open(session, (office_id,))
    return session.scalars(
        select(AccountClosing)
        .where(AccountClosing.office_id == office_id)
        .order_by(AccountClosing.through_on.desc(), AccountClosing.id)
        .limit(1)
    ).first()


def counted_late(session: Session, document_ids: Collection[int]) -> dict[int, AccountClosing]:
    """The documents with an event that counts later than it happened, with the closing that made it so
    (Q17); the latest one where there are several.
    """
    found = session.execute(
        select(EnforcementEvent.document_id, AccountClosing)
        .join(AccountClosing, AccountClosing.id == EnforcementEvent.closing_id)
        .where(EnforcementEvent.document_id.in_(document_ids), ~EnforcementEvent.superseded)
        .order_by(AccountClosing.through_on, AccountClosing.id)
    )
    return {row[0]: row[1] for row in found}


def closings_of(session: Session, office_id: int) -> dict[int, AccountClosing]:
    """Every closing of an account by its id."""
    found = session.scalars(select(AccountClosing).where(AccountClosing.office_id == office_id))
    return {each.id: each for each in found}
