"""The coverage page: its numbers, the list behind each, and that it asks the same few statements."""

from __future__ import annotations

import base64
import json
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from supervision.cases.models import CaseHearing
from supervision.cases.operations import record_outcome
from supervision.cases.rules.hearings import OutcomeEntry
from supervision.core import clock
from supervision.core.access import Actor
from supervision.core.transaction import transaction
from supervision.offices.operations import enter_absence
from supervision.offices.rules import AbsenceEntry
from tests.conftest import TODAY, Web
from tests.factories.cases import Desk
from tests.factories.pages import text_of

Acting = Callable[[str], Actor]
MONDAY = TODAY + timedelta(days=3)
LAST_MONDAY = TODAY - timedelta(days=4)


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock; it says Friday, 20 November 2026."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)


@pytest.fixture
def client(web: Web) -> FlaskClient:
    return web.client("abay1.assistant")


def numbers(page: str) -> dict[tuple[str, str], str]:
    """Every number of the page by period and name, as it is linked."""
    found = {}
    for href, value in re.findall(
        r'<a href="([^"]*show=[^"]*)" aria-label="[^"]*">([^<]*)</a>', page
    ):
        span, show = (re.search(rf"{name}=(\w+)", href) for name in ("span", "show"))
        assert span is not None and show is not None
        found[span.group(1), show.group(1)] = value
    return found


def listed(page: str) -> list[str]:
    """The numbers of the cases in the list, in its order."""
    return re.findall(r'<th scope="row"[^>]*><div><a href="/cases/\d+">([^<]+)</a>', page)


def week(desk: Desk) -> None:
    """Four hearings ahead: one assigned twice at one hour, one unassigned, one not mandatory."""
    me = desk.actor.user_id
    desk.hearing(
        desk.register(number="A-1", sanctions=("arrest",)), MONDAY, hour=10, prosecutor_id=me
    )
    desk.hearing(
        desk.register(number="A-2", sanctions=("arrest",)),
        MONDAY,
        hour=10,
        minute=30,
        prosecutor_id=me,
    )
    desk.hearing(desk.register(number="A-3", sanctions=("arrest",)), MONDAY, hour=15)
    desk.hearing(desk.register(number="B-4"), MONDAY, hour=16)


def past(desk: Desk) -> None:
    """Two mandatory hearings last Monday: one attended, one not; a third was not held."""
    me = desk.actor.user_id
    outcomes = (
        OutcomeEntry("took_part", took_part_id=me),
        OutcomeEntry("nobody", absence_cause="not_notified"),
        OutcomeEntry("not_held", note="Кейінге қалдырылды"),
    )
    for place, outcome in enumerate(outcomes):
        case = desk.register(number=f"P-{place}", sanctions=("arrest",))
        hearing = desk.hearing(case, LAST_MONDAY, hour=9 + 2 * place)
        desk.do(record_outcome, case.id, hearing.id, entry=outcome)


def test_the_numbers_of_the_week_and_of_the_month_are_told_as_parts_of_their_whole(
    client: FlaskClient, desk: Desk
) -> None:
    week(desk)
    past(desk)
    assert numbers(client.get("/cases/coverage").text) == {
        ("week", "required"): "3/4",
        ("week", "took_part"): "0/3",
        ("week", "nobody"): "0/3",
        ("week", "unassigned"): "1/3",
        ("week", "clashes"): "2/4",
        ("week", "absent"): "0/4",
        ("period", "required"): "2/2",
        ("period", "took_part"): "1/2",
        ("period", "nobody"): "1/2",
        ("period", "unassigned"): "0/2",
        ("period", "clashes"): "0/2",
        ("period", "absent"): "0/2",
    }


