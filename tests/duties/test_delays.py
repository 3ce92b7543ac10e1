"""Extension, pause and re-opening of a duty: where the law allows, with reason, old and new day, who."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.audit.models import AuditEntry
from supervision.core.access import Actor, Level
from supervision.core.db import engine_for, set_scope
from supervision.core.errors import Forbidden, Refused, Stale
from supervision.core.transaction import transaction
from supervision.duties.desk_queries import desk
from supervision.duties.models import Duty, DutyMove
from supervision.duties.operations import (
    RecurringOffice,
    move_by_hand,
    open_recurring,
    pause,
    record_fulfilment,
    reopen,
    resume,
)
from supervision.duties.queries import board, when
from supervision.duties.rules import Change, Event, LateCause, Lateness, MoveKind, law_day
from supervision.duties.sync import sync
from supervision.law.lawbook import Lawbook
from supervision.local.provision import Roles
from tests.conftest import TODAY
from tests.factories.duty_facts import facts, requested, subject

Act = Callable[[str], Actor]
ORDERED = date(2026, 11, 9)
DUE = date(2026, 11, 24)  # a Tuesday; TODAY is Friday 20 November 2026
INSPECTION = "2002/10/yearly_inspection"
DISTRICT = RecurringOffice(3, "Auezov", Level.DISTRICT, specialised=False)


def check(*, stated_on: date = DUE, reported_on: date | None = None) -> list[Event]:
    """An additional check the oblast was ordered by a day, and its report."""
    events = [Event("additional_check_ordered", ORDERED, stated_on=stated_on)]
    return events + ([Event("additional_check_reported", reported_on)] if reported_on else [])


@pytest.fixture
def at(session: Session, acting: Act, law: Lawbook) -> Desk:
    return Desk(session, acting, law)


class Desk:
    """The oblast's check as the Department, its head and the law see it."""

    def __init__(self, session: Session, acting: Act, law: Lawbook) -> None:
        self.session, self.acting, self.law = session, acting, law
        self.record(*check())

    def record(self, *events: Event) -> Duty:
        about = subject(office_id=2, kind="petition_check")
        actor = self.acting("gpo.head")
        with transaction(self.session) as session:
            sync(session, actor, about, facts(*events), law=self.law, today=TODAY)
        return self.duty()

    def duty(self) -> Duty:
        return self.session.scalars(
            select(Duty).where(Duty.rule == "2015/27/additional_check")
        ).one()

    def pause(self, login: str = "gpo.head", *, from_on: date = TODAY, reason: str = "r") -> Duty:
        actor = self.acting(login)
        number = self.duty().id
        with transaction(self.session) as session:
            given = {"from_on": from_on, "reason": reason, "law": self.law, "today": TODAY}
            return pause(session, actor, number, **given)

    def resume(self, login: str = "gpo.head", *, on: date, today: date, reason: str = "r") -> Duty:
        actor = self.acting(login)
        number = self.duty().id
        with transaction(self.session) as session:
            given = {"on": on, "reason": reason, "law": self.law, "today": today}
            return resume(session, actor, number, **given)

    def move(self, to: date, login: str = "gpo.head", *, today: date = TODAY) -> Duty:
        actor = self.acting(login)
        number = self.duty().id
        with transaction(self.session) as session:
            given = {"new_due_on": to, "reason": "r", "law": self.law, "today": today}
            return move_by_hand(session, actor, number, **given)

    def moves(self) -> list[tuple[str, date | None, date | None, date | None]]:
        rows = self.session.scalars(select(DutyMove).order_by(DutyMove.id))
        return [(row.kind, row.old_due_on, row.new_due_on, row.on_day) for row in rows]


def fields(refused: pytest.ExceptionInfo[Refused]) -> list[str | None]:
    return [problem.field for problem in refused.value.problems]


def test_the_department_extends_the_check_and_the_history_tells_days_reason_and_who(
    at: Desk,
) -> None:
    duty = at.move(date(2026, 12, 4))
    assert (duty.due_on, duty.moved) == (date(2026, 12, 4), True)
    assert at.moves() == [("extended", DUE, date(2026, 12, 4), None)]
    assert duty.steps[-1]["code"] == "extended"
    entry = at.session.scalars(select(AuditEntry).where(AuditEntry.action == "duties.extend")).one()
    assert entry.before == {"due_on": "2026-11-24"}
    assert entry.after == {"due_on": "2026-12-04", "reason": "r"}


