"""Letters as plain data: who wants which, when one may leave, how often it is tried again.

Belongs here: choices, states, back-off, the reason why somebody is written to. Does not belong
here: the words of a letter (`letters.py`) or how it is handed over (`core/mail.py`).
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from config.settings import MAIL_ADDRESS
from supervision.core.access import Post
from supervision.core.errors import Problem
from supervision.law.calendar import CalendarGap, WorkingCalendar
from supervision.reminders.rules import LEADING_POSTS, morning


class ByMail(enum.StrEnum):
    """How often one person wants letters; the list in the product has every notice always."""

    EACH = "each"
    DIGEST = "digest"
    NONE = "none"


class LetterKind(enum.StrEnum):
    """What a letter is about: one notice, a working morning, or the machinery itself."""

    NOTICE = "notice"
    DIGEST = "digest"
    ALARM = "alarm"


class LetterState(enum.StrEnum):
    """Planned; sent and not answered yet; accepted or failed for good; no longer owed."""

    PLANNED = "planned"
    SENT = "sent"
    ACCEPTED = "accepted"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class Reason(enum.StrEnum):
    """Why this person is told of a duty."""

    ASSIGNEE = "assignee"
    SUBSTITUTE = "substitute"
    LEADERS = "leaders"
    LEADERS_ABOVE = "leaders_above"
    DEPARTMENT = "department"


# How long after each failed attempt the next one follows; after the last a person is asked.
TRY_AGAIN = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
# An attempt that has not told its end by then was killed: the letter is sent again.
ATTEMPT_LASTS = timedelta(minutes=10)
# One run of the sender; shorter than the distance of two runs, so that they never pile up.
RUN_LASTS = timedelta(seconds=40)
FAILED_SHOWN = timedelta(days=30)
FAILED_TOLD = timedelta(days=7)
LONGEST_ANSWER = 500
# Between these hours of a working day a letter may leave at once.
DAY_BEGINS, DAY_ENDS = time(7), time(21)


@dataclass(frozen=True)
class Reader:
    """A person, as far as the reason of a letter asks."""

    user_id: int
    office_id: int
    post: Post


def reason_of(reader: Reader, *, assignee_id: int | None, owner_office_id: int) -> Reason:
    """Why a person is told of a duty that `owner_office_id` owes."""
    if reader.user_id == assignee_id:
        return Reason.ASSIGNEE
    if reader.post is Post.DEPARTMENT_PROSECUTOR:
        return Reason.DEPARTMENT
    if reader.post in LEADING_POSTS:
        return Reason.LEADERS if reader.office_id == owner_office_id else Reason.LEADERS_ABOVE
    return Reason.SUBSTITUTE


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When a letter is tried again after `attempts` failed ones; None: no more."""
    return now + TRY_AGAIN[attempts - 1] if attempts <= len(TRY_AGAIN) else None


def waits_until(calendar: WorkingCalendar, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The morning a letter waits for when it is night or a day off; None: it may leave now.

    Beyond the calendar's end no day is known to be off, so nothing waits.
    """
    local = now.astimezone(zone)
    try:
        if calendar.works_on(local.date()):
            if DAY_BEGINS <= local.time() < DAY_ENDS:
                return None
            if local.time() < DAY_BEGINS:
                return morning(local.date(), zone)
        return morning(calendar.shift(local.date(), 1), zone)
    except CalendarGap:
        return None


def is_digest_time(calendar: WorkingCalendar, now: datetime, zone: ZoneInfo) -> bool:
    """Whether this is a working day whose morning has come."""
    local = now.astimezone(zone)
    if now < morning(local.date(), zone):
        return False
    try:
        return calendar.works_on(local.date())
    except CalendarGap:
        return local.date().isoweekday() <= 5


def message_name(kind: LetterKind, about: int | date, user_id: int) -> str:
    """The part of a letter's Message-ID before the @: the same for every attempt.

    `about` is the notice, the day of the digest, or the incident.
    """
    return (
        f"{kind.value}-{about}" if kind is LetterKind.NOTICE else f"{kind.value}-{about}-{user_id}"
    )


def choice_problems(email: str, by_mail: str) -> Iterator[Problem]:
    """What is wrong with an address and how often letters should come to it."""
    if by_mail not in set(ByMail):
        yield Problem("Choose one of the list.", "by_mail")
    if email and not MAIL_ADDRESS.fullmatch(email):
        yield Problem("This is not an e-mail address. Write it like name@office.kz.", "email")
    if not email and by_mail != ByMail.NONE:
        yield Problem("Letters need an address.", "email")
