"""Reads for letters and calendars: who is written to, what is told, what did not arrive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.errors import NotFound
from supervision.core.paging import Cursor, Page, cut, page_of
from supervision.duties import queries as duties
from supervision.duties.models import Duty, DutyMove
from supervision.duties.queries import DutyRow
from supervision.duties.rules import DutyState
from supervision.offices.models import Office, UserAccount
from supervision.offices.queries import actor_of, see_everybody
from supervision.reminders.letter_rules import LetterKind, LetterState
from supervision.reminders.models import CalendarFeed, Incident, Letter, NoticeChoice, Reminder
from supervision.reminders.rules import NoticeState

MOST_FRESH = 25
CLOSED_SHOWN = timedelta(days=30)


class Addressee(NamedTuple):
    """Who a letter goes to, as an actor, with the present choice."""

    actor: Actor
    email: str
    by_mail: str


class ToldNotice(NamedTuple):
    """A notice as a letter tells it."""

    duty_id: int
    rung: int
    due_on: date
    late_hours: int


class Failed(NamedTuple):
    """A letter that did not arrive, as the list of such shows it; its duty where it may be seen."""

    id: int
    kind: str
    person: str
    office: str
    address: str | None
    answered_at: datetime
    attempts: int
    answer_code: int | None
    answer: str | None
    subject_label: str | None


class Dated(NamedTuple):
    """A duty of a calendar: the row, its version, and when it last changed."""

    row: DutyRow
    version: int
    changed_at: datetime


def addressee(session: Session, user_id: int) -> Addressee | None:
    """Who stands behind an account, with the choice of letters; None when it is closed."""
    found = session.execute(
        select(UserAccount, Office, NoticeChoice.email, NoticeChoice.by_mail)
        .join(Office, Office.id == UserAccount.office_id)
        .join(NoticeChoice, NoticeChoice.user_id == UserAccount.id)
        .where(UserAccount.id == user_id, UserAccount.active.is_(True))
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        return None
    return Addressee(actor_of(session, found[0], found[1]), found[2], found[3])


def notice(session: Session, reminder_id: int) -> ToldNotice:
    """A notice that has left, read with the reader's own rights; NotFound for any other."""
    row = session.execute(
        select(Reminder.duty_id, Reminder.rung, Reminder.due_on_seen, Reminder.late_hours).where(
            Reminder.id == reminder_id, Reminder.state == NoticeState.SENT.value
        )
    ).first()
    if row is None:
        raise NotFound
    return ToldNotice._make(row)


def incident(session: Session, incident_id: int) -> Incident | None:
    """An incident of the machinery."""
    return session.get(Incident, incident_id, populate_existing=True)


def fresh_notices(
    session: Session, digest: Letter, language: str
) -> list[tuple[ToldNotice, DutyRow]]:
    """Notices of open duties sent to the person since the digest before this one, latest first."""
    before = session.scalar(
        select(func.max(Letter.planned_at)).where(
            Letter.user_id == digest.user_id,
            Letter.kind == LetterKind.DIGEST.value,
            Letter.id < digest.id,
            Letter.state == LetterState.ACCEPTED.value,
        )
    )
    since = before or digest.planned_at - timedelta(days=1)
    rows = session.execute(
        select(
            Reminder.duty_id,
            Reminder.rung,
            Reminder.due_on_seen,
            Reminder.late_hours,
            *duties.columns(language),
        )
        .join(Duty, Duty.id == Reminder.duty_id)
        .join(Office, Office.id == Duty.owner_office_id)
        .outerjoin(UserAccount, UserAccount.id == Duty.assignee_id)
        .where(
            Reminder.recipient_id == digest.user_id,
            Reminder.state == NoticeState.SENT.value,
            Reminder.sent_at > since,
            Duty.state == DutyState.OPEN.value,
            Duty.paused_on.is_(None),
        )
        .order_by(Reminder.sent_at.desc(), Reminder.id.desc())
        .limit(MOST_FRESH)
    )
    parts = len(ToldNotice._fields)
    return [(ToldNotice._make(row[:parts]), DutyRow._make(row[parts:])) for row in rows]


