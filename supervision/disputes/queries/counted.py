"""What reports count of court disputes in enforcement proceedings (`2002 ¶5, ¶7, ¶9`).

Belongs here: one select in the shape of `core/counting.py`. Does not belong here: protests.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, literal, select, union_all

from supervision.cases.rules.acts import CheckResult
from supervision.cases.rules.hearings import HearingOutcome
from supervision.core.counting import Asked, Counted, Record, counted
from supervision.disputes.models import Dispute, DisputeAct, DisputeHearing
from supervision.disputes.rules import KIND

DISPUTES = ("received", "with_prosecutor", "decided", "found_unlawful")
_DISPUTE = Record(KIND, Dispute.id)


def disputes(asked: Asked) -> Counted:
    """Disputes that came to court, hearings with a prosecutor, acts made and found unlawful."""
    unlawful = DisputeAct.check_result == CheckResult.UNLAWFUL.value
    took_part = DisputeHearing.outcome == HearingOutcome.TOOK_PART.value
    parts = (
        select(
            *_columns("received", (KIND, Dispute.id), Dispute, Dispute.received_by_court_on, "")
        ).where(*_within(Dispute, Dispute.received_by_court_on, asked)),
        select(
            *_columns(
                "with_prosecutor",
                ("dispute_hearing", DisputeHearing.id),
                DisputeHearing,
                DisputeHearing.day,
                func.coalesce(DisputeHearing.took_part_name, ""),
            )
        )
        .join(Dispute, Dispute.id == DisputeHearing.dispute_id)
        .where(took_part, *_within(DisputeHearing, DisputeHearing.day, asked)),
        _acts("decided", DisputeAct.made_on, asked),
        _acts("found_unlawful", DisputeAct.checked_on, asked).where(unlawful),
    )
    return select(union_all(*parts).subquery("counted"))


def _acts(key: str, day: Any, asked: Asked) -> Any:
    subject = ("dispute_act", DisputeAct.id)
    return (
        select(*_columns(key, subject, DisputeAct, day, DisputeAct.content))
        .join(Dispute, Dispute.id == DisputeAct.dispute_id)
        .where(*_within(DisputeAct, day, asked))
    )


def _within(table: Any, day: Any, asked: Asked) -> list[Any]:
    return [table.office_id.in_(asked.offices), day.between(asked.start, asked.end)]


def _columns(key: str, subject: tuple[str, Any], table: Any, day: Any, detail: Any) -> list[Any]:
    return counted(
        key=literal(key),
        subject=subject,
        record=_DISPUTE,
        office_id=table.office_id,
        on_day=day,
        label=Dispute.number,
        detail=detail,
    )
