"""A decree rehearsed, applied and undone over real duties; days worked out by hand."""

from __future__ import annotations

import time
import uuid
from datetime import date
from threading import Thread

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from supervision.audit.models import AuditEntry
from supervision.core.db import engine_for, set_scope
from supervision.core.errors import Forbidden, Refused, Stale
from supervision.core.transaction import transaction
from supervision.decrees.law_at_work import LawAtWork
from supervision.duties.models import Duty, DutyMove
from supervision.duties.operations import move_by_hand
from supervision.law.model import Step
from supervision.law.wording import sentence
from supervision.local.provision import Roles
from supervision.offices.queries import enter_as_house
from supervision.rehearsals.operations import apply_decree
from supervision.rehearsals.queries import (
    offices_of,
    offices_of_change,
    page_of_change,
    page_of_rehearsal,
    state_of_law,
)
from supervision.reminders.statements import TRY_TO_PLAN
from tests.conftest import NOW, TODAY
from tests.rehearsals.conftest import AT, CLOSED_DUTIES, OPEN_DUTIES, PLANNED, Desk, decree

# The five days of 2002 ¶6 from Monday 16 November end on Saturday 21, so on Monday 23.
MONDAY = date(2026, 11, 16)
DUE = date(2026, 11, 23)
SATURDAY = date(2026, 11, 21)
# From Thursday 19 they end on Tuesday 24.
THURSDAY = date(2026, 11, 19)
TUESDAY = date(2026, 11, 24)
WEDNESDAY = date(2026, 11, 25)


def test_a_day_off_moves_the_duties_that_ended_on_it_and_no_other(desk: Desk) -> None:
    desk.receive(1, MONDAY)
    desk.receive(2, THURSDAY)
    found = desk.rehearse(decree((DUE, None)))
    assert (found.moved, found.shortened, found.left) == (1, 0, 0)
    assert desk.days() == [DUE, TUESDAY], "a rehearsal changes nothing"
    desk.apply(decree((DUE, None)))
    assert desk.days() == [TUESDAY, TUESDAY]


def test_a_worked_saturday_takes_days_away_and_is_told_first(desk: Desk) -> None:
    desk.receive(1, THURSDAY)
    desk.receive(2, MONDAY, office_id=7)
    entry = decree((TUESDAY, SATURDAY))
    found = desk.rehearse(entry)
    assert (found.moved, found.shortened) == (2, 1)
    page = page_of_rehearsal(desk.session, found, office=0, language="en", cursor=None)
    assert [(row.subject_id, row.old_due_on, row.new_due_on) for row in page.rows] == [
        (2, DUE, SATURDAY),
        (1, TUESDAY, WEDNESDAY),
    ]
    assert sorted(offices_of(desk.session, found)) == [(3, 1, 0), (7, 1, 1)]
    change = desk.apply(entry)
    assert (change.moved, change.shortened) == (2, 1)
    assert sorted(offices_of_change(desk.session, change.id)) == [(3, 1, 0), (7, 1, 1)]
    stored = page_of_change(desk.session, change.id, office=0, language="en", cursor=None)
    assert [row[:13] for row in stored.rows] == [row[:13] for row in page.rows]
    only = page_of_change(desk.session, change.id, office=7, language="en", cursor=None)
    assert [row.subject_id for row in only.rows] == [2]


def test_the_steps_of_a_moved_duty_name_the_decree(desk: Desk) -> None:
    desk.receive(1, MONDAY)
    desk.apply(decree((DUE, date(2026, 11, 28)), number="123", dated=date(2026, 11, 18)))
    (duty,) = desk.rows(OPEN_DUTIES)
    told = [sentence(Step.from_json(step), "en") for step in duty["steps"]]
    assert (
        "2026-11-23 is a day off: moved from 2026-11-28 "
        "(source Government decree No. 123 of 2026-11-18)"
    ) in told
    assert duty["calendar_version"] == desk.law.calendar.version != desk.files.calendar.version


def test_a_history_line_and_one_entry_in_the_log_tell_of_it(desk: Desk) -> None:
    desk.receive(1, MONDAY)
    change = desk.apply(decree((DUE, None)))
    move = desk.session.scalars(select(DutyMove)).one()
    assert (move.old_due_on, move.new_due_on, move.change_id) == (DUE, TUESDAY, change.id)
    assert not move.by_hand and move.actor_name == desk.actor.name
    entry = desk.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "rehearsals.apply_decree")
    ).one()
    assert entry.after is not None
    assert (entry.after["number"], entry.after["moved"], entry.after["shortened"]) == ("123", 1, 0)


