"""What supervision asks the account: which documents are worth requesting, and why (`2002 ¶6`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from supervision.enforcement.models import EnforcementDocument
from supervision.law.enforcement.card import NON_PROPERTY_ROWS, STATE_IS_DEBTOR_ROWS
from supervision.law.enforcement.events import EventKind
from supervision.law.enforcement.life import Standing
from supervision.law.enforcement.proposals import (
    Reason,
    soon_until,
    suspended_too_long_since,
    unconfirmed_since,
)

MOST_PROPOSED = 100
_DOCUMENT = EnforcementDocument


class Proposed(NamedTuple):
    """One document proposed for requesting, and the day its reason rests on."""

    id: int
    office_id: int
    writ_number: str
    debtor_name: str
    claimant_name: str
    claim_now: Decimal | None
    bailiff: str
    reason: str
    since: date


def conditions(today: date) -> Mapping[Reason, tuple[ColumnElement[bool], ColumnElement[Any]]]:
    """For each reason which documents it takes, and the day it rests on."""
    running = _DOCUMENT.standing == Standing.OPEN.value
    collected = and_(
        _DOCUMENT.standing == Standing.ENDED.value,
        _DOCUMENT.ended_by == EventKind.FULFILLED.value,
        _DOCUMENT.sanction_paid == 0,
        _DOCUMENT.filled_by == "state_bailiff",
        _DOCUMENT.report_row.not_in([*STATE_IS_DEBTOR_ROWS, *NON_PROPERTY_ROWS]),
    )
    ends_on = _DOCUMENT.term_ends_on.expression
    return {
        Reason.TERM_ENDS_SOON: (
            and_(running, ends_on >= today, ends_on <= soon_until(today)),
            ends_on,
        ),
        Reason.OVERDUE: (and_(running, ends_on < today), ends_on),
        Reason.LONG_SUSPENDED: (
            and_(
                _DOCUMENT.standing == Standing.SUSPENDED.value,
                _DOCUMENT.suspended_on <= suspended_too_long_since(today),
            ),
            _DOCUMENT.suspended_on.expression,
        ),
        Reason.UNCONFIRMED: (
            and_(
                _DOCUMENT.standing == Standing.IN_TRANSIT.value,
                _DOCUMENT.sent_on <= unconfirmed_since(today),
            ),
            _DOCUMENT.sent_on.expression,
        ),
        Reason.SANCTION_NOT_COLLECTED: (collected, _DOCUMENT.ended_on.expression),
    }


def proposed(
    session: Session, office_ids: Sequence[int], reason: Reason, today: date
) -> list[Proposed]:
    """The documents of these offices that one reason proposes, the oldest reason first."""
    condition, since = conditions(today)[reason]
    statement = (
        select(
            _DOCUMENT.id,
            _DOCUMENT.office_id,
            _DOCUMENT.writ_number,
            _DOCUMENT.debtor_name,
            _DOCUMENT.claimant_name,
            _DOCUMENT.claim_now,
            _DOCUMENT.bailiff,
            since,
        )
        .where(_DOCUMENT.office_id.in_(office_ids), condition)
        .order_by(since, _DOCUMENT.id)
        .limit(MOST_PROPOSED)
    )
    return [Proposed._make((*row[:7], reason.value, row[7])) for row in session.execute(statement)]