def test_the_oblast_does_not_extend_the_check_it_was_ordered_but_sets_an_earlier_day(
    at: Desk,
) -> None:
    with pytest.raises(Refused) as refused:
        at.move(date(2026, 12, 4), "abay.head")
    assert fields(refused) == ["new_due_on"]
    assert at.move(date(2026, 11, 23), "abay.head").due_on == date(2026, 11, 23)
    assert at.move(DUE, "abay.head").due_on == DUE, "back to the law's own day"
    assert [kind for kind, *_rest in at.moves()] == ["hand", "hand"]


def test_after_its_end_a_term_is_neither_extended_nor_paused(at: Desk) -> None:
    at.record(*check(stated_on=date(2026, 11, 19)))
    with pytest.raises(Refused, match="nothing can be extended"):
        at.move(date(2026, 12, 4))
    with pytest.raises(Refused, match="its clock runs no more"):
        at.pause(from_on=date(2026, 11, 18))


def test_a_district_head_extends_the_term_the_own_request_named(
    session: Session, acting: Act, law: Lawbook
) -> None:
    actor = acting("abay1.head")
    with transaction(session):
        known = facts(requested(ORDERED, DUE))
        (duty,) = sync(session, actor, subject(), known, law=law, today=TODAY).opened
    with transaction(session):
        given = {"new_due_on": date(2026, 11, 30), "reason": "r", "law": law, "today": TODAY}
        move_by_hand(session, actor, duty.id, **given)
    assert duty.due_on == date(2026, 11, 30)


def test_a_paused_duty_is_overdue_nowhere_and_keeps_what_was_left(at: Desk) -> None:
    duty = at.pause()
    assert (duty.paused_on, duty.due_on) == (TODAY, DUE)
    actor = at.acting("abay.head")
    late = date(2026, 12, 20)
    counted = desk(at.session, office_id=2, user_id=None, today=late, language="en").counts
    assert tuple(counted) == (0, 0, 0, 0)
    row = board(at.session, office_id=2, office_ids=actor.offices_below, today=late, language="en")[
        0
    ]
    assert (row.overdue, row.paused) == (0, 1)
    assert duty.urgency_on(late).value == "paused"


def test_the_clock_runs_again_with_the_days_that_were_left(at: Desk) -> None:
    at.pause()  # Friday 20: 20, 21, 22, 23, 24 are left, five days
    duty = at.resume(on=date(2026, 12, 7), today=date(2026, 12, 8))
    assert (duty.paused_on, duty.due_on, duty.moved) == (None, date(2026, 12, 11), True)
    assert at.moves() == [
        ("paused", DUE, DUE, TODAY),
        ("resumed", DUE, date(2026, 12, 11), date(2026, 12, 7)),
    ]
    assert [step["code"] for step in duty.steps][-3:] == [
        "paused.calendar_day",
        "counting_starts",
        "last_day.working",
    ]


def test_a_pause_ended_on_its_own_day_leaves_the_duty_as_it_was(at: Desk) -> None:
    before = list(at.duty().steps)
    at.pause()
    duty = at.resume(on=TODAY, today=TODAY)
    assert (duty.due_on, duty.moved, duty.steps) == (DUE, False, before)


@pytest.mark.parametrize("login", ["abay.head", "gpo.department"])
def test_only_a_head_above_stops_the_clock_of_a_check(at: Desk, login: str) -> None:
    with pytest.raises(Forbidden):
        at.pause(login)
    at.pause()
    with pytest.raises(Forbidden):
        at.resume(login, on=TODAY, today=TODAY)


def test_a_rule_without_the_key_has_a_clock_that_nobody_stops(
    session: Session, acting: Act, law: Lawbook, yearly_id: int
) -> None:
    actor = acting("abay.head")
    with pytest.raises(Forbidden, match="does not let"), transaction(session):
        pause(session, actor, yearly_id, from_on=TODAY, reason="r", law=law, today=TODAY)


