"""Reads of requested files: one file with its parts, and the register.

Belongs here: one function per question. Does not belong here: what a date means (`duties`, `law`).
A register page costs the same few statements however many files there are.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, null, select
from sqlalchemy.orm import Session

from supervision.core.errors import NotFound
from supervision.core.paging import PAGE_SIZE, Cursor, Page, cut, page_of
from supervision.core.searching import begins
from supervision.duties.models import Duty
from supervision.duties.queries import DutyRow, office_name, when
from supervision.duties.queries import columns as duty_columns
from supervision.duties.rules import Chain, DutyState
from supervision.law.participation import Ground, PartyFacts, enforcement_grounds
from supervision.offices.models import Office, UserAccount
from supervision.studies.models import (
    FileParty,
    FileSupply,
    FileWord,
    RequestedFile,
    StudyAnswer,
)
from supervision.studies.rules import KIND, STUDY_RULE, SUPPLY_RULE, query_words

LARGEST_ID = 2**63 - 1
_NUMBERING_LOCK = 7_251_003
DEADLINES = ("overdue", "due_soon", "supply_overdue")


class FileRow(NamedTuple):
    """One file as the register shows it; `since` is the day it came to its present state."""

    id: int
    office_id: int
    office_name: str
    year: int
    sequence: int
    number: str
    branch: str
    state: str
    bailiff: str
    contested_by: list[str]
    requested_on: date
    since: date | None
    assignee: str | None
    due_on: date | None

    @property
    def registration_number(self) -> str:
        """The office's own number of the file."""
        return f"{self.year}-{self.sequence:04}"


class PartyRow(NamedTuple):
    """One party as lists show it, with what a ground of participation may rest on."""

    file_id: int
    role: str
    kind: str
    name: str
    cannot_defend: list[str]


@dataclass(frozen=True)
class Filters:
    """What the register is narrowed to; None and "" narrow nothing."""

    text: str = ""
    state: str | None = None
    branch: str | None = None
    office_id: int | None = None
    assignee_id: int | None = None
    deadline: str | None = None
    requested_from: date | None = None
    requested_to: date | None = None


SORTS: Mapping[str, ColumnElement[Any]] = {
    "registered": RequestedFile.id.expression,
    "number": RequestedFile.number.expression,
    "requested_on": RequestedFile.requested_on.expression,
    "due_on": Duty.due_on.expression,
}


def get(session: Session, file_id: int) -> RequestedFile:
    """The file, if the scope shows it; raises NotFound otherwise."""
    if file_id > LARGEST_ID:
        raise NotFound
    file = session.scalars(select(RequestedFile).where(RequestedFile.id == file_id)).first()
    if file is None:
        raise NotFound
    return file


def get_for_change(session: Session, file_id: int) -> tuple[RequestedFile, Chain] | None:
    """The file as it stands now, held against other writers until the transaction ends.

    With it the offices above it. None when it is not there or this scope may not change it.
    """
    if file_id > LARGEST_ID:
        return None
    found = session.execute(
        select(RequestedFile, Office.ancestors)
        .join(Office, Office.id == RequestedFile.office_id)
        .where(RequestedFile.id == file_id)
        .with_for_update(of=RequestedFile)
        .execution_options(populate_existing=True)
    ).first()
    return None if found is None else (found[0], chain_of(found[1]))


def hold_numbering(session: Session, office_id: int) -> Chain:
    """Let nobody else register a file in this office until the transaction ends.

    So numbers run on without a gap, and a form sent twice finds its first file. Gives the offices
    above the office.
    """
    lock = func.pg_advisory_xact_lock(_NUMBERING_LOCK, office_id)
    found = session.execute(select(lock, Office.ancestors).where(Office.id == office_id)).one()
    return chain_of(found[1])