def choice_of(session: Session, user_id: int | None) -> NoticeChoice | None:
    """What a person chose of letters; None: nothing yet."""
    return session.scalars(
        select(NoticeChoice)
        .where(NoticeChoice.user_id == user_id)
        .execution_options(populate_existing=True)
    ).first()


def feed_made_at(session: Session, user_id: int | None) -> datetime | None:
    """Since when the person's calendar address works; None when there is none."""
    return session.scalar(
        select(CalendarFeed.made_at).where(
            CalendarFeed.user_id == user_id, CalendarFeed.secret_hash.is_not(None)
        )
    )


def owner_of_feed(session: Session, secret_hash: str) -> Actor | None:
    """Whose calendar has this secret; None when nobody's, or the account is closed.

    Opens the people of all offices to this transaction; the caller sets the actor's scope next.
    """
    see_everybody(session)
    found = session.execute(
        select(UserAccount, Office)
        .join(Office, Office.id == UserAccount.office_id)
        .join(CalendarFeed, CalendarFeed.user_id == UserAccount.id)
        .where(CalendarFeed.secret_hash == secret_hash, UserAccount.active.is_(True))
    ).first()
    return None if found is None else actor_of(session, found[0], found[1])


def calendar_of(session: Session, user_id: int, today: date, language: str) -> list[Dated]:
    """The dated duties of one assignee: the open ones, and those closed in the last month."""
    moved = (
        select(DutyMove.duty_id, func.max(DutyMove.at).label("at"))
        .group_by(DutyMove.duty_id)
        .subquery()
    )
    statement = (
        select(
            Duty.version,
            func.greatest(Duty.opened_at, moved.c.at),
            *duties.columns(language),
        )
        .join(Office, Office.id == Duty.owner_office_id)
        .outerjoin(UserAccount, UserAccount.id == Duty.assignee_id)
        .outerjoin(moved, moved.c.duty_id == Duty.id)
        .where(
            Duty.assignee_id == user_id,
            Duty.due_on.is_not(None),
            or_(Duty.state == DutyState.OPEN.value, Duty.closed_on >= today - CLOSED_SHOWN),
        )
        .order_by(Duty.due_on, Duty.id)
    )
    return [
        Dated(found, row[0], _changed_at(row[1], found.closed_on))
        for row in session.execute(statement)
        for found in (DutyRow._make(row[2:]),)
    ]


def _changed_at(moved_at: datetime, closed_on: date | None) -> datetime:
    if closed_on is None:
        return moved_at
    return max(moved_at, datetime.combine(closed_on, time(), UTC))


def failed_letters(
    session: Session,
    office_ids: Sequence[int],
    since: datetime,
    language: str,
    cursor: Cursor | None,
) -> Page[Failed]:
    """Letters to people of these offices that failed for good, the latest first."""
    name = duties.office_name(language)
    columns: list[ColumnElement[Any]] = [
        Letter.id.expression,
        Letter.kind.expression,
        UserAccount.full_name.expression,
        name.expression,
        Letter.address.expression,
        Letter.answered_at.expression,
        Letter.attempts.expression,
        Letter.answer_code.expression,
        Letter.answer.expression,
        Duty.subject_label.expression,
    ]
    statement = (
        select(*columns)
        .join(UserAccount, UserAccount.id == Letter.user_id)
        .join(Office, Office.id == UserAccount.office_id)
        .outerjoin(Reminder, Reminder.id == Letter.reminder_id)
        .outerjoin(Duty, Duty.id == Reminder.duty_id)
        .where(
            Letter.office_id.in_(office_ids),
            Letter.state == LetterState.FAILED.value,
            Letter.answered_at > since,
        )
    )
    narrowed = cut(
        statement,
        sort=Letter.id.expression,
        row_id=Letter.id.expression,
        descending=True,
        cursor=cursor,
    )
    rows = [Failed._make(row) for row in session.execute(narrowed)]
    return page_of(rows, key=lambda row: (row.id, row.id), cursor=cursor)
