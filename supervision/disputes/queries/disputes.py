"""Reads of disputes: one dispute, and the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, ColumnElement, Date, Select, Text, exists, func, select
from sqlalchemy.orm import Session

from supervision.cases.models import Court
from supervision.cases.queries.cases import LARGEST_ID, court_name
from supervision.core.errors import NotFound
from supervision.core.paging import PAGE_SIZE, Cursor, Page, cut, page_of
from supervision.core.searching import begins, query_words
from supervision.disputes.models import (
    Dispute,
    DisputeAct,
    DisputeGround,
    DisputeHearing,
    DisputeParty,
    DisputeWord,
)
from supervision.disputes.queries.hearings import hearing_near
from supervision.disputes.rules.dispute import DisputeState
from supervision.duties.queries import office_name
from supervision.offices.models import Office, UserAccount

_REGISTER_LOCK = 7_251_041
_DISPUTE_LOCK = 7_251_042


class DisputeRow(NamedTuple):
    """One dispute as the register shows it; `grounds` are those that stand."""

    id: int
    office_id: int
    office_name: str
    number: str
    kind: str
    subject: str
    court: str
    received_on: date
    grounds: list[str]
    next_hearing: datetime | None
    last_act: str | None
    assignee: str | None


class PartyRow(NamedTuple):
    """One party as lists show it."""

    dispute_id: int
    role: str
    name: str


@dataclass(frozen=True)
class Filters:
    """What the register is narrowed to; None and "" narrow nothing. `hearing` is `soon` or
    `unassigned`: a hearing in the week ahead, or one that nobody is assigned to.
    """

    text: str = ""
    office_id: int | None = None
    court_id: int | None = None
    assignee_id: int | None = None
    kind: str | None = None
    ground: str | None = None
    state: str | None = None
    hearing: str | None = None


RECEIVED: ColumnElement[date] = func.coalesce(
    Dispute.received_by_court_on, Dispute.registered_on, type_=Date
)
SORTS: Mapping[str, ColumnElement[Any]] = {
    "registered": Dispute.id.expression,
    "number": Dispute.number.expression,
    "received_on": RECEIVED,
}


def get(session: Session, dispute_id: int) -> Dispute:
    """The dispute, if the scope shows it; raises NotFound otherwise."""
    found = None
    if dispute_id <= LARGEST_ID:
        found = session.scalars(select(Dispute).where(Dispute.id == dispute_id)).first()
    if found is None:
        raise NotFound
    return found


def get_for_change(session: Session, dispute_id: int) -> Dispute | None:
    """The dispute as it stands now, held against other writers until the transaction ends.

    None when it is not there or this scope may not change it.
    """
    if dispute_id > LARGEST_ID:
        return None
    hold_dispute(session, dispute_id)
    return session.scalars(
        select(Dispute)
        .where(Dispute.id == dispute_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def hold_dispute(session: Session, dispute_id: int) -> None:
    """Let nobody else record anything of this dispute until the transaction ends.

    A higher office may not lock the row itself, and what it tells must not pass a verb unseen.
    """
    session.execute(select(func.pg_advisory_xact_lock(_DISPUTE_LOCK, func.hashint8(dispute_id))))


def hold_register(session: Session, office_id: int) -> None:
    """Let nobody else register a dispute in this office until the transaction ends."""
    session.execute(select(func.pg_advisory_xact_lock(_REGISTER_LOCK, office_id)))


def same_dispute(session: Session, office_id: int, court_id: int, number: str) -> int | None:
    """The id of the office's dispute with this number of this court."""
    statement = select(Dispute.id).where(
        Dispute.number == number, Dispute.court_id == court_id, Dispute.office_id == office_id
    )
    return session.scalars(statement.limit(1)).first()


