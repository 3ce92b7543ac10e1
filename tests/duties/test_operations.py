"""Verbs of duties: move by hand, record a recurring duty as done, open recurring ones, rebuild."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision.audit.models import AuditEntry
from supervision.core.access import Actor, Level
from supervision.core.db import engine_for, set_scope
from supervision.core.errors import Forbidden, NotFound, Refused
from supervision.core.transaction import transaction
from supervision.duties.models import Duty, DutyMove
from supervision.duties.operations import (
    RecurringOffice,
    move_by_hand,
    open_recurring,
    owes,
    rebuild,
    record_fulfilment,
)
from supervision.duties.rules import OFFICE, Facts, LateCause, Lateness, Subject
from supervision.duties.sources import FactSource
from supervision.law.lawbook import Lawbook
from supervision.local.provision import Roles
from tests.conftest import TODAY
from tests.factories.duty_facts import facts, open_studies, received, subject

Act = Callable[[str], Actor]
GPO = RecurringOffice(1, "GPO", Level.GPO, specialised=False)
OBLAST = RecurringOffice(2, "Abai", Level.OBLAST, specialised=False)
DISTRICT = RecurringOffice(3, "Auezov", Level.DISTRICT, specialised=False)
TRANSPORT = RecurringOffice(10, "Transport", Level.OBLAST, specialised=True)
ALL = (GPO, OBLAST, DISTRICT, TRANSPORT)
RECONCILIATION = "2015/7/quarterly_reconciliation"  # by the quarter's last working day
INSPECTION = "2002/10/yearly_inspection"


def said(refused: pytest.ExceptionInfo[Refused]) -> set[str | None]:
    return {problem.field for problem in refused.value.problems}


@pytest.fixture
def duty_id(session: Session, acting: Act, law: Lawbook) -> int:
    """A study duty of the Auezov district due Monday 23 November 2026."""
    actor = acting("abay1.head")
    (done,) = open_studies(session, actor, law, [date(2026, 11, 16)], today=TODAY)
    session.commit()
    return done.opened[0].id


@pytest.fixture
def yearly_id(session: Session, acting: Act, law: Lawbook) -> int:
    """The yearly inspection the Auezov district owes for 2026."""
    acting("gpo.head")
    actor = acting("gpo.head")
    with transaction(session):
        open_recurring(session, actor, [DISTRICT], law=law, today=TODAY)
    found = session.scalar(
        select(Duty.id).where(Duty.rule == INSPECTION, Duty.owner_office_id == 3)
    )
    assert found is not None
    return found


def test_a_head_moves_the_day_and_the_old_day_reason_and_name_stay(
    session: Session, acting: Act, duty_id: int, law: Lawbook
) -> None:
    actor = acting("abay1.head")
    with transaction(session):
        move_by_hand(
            session,
            actor,
            duty_id,
            new_due_on=date(2026, 11, 20),
            reason="  with an expert ",
            law=law,
            today=TODAY,
        )
    change = session.scalars(select(DutyMove)).one()
    assert (change.old_due_on, change.new_due_on) == (date(2026, 11, 23), date(2026, 11, 20))
    assert (change.reason, change.kind, change.actor_name) == (
        "with an expert",
        "hand",
        actor.name,
    )
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "duties.move_by_hand")
    ).one()
    assert entry.before == {"due_on": "2026-11-23"}
    assert entry.office_id == 3


def test_the_head_of_the_oblast_moves_a_districts_day(
    session: Session, acting: Act, duty_id: int, law: Lawbook
) -> None:
    with transaction(session):
        move_by_hand(
            session,
            acting("abay.head"),
            duty_id,
            new_due_on=date(2026, 11, 21),
            reason="agreed",
            law=law,
            today=TODAY,
        )
    assert session.get_one(Duty, duty_id).due_on == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("new_due_on", "reason", "fields"),
    [
        (date(2026, 11, 20), "  ", {"reason"}),
        (date(2026, 11, 24), "later than the law's day", {"new_due_on"}),
        (date(2026, 11, 19), "late", {"new_due_on"}),
        (date(2026, 11, 23), "same", {"new_due_on"}),
        (date(2026, 11, 19), "", {"reason", "new_due_on"}),
    ],
)
def test_a_move_without_sense_is_refused_naming_every_field(
    session: Session,
    acting: Act,
    law: Lawbook,
    duty_id: int,
    new_due_on: date,
    reason: str,
    fields: set[str],
) -> None:
    actor = acting("abay1.head")
    given = {"new_due_on": new_due_on, "reason": reason}
    with pytest.raises(Refused) as refused, transaction(session):
        move_by_hand(session, actor, duty_id, **given, law=law, today=TODAY)
    assert said(refused) == fields
    assert session.scalar(select(func.count()).select_from(DutyMove)) == 0


def test_an_assistant_may_not_move_and_another_district_does_not_know_of_it(
    session: Session, acting: Act, duty_id: int, law: Lawbook
) -> None:
    for login, refusal in (("abay1.assistant", Forbidden), ("abay2.head", NotFound)):
        actor = acting(login)
        with pytest.raises(refusal), transaction(session):
            move_by_hand(
                session,
                actor,
                duty_id,
                new_due_on=date(2026, 11, 30),
                reason="why not",
                law=law,
                today=TODAY,
            )


def test_a_duty_of_a_file_is_not_closed_by_hand(
    session: Session, acting: Act, duty_id: int
) -> None:
    actor = acting("abay1.head")
    with pytest.raises(Forbidden), transaction(session):
        record_fulfilment(session, actor, duty_id, done_on=TODAY, document="No. 1", today=TODAY)


def test_a_recurring_duty_is_closed_with_its_day_and_document(
    session: Session, acting: Act, yearly_id: int
) -> None:
    actor = acting("abay1.assistant")
    with transaction(session):
        record_fulfilment(
            session, actor, yearly_id, done_on=TODAY, document=" act No. 7 ", today=TODAY
        )
    duty = session.get_one(Duty, yearly_id)
    assert (duty.state, duty.closed_on, duty.closed_by) == ("fulfilled", TODAY, "act No. 7")
    assert not duty.was_late
    with pytest.raises(Refused), transaction(session):
        record_fulfilment(
            session, actor, yearly_id, done_on=TODAY, document="act No. 8", today=TODAY
        )


def test_only_the_owing_office_records_it(session: Session, acting: Act, yearly_id: int) -> None:
    actor = acting("abay.head")
    with pytest.raises(Forbidden), transaction(session):
        record_fulfilment(session, actor, yearly_id, done_on=TODAY, document="x", today=TODAY)


def test_a_future_day_and_a_missing_document_are_refused_together(
    session: Session, acting: Act, yearly_id: int
) -> None:
    actor = acting("abay1.head")
    with pytest.raises(Refused) as refused, transaction(session):
        record_fulfilment(
            session, actor, yearly_id, done_on=date(2026, 11, 21), document=" ", today=TODAY
        )
    assert said(refused) == {"done_on", "document"}


def test_after_the_term_the_cause_and_the_unit_are_demanded_and_kept(
    session: Session, acting: Act, yearly_id: int
) -> None:
    actor, late = acting("abay1.head"), date(2027, 1, 11)
    with pytest.raises(Refused) as refused, transaction(session):
        record_fulfilment(session, actor, yearly_id, done_on=late, document="No. 7", today=late)
    assert said(refused) == {"late_cause"}
    with transaction(session):
        record_fulfilment(
            session,
            actor,
            yearly_id,
            done_on=late,
            document="No. 7",
            today=late,
            lateness=Lateness(LateCause.WORKLOAD, "first division"),
        )
    duty = session.get_one(Duty, yearly_id)
    assert (duty.was_late, duty.late_cause, duty.late_unit) == (True, "workload", "first division")


def test_each_rule_takes_in_its_own_circle_of_offices(law: Lawbook) -> None:
    def circle(name: str) -> list[str]:
        rule = law.rule(name, TODAY)
        return [office.label for office in ALL if owes(rule, office)]

    assert circle(RECONCILIATION) == ["Auezov", "Transport"]
    assert circle("2015/20/quarterly_information") == ["Abai", "Transport"]
    assert circle("2015/28/monthly_analysis") == ["GPO"]
    assert circle(INSPECTION) == [office.label for office in ALL]


def quarters(session: Session) -> list[tuple[str, date | None]]:
    statement = select(Duty.trigger, Duty.due_on).where(
        Duty.rule == RECONCILIATION, Duty.owner_office_id == 3
    )
    return [(key, due) for key, due in session.execute(statement.order_by(Duty.event_on))]


def test_the_first_run_opens_the_current_period_only(
    session: Session, acting: Act, law: Lawbook
) -> None:
    actor = acting("gpo.head")
    open_recurring(session, actor, [DISTRICT], law=law, today=TODAY)
    # 31 December 2026 is a Thursday
    assert quarters(session) == [("2026-Q4", date(2026, 12, 31))]


def test_a_second_run_opens_nothing(session: Session, acting: Act, law: Lawbook) -> None:
    actor = acting("gpo.head")
    assert open_recurring(session, actor, ALL, law=law, today=TODAY) > 0
    assert open_recurring(session, actor, ALL, law=law, today=TODAY) == 0


def test_periods_missed_while_the_scheduler_was_silent_are_opened_too(
    session: Session, acting: Act, law: Lawbook
) -> None:
    actor = acting("gpo.head")
    open_recurring(session, actor, [DISTRICT], law=law, today=date(2026, 2, 1))
    open_recurring(session, actor, [DISTRICT], law=law, today=TODAY)
    # the last days of the four quarters are a Tuesday, a Tuesday, a Wednesday and a Thursday
    assert quarters(session) == [
        ("2026-Q1", date(2026, 3, 31)),
        ("2026-Q2", date(2026, 6, 30)),
        ("2026-Q3", date(2026, 9, 30)),
        ("2026-Q4", date(2026, 12, 31)),
    ]


def test_two_runs_at_once_open_every_duty_once(
    session: Session, acting: Act, law: Lawbook, roles: Roles
) -> None:
    actor = acting("gpo.head")
    opened: list[int] = []

    def other_process() -> None:
        engine = engine_for(roles.app_url)
        with Session(engine) as second:
            set_scope(second, actor.scope)
            with transaction(second):
                opened.append(open_recurring(second, actor, ALL, law=law, today=TODAY))
        engine.dispose()

    with transaction(session):
        first = open_recurring(session, actor, ALL, law=law, today=TODAY)
        thread = threading.Thread(target=other_process)
        thread.start()
        thread.join(timeout=0.5)  # it waits for the first to end
    thread.join(timeout=30)
    assert first > 0
    assert opened == [0]
    assert session.scalar(select(func.count()).select_from(Duty)) == first


def test_where_the_act_is_not_applied_nothing_recurs(
    session: Session, acting: Act, law: Lawbook
) -> None:
    actor = acting("gpo.head")
    open_recurring(session, actor, ALL, law=law.with_extensions(()), today=TODAY)
    assert session.scalar(select(func.count()).where(Duty.subject_kind == OFFICE)) == 0


def source_of(known: Facts) -> FactSource:
    """A room with one file and these facts."""

    def read(session: Session) -> Iterator[tuple[Subject, Facts]]:
        yield subject(1), known

    return FactSource("requested_file", "studies.file", "file_id", read)


def test_a_rebuild_changes_nothing_when_nothing_changed(
    session: Session, acting: Act, law: Lawbook, duty_id: int
) -> None:
    actor = acting("abay1.head")
    sources = [source_of(facts(received(date(2026, 11, 16))))]
    assert rebuild(session, actor, sources, law=law, today=TODAY).lines == ()


def test_a_rebuild_tells_which_subject_changed_and_how(
    session: Session, acting: Act, law: Lawbook, duty_id: int
) -> None:
    actor = acting("abay1.head")
    sources = [source_of(facts(received(date(2026, 11, 19))))]
    ((kind, number, done),) = rebuild(session, actor, sources, law=law, today=TODAY).lines
    assert (kind, number) == ("requested_file", 1)
    assert [duty.due_on for duty in done.moved] == [date(2026, 11, 24)]