@pytest.mark.parametrize(
    ("query", "cases"),
    [
        ("", ["A-1", "A-2", "A-3", "B-4"]),
        ("span=week&show=required", ["A-1", "A-2", "A-3"]),
        ("span=week&show=unassigned", ["A-3"]),
        ("span=week&show=clashes", ["A-1", "A-2"]),
        ("span=week&show=took_part", []),
        ("span=period&show=took_part", ["P-0"]),
        ("span=period&show=nobody", ["P-1"]),
        ("span=period", ["P-0", "P-1"]),
        ("from=16.11.2026&to=23.11.2026&show=required", ["P-0", "P-1", "A-1", "A-2", "A-3"]),
        ("from=2026-11-17&to=2026-11-18", []),
        ("show=stolen", ["A-1", "A-2", "A-3", "B-4"]),
    ],
)
def test_each_number_opens_the_hearings_behind_it(
    client: FlaskClient, desk: Desk, query: str, cases: list[str]
) -> None:
    week(desk)
    past(desk)
    assert listed(client.get(f"/cases/coverage?{query}").text) == cases


def test_a_hearing_of_somebody_away_that_day_is_counted_until_it_is_held_or_given_away(
    client: FlaskClient, desk: Desk, acting: Acting
) -> None:
    week(desk)
    me = desk.actor.user_id or 0
    head = acting("abay1.head")
    with transaction(desk.session):
        absence = AbsenceEntry("leave", TODAY, MONDAY)
        enter_absence(desk.session, head, me, absence, idempotency_key=uuid.uuid4())
    page = client.get("/cases/coverage?show=absent").text
    assert numbers(page)["week", "absent"] == "2/4"
    assert listed(page) == ["A-1", "A-2"]
    assert text_of(page).count("away that day") == 2
    acting("abay1.assistant")
    hearing = desk.session.scalars(select(CaseHearing).order_by(CaseHearing.id)).first()
    assert hearing is not None
    outcome = OutcomeEntry("not_held", note="Кейінге қалдырылды")
    desk.do(record_outcome, hearing.case_id, hearing.id, entry=outcome)
    assert numbers(client.get("/cases/coverage").text)["week", "absent"] == "1/3"


def test_without_hearings_there_is_no_data_and_no_number(client: FlaskClient, desk: Desk) -> None:
    page = client.get("/cases/coverage").text
    assert numbers(page) == {}
    assert text_of(page).count("no data") == 12
    desk.hearing(desk.register(), MONDAY)
    found = numbers(client.get("/cases/coverage").text)
    assert found == {
        ("week", "required"): "0/1",
        ("week", "clashes"): "0/1",
        ("week", "absent"): "0/1",
    }


def test_days_that_cannot_be_read_are_told_and_narrow_nothing(
    client: FlaskClient, desk: Desk
) -> None:
    past(desk)
    for query, words in (
        ("from=31.02.2026", "until then it is the month so far"),
        ("from=20.11.2026&to=01.11.2026", "The period must begin before it ends."),
    ):
        page = client.get(f"/cases/coverage?{query}").text
        assert words in text_of(page)
        assert numbers(page)["period", "required"] == "2/2"


def test_an_office_sees_its_own_hearings_and_those_below_it(web: Web, desk: Desk) -> None:
    week(desk)
    above = web.client("abay.head")
    page = above.get("/cases/coverage").text
    assert numbers(page)["week", "required"] == "3/4"
    assert numbers(above.get("/cases/coverage?office=3").text)["week", "required"] == "3/4"
    assert numbers(above.get("/cases/coverage?office=4").text) == {}
    assert numbers(above.get("/cases/coverage?office=7").text)["week", "required"] == "3/4"
    for login in ("abay2.head", "turan.head"):
        assert numbers(web.client(login).get("/cases/coverage").text) == {}
    assert web.client("abay.administrator").get("/cases/coverage").status_code == 403


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements sent meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_the_page_asks_as_many_statements_for_many_hearings_as_for_none(
    web: Web, desk: Desk
) -> None:
    client = web.client("abay.head")
    with web.app.app_context():
        engine = web.app.extensions["sqlalchemy"].engine
    client.get("/cases/coverage")
    with counted(engine) as none:
        client.get("/cases/coverage")
    week(desk)
    past(desk)
    with counted(engine) as many:
        client.get("/cases/coverage")
    assert len(many) == len(none)


@pytest.mark.parametrize("value", [10**30, -(10**30), True, "x", 1.5])
def test_a_forged_place_in_the_list_ends_in_no_error(client: FlaskClient, value: object) -> None:
    raw = json.dumps([value, 1, 0]).encode()
    place = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    assert client.get(f"/cases/coverage?page={place}").status_code == 200