@pytest.mark.parametrize(
    ("from_on", "reason", "named"),
    [
        (date(2026, 11, 21), "r", ["from_on"]),
        (date(2026, 11, 8), "r", ["from_on"]),
        (TODAY, "  ", ["reason"]),
    ],
)
def test_a_pause_without_sense_is_refused_naming_the_field(
    at: Desk, from_on: date, reason: str, named: list[str]
) -> None:
    with pytest.raises(Refused) as refused:
        at.pause(from_on=from_on, reason=reason)
    assert fields(refused) == named
    assert at.moves() == []


def test_a_clock_that_stands_is_not_stopped_moved_or_run_back(at: Desk) -> None:
    at.pause()
    with pytest.raises(Refused, match="stands already"):
        at.pause()
    with pytest.raises(Refused, match="let it run again first"):
        at.move(date(2026, 12, 4))
    with pytest.raises(Refused) as refused:
        at.resume(on=date(2026, 11, 19), today=TODAY)
    assert fields(refused) == ["on"]


def test_a_second_pause_does_not_begin_before_the_first_ended(at: Desk) -> None:
    at.pause(from_on=date(2026, 11, 12))
    at.resume(on=date(2026, 11, 18), today=TODAY)
    with pytest.raises(Refused, match=r"18\.11\.2026"):
        at.pause(from_on=date(2026, 11, 17))


def test_the_sync_leaves_a_pause_and_an_extension_as_they_are(at: Desk) -> None:
    at.move(date(2026, 12, 4))
    at.pause()
    duty = at.record(*check())
    assert (duty.due_on, duty.paused_on) == (date(2026, 12, 4), TODAY)


def test_a_corrected_fact_keeps_the_days_paused_and_the_longer_term(at: Desk) -> None:
    at.pause(from_on=date(2026, 11, 16))
    at.resume(on=date(2026, 11, 18), today=TODAY)  # nine days left: to Thursday 26
    assert at.duty().due_on == date(2026, 11, 26)
    duty = at.record(*check(stated_on=date(2026, 12, 1)))
    # sixteen days were left of the corrected term on the 16th: from the 18th they reach 3 December
    assert duty.due_on == date(2026, 12, 3)
    at.move(date(2026, 12, 21))
    assert at.record(*check(stated_on=date(2026, 12, 8))).due_on == date(2026, 12, 21)


def test_a_correction_by_which_the_term_was_over_before_ends_the_pause(at: Desk) -> None:
    at.pause()
    duty = at.record(*check(stated_on=date(2026, 11, 18)))
    assert (duty.due_on, duty.paused_on) == (date(2026, 11, 18), None)
    assert [kind for kind, *_rest in at.moves()] == ["paused", "resumed", "facts"]


def test_a_report_during_a_pause_is_in_time_however_long_the_clock_stood(at: Desk) -> None:
    at.pause()
    duty = at.record(*check(reported_on=date(2026, 12, 15)))
    assert (duty.state, duty.paused_on, duty.due_on) == ("fulfilled", None, date(2026, 12, 21))
    assert not duty.was_late
    assert at.record(*check(reported_on=date(2026, 12, 15))).due_on == date(2026, 12, 21)


def test_a_duty_whose_facts_are_gone_drops_its_pause(at: Desk) -> None:
    at.pause()
    about = subject(office_id=2, kind="petition_check")
    with transaction(at.session) as session:
        sync(session, at.acting("gpo.head"), about, facts(), law=at.law, today=TODAY)
    assert (at.duty().state, at.duty().paused_on) == ("dropped", None)