def register(
    session: Session,
    filters: Filters,
    *,
    sort: str,
    descending: bool,
    cursor: Cursor | None,
    today: date,
    language: str,
    size: int = PAGE_SIZE,
) -> Page[DisputeRow]:
    """One page of the register in the given order; `sort` is a key of `SORTS`."""
    statement = (
        select(*_columns(language))
        .join(Office, Office.id == Dispute.office_id)
        .join(Court, Court.id == Dispute.court_id)
        .outerjoin(UserAccount, UserAccount.id == Dispute.assignee_id)
    )
    narrowed = cut(
        _narrowed(statement, filters, today),
        sort=SORTS[sort],
        row_id=Dispute.id.expression,
        descending=descending,
        cursor=cursor,
        size=size,
    )
    rows = [DisputeRow._make(row) for row in session.execute(narrowed)]
    return page_of(rows, key=lambda row: (_place(row, sort), row.id), cursor=cursor, size=size)


def _place(row: DisputeRow, sort: str) -> Any:
    """The value `row` is sorted by, as the database compares it."""
    return row.id if sort == "registered" else getattr(row, sort)


def _columns(language: str) -> list[Any]:
    """The columns of `DisputeRow`, with names in `language`."""
    grounds = select(DisputeGround.code).where(DisputeGround.dispute_id == Dispute.id)
    hearing = select(func.min(DisputeHearing.starts_at)).where(
        DisputeHearing.dispute_id == Dispute.id, DisputeHearing.outcome.is_(None)
    )
    act = select(DisputeAct.decision).where(DisputeAct.dispute_id == Dispute.id)
    return [
        Dispute.id,
        Dispute.office_id,
        office_name(language),
        Dispute.number,
        Dispute.kind,
        Dispute.subject,
        court_name(language),
        RECEIVED,
        func.array(grounds.order_by(DisputeGround.code).scalar_subquery(), type_=ARRAY(Text)),
        hearing.scalar_subquery(),
        act.order_by(DisputeAct.made_on.desc(), DisputeAct.id.desc()).limit(1).scalar_subquery(),
        UserAccount.full_name,
    ]


def _narrowed(statement: Select[Any], filters: Filters, today: date) -> Select[Any]:
    exact = {
        Dispute.office_id: filters.office_id,
        Dispute.court_id: filters.court_id,
        Dispute.assignee_id: filters.assignee_id,
        Dispute.kind: filters.kind,
    }
    for column, value in exact.items():
        if value is not None:
            statement = statement.where(column == value)
    if filters.ground is not None:
        of_ground = select(DisputeGround.dispute_id).where(DisputeGround.code == filters.ground)
        statement = statement.where(Dispute.id.in_(of_ground))
    if filters.state is not None:
        statement = statement.where(_stands(filters.state))
    if filters.hearing is not None:
        near = select(DisputeHearing.dispute_id).where(hearing_near(filters.hearing, today))
        statement = statement.where(Dispute.id.in_(near))
    if filters.text.strip():
        words = query_words(filters.text)
        if not words:
            return statement.where(Dispute.id < 0)
        for word in words:
            statement = statement.where(Dispute.id.in_(_found_by(word)))
    return statement


def _stands(state: str) -> ColumnElement[bool]:
    """The condition of a `DisputeState`."""
    decided = exists().where(DisputeAct.dispute_id == Dispute.id)
    unchecked = exists().where(
        DisputeAct.dispute_id == Dispute.id, DisputeAct.check_result.is_(None)
    )
    if state == DisputeState.UNDECIDED:
        return ~decided
    return unchecked if state == DisputeState.UNCHECKED else decided & ~unchecked


def _found_by(word: str) -> Select[Any]:
    """The disputes found by a beginning of a word; signs like % and _ are letters like others."""
    return select(DisputeWord.dispute_id).where(begins(DisputeWord.word, word))


def parties_of_disputes(session: Session, dispute_ids: Sequence[int]) -> dict[int, list[PartyRow]]:
    """The parties of these disputes, in one statement."""
    statement = (
        select(DisputeParty.dispute_id, DisputeParty.role, DisputeParty.name)
        .where(DisputeParty.dispute_id.in_(dispute_ids))
        .order_by(DisputeParty.dispute_id, DisputeParty.position)
    )
    found: dict[int, list[PartyRow]] = {}
    for row in session.execute(statement):
        found.setdefault(row[0], []).append(PartyRow(*row))
    return found
