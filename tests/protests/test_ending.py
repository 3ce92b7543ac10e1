"""The end of a protest: merits, withdrawn or returned, the facts it tells, the hand-over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.cases import operations as cases
from supervision.cases.models import CourtAct
from supervision.core.db import set_scope
from supervision.core.errors import Forbidden, NotFound, Refused
from supervision.protests.models import Protest
from supervision.protests.queries.protests import get
from tests.conftest import TODAY
from tests.factories.cases import Desk
from tests.factories.protests import ProtestDesk
from tests.protests.conftest import MONDAY, Desks
from tests.protests.test_bringing import refused


@pytest.fixture
def protest(act: CourtAct, at: Desks) -> Protest:
    """A protest of the district, brought on Wednesday the 18th."""
    head = at("abay1.head")
    return head.bring(head.draft(act), date(2026, 11, 18))


def duties_of(desk: Desk, act: CourtAct) -> dict[str, Any]:
    """The case's duties by rule."""
    set_scope(desk.session, desk.actor.scope)
    return {rule: duty for (rule, _trigger), duty in desk.duties(act.case_id).items()}


def test_a_rejected_protest_opens_the_oblast_s_question_of_a_representation(
    desk: Desk, act: CourtAct, protest: Protest, at: Desks
) -> None:
    at("abay1.head").outcome(protest, "rejected", TODAY)
    duty = duties_of(desk, act)["14/represent_rejected_protest"]
    assert (duty.owner_office_id, duty.state, duty.event_on) == (2, "open", TODAY)


def test_the_court_s_act_on_the_protest_is_linked_when_it_decides_alike(
    desk: Desk, act: CourtAct, protest: Protest, at: Desks
) -> None:
    upper = desk.act(
        desk.session.get_one(type(desk.register()), act.case_id),
        TODAY,
        instance="appellate",
        court="10-O",
        kind="quashed",
        part="Толық",
        reviews_id=act.id,
    )
    head = at("abay1.head")
    assert refused(head.outcome, protest, "rejected", TODAY, act_id=upper.id) == {
        "decision": "That act decides otherwise."
    }
    assert "outcome_on" in refused(
        head.outcome, protest, "granted", date(2026, 11, 19), act_id=upper.id
    )
    assert "act_id" in refused(head.outcome, protest, "granted", TODAY, act_id=act.id)
    ended = head.outcome(protest, "granted", TODAY, act_id=upper.id)
    assert (ended.outcome, ended.outcome_act_id, ended.state) == ("granted", upper.id, "ended")
    assert "14/represent_rejected_protest" not in duties_of(desk, act)


def test_a_withdrawal_by_the_oblast_tells_the_motives_in_writing(
    desk: Desk, act: CourtAct, protest: Protest, at: Desks
) -> None:
    oblast = at("abay.head")
    told = refused(oblast.motion, protest, TODAY, motives=" ", paper_number="")
    assert set(told) == {"motives", "paper_number"}
    motion = oblast.motion(protest, date(2026, 11, 19))
    assert (motion.moved_as, motion.office_id) == ("higher_prosecutor", 3)
    ended = oblast.outcome(
        protest, "none", TODAY, ended_by="court_granted_motion", note="Сот ұйғарымы"
    )
    assert (ended.outcome, ended.ending_reason) == ("withdrawn", "motion_of_higher_granted")
    duty = duties_of(desk, act)["23/tell_motives_of_withdrawal"]
    assert (duty.owner_office_id, duty.state, duty.closed_on) == (2, "fulfilled", TODAY)


@pytest.mark.parametrize(
    ("moves", "ended_by", "outcome", "reason"),
    [
        (True, "court_granted_motion", "withdrawn", "motion_of_author_granted"),
        (True, "court_returned", "returned", "motion_not_granted"),
        (True, "prosecutors_took_back", "returned", "taken_back_without_grant"),
        (False, "prosecutors_took_back", "returned", "taken_back_without_grant"),
        (False, "court_returned", "returned", "returned_by_court"),
    ],
)
def test_the_product_tells_withdrawn_from_returned_by_the_recorded_facts(
    desk: Desk,
    act: CourtAct,
    protest: Protest,
    at: Desks,
    moves: bool,
    ended_by: str,
    outcome: str,
    reason: str,
) -> None:
    head = at("abay1.head")
    if moves:
        head.motion(protest, TODAY, paper_number="", motives="")
    ended = head.outcome(protest, "none", TODAY, ended_by=ended_by, note="Құжат")
    assert (ended.outcome, ended.ending_reason) == (outcome, reason)
    assert "23/tell_motives_of_withdrawal" not in duties_of(desk, act)


def test_a_granted_motion_that_nobody_recorded_is_refused(protest: Protest, at: Desks) -> None:
    told = refused(
        at("abay1.head").outcome, protest, "none", TODAY, ended_by="court_granted_motion", note="x"
    )
    assert told == {"ended_by": "Record the motion first: who moved and why."}


def test_a_district_does_not_move_for_the_protest_of_the_oblast(act: CourtAct, at: Desks) -> None:
    oblast = at("abay.head")
    protest = oblast.bring(oblast.draft(act), TODAY)
    with pytest.raises(Forbidden):
        at("abay1.head").motion(protest, TODAY)
    assert at("gpo.head").motion(protest, TODAY).moved_as == "higher_prosecutor"


def test_a_protest_of_the_gpo_considered_tells_the_oblast_to_inform_at_once(
    desk: Desk, act: CourtAct, at: Desks
) -> None:
    general = at("gpo.head")
    protest = general.bring(general.draft(act), TODAY)
    at("abay1.head").outcome(protest, "granted", TODAY)
    informed = [rule for rule in duties_of(desk, act) if rule.startswith("15/")]
    assert informed, "the outcome of the GPO's protest opens the oblast's duty (2015 ¶15)"


def test_an_outcome_is_recorded_once_and_not_before_the_protest(
    act: CourtAct, protest: Protest, at: Desks
) -> None:
    head = at("abay1.head")
    assert "outcome_on" in refused(head.outcome, protest, "granted", date(2026, 11, 17))
    assert "note" in refused(head.outcome, protest, "none", TODAY, ended_by="court_returned")
    head.outcome(protest, "rejected", TODAY)
    for verb in (
        lambda: head.outcome(protest, "granted", TODAY),
        lambda: head.motion(protest, TODAY),
        lambda: head.bring(protest, TODAY),
    ):
        with pytest.raises(Refused):
            verb()


def test_a_protest_goes_with_its_case_to_the_specialised_office(
    desk: Desk, at: Desks, session: Session
) -> None:
    """The database carries it: a key on case and office, whose cascade no row-level wall stops."""
    case = desk.register(sanctions=("confiscation",), transport_field="rail")
    act = desk.act(case, MONDAY, copy_on=MONDAY)
    head = at("abay1.head")
    brought = head.bring(head.draft(act), TODAY)
    asked = head.draft(act)
    head.motion(brought, TODAY)
    set_scope(session, desk.actor.scope)
    desk.notice(case)
    desk.do(cases.hand_over, case.id, to_office_id=10)
    with pytest.raises(NotFound):
        get(session, brought.id)
    general = at("gpo.head")
    rows = {
        table: set(session.scalars(text(f"select office_id from {table}")))
        for table in ("protest", "protest_motion", "case_told_fact")
    }
    assert rows == {"protest": {10}, "protest_motion": {10}, "case_told_fact": {10}}
    assert get(session, asked.id).author_office_id == 3
    assert isinstance(general, ProtestDesk)
