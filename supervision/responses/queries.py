"""Reads of breaches and acts of response; row-level security keeps them to the offices seen."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Select, func, select
from sqlalchemy.orm import Session

from supervision.core.errors import NotFound
from supervision.core.paging import PAGE_SIZE, Cursor, Page, cut, page_of
from supervision.core.searching import query_words
from supervision.duties.queries import office_name
from supervision.offices.models import Office
from supervision.responses.models import Breach, HeldLiable, ResponseAct, ResponseActBreach
from supervision.responses.rules import ActState

LARGEST_ID = 2**63 - 1


class ActRow(NamedTuple):
    """One act of response as the register shows it; `on` is the day it went out, or was drafted."""

    id: int
    office_name: str
    subject_kind: str
    subject_id: int
    subject_label: str
    kind: str
    other_kind: str
    number: str
    on: date
    addressee: str
    answer_by: date | None
    answered_on: date | None
    outcome: str | None
    state: str


class Brought(NamedTuple):
    """A brought act as the duties of its subject ask of it."""

    act_id: int
    brought_on: date
    breach_ids: tuple[int, ...]
    ruling_id: int | None


@dataclass(frozen=True)
class Filters:
    """What the register is narrowed to; None and "" narrow nothing. Days are of the act."""

    text: str = ""
    office_id: int | None = None
    kind: str | None = None
    state: str | None = None
    overdue: bool = False
    since: date | None = None
    until: date | None = None


DAY: ColumnElement[date] = func.coalesce(
    ResponseAct.brought_on, ResponseAct.recorded_on, type_=Date
)
SORTS: Mapping[str, ColumnElement[Any]] = {
    "recorded": ResponseAct.id.expression,
    "number": ResponseAct.number.expression,
    "on": DAY,
}


def of_subject(session: Session, kind: str, subject_id: int) -> list[Breach]:
    """Every breach found in one subject, in the order they were recorded."""
    return of_subjects(session, kind, [subject_id])


def of_subjects(session: Session, kind: str, subject_ids: Sequence[int]) -> list[Breach]:
    """Every breach found in these subjects, in one statement."""
    statement = (
        select(Breach)
        .where(Breach.subject_kind == kind, Breach.subject_id.in_(subject_ids))
        .order_by(Breach.id)
    )
    return list(session.scalars(statement))


def get(session: Session, kind: str, subject_id: int, breach_id: int) -> Breach:
    """One breach of this very subject; raises NotFound for any other."""
    breach = session.scalars(
        select(Breach).where(
            Breach.id == breach_id, Breach.subject_kind == kind, Breach.subject_id == subject_id
        )
    ).first()
    if breach is None:
        raise NotFound
    return breach


def get_act(session: Session, act_id: int) -> ResponseAct:
    """The act of response, if the scope shows it; raises NotFound otherwise."""
    found = None
    if act_id <= LARGEST_ID:
        found = session.scalars(select(ResponseAct).where(ResponseAct.id == act_id)).first()
    if found is None:
        raise NotFound
    return found


def act_for_change(session: Session, act_id: int) -> ResponseAct:
    """The act as it stands now, held against other writers until the transaction ends."""
    found = session.scalars(
        select(ResponseAct)
        .where(ResponseAct.id == act_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise NotFound
    return found


def act_made_before(session: Session, key: uuid.UUID) -> ResponseAct | None:
    """The act a form sent before with this key has made."""
    return session.scalars(select(ResponseAct).where(ResponseAct.idempotency_key == key)).first()


def held_made_before(session: Session, key: uuid.UUID) -> HeldLiable | None:
    """The row a form sent before with this key has made."""
    return session.scalars(select(HeldLiable).where(HeldLiable.idempotency_key == key)).first()


def breaches_of_act(session: Session, act_id: int) -> list[Breach]:
    """The breaches an act names, in the order they were recorded."""
    statement = (
        select(Breach)
        .join(ResponseActBreach, ResponseActBreach.breach_id == Breach.id)
        .where(ResponseActBreach.act_id == act_id)
        .order_by(Breach.id)
    )
    return list(session.scalars(statement))


def held_of_act(session: Session, act_id: int) -> list[HeldLiable]:
    """Who was held liable because of an act, in the order they were recorded."""
    statement = select(HeldLiable).where(HeldLiable.act_id == act_id).order_by(HeldLiable.id)
    return list(session.scalars(statement))


def acts_of_subject(session: Session, kind: str, subject_id: int) -> list[ResponseAct]:
    """Every act of response about one subject, in the order they were recorded."""
    statement = (
        select(ResponseAct)
        .where(ResponseAct.subject_kind == kind, ResponseAct.subject_id == subject_id)
        .order_by(ResponseAct.id)
    )
    return list(session.scalars(statement))


def brought_of_subjects(
    session: Session, kind: str, subject_ids: Sequence[int]
) -> dict[int, list[Brought]]:
    """The acts brought about these subjects and not taken back, by subject, in one statement."""
    breaches = (
        select(func.array_agg(ResponseActBreach.breach_id))
        .where(ResponseActBreach.act_id == ResponseAct.id)
        .scalar_subquery()
    )
    statement = (
        select(
            ResponseAct.subject_id,
            ResponseAct.id,
            ResponseAct.brought_on,
            breaches,
            ResponseAct.ruling_id,
        )
        .where(
            ResponseAct.subject_kind == kind,
            ResponseAct.subject_id.in_(subject_ids),
            ResponseAct.state.not_in([ActState.DRAFT.value, ActState.WITHDRAWN.value]),
        )
        .order_by(ResponseAct.brought_on, ResponseAct.id)
    )
    found: dict[int, list[Brought]] = {}
    for subject_id, act_id, on, linked, ruling_id in session.execute(statement):
        brought = Brought(act_id, on, tuple(sorted(linked or ())), ruling_id)
        found.setdefault(subject_id, []).append(brought)
    return found


def first_answer(brought: Sequence[Brought], breach_id: int) -> Brought | None:
    """The first act that was brought about a breach, out of those of its subject."""
    return next((act for act in brought if breach_id in act.breach_ids), None)


def register(
    session: Session,
    filters: Filters,
    *,
    sort: str,
    descending: bool,
    cursor: Cursor | None,
    language: str,
    today: date,
    size: int = PAGE_SIZE,
) -> Page[ActRow]:
    """One page of the register in the given order; `sort` is a key of `SORTS`."""
    columns: list[Any] = [
        ResponseAct.id,
        office_name(language),
        ResponseAct.subject_kind,
        ResponseAct.subject_id,
        ResponseAct.subject_label,
        ResponseAct.kind,
        ResponseAct.other_kind,
        ResponseAct.number,
        DAY,
        ResponseAct.addressee,
        ResponseAct.answer_by,
        ResponseAct.answered_on,
        ResponseAct.outcome,
        ResponseAct.state,
    ]
    statement = select(*columns).join(Office, Office.id == ResponseAct.office_id)
    narrowed = cut(
        _narrowed(statement, filters, today),
        sort=SORTS[sort],
        row_id=ResponseAct.id.expression,
        descending=descending,
        cursor=cursor,
        size=size,
    )
    rows = [ActRow._make(row) for row in session.execute(narrowed)]
    return page_of(rows, key=lambda row: (_place(row, sort), row.id), cursor=cursor, size=size)


def _place(row: ActRow, sort: str) -> Any:
    """The value `row` is sorted by, as the database compares it."""
    return row.id if sort == "recorded" else getattr(row, sort)


def _narrowed(statement: Select[Any], filters: Filters, today: date) -> Select[Any]:
    exact = {
        ResponseAct.office_id: filters.office_id,
        ResponseAct.kind: filters.kind,
        ResponseAct.state: filters.state,
    }
    for column, value in exact.items():
        if value is not None:
            statement = statement.where(column == value)
    if filters.overdue:
        statement = statement.where(
            ResponseAct.state == ActState.BROUGHT.value, ResponseAct.answer_by < today
        )
    if filters.since is not None:
        statement = statement.where(filters.since <= DAY)
    if filters.until is not None:
        statement = statement.where(filters.until >= DAY)
    if filters.text.strip():
        words = query_words(filters.text)
        if not words:
            return statement.where(ResponseAct.id < 0)
        for word in words:
            # signs like % and _ are letters like others
            statement = statement.where(func.strpos(ResponseAct.search_text, word) > 0)
    return statement
