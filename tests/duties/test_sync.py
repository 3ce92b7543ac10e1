"""The one door for dates: facts open, move, close, reopen and drop duties, and twice is once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision.audit.models import AuditEntry
from supervision.core.access import Actor
from supervision.core.transaction import transaction
from supervision.duties.models import Duty, DutyMove
from supervision.duties.operations import move_by_hand, record_fulfilment
from supervision.duties.rules import Event, Facts, LateCause, Lateness, Subject
from supervision.duties.sources import FactSource, closed_by_hand
from supervision.duties.sync import Synced, sync
from supervision.law.calendar import DayKind, ExceptionalDay, WorkingCalendar
from supervision.law.lawbook import Lawbook
from supervision.law.model import Titles
from tests.conftest import TODAY
from tests.factories.duty_facts import STUDY, SUPPLY, facts, received, requested, studied, subject

# Received on Monday 16 November 2026: the fifth day, 21 November, is a Saturday, so Monday 23.
MONDAY = date(2026, 11, 16)
DUE = date(2026, 11, 23)
LATE = Lateness(LateCause.WORKLOAD, "second division", "three files on one day")


class Room:
    """A room that records facts of one subject and brings its duties in step."""

    def __init__(self, session: Session, actor: Actor, law: Lawbook) -> None:
        self.session, self.actor, self.law = session, actor, law
        self.today = TODAY

    def record(
        self, *events: Event, about: Subject | None = None, **attributes: list[str]
    ) -> Synced:
        """Record these and nothing else."""
        return self.hand_over(facts(*events, **attributes), about or subject())

    def hand_over(self, known: Facts, about: Subject) -> Synced:
        with transaction(self.session) as session:
            return sync(session, self.actor, about, known, law=self.law, today=self.today)

    def duties(self) -> list[Duty]:
        return list(self.session.scalars(select(Duty).order_by(Duty.id)))

    def only(self) -> Duty:
        (duty,) = self.duties()
        return duty


@pytest.fixture
def room(session: Session, acting: Callable[[str], Actor], law: Lawbook) -> Room:
    return Room(session, acting("abay1.head"), law)


def test_a_fact_opens_the_duty_with_its_day_steps_and_edition(room: Room) -> None:
    done = room.record(received(MONDAY))
    duty = room.only()
    assert done.opened == [duty]
    assert (duty.rule, duty.event_on, duty.due_on, duty.gap) == (STUDY, MONDAY, DUE, None)
    assert duty.edition == "2002@2003-02-12+extended"
    assert duty.calendar_version == room.law.calendar.version
    assert [step["code"] for step in duty.steps][-1] == "next_working_day"
    assert (duty.office_id, duty.owner_office_id) == (3, 3)


def test_the_same_facts_twice_change_nothing(room: Room) -> None:
    room.record(received(MONDAY))
    version = room.only().version
    again = room.record(received(MONDAY))
    assert not again
    assert room.only().version == version
    assert room.session.scalar(select(func.count()).select_from(AuditEntry)) == 1


def test_a_corrected_day_that_ends_on_the_same_day_keeps_it_without_a_move(room: Room) -> None:
    room.record(received(MONDAY))
    # 18 November and five days is Monday 23 itself, the day the first count was moved to
    assert not room.record(received(date(2026, 11, 18))).moved
    assert (room.only().event_on, room.only().due_on) == (date(2026, 11, 18), DUE)
    assert room.session.scalar(select(func.count()).select_from(DutyMove)) == 0


def test_a_corrected_day_that_gives_another_day_leaves_a_move(room: Room) -> None:
    room.record(received(MONDAY))
    room.record(received(date(2026, 11, 19)))
    change = room.session.scalars(select(DutyMove)).one()
    assert (change.old_due_on, change.new_due_on) == (DUE, date(2026, 11, 24))
    assert not change.by_hand


def test_the_fulfilling_fact_closes_the_duty_on_its_day(room: Room) -> None:
    room.record(received(MONDAY))
    done = room.record(received(MONDAY), studied(date(2026, 11, 19)))
    duty = room.only()
    assert done.closed == [duty]
    assert (duty.state, duty.closed_on, duty.closed_by) == (
        "fulfilled",
        date(2026, 11, 19),
        "study_completed",
    )
    assert not duty.was_late


def test_when_the_fulfilling_fact_is_withdrawn_the_duty_opens_again(room: Room) -> None:
    room.record(received(MONDAY), studied(date(2026, 11, 24), LATE))
    done = room.record(received(MONDAY))
    duty = room.only()
    assert done.reopened == [duty]
    assert (duty.state, duty.closed_on, duty.late_cause) == ("open", None, None)


def test_when_the_opening_fact_is_withdrawn_the_duty_is_dropped_and_can_come_back(
    room: Room,
) -> None:
    room.record(received(MONDAY))
    assert room.record().dropped == [room.only()]
    assert (room.only().state, room.only().closed_by) == ("dropped", "facts_gone")
    assert room.record(received(MONDAY)).reopened == [room.only()]
    assert room.only().due_on == DUE


def test_a_fulfilled_duty_goes_with_its_own_event_but_not_with_a_circumstance(room: Room) -> None:
    done = (received(MONDAY), studied(date(2026, 11, 19)))
    room.record(*done)
    assert not room.record(*done, enforcement_term=["run_out"])
    assert room.only().state == "fulfilled"
    room.record(studied(date(2026, 11, 19)))
    assert room.only().state == "dropped"


def test_a_participation_goes_when_its_ground_and_then_its_outcome_are_taken_back(
    room: Room,
) -> None:
    hearing, other = (Event("hearing_set", MONDAY, key=key) for key in ("1", "2"))
    took_part, elsewhere = (Event("prosecutor_took_part", MONDAY, key=key) for key in ("1", "2"))
    room.record(hearing, took_part, enforcement_ground=["state_party"])
    assert room.only().state == "fulfilled"
    # what was owed and done stays when the ground is overruled afterwards
    assert not room.record(hearing, took_part)
    # nobody took part after all: a participation at another hearing does not answer for this one
    done = room.record(hearing, other, elsewhere)
    assert done.dropped == [room.only()]
    assert (room.only().state, room.only().closed_by) == ("dropped", "facts_gone")


def test_a_circumstance_that_speaks_against_the_rule_drops_an_open_duty(room: Room) -> None:
    room.record(received(MONDAY))
    room.record(received(MONDAY), enforcement_term=["run_out"])
    assert room.only().state == "dropped"


def test_an_undated_event_opens_a_duty_without_a_day_and_says_why(room: Room) -> None:
    room.record(received(None))
    duty = room.only()
    assert (duty.due_on, duty.gap, duty.edition) == (None, "no_event_date", "")
    assert not room.record(received(None))
    room.record(received(MONDAY))
    assert (room.only().due_on, room.only().gap) == (DUE, None)


def test_late_fulfilment_keeps_cause_unit_and_explanation(room: Room) -> None:
    room.record(received(MONDAY), studied(date(2026, 11, 24), LATE))
    duty = room.only()
    assert duty.was_late
    assert (duty.late_cause, duty.late_unit, duty.late_note) == (
        "workload",
        "second division",
        "three files on one day",
    )


def test_fulfilment_in_time_keeps_no_cause_even_when_one_was_typed(room: Room) -> None:
    room.record(received(MONDAY), studied(DUE, LATE))
    assert not room.only().was_late
    assert room.only().late_cause is None


def test_a_correction_that_makes_it_timely_takes_the_cause_away(room: Room) -> None:
    room.record(received(MONDAY), studied(date(2026, 11, 24), LATE))
    room.record(received(date(2026, 11, 19)), studied(date(2026, 11, 24), LATE))
    assert room.only().due_on == date(2026, 11, 24)
    assert room.only().late_cause is None


def test_a_move_by_hand_survives_the_next_sync(room: Room) -> None:
    room.record(received(MONDAY))
    with transaction(room.session) as session:
        move_by_hand(
            session,
            room.actor,
            room.only().id,
            new_due_on=date(2026, 11, 20),
            reason="the file is with an expert",
            law=room.law,
            today=TODAY,
        )
    assert not room.record(received(MONDAY))
    assert (room.only().due_on, room.only().moved) == (date(2026, 11, 20), True)


def test_a_move_by_hand_is_forgotten_when_the_fact_itself_changes(room: Room) -> None:
    room.record(received(MONDAY))
    with transaction(room.session) as session:
        move_by_hand(
            session,
            room.actor,
            room.only().id,
            new_due_on=date(2026, 11, 20),
            reason="the file is with an expert",
            law=room.law,
            today=TODAY,
        )
    room.record(received(date(2026, 11, 17)))
    assert (room.only().due_on, room.only().moved) == (DUE, False)
    moves = list(room.session.scalars(select(DutyMove).order_by(DutyMove.id)))
    assert [(move.by_hand, move.new_due_on) for move in moves] == [
        (True, date(2026, 11, 20)),
        (False, DUE),
    ]


def test_a_corrected_stated_day_moves_even_a_duty_moved_by_hand(room: Room) -> None:
    room.record(requested(date(2026, 11, 10), date(2026, 11, 23)))
    duty = room.only()
    duty.due_on, duty.moved = date(2026, 12, 1), True
    room.session.commit()
    assert not room.record(requested(date(2026, 11, 10), date(2026, 11, 23)))
    room.record(requested(date(2026, 11, 10), date(2026, 11, 25)))
    assert (room.only().due_on, room.only().moved) == (date(2026, 11, 25), False)


def test_the_bailiffs_clock_is_shown_but_is_not_the_offices_duty(room: Room) -> None:
    room.record(requested(date(2026, 11, 10), date(2026, 11, 23)))
    duty = room.only()
    assert (duty.rule, duty.outside, duty.due_on) == (SUPPLY, True, date(2026, 11, 23))


def test_a_request_without_a_stated_day_is_a_gap(room: Room) -> None:
    room.record(requested(date(2026, 11, 10), None))
    assert (room.only().due_on, room.only().gap) == (None, "no_stated_day")


@pytest.mark.parametrize(
    ("event", "attributes", "owner"),
    [
        (Event("appellate_protest_rejected", MONDAY), {}, 2),
        (
            Event("hearing_set", date(2026, 11, 25)),
            {"instance": ["cassation"], "protest_brought_by": ["gpo"]},
            1,
        ),
        (received(MONDAY), {}, 3),
    ],
)
def test_the_rule_says_which_office_of_the_chain_owes(
    room: Room, event: Event, attributes: dict[str, list[str]], owner: int
) -> None:
    room.record(event, **attributes)
    assert {(duty.office_id, duty.owner_office_id) for duty in room.duties()} == {(3, owner)}


def test_the_assignee_of_the_case_is_not_charged_with_the_oblasts_duty(
    room: Room, world: object
) -> None:
    assignee = room.actor.user_id
    room.record(
        Event("appellate_protest_rejected", MONDAY),
        received(MONDAY),
        about=subject(assignee_id=assignee),
    )
    assert {duty.owner_office_id: duty.assignee_id for duty in room.duties()} == {
        2: None,
        3: assignee,
    }


def test_a_new_assignee_and_label_are_followed_without_opening_anything(room: Room) -> None:
    room.record(received(MONDAY))
    new = replace(subject(assignee_id=room.actor.user_id), label="9/2026")
    assert not room.record(received(MONDAY), about=new)
    assert (room.only().assignee_id, room.only().subject_label) == (room.actor.user_id, "9/2026")


def test_a_case_handed_over_takes_open_duties_to_its_new_chain_and_history_along(
    session: Session, acting: Callable[[str], Actor], law: Lawbook
) -> None:
    room = Room(session, acting("gpo.head"), law)
    events = (
        requested(date(2026, 11, 2), date(2026, 11, 12)),
        received(date(2026, 11, 12)),
        Event("appellate_protest_rejected", MONDAY),
    )
    room.record(*events)
    room.record(*events, about=subject(office_id=7))
    by_rule = {duty.rule.rpartition("/")[2]: duty for duty in room.duties()}
    assert {duty.office_id for duty in by_rule.values()} == {7}
    assert by_rule["study_requested_file"].owner_office_id == 7
    assert by_rule["represent_rejected_protest"].owner_office_id == 6
    # the bailiff answered in time while the file was with the first office: that stays its record
    assert by_rule["supply_requested_file"].owner_office_id == 3
    room.actor = acting("turan1.head")
    assert not room.record(*events, about=subject(office_id=7))


def test_two_events_of_one_trigger_are_a_mistake_of_the_room(room: Room) -> None:
    with pytest.raises(ValueError, match="requested_file_received"):
        room.record(received(MONDAY), received(date(2026, 11, 17)))


def test_two_hearings_give_two_duties_and_each_closes_by_its_own(room: Room) -> None:
    first = Event("hearing_set", date(2026, 11, 24), key="1")
    second = Event("hearing_set", date(2026, 11, 26), key="2")
    room.record(
        first,
        second,
        Event("prosecutor_took_part", date(2026, 11, 24), key="1"),
        enforcement_ground=["state_party"],
    )
    assert {duty.trigger: duty.state for duty in room.duties()} == {
        "hearing_set#1": "fulfilled",
        "hearing_set#2": "open",
    }


def _with_a_day_off(law: Lawbook, on: date) -> Lawbook:
    """The same law where the Government has since made one more day a day off."""
    words = Titles("x", "x", "x")
    calendar = WorkingCalendar(
        [
            *(day for day in law.calendar.exceptional() if day.on != on),
            ExceptionalDay(on, DayKind.OFF, words, words, True),
        ],
        law.calendar.first_day,
        law.calendar.last_day,
        law.calendar.confirmed_through,
        "kz-with-one-more-day-off",
    )
    return Lawbook(law._found, calendar, law.extensions)


def test_an_open_duty_follows_a_changed_calendar(room: Room) -> None:
    room.record(received(MONDAY))
    room.law = _with_a_day_off(room.law, DUE)
    done = room.record(received(MONDAY))
    assert done.moved == [room.only()]
    assert room.only().due_on == date(2026, 11, 24)
    assert room.only().calendar_version == "kz-with-one-more-day-off"


def test_a_closed_duty_keeps_its_day_and_verdict_when_the_calendar_changes(room: Room) -> None:
    late = (received(MONDAY), studied(date(2026, 11, 24), LATE))
    room.record(*late)
    before = room.law.calendar.version
    room.law = _with_a_day_off(room.law, DUE)
    assert not room.record(*late)
    duty = room.only()
    assert (duty.due_on, duty.was_late, duty.calendar_version) == (DUE, True, before)


def test_a_closed_duty_keeps_its_day_when_the_act_is_no_longer_applied(room: Room) -> None:
    events = (received(MONDAY), studied(date(2026, 11, 19)))
    room.record(*events)
    room.law = room.law.with_extensions(())
    assert not room.record(*events)
    assert (room.only().state, room.only().due_on) == ("fulfilled", DUE)


def test_another_district_sees_none_of_it(
    room: Room, acting: Callable[[str], Actor], session: Session
) -> None:
    room.record(received(MONDAY))
    acting("abay2.head")
    assert room.duties() == []
    acting("abay.head")
    assert len(room.duties()) == 1


_DAYS = st.dates(date(2026, 11, 2), TODAY)
_EVENTS = st.fixed_dictionaries(
    {},
    optional={
        "requested": st.builds(requested, _DAYS, st.none() | _DAYS),
        "received": st.builds(received, st.none() | _DAYS),
        "studied": st.builds(studied, _DAYS),
        "rejected": st.builds(Event, st.just("appellate_protest_rejected"), _DAYS),
        "represented": st.builds(Event, st.just("representation_sent"), _DAYS),
    },
)


def _picture(session: Session, number: int) -> set[tuple[object, ...]]:
    """What is kept of one subject's duties; those dropped are as good as never opened."""
    rows = session.scalars(select(Duty).where(Duty.subject_id == number, Duty.state != "dropped"))
    return {
        (row.rule, row.trigger, row.event_on, row.due_on, row.gap, row.state, row.closed_on)
        for row in rows
    }


