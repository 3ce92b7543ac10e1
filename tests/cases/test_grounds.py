"""Mandatory participation: what the facts give, orders from above, overrules (`2015 ¶6, ¶9`)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases import operations
from supervision.cases.models import AdminCase, CaseCategory
from supervision.cases.queries.findings import CaseGrounds, grounds_of
from supervision.cases.queries.notices import overrule_counts
from supervision.cases.queries.whole import whole_of
from supervision.cases.rules.case import ArticleEntry
from supervision.cases.rules.grounds import OverruleEntry
from supervision.core.errors import Forbidden, NotFound, Refused
from supervision.law.lawbook import Lawbook
from tests.cases.conftest import Acting
from tests.conftest import TODAY
from tests.factories.cases import Desk

MONDAY = date(2026, 11, 23)
SIX = "6/participate_at_first_instance"
NINE = "9/participate_in_initiated_case"


def grounds(session: Session, case: AdminCase) -> CaseGrounds:
    return grounds_of(whole_of(session, case.id))


def categories(session: Session, case: AdminCase) -> set[str]:
    return set(session.scalars(select(CaseCategory.code).where(CaseCategory.case_id == case.id)))


@pytest.fixture
def oblast(desk: Desk, acting: Acting, law: Lawbook) -> Desk:
    """The desk of the oblast's head, above the Auezov district."""
    return Desk(desk.session, acting("abay.head"), law, TODAY, desk.courts)


@pytest.mark.parametrize(
    ("changes", "code", "fact"),
    [
        # born 11 November 2008: seventeen on the day of the offence, 10 November 2026
        ({"birth_on": date(2008, 11, 11), "identity_number": ""}, "minor", "17"),
        ({"sanctions": ("arrest",)}, "arrest", "arrest"),
        ({"sanctions": ("expulsion",)}, "expulsion", "expulsion"),
        ({"articles": (ArticleEntry("278", "2", "tax"),)}, "tax", "278(2)"),
        ({"complaint": "ch45_complaint"}, "ch45_complaint", "complaint"),
    ],
)
def test_each_recorded_fact_gives_its_ground_and_stands_behind_it(
    desk: Desk, changes: dict[str, Any], code: str, fact: str
) -> None:
    case = desk.register(**changes)
    [view] = grounds(desk.session, case).derived
    assert view.ground.code == code
    assert fact in view.ground.fact.en
    assert categories(desk.session, case) == {code}


def test_an_offender_of_eighteen_on_the_day_of_the_offence_is_no_minor(desk: Desk) -> None:
    case = desk.register(birth_on=date(2008, 11, 10), identity_number="")
    assert not grounds(desk.session, case).is_mandatory


def test_a_mandatory_case_opens_the_duty_to_take_part_and_a_plain_one_does_not(desk: Desk) -> None:
    mandatory, plain = desk.register(sanctions=("arrest",)), desk.register()
    for case in (mandatory, plain):
        desk.hearing(case, MONDAY)
    [duty] = [duty for (rule, _), duty in desk.duties(mandatory.id).items() if rule == SIX]
    assert (duty.due_on, duty.owner_office_id) == (MONDAY, 3)
    assert desk.rules(plain.id) == set()


def test_overruling_a_ground_drops_its_duty_and_lifting_brings_it_back(desk: Desk) -> None:
    case = desk.register(sanctions=("arrest",))
    desk.hearing(case, MONDAY)
    overrule = desk.do(
        operations.overrule_ground,
        case.id,
        OverruleEntry("arrest", False, "The sanction of this part knows no arrest"),
    )
    found = grounds(desk.session, case)
    assert found.derived[0].overrule is overrule and not found.is_mandatory
    assert SIX not in desk.rules(case.id) and categories(desk.session, case) == set()
    desk.do(operations.lift_overrule, case.id, overrule.id, reason="It does")
    assert SIX in desk.rules(case.id) and categories(desk.session, case) == {"arrest"}
    with pytest.raises(Refused):
        desk.do(operations.lift_overrule, case.id, overrule.id, reason="Once more")