def next_number(
    session: Session, office_id: int, year: int, key: uuid.UUID
) -> tuple[int, int | None]:
    """The next registration number of an office's year, and the file this key has made already."""
    latest = select(func.coalesce(func.max(RequestedFile.sequence), 0)).where(
        RequestedFile.office_id == office_id, RequestedFile.year == year
    )
    made = select(RequestedFile.id).where(
        RequestedFile.office_id == office_id, RequestedFile.idempotency_key == key
    )
    found = session.execute(select(latest.scalar_subquery(), made.scalar_subquery())).one()
    return found[0] + 1, found[1]


def chain_of(ancestors: Sequence[int]) -> Chain:
    """The offices above one office out of its ancestors, which end with itself."""
    return Chain(own=ancestors[-1], oblast=ancestors[min(1, len(ancestors) - 1)], gpo=ancestors[0])


def parties_of(session: Session, file_id: int) -> list[FileParty]:
    """The parties of one file in the order they were recorded."""
    statement = select(FileParty).where(FileParty.file_id == file_id).order_by(FileParty.position)
    return list(session.scalars(statement))


def supplies_of(session: Session, file_id: int) -> list[FileSupply]:
    """Every supply by the bailiff, oldest first."""
    return list(
        session.scalars(
            select(FileSupply).where(FileSupply.file_id == file_id).order_by(FileSupply.id)
        )
    )


def answers_of(session: Session, file_id: int) -> dict[str, StudyAnswer]:
    """The answers of the study by the code of their point; empty before the study."""
    rows = session.scalars(select(StudyAnswer).where(StudyAnswer.file_id == file_id))
    return {row.point: row for row in rows}


def grounds_of(
    parties: Sequence[FileParty | PartyRow], contested_by: Sequence[str]
) -> tuple[Ground, ...]:
    """The grounds of mandatory participation that the recorded facts give (`2002 ¶5`)."""
    facts = [
        PartyFacts(party.name, party.role, party.kind, tuple(party.cannot_defend))
        for party in parties
    ]
    return enforcement_grounds(facts, contested_by)


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
) -> Page[FileRow]:
    """One page of the register in the given order; `sort` is a key of `SORTS`.

    In the order of `due_on` only files with a term running to a day are listed: so the index of
    open duties gives the page, however many files went back long ago.
    """
    by_due = sort == "due_on"
    statement = (
        select(*_columns(language, Duty.due_on.expression if by_due else null()))
        .join(Office, Office.id == RequestedFile.office_id)
        .outerjoin(UserAccount, UserAccount.id == RequestedFile.assignee_id)
    )
    if by_due:
        statement = statement.join(Duty, and_(Duty.subject_id == RequestedFile.id, _ticking()))
    statement = _narrowed(statement, filters, today, by_due=by_due)
    key = SORTS[sort]
    narrowed = cut(
        statement,
        sort=key,
        row_id=RequestedFile.id.expression,
        descending=descending,
        cursor=cursor,
        size=size,
    )
    rows = [FileRow(*row) for row in session.execute(narrowed)]
    return page_of(rows, key=lambda row: (_place(row, sort), row.id), cursor=cursor, size=size)


