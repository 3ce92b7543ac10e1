"""Hearings: where and when, who takes part, what became of them, the coverage of a period."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest

from supervision.cases import operations
from supervision.cases.models import AdminCase, CaseHearing
from supervision.cases.queries.hearings import clashing, coverage, covered
from supervision.cases.rules.hearings import HearingEntry, OutcomeEntry
from supervision.core.errors import Refused, Stale
from supervision.core.paging import Cursor
from supervision.duties.models import Duty
from tests.conftest import TODAY
from tests.factories.cases import ZONE, Desk
from tests.factories.offices import World

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
SIX, EIGHT = "6/participate_at_first_instance", "8/participate_on_appeal"
REPORT = "10/report_study_of_materials"


def duty(desk: Desk, case: AdminCase, rule: str, hearing: CaseHearing) -> Duty | None:
    return desk.duties(case.id).get((rule, f"hearing_set#hearing-{hearing.id}"))


def outcome(desk: Desk, case: AdminCase, hearing: CaseHearing, *given: Any, **more: Any) -> None:
    desk.do(operations.record_outcome, case.id, hearing.id, OutcomeEntry(*given, **more))


def test_the_hearings_day_is_the_day_at_the_seat(desk: Desk) -> None:
    case = desk.register(sanctions=("arrest",))
    # 20:00 in UTC on the 23rd is one in the morning of the 24th
    entry = HearingEntry("first", desk.courts["10-01-D"], datetime(2026, 11, 23, 20, tzinfo=UTC))
    given: dict[str, Any] = {"idempotency_key": uuid.uuid4(), "zone": ZONE}
    hearing = desk.do(operations.set_hearing, case.id, entry, **given)
    assert hearing.day == TUESDAY
    found = duty(desk, case, SIX, hearing)
    assert found is not None and found.due_on == TUESDAY
    assert desk.do(operations.set_hearing, case.id, entry, **given) is hearing


def test_on_appeal_a_prosecutor_takes_part_whatever_the_category(desk: Desk) -> None:
    case = desk.register()
    first = desk.hearing(case, TODAY)
    appeal = desk.hearing(case, MONDAY, instance="appellate", court="10-O")
    assert set(desk.duties(case.id)) == {
        (EIGHT, f"hearing_set#hearing-{appeal.id}"),
        (REPORT, f"hearing_set#hearing-{appeal.id}"),
    }
    assert duty(desk, case, SIX, first) is None


def test_each_hearing_of_a_case_has_the_duty_of_its_own_instance(desk: Desk) -> None:
    case = desk.register(sanctions=("arrest",))
    first = desk.hearing(case, TODAY)
    appeal = desk.hearing(case, MONDAY, instance="appellate", court="10-O")
    desk.hearing(case, TUESDAY, instance="cassation", court="SC")
    rules = {key for key in desk.duties(case.id) if key[0] != REPORT}
    assert rules == {
        (SIX, f"hearing_set#hearing-{first.id}"),
        (EIGHT, f"hearing_set#hearing-{appeal.id}"),
    }


@pytest.mark.parametrize(
    ("court", "instance", "field"),
    [
        ("10-02-D", "first", "court_id"),
        ("20-O", "appellate", "court_id"),
        ("10-O", "first", "court_id"),
        ("10-01-D", "appellate", "court_id"),
        ("10-01-D", "second", "instance"),
    ],
)
def test_a_hearing_is_held_in_a_court_of_the_office_at_its_instance(
    desk: Desk, court: str, instance: str, field: str
) -> None:
    case = desk.register()
    with pytest.raises(Refused) as refused:
        desk.hearing(case, MONDAY, instance=instance, court=court)
    assert [problem.field for problem in refused.value.problems] == [field]


def test_a_hearing_comes_after_the_court_took_the_case(desk: Desk) -> None:
    case = desk.register(received_by_court_on=date(2026, 11, 16))
    with pytest.raises(Refused) as refused:
        desk.hearing(case, date(2026, 11, 15))
    assert [problem.field for problem in refused.value.problems] == ["starts_at"]


def test_the_duty_lies_on_the_desk_of_the_hearings_prosecutor(desk: Desk, world: World) -> None:
    case = desk.register(sanctions=("arrest",))
    desk.do(operations.assign_case, case.id, assignee_id=world.people["abay1.head"])
    given = desk.hearing(case, MONDAY, prosecutor_id=world.people["abay1.second"])
    open_to_all = desk.hearing(case, TUESDAY)
    on = [duty(desk, case, SIX, hearing) for hearing in (given, open_to_all)]
    assert [found.assignee_id for found in on if found] == [
        world.people["abay1.second"],
        world.people["abay1.head"],
    ]
    with pytest.raises(Refused) as refused:
        desk.hearing(case, TUESDAY, prosecutor_id=world.people["abay2.head"])
    assert [problem.field for problem in refused.value.problems] == ["prosecutor_id"]


def test_a_postponed_hearing_takes_its_duty_along(desk: Desk) -> None:
    case = desk.register(sanctions=("arrest",))
    hearing = desk.hearing(case, MONDAY)
    entry = HearingEntry("first", hearing.court_id, datetime(2026, 11, 24, 5, tzinfo=UTC))
    desk.do(operations.change_hearing, case.id, hearing.id, entry, version=1, zone=ZONE)
    found = duty(desk, case, SIX, hearing)
    assert found is not None and (found.due_on, found.state) == (TUESDAY, "open")
    with pytest.raises(Stale):
        desk.do(operations.change_hearing, case.id, hearing.id, entry, version=1, zone=ZONE)


def test_taking_part_closes_the_duty_and_names_who(desk: Desk, world: World) -> None:
    case = desk.register(sanctions=("arrest",))
    hearing = desk.hearing(case, TODAY, prosecutor_id=world.people["abay1.second"])
    outcome(desk, case, hearing, "took_part")
    found = duty(desk, case, SIX, hearing)
    assert found is not None and (found.state, found.was_late) == ("fulfilled", False)
    assert hearing.took_part_name == "Сериков abay1.second"
    entry = HearingEntry("first", hearing.court_id, datetime(2026, 11, 24, 5, tzinfo=UTC))
    with pytest.raises(Refused):
        desk.do(operations.change_hearing, case.id, hearing.id, entry, zone=ZONE)


def test_a_duty_at_which_nobody_took_part_stays_unfulfilled(desk: Desk) -> None:
    case = desk.register(sanctions=("arrest",))
    hearing = desk.hearing(case, TODAY)
    outcome(desk, case, hearing, "nobody", absence_cause="not_notified")
    found = duty(desk, case, SIX, hearing)
    assert found is not None and found.state == "open"
    outcome(desk, case, hearing, "took_part", took_part_id=desk.actor.user_id)
    assert found.state == "fulfilled" and hearing.absence_cause is None


def test_a_hearing_not_held_asks_for_nobody(desk: Desk) -> None:
    case = desk.register(sanctions=("arrest",))
    hearing = desk.hearing(case, MONDAY)
    outcome(desk, case, hearing, "not_held", note="The judge is ill")
    assert desk.rules(case.id) == set()


@pytest.mark.parametrize(
    ("day", "given", "field"),
    [
        (MONDAY, OutcomeEntry("took_part"), "outcome"),
        (TODAY, OutcomeEntry("slept"), "outcome"),
        (TODAY, OutcomeEntry("nobody"), "absence_cause"),
        (TODAY, OutcomeEntry("nobody", absence_cause="snow"), "absence_cause"),
        (TODAY, OutcomeEntry("nobody", absence_cause="other"), "note"),
        (TODAY, OutcomeEntry("not_held"), "note"),
        (TODAY, OutcomeEntry("took_part", took_part_id=10**6), "took_part_id"),
    ],
)
def test_an_outcome_that_cannot_be_is_refused_at_its_own_field(
    desk: Desk, day: date, given: OutcomeEntry, field: str
) -> None:
    case = desk.register()
    hearing = desk.hearing(case, day, prosecutor_id=desk.actor.user_id)
    with pytest.raises(Refused) as refused:
        desk.do(operations.record_outcome, case.id, hearing.id, given)
    assert [problem.field for problem in refused.value.problems] == [field]


def test_somebody_must_have_taken_part(desk: Desk) -> None:
    case = desk.register()
    hearing = desk.hearing(case, TODAY)
    with pytest.raises(Refused) as refused:
        outcome(desk, case, hearing, "took_part")
    assert [problem.field for problem in refused.value.problems] == ["took_part_id"]


def test_a_report_before_the_hearing_closes_its_duty(desk: Desk) -> None:
    case = desk.register(sanctions=("arrest",))
    hearing = desk.hearing(case, MONDAY)
    given = {"reported_on": TODAY, "reported_to": "Head of the office"}
    desk.do(operations.record_report, case.id, hearing.id, **given)
    found = duty(desk, case, REPORT, hearing)
    assert found is not None and (found.state, found.was_late) == ("fulfilled", False)
    for wrong in ({"reported_to": " "}, {"reported_on": MONDAY}):
        with pytest.raises(Refused) as refused:
            desk.do(operations.record_report, case.id, hearing.id, **(given | wrong))
        assert [problem.field for problem in refused.value.problems] == list(wrong)


def test_the_coverage_of_a_period_adds_up(desk: Desk) -> None:
    me = desk.actor.user_id
    case, plain = desk.register(sanctions=("arrest",)), desk.register()
    attended = desk.hearing(case, TODAY, prosecutor_id=me)
    missed = desk.hearing(case, TODAY, hour=15)
    free = desk.hearing(case, MONDAY)
    taken = desk.hearing(case, TUESDAY, prosecutor_id=me)
    beside = desk.hearing(plain, TUESDAY, hour=10, minute=59, prosecutor_id=me)
    called_off = desk.hearing(case, TUESDAY, prosecutor_id=me)
    desk.hearing(case, date(2026, 12, 1))
    outcome(desk, case, attended, "took_part")
    outcome(desk, case, missed, "nobody", absence_cause="not_notified")
    outcome(desk, case, called_off, "not_held", note="Moved to December")
    period: dict[str, Any] = {"office_ids": [3], "start": TODAY, "end": TUESDAY}
    found = coverage(desk.session, **period)
    assert found == (5, 4, 1, 1, 1, 2, 0)

    def behind(number: str | None) -> list[int]:
        page = covered(desk.session, **period, number=number, cursor=None, language="en")
        return [row.id for row in page.rows]

    assert behind(None) == [attended.id, missed.id, free.id, taken.id, beside.id]
    assert behind("required") == [attended.id, missed.id, free.id, taken.id]
    assert behind("took_part") == [attended.id]
    assert behind("nobody") == [missed.id]
    assert behind("unassigned") == [free.id]
    assert behind("clashes") == [taken.id, beside.id]


def test_two_hearings_an_hour_apart_do_not_clash(desk: Desk) -> None:
    me = desk.actor.user_id
    assert me is not None
    case = desk.register()
    ten = desk.hearing(case, MONDAY, hour=10, prosecutor_id=me)
    eleven = desk.hearing(case, MONDAY, hour=11, prosecutor_id=me)
    assert clashing(desk.session, me, ten.starts_at, except_id=ten.id) == []
    half_past = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
    assert clashing(desk.session, me, half_past) == [ten, eleven]


def test_the_coverage_list_is_walked_page_by_page_in_order_of_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = desk.register()
    made = [desk.hearing(case, MONDAY, hour=hour).id for hour in (15, 9, 12)]
    period: dict[str, Any] = {"office_ids": [3], "start": MONDAY, "end": MONDAY}
    page = covered(desk.session, **period, number=None, cursor=None, language="kk")
    assert [row.id for row in page.rows] == [made[1], made[2], made[0]]
    nine = page.rows[0]
    after = Cursor(int(nine.starts_at.timestamp()), nine.id)
    rest = covered(desk.session, **period, number=None, cursor=after, language="kk")
    assert [row.id for row in rest.rows] == [made[2], made[0]]
