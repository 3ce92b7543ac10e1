"""For any order of facts, sweeps, crashes and jumps of the clock, the notices that went out are those
a plain model names.

The model keeps plain dictionaries and walks every duty and rung at every sweep; it shares with the
product only the law's calendar and the ladder of the rule.
"""

from __future__ import annotations

import contextlib
import enum
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.core.access import system_actor
from supervision.core.db import engine_for
from supervision.core.faults import FaultPoint
from supervision.duties.models import Duty, DutyMove
from supervision.law.calendar import load_calendar
from supervision.law.lawbook import Lawbook
from supervision.local.provision import Roles
from supervision.offices.models import Absence
from supervision.offices.queries import enter_as_house
from supervision.reminders.models import Reminder
from supervision.reminders.operations import sweep
from tests.factories.duties import STUDY, open_duty
from tests.factories.offices import World
from tests.reminders.conftest import ALMATY

START = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)  # Monday 07:00 at the office's seat
DAYS = [date(2026, 11, 20) + timedelta(days=number) for number in range(12)]
ASSIGNEES = ("abay1.assistant", "abay1.second", "abay1.deputy", None)
LEADERS = {"abay1.head", "abay1.deputy"}
PEOPLE = ("abay1.assistant", "abay1.second", "abay1.deputy", "abay1.head")
REMIND = (-3, -1, 0, 1, 3, 7)
POINTS = (
    FaultPoint.AFTER_PLAN,
    FaultPoint.AFTER_CLAIM,
    FaultPoint.BEFORE_COMMIT,
    FaultPoint.BETWEEN_CHUNKS,
)


class Deed(enum.Enum):
    """What may happen between two sweeps."""

    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"
    MOVE = "move"
    ASSIGN = "assign"
    LEAVE = "leave"
    SWEEP = "sweep"
    SWEEP_AGAIN = "sweep again"
    CRASH = "crash"


class Happening(NamedTuple):
    """A deed, the hours by which the clock moved before it (back, too), and what it chooses.

    A leave is taken by person `which` from that day on for `days` days; `assignee` stands in.
    """

    hours: int
    deed: Deed
    which: int
    day: date
    assignee: str | None
    days: int


class Leave(NamedTuple):
    """Days on which somebody is away, both included, and who was named to stand in."""

    login: str
    from_on: date
    until_on: date
    stands_in: str | None


class Sent(NamedTuple):
    """One notice that went out."""

    duty: int
    rung: int
    login: str
    due_on: date


@dataclass
class Known:
    """A duty as the model keeps it."""

    due_on: date
    since: datetime
    assignee: str | None
    open: bool = True


happenings = st.lists(
    st.builds(
        Happening,
        st.one_of(st.integers(0, 60), st.integers(-30, 60)),
        st.sampled_from([*Deed, Deed.SWEEP, Deed.SWEEP]),
        st.integers(0, 3),
        st.sampled_from(DAYS),
        st.sampled_from(ASSIGNEES),
        st.integers(0, 9),
    ),
    max_size=25,
)


def away_on(leaves: list[Leave], day: date) -> dict[str, str | None]:
    """Who is away on a day, with who stands in: nobody when that one is away too."""
    named = {
        leave.login: leave.stands_in for leave in leaves if leave.from_on <= day <= leave.until_on
    }
    return {login: None if other in named else other for login, other in named.items()}


def leaders(away: dict[str, str | None]) -> set[str]:
    """Who answers for the office: also who stands in, and the one above when nobody is there."""
    told = LEADERS | {other for login in LEADERS if (other := away.get(login))}
    return told if told - set(away) else told | {"abay.head"}


def whom(rung: int, assignee: str | None, away: dict[str, str | None]) -> set[str]:
    """Who a rung of a duty of the Auezov district office reaches."""
    told = {assignee} if assignee else leaders(away)
    if assignee in away:
        other = away[assignee]
        told |= {other} if other else leaders(away)
    if rung >= 1:
        told |= leaders(away)
    if rung >= 3:
        told |= {"abay.head"}
    if rung >= 7:
        told |= {"gpo.department"}
    return told


def owed_now(known: Known, now: datetime) -> Iterator[tuple[int, date]]:
    """The rungs of a duty whose moment has come, each with its day."""
    calendar = load_calendar()
    days = [(rung, calendar.shift(known.due_on, rung)) for rung in REMIND]
    stood_on = known.since.astimezone(ALMATY).date()
    for place, (rung, day) in enumerate(days):
        local = now.astimezone(ALMATY)
        if day > local.date() or (day == local.date() and local.hour < 9) or known.since > now:
            continue
        following = days[place + 1][1] if place + 1 < len(days) else date.max
        if day >= stood_on or (rung > 0 and following > stood_on):
            yield rung, day


def model_sweep(
    duties: list[Known], leaves: list[Leave], sent: set[Sent], may: set[Sent], now: datetime
) -> None:
    """What one sweep adds to the notices that went out; to `may`, what a sweep that ran while the
    clock stood on an earlier day could have planned for whoever joined since.
    """
    today = now.astimezone(ALMATY).date()
    away = away_on(leaves, today)
    for number, known in enumerate(duties):
        if not known.open:
            continue
        for rung, day in owed_now(known, now):
            before = {
                one.login
                for one in sent
                if (one.duty, one.rung, one.due_on) == (number, rung, known.due_on)
            }
            if before and day < today:
                may |= {
                    Sent(number, rung, login, known.due_on)
                    for login in whom(rung, known.assignee, away)
                }
                continue
            sent |= {
                Sent(number, rung, login, known.due_on)
                for login in whom(rung, known.assignee, away)
            }