def _columns(language: str, due_on: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """The columns of `FileRow`, with the office's name in `language`."""
    file = RequestedFile
    return [
        file.id.expression,
        file.office_id.expression,
        office_name(language).expression,
        file.year.expression,
        file.sequence.expression,
        file.number.expression,
        file.branch.expression,
        file.state.expression,
        file.bailiff.expression,
        file.contested_by.expression,
        file.requested_on.expression,
        func.coalesce(file.returned_on, file.studied_on, file.received_on),
        UserAccount.full_name.expression,
        due_on,
    ]


def _place(row: FileRow, sort: str) -> Any:
    """The value `row` is sorted by, as the database compares it."""
    return row.id if sort == "registered" else getattr(row, sort)


def _ticking() -> ColumnElement[bool]:
    """The clock of a file that is running now; there is never more than one."""
    return and_(
        Duty.subject_kind == KIND,
        Duty.state == DutyState.OPEN.value,
        Duty.due_on.is_not(None),
        Duty.rule.in_([SUPPLY_RULE, STUDY_RULE]),
    )


def _narrowed(
    statement: Select[Any], filters: Filters, today: date, *, by_due: bool
) -> Select[Any]:
    exact = {
        RequestedFile.state: filters.state,
        RequestedFile.branch: filters.branch,
        RequestedFile.office_id: filters.office_id,
        RequestedFile.assignee_id: filters.assignee_id,
    }
    for column, value in exact.items():
        if value is not None:
            statement = statement.where(column == value)
    if filters.requested_from is not None:
        statement = statement.where(RequestedFile.requested_on >= filters.requested_from)
    if filters.requested_to is not None:
        statement = statement.where(RequestedFile.requested_on <= filters.requested_to)
    if filters.deadline is not None:
        near = _near(filters.deadline, today)
        if not by_due:
            clocks = select(Duty.subject_id).where(_ticking(), near)
            near = RequestedFile.id.in_(clocks)
        statement = statement.where(near)
    if filters.text.strip():
        words = query_words(filters.text)
        if not words:
            return statement.where(RequestedFile.id < 0)
        for word in words:
            statement = statement.where(RequestedFile.id.in_(_found_by(word)))
    return statement


def _near(deadline: str, today: date) -> ColumnElement[bool]:
    """The clock whose study (or, for `supply_overdue`, whose supply) is overdue or due soon."""
    rule = SUPPLY_RULE if deadline == "supply_overdue" else STUDY_RULE
    if deadline == "due_soon":
        return and_(Duty.rule == rule, when("due_soon", today))
    return and_(Duty.rule == rule, when("overdue", today))


def _found_by(word: str) -> Select[Any]:
    """The files found by a beginning of a word; signs like % and _ are letters like others."""
    return select(FileWord.file_id).where(begins(FileWord.word, word))


def parties_of_files(session: Session, file_ids: Sequence[int]) -> dict[int, list[PartyRow]]:
    """The parties of these files, in one statement."""
    statement = (
        select(
            FileParty.file_id,
            FileParty.role,
            FileParty.kind,
            FileParty.name,
            FileParty.cannot_defend,
        )
        .where(FileParty.file_id.in_(file_ids))
        .order_by(FileParty.file_id, FileParty.position)
    )
    found: dict[int, list[PartyRow]] = {}
    for row in session.execute(statement):
        found.setdefault(row[0], []).append(PartyRow(*row))
    return found


def clocks_of_files(
    session: Session, file_ids: Sequence[int], language: str
) -> dict[int, dict[str, DutyRow]]:
    """The two clocks of these files by rule, in one statement; dropped ones are left out."""
    found: dict[int, dict[str, DutyRow]] = {}
    for row in _duties_of(session, file_ids, language):
        if row.rule in (SUPPLY_RULE, STUDY_RULE) and row.state != DutyState.DROPPED:
            found.setdefault(row.subject_id, {})[row.rule] = row
    return found


def duties_of(session: Session, file_id: int, language: str) -> list[DutyRow]:
    """Every duty the law gave one file, oldest first."""
    return _duties_of(session, [file_id], language)


def _duties_of(session: Session, file_ids: Sequence[int], language: str) -> list[DutyRow]:
    statement = (
        select(*duty_columns(language))
        .join(Office, Office.id == Duty.owner_office_id)
        .outerjoin(UserAccount, UserAccount.id == Duty.assignee_id)
        .where(Duty.subject_kind == KIND, Duty.subject_id.in_(file_ids))
        .order_by(Duty.id)
    )
    return [DutyRow._make(row) for row in session.execute(statement)]


def names_of(session: Session, user_ids: Sequence[int]) -> dict[int, str]:
    """The names of these people, as far as the scope shows them."""
    statement = select(UserAccount.id, UserAccount.full_name).where(UserAccount.id.in_(user_ids))
    return {row[0]: row[1] for row in session.execute(statement)}