def test_closed_duties_and_their_verdict_stay(desk: Desk) -> None:
    desk.receive(1, MONDAY, done=TODAY)
    before = desk.rows(CLOSED_DUTIES)
    found = desk.rehearse(decree((DUE, SATURDAY)))
    assert found.moved == 0
    change = desk.apply(decree((DUE, SATURDAY)))
    assert desk.rows(CLOSED_DUTIES) == before
    desk.undo(change)
    assert desk.rows(CLOSED_DUTIES) == before


def test_a_duty_moved_by_hand_keeps_the_day_its_head_gave_it(desk: Desk) -> None:
    desk.receive(1, MONDAY)
    (duty,) = desk.rows(OPEN_DUTIES)
    head = desk.world.actor(desk.session, "gpo.head")
    with transaction(desk.session):
        move_by_hand(
            desk.session,
            head,
            duty["id"],
            new_due_on=TODAY,
            reason="Ауырды",
            law=desk.law,
            today=TODAY,
        )
    desk.apply(decree((DUE, None)))
    assert desk.days() == [TODAY]


def test_a_clock_that_stands_is_left_as_it_is_until_it_runs_again(desk: Desk) -> None:
    desk.receive(1, MONDAY)
    (row,) = desk.rows(OPEN_DUTIES)
    duty = desk.session.get_one(Duty, row["id"])
    duty.paused_on = TODAY
    desk.session.commit()
    change = desk.apply(decree((DUE, None)))
    assert desk.days() == [DUE]
    desk.undo(change)
    assert desk.days() == [DUE]


def test_undoing_restores_duties_notices_and_calendar(desk: Desk) -> None:
    desk.receive(1, MONDAY)
    desk.receive(2, THURSDAY)
    desk.plan()
    before, planned = desk.rows(OPEN_DUTIES), desk.rows(PLANNED)
    assert planned
    change = desk.apply(decree((DUE, None), (TUESDAY, None)))
    moved = desk.rows(PLANNED)
    assert moved != planned
    assert {row["due_on_seen"] for row in moved} == {WEDNESDAY}
    desk.undo(change)
    assert desk.rows(OPEN_DUTIES) == before
    assert desk.rows(PLANNED) == planned
    assert desk.law is desk.files
    desk.plan()
    assert desk.rows(PLANNED) == planned, "the next sweep finds nothing to mend"


def test_what_happened_since_is_not_undone(desk: Desk) -> None:
    for number in range(1, 5):
        desk.receive(number, MONDAY)
    change = desk.apply(decree((DUE, None)))
    desk.receive(1, MONDAY, done=TODAY)  # closed meanwhile
    desk.receive(2, THURSDAY)  # its fact corrected meanwhile
    desk.receive(5, MONDAY)  # opened meanwhile, by the decree's calendar
    closed = desk.rows(CLOSED_DUTIES)
    assert [row["due_on"] for row in closed] == [TUESDAY]
    assert desk.days() == [TUESDAY, TUESDAY, TUESDAY, TUESDAY]
    desk.undo(change)
    assert desk.rows(CLOSED_DUTIES) == closed
    assert desk.days() == [TUESDAY, DUE, DUE, DUE]


def test_a_decree_that_a_later_one_builds_on_is_not_undone(desk: Desk) -> None:
    first = desk.apply(decree((DUE, None), number="1"))
    second = desk.apply(decree((None, DUE), number="2"))
    with pytest.raises(Refused, match=r"№ 2 of 20\.11\.2026 builds on this one"):
        desk.undo(first)
    desk.undo(second)
    desk.undo(first)
    with pytest.raises(Refused, match="undone already"):
        desk.undo(first)


def test_a_later_decree_is_laid_over_the_earlier_one(desk: Desk) -> None:
    desk.receive(1, MONDAY)
    desk.apply(decree((DUE, None), number="1"))
    desk.apply(decree((None, DUE), number="2"))
    assert desk.days() == [DUE]
    found = desk.law.calendar.is_working(DUE)
    assert found.working and found.source is not None and "No. 2" in found.source.en


def test_the_same_form_sent_twice_is_one_change(desk: Desk) -> None:
    desk.receive(1, MONDAY)
    key = uuid.uuid4()
    first = desk.apply(decree((DUE, None)), key=key)
    assert desk.apply(decree((DUE, None)), key=key).id == first.id
    assert desk.session.scalar(text("select count(*) from law_change")) == 1


def test_a_law_changed_meanwhile_is_told(desk: Desk) -> None:
    seen = state_of_law(desk.session)
    desk.apply(decree((DUE, None), number="1"))
    with pytest.raises(Stale):
        desk.apply(decree((TUESDAY, None), number="2"), seen=seen)


