"""Closing the days of accounts whose Form No. 4 is submitted (Q17).

Belongs here: the one verb that closes days. Does not belong here: submitting a form (`form4`).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import insert
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor, Permission
from supervision.core.db import reaching
from supervision.enforcement.models import AccountClosing
from supervision.enforcement.rules.card import KIND


def close_accounts(
    session: Session,
    actor: Actor,
    office_ids: Collection[int],
    *,
    through_on: date,
    by_office_id: int,
    year: int,
    sequence: int,
) -> None:
    """Close every day up to `through_on` in these accounts: later entries count on the day after it.

    Raises Forbidden for a post that approves nothing.
    """
    actor.demand(Permission.APPROVE)
    with reaching(session, office_ids):
        session.execute(
            insert(AccountClosing),
            [
                {
                    "office_id": office_id,
                    "through_on": through_on,
                    "by_office_id": by_office_id,
                    "year": year,
                    "sequence": sequence,
                    "closed_by": actor.name,
                }
                for office_id in sorted(office_ids)
            ],
        )
    record(
        session,
        actor,
        action="enforcement.close_accounts",
        subject=(KIND, None),
        office_id=by_office_id,
        after={"through_on": through_on, "accounts": len(office_ids), "number": sequence},
    )
