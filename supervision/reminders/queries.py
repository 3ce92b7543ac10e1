"""Reads of notices and heartbeats: what the sweep starts from, a user's list, the page frame."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Executable,
    Integer,
    and_,
    bindparam,
    cast,
    extract,
    func,
    select,
)
from sqlalchemy.orm import Session, aliased

from supervision.core.access import Post
from supervision.core.paging import Cursor, Page, cut, page_of
from supervision.duties.models import Duty
from supervision.duties.rules import DutyState
from supervision.exchange.models import ExportRun
from supervision.exchange.rules import ExportState
from supervision.offices.models import Absence, Office, UserAccount
from supervision.reminders.letter_rules import FAILED_TOLD, LetterState
from supervision.reminders.models import Heartbeat, Letter, Reminder
from supervision.reminders.rules import (
    BEAT,
    LEADING_POSTS,
    WORKER,
    Away,
    NoticeState,
    Person,
)

MOST_COUNTED = 100
MICROSECONDS = 1_000_000


class Notice(NamedTuple):
    """One notice as its reader's list shows it."""

    id: int
    duty_id: int
    rung: int
    due_on: date
    rule: str
    subject_label: str
    office_name: str
    owner_office_id: int
    sent_at: datetime
    seen_at: datetime | None
    late_hours: int
    open: bool


class Standing(NamedTuple):
    """What the frame of every page asks: unread notices and failed letters to people the reader
    sees, files of the reader that are ready (at most 100 of each), and the last heartbeats."""

    unread: int
    last_beat: datetime | None
    last_work: datetime | None
    failed_letters: int
    ready_files: int


def owed_days(session: Session, last_due: date) -> list[tuple[str, date]]:
    """Each rule and day for which there is an open duty due by `last_due`."""
    statement = (
        select(Duty.rule, Duty.due_on)
        .where(
            Duty.state == DutyState.OPEN.value, Duty.due_on <= last_due, Duty.paused_on.is_(None)
        )
        .distinct()
    )
    return [(rule, due_on) for rule, due_on in session.execute(statement) if due_on]


def lines_of_offices(session: Session) -> dict[int, list[int]]:
    """Each office with the offices above it, from the root down to itself."""
    return dict(session.execute(select(Office.id, Office.ancestors)).all())


def leading_people(session: Session) -> list[Person]:
    """Active heads, deputies and Department prosecutors of every office the scope shows."""
    posts = [post.value for post in (*LEADING_POSTS, Post.DEPARTMENT_PROSECUTOR)]
    statement = (
        select(UserAccount.id, UserAccount.office_id, UserAccount.post)
        .where(UserAccount.active.is_(True), UserAccount.post.in_(posts))
        .order_by(UserAccount.id)
    )
    rows = session.execute(statement)
    return [Person(user_id, office_id, Post(post)) for user_id, office_id, post in rows]


def away_today(session: Session, today: date) -> list[Away]:
    """Who is absent today, with who stands in: a colleague of the same office who is there."""
    standing = select(Absence.user_id, Absence.substitute_id).where(
        Absence.cancelled_on.is_(None), Absence.from_on <= today, Absence.until_on >= today
    )
    absent = standing.subquery()
    person, deputy = aliased(UserAccount), aliased(UserAccount)
    statement = (
        select(person.id, person.office_id, func.min(deputy.id))
        .join(absent, absent.c.user_id == person.id)
        .outerjoin(
            deputy,
            and_(
                deputy.id == absent.c.substitute_id,
                deputy.active.is_(True),
                deputy.office_id == person.office_id,
                deputy.id.not_in(select(standing.subquery().c.user_id)),
            ),
        )
        .where(person.active.is_(True))
        .group_by(person.id, person.office_id)
        .order_by(person.id)
    )
    return [Away(*row) for row in session.execute(statement)]


def notices_of(
    session: Session,
    user_id: int | None,
    *,
    unread_only: bool,
    language: str,
    cursor: Cursor | None,
) -> Page[Notice]:
    """The notices sent to one user, newest first."""
    name = {"kk": Office.name_kk, "ru": Office.name_ru, "en": Office.name_en}[language]
    sent_order = cast(extract("epoch", Reminder.sent_at) * MICROSECONDS, BigInteger)
    columns: list[ColumnElement[Any]] = [
        Reminder.id.expression,
        Reminder.duty_id.expression,
        Reminder.rung.expression,
        Reminder.due_on_seen.expression,
        Duty.rule.expression,
        Duty.subject_label.expression,
        name.expression,
        Duty.owner_office_id.expression,
        Reminder.sent_at.expression,
        Reminder.seen_at.expression,
        Reminder.late_hours.expression,
        Duty.state == DutyState.OPEN.value,
    ]
    statement = (
        select(*columns)
        .join(Duty, Duty.id == Reminder.duty_id)
        .join(Office, Office.id == Duty.owner_office_id)
        .where(Reminder.recipient_id == user_id, Reminder.state == NoticeState.SENT.value)
    )
    if unread_only:
        statement = statement.where(Reminder.seen_at.is_(None))
    narrowed = cut(
        statement, sort=sent_order, row_id=Reminder.id.expression, descending=True, cursor=cursor
    )
    rows = [Notice._make(row) for row in session.execute(narrowed)]
    return page_of(
        rows,
        key=lambda row: (round(row.sent_at.timestamp() * MICROSECONDS), row.id),
        cursor=cursor,
    )


def standing(session: Session, user_id: int | None, now: datetime) -> Standing:
    """The page frame's counters and heartbeats, in one statement."""
    given = {"user": user_id, "failed_since": now - FAILED_TOLD}
    return Standing(*session.execute(_STANDING, given).one())


def _standing() -> Executable:
    unread = (
        select(Reminder.id)
        .where(
            Reminder.recipient_id == bindparam("user", type_=Integer),
            Reminder.state == NoticeState.SENT.value,
            Reminder.seen_at.is_(None),
        )
        .limit(MOST_COUNTED)
        .subquery()
    )
    failed = (
        select(Letter.id)
        .where(
            Letter.state == LetterState.FAILED.value,
            Letter.answered_at > bindparam("failed_since", type_=DateTime(timezone=True)),
        )
        .limit(MOST_COUNTED)
        .subquery()
    )
    files = (
        select(ExportRun.id)
        .where(
            ExportRun.user_id == bindparam("user", type_=Integer),
            ExportRun.state == ExportState.READY.value,
            ExportRun.seen_at.is_(None),
        )
        .limit(MOST_COUNTED)
        .subquery()
    )
    beat, work = (
        select(Heartbeat.at).where(Heartbeat.name == name).scalar_subquery()
        for name in (BEAT, WORKER)
    )
    unread_number, failed_number, ready_files = (
        select(func.count()).select_from(rows).scalar_subquery() for rows in (unread, failed, files)
    )
    return select(unread_number, beat, work, failed_number, ready_files)


_STANDING = _standing()  # asked by every page, so made once


def heartbeats(session: Session) -> Mapping[str, datetime]:
    """When each part of the machinery was last heard of."""
    return dict(session.execute(select(Heartbeat.name, Heartbeat.at)).all())
