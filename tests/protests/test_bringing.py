"""Bringing a protest: within its window, by those the text names, and what the case is told."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, CaseToldFact, CourtAct
from supervision.cases.operations import record_entry_into_force, record_outcome
from supervision.cases.rules.hearings import OutcomeEntry
from supervision.core.db import set_scope
from supervision.core.errors import Forbidden, NotFound, Refused, Stale
from supervision.duties.models import Duty
from supervision.protests import operations
from supervision.protests.rules import DraftEntry
from tests.conftest import TODAY
from tests.factories.cases import Desk
from tests.factories.offices import World
from tests.factories.protests import DRAFT
from tests.protests.conftest import MONDAY, Desks

WINDOW = "13/appellate_protest"


def window_duty(desk: Desk, act: CourtAct, rule: str = WINDOW) -> Duty:
    set_scope(desk.session, desk.actor.scope)
    return desk.duties(act.case_id)[(rule, f"ruling_copy_handed_over#act-{act.id}")]


def refused(verb: Any, *about: Any, **given: Any) -> dict[str | None, str]:
    """The problems of a refusal by field."""
    with pytest.raises(Refused) as refusal:
        verb(*about, **given)
    return {problem.field: problem.message for problem in refusal.value.problems}


def test_a_protest_of_the_district_closes_the_window_and_the_checks(
    desk: Desk, act: CourtAct, at: Desks, world: World
) -> None:
    clerk = at("abay1.assistant")
    protest = clerk.draft(act)
    assert (protest.state, protest.author_office_id, protest.office_id) == ("draft", 3, 3)
    assert window_duty(desk, act).state == "open", "a draft closes nothing"
    brought = clerk.bring(protest, TODAY, by=world.people["abay1.head"])
    assert (brought.state, brought.capacity) == ("brought", "district_prosecutor")
    assert (brought.window_opens_on, brought.window_ends_on) == (MONDAY, date(2026, 11, 26))
    duty = window_duty(desk, act)
    assert (duty.state, duty.closed_on, duty.closed_by) == (
        "fulfilled",
        TODAY,
        "appellate_protest_brought",
    )
    oblast = window_duty(desk, act, "17/oblast_check_of_mandatory_case_act")
    assert oblast.state == "fulfilled"


def test_who_took_part_brings_it_and_who_did_not_has_no_right(
    desk: Desk, case: AdminCase, act: CourtAct, at: Desks
) -> None:
    clerk = at("abay1.assistant")
    protest = clerk.draft(act)
    told = refused(clerk.bring, protest, TODAY)
    assert told == {"brought_by_id": "This prosecutor has no right to bring such a protest."}
    from_hearing = desk.hearing(case, MONDAY)
    desk.do(record_outcome, case.id, from_hearing.id, OutcomeEntry("took_part", desk.actor.user_id))
    assert at("abay1.assistant").bring(protest, TODAY).capacity == "participating_prosecutor"


def test_a_person_of_another_office_is_nobody_who_may_bring_it(
    act: CourtAct, at: Desks, world: World
) -> None:
    clerk = at("abay1.assistant")
    protest = clerk.draft(act)
    for login in ("abay.head", "abay2.head", "gpo.head"):
        assert "brought_by_id" in refused(clerk.bring, protest, TODAY, by=world.people[login])


@pytest.mark.parametrize(
    ("copy_on", "brought_on", "today", "field"),
    [
        (date(2026, 11, 2), date(2026, 11, 12), date(2026, 11, 12), None),  # the last day
        (date(2026, 11, 2), date(2026, 11, 13), date(2026, 11, 13), "brought_on"),
        (date(2026, 11, 2), date(2026, 11, 12), TODAY, "late_reason"),  # in time, recorded late
        (date(2026, 11, 2), date(2026, 10, 30), TODAY, "brought_on"),  # before the act
        (MONDAY, date(2026, 11, 21), TODAY, "brought_on"),  # tomorrow
    ],
)
def test_a_protest_is_recorded_only_within_its_window(
    desk: Desk,
    case: AdminCase,
    at: Desks,
    copy_on: date,
    brought_on: date,
    today: date,
    field: str | None,
) -> None:
    act = desk.act(case, copy_on, copy_on=copy_on)
    head = at("abay1.head", today)
    protest = head.draft(act)
    if field is None:
        assert head.bring(protest, brought_on).late_reason is None
        return
    assert field in refused(head.bring, protest, brought_on)
    assert window_duty(desk, act).state == "open"


def test_a_protest_brought_in_time_is_recorded_later_with_its_day_and_the_reason(
    desk: Desk, case: AdminCase, at: Desks
) -> None:
    act = desk.act(case, date(2026, 11, 2), copy_on=date(2026, 11, 2))
    head = at("abay1.head")
    kept = head.bring(head.draft(act), date(2026, 11, 12), late_reason="Пошта кешікті")
    assert (kept.brought_on, kept.recorded_on) == (date(2026, 11, 12), TODAY)
    assert kept.late_reason == "Пошта кешікті"
    duty = window_duty(desk, act)
    assert (duty.state, duty.closed_on, duty.late_cause) == ("fulfilled", date(2026, 11, 12), None)


def test_a_missed_term_needs_the_court_s_ruling_that_restored_it(
    desk: Desk, case: AdminCase, at: Desks
) -> None:
    act = desk.act(case, date(2026, 11, 2), copy_on=date(2026, 11, 2))
    head = at("abay1.head")
    protest = head.draft(act)
    assert "brought_on" in refused(head.bring, protest, TODAY)
    term = head.restore(act, date(2026, 11, 18), date(2026, 11, 25))
    assert term.office_id == 3
    restored = ("13/protest_in_restored_term", f"protest_term_restored#act-{act.id}")
    set_scope(desk.session, desk.actor.scope)
    duty = desk.duties(case.id)[restored]
    assert (duty.state, duty.due_on) == ("open", date(2026, 11, 25))
    brought = head.bring(protest, TODAY)
    assert brought.window_ends_on == date(2026, 11, 25)
    set_scope(desk.session, desk.actor.scope)
    assert desk.duties(case.id)[restored].state == "fulfilled"


def test_a_protest_handed_in_before_the_ruling_leaves_no_duty_within_the_new_term(
    desk: Desk, case: AdminCase, at: Desks
) -> None:
    act = desk.act(case, date(2026, 11, 2), copy_on=date(2026, 11, 2))
    head = at("abay1.head")
    protest = head.draft(act)
    head.restore(act, date(2026, 11, 18), date(2026, 11, 25))
    head.bring(protest, date(2026, 11, 16))
    set_scope(desk.session, desk.actor.scope)
    assert not any("restored" in rule for rule, _trigger in desk.duties(case.id))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"grounds": ()},
            "A protest is brought only on grounds of CoAO 840: name them in the draft.",
        ),
        ({"own_grounds": " "}, "Write the grounds out in the draft before the protest is brought."),
    ],
)
def test_a_protest_without_grounds_is_not_brought(
    act: CourtAct, at: Desks, changes: dict[str, Any], message: str
) -> None:
    head = at("abay1.head")
    assert refused(head.bring, head.draft(act, **changes), TODAY) == {None: message}


def test_an_act_of_a_reviewing_court_has_no_appellate_protest(
    desk: Desk, case: AdminCase, act: CourtAct, at: Desks
) -> None:
    upper = desk.act(
        case, TODAY, instance="appellate", court="10-O", kind="upheld", reviews_id=act.id
    )
    assert "kind" in refused(at("abay1.head").draft, upper)


def test_a_cassation_protest_is_only_of_the_general_prosecutor_against_an_act_in_force(
    desk: Desk, case: AdminCase, at: Desks
) -> None:
    act = desk.act(case, MONDAY, copy_on=MONDAY)
    oblast = at("abay.head")
    assert "brought_by_id" in refused(oblast.bring, oblast.draft(act, kind="cassation"), TODAY)
    general = at("gpo.head")
    protest = general.draft(act, kind="cassation")
    assert refused(general.bring, protest, TODAY) == {
        "brought_on": "Only an act in force is protested in this order."
    }
    set_scope(desk.session, desk.actor.scope)
    desk.do(record_entry_into_force, case.id, act.id, in_force_on=TODAY)
    brought = at("gpo.head").bring(protest, TODAY)
    assert (brought.capacity, brought.office_id, brought.author_office_id) == (
        "general_prosecutor",
        3,
        1,
    )
    assert window_duty(desk, act).state == "open", "a cassation protest closes no appellate window"


def test_the_district_sees_the_protest_of_the_oblast_and_its_facts_are_the_same_for_both(
    desk: Desk, act: CourtAct, at: Desks, session: Session
) -> None:
    oblast = at("abay.head")
    brought = oblast.bring(oblast.draft(act), TODAY)
    assert (brought.capacity, brought.office_id) == ("oblast_prosecutor", 3)
    assert window_duty(desk, act).state == "fulfilled"
    # whatever the district records next, its sync finds the same facts
    desk.hearing(session.get_one(AdminCase, act.case_id), TODAY)
    assert window_duty(desk, act).state == "fulfilled"
    told = session.scalars(select(CaseToldFact)).all()
    assert [(fact.name, fact.office_id) for fact in told] == [("appellate_protest_brought", 3)]


def test_another_office_neither_sees_nor_touches_it(act: CourtAct, at: Desks) -> None:
    protest = at("abay1.head").draft(act)
    case_id, act_id, number = act.case_id, act.id, protest.id
    fresh = {"idempotency_key": uuid.uuid4()}
    for login in ("abay2.head", "turan.head"):
        with pytest.raises(NotFound):
            at(login).do(operations.change_draft, number, DRAFT)
        with pytest.raises(NotFound):
            at(login).do(operations.draft, case_id, act_id, DRAFT, **fresh)
    with pytest.raises(Forbidden):
        at("abay.head").do(operations.change_draft, number, DRAFT)
    with pytest.raises(Forbidden):
        at("abay.auditor").do(operations.draft, case_id, act_id, DRAFT, **fresh)


def test_a_sent_form_drafts_once_and_an_outdated_one_changes_nothing(
    act: CourtAct, at: Desks
) -> None:
    head = at("abay1.head")
    key = uuid.uuid4()
    first, second = (
        head.do(operations.draft, act.case_id, act.id, DRAFT, idempotency_key=key) for _ in range(2)
    )
    assert first.id == second.id
    entry = DraftEntry("appellate", own_grounds="Басқа")
    head.do(operations.change_draft, first.id, entry, version=1)
    with pytest.raises(Stale):
        head.do(operations.change_draft, first.id, DRAFT, version=1)
    assert head.session.get_one(type(first), first.id).own_grounds == "Басқа"


def test_a_second_protest_waits_for_the_outcome_of_the_first(act: CourtAct, at: Desks) -> None:
    head = at("abay1.head")
    first, second = head.draft(act), head.draft(act)
    head.bring(first, TODAY)
    assert refused(head.bring, second, TODAY) == {
        None: "Another protest of your office against this act awaits its outcome."
    }
    head.outcome(first, "none", TODAY, ended_by="court_returned", note="Кемшіліктермен")
    assert head.bring(second, TODAY).state == "brought"


def test_a_higher_office_looks_at_a_draft_and_answers(act: CourtAct, at: Desks) -> None:
    head = at("abay1.head")
    protest = head.draft(act)
    ask = {"reviewing_office_id": 2, "idempotency_key": uuid.uuid4()}
    assert "reviewing_office_id" in refused(
        head.do, operations.ask_review, protest.id, **ask | {"reviewing_office_id": 4}
    )
    review = head.do(operations.ask_review, protest.id, **ask)
    assert head.do(operations.ask_review, protest.id, **ask).id == review.id
    again = {"reviewing_office_id": 1, "idempotency_key": uuid.uuid4()}
    assert None in refused(head.do, operations.ask_review, protest.id, **again)
    with pytest.raises(Forbidden):
        head.do(operations.answer_review, protest.id, review.id, answer="agreed")
    oblast = at("abay.head")
    assert "remarks" in refused(
        oblast.do, operations.answer_review, protest.id, review.id, answer="remarks"
    )
    oblast.do(
        operations.answer_review,
        protest.id,
        review.id,
        answer="remarks",
        remarks="Негізін толықтыр",
    )
    desk = at("abay1.head")
    desk.session.refresh(review)
    assert (review.answer, review.remarks, review.answered_on) == (
        "remarks",
        "Негізін толықтыр",
        TODAY,
    )
    assert desk.bring(protest, TODAY).state == "brought"
