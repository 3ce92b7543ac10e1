"""What can be supposed of one case: its protests decided otherwise, its reviewing acts excluded.

Belongs here: the choices a case offers. Does not belong here: what follows (`what_if.py`).
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.models import CourtAct
from supervision.exclusions.models import ExclusionRequest
from supervision.indicators.queries.what_if import Supposition
from supervision.law.checklist import list_items
from supervision.law.participation import Instance
from supervision.law.protests import Outcome, ProtestKind
from supervision.protests.models import Protest

_DECIDED = (Outcome.GRANTED, Outcome.REJECTED)


class Choice(NamedTuple):
    """One supposition a case offers: a protest by its number decided so, or an act of a day left out
    by a clause.
    """

    key: str
    supposed: Supposition
    name: str
    code: str


def choices_of_case(session: Session, case_id: int) -> list[Choice]:
    """Everything that can be supposed of a case, protests first (`2015 ¶22, ¶23`)."""
    return [*_protests(session, case_id), *_exclusions(session, case_id)]


def _protests(session: Session, case_id: int) -> list[Choice]:
    """Appellate protests before the court or decided on, each decided as it was not."""
    statement = (
        select(Protest.id, Protest.number, Protest.outcome)
        .where(
            Protest.case_id == case_id,
            Protest.kind == ProtestKind.APPELLATE.value,
            Protest.brought_on.is_not(None),
        )
        .order_by(Protest.id)
    )
    return [
        Choice(
            f"protest-{number}-{outcome.value}",
            Supposition(protest_id=number, outcome=outcome),
            named or "",
            outcome.value,
        )
        for number, named, decided in session.execute(statement)
        for outcome in _DECIDED
        if outcome.value != decided
    ]


def _exclusions(session: Session, case_id: int) -> list[Choice]:
    """Decisions on appeal that changed the ruling, each left out by a clause not consented to yet."""
    consented = select(ExclusionRequest.act_id).where(
        ExclusionRequest.case_id == case_id, ExclusionRequest.state == "consented"
    )
    statement = (
        select(CourtAct.id, CourtAct.made_on)
        .where(
            CourtAct.case_id == case_id,
            CourtAct.instance == Instance.APPELLATE.value,
            CourtAct.kind.in_(["changed", "quashed"]),
            CourtAct.id.not_in(consented),
        )
        .order_by(CourtAct.made_on, CourtAct.id)
    )
    return [
        Choice(
            f"act-{number}-{item.code}",
            Supposition(act_id=number, clause=item.code),
            made_on.isoformat(),
            item.code,
        )
        for number, made_on in session.execute(statement)
        for item in list_items("2015 ¶22", "exclusions")
    ]
