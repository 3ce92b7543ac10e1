"""Missed terms: opened by the house itself, lifted, examined, decided on (`2015 ¶17`)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases import operations as cases
from supervision.cases.models import AdminCase, CourtAct
from supervision.core.access import system_actor
from supervision.core.db import set_scope
from supervision.core.errors import Forbidden
from supervision.core.transaction import transaction
from supervision.duties.rules import LateCause, Lateness
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import enter_as_house
from supervision.representations import operations
from supervision.representations.models import MissedWindow
from supervision.representations.rules import (
    DecisionEntry,
    FindingsEntry,
    MissedState,
    ShownEntry,
    is_missed,
)
from tests.conftest import TODAY
from tests.factories.cases import Desk
from tests.protests.conftest import MONDAY, Desks
from tests.protests.test_bringing import refused
from tests.representations.conftest import Sitting
from tests.representations.test_representations import duties_of

COPY = date(2026, 11, 2)  # ten days after it is Thursday the 12th
CLOSED = date(2026, 11, 12)
LATE = Lateness(LateCause.WORKLOAD, "Бөлім")
RAISED = "17/raise_responsibility"


@pytest.fixture
def old_act(desk: Desk, case: AdminCase) -> CourtAct:
    """An act whose window closed on the 12th, found unlawful on the 20th."""
    made = desk.act(case, COPY, copy_on=COPY)
    return checked(desk, made, "unlawful")


def checked(desk: Desk, act: CourtAct, result: str, **given: Any) -> CourtAct:
    """The act with the result of its check, late."""
    told = {"result": result, "checked_on": TODAY, "note": "Тексерілді", "lateness": LATE}
    found: CourtAct = desk.do(cases.record_check, act.case_id, act.id, **told | given)
    return found


def opened(session: Session, law: Lawbook, today: date = TODAY) -> int:
    """What the morning's run changed."""
    house = system_actor(enter_as_house(session))
    with transaction(session):
        return operations.open_missed_windows(session, house, law=law, today=today)


def record(session: Session) -> MissedWindow:
    enter_as_house(session)
    return session.scalars(select(MissedWindow).execution_options(populate_existing=True)).one()


def test_a_record_opens_by_itself_and_once(
    session: Session, law: Lawbook, desk: Desk, old_act: CourtAct
) -> None:
    assert opened(session, law) == 1
    found = record(session)
    assert (found.act_id, found.state, found.shown_by) == (old_act.id, "open", "act_check")
    assert (found.window_ends_on, found.found_on, found.office_id) == (CLOSED, TODAY, 3)
    duty = duties_of(desk, old_act)[RAISED]
    assert (duty.state, duty.owner_office_id, duty.event_on) == ("open", 2, TODAY)
    assert opened(session, law) == 0, "a second run changes nothing"
    assert opened(session, law, date(2026, 11, 23)) == 0


def test_an_open_window_a_lawful_act_and_a_protest_in_time_open_nothing(
    session: Session, law: Lawbook, desk: Desk, case: AdminCase, act: CourtAct, at: Desks
) -> None:
    checked(desk, act, "unlawful", lateness=None)  # its window is open until Thursday the 26th
    lawful = desk.act(case, COPY, copy_on=COPY)
    checked(desk, lawful, "lawful")
    protested = desk.act(case, COPY, copy_on=COPY)
    head = at("abay1.head", CLOSED)
    head.bring(head.draft(protested), CLOSED)
    set_scope(desk.session, desk.actor.scope)
    checked(desk, protested, "unlawful", checked_on=TODAY)
    assert opened(session, law) == 0
    assert opened(session, law, date(2026, 11, 26)) == 0, "open until the last day ends"
    assert opened(session, law, date(2026, 11, 27)) == 1
    assert record(session).act_id == act.id


def test_a_protest_in_time_recorded_later_lifts_the_record(
    session: Session, law: Lawbook, desk: Desk, old_act: CourtAct, at: Desks
) -> None:
    opened(session, law)
    head = at("abay1.head")
    head.bring(head.draft(old_act), CLOSED, late_reason="Пошта кешікті")
    assert opened(session, law) == 1
    assert record(session).state == "lifted"
    assert RAISED not in duties_of(desk, old_act)
    assert opened(session, law) == 0


