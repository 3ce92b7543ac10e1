"""Reads of conclusions: one of a case, its history, whether the law asks for it, the lists.

Belongs here: rows for the pages and the questions the verbs ask. Does not belong here: who may see
a button (`conclusion_policy.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Select, Text, cast, func, select
from sqlalchemy.orm import Session

from supervision.cases.models import (
    AdminCase,
    Conclusion,
    ConclusionStep,
    CourtAct,
    OblastCheck,
)
from supervision.cases.rules import KIND
from supervision.cases.rules.conclusions import (
    OBLAST_CHECK_RULES,
    REASONED_RULES,
    ConclusionKind,
    ConclusionState,
)
from supervision.core.paging import PAGE_SIZE, Cursor, Page, cut, page_of
from supervision.duties.models import Duty
from supervision.duties.queries import LAST, DutyRow, office_name, when
from supervision.duties.queries import columns as duty_columns
from supervision.duties.rules import DutyState
from supervision.offices.models import Office, UserAccount

LARGEST_ID = 2**63 - 1
# A duty whose day is not known stands last in a list ordered by day.
DUE: ColumnElement[date] = func.coalesce(Duty.due_on, LAST, type_=Date)


class ConclusionRow(NamedTuple):
    """One conclusion of a list."""

    id: int
    case_id: int
    case_number: str
    act_kind: str
    act_made_on: date
    act_instance: str
    office_name: str
    kind: str
    state: str
    author_name: str
    edited_on: date
    submitted_on: date | None
    approved_on: date | None
    sent_on: date | None
    controlled_on: date | None


class AwaitedRow(NamedTuple):
    """An act whose duty waits for the oblast: a reasoned conclusion, or its own check."""

    duty_id: int
    due_on: date | None
    case_id: int
    case_number: str
    act_id: int
    act_kind: str
    act_made_on: date
    act_instance: str
    office_name: str
    conclusion_id: int | None
    conclusion_state: str | None


@dataclass(frozen=True)
class Narrowing:
    """What a list of conclusions is narrowed by."""

    queue: str = ""
    state: str | None = None
    kind: str | None = None
    office_id: int | None = None


class Desk(NamedTuple):
    """An office, and the offices on whose cases it writes the reasoned conclusions."""

    office_id: int
    reasoned: Sequence[int]


def conclusion_of(session: Session, case_id: int, conclusion_id: int) -> Conclusion | None:
    """One conclusion of this very case as it stands now, None for any other."""
    if max(case_id, conclusion_id) > LARGEST_ID:
        return None
    return session.scalars(
        select(Conclusion)
        .where(Conclusion.id == conclusion_id, Conclusion.case_id == case_id)
        .execution_options(populate_existing=True)
    ).first()


def conclusion_on(session: Session, act_id: int, kind: str) -> Conclusion | None:
    """The conclusion of this kind on an act, if one is begun."""
    return session.scalars(
        select(Conclusion).where(Conclusion.act_id == act_id, Conclusion.kind == kind)
    ).first()


def steps_of(session: Session, conclusion_id: int) -> list[ConclusionStep]:
    """The way of a conclusion, oldest step first."""
    return list(
        session.scalars(
            select(ConclusionStep)
            .where(ConclusionStep.conclusion_id == conclusion_id)
            .order_by(ConclusionStep.id)
        )
    )


def oblast_check_of(session: Session, act_id: int) -> OblastCheck | None:
    """The oblast's check of an act, if it is recorded."""
    return session.scalars(select(OblastCheck).where(OblastCheck.act_id == act_id)).first()


def reasoned_trigger(act_id: int) -> str:
    """What starts the duty of a reasoned conclusion on this act."""
    return f"court_act_entered_into_force#act-{act_id}"


def check_trigger(act_id: int) -> str:
    """What starts the duty of the oblast's check of this act."""
    return f"ruling_copy_handed_over#act-{act_id}"


def is_reasoned_asked(session: Session, case_id: int, act_id: int) -> bool:
    """Whether the law asks for a reasoned conclusion on this act, or has had one (`2015 ¶10`)."""
    return _duty(session, case_id, reasoned_trigger(act_id), REASONED_RULES) is not None


def is_reasoned_late(session: Session, case_id: int, act_id: int, on: date) -> bool:
    """Whether an approval on that day closes the duty after its last day."""
    trigger = reasoned_trigger(act_id)
    return _duty(session, case_id, trigger, REASONED_RULES, over_by=on) is not None


def is_check_late(session: Session, case_id: int, act_id: int, on: date) -> bool:
    """Whether the oblast's check on that day comes after the appellate term (`2015 ¶17`)."""
    trigger = check_trigger(act_id)
    return _duty(session, case_id, trigger, OBLAST_CHECK_RULES, over_by=on) is not None


def _duty(
    session: Session,
    case_id: int,
    trigger: str,
    rules: Sequence[str],
    over_by: date | None = None,
) -> int | None:
    """A standing duty of these rules; with `over_by` an open one whose day was before."""
    statement = select(Duty.id).where(
        Duty.subject_kind == KIND,
        Duty.subject_id == case_id,
        Duty.trigger == trigger,
        Duty.rule.in_(rules),
    )
    if over_by is None:
        statement = statement.where(Duty.state != DutyState.DROPPED.value)
    else:
        statement = statement.where(Duty.state == DutyState.OPEN.value, when("overdue", over_by))
    return session.scalars(statement.limit(1)).first()


