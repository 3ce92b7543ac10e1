"""Reads of the hearings of disputes: one of them, the week ahead, who is in two places at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Text, and_, cast, exists, func, select
from sqlalchemy.orm import Session

from supervision.cases.queries.hearings import clashing as clashing_in_cases
from supervision.cases.rules.hearings import CLASH, HearingOutcome
from supervision.core.errors import NotFound
from supervision.disputes.models import DisputeHearing
from supervision.disputes.rules import KIND, PARTICIPATION_RULES
from supervision.duties.models import Duty
from supervision.duties.rules import SOON_DAYS, DutyState

HEARINGS_NEAR = ("soon", "unassigned")


class WeekAhead(NamedTuple):
    """The hearings of the coming week without an outcome: all, those where a prosecutor must take
    part (`2002 ¶5`), and those of the latter that nobody is assigned to.
    """

    hearings: int
    required: int
    unassigned: int


def hearing_of(session: Session, dispute_id: int, hearing_id: int) -> DisputeHearing:
    """One hearing of this very dispute; raises NotFound for any other."""
    found = session.scalars(
        select(DisputeHearing).where(
            DisputeHearing.id == hearing_id, DisputeHearing.dispute_id == dispute_id
        )
    ).first()
    if found is None:
        raise NotFound
    return found


def week_ahead(session: Session, office_ids: Sequence[int], today: date) -> WeekAhead:
    """The numbers of the coming week in these offices, in one statement."""
    near = (
        select(DisputeHearing.prosecutor_id, _required().label("required"))
        .where(DisputeHearing.office_id.in_(office_ids), hearing_near("soon", today))
        .subquery()
    )
    statement = select(
        func.count(),
        func.count().filter(near.c.required),
        func.count().filter(near.c.required, near.c.prosecutor_id.is_(None)),
    ).select_from(near)
    return WeekAhead._make(session.execute(statement).one())


def hearing_near(name: str, today: date) -> ColumnElement[bool]:
    """The condition of a hearing in the week ahead, for one of `HEARINGS_NEAR`: any, or one where
    a prosecutor must take part and nobody is assigned.
    """
    soon = and_(
        DisputeHearing.outcome.is_(None),
        DisputeHearing.day.between(today, today + timedelta(days=SOON_DAYS)),
    )
    if name == "soon":
        return soon
    return and_(soon, DisputeHearing.prosecutor_id.is_(None), _required())


def clashing(
    session: Session, prosecutor_id: int, starts_at: datetime, except_id: int
) -> list[datetime]:
    """When the prosecutor's other hearings begin, of disputes and of cases alike, that are less
    than an hour from this moment; earliest first.
    """
    statement = select(DisputeHearing.starts_at).where(
        DisputeHearing.prosecutor_id == prosecutor_id,
        DisputeHearing.id != except_id,
        DisputeHearing.outcome.is_distinct_from(HearingOutcome.NOT_HELD.value),
        DisputeHearing.starts_at > starts_at - CLASH,
        DisputeHearing.starts_at < starts_at + CLASH,
    )
    of_cases = [each.starts_at for each in clashing_in_cases(session, prosecutor_id, starts_at)]
    return sorted([*session.scalars(statement), *of_cases])


def _required() -> ColumnElement[bool]:
    """Whether the law gave a duty to take part in the hearing: its duty row says so."""
    trigger = func.concat("hearing_set#hearing-", cast(DisputeHearing.id, Text))
    return exists().where(
        Duty.subject_kind == KIND,
        Duty.subject_id == DisputeHearing.dispute_id,
        Duty.trigger == trigger,
        Duty.rule.in_(PARTICIPATION_RULES),
        Duty.state != DutyState.DROPPED.value,
    )
