"""Reads of assessments, and of the acts and protests that still await one (`2015 ¶22–23`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, any_, exists, or_, select
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, CaseCategory, CaseHearing, Court, CourtAct
from supervision.cases.queries.cases import court_name
from supervision.duties.queries import office_name
from supervision.exclusions.models import ActAssessment, ProtestAssessment
from supervision.exclusions.queries.decisions import is_granted_by, is_represented
from supervision.law.exclusions import ASSESSED_ENDINGS, CHANGED_OR_QUASHED
from supervision.law.participation import Instance
from supervision.law.protests import ProtestKind
from supervision.offices.models import Office
from supervision.protests.models import Protest

MOST_AWAITING = 200  # a list of work on one page; the oldest stand first


class AwaitingAct(NamedTuple):
    """An act of a reviewing court that the higher office has not assessed yet."""

    case_id: int
    act_id: int
    case_number: str
    offender: str
    court: str
    office_name: str
    instance: str
    kind: str
    made_on: date
    part: str


class AwaitingProtest(NamedTuple):
    """A protest withdrawn, returned or rejected that the higher office has not assessed yet."""

    protest_id: int
    case_id: int
    number: str
    case_number: str
    office_name: str
    outcome: str
    outcome_on: date


def is_own_response() -> ColumnElement[bool]:
    """Whether a `CourtAct` answers a granted protest, but for one of an office above (`Office` being
    that of the case) that nobody asked for: then a response was applied (`2015 ¶22`).
    """
    higher = and_(
        Protest.author_office_id == any_(Office.ancestors),
        Protest.author_office_id != AdminCase.office_id,
    )
    return exists().where(is_granted_by(CourtAct), or_(~higher, is_represented()))


def is_supervised() -> ColumnElement[bool]:
    """Whether a case of `AdminCase` is of a mandatory category, or was heard at first instance with a
    prosecutor: on appeal one takes part in all (`2015 ¶8, ¶22`).
    """
    heard = exists().where(
        CaseHearing.case_id == AdminCase.id,
        CaseHearing.instance == Instance.FIRST.value,
        CaseHearing.outcome == "took_part",
    )
    return or_(exists().where(CaseCategory.case_id == AdminCase.id), heard)


def is_to_be_assessed(session: Session, act_id: int) -> bool:
    """Whether an act was changed or quashed otherwise than on the office's own response."""
    statement = (
        select(CourtAct.id)
        .join(AdminCase, AdminCase.id == CourtAct.case_id)
        .join(Office, Office.id == AdminCase.office_id)
        .where(CourtAct.id == act_id, *_reviewing(), ~is_own_response())
    )
    return session.scalar(statement) is not None


def _reviewing() -> tuple[ColumnElement[bool], ...]:
    return (
        CourtAct.instance != Instance.FIRST.value,
        CourtAct.kind.in_(CHANGED_OR_QUASHED),
    )


def awaiting_acts(
    session: Session, *, office_ids: Sequence[int], language: str
) -> Sequence[AwaitingAct]:
    """The acts in cases of these offices that await an assessment, the oldest first (`2015 ¶22`)."""
    columns: list[Any] = [
        AdminCase.id,
        CourtAct.id,
        AdminCase.number,
        AdminCase.offender_name,
        court_name(language),
        office_name(language),
        CourtAct.instance,
        CourtAct.kind,
        CourtAct.made_on,
        CourtAct.part,
    ]
    statement = (
        select(*columns)
        .join(AdminCase, AdminCase.id == CourtAct.case_id)
        .join(Court, Court.id == CourtAct.court_id)
        .join(Office, Office.id == AdminCase.office_id)
        .where(
            AdminCase.office_id.in_(office_ids),
            *_reviewing(),
            is_supervised(),
            ~is_own_response(),
            ~exists().where(ActAssessment.act_id == CourtAct.id),
        )
        .order_by(CourtAct.made_on, CourtAct.id)
        .limit(MOST_AWAITING)
    )
    return [AwaitingAct._make(row) for row in session.execute(statement)]


def awaiting_protests(
    session: Session, *, office_ids: Sequence[int], language: str
) -> Sequence[AwaitingProtest]:
    """The failed appellate protests of these offices that await one, the oldest first (`2015 ¶23`)."""
    columns: list[Any] = [
        Protest.id,
        AdminCase.id,
        Protest.number,
        AdminCase.number,
        office_name(language),
        Protest.outcome,
        Protest.outcome_on,
    ]
    statement = (
        select(*columns)
        .join(AdminCase, AdminCase.id == Protest.case_id)
        .join(Office, Office.id == Protest.author_office_id)
        .where(
            Protest.author_office_id.in_(office_ids),
            Protest.kind == ProtestKind.APPELLATE.value,
            Protest.outcome.in_([each.value for each in ASSESSED_ENDINGS]),
            ~exists().where(ProtestAssessment.protest_id == Protest.id),
        )
        .order_by(Protest.outcome_on, Protest.id)
        .limit(MOST_AWAITING)
    )
    return [AwaitingProtest._make(row) for row in session.execute(statement)]


def of_act(session: Session, act_id: int) -> ActAssessment | None:
    """The assessment of an act as it stands now."""
    statement = select(ActAssessment).where(ActAssessment.act_id == act_id)
    return session.scalars(statement.execution_options(populate_existing=True)).first()


def of_case(session: Session, case_id: int) -> Sequence[ActAssessment]:
    """The assessments of the acts of a case."""
    statement = select(ActAssessment).where(ActAssessment.case_id == case_id)
    return session.scalars(statement.order_by(ActAssessment.id)).all()


def of_protest(session: Session, protest_id: int) -> ProtestAssessment | None:
    """The assessment of a protest as it stands now."""
    statement = select(ProtestAssessment).where(ProtestAssessment.protest_id == protest_id)
    return session.scalars(statement.execution_options(populate_existing=True)).first()