@pytest.mark.parametrize(
    ("entry", "sentence_of"),
    [
        (decree(), "Name at least one day"),
        (decree((None, None)), "Name at least one day"),
        (decree((DUE, None), number=" "), "Write the number"),
        (decree((DUE, None), dated=date(2026, 11, 21)), "once it is signed"),
        (decree((SATURDAY, None)), "a day off already"),
        (decree((None, DUE)), "a working day already"),
        (decree((DUE, None), (DUE, None)), "twice"),
        (decree((date(2031, 3, 3), None)), "holds the years 2002–2027"),
    ],
)
def test_a_decree_that_cannot_be_is_refused(desk: Desk, entry: object, sentence_of: str) -> None:
    with pytest.raises(Refused, match=sentence_of):
        desk.rehearse(entry)  # type: ignore[arg-type]


def test_the_same_decree_is_not_applied_twice(desk: Desk) -> None:
    desk.apply(decree((DUE, None)))
    with pytest.raises(Refused, match="applied already"):
        desk.apply(decree((TUESDAY, None)))


def test_undoing_needs_a_reason(desk: Desk) -> None:
    change = desk.apply(decree((DUE, None)))
    with pytest.raises(Refused, match="Say why"):
        desk.undo(change, reason=" ")


@pytest.mark.parametrize("login", ["abay.administrator", "gpo.head", "gpo.auditor", "abay1.head"])
def test_nobody_else_changes_the_calendar(desk: Desk, login: str) -> None:
    with pytest.raises(Forbidden), transaction(desk.session):
        apply_decree(
            desk.session,
            desk.world.actor(desk.session, login),
            decree((DUE, None)),
            files=desk.files,
            at=AT,
            idempotency_key=uuid.uuid4(),
        )


def test_an_administrator_who_sees_no_cases_still_moves_them_all(desk: Desk) -> None:
    desk.receive(1, MONDAY)
    desk.receive(2, MONDAY, office_id=7)
    desk.plan()
    watcher = desk.actor
    desk.actor = desk.world.actor(desk.session, "gpo.administrator")
    set_scope(desk.session, desk.actor.scope)
    assert desk.rows(OPEN_DUTIES) == []
    change = desk.apply(decree((DUE, None)))
    assert change.moved == 2
    desk.session.rollback()
    set_scope(desk.session, watcher.scope)
    assert desk.days() == [TUESDAY, TUESDAY]


def test_a_duty_the_law_counts_otherwise_by_now_is_left_to_the_rebuild(desk: Desk) -> None:
    desk.receive(1, MONDAY)
    with transaction(desk.session):
        duty = desk.session.scalars(select(Duty)).one()
        duty.due_on = TUESDAY
    found = desk.rehearse(decree((TUESDAY, None)))
    assert (found.moved, found.left) == (0, 1)


def test_a_process_makes_the_law_of_the_same_decrees_once(desk: Desk) -> None:
    assert desk.law is desk.files
    change = desk.apply(decree((DUE, None)))
    assert desk.law is desk.law
    assert LawAtWork(desk.files).of(desk.session).calendar.version == desk.law.calendar.version
    desk.undo(change)
    assert desk.law is desk.files


def test_a_sweep_that_plans_and_a_decree_wait_for_one_another_without_a_knot(
    desk: Desk, roles: Roles
) -> None:
    """The sweep holds the plan and then looks at a duty the decree is about to move."""
    desk.receive(1, MONDAY)
    (duty,) = desk.rows(OPEN_DUTIES)
    desk.session.commit()
    engine = engine_for(roles.app_url)
    with Session(engine) as sweeping, Session(engine) as watching:
        enter_as_house(sweeping)
        sweeping.execute(TRY_TO_PLAN)
        changing = Thread(target=lambda: desk.apply(decree((DUE, None))))
        changing.start()
        waits = text("select count(*) from pg_locks where not granted and locktype = 'advisory'")
        until = time.monotonic() + 20
        while not watching.scalar(waits) and time.monotonic() < until:
            watching.rollback()
            time.sleep(0.02)
        assert watching.scalar(waits), "the decree waits for the sweep"
        sweeping.execute(
            text(
                "insert into reminder (office_id, duty_id, rung, recipient_id, channel, "
                "due_on_seen, moment) values (3, :duty, 1, :user, 'in_app', :due, :now)"
            ),
            {
                "duty": duty["id"],
                "user": desk.world.people["abay1.head"],
                "due": DUE,
                "now": NOW,
            },
        )
        sweeping.commit()
        changing.join(30)
    engine.dispose()
    assert not changing.is_alive()
    assert desk.days() == [TUESDAY]