def test_overruling_the_result_takes_every_ground_but_an_order_from_above(
    desk: Desk, oblast: Desk, acting: Acting
) -> None:
    acting("abay1.assistant")
    case = desk.register(sanctions=("arrest", "confiscation"))
    desk.do(operations.overrule_ground, case.id, OverruleEntry("result", False, "A slip"))
    assert grounds(desk.session, case).codes == frozenset()
    acting("abay.head")
    oblast.do(operations.order_participation, case.id, reason="The case is spoken of")
    assert grounds(desk.session, case).codes == {"higher_prosecutor"}


def test_a_ground_that_no_fact_gives_is_named_with_a_reason(desk: Desk) -> None:
    case = desk.register()
    desk.hearing(case, MONDAY)
    desk.do(
        operations.overrule_ground,
        case.id,
        OverruleEntry("environment", True, "The waste went into the river"),
    )
    assert grounds(desk.session, case).codes == {"environment"}
    assert SIX in desk.rules(case.id)


def test_overrules_are_counted_by_office_and_ground(desk: Desk) -> None:
    for _ in range(2):
        case = desk.register(sanctions=("arrest",))
        desk.do(operations.overrule_ground, case.id, OverruleEntry("arrest", False, "A slip"))
    found = overrule_counts(desk.session, [3, 4], TODAY, TODAY)
    assert found == {(3, "arrest"): 2}


def test_a_higher_prosecutors_order_lands_as_a_duty_of_the_lower_office(
    desk: Desk, oblast: Desk, acting: Acting
) -> None:
    acting("abay1.assistant")
    case = desk.register()
    desk.hearing(case, MONDAY)
    assert SIX not in desk.rules(case.id)
    acting("abay.head")
    order = oblast.do(operations.order_participation, case.id, reason="The case is spoken of")
    [view] = grounds(desk.session, case).derived
    assert view.ground.code == "higher_prosecutor" and "abay.head" in view.ground.fact.en
    [duty] = [duty for (rule, _), duty in desk.duties(case.id).items() if rule == SIX]
    assert (duty.owner_office_id, duty.office_id) == (3, 3)
    with pytest.raises(Refused):
        oblast.do(operations.order_participation, case.id, reason="Again")
    acting("abay1.assistant")
    with pytest.raises(Refused) as refused:
        desk.do(
            operations.overrule_ground, case.id, OverruleEntry("higher_prosecutor", False, "No")
        )
    assert refused.value.problems[0].field == "target"
    with pytest.raises(Forbidden):
        desk.do(operations.withdraw_order, case.id, order.id, reason="No")
    acting("abay.head")
    oblast.do(operations.withdraw_order, case.id, order.id, reason="No need any more")
    assert SIX not in desk.rules(case.id) and categories(desk.session, case) == set()


def test_only_a_higher_office_orders_participation(desk: Desk, acting: Acting) -> None:
    case_id = desk.register().id
    with pytest.raises(Forbidden):
        desk.do(operations.order_participation, case_id, reason="Mine")
    neighbour = Desk(desk.session, acting("abay2.head"), desk.law, TODAY, desk.courts)
    with pytest.raises(NotFound):
        neighbour.do(operations.order_participation, case_id, reason="Mine")


@pytest.mark.parametrize(("opener", "owner"), [(3, 3), (2, 2), (1, 1)])
def test_the_unit_that_initiated_the_case_owes_the_participation(
    desk: Desk, opener: int, owner: int
) -> None:
    case = desk.register(
        opened_by="prosecutors_office", opened_by_office_id=opener, opened_by_name="Unit 2"
    )
    desk.hearing(case, MONDAY)
    found = {rule: duty for (rule, _), duty in desk.duties(case.id).items()}
    assert NINE in found and SIX not in found
    assert (found[NINE].owner_office_id, found[NINE].office_id) == (owner, 3)


def test_a_case_of_an_office_outside_the_line_is_an_ordinary_mandatory_one(desk: Desk) -> None:
    case = desk.register(opened_by="prosecutors_office", opened_by_office_id=4, opened_by_name="")
    desk.hearing(case, MONDAY)
    assert {SIX, "10/report_study_of_materials"} == desk.rules(case.id)
    assert grounds(desk.session, case).codes == {"own_initiative"}
