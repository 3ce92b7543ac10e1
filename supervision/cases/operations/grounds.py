"""Orders from above that make participation necessary, and overrules of grounds (`2015 ¶6`)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, GroundOverrule, ParticipationOrder
from supervision.cases.operations.within import changing, follow, note_change
from supervision.cases.policy import demand_order, demand_withdrawal
from supervision.cases.queries.cases import get, hold_case
from supervision.cases.queries.findings import grounds_of
from supervision.cases.queries.whole import whole_of
from supervision.cases.rules.grounds import OverruleEntry, overrule_problems, reason_problems
from supervision.core.access import Actor
from supervision.core.errors import NotFound, Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.law.lawbook import Lawbook


def order_participation(
    session: Session, actor: Actor, case_id: int, *, reason: str, law: Lawbook, today: date
) -> ParticipationOrder:
    """Find participation in a lower office's case necessary; its office gets the duty (`2015 ¶6`).

    Raises NotFound; Forbidden for a case that is not a lower office's; Refused for a second order
    of the same office, or one without its reason.
    """
    hold_case(session, case_id)
    case = get(session, case_id)
    office_id = demand_order(actor, case)
    reason = written(reason)
    refuse(reason_problems(reason))
    if _standing(session, case, office_id):
        raise Refused("Your office has ordered participation in this case already.")
    order = ParticipationOrder(
        case_id=case.id,
        office_id=case.office_id,
        ordering_office_id=office_id,
        ordered_by=f"{actor.name}, {actor.office_name}",
        ordered_on=today,
        reason=reason,
    )
    session.add(order)
    note_change(session, case, "order_participation", {"reason": reason}, actor=actor)
    follow(session, case.id, actor=actor, law=law, today=today)
    return order


def withdraw_order(
    session: Session,
    actor: Actor,
    case_id: int,
    order_id: int,
    *,
    reason: str,
    law: Lawbook,
    today: date,
) -> ParticipationOrder:
    """Withdraw an order of the own office, with the reason; open duties of it alone go with it."""
    hold_case(session, case_id)
    case = get(session, case_id)
    order = session.scalars(
        select(ParticipationOrder).where(
            ParticipationOrder.id == order_id, ParticipationOrder.case_id == case.id
        )
    ).first()
    if order is None:
        raise NotFound
    demand_withdrawal(actor, order.ordering_office_id)
    reason = written(reason)
    refuse(reason_problems(reason))
    if not order.stands:
        raise Refused("This order is withdrawn already.")
    order.withdrawn_on, order.withdrawal_reason = today, reason
    note_change(
        session, case, "withdraw_order", {"order_id": order.id, "reason": reason}, actor=actor
    )
    follow(session, case.id, actor=actor, law=law, today=today)
    return order


def overrule_ground(
    session: Session,
    actor: Actor,
    case_id: int,
    entry: OverruleEntry,
    *,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> GroundOverrule:
    """Overrule a derived ground, or the whole result, with a reason that is kept (`2015 ¶6`).

    Also names a ground that no recorded fact gives. Raises NotFound, Forbidden, Stale, Refused.
    """
    case = changing(session, case_id, version, actor=actor)
    entry = OverruleEntry(entry.target, entry.stands, written(entry.reason))
    grounds = grounds_of(whole_of(session, case.id))
    refuse(
        overrule_problems(
            entry,
            grounds.derived_codes,
            grounds.codes,
            is_result_overruled=grounds.result is not None,
        )
    )
    overrule = GroundOverrule(
        case_id=case.id,
        office_id=case.office_id,
        target=entry.target,
        stands=entry.stands,
        reason=entry.reason,
        made_by=actor.name,
        made_on=today,
    )
    session.add(overrule)
    note_change(
        session,
        case,
        "overrule_ground",
        {"target": entry.target, "stands": entry.stands, "reason": entry.reason},
        actor=actor,
    )
    follow(session, case.id, actor=actor, law=law, today=today)
    return overrule


def lift_overrule(
    session: Session,
    actor: Actor,
    case_id: int,
    overrule_id: int,
    *,
    reason: str,
    law: Lawbook,
    today: date,
) -> GroundOverrule:
    """Take an overrule back, with the reason; what the facts give stands again."""
    case = changing(session, case_id, actor=actor)
    overrule = session.scalars(
        select(GroundOverrule).where(
            GroundOverrule.id == overrule_id, GroundOverrule.case_id == case.id
        )
    ).first()
    if overrule is None:
        raise NotFound
    reason = written(reason)
    refuse(reason_problems(reason))
    if not overrule.is_active:
        raise Refused("This decision is lifted already.")
    overrule.lifted_on, overrule.lift_reason = today, reason
    note_change(
        session, case, "lift_overrule", {"target": overrule.target, "reason": reason}, actor=actor
    )
    follow(session, case.id, actor=actor, law=law, today=today)
    return overrule


def _standing(session: Session, case: AdminCase, office_id: int) -> bool:
    """Whether an order of this office stands in the case."""
    statement = select(ParticipationOrder.id).where(
        ParticipationOrder.case_id == case.id,
        ParticipationOrder.ordering_office_id == office_id,
        ParticipationOrder.withdrawn_on.is_(None),
    )
    return session.scalars(statement).first() is not None