def test_two_heads_who_pause_at_once_leave_one_pause(at: Desk, roles: Roles, law: Lawbook) -> None:
    actor, number = at.acting("gpo.head"), at.duty().id
    refusals: list[str] = []
    both = threading.Barrier(2)

    def work() -> None:
        with Session(engine_for(roles.app_url)) as own:
            set_scope(own, actor.scope)
            both.wait()
            try:
                with transaction(own):
                    pause(own, actor, number, from_on=TODAY, reason="r", law=law, today=TODAY)
            except Refused as refused:
                refusals.append(str(refused))

    hands = [threading.Thread(target=work) for _ in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    at.session.expire_all()
    at.acting("gpo.head")
    assert len(refusals) == 1
    assert [kind for kind, *_rest in at.moves()] == ["paused"]


def test_a_decision_on_what_somebody_changed_meanwhile_is_stale(at: Desk) -> None:
    seen = at.duty().version
    at.pause()
    with pytest.raises(Stale), transaction(at.session) as session:
        given = {"on": TODAY, "reason": "r", "version": seen, "law": at.law, "today": TODAY}
        resume(session, at.acting("gpo.head"), at.duty().id, **given)


def test_no_paused_duty_is_counted_in_any_column_but_its_own(at: Desk) -> None:
    at.pause()
    for column in ("overdue", "today", "soon", "due_soon", "on_time", "undated"):
        found = at.session.scalars(select(Duty.id).where(when(column, DUE)))
        assert list(found) == [], column
    assert len(list(at.session.scalars(select(Duty.id).where(when("paused", DUE))))) == 1


@pytest.fixture
def yearly_id(session: Session, acting: Act, law: Lawbook) -> int:
    """The yearly inspection the Auezov district owes for 2026."""
    actor = acting("gpo.head")
    with transaction(session):
        open_recurring(session, actor, [DISTRICT], law=law, today=TODAY)
    return session.scalars(
        select(Duty.id).where(Duty.rule == INSPECTION, Duty.owner_office_id == 3)
    ).one()


@pytest.fixture
def done_id(session: Session, acting: Act, yearly_id: int) -> int:
    """The same, recorded as done on 20 November."""
    actor = acting("abay1.assistant")
    with transaction(session):
        record_fulfilment(session, actor, yearly_id, done_on=TODAY, document="7", today=TODAY)
    return yearly_id


def opened_again(session: Session, actor: Actor, duty_id: int, today: date = TODAY) -> Duty:
    with transaction(session):
        return reopen(session, actor, duty_id, reason="the wrong act", today=today)


def test_the_head_opens_a_wrongly_closed_duty_again_with_its_history(
    session: Session, acting: Act, done_id: int
) -> None:
    duty = opened_again(session, acting("abay1.head"), done_id)
    assert (duty.state, duty.closed_on, duty.closed_by) == ("open", None, None)
    (move,) = session.scalars(select(DutyMove))
    assert (move.kind, move.new_due_on, move.reason) == ("reopened", duty.due_on, "the wrong act")
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "duties.reopen")).one()
    assert (entry.before or {})["document"] == "7"


def test_after_the_month_it_was_closed_in_only_an_office_above_opens_it(
    session: Session, acting: Act, done_id: int
) -> None:
    december = date(2026, 12, 1)
    with pytest.raises(Forbidden, match="month"):
        opened_again(session, acting("abay1.head"), done_id, december)
    with pytest.raises(Forbidden):
        opened_again(session, acting("abay1.assistant"), done_id)
    assert opened_again(session, acting("abay.head"), done_id, december).is_open


def test_a_late_duty_opened_again_asks_anew_why_it_is_late(
    session: Session, acting: Act, yearly_id: int
) -> None:
    late = Lateness(LateCause.WORKLOAD, "unit")
    january = date(2027, 1, 20)
    with transaction(session):
        given = {"done_on": january, "document": "7", "lateness": late, "today": january}
        record_fulfilment(session, acting("abay1.head"), yearly_id, **given)
    duty = opened_again(session, acting("abay1.head"), yearly_id, january)
    assert (duty.late_cause, duty.late_unit, duty.late_note) == (None, None, None)


def test_a_duty_closed_by_a_fact_is_opened_by_its_correction_only(at: Desk) -> None:
    at.record(*check(reported_on=TODAY))
    with pytest.raises(Refused, match="correct the fact"):
        opened_again(at.session, at.acting("gpo.head"), at.duty().id)


def test_the_laws_day_stands_behind_days_set_by_hand() -> None:
    first, second, third = (date(2026, 11, day) for day in (10, 12, 20))
    by_hand = [Change(MoveKind.HAND, third, first), Change(MoveKind.HAND, first, second)]
    assert law_day(by_hand, second) == third
    assert law_day([], third) == third
    corrected = [*by_hand, Change(MoveKind.FACTS, second, third)]
    assert law_day(corrected, third) == third
    assert law_day([Change(MoveKind.HAND, None, first)], first) is None
    stood = [by_hand[0], Change(MoveKind.PAUSED, first, first, first)]
    assert law_day(stood, first) == third
