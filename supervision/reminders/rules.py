"""The ladder of notices as plain data: which rung reaches whom, at which hour.

Belongs here: circles of recipients, the morning, limits of the sweep. Does not belong here: the
rungs of a rule (they are law, `remind`) and any count of days (the law's calendar does it).
"""

from __future__ import annotations

import enum
import hashlib
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from supervision.core.access import Post
from supervision.law.back_plan import BackPlan, PlanStep
from supervision.law.calendar import CalendarGap, WorkingCalendar


class NoticeState(enum.StrEnum):
    """Planned ahead, sent, or cancelled because it was no longer owed before it left."""

    PLANNED = "planned"
    SENT = "sent"
    CANCELLED = "cancelled"


class Channel(enum.StrEnum):
    """How a notice reaches its reader."""

    IN_APP = "in_app"


class Circle(enum.StrEnum):
    """Who a rung reaches. Nobody assigned means the leaders of the owing office instead."""

    ASSIGNEE = "assignee"
    LEADERS = "leaders"
    LEADERS_ABOVE = "leaders_above"
    DEPARTMENT = "department"


# From this rung on (working days relative to the due day) the notice goes to this circle as well.
WIDENS: tuple[tuple[int, Circle], ...] = (
    (1, Circle.LEADERS),
    (3, Circle.LEADERS_ABOVE),
    (7, Circle.DEPARTMENT),
)
# The term of a court or a bailiff is nobody's omission here, so it is not reported upwards.
OUTSIDE_REACHES = frozenset({Circle.ASSIGNEE, Circle.LEADERS})
LEADING_POSTS = frozenset({Post.HEAD, Post.DEPUTY})
MORNING = time(9)
PLANNED_AHEAD = timedelta(days=3)
CLAIM = 500
SILENCE = timedelta(minutes=5)
WATCHED_BY = frozenset({Post.HEAD, Post.DEPUTY, Post.ADMINISTRATOR})
BEAT = "beat"
WORKER = "worker"


@dataclass(frozen=True)
class Person:
    """An active account, as far as circles ask."""

    user_id: int
    office_id: int
    post: Post


@dataclass(frozen=True)
class Away:
    """Somebody who is absent today, and who stands in; None: nobody who is there today does."""

    user_id: int
    office_id: int
    stands_in: int | None


@dataclass(frozen=True)
class StandIn:
    """One person who is told what an absent colleague of an office would be told."""

    absent_id: int
    office_id: int
    user_id: int


@dataclass(frozen=True)
class Member:
    """One person of one circle around an owing office."""

    office_id: int
    circle: Circle
    user_id: int


@dataclass(frozen=True)
class Rung:
    """One step of a ladder for one due day; `next_day` is the day of the step after it."""

    number: int
    day: date
    next_day: date | None


def reached(rung: int, *, outside: bool) -> tuple[Circle, ...]:
    """The circles a rung reaches, from the assignee outwards."""
    wider = [circle for start, circle in WIDENS if rung >= start]
    found = (Circle.ASSIGNEE, *wider)
    return tuple(circle for circle in found if not outside or circle in OUTSIDE_REACHES)


def members(
    ancestors: Mapping[int, Sequence[int]],
    people: Iterable[Person],
    away: Iterable[Away] = (),
) -> list[Member]:
    """Everybody in the circles around each office; `ancestors` run from the root to the office.

    An office without leaders is answered for by the nearest one above that has some, and at the
    top by the Department, so that no notice falls into an empty circle. A leader who is away is
    told too, for the return, and whoever stands in; where all are away and nobody stands in, the
    next office above is told as well.
    """
    absent = {each.user_id: each.stands_in for each in away}
    leaders: dict[int, list[int]] = {}
    department: dict[int, list[int]] = {}
    for person in people:
        if person.post in LEADING_POSTS:
            leaders.setdefault(person.office_id, []).append(person.user_id)
        elif person.post is Post.DEPARTMENT_PROSECUTOR:
            department.setdefault(person.office_id, []).append(person.user_id)

    def told(user_ids: Sequence[int]) -> tuple[list[int], bool]:
        """These people with who stands in for them, and whether any of all is there today."""
        stand_ins = [stands_in for user_id in user_ids if (stands_in := absent.get(user_id))]
        present = bool(stand_ins) or any(user_id not in absent for user_id in user_ids)
        return [*dict.fromkeys([*user_ids, *stand_ins])], present

    def answering(line: Sequence[int], top: Sequence[int]) -> list[int]:
        found: list[int] = []
        for office in reversed(line):
            user_ids, present = told(leaders.get(office, ()))
            found += user_ids
            if present:
                return found
        return [*found, *(user_id for user_id in top if user_id not in found)]

    found: list[Member] = []
    for office, line in ancestors.items():
        top, present = told(department.get(line[0], ()))
        circles = {
            Circle.LEADERS: answering(line, top),
            Circle.LEADERS_ABOVE: answering(line[:-1], top) if len(line) > 1 else [],
            Circle.DEPARTMENT: top if present else [*top, *answering(line[:1], ())],
        }
        found.extend(
            Member(office, circle, user_id)
            for circle, user_ids in circles.items()
            for user_id in user_ids
        )
    return found


def stand_ins(away: Iterable[Away], around: Iterable[Member]) -> list[StandIn]:
    """Who is told instead of each absent person: who stands in, else the leaders of the office.

    `around` are the circles of all offices (`members`). The absent person is told as well.
    """
    leaders: dict[int, list[int]] = {}
    for member in around:
        if member.circle is Circle.LEADERS:
            leaders.setdefault(member.office_id, []).append(member.user_id)
    return [
        StandIn(each.user_id, each.office_id, user_id)
        for each in away
        for user_id in (
            leaders.get(each.office_id, []) if each.stands_in is None else [each.stands_in]
        )
        if user_id != each.user_id
    ]


def rungs(
    calendar: WorkingCalendar, remind: Sequence[int], due_on: date
) -> tuple[list[Rung], list[int]]:
    """The days of a ladder, and the rungs that fall where the calendar holds no days yet."""
    days: list[tuple[int, date]] = []
    beyond: list[int] = []
    for number in sorted(remind):
        try:
            days.append((number, calendar.shift(due_on, number)))
        except CalendarGap:
            beyond.append(number)
    following: Iterator[date | None] = chain((day for _, day in days[1:]), (None,))
    return [Rung(number, day, then) for (number, day), then in zip(days, following, strict=True)], (
        beyond
    )


def rungs_of(plan: BackPlan) -> list[int]:
    """The rungs of a back-plan: its safe days, in working days before the last day."""
    return sorted({-plan.before(step) for step in PlanStep})


def morning(day: date, zone: ZoneInfo) -> datetime:
    """The moment a notice of that day leaves: nine o'clock at the office's seat, in UTC."""
    return datetime.combine(day, MORNING, zone).astimezone(UTC)


def silent(last_heard: datetime | None, now: datetime) -> bool:
    """Whether a heartbeat has been missing for too long; never heard is silent too."""
    return last_heard is None or now - last_heard > SILENCE


def secret_hash(secret: uuid.UUID) -> str:
    """What is kept of the secret in a calendar's address."""
    return hashlib.sha256(secret.bytes).hexdigest()
