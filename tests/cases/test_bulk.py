"""Many cases at once: given to one colleague, walked through as a list, narrowed by what is new."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.cases import operations
from supervision.cases.operations import Pick
from supervision.cases.queries.cases import Filters
from supervision.cases.queries.neighbours import neighbours_of
from supervision.core import clock
from supervision.core.access import Actor
from supervision.core.errors import Refused
from supervision.core.transaction import transaction
from supervision.offices.operations import enter_absence
from supervision.offices.rules import AbsenceEntry
from tests.conftest import TODAY, Web
from tests.factories.cases import Desk
from tests.factories.offices import World
from tests.factories.pages import text_of

Acting = Callable[[str], Actor]
MONDAY = TODAY + timedelta(days=3)
RAIL = {"transport_field": "rail", "sanctions": ("confiscation",)}


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock; it says Friday, 20 November 2026."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)


def give(desk: Desk, picks: list[Pick], person: int) -> int:
    with transaction(desk.session):
        given = operations.assign_many(
            desk.session, desk.actor, picks, assignee_id=person, law=desk.law, today=TODAY
        )
    return len(given)


def executors(session: Session) -> list[int | None]:
    return list(session.scalars(text("select assignee_id from admin_case order by id")))


def test_ticked_cases_get_one_executor_each_with_its_audit_row(desk: Desk, world: World) -> None:
    cases = [desk.register(number=f"{place}/26") for place in (1, 2, 3)]
    second = world.people["abay1.second"]
    picks = [Pick(case.id, case.version) for case in cases[:2]]
    assert give(desk, picks, second) == 2
    assert executors(desk.session) == [second, second, None]
    rows = desk.session.scalars(
        text("select subject_id from audit_entry where action = 'cases.assign_case' order by 1")
    ).all()
    assert list(rows) == [case.id for case in cases[:2]]
    assert give(desk, picks, second) == 0, "sent twice, done once"


def test_stale_lower_and_missing_cases_are_named_and_nothing_is_done(
    desk: Desk, world: World, session: Session, acting: Acting
) -> None:
    one, other = (desk.register(number=f"{place}/26") for place in (1, 2))
    seen = other.version
    me = desk.actor.user_id or 0
    desk.do(operations.assign_case, other.id, assignee_id=me)
    second = world.people["abay1.second"]
    with pytest.raises(Refused) as refused:
        give(desk, [Pick(one.id, one.version), Pick(other.id, seen), Pick(10**12, 1)], second)
    told = [(each.message, each.params) for each in refused.value.problems]
    assert told == [
        ("Somebody else changed the case %(number)s after the list was read.", {"number": "2/26"}),
        ("One of the chosen cases is not there.", {}),
    ]
    desk.actor = acting("abay1.assistant")
    assert executors(session) == [None, me]
    desk.actor = acting("abay.head")
    with pytest.raises(Refused) as refused:
        give(desk, [Pick(one.id, one.version)], world.people["abay.head"])
    assert refused.value.problems[0].params == {"number": "1/26"}
    with pytest.raises(Refused):
        give(desk, [], second)


def test_the_register_gives_ticked_cases_and_keeps_its_filter(
    web: Web, desk: Desk, world: World
) -> None:
    client = web.client("abay1.assistant")
    desk.register(number="1/26")
    late = desk.register(number="2/26")
    desk.hearing(late, MONDAY, prosecutor_id=desk.actor.user_id)
    page = client.get("/cases?sort=number").text
    picks = re.findall(r'name="pick" value="([0-9-]+)"', page)
    action = re.search(r'action="(/cases/assign-many[^"]*)"', page)
    assert len(picks) == 2 and action is not None
    second = str(world.people["abay1.second"])
    refused = client.post(unescape(action.group(1)), data={"pick": [], "assignee_id": second})
    assert refused.status_code == 422 and "Choose at least one case" in refused.text
    sent = client.post(unescape(action.group(1)), data={"pick": picks, "assignee_id": second})
    assert sent.status_code == 302 and sent.headers["Location"] == "/cases?sort=number"
    again = client.post(
        unescape(action.group(1)),
        data={"pick": picks, "assignee_id": str(desk.actor.user_id)},
    )
    said = text_of(again.text)
    assert again.status_code == 422 and "No case has changed hands" in said
    assert "1/26" in said and "2/26" in said and 'value="' in again.text
    fresh = re.findall(r'name="pick" value="([0-9-]+)"', again.text)
    assert fresh != picks
    once_more = {"pick": fresh, "assignee_id": str(desk.actor.user_id)}
    assert client.post(unescape(action.group(1)), data=once_more).status_code == 302
    assert "another hearing" not in text_of(client.get("/cases").text)


def test_who_is_away_or_in_court_is_told_when_given_work(
    web: Web, desk: Desk, world: World, acting: Acting
) -> None:
    second = world.people["abay1.second"]
    head = acting("abay1.head")
    with transaction(desk.session):
        away = AbsenceEntry("leave", TODAY, MONDAY)
        enter_absence(desk.session, head, second, away, idempotency_key=uuid.uuid4())
    desk.actor = acting("abay1.assistant")
    case = desk.register(number="1/26")
    desk.hearing(case, MONDAY)
    client = web.client("abay1.assistant")
    version = re.search(
        r'name="version"[^>]*value="(\d+)"', client.get(f"/cases/{case.id}/assign").text
    )
    assert version is not None
    given = {"assignee_id": str(second), "version": version.group(1)}
    answer = client.post(f"/cases/{case.id}/assign", data=given, follow_redirects=True)
    said = text_of(answer.text)
    assert "is away until 23 Nov 2026" in said
    assert "This prosecutor is away on the day of the hearing: 23 Nov 2026" in said


def test_a_case_stands_between_its_neighbours_in_every_order(desk: Desk) -> None:
    days = (12, 10, 11)
    cases = [
        desk.register(number=f"{place}/26", received_by_court_on=date(2026, 11, day))
        for place, day in enumerate(days)
    ]
    first, second, third = cases
    found = neighbours_of(desk.session, second, Filters(), sort="number", descending=False)
    assert found == (first.id, third.id, 2)
    found = neighbours_of(desk.session, second, Filters(), sort="registered", descending=True)
    assert found == (third.id, first.id, 2)
    found = neighbours_of(desk.session, second, Filters(), sort="received_on", descending=False)
    assert found == (None, third.id, 1)
    outside = neighbours_of(
        desk.session, second, Filters(text="0/26"), sort="number", descending=False
    )
    assert outside == (first.id, None, None), "a case that left the list has no place in it"


def test_a_case_page_walks_the_list_it_was_opened_from(web: Web, desk: Desk) -> None:
    client: FlaskClient = web.client("abay1.assistant")
    for place in (1, 2, 3):
        desk.register(number=f"{place}/26", sanctions=("arrest",))
    desk.register(number="4/26")
    page = client.get("/cases?ground=arrest&sort=number").text
    links = [unescape(each) for each in re.findall(r'<a href="(/cases/\d+\?[^"]*)"', page)]
    assert len(links) == 3
    middle = client.get(links[1]).text
    assert "No. 2 in the list" in text_of(middle)
    before = re.search(r'rel="prev" href="([^"]+)"', middle)
    after = re.search(r'rel="next" href="([^"]+)"', middle)
    back = re.search(r'href="(/cases\?[^"]*)"', middle)
    assert before and after and back
    assert unescape(before.group(1)) == links[0] and unescape(after.group(1)) == links[2]
    assert unescape(back.group(1)) == "/cases?ground=arrest&sort=number"
    assert 'rel="next"' not in client.get(links[2]).text
    assert "in the list" not in text_of(client.get(links[1].split("?")[0]).text)


def test_the_register_is_narrowed_by_competence_hearing_and_check(web: Web, desk: Desk) -> None:
    client = web.client("abay1.assistant")
    desk.register(number="rail", **RAIL)
    today, week = desk.register(number="today"), desk.register(number="week")
    desk.hearing(today, TODAY, prosecutor_id=desk.actor.user_id)
    desk.hearing(week, TODAY + timedelta(days=2))
    unchecked = desk.register(number="unchecked")
    desk.act(unchecked, TODAY - timedelta(days=2), copy_on=TODAY - timedelta(days=1))
    for query, found in (
        ({"competence": "transport"}, {"rail"}),
        ({"competence": "territorial"}, {"today", "week", "unchecked"}),
        ({"hearing": "today"}, {"today"}),
        ({"hearing": "week"}, {"today", "week"}),
        ({"hearing": "unassigned"}, {"week"}),
        ({"hearing": "none"}, {"rail"}),
        ({"state": "unchecked"}, {"unchecked"}),
        ({"competence": "stolen"}, {"rail", "today", "week", "unchecked"}),
    ):
        page = client.get("/cases", query_string=query).text
        assert set(re.findall(r'<a href="/cases/\d+\?[^"]*">([^<]+)</a>', page)) == found, query


def test_competence_follows_the_facts_and_goes_with_a_hand_over(
    desk: Desk, session: Session, acting: Acting
) -> None:
    case = desk.register(**RAIL)
    kept = text("select office_id, belongs_to from case_competence")
    assert session.execute(kept).one() == (3, "transport")
    desk.notice(case)
    desk.do(operations.hand_over, case.id, to_office_id=10)
    acting("gpo.head")
    assert session.execute(kept).one() == (10, "transport")
