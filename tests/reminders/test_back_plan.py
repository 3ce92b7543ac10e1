"""Safe days before a protest's term ends are rungs of the office's own plan (`2015 ¶13`).

The term ends on Friday 27 November 2026. The law's rungs before it are 24, 26 and 27 November; the
usual plan adds Friday 20 (five working days before) and meets the other two.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.errors import Forbidden, Refused, Stale
from supervision.core.transaction import transaction
from supervision.duties.models import Duty
from supervision.duties.operations import set_back_plan
from supervision.law.back_plan import BackPlan
from tests.conftest import Web
from tests.factories.duties import open_duty
from tests.factories.offices import World
from tests.reminders.conftest import Notice, Sweep, at

WINDOW = "2015/13/appellate_protest"
DUE = date(2026, 11, 27)
Sent = Callable[[], list[Notice]]


@pytest.fixture
def window(session: Session, house: Actor, world: World) -> Duty:
    """The protest window of a case of the Auezov district; open since 16 November."""
    assignee = world.people["abay1.assistant"]
    found = open_duty(session, office_id=3, due_on=DUE, assignee_id=assignee, rule=WINDOW)
    session.commit()
    return found


def planned(session: Session, world: World, login: str, plan: BackPlan) -> None:
    """The plan of somebody's office, set by that person; the session goes back to the house."""
    scope, actor = session.info["scope"], world.actor(session, login)
    set_scope(session, actor.scope)
    with transaction(session):
        set_back_plan(session, actor, plan)
    set_scope(session, scope)


def rungs_sent(swept_at: Sweep, sent: Sent) -> list[int]:
    for day in (19, 20, 23, 24, 25, 26, 27):
        swept_at(at(date(2026, 11, day)))
    return [notice.rung for notice in sent()]


def test_an_office_without_a_plan_of_its_own_is_told_on_the_usual_safe_days(
    window: Duty, swept_at: Sweep, sent: Sent
) -> None:
    assert rungs_sent(swept_at, sent) == [-5, -3, -1, 0]


def test_an_office_is_told_on_the_safe_days_of_its_own_plan(
    session: Session, world: World, window: Duty, swept_at: Sweep, sent: Sent
) -> None:
    planned(session, world, "abay1.head", BackPlan(6, 4, 2))  # 19, 23 and 25 November
    assert rungs_sent(swept_at, sent) == [-6, -4, -3, -2, -1, 0]


def test_the_plan_of_one_office_is_no_rung_of_another(
    session: Session, world: World, window: Duty, swept_at: Sweep, sent: Sent
) -> None:
    planned(session, world, "abay.head", BackPlan(6, 4, 2))
    assert rungs_sent(swept_at, sent) == [-5, -3, -1, 0]


def test_a_notice_planned_by_the_old_plan_is_withdrawn_by_the_new_one(
    session: Session, world: World, window: Duty, swept_at: Sweep, sent: Sent
) -> None:
    swept_at(at(date(2026, 11, 19), 8))  # the rung of the 20th is planned ahead
    planned(session, world, "abay1.head", BackPlan(3, 3, 1))
    swept = swept_at(at(date(2026, 11, 19), 12))
    assert (swept.withdrawn, swept.sent) == (1, 0)
    assert swept_at(at(date(2026, 11, 20))).sent == 0


def test_a_plan_out_of_order_is_refused_by_the_step(session: Session, world: World) -> None:
    actor = world.actor(session, "abay1.head")
    set_scope(session, actor.scope)
    with pytest.raises(Refused) as refused:
        set_back_plan(session, actor, BackPlan(3, 5, 1))
    assert [problem.field for problem in refused.value.problems] == ["draft_to_oblast"]


def test_two_heads_who_opened_the_plan_together_do_not_undo_each_other(
    session: Session, world: World
) -> None:
    actor = world.actor(session, "abay1.head")
    set_scope(session, actor.scope)
    set_back_plan(session, actor, BackPlan(6, 4, 2), version=0)
    session.commit()
    with pytest.raises(Stale):
        set_back_plan(session, actor, BackPlan(4, 3, 2), version=0)


def test_an_assistant_sets_no_plan(session: Session, world: World) -> None:
    actor = world.actor(session, "abay1.assistant")
    with pytest.raises(Forbidden):
        set_back_plan(session, actor, BackPlan(6, 4, 2))


def test_the_page_of_the_window_shows_the_safe_days_and_the_head_sets_others(
    web: Web, session: Session, window: Duty
) -> None:
    head = web.client("abay1.head")
    page = head.get(f"/duties/{window.id}").text
    assert "Draft to the head" in page and "20 Nov 2026" in page
    answer = head.post(
        "/duties/plan",
        data={
            "version": "0",
            "draft_to_head": "6",
            "draft_to_oblast": "4",
            "protest_to_court": "2",
        },
    )
    assert answer.status_code == 302
    page = head.get(f"/duties/{window.id}").text
    assert "19 Nov 2026" in page and "20 Nov 2026" not in page.split("Safe days")[1][:900]


def test_what_is_no_number_stays_as_typed_beside_its_field(web: Web) -> None:
    answer = web.client("abay1.head").post(
        "/duties/plan",
        data={"draft_to_head": "пять", "draft_to_oblast": "3", "protest_to_court": "1"},
    )
    assert answer.status_code == 422
    assert 'value="пять"' in answer.text
    assert "Give a number of working days from 0 to 20." in answer.text


def test_the_notice_says_which_step_is_due(
    web: Web, session: Session, window: Duty, swept_at: Sweep
) -> None:
    swept_at(at(date(2026, 11, 20)))
    assert "Draft to the head" in web.client("abay1.assistant").get("/notices").text
