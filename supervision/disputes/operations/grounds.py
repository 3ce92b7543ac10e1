"""Overruling the grounds of mandatory participation, with a reason that is kept (`2002 ¶5`)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from supervision.cases.rules.grounds import OverruleEntry, overrule_problems, reason_problems
from supervision.core.access import Actor
from supervision.core.errors import Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.disputes.models import DisputeOverrule
from supervision.disputes.operations.within import changing, follow, note_change
from supervision.disputes.queries.findings import PARAGRAPH, grounds_of
from supervision.disputes.queries.whole import overrule_of, whole_of
from supervision.law.lawbook import Lawbook


def overrule_ground(
    session: Session,
    actor: Actor,
    dispute_id: int,
    entry: OverruleEntry,
    *,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> DisputeOverrule:
    """Overrule a derived ground, or the whole result, with a reason that is kept (`2002 ¶5`).

    Also names a ground that no recorded fact gives. Raises NotFound, Forbidden, Stale, Refused.
    """
    dispute = changing(session, dispute_id, version, actor=actor)
    entry = OverruleEntry(entry.target, entry.stands, written(entry.reason))
    grounds = grounds_of(whole_of(session, dispute.id))
    refuse(
        overrule_problems(
            entry,
            grounds.derived_codes,
            grounds.codes,
            is_result_overruled=grounds.result is not None,
            paragraph=PARAGRAPH,
        )
    )
    overrule = DisputeOverrule(
        dispute_id=dispute.id,
        office_id=dispute.office_id,
        target=entry.target,
        stands=entry.stands,
        reason=entry.reason,
        made_by=actor.name,
        made_on=today,
    )
    session.add(overrule)
    told = {"target": entry.target, "stands": entry.stands, "reason": entry.reason}
    note_change(session, dispute, "overrule_ground", told, actor=actor)
    follow(session, dispute.id, actor=actor, law=law, today=today)
    return overrule


def lift_overrule(
    session: Session,
    actor: Actor,
    dispute_id: int,
    overrule_id: int,
    *,
    reason: str,
    law: Lawbook,
    today: date,
) -> DisputeOverrule:
    """Take an overrule back, with the reason; what the facts give stands again."""
    dispute = changing(session, dispute_id, actor=actor)
    overrule = overrule_of(session, dispute.id, overrule_id)
    reason = written(reason)
    refuse(reason_problems(reason))
    if not overrule.is_active:
        raise Refused("This decision is lifted already.")
    overrule.lifted_on, overrule.lift_reason = today, reason
    told = {"target": overrule.target, "reason": reason}
    note_change(session, dispute, "lift_overrule", told, actor=actor)
    follow(session, dispute.id, actor=actor, law=law, today=today)
    return overrule
