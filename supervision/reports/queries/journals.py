"""Reads for the control journal: what each list holds, which journals stand, which are on disk.

The lists of many offices come by one statement each, from the indexes of open duties.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from supervision.core.paging import Cursor, Page, cut, page_of
from supervision.offices.models import Office
from supervision.printing.models import Paper, PaperCopy
from supervision.printing.rules import Form
from supervision.reports.models import ControlJournal
from supervision.reports.rules.journal import JOURNAL, MOST_LINES, OVERLAP, Part


class Duty(NamedTuple):
    """One duty as the journal lists it."""

    id: int
    subject_kind: str
    subject_label: str
    rule: str
    event_on: date | None
    due_on: date | None
    state: str
    closed_on: date | None
    assignee: str | None


class Listed(NamedTuple):
    """One list of one office: how many duties it has, and the first of them."""

    total: int
    duties: Sequence[Duty]


class Row(NamedTuple):
    """One journal as the page lists it."""

    id: int
    paper_id: int
    office_id: int
    office: str
    morning: date
    number: int
    year: int
    covers_from: datetime
    covers_until: datetime
    missed: list[date]
    overdue: int
    soon: int
    entered: int
    undated: int
    issued_at: datetime


class OnDisk(NamedTuple):
    """One copy of a journal that belongs on disk; its bytes are read when they are written."""

    copy_id: int
    office: str
    morning: date
    number: int
    year: int
    language: str
    size: int

    @property
    def mark(self) -> str:
        """The number as it is written: `5/2026`."""
        return f"{self.number}/{self.year}"


NOTHING = Listed(0, ())
_COLUMNS = """
    duty.id, duty.subject_kind, duty.subject_label, duty.rule, duty.event_on, duty.due_on,
    duty.state, duty.closed_on, person.full_name as assignee, count(*) over () as many
