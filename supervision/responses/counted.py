"""What reports count of acts of response and of who was held liable (`2002 ¶4`, `2015 ¶4, ¶12, ¶24`).

Belongs here: one select in the shape of `core/counting.py`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import literal, select, union_all

from supervision.core.counting import Asked, Record, counted
from supervision.responses.models import HeldLiable, ResponseAct
from supervision.responses.rules import KIND, Outcome

RESPONSES = ("brought", *(outcome.value for outcome in Outcome), "held_liable")
_ACT = Record(KIND, ResponseAct.id)


def responses(asked: Asked, subject_kind: str) -> Any:
    """Acts brought about subjects of that kind, what became of them, and people held liable."""
    brought = _acts(literal("brought"), ResponseAct.brought_on, asked, subject_kind)
    answered = _acts(ResponseAct.outcome, ResponseAct.answered_on, asked, subject_kind)
    held = (
        select(
            *counted(
                key=literal("held_liable"),
                subject=("held_liable", HeldLiable.id),
                record=_ACT,
                office_id=HeldLiable.office_id,
                on_day=HeldLiable.held_on,
                label=ResponseAct.subject_label,
                detail=HeldLiable.name,
            )
        )
        .join(ResponseAct, ResponseAct.id == HeldLiable.act_id)
        .where(
            ResponseAct.subject_kind == subject_kind,
            HeldLiable.office_id.in_(asked.offices),
            HeldLiable.held_on.between(asked.start, asked.end),
        )
    )
    parts = (brought, answered.where(ResponseAct.outcome.is_not(None)), held)
    return select(union_all(*parts).subquery("counted"))


def _acts(key: Any, day: Any, asked: Asked, subject_kind: str) -> Any:
    columns = counted(
        key=key,
        subject=(KIND, ResponseAct.id),
        record=_ACT,
        office_id=ResponseAct.office_id,
        on_day=day,
        label=ResponseAct.subject_label,
        detail=ResponseAct.number,
    )
    return select(*columns).where(
        ResponseAct.subject_kind == subject_kind,
        ResponseAct.office_id.in_(asked.offices),
        day.between(asked.start, asked.end),
    )