_numbers = iter(range(100, 1_000_000))


@given(events=_EVENTS, data=st.data())
def test_in_whatever_order_facts_are_recorded_the_same_duties_stand(
    room: Room, events: dict[str, Event], data: st.DataObject
) -> None:
    at_once, step_by_step = next(_numbers), next(_numbers)
    room.record(*events.values(), about=subject(at_once))
    order = data.draw(st.permutations(sorted(events)))
    known: dict[str, Event] = {}
    for name in order:
        # first a slip of the pen, put right at once
        known[name] = replace(events[name], on=data.draw(st.none() | _DAYS))
        room.record(*known.values(), about=subject(step_by_step))
        known[name] = events[name]
        room.record(*known.values(), about=subject(step_by_step))
    assert _picture(room.session, step_by_step) == _picture(room.session, at_once)
    assert not room.record(*events.values(), about=subject(step_by_step))


def test_what_was_closed_by_hand_stays_closed_while_its_fact_stands(room: Room) -> None:
    copy = Event("ruling_copy_handed_over", MONDAY, key="act-1")
    room.record(copy)
    protest = next(each for each in room.duties() if each.rule == "2015/13/appellate_protest")
    # ten days after 16 November: Thursday the 26th
    assert protest.due_on == date(2026, 11, 26)
    with transaction(room.session) as session:
        record_fulfilment(
            session,
            room.actor,
            protest.id,
            done_on=TODAY,
            document="protest No. 3",
            today=TODAY,
            by_hand={"2015/13/appellate_protest"},
        )
    assert not room.record(copy)
    assert (protest.state, protest.closed_by, protest.closed_by_hand) == (
        "fulfilled",
        "protest No. 3",
        True,
    )
    room.record()
    assert protest.state == "dropped"


def test_only_rules_whose_facts_no_room_records_are_closed_by_hand(law: Lawbook) -> None:
    room_of_files = FactSource(
        "requested_file", "", "", lambda _: iter(()), frozenset({"study_completed"})
    )
    by_hand = closed_by_hand(law, [room_of_files])
    assert "2015/13/appellate_protest" in by_hand
    assert STUDY not in closed_by_hand(
        law,
        [replace(room_of_files, records=frozenset({"study_completed", "requested_file_refused"}))],
    )
    assert SUPPLY not in by_hand, "the bailiff's duty is not ours to close"
    assert "2015/20/quarterly_information" not in by_hand, "a recurring duty has its own way"
