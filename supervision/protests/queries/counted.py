"""What reports count of protests and of acts that higher courts changed (`2015 ¶20, ¶22–23, ¶28`; `2002 ¶7`).

Belongs here: one select a section, in the shape of `core/counting.py`. Does not belong here: the
indicators, which judge the same acts by the method of `2015 ¶22–23`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, exists, func, literal, select, union_all

from supervision.cases.models import AdminCase, CaseCategory, CourtAct
from supervision.cases.rules import KIND as CASE
from supervision.core.counting import Asked, Counted, Record, counted
from supervision.disputes.models import Dispute
from supervision.disputes.rules import KIND as DISPUTE
from supervision.law.participation import Instance
from supervision.law.protests import Outcome
from supervision.protests.models import Protest
from supervision.protests.rules import CHANGED, KIND

PROTESTS = ("brought", *(outcome.value for outcome in Outcome))
REVIEWS = (
    "changed_on_protest",
    "quashed_on_protest",
    "changed_without_protest",
    "quashed_without_protest",
)
WITHOUT_PROTEST = ("changed", "quashed", "withdrawn")
ACT = "court_act"
_GRANTED = (Outcome.GRANTED.value, Outcome.GRANTED_IN_PART.value)


def protests(asked: Asked) -> Counted:
    """Protests brought in administrative cases, and what became of those that ended."""
    return _both(asked, AdminCase, Protest.case_id, CASE)


def protests_in_enforcement(asked: Asked) -> Counted:
    """The same for disputes in enforcement proceedings (`2002 ¶7`)."""
    return _both(asked, Dispute, Protest.dispute_id, DISPUTE)


def reviews(asked: Asked) -> Counted:
    """Acts changed or quashed by higher courts, on a protest and without one."""
    way = case((_on_protest(), "_on_protest"), else_="_without_protest")
    found: Counted = _reviewed(asked, func.concat(CourtAct.kind, way))
    return found


def without_protest(asked: Asked) -> Counted:
    """Rulings in mandatory cases changed or quashed on appeal without a protest, and acts whose
    protest was withdrawn: what the monthly study looks at (`2015 ¶28`).
    """
    mandatory = exists().where(CaseCategory.case_id == CourtAct.case_id)
    appeal = CourtAct.instance == Instance.APPELLATE.value
    studied = _reviewed(asked, CourtAct.kind).where(appeal, mandatory, ~_on_protest())
    withdrawn = Protest.outcome == Outcome.WITHDRAWN.value
    ended = _protests(
        literal("withdrawn"), Protest.outcome_on, asked, AdminCase, Protest.case_id, CASE
    )
    return select(union_all(studied, ended.where(withdrawn)).subquery("counted"))


def _both(asked: Asked, matter: Any, matter_id: Any, kind: str) -> Counted:
    brought = _protests(literal("brought"), Protest.brought_on, asked, matter, matter_id, kind)
    ended = _protests(Protest.outcome, Protest.outcome_on, asked, matter, matter_id, kind)
    return select(union_all(brought, ended).subquery("counted"))


def _protests(key: Any, day: Any, asked: Asked, matter: Any, matter_id: Any, kind: str) -> Any:
    columns = counted(
        key=key,
        subject=(KIND, Protest.id),
        record=Record(kind, matter_id),
        office_id=Protest.office_id,
        on_day=day,
        label=matter.number,
        detail=func.coalesce(Protest.number, ""),
    )
    return (
        select(*columns)
        .join(matter, matter.id == matter_id)
        .where(Protest.office_id.in_(asked.offices), day.between(asked.start, asked.end))
    )


def _reviewed(asked: Asked, key: Any) -> Any:
    columns = counted(
        key=key,
        subject=(ACT, CourtAct.id),
        record=Record(CASE, AdminCase.id),
        office_id=CourtAct.office_id,
        on_day=CourtAct.made_on,
        label=AdminCase.number,
        detail=CourtAct.part,
    )
    return (
        select(*columns)
        .join(AdminCase, AdminCase.id == CourtAct.case_id)
        .where(
            CourtAct.office_id.in_(asked.offices),
            CourtAct.made_on.between(asked.start, asked.end),
            CourtAct.instance != Instance.FIRST.value,
            CourtAct.kind.in_(sorted(CHANGED)),
        )
    )


def _on_protest() -> Any:
    return exists().where(Protest.outcome_act_id == CourtAct.id, Protest.outcome.in_(_GRANTED))
