"""Reads of missed terms: which acts may have one, one record whole, the list of the higher office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, Court, CourtAct, OblastCheck
from supervision.cases.queries.cases import court_name
from supervision.cases.rules import KIND as CASE
from supervision.cases.rules.acts import CheckResult
from supervision.core.errors import NotFound
from supervision.core.paging import PAGE_SIZE, Cursor, Page, cut, page_of
from supervision.duties.models import Duty
from supervision.duties.queries import office_name
from supervision.offices.models import Office
from supervision.protests.models import Protest
from supervision.protests.queries.matters import Matter, MatterAct, matter_of
from supervision.protests.queries.protests import LARGEST_ID
from supervision.protests.rules import ProtestState
from supervision.representations.models import MissedWindow
from supervision.representations.rules import MissedState


class Candidate(NamedTuple):
    """An act whose term may have been missed, and the checks that say what it is."""

    case_id: int
    act_id: int
    check_result: str | None
    oblast_result: str | None
    protested: bool


@dataclass(frozen=True)
class Missed:
    """A missed term with its case, act and the duties of the window."""

    record: MissedWindow
    matter: Matter
    act: MatterAct
    duties: Sequence[Duty]


class MissedRow(NamedTuple):
    """One missed term of the list."""

    id: int
    case_id: int
    case_number: str
    offender: str
    court: str
    office_name: str
    made_on: date
    window_ends_on: date
    found_on: date
    state: str
    cause: str | None
    stage: str | None
    decision: str | None


def _brought() -> Any:
    return (
        select(Protest.id)
        .where(
            Protest.act_id == CourtAct.id,
            Protest.kind == "appellate",
            Protest.state.not_in((ProtestState.DRAFT.value, ProtestState.DROPPED.value)),
        )
        .exists()
    )


def candidates(session: Session, case_id: int | None = None) -> list[Candidate]:
    """The acts found unlawful without a protest, and those whose record may no longer stand, in one
    statement; of one case when `case_id` is given.
    """
    brought = _brought()
    unlawful = CheckResult.UNLAWFUL.value
    found = or_(CourtAct.check_result == unlawful, OblastCheck.result == unlawful)
    statement = (
        select(
            CourtAct.case_id,
            CourtAct.id,
            CourtAct.check_result,
            OblastCheck.result,
            brought,
        )
        .outerjoin(OblastCheck, OblastCheck.act_id == CourtAct.id)
        .outerjoin(MissedWindow, MissedWindow.act_id == CourtAct.id)
        .where(
            or_(
                and_(found, MissedWindow.id.is_(None), ~brought),
                and_(MissedWindow.state == MissedState.LIFTED.value, ~brought),
                MissedWindow.state == MissedState.OPEN.value,
            )
        )
        .order_by(CourtAct.case_id, CourtAct.id)
    )
    if case_id is not None:
        statement = statement.where(CourtAct.case_id == case_id)
    return [Candidate._make(row) for row in session.execute(statement)]


def is_protested(session: Session, act_id: int) -> bool:
    """Whether an appellate protest was brought against the act."""
    statement = select(_brought()).where(CourtAct.id == act_id).select_from(CourtAct)
    return bool(session.scalar(statement))


def record_of(session: Session, act_id: int) -> MissedWindow | None:
    """The record of an act, if there is one."""
    statement = select(MissedWindow).where(MissedWindow.act_id == act_id)
    return session.scalars(statement.execution_options(populate_existing=True)).first()


def get(session: Session, missed_id: int) -> MissedWindow:
    """The record as it stands now, if the scope shows it; raises NotFound otherwise."""
    found = None
    if missed_id <= LARGEST_ID:
        found = session.scalars(
            select(MissedWindow)
            .where(MissedWindow.id == missed_id)
            .execution_options(populate_existing=True)
        ).first()
    if found is None:
        raise NotFound
    return found


def missed_of(session: Session, missed_id: int) -> Missed:
    """A missed term with everything about it; raises NotFound."""
    record = get(session, missed_id)
    matter = matter_of(session, CASE, record.case_id)
    duties = session.scalars(
        select(Duty)
        .where(
            Duty.subject_kind == CASE,
            Duty.subject_id == record.case_id,
            Duty.trigger.endswith(f"#act-{record.act_id}"),
            Duty.trigger.not_like("missed_protest%"),
        )
        .order_by(Duty.id)
    ).all()
    return Missed(record, matter, matter.act(record.act_id), duties)


def of_case(session: Session, case_id: int) -> Sequence[MissedWindow]:
    """The missed terms of a case, those lifted left out."""
    return session.scalars(
        select(MissedWindow)
        .where(MissedWindow.case_id == case_id, MissedWindow.state != MissedState.LIFTED.value)
        .order_by(MissedWindow.id)
    ).all()


def listed(
    session: Session,
    *,
    state: str,
    office_id: int | None,
    cursor: Cursor | None,
    language: str,
    size: int = PAGE_SIZE,
) -> Page[MissedRow]:
    """One page of the missed terms in a state, the oldest first."""
    statement = _selected(language).where(MissedWindow.state == state)
    if office_id is not None:
        statement = statement.where(MissedWindow.office_id == office_id)
    narrowed = cut(
        statement,
        sort=MissedWindow.id.expression,
        row_id=MissedWindow.id.expression,
        descending=False,
        cursor=cursor,
        size=size,
    )
    rows = [MissedRow._make(row) for row in session.execute(narrowed)]
    return page_of(rows, key=lambda row: (row.id, row.id), cursor=cursor, size=size)


def _selected(language: str) -> Select[Any]:
    columns: list[Any] = [
        MissedWindow.id,
        AdminCase.id,
        AdminCase.number,
        AdminCase.offender_name,
        court_name(language),
        office_name(language),
        CourtAct.made_on,
        MissedWindow.window_ends_on,
        MissedWindow.found_on,
        MissedWindow.state,
        MissedWindow.cause,
        MissedWindow.stage,
        MissedWindow.decision,
    ]
    return (
        select(*columns)
        .join(AdminCase, AdminCase.id == MissedWindow.case_id)
        .join(CourtAct, CourtAct.id == MissedWindow.act_id)
        .join(Court, Court.id == CourtAct.court_id)
        .join(Office, Office.id == MissedWindow.office_id)
    )
