"""Reads of petitions: one petition, and the register page by page."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select, union_all
from sqlalchemy.orm import Session

from supervision.core.errors import NotFound
from supervision.core.paging import PAGE_SIZE, Cursor, Page, cut, page_of
from supervision.core.searching import begins, query_words
from supervision.duties.models import Duty
from supervision.duties.queries import DutyRow, office_name
from supervision.duties.queries import columns as duty_columns
from supervision.offices.models import Office, UserAccount
from supervision.petitions.models import (
    Petition,
    PetitionCheck,
    PetitionTransfer,
    PetitionWord,
)

LARGEST_ID = 2**63 - 1
_REGISTER_LOCK = 7_251_021
_PETITION_LOCK = 7_251_022


class PetitionRow(NamedTuple):
    """One petition as the register shows it."""

    id: int
    office_name: str
    year: int
    sequence: int
    kind: str
    petitioner_name: str
    case_number: str
    received_on: date
    state: str
    examiner: str | None
    repeats_id: int | None


@dataclass(frozen=True)
class Filters:
    """What the register is narrowed to; None and "" narrow nothing. Days are of receipt."""

    text: str = ""
    kind: str | None = None
    state: str | None = None
    office_id: int | None = None
    examiner_id: int | None = None
    received_from: date | None = None
    received_to: date | None = None


SORTS: Mapping[str, ColumnElement[Any]] = {
    "registered": Petition.id.expression,
    "received_on": Petition.received_on.expression,
    "petitioner": Petition.petitioner_key.expression,
}
_KEYS = {"registered": "id", "received_on": "received_on", "petitioner": "petitioner_key"}


def get(session: Session, petition_id: int) -> Petition:
    """The petition, if the scope shows it; raises NotFound otherwise."""
    found = None
    if petition_id <= LARGEST_ID:
        found = session.scalars(select(Petition).where(Petition.id == petition_id)).first()
    if found is None:
        raise NotFound
    return found


def get_check(session: Session, check_id: int) -> PetitionCheck:
    """One additional check, if the scope shows it; raises NotFound otherwise."""
    found = None
    if check_id <= LARGEST_ID:
        found = session.scalars(select(PetitionCheck).where(PetitionCheck.id == check_id)).first()
    if found is None:
        raise NotFound
    return found


def get_for_change(session: Session, petition_id: int) -> Petition | None:
    """The petition as it stands now, held against other writers until the transaction ends.

    None when it is not there or this scope may not change it.
    """
    if petition_id > LARGEST_ID:
        return None
    hold_petition(session, petition_id)
    return session.scalars(
        select(Petition)
        .where(Petition.id == petition_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def hold_petition(session: Session, petition_id: int) -> None:
    """Let nobody else record anything of this petition until the transaction ends.

    A higher office approves a conclusion without a right to lock the petition's own row.
    """
    key = func.hashint8(petition_id)
    session.execute(select(func.pg_advisory_xact_lock(_PETITION_LOCK, key)))


def hold_register(session: Session, office_id: int) -> None:
    """Let nobody else take a number in this office's register until the transaction ends."""
    session.execute(select(func.pg_advisory_xact_lock(_REGISTER_LOCK, office_id)))


def next_sequence(session: Session, office_id: int, year: int) -> int:
    """The next number in an office's register; a forwarded petition's number is not given again."""
    taken = union_all(
        select(Petition.sequence).where(Petition.office_id == office_id, Petition.year == year),
        select(PetitionTransfer.sequence).where(
            PetitionTransfer.office_id == office_id, PetitionTransfer.year == year
        ),
    ).subquery()
    return int(session.scalar(select(func.coalesce(func.max(taken.c.sequence), 0))) or 0) + 1


def made_before(session: Session, model: type[Any], key: uuid.UUID) -> Any | None:
    """What a form sent before with this key has made."""
    return session.scalars(select(model).where(model.idempotency_key == key)).first()


def register(
    session: Session,
    filters: Filters,
    *,
    sort: str,
    descending: bool,
    cursor: Cursor | None,
    language: str,
    size: int = PAGE_SIZE,
) -> Page[PetitionRow]:
    """One page of the register in the given order; `sort` is a key of `SORTS`."""
    statement = (
        select(*_columns(language), Petition.petitioner_key)
        .join(Office, Office.id == Petition.office_id)
        .outerjoin(UserAccount, UserAccount.id == Petition.examiner_id)
    )
    narrowed = cut(
        _narrowed(statement, filters),
        sort=SORTS[sort],
        row_id=Petition.id.expression,
        descending=descending,
        cursor=cursor,
        size=size,
    )
    rows = session.execute(narrowed).all()
    place = _KEYS[sort]
    page = page_of(rows, key=lambda row: (getattr(row, place), row.id), cursor=cursor, size=size)
    return Page([PetitionRow(*row[:-1]) for row in page.rows], page.before, page.after)


def _columns(language: str) -> list[Any]:
    """The columns of `PetitionRow`, with names in `language`."""
    return [
        Petition.id,
        office_name(language),
        Petition.year,
        Petition.sequence,
        Petition.kind,
        Petition.petitioner_name,
        Petition.case_number,
        Petition.received_on,
        Petition.state,
        UserAccount.full_name,
        Petition.repeats_id,
    ]


def _narrowed(statement: Select[Any], filters: Filters) -> Select[Any]:
    exact = {
        Petition.kind: filters.kind,
        Petition.state: filters.state,
        Petition.office_id: filters.office_id,
        Petition.examiner_id: filters.examiner_id,
    }
    for column, value in exact.items():
        if value is not None:
            statement = statement.where(column == value)
    if filters.received_from is not None:
        statement = statement.where(Petition.received_on >= filters.received_from)
    if filters.received_to is not None:
        statement = statement.where(Petition.received_on <= filters.received_to)
    if filters.text.strip():
        words = query_words(filters.text)
        if not words:
            return statement.where(Petition.id < 0)
        for word in words:
            statement = statement.where(Petition.id.in_(_found_by(word)))
    return statement


def _found_by(word: str) -> Select[Any]:
    """The petitions found by a beginning of a word; signs like % and _ are letters like others."""
    return select(PetitionWord.petition_id).where(begins(PetitionWord.word, word))


def duties_of(session: Session, kind: str, subject_id: int, language: str) -> list[DutyRow]:
    """Every duty the law gave one petition or check, oldest first."""
    statement = (
        select(*duty_columns(language))
        .join(Office, Office.id == Duty.owner_office_id)
        .outerjoin(UserAccount, UserAccount.id == Duty.assignee_id)
        .where(Duty.subject_kind == kind, Duty.subject_id == subject_id)
        .order_by(Duty.id)
    )
    return [DutyRow._make(row) for row in session.execute(statement)]
