"""What every verb of a dispute does around its change: hold, guard, note, follow.

Belongs here: steps shared by the verbs of this room. Does not belong here: a verb.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.cases.operations.within import demand_version
from supervision.core.access import Actor
from supervision.core.errors import NotFound
from supervision.disputes.facts import facts_of
from supervision.disputes.models import Dispute, DisputeGround
from supervision.disputes.policy import demand_change
from supervision.disputes.queries.disputes import get, get_for_change
from supervision.disputes.queries.findings import grounds_of
from supervision.disputes.queries.whole import Whole, whole_of
from supervision.disputes.rules import KIND
from supervision.duties.sync import sync
from supervision.law.lawbook import Lawbook


def changing(
    session: Session, dispute_id: int, version: int | None = None, *, actor: Actor
) -> Dispute:
    """The dispute, held for change.

    Refuses another office (NotFound, Forbidden) and another version (Stale).
    """
    dispute = get_for_change(session, dispute_id)
    if dispute is None:
        demand_change(actor, get(session, dispute_id))
        raise NotFound
    demand_change(actor, dispute)
    demand_version(dispute.version, version)
    return dispute


def note_change(
    session: Session,
    dispute: Dispute,
    verb: str,
    after: Mapping[str, Any],
    before: Mapping[str, Any] | None = None,
    *,
    actor: Actor,
) -> None:
    """Leave the audit row of one verb."""
    record(
        session,
        actor,
        action=f"disputes.{verb}",
        subject=(KIND, dispute.id),
        office_id=dispute.office_id,
        before=before,
        after=after,
    )


def follow(session: Session, dispute_id: int, *, actor: Actor, law: Lawbook, today: date) -> Whole:
    """Let the law follow the dispute as it now stands, and the grounds lists filter by."""
    session.flush()
    whole = whole_of(session, dispute_id)
    _keep_grounds(session, whole)
    subject, facts = facts_of(whole)
    sync(session, actor, subject, facts, law=law, today=today)
    return whole


def _keep_grounds(session: Session, whole: Whole) -> None:
    own = DisputeGround.dispute_id == whole.dispute.id
    wanted = grounds_of(whole).codes
    kept = set(session.scalars(select(DisputeGround.code).where(own)))
    if kept - wanted:
        session.execute(delete(DisputeGround).where(own, DisputeGround.code.in_(kept - wanted)))
    if wanted - kept:
        session.execute(
            insert(DisputeGround),
            [
                {
                    "dispute_id": whole.dispute.id,
                    "code": code,
                    "office_id": whole.dispute.office_id,
                }
                for code in sorted(wanted - kept)
            ],
        )