class Killed(BaseException):
    """The end of a process: nothing in the product handles it."""


@dataclass
class Product:
    """The product's side of the story, in one database transaction that is thrown away."""

    session: Session
    world: World
    law: Lawbook

    def __post_init__(self) -> None:
        self.duties: list[Duty] = []
        self.actor = system_actor(enter_as_house(self.session))

    def user(self, login: str | None) -> int | None:
        return self.world.people[login] if login else None

    def opened(self, happening: Happening, now: datetime) -> None:
        self.duties.append(
            open_duty(
                self.session,
                office_id=3,
                due_on=happening.day,
                assignee_id=self.user(happening.assignee),
                rule=STUDY,
                opened_at=now,
            )
        )

    def moved(self, duty: Duty, day: date, now: datetime) -> None:
        self.session.add(
            DutyMove(
                duty_id=duty.id,
                office_id=duty.office_id,
                old_due_on=duty.due_on,
                new_due_on=day,
                reason="test",
                kind="hand",
                actor_name="test",
                at=now,
            )
        )
        duty.due_on = day

    def left(self, leave: Leave) -> None:
        self.session.add(
            Absence(
                office_id=3,
                user_id=self.world.people[leave.login],
                kind="leave",
                from_on=leave.from_on,
                until_on=leave.until_on,
                substitute_id=self.user(leave.stands_in),
                idempotency_key=uuid.uuid4(),
            )
        )

    def swept(self, now: datetime) -> None:
        sweep(self.session, self.actor, law=self.law, now=now, zone=ALMATY)

    def crashed(self, now: datetime, point: FaultPoint) -> None:
        """A sweep of small chunks that dies at a point, if it gets so far, and the next one."""

        def die(at: FaultPoint) -> None:
            if at is point:
                raise Killed

        with contextlib.suppress(Killed):
            sweep(self.session, self.actor, law=self.law, now=now, zone=ALMATY, fault=die, claim=2)
        enter_as_house(self.session)  # as a process that starts anew does
        self.swept(now)

    def sent(self) -> list[Sent]:
        numbers = {duty.id: number for number, duty in enumerate(self.duties)}
        logins = {user_id: login for login, user_id in self.world.people.items()}
        rows = self.session.scalars(select(Reminder).where(Reminder.state == "sent"))
        return [
            Sent(numbers[row.duty_id], row.rung, logins[row.recipient_id], row.due_on_seen)
            for row in rows
        ]


def play(product: Product, story: list[Happening]) -> tuple[list[Sent], set[Sent], set[Sent]]:
    """Let the story happen to both sides; what went out, what should have and what may have."""
    now, known, leaves, sent, may = START, list[Known](), list[Leave](), set[Sent](), set[Sent]()
    for happening in story:
        now += timedelta(hours=happening.hours)
        if happening.deed is Deed.OPEN and len(known) < 4:
            product.opened(happening, now)
            known.append(Known(happening.day, now, happening.assignee))
        elif happening.deed in (Deed.SWEEP, Deed.SWEEP_AGAIN):
            product.swept(now)
            model_sweep(known, leaves, sent, may, now)
            if happening.deed is Deed.SWEEP_AGAIN:
                product.swept(now)
        elif happening.deed is Deed.CRASH:
            product.crashed(now, POINTS[happening.which])
            model_sweep(known, leaves, sent, may, now)
        elif happening.deed is Deed.LEAVE:
            leave = _leave(happening, now)
            if leave.login != leave.stands_in and not _overlaps(leave, leaves):
                product.left(leave)
                leaves.append(leave)
        elif known and happening.deed is not Deed.OPEN:
            number = happening.which % len(known)
            _change(product, product.duties[number], known[number], happening, now)
        product.session.commit()  # a crash takes back no fact
    went_back = any(happening.hours < 0 for happening in story)
    return product.sent(), sent, may if went_back else set()


def _leave(happening: Happening, now: datetime) -> Leave:
    first = now.astimezone(ALMATY).date()
    last = first + timedelta(days=happening.days)
    return Leave(PEOPLE[happening.which], first, last, happening.assignee)


def _overlaps(leave: Leave, leaves: list[Leave]) -> bool:
    return any(other.login == leave.login and other.until_on >= leave.from_on for other in leaves)


def _change(
    product: Product, duty: Duty, known: Known, happening: Happening, now: datetime
) -> None:
    if happening.deed is Deed.CLOSE:
        duty.state, duty.closed_on, known.open = "fulfilled", now.date(), False
    elif happening.deed is Deed.REOPEN:
        duty.state, duty.closed_on, known.open = "open", None, True
    elif happening.deed is Deed.MOVE and known.due_on != happening.day:
        product.moved(duty, happening.day, now)
        known.due_on, known.since = happening.day, now
    elif happening.deed is Deed.ASSIGN:
        duty.assignee_id = product.user(happening.assignee)
        known.assignee = happening.assignee


def test_what_went_out_is_what_the_plain_model_names(
    roles: Roles, world: World, law: Lawbook
) -> None:
    engine = engine_for(roles.app_url)

    @given(happenings)
    def holds(story: list[Happening]) -> None:
        with engine.connect() as connection:
            outer = connection.begin()
            with Session(connection, join_transaction_mode="create_savepoint") as session:
                sent, wanted, may = play(Product(session, world, law), story)
            outer.rollback()
        assert len(sent) == len(set(sent))
        assert wanted <= set(sent) <= wanted | may

    holds()
    engine.dispose()
