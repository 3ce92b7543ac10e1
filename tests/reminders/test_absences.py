"""Who is told of the duties of somebody who is away, and that nobody is told twice."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.law.lawbook import Lawbook
from supervision.offices.models import Absence
from supervision.reminders.models import Reminder
from supervision.reminders.operations import sweep
from tests.factories.duties import open_duty
from tests.factories.offices import World
from tests.reminders.conftest import ALMATY, Choose, Notice, Sweep, at

DUE = date(2026, 11, 27)  # a Friday; three working days before it is Tuesday 24
TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 11, day) for day in (24, 25, 26))


@pytest.fixture
def leave(session: Session, house: Actor, world: World) -> Callable[..., Absence]:
    """Somebody of the Auezov office is away."""

    def enter(
        login: str, stands_in: str | None = None, start: date = TUESDAY, end: date = WEDNESDAY
    ) -> Absence:
        entered = Absence(
            office_id=3,
            user_id=world.people[login],
            kind="leave",
            from_on=start,
            until_on=end,
            substitute_id=world.people[stands_in] if stands_in else None,
            idempotency_key=uuid.uuid4(),
        )
        session.add(entered)
        session.commit()
        return entered

    return enter


@pytest.fixture
def duty(session: Session, house: Actor, world: World) -> int:
    """A duty of abay1.assistant."""
    opened = open_duty(
        session, office_id=3, due_on=DUE, assignee_id=world.people["abay1.assistant"]
    )
    session.commit()
    return opened.id


Leave = Callable[..., Absence]
Sent = Callable[[], list[Notice]]


def test_the_notice_goes_to_who_stands_in_and_waits_for_the_absent_one(
    leave: Leave, duty: int, swept_at: Sweep, sent: Sent
) -> None:
    leave("abay1.assistant", "abay1.second")
    swept_at(at(TUESDAY))
    assert sent() == [Notice(-3, "abay1.assistant"), Notice(-3, "abay1.second")]


def test_where_nobody_stands_in_the_leaders_are_told(
    leave: Leave, duty: int, swept_at: Sweep, sent: Sent
) -> None:
    leave("abay1.assistant")
    swept_at(at(TUESDAY))
    assert {notice.login for notice in sent()} == {
        "abay1.assistant",
        "abay1.deputy",
        "abay1.head",
    }


def test_a_substitute_who_is_away_too_does_not_count(
    leave: Leave, duty: int, swept_at: Sweep, sent: Sent
) -> None:
    leave("abay1.assistant", "abay1.second")
    leave("abay1.second")
    swept_at(at(TUESDAY))
    assert "abay1.second" not in {notice.login for notice in sent()}
    assert {"abay1.deputy", "abay1.head"} <= {notice.login for notice in sent()}


@pytest.mark.parametrize("what", ["active = false", "office_id = 4"])
def test_a_substitute_who_left_the_office_or_may_not_sign_in_does_not_count(
    session: Session, leave: Leave, duty: int, swept_at: Sweep, sent: Sent, what: str
) -> None:
    leave("abay1.assistant", "abay1.second")
    session.execute(text(f"update user_account set {what} where login = 'abay1.second'"))
    swept_at(at(TUESDAY))
    assert {notice.login for notice in sent()} == {
        "abay1.assistant",
        "abay1.deputy",
        "abay1.head",
    }


def test_the_head_who_stands_in_for_the_assignee_gets_one_notice_of_an_overdue_duty(
    leave: Leave, duty: int, swept_at: Sweep, sent: Sent
) -> None:
    leave("abay1.assistant", "abay1.head", end=date(2026, 12, 10))
    swept_at(at(date(2026, 11, 30), hour=10))
    first = [notice.login for notice in sent() if notice.rung == 1]
    assert first == ["abay1.assistant", "abay1.deputy", "abay1.head"]


def test_a_cancelled_leave_and_one_of_other_days_change_nothing(
    session: Session, leave: Leave, duty: int, swept_at: Sweep, sent: Sent
) -> None:
    cancelled = leave("abay1.assistant", "abay1.second")
    cancelled.cancelled_on, cancelled.cancel_reason = TUESDAY, "Қайтарылды"
    leave("abay1.assistant", "abay1.second", start=WEDNESDAY)
    swept_at(at(TUESDAY))
    assert sent() == [Notice(-3, "abay1.assistant")]


def test_a_notice_planned_for_a_substitute_is_withdrawn_when_the_absent_one_is_back(
    session: Session, leave: Leave, duty: int, swept_at: Sweep, sent: Sent, world: World
) -> None:
    leave("abay1.assistant", "abay1.second", end=TUESDAY)
    swept_at(at(TUESDAY))
    planned = select(Reminder.recipient_id).where(Reminder.rung == -1, Reminder.state == "planned")
    assert world.people["abay1.second"] in session.scalars(planned).all()
    swept_at(at(WEDNESDAY))
    assert session.scalars(planned).all() == [world.people["abay1.assistant"]]
    swept_at(at(THURSDAY))
    assert [notice.login for notice in sent() if notice.rung == -1] == ["abay1.assistant"]


def test_an_absent_person_is_sent_no_letter_and_the_substitute_is(
    session: Session,
    house: Actor,
    leave: Leave,
    duty: int,
    world: World,
    law: Lawbook,
    chooses: Choose,
) -> None:
    """Letters are tested with the mail server; here only whom they are planned for."""
    for login in ("abay1.assistant", "abay1.second"):
        chooses(login)
    leave("abay1.assistant", "abay1.second")
    sweep(session, house, law=law, now=at(TUESDAY), zone=ALMATY, by_mail=True)
    planned = session.scalars(text("select user_id from letter")).all()
    assert planned == [world.people["abay1.second"]]
