"""What reports count of indicators: the things behind each figure of an act, as last computed.

Belongs here: one select in the shape of `core/counting.py`. Does not belong here: the figures' own
frozen quarters, which stand as of their own cut-off.
"""

from __future__ import annotations

from sqlalchemy import case, func, select

from supervision.cases.rules import KIND as CASE
from supervision.core.counting import Asked, Counted, Record, counted
from supervision.indicators.models import IndicatorItem
from supervision.indicators.queries.sides import behind
from supervision.indicators.rules import Side


def figures(asked: Asked) -> Counted:
    """The things of every figure, those above the line marked as counting."""
    item = IndicatorItem
    of_case = item.case_id.is_not(None)
    columns = counted(
        key=item.figure,
        subject=(item.subject_kind, item.subject_id),
        record=Record(
            case((of_case, CASE), else_=item.subject_kind),
            func.coalesce(item.case_id, item.subject_id),
        ),
        office_id=item.office_id,
        on_day=item.on_day,
        label=item.label,
        detail="",
        counts=behind(Side.NUMERATOR),
    )
    return select(*columns).where(
        item.office_id.in_(asked.offices),
        item.on_day.between(asked.start, asked.end),
        item.until_run.is_(None),
        behind(Side.DENOMINATOR),
    )