def queue(name: str, desk: Desk) -> list[ColumnElement[bool]]:
    """The condition of one queue: what waits for an office's head, authors or controllers."""
    reasoned = Conclusion.kind == ConclusionKind.REASONED.value
    own = ((~reasoned) & (Conclusion.office_id == desk.office_id)) | (
        reasoned & Conclusion.office_id.in_(desk.reasoned)
    )
    approved = Conclusion.state == ConclusionState.APPROVED.value
    conditions: dict[str, list[ColumnElement[bool]]] = {
        "approval": [own, Conclusion.state == ConclusionState.SUBMITTED.value],
        "returned": [own, Conclusion.state == ConclusionState.RETURNED.value],
        "drafts": [own, Conclusion.state == ConclusionState.DRAFT.value],
        "to_send": [own, reasoned, approved, Conclusion.sent_on.is_(None)],
        "control": [reasoned, Conclusion.sent_on.is_not(None), Conclusion.controlled_on.is_(None)],
    }
    return conditions[name]


def waiting(session: Session, name: str, desk: Desk) -> int:
    """How many conclusions stand in a queue."""
    statement = select(func.count()).select_from(Conclusion).where(*queue(name, desk))
    return session.scalar(statement) or 0


def listed(
    session: Session,
    narrowing: Narrowing,
    *,
    desk: Desk,
    cursor: Cursor | None,
    language: str,
    size: int = PAGE_SIZE,
) -> Page[ConclusionRow]:
    """One page of conclusions, the newest first; `desk` is whose queue is asked for."""
    columns: list[Any] = [
        Conclusion.id,
        Conclusion.case_id,
        AdminCase.number,
        CourtAct.kind,
        CourtAct.made_on,
        CourtAct.instance,
        office_name(language),
        Conclusion.kind,
        Conclusion.state,
        Conclusion.author_name,
        Conclusion.edited_on,
        Conclusion.submitted_on,
        Conclusion.approved_on,
        Conclusion.sent_on,
        Conclusion.controlled_on,
    ]
    statement = (
        select(*columns)
        .join(AdminCase, AdminCase.id == Conclusion.case_id)
        .join(CourtAct, CourtAct.id == Conclusion.act_id)
        .join(Office, Office.id == Conclusion.office_id)
    )
    if narrowing.queue:
        statement = statement.where(*queue(narrowing.queue, desk))
    for column, value in (
        (Conclusion.state, narrowing.state),
        (Conclusion.kind, narrowing.kind),
        (Conclusion.office_id, narrowing.office_id),
    ):
        if value is not None:
            statement = statement.where(column == value)
    narrowed = cut(
        statement,
        sort=Conclusion.id.expression,
        row_id=Conclusion.id.expression,
        descending=True,
        cursor=cursor,
        size=size,
    )
    rows = [ConclusionRow._make(row) for row in session.execute(narrowed)]
    return page_of(rows, key=lambda row: (row.id, row.id), cursor=cursor, size=size)


def awaited(
    session: Session, office_id: int, *, cursor: Cursor | None, language: str
) -> Page[AwaitedRow]:
    """The acts that wait for this oblast office's reasoned conclusion or check, the newest last."""
    columns: list[Any] = [
        Duty.id,
        Duty.due_on,
        AdminCase.id,
        AdminCase.number,
        CourtAct.id,
        CourtAct.kind,
        CourtAct.made_on,
        CourtAct.instance,
        office_name(language),
        Conclusion.id,
        Conclusion.state,
    ]
    statement = (
        select(*columns)
        .join(AdminCase, AdminCase.id == Duty.subject_id)
        .join(CourtAct, _act_of_duty())
        .join(Office, Office.id == AdminCase.office_id)
        .outerjoin(
            Conclusion,
            (Conclusion.act_id == CourtAct.id)
            & (Conclusion.kind == ConclusionKind.REASONED.value)
            & Duty.rule.in_(REASONED_RULES),
        )
        .where(*_awaited(office_id))
    )
    narrowed = cut(
        statement,
        sort=DUE,
        row_id=Duty.id.expression,
        descending=False,
        cursor=cursor,
    )
    rows = [AwaitedRow._make(row) for row in session.execute(narrowed)]
    return page_of(rows, key=lambda row: (row.due_on or LAST, row.duty_id), cursor=cursor)


def duties_by_id(session: Session, ids: Sequence[int], language: str) -> dict[int, DutyRow]:
    """These duties as lists show them."""
    statement = (
        select(*duty_columns(language))
        .join(Office, Office.id == Duty.owner_office_id)
        .outerjoin(UserAccount, UserAccount.id == Duty.assignee_id)
        .where(Duty.id.in_(ids))
    )
    return {row.id: DutyRow._make(row) for row in session.execute(statement)}


def awaited_count(session: Session, office_id: int) -> int:
    """How many acts wait for this oblast office."""
    statement: Select[Any] = select(func.count()).select_from(Duty).where(*_awaited(office_id))
    return session.scalar(statement) or 0


def _act_of_duty() -> ColumnElement[bool]:
    """The act whose copy or entry into force started the duty."""
    act = func.split_part(Duty.trigger, "#act-", 2)
    return (CourtAct.case_id == Duty.subject_id) & (act == cast(CourtAct.id, Text))


def _awaited(office_id: int) -> list[ColumnElement[bool]]:
    return [
        Duty.subject_kind == KIND,
        Duty.owner_office_id == office_id,
        Duty.state == DutyState.OPEN.value,
        Duty.rule.in_([*REASONED_RULES, *OBLAST_CHECK_RULES]),
    ]