"""
_OWED = "duty.owner_office_id = asked.office_id and not duty.outside"
_CONDITIONS = {
    Part.OVERDUE: "duty.state = 'open' and duty.due_on < :today",
    Part.SOON: "duty.state = 'open' and duty.due_on between :today and :until",
    Part.ENTERED: """duty.state <> 'dropped' and duty.opened_at > asked.since - :overlap
        and duty.opened_at <= :now and not exists (
            select from journal_line as line
             where line.duty_id = duty.id and line.office_id = asked.office_id
               and line.part = 'entered')""",
}


def _statement(part: Part) -> str:
    return f"""
    select asked.office_id, listed.*
      from unnest(cast(:offices as int[]), cast(:since as timestamptz[])) as asked(office_id, since)
     cross join lateral (
           select {_COLUMNS}
             from duty left join user_account as person on person.id = duty.assignee_id
            where {_OWED} and {_CONDITIONS[part]}
            order by duty.due_on nulls last, duty.id
            limit :most) as listed
    """  # noqa: S608 — conditions of this file alone


_LISTS = {part: text(_statement(part)) for part in Part}
_UNDATED = text(
    """
    select owner_office_id, count(*) as many from duty
     where owner_office_id = any(:offices) and state = 'open' and not outside and due_on is null
     group by owner_office_id
    """
)


def listed(
    session: Session,
    part: Part,
    since: Mapping[int, datetime],
    *,
    today: date,
    until: date,
    now: datetime,
) -> dict[int, Listed]:
    """One list of many offices; `since` says from when on each counts what was entered."""
    given = {
        "offices": list(since),
        "since": list(since.values()),
        "today": today,
        "until": until,
        "now": now,
        "overlap": OVERLAP,
        "most": MOST_LINES,
    }
    statement = _LISTS[part]
    wanted = {name: given[name] for name in given if f":{name}" in statement.text}
    found: dict[int, Listed] = {}
    for office_id, *values, many in session.execute(statement, wanted):
        line = Duty._make(values)
        earlier = found.get(office_id, NOTHING).duties
        found[office_id] = Listed(many, (*earlier, line))
    return found


def undated(session: Session, office_ids: Sequence[int]) -> dict[int, int]:
    """How many open duties of each office have no day."""
    rows = session.execute(_UNDATED, {"offices": list(office_ids)})
    return {row.owner_office_id: row.many for row in rows}


def have_journal(session: Session, morning: date) -> set[int]:
    """The offices whose journal of this morning stands."""
    asked = select(ControlJournal.office_id).where(ControlJournal.morning == morning)
    return set(session.scalars(asked))


def last_journals(session: Session, office_ids: Sequence[int]) -> dict[int, ControlJournal]:
    """The last journal by office; offices without any are left out."""
    newest = (
        select(ControlJournal)
        .where(ControlJournal.office_id.in_(office_ids))
        .ext(distinct_on(ControlJournal.office_id))
        .order_by(ControlJournal.office_id, ControlJournal.morning.desc())
    )
    return {journal.office_id: journal for journal in session.scalars(newest)}


def page(
    session: Session,
    *,
    office_ids: Sequence[int],
    language: str,
    cursor: Cursor | None,
    day: date | None = None,
) -> Page[Row]:
    """The journals of these offices, newest first; of one morning when a day is given."""
    columns: list[Any] = [
        ControlJournal.id,
        ControlJournal.paper_id,
        ControlJournal.office_id,
        getattr(Office, f"name_{language}"),
        ControlJournal.morning,
        Paper.number,
        Paper.year,
        ControlJournal.covers_from,
        ControlJournal.covers_until,
        ControlJournal.missed,
        ControlJournal.overdue,
        ControlJournal.soon,
        ControlJournal.entered,
        ControlJournal.undated,
        Paper.issued_at,
    ]
    statement = (
        select(*columns)
        .join(Paper, Paper.id == ControlJournal.paper_id)
        .join(Office, Office.id == ControlJournal.office_id)
        .where(ControlJournal.office_id.in_(office_ids))
    )
    if day is not None:
        statement = statement.where(ControlJournal.morning == day)
    narrowed = cut(
        statement,
        sort=ControlJournal.morning.expression,
        row_id=ControlJournal.id.expression,
        descending=True,
        cursor=cursor,
    )
    rows = [Row._make(row) for row in session.execute(narrowed)]
    return page_of(rows, key=lambda row: (row.morning, row.id), cursor=cursor)


def hashes_of(session: Session, paper_ids: Sequence[int]) -> dict[int, dict[tuple[str, str], str]]:
    """The hash of each copy of these papers, by paper and by language with form, PDF first.

    Journals of former days have no DOCX.
    """
    asked = select(
        PaperCopy.paper_id, PaperCopy.language, PaperCopy.form, PaperCopy.content_hash
    ).where(PaperCopy.paper_id.in_(paper_ids))
    found: dict[int, dict[tuple[str, str], str]] = {}
    for paper_id, language, form, content_hash in session.execute(
        asked.order_by(PaperCopy.language, PaperCopy.form.desc())
    ):
        found.setdefault(paper_id, {})[language, form] = content_hash
    return found


def newest_copies(session: Session, keep: int) -> list[OnDisk]:
    """The copies of the last `keep` journals of every office, as they belong on disk: what is printed
    in a hurry, the PDF.
    """
    place = func.row_number().over(
        partition_by=ControlJournal.office_id, order_by=ControlJournal.morning.desc()
    )
    newest = select(
        ControlJournal.paper_id, ControlJournal.morning, place.label("place")
    ).subquery()
    statement = (
        select(
            PaperCopy.id,
            Office.code,
            newest.c.morning,
            Paper.number,
            Paper.year,
            PaperCopy.language,
            func.octet_length(PaperCopy.content),
        )
        .join(newest, newest.c.paper_id == PaperCopy.paper_id)
        .join(Paper, Paper.id == PaperCopy.paper_id)
        .join(Office, Office.id == PaperCopy.office_id)
        .where(newest.c.place <= keep, Paper.kind == JOURNAL, PaperCopy.form == Form.PDF)
        .order_by(Office.code, newest.c.morning, PaperCopy.language)
    )
    return [OnDisk._make(row) for row in session.execute(statement)]


def content_of(session: Session, copy_id: int) -> bytes:
    """The bytes of one copy."""
    return session.scalars(select(PaperCopy.content).where(PaperCopy.id == copy_id)).one()
