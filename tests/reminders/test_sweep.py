"""The sweep: who is told what and when, whatever happened between two sweeps.

A duty due on Friday 27 November 2026 has its rungs on 24, 26 and 27 November, and, overdue, on
Monday 30 November, Wednesday 2 December and Tuesday 8 December.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import clear_scope
from supervision.core.faults import FaultPoint
from supervision.duties.models import Duty, DutyMove
from supervision.law.lawbook import Lawbook
from supervision.offices.models import UserAccount
from supervision.reminders.models import Reminder
from supervision.reminders.operations import sweep
from tests.factories.duties import SUPPLY, open_duty
from tests.factories.offices import World
from tests.reminders.conftest import ALMATY, Notice, Sweep, at

DUE = date(2026, 11, 27)
MINUS_3, MINUS_1 = date(2026, 11, 24), date(2026, 11, 26)
PLUS_1, PLUS_3, PLUS_7 = date(2026, 11, 30), date(2026, 12, 2), date(2026, 12, 8)
Sent = Callable[[], list[Notice]]
Logged = Callable[[], list[tuple[str, dict[str, int]]]]


@pytest.fixture
def duty(session: Session, house: Actor, world: World) -> Duty:
    return open_duty(session, office_id=3, due_on=DUE, assignee_id=world.people["abay1.assistant"])


def states(session: Session) -> dict[str, int]:
    rows = session.execute(select(Reminder.state, func.count()).group_by(Reminder.state))
    return dict(rows.all())


def close(session: Session, duty: Duty, on: date) -> None:
    duty.state, duty.closed_on, duty.closed_by = "fulfilled", on, "study_completed"
    session.commit()


def reopen(session: Session, duty: Duty) -> None:
    duty.state, duty.closed_on, duty.closed_by = "open", None, None
    session.commit()


def move(session: Session, duty: Duty, to: date, when: datetime) -> None:
    session.add(
        DutyMove(
            duty_id=duty.id,
            office_id=duty.office_id,
            old_due_on=duty.due_on,
            new_due_on=to,
            reason="the file was supplied again",
            kind="hand",
            actor_name="test",
            at=when,
        )
    )
    duty.due_on = to
    session.commit()


def test_a_notice_is_planned_ahead_with_its_moment_and_leaves_only_then(
    session: Session, duty: Duty, swept_at: Sweep, sent: Sent
) -> None:
    swept = swept_at(at(date(2026, 11, 23)))
    assert (swept.planned, swept.sent) == (2, 0)  # the rungs of 24 and 26 November
    moments = session.scalars(select(Reminder.moment).order_by(Reminder.moment)).all()
    assert moments == [at(MINUS_3), at(MINUS_1)]
    assert swept_at(at(MINUS_3, 8, 59)).sent == 0
    assert swept_at(at(MINUS_3)).sent == 1
    assert sent() == [Notice(-3, "abay1.assistant")]


def test_the_ladder_widens_from_the_assignee_to_the_department(
    duty: Duty, swept_at: Sweep, sent: Sent
) -> None:
    for day in (MINUS_3, MINUS_1, DUE, PLUS_1, PLUS_3, PLUS_7):
        swept_at(at(day))
    overdue = ["abay1.assistant", "abay1.deputy", "abay1.head"]
    oblast = sorted(["abay.head", *overdue])
    assert sent() == [
        Notice(-3, "abay1.assistant"),
        Notice(-1, "abay1.assistant"),
        Notice(0, "abay1.assistant"),
        *(Notice(1, login) for login in overdue),
        *(Notice(3, login) for login in oblast),
        *(Notice(7, login) for login in sorted([*oblast, "gpo.department"])),
    ]


def test_a_second_sweep_of_the_same_moment_changes_nothing(
    duty: Duty, swept_at: Sweep, sent: Sent, logged: Logged
) -> None:
    swept_at(at(DUE))
    before, entries = sent(), logged()
    again = swept_at(at(DUE))
    assert (again.planned, again.withdrawn, again.sent) == (0, 0, 0)
    assert sent() == before
    assert logged() == entries


def test_fifty_silent_hours_over_two_rungs_lose_neither_and_say_how_late_each_is(
    session: Session, duty: Duty, swept_at: Sweep, sent: Sent
) -> None:
    swept_at(at(MINUS_3))
    # The rungs of Thursday 26 and Friday 27 pass unseen; the scheduler is back on Friday at 20:00.
    swept = swept_at(at(DUE, 20))
    assert (swept.sent, swept.late) == (2, 2)
    assert swept_at(at(DUE, 20, 5)).sent == 0
    late = session.execute(select(Reminder.rung, Reminder.late_hours)).all()
    assert {row for row in late if row[0] in (-3, -1, 0)} == {(-3, 0), (-1, 35), (0, 11)}
    assert [notice.rung for notice in sent()] == [-3, -1, 0]


def test_days_without_any_sweep_are_caught_up_even_if_nothing_was_planned(
    duty: Duty, swept_at: Sweep, sent: Sent
) -> None:
    assert swept_at(at(PLUS_1, 10)).sent == 6
    assert [notice.rung for notice in sent()] == [-3, -1, 0, 1, 1, 1]


def test_a_closed_duty_is_quiet(session: Session, duty: Duty, swept_at: Sweep, sent: Sent) -> None:
    swept_at(at(date(2026, 11, 23)))
    close(session, duty, date(2026, 11, 23))
    assert swept_at(at(DUE)).withdrawn == 2
    assert sent() == []
    assert states(session) == {"cancelled": 2}


def test_a_duty_closed_between_plan_and_delivery_is_quiet_too(
    session: Session, duty: Duty, house: Actor, law: Lawbook, sent: Sent
) -> None:
    def close_it(point: FaultPoint) -> None:
        if point is FaultPoint.AFTER_PLAN:
            duty.state, duty.closed_on = "fulfilled", MINUS_3

    swept = sweep(session, house, law=law, now=at(MINUS_3), zone=ALMATY, fault=close_it)
    assert (swept.planned, swept.withdrawn, swept.sent) == (3, 1, 0)
    assert sent() == []


def test_a_paused_duty_is_quiet_and_reminds_again_by_the_day_it_then_has(
    session: Session, duty: Duty, swept_at: Sweep, sent: Sent
) -> None:
    swept_at(at(date(2026, 11, 23)))
    duty.paused_on = date(2026, 11, 23)
    session.commit()
    assert swept_at(at(PLUS_1)).withdrawn == 2
    assert sent() == []
    duty.paused_on, duty.due_on = None, date(2026, 12, 4)
    session.commit()
    swept_at(at(date(2026, 12, 3)))
    assert [notice.rung for notice in sent()] == [-3, -1]


def test_a_duty_paused_between_plan_and_delivery_is_quiet_too(
    session: Session, duty: Duty, house: Actor, law: Lawbook, sent: Sent
) -> None:
    def pause_it(point: FaultPoint) -> None:
        if point is FaultPoint.AFTER_PLAN:
            duty.paused_on = MINUS_3

    swept = sweep(session, house, law=law, now=at(MINUS_3), zone=ALMATY, fault=pause_it)
    assert (swept.planned, swept.withdrawn, swept.sent) == (3, 1, 0)
    assert sent() == []


def test_a_reopened_duty_gets_its_withdrawn_notices_back(
    session: Session, duty: Duty, swept_at: Sweep, sent: Sent
) -> None:
    swept_at(at(date(2026, 11, 23)))
    close(session, duty, date(2026, 11, 23))
    swept_at(at(date(2026, 11, 23), 12))
    reopen(session, duty)
    swept_at(at(MINUS_3))
    assert sent() == [Notice(-3, "abay1.assistant")]


def test_a_moved_duty_climbs_a_new_ladder_and_the_old_one_is_withdrawn(
    session: Session, duty: Duty, swept_at: Sweep, sent: Sent
) -> None:
    swept_at(at(MINUS_3))
    move(session, duty, date(2026, 12, 4), at(MINUS_3, 15))
    swept_at(at(DUE))
    assert sent() == [Notice(-3, "abay1.assistant")]
    swept_at(at(date(2026, 12, 1)))
    rows = session.execute(
        select(Reminder.rung, Reminder.due_on_seen).where(Reminder.state == "sent")
    )
    assert set(rows) == {(-3, DUE), (-3, date(2026, 12, 4))}


def test_a_day_moved_there_and_back_keeps_what_was_sent_and_plans_the_rest(
    session: Session, duty: Duty, swept_at: Sweep, sent: Sent
) -> None:
    swept_at(at(MINUS_3))
    move(session, duty, date(2026, 12, 4), at(MINUS_3, 12))
    swept_at(at(MINUS_3, 13))
    move(session, duty, DUE, at(MINUS_3, 14))
    swept_at(at(MINUS_1))
    assert sent() == [Notice(-3, "abay1.assistant"), Notice(-1, "abay1.assistant")]


def test_rungs_before_the_duty_stood_are_not_sent_after_the_fact(
    session: Session, house: Actor, swept_at: Sweep, sent: Sent, world: World
) -> None:
    open_duty(
        session,
        office_id=3,
        due_on=DUE,
        assignee_id=world.people["abay1.assistant"],
        opened_at=at(date(2026, 11, 25), 12),
    )
    swept_at(at(MINUS_1))
    assert sent() == [Notice(-1, "abay1.assistant")]


def test_a_duty_recorded_on_its_last_day_is_told_at_once_and_is_not_called_late(
    session: Session, house: Actor, swept_at: Sweep, world: World
) -> None:
    open_duty(
        session,
        office_id=3,
        due_on=DUE,
        assignee_id=world.people["abay1.assistant"],
        opened_at=at(DUE, 15, 30),
    )
    swept = swept_at(at(DUE, 15, 32))
    assert (swept.sent, swept.late) == (1, 0)


def test_a_duty_recorded_when_long_overdue_is_told_once_and_to_the_widest_circle_reached(
    session: Session, house: Actor, swept_at: Sweep, sent: Sent, world: World
) -> None:
    open_duty(
        session,
        office_id=3,
        due_on=date(2026, 11, 13),  # +3 fell on Wednesday 18, +7 falls on Tuesday 24
        assignee_id=world.people["abay1.assistant"],
        opened_at=at(date(2026, 11, 20), 12),
    )
    swept_at(at(date(2026, 11, 20), 13))
    assert [notice.rung for notice in sent()] == [3, 3, 3, 3]
    swept_at(at(date(2026, 11, 24)))
    assert [notice.rung for notice in sent()] == [3, 3, 3, 3, 7, 7, 7, 7, 7]


def test_nobody_gets_two_notices_for_wearing_two_hats(
    session: Session, house: Actor, swept_at: Sweep, sent: Sent, world: World
) -> None:
    open_duty(session, office_id=3, due_on=DUE, assignee_id=world.people["abay1.head"])
    swept_at(at(DUE))
    swept_at(at(PLUS_1))
    overdue = [notice for notice in sent() if notice.rung == 1]
    assert overdue == [Notice(1, "abay1.deputy"), Notice(1, "abay1.head")]


def test_with_nobody_assigned_the_leaders_of_the_owing_office_are_told(
    session: Session, house: Actor, swept_at: Sweep, sent: Sent
) -> None:
    open_duty(session, office_id=3, due_on=DUE)
    swept_at(at(MINUS_3))
    assert sent() == [Notice(-3, "abay1.deputy"), Notice(-3, "abay1.head")]


def test_an_office_without_people_is_answered_for_by_the_oblast(
    session: Session, house: Actor, swept_at: Sweep, sent: Sent
) -> None:
    open_duty(session, office_id=5, due_on=DUE)
    swept_at(at(MINUS_3))
    assert sent() == [Notice(-3, "abay.head")]


def test_a_duty_the_oblast_owes_for_a_districts_case_is_told_to_the_oblast(
    session: Session, house: Actor, swept_at: Sweep, sent: Sent
) -> None:
    open_duty(session, office_id=3, owner_office_id=2, due_on=DUE)
    swept_at(at(MINUS_3))
    assert sent() == [Notice(-3, "abay.head")]


def test_a_bailiffs_term_is_not_reported_above_the_own_office(
    session: Session, house: Actor, swept_at: Sweep, sent: Sent, world: World
) -> None:
    open_duty(
        session,
        office_id=3,
        due_on=DUE,
        rule=SUPPLY,
        outside=True,
        assignee_id=world.people["abay1.assistant"],
    )
    for day in (DUE, PLUS_1, PLUS_3, PLUS_7):
        swept_at(at(day))
    assert {notice.login for notice in sent()} == {
        "abay1.assistant",
        "abay1.deputy",
        "abay1.head",
    }


def test_a_new_assignee_is_told_from_today_on_and_the_old_one_no_more(
    session: Session, duty: Duty, swept_at: Sweep, sent: Sent, world: World
) -> None:
    swept_at(at(MINUS_3))
    duty.assignee_id = world.people["abay1.second"]
    session.commit()
    swept_at(at(MINUS_1))
    assert sent() == [Notice(-3, "abay1.assistant"), Notice(-1, "abay1.second")]


def test_a_duty_handed_over_between_plan_and_delivery_is_told_to_the_new_one_alone(
    session: Session,
    duty: Duty,
    house: Actor,
    law: Lawbook,
    swept_at: Sweep,
    sent: Sent,
    world: World,
) -> None:
    def hand_over(point: FaultPoint) -> None:
        if point is FaultPoint.AFTER_PLAN:
            duty.assignee_id = world.people["abay1.second"]

    sweep(session, house, law=law, now=at(MINUS_3), zone=ALMATY, fault=hand_over)
    assert sent() == []
    swept_at(at(MINUS_3, 10))
    assert sent() == [Notice(-3, "abay1.second")]


def test_a_duty_handed_over_on_the_day_of_a_rung_is_told_to_both(
    session: Session, duty: Duty, swept_at: Sweep, sent: Sent, world: World
) -> None:
    swept_at(at(DUE))
    duty.assignee_id = world.people["abay1.second"]
    session.commit()
    swept_at(at(DUE, 12))
    assert [notice for notice in sent() if notice.rung == 0] == [
        Notice(0, "abay1.assistant"),
        Notice(0, "abay1.second"),
    ]


def test_an_account_that_was_closed_counts_as_nobody_assigned(
    session: Session, duty: Duty, swept_at: Sweep, sent: Sent, world: World
) -> None:
    swept_at(at(date(2026, 11, 23)))
    account = session.get_one(UserAccount, world.people["abay1.assistant"])
    account.active = False
    session.commit()
    swept_at(at(MINUS_3))
    assert sent() == [Notice(-3, "abay1.deputy"), Notice(-3, "abay1.head")]


def test_a_new_head_is_not_told_of_rungs_that_went_out_before(
    session: Session, house: Actor, swept_at: Sweep, sent: Sent, world: World
) -> None:
    open_duty(session, office_id=4, due_on=DUE)  # its only leader is abay2.head
    swept_at(at(MINUS_3))
    session.get_one(UserAccount, world.people["abay2.assistant"]).post = "deputy"
    session.commit()
    swept_at(at(MINUS_1))
    assert sent() == [
        Notice(-3, "abay2.head"),
        Notice(-1, "abay2.assistant"),
        Notice(-1, "abay2.head"),
    ]


def test_a_clock_set_back_sends_nothing_twice_and_loses_nothing(
    duty: Duty, swept_at: Sweep, sent: Sent
) -> None:
    swept_at(at(MINUS_1, 9))
    swept_at(at(MINUS_1, 7))
    swept_at(at(date(2026, 11, 20)))
    swept_at(at(MINUS_1, 9))
    assert [notice.rung for notice in sent()] == [-3, -1]


def test_a_duty_without_a_day_is_left_to_the_desk(
    session: Session, duty: Duty, swept_at: Sweep, sent: Sent
) -> None:
    duty.due_on, duty.gap = None, "no_event_date"
    session.commit()
    assert swept_at(at(PLUS_7)).planned == 0
    assert sent() == []


def test_a_sweep_without_a_scope_sees_and_does_nothing(
    session: Session, duty: Duty, house: Actor, law: Lawbook
) -> None:
    session.commit()
    clear_scope(session)
    swept = sweep(session, house, law=law, now=at(PLUS_7), zone=ALMATY)
    assert (swept.planned, swept.sent) == (0, 0)


def test_each_change_of_a_sweep_is_in_the_audit_log(
    duty: Duty, swept_at: Sweep, logged: Logged
) -> None:
    swept_at(at(MINUS_3) + timedelta(minutes=1))
    assert logged() == [
        ("reminders.plan", {"planned": 3, "withdrawn": 0}),
        ("reminders.deliver", {"sent": 1, "withdrawn": 0}),
    ]
