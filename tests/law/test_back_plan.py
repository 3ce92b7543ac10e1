"""Safe days counted back from the last day of a protest's term (`2015 ¶13`), by hand."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from supervision.law.back_plan import FURTHEST, USUAL, BackPlan, PlanStep, plan_problems, safe_days
from supervision.law.calendar import load_calendar
from supervision.law.lawbook import Lawbook

plans = st.builds(BackPlan, *[st.integers(0, FURTHEST)] * 3)


def test_the_usual_plan_of_a_term_that_ends_on_a_friday() -> None:
    # Friday 27 November 2026: one working day before is Thursday, three Tuesday, five last Friday.
    found = safe_days(load_calendar(), USUAL, date(2026, 11, 27))
    assert [(each.step, each.on) for each in found] == [
        (PlanStep.DRAFT_TO_HEAD, date(2026, 11, 20)),
        (PlanStep.DRAFT_TO_OBLAST, date(2026, 11, 24)),
        (PlanStep.PROTEST_TO_COURT, date(2026, 11, 26)),
    ]


def test_christmas_and_the_new_year_push_the_safe_days_back() -> None:
    # Friday 9 January 2026. Back from it: Thu 8, (7 is Christmas) Tue 6, Mon 5, (weekend, 2 and
    # 1 January) Wed 31 December, Tue 30 December.
    found = safe_days(load_calendar(), BackPlan(5, 4, 2), date(2026, 1, 9))
    assert [each.on for each in found] == [
        date(2025, 12, 30),
        date(2025, 12, 31),
        date(2026, 1, 6),
    ]


def test_only_terms_of_a_protest_are_planned_back_from(law: Lawbook) -> None:
    assert {rule.name for rule in law.rules(None) if rule.back_plan} == {
        "2015/13/appellate_protest",
        "2015/13/appellate_protest_tax_or_social",
        "2015/13/protest_in_restored_term",
    }


def test_steps_out_of_their_order_are_refused_by_name() -> None:
    assert [step for step, _ in plan_problems(BackPlan(3, 5, 6))] == [
        PlanStep.DRAFT_TO_OBLAST,
        PlanStep.PROTEST_TO_COURT,
    ]
    assert [step for step, _ in plan_problems(BackPlan(21, 3, 1))] == [PlanStep.DRAFT_TO_HEAD]
    assert list(plan_problems(BackPlan(0, 0, 0))) == []


@given(plan=plans, due_on=st.dates(date(2016, 1, 1), date(2026, 12, 31)))
def test_safe_days_of_a_sound_plan_follow_one_another_on_working_days(
    plan: BackPlan, due_on: date
) -> None:
    if list(plan_problems(plan)):
        return
    calendar = load_calendar()
    days = [each.on for each in safe_days(calendar, plan, due_on)]
    assert days == sorted(days)
    assert days[-1] <= due_on
    assert all(calendar.is_working(day).working or day == due_on for day in days)
