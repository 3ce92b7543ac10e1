"""A petition on its way: routing, forwarding, requests and the court's delay, extensions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from supervision.core.access import Actor
from supervision.core.errors import Forbidden, NotFound, Refused
from supervision.core.transaction import transaction
from supervision.offices import operations as offices
from supervision.offices.operations import Charge
from supervision.offices.rules import AssignmentKind
from supervision.petitions import operations
from supervision.petitions.queries import control
from supervision.petitions.queries.petitions import Filters, get, register
from supervision.petitions.queries.routing import suggestions
from supervision.petitions.queries.whole import whole_of
from supervision.petitions.rules.examining import Extension, RequestWay
from tests.conftest import TODAY
from tests.factories.petitions import Counter

Acting = Callable[[str], Actor]
ORDER, COURT = "2015/18/order_case_file", "2015/18/court_supplies_case_file"
RESOLVE = "2015/18/resolve_petition"


def refused_fields(counter: Counter, verb: object, *about: object, **given: object) -> set[object]:
    with pytest.raises(Refused) as refused:
        counter.do(verb, *about, **given)
    return {problem.field for problem in refused.value.problems}


def test_from_the_official_on_the_order_is_due_in_three_working_days(counter: Counter) -> None:
    """Reached on Friday the 20th: Monday, Tuesday, Wednesday the 25th."""
    found = counter.examined()
    assert counter.duties(found.id)[ORDER].due_on == date(2026, 11, 25)
    assert found.state == "examined"
    counter.order(found)
    assert counter.duties(found.id)[ORDER].state == "fulfilled"


def test_an_act_not_in_force_or_outside_the_categories_needs_no_case(counter: Counter) -> None:
    for changes in ({"entered_into_force": "no"}, {"categories": ()}):
        found = counter.examined(**changes, is_new=True)
        assert ORDER not in counter.duties(found.id)
    needed = counter.examined(categories=(), materials_needed=True, is_new=True)
    assert "2015/18/order_materials" in counter.duties(needed.id)
    counter.order(needed, what="materials", addressee="Полиция департаменті")
    assert counter.duties(needed.id)["2015/18/order_materials"].state == "fulfilled"


def test_the_court_has_seven_days_and_its_lateness_shows(counter: Counter) -> None:
    """Received by the court on Monday the 2nd: the seventh day is Monday the 9th."""
    found = counter.on(date(2026, 10, 30)).examined(date(2026, 10, 30))
    past = counter.on(date(2026, 11, 2))
    request = past.order(found)
    way = RequestWay("15-26", date(2026, 11, 2), date(2026, 11, 2), None)
    past.do(operations.record_request_way, found.id, request.id, way)
    duty = counter.duties(found.id)[COURT]
    assert (duty.due_on, duty.outside, duty.state) == (date(2026, 11, 9), True, "open")
    late = control.late_courts(counter.session, [3], TODAY, "en")
    assert [row.subject_id for row in late] == [found.id]
    assert late[0].outside
    done = RequestWay("15-26", date(2026, 11, 2), date(2026, 11, 2), date(2026, 11, 12))
    counter.do(operations.record_request_way, found.id, request.id, done)
    closed = counter.duties(found.id)[COURT]
    assert (closed.state, closed.was_late) == ("fulfilled", True)
    assert control.late_courts(counter.session, [3], TODAY, "en") == []


def test_the_days_of_a_request_follow_each_other(counter: Counter) -> None:
    found = counter.examined(TODAY - timedelta(days=1))
    verb, early, late = operations.record_request_way, TODAY - timedelta(days=3), TODAY
    request = counter.order(found, TODAY - timedelta(days=1))
    for way, fields in (
        (RequestWay("", None, TODAY, None), {"received_on"}),
        (RequestWay("1", early, None, None), {"sent_on"}),
        (RequestWay("1", TODAY, early, None), {"received_on"}),
        (RequestWay("1", TODAY, None, TODAY), {"supplied_on"}),
        (RequestWay("", TODAY, None, None), {"request_number"}),
        (RequestWay("1", None, None, None), {"sent_on"}),
        (RequestWay("1", TODAY, TODAY, late + timedelta(days=1)), {"supplied_on"}),
    ):
        assert refused_fields(counter, verb, found.id, request.id, way) == fields, way
    with pytest.raises(Refused) as refused:
        counter.order(found, early)
    assert {problem.field for problem in refused.value.problems} == {"ordered_on"}


def test_nothing_is_requested_before_somebody_examines(counter: Counter) -> None:
    found = counter.register()
    with pytest.raises(Refused):
        counter.order(found)


def test_an_official_gets_a_petition_after_the_office_did(counter: Counter) -> None:
    found = counter.register()
    verb, mine = operations.assign_examiner, counter.actor.user_id
    early, late = TODAY - timedelta(days=3), TODAY + timedelta(days=1)
    for on in (early, late):
        given = {"examiner_id": mine, "reached_on": on}
        assert refused_fields(counter, verb, found.id, **given) == {"reached_on"}
    stranger = {"examiner_id": 1, "reached_on": TODAY}
    assert refused_fields(counter, verb, found.id, **stranger) == {"examiner_id"}


def test_topics_and_regions_suggest_who_examines(counter: Counter, acting: Acting) -> None:
    head = acting("abay.head")
    given = (
        (head.user_id, Charge(AssignmentKind.REGION, region_id=3)),
        (acting("abay.senior").user_id, Charge(AssignmentKind.TOPIC, topic="tax")),
    )
    acting("abay.head")
    for user_id, charge in given:
        with transaction(counter.session):
            offices.assign(counter.session, head, user_id or 0, charge, from_on=TODAY)
    oblast = counter.as_(head)
    found = oblast.register(region_id=3)
    by_both = suggestions(counter.session, found, TODAY)
    assert [(each.user_id, each.topics, each.region_id) for each in by_both] == [
        (given[1][0], ["tax"], None),
        (given[0][0], [], 3),
    ]
    minor = oblast.register(categories=("minor",), is_new=True)
    assert suggestions(counter.session, minor, TODAY) == []
    with transaction(counter.session):
        charge = Charge(AssignmentKind.TOPIC, topic="minor_or_arrest")
        offices.assign(counter.session, head, head.user_id or 0, charge, from_on=TODAY)
    assert [each.topics for each in suggestions(counter.session, minor, TODAY)] == [
        ["minor_or_arrest"]
    ]


def test_forwarding_keeps_the_clock_and_leaves_a_trail_with_both(
    counter: Counter, acting: Acting
) -> None:
    found = counter.examined()
    counter.order(found)
    before = counter.duties(found.id)[RESOLVE].due_on
    sent = counter.do(
        operations.forward_petition, found.id, to_office_id=2, reason="Облыс құзыретінде"
    )
    assert (sent.direction, sent.number, sent.received_on) == (
        "sent",
        "2026-0001",
        TODAY - timedelta(days=2),
    )
    with pytest.raises(NotFound):
        get(counter.session, found.id)
    assert [each.number for each in control.forwarded(counter.session, [3], TODAY, TODAY)] == [
        "2026-0001"
    ]
    oblast = counter.as_(acting("abay.head"))
    there = get(counter.session, found.id)
    assert (there.office_id, there.number, there.state) == (2, "2026-0001", "received")
    assert (there.examiner_id, there.reached_on, there.region_id) == (None, None, 3)
    duty = oblast.duties(found.id)[RESOLVE]
    assert (duty.due_on, duty.owner_office_id) == (before, 2)
    whole = whole_of(counter.session, found.id)
    assert {each.direction for each in whole.transfers} == {"sent", "received"}
    assert len(whole.requests) == 1, "the request goes with its petition"
    page = register(
        counter.session,
        Filters(text="омаров 6301-26"),
        sort="registered",
        descending=True,
        cursor=None,
        language="en",
    )
    assert [row.id for row in page.rows] == [found.id]
    oblast.do(
        operations.assign_examiner,
        found.id,
        examiner_id=oblast.actor.user_id,
        reached_on=TODAY,
    )
    assert oblast.duties(found.id)[ORDER].state == "fulfilled", "the case is requested already"
    next_one = counter.as_(acting("abay1.assistant")).register(is_new=True)
    assert next_one.number == "2026-0002", "the number of the forwarded one is not given again"


def test_a_petition_is_not_forwarded_to_oneself_nor_without_a_reason(counter: Counter) -> None:
    found, verb = counter.register(), operations.forward_petition
    for to_office, reason, field in ((3, "x", "to_office_id"), (2, " ", "reason")):
        given = {"to_office_id": to_office, "reason": reason}
        assert refused_fields(counter, verb, found.id, **given) == {field}
    unknown = {"to_office_id": 4711, "reason": "x"}
    assert refused_fields(counter, verb, found.id, **unknown) == {"to_office_id"}


def test_the_head_extends_within_the_limit_and_the_petitioner_is_told(
    counter: Counter, acting: Acting
) -> None:
    """The term ends on 9 December 2026; two months more end on 9 February 2027."""
    found = counter.register()
    entry = Extension(TODAY, date(2027, 1, 29), "Сараптама күтілуде")
    verb = operations.extend_petition
    with pytest.raises(Forbidden):
        counter.do(verb, found.id, entry)
    head = counter.as_(acting("abay1.head"))
    for wrong, field in (
        (Extension(TODAY, date(2027, 2, 10), "x"), "until_on"),
        (Extension(TODAY, date(2026, 12, 9), "x"), "until_on"),
        (Extension(TODAY + timedelta(days=1), date(2027, 1, 29), "x"), "decided_on"),
        (Extension(TODAY - timedelta(days=3), date(2027, 1, 29), "x"), "decided_on"),
        (Extension(TODAY, date(2027, 1, 29), " "), "reason"),
    ):
        assert refused_fields(head, verb, found.id, wrong) == {field}, wrong
    head.do(verb, found.id, entry)
    duties = head.duties(found.id)
    assert duties[RESOLVE].state == "fulfilled"
    assert duties["APC-2020/76/extended_resolution"].due_on == date(2027, 1, 29)
    assert duties["APC-2020/76/extension_notice"].due_on == date(2026, 11, 25)
    assert [row.petition_id for row in control.extensions(head.session, [3], "en")] == [found.id]
    assert refused_fields(head, verb, found.id, entry) == {None}
    head.letter(found, "extension_notice", text="")
    assert head.duties(found.id)["APC-2020/76/extension_notice"].state == "fulfilled"


def test_after_its_end_a_term_is_not_extended(counter: Counter, acting: Acting) -> None:
    found = counter.as_(acting("abay1.head")).register()
    after = counter.as_(acting("abay1.head")).on(date(2026, 12, 10))
    late = Extension(date(2026, 12, 10), date(2027, 1, 29), "x")
    assert refused_fields(after, operations.extend_petition, found.id, late) == {"decided_on"}
    in_time = Extension(date(2026, 12, 9), date(2027, 1, 29), "x")
    after.do(operations.extend_petition, found.id, in_time)


def test_the_law_of_2007_gives_thirty_days_more_and_the_decree_none(
    counter: Counter, acting: Acting
) -> None:
    """Received 1 June 2017, due on the 16th; thirty days more: Sunday 16 July, so Monday 17 July."""
    head = counter.as_(acting("abay1.head"))
    verb, june = operations.extend_petition, date(2017, 6, 1)
    found = head.register(received_on=june, act_made_on=None)
    beyond = Extension(june, date(2017, 7, 18), "x")
    assert refused_fields(head, verb, found.id, beyond) == {"until_on"}
    head.do(verb, found.id, Extension(june, date(2017, 7, 17), "x"))
    old = head.register(
        received_on=date(2004, 2, 2),
        act_made_on=None,
        kind="enforcement_action",
        is_new=True,
    )
    decree = Extension(date(2004, 2, 3), date(2004, 3, 3), "x")
    assert refused_fields(head, verb, old.id, decree) == {"until_on"}
