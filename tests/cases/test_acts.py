"""Court acts: the chain, the protest window, the check and its duty (`2015 ¶13, ¶16`)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from supervision.cases import operations
from supervision.cases.models import AdminCase, CourtAct
from supervision.cases.queries.acts import acts_of
from supervision.cases.rules.case import ArticleEntry
from supervision.cases.rules.hearings import OutcomeEntry
from supervision.core.errors import Refused, Stale
from supervision.duties.models import Duty
from supervision.duties.rules import LateCause, Lateness
from tests.conftest import TODAY
from tests.factories.cases import Desk

MONDAY = date(2026, 11, 16)  # ten days after Monday the 16th is Thursday the 26th
CHECK = "16/check_mandatory_case_act"
CHECKS = {
    CHECK,
    "16/check_termination",
    "16/check_newly_discovered_circumstances",
    "9/check_act_of_initiated_case",
}


def check(desk: Desk, case: AdminCase, act: CourtAct, rule: str = CHECK) -> Duty | None:
    return desk.duties(case.id).get((rule, f"ruling_copy_handed_over#act-{act.id}"))


def checks(desk: Desk, case: AdminCase) -> set[str]:
    return desk.rules(case.id) & CHECKS


@pytest.fixture
def case(desk: Desk) -> AdminCase:
    """A mandatory case: arrest is in question."""
    return desk.register(sanctions=("arrest",))


def found(desk: Desk, case: AdminCase, act: CourtAct, result: str, **changes: Any) -> CourtAct:
    given = {"checked_on": TODAY, "note": "Sanction within the article"} | changes
    checked: CourtAct = desk.do(operations.record_check, case.id, act.id, result=result, **given)
    return checked


@pytest.mark.parametrize(
    ("facts", "act", "rules"),
    [
        ({"sanctions": ("arrest",)}, {}, {CHECK}),
        ({}, {}, set()),
        ({}, {"kind": "termination", "termination_ground": "No event"}, {"16/check_termination"}),
        (
            {"sanctions": ("arrest",)},
            {"kind": "termination", "termination_ground": "No event"},
            {CHECK},
        ),
        (
            {"opened_by": "prosecutors_office", "opened_by_office_id": 3, "opened_by_name": ""},
            {},
            {"9/check_act_of_initiated_case"},
        ),
    ],
)
def test_the_copy_opens_the_check_that_the_law_asks_of_this_act(
    desk: Desk, facts: dict[str, Any], act: dict[str, Any], rules: set[str]
) -> None:
    case = desk.register(**facts)
    made = desk.act(case, MONDAY, copy_on=MONDAY, **act)
    assert checks(desk, case) == rules
    for rule in rules:
        duty = check(desk, case, made, rule)
        assert duty is not None and duty.due_on == date(2026, 11, 26)


def test_an_act_on_newly_discovered_circumstances_is_checked_too(desk: Desk) -> None:
    case = desk.register()
    first = desk.act(case, date(2026, 10, 5))
    again = desk.act(
        case, MONDAY, kind="newly_discovered_refused", reviews_id=first.id, copy_on=MONDAY
    )
    assert check(desk, case, again, "16/check_newly_discovered_circumstances") is not None


@pytest.mark.parametrize("mark", ["tax_duty", "pension_duty", "social_insurance_duty"])
def test_the_window_of_tax_and_social_cases_is_thirty_days(desk: Desk, mark: str) -> None:
    case = desk.register(sanctions=("arrest",), opened_for=(mark,))
    # thirty days after Tuesday the 17th of November is Thursday the 17th of December
    act = desk.act(case, date(2026, 11, 17), copy_on=date(2026, 11, 17))
    duty = check(desk, case, act)
    assert duty is not None and duty.due_on == date(2026, 12, 17)


def test_without_a_copy_there_is_no_window_and_its_later_day_opens_one(
    desk: Desk, case: AdminCase
) -> None:
    act = desk.act(case, MONDAY)
    assert checks(desk, case) == set()
    desk.do(operations.record_copy, case.id, act.id, copy_on=date(2026, 11, 17), version=1)
    duty = check(desk, case, act)
    assert duty is not None and duty.due_on == date(2026, 11, 27)
    desk.do(operations.record_copy, case.id, act.id, copy_on=date(2026, 11, 18))
    assert duty.due_on == date(2026, 11, 30)  # the tenth day, the 28th, is a Saturday
    with pytest.raises(Stale):
        desk.do(operations.record_copy, case.id, act.id, copy_on=MONDAY, version=1)


def test_an_act_on_review_opens_no_appellate_window(desk: Desk, case: AdminCase) -> None:
    first = desk.act(case, date(2026, 10, 5))
    appeal = desk.act(
        case,
        MONDAY,
        instance="appellate",
        court="10-O",
        kind="quashed",
        part="In full",
        reviews_id=first.id,
        copy_on=MONDAY,
    )
    assert check(desk, case, appeal) is None
    assert [act.id for act in acts_of(desk.session, case.id)] == [first.id, appeal.id]


def test_an_act_reviews_none_of_another_case(desk: Desk, case: AdminCase) -> None:
    foreign = desk.act(desk.register(), date(2026, 10, 5))
    with pytest.raises(Refused) as refused:
        desk.act(
            case,
            MONDAY,
            instance="appellate",
            court="10-O",
            kind="upheld",
            reviews_id=foreign.id,
        )
    assert [problem.field for problem in refused.value.problems] == ["reviews_id"]


def test_an_act_of_a_court_that_is_none_of_the_offices_is_refused(
    desk: Desk, case: AdminCase
) -> None:
    with pytest.raises(Refused) as refused:
        desk.act(case, MONDAY, court="20-01-D")
    assert [problem.field for problem in refused.value.problems] == ["court_id"]


def test_an_act_found_lawful_closes_check_and_window(desk: Desk, case: AdminCase) -> None:
    act = desk.act(case, MONDAY, copy_on=MONDAY)
    found(desk, case, act, "lawful")
    duties = desk.duties(case.id)
    trigger = f"ruling_copy_handed_over#act-{act.id}"
    for rule in (CHECK, "13/appellate_protest"):
        assert (duties[rule, trigger].state, duties[rule, trigger].was_late) == ("fulfilled", False)
    with pytest.raises(Refused):
        found(desk, case, act, "lawful")
    with pytest.raises(Refused):
        desk.do(operations.record_copy, case.id, act.id, copy_on=TODAY)


def test_an_act_found_unlawful_keeps_the_window_open_and_tells_the_oblast(
    desk: Desk, case: AdminCase
) -> None:
    act = desk.act(case, MONDAY, copy_on=MONDAY)
    found(desk, case, act, "unlawful", note="Arrest for a minor")
    duty = check(desk, case, act)
    assert duty is not None and duty.state == "open"
    review = desk.duties(case.id)[
        "10/secure_appellate_review", f"court_act_found_unlawful#act-{act.id}"
    ]
    assert review.owner_office_id == 2


def test_an_unlawful_act_in_force_at_its_check_is_no_matter_for_appeal(
    desk: Desk, case: AdminCase
) -> None:
    act = desk.act(case, MONDAY, copy_on=MONDAY, in_force_on=date(2026, 11, 19))
    found(desk, case, act, "unlawful", note="Arrest for a minor")
    assert "10/secure_appellate_review" not in desk.rules(case.id)


def test_a_late_check_demands_cause_and_unit_and_keeps_them(desk: Desk, case: AdminCase) -> None:
    made = date(2026, 11, 2)  # ten days later is Thursday the 12th
    act = desk.act(case, made, copy_on=made)
    with pytest.raises(Refused) as refused:
        found(desk, case, act, "lawful", checked_on=date(2026, 11, 13))
    assert [problem.field for problem in refused.value.problems] == ["late_cause"]
    late = Lateness(LateCause.WORKLOAD, "Unit 2")
    found(desk, case, act, "lawful", checked_on=date(2026, 11, 13), lateness=late)
    duty = check(desk, case, act)
    assert duty is not None and duty.was_late
    assert (duty.late_cause, duty.late_unit) == ("workload", "Unit 2")


@pytest.mark.parametrize(
    ("copy_on", "changes", "field"),
    [
        (None, {}, "checked_on"),
        (date(2026, 11, 18), {"checked_on": date(2026, 11, 17)}, "checked_on"),
        (MONDAY, {"checked_on": date(2026, 11, 21)}, "checked_on"),
        (MONDAY, {"note": " "}, "note"),
        (MONDAY, {"result": "so so"}, "result"),
    ],
)
def test_a_check_that_cannot_be_is_refused_at_its_own_field(
    desk: Desk, case: AdminCase, copy_on: date | None, changes: dict[str, Any], field: str
) -> None:
    act = desk.act(case, MONDAY, copy_on=copy_on)
    with pytest.raises(Refused) as refused:
        given = {"result": "lawful"} | changes
        found(desk, case, act, **given)
    assert [problem.field for problem in refused.value.problems] == [field]


def test_entry_into_force_of_a_termination_in_a_tax_case_binds_the_oblast(desk: Desk) -> None:
    case = desk.register(articles=(ArticleEntry("278", "2", "tax"),))
    act = desk.act(case, MONDAY, kind="termination", termination_ground="No event")
    rule = "10/reasoned_conclusion_on_termination"
    assert rule not in desk.rules(case.id)
    desk.do(operations.record_entry_into_force, case.id, act.id, in_force_on=date(2026, 11, 17))
    duty = desk.duties(case.id)[rule, f"court_act_entered_into_force#act-{act.id}"]
    assert (duty.owner_office_id, duty.office_id) == (2, 3)
    with pytest.raises(Refused) as refused:
        desk.do(operations.record_entry_into_force, case.id, act.id, in_force_on=date(2026, 11, 15))
    assert [problem.field for problem in refused.value.problems] == ["in_force_on"]


def test_only_an_act_after_a_hearing_with_a_prosecutor_asks_for_a_conclusion(desk: Desk) -> None:
    case = desk.register(sanctions=("confiscation",))
    hearing = desk.hearing(case, date(2026, 11, 17), prosecutor_id=desk.actor.user_id)
    act = desk.act(case, date(2026, 11, 17))
    rule = "10/conclusion_on_court_act"
    assert rule not in desk.rules(case.id)
    desk.do(operations.record_outcome, case.id, hearing.id, OutcomeEntry("took_part"))
    assert (rule, f"court_act_issued#act-{act.id}") in desk.duties(case.id)