def test_a_restored_term_lifts_the_record_until_it_is_missed_too(
    session: Session, law: Lawbook, desk: Desk, old_act: CourtAct, at: Desks
) -> None:
    opened(session, law)
    at("abay1.head").restore(old_act, date(2026, 11, 18), date(2026, 11, 24))
    assert opened(session, law) == 1 and record(session).state == "lifted"
    assert opened(session, law, date(2026, 11, 24)) == 0
    assert opened(session, law, date(2026, 11, 25)) == 1 and record(session).state == "open"


def test_nothing_is_decided_without_cause_and_stage_and_only_above_the_case(
    session: Session, law: Lawbook, desk: Desk, old_act: CourtAct, sitting: Sitting
) -> None:
    opened(session, law)
    missed = record(session).id
    oblast = sitting("abay.head")
    decision = DecisionEntry("disciplinary", TODAY, oblast.actor.user_id, "Сөгіс")
    told = refused(oblast.do, operations.decide, missed, decision)
    assert told == {None: "Record the cause and the stage before anything is decided."}
    with pytest.raises(Forbidden):
        sitting("abay1.head").do(operations.decide, missed, decision)
    partly = FindingsEntry(cause="other", stage="")
    told = refused(oblast.do, operations.examine, missed, partly, lawful=False)
    assert set(told) == {"cause_note"}
    found = FindingsEntry("act_not_checked_in_time", "", "check", "Көмекші С.")
    oblast.do(operations.examine, missed, found, lawful=False)
    senior = sitting("abay.senior")
    alone = DecisionEntry("none", TODAY, senior.actor.user_id, "Негіз жоқ")
    assert set(refused(senior.do, operations.decide, missed, alone)) == {"decided_by_id"}
    closed = oblast.do(operations.decide, missed, decision)
    assert (closed.state, closed.decision, closed.decided_on) == ("decided", "disciplinary", TODAY)
    duty = duties_of(desk, old_act)[RAISED]
    assert (duty.state, duty.closed_on) == ("fulfilled", TODAY)
    told = refused(oblast.do, operations.decide, missed, decision)
    assert told == {None: "The decision on this missed term is recorded already."}
    assert opened(session, law) == 0, "a decision stands"


def test_a_record_made_by_hand_says_what_showed_it(
    session: Session, law: Lawbook, desk: Desk, case: AdminCase, act: CourtAct, sitting: Sitting
) -> None:
    old = desk.act(case, COPY, copy_on=COPY)
    oblast, verb = sitting("abay.head"), operations.record_missed
    entry = ShownEntry("cassation", "Кассация күшін жойды")
    told = refused(oblast.do, verb, case.id, act.id, entry)
    assert told == {None: "The window of this act has not closed."}
    told = refused(oblast.do, verb, case.id, old.id, ShownEntry("act_check", ""))
    assert set(told) == {"shown_by", "note"}
    made = oblast.do(verb, case.id, old.id, entry)
    assert (made.shown_by, made.state, made.window_ends_on) == ("cassation", "open", CLOSED)
    assert oblast.do(verb, case.id, old.id, entry).id == made.id
    assert opened(session, law) == 0, "what was recorded by hand stands without a check"
    assert duties_of(desk, old)[RAISED].state == "open"
    assert MONDAY > CLOSED


@given(
    state=st.sampled_from([None, *MissedState]),
    unlawful=st.booleans(),
    closed=st.booleans(),
    protested=st.booleans(),
)
def test_a_record_is_open_just_for_an_unlawful_act_whose_window_closed_unprotested(
    state: str | None, unlawful: bool, closed: bool, protested: bool
) -> None:
    told = is_missed(state, unlawful=unlawful, closed=closed, protested=protested)
    if state == MissedState.DECIDED:
        assert told is MissedState.DECIDED
    else:
        assert (told is MissedState.OPEN) is (unlawful and closed and not protested)
    assert is_missed(told, unlawful=unlawful, closed=closed, protested=protested) == told
