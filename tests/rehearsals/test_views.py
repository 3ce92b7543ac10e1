"""Pages of decrees: entered, rehearsed, applied, undone; who sees what of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
import time_machine
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse as Response

from config.settings import Settings
from supervision.app import create_app
from supervision.core.db import engine_for
from supervision.core.transaction import transaction
from supervision.house import at_work
from supervision.rehearsals.operations import apply_law
from supervision.rehearsals.printed import EXTENSION, Printed
from tests.conftest import NOW, Web
from tests.exchange.test_upload_guard import book
from tests.rehearsals.conftest import AT, Desk
from tests.rehearsals.test_operations import MONDAY, THURSDAY

FIELDS = {
    "number": "123",
    "dated": "18.11.2026",
    "title": "О переносе дней отдыха",
    "lines-0-off_on": "24.11.2026",
    "lines-0-working_on": "21.11.2026",
}


@pytest.fixture(autouse=True)
def november() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def browser(web: Web, desk: Desk) -> FlaskClient:
    desk.receive(1, THURSDAY)
    desk.receive(2, MONDAY, office_id=7)
    desk.session.commit()
    return web.client("gpo.department")


def applied(browser: FlaskClient) -> str:
    answer = browser.post("/calendar/decrees/new", data={**FIELDS, "version": "0"})
    assert answer.status_code == 302, answer.text
    return str(answer.headers["Location"])


def seen(browser: FlaskClient, path: str, query: dict[str, str] | None = None) -> str:
    """The version that the form of a page carries."""
    found = re.search(
        r'name="version"[^>]*value="([0-9]+)"', browser.get(path, query_string=query).text
    )
    assert found is not None
    return found.group(1)


def undo(browser: FlaskClient, place: str, version: str, reason: str = "Қате") -> Response:
    return browser.post(f"{place}/undo", data={"reason": reason, "version": version})


def stored(web: Web, statement: str) -> object:
    engine = engine_for(web.roles.backup_url)
    with engine.connect() as connection:
        found = connection.scalar(text(statement))
    engine.dispose()
    return found


def test_a_rehearsal_shows_what_moves_and_stores_nothing(web: Web, browser: FlaskClient) -> None:
    page = browser.get("/calendar/decrees/new", query_string=FIELDS)
    assert page.status_code == 200
    told = " ".join(page.text.split())
    assert told.index("2/2026") < told.index("1/2026"), "the shortened duty stands first"
    assert "23 Nov 2026" in told and "21 Nov 2026" in told and "25 Nov 2026" in told
    assert "Karatau District Office" in told and "Auezov District Office" in told
    assert stored(web, "select count(*) from law_change") == 0
    narrowed = browser.get("/calendar/decrees/new", query_string={**FIELDS, "office": "7"})
    assert "2/2026" in narrowed.text and "1/2026" not in narrowed.text


def test_applying_moves_the_duties_and_undoing_brings_them_back(
    web: Web, browser: FlaskClient
) -> None:
    days = "select string_agg(due_on::text, ' ' order by id) from duty"
    place = applied(browser)
    assert stored(web, days) == "2026-11-25 2026-11-21"
    page = browser.get(place)
    assert "№ 123" in page.text and "2/2026" in page.text and "Undo the decree" in page.text
    version = seen(browser, f"{place}/undo")
    assert undo(browser, place, version, reason="").status_code == 422
    assert undo(browser, place, "0").status_code == 409
    assert undo(browser, place, version).status_code == 302
    assert stored(web, days) == "2026-11-24 2026-11-23"
    log = browser.get("/calendar/decrees")
    assert "undone" in log.text and "№ 123" in log.text


def test_every_page_counts_by_the_decree_at_once(web: Web, browser: FlaskClient) -> None:
    place = applied(browser)
    other = web.client("abay1.assistant")
    year = other.get("/calendar/2026")
    assert "Government decree No. 123 of 2026-11-18" in year.text
    asked = {
        "start": "19.11.2026",
        "amount": "5",
        "unit": "calendar_day",
        "day_off": "next_working_day",
    }
    assert "25 November 2026" in other.get("/law/calculator", query_string=asked).text
    own = other.get(place)
    assert "1/2026" in own.text and "2/2026" not in own.text, "each office sees its own"
    undo(browser, place, seen(browser, f"{place}/undo"))
    assert "decree No. 123" not in other.get("/calendar/2026").text


def test_the_history_of_a_duty_leads_to_the_decree(web: Web, browser: FlaskClient) -> None:
    place = applied(browser)
    number = stored(web, "select min(id) from duty")
    page = web.client("abay1.assistant").get(f"/duties/{number}")
    assert f'href="{place}"' in page.text and "Government decree No. 123" in page.text


def test_a_decree_with_mistakes_keeps_what_was_typed(browser: FlaskClient) -> None:
    wrong = {**FIELDS, "lines-0-off_on": "21.11.2026", "lines-0-working_on": "", "number": "77-қ"}
    for answer in (
        browser.get("/calendar/decrees/new", query_string=wrong),
        browser.post("/calendar/decrees/new", data=wrong),
    ):
        assert answer.status_code == 422
        assert "21.11.2026 is a day off already." in answer.text
        assert 'value="77-қ"' in answer.text
    unreadable = browser.post(
        "/calendar/decrees/new", data={**FIELDS, "lines-0-off_on": "31.02.2026"}
    )
    assert unreadable.status_code == 422 and "31.02.2026" in unreadable.text


def test_a_calendar_changed_meanwhile_is_shown_before_anything_is_applied(
    web: Web, browser: FlaskClient
) -> None:
    applied(browser)
    later = {**FIELDS, "number": "124", "lines-0-off_on": "26.11.2026", "lines-0-working_on": ""}
    answer = browser.post(
        "/calendar/decrees/new", data={**later, "version": "0"}, follow_redirects=True
    )
    assert "changed meanwhile" in answer.text and 'value="124"' in answer.text
    assert "Apply the decree" in answer.text and 'value="26.11.2026"' in answer.text
    assert stored(web, "select count(*) from law_change") == 1
    version = seen(browser, "/calendar/decrees/new", later)
    again = browser.post("/calendar/decrees/new", data={**later, "version": version})
    assert again.status_code == 302


def test_a_decree_another_builds_on_says_so_instead_of_a_form(browser: FlaskClient) -> None:
    place = applied(browser)
    version = seen(browser, f"{place}/undo")
    second = {**FIELDS, "number": "124", "lines-0-off_on": "26.11.2026", "lines-0-working_on": ""}
    browser.post("/calendar/decrees/new", data=second)
    page = browser.get(f"{place}/undo")
    assert "№ 124 of 18 Nov 2026 builds on this one" in page.text
    refused = undo(browser, place, version)
    assert refused.status_code == 422 and "builds on this one" in refused.text


def test_an_administrator_is_told_how_many_and_not_of_which_cases(
    web: Web, browser: FlaskClient
) -> None:
    administrator = web.client("gpo.administrator")
    page = administrator.get("/calendar/decrees/new", query_string=FIELDS)
    assert "Karatau District Office" in page.text and "2/2026" not in page.text
    place = applied(administrator)
    assert "2/2026" not in administrator.get(place).text
    assert "Karatau District Office" in administrator.get(place).text


@pytest.mark.parametrize("login", ["abay.administrator"])
def test_an_oblast_is_told_who_enters_decrees(web: Web, login: str) -> None:
    client = web.client(login)
    page = client.get("/calendar/decrees/new", query_string=FIELDS)
    assert page.status_code == 200 and "only the General Prosecutor" in page.text
    assert client.post("/calendar/decrees/new", data=FIELDS).status_code == 403


def test_the_year_leads_to_the_decree_and_the_history_says_it_was_undone(
    web: Web, browser: FlaskClient
) -> None:
    place = applied(browser)
    number = stored(web, "select min(id) from duty")
    assistant = web.client("abay1.assistant")
    assert f'href="{place}"' in assistant.get("/calendar/2026").text
    assert "(undone)" not in assistant.get(f"/duties/{number}").text
    undo(browser, place, seen(browser, f"{place}/undo"))
    assert f'href="{place}"' not in assistant.get("/calendar/2026").text
    assert "(undone)" in assistant.get(f"/duties/{number}").text


def test_a_paper_that_names_the_old_day_is_told_of_before_and_after(
    web: Web, browser: FlaskClient
) -> None:
    asked: list[int] = []

    def papers(_session: Session, duties: Sequence[int]) -> list[Printed]:
        asked.extend(duties)
        return [
            Printed(
                duties[0], "Journal № 17", date(2026, 11, 19), date(2026, 11, 23), "/journal/17"
            ),
            Printed(duties[1], "Journal № 18", date(2026, 11, 19), date(2026, 1, 1)),
        ]

    web.app.extensions[EXTENSION] = papers
    page = browser.get("/calendar/decrees/new", query_string=FIELDS).text
    assert "Already stands in Journal № 17 of 19 Nov 2026" in page and "/journal/17" in page
    assert "Papers already printed name days that change" in page
    assert "Journal № 18" not in page, "it names another day"
    assert "Journal № 17" in browser.get(applied(browser)).text
    assert len(asked) == 4


def test_a_change_of_the_law_data_has_a_page_and_no_way_to_undo_it(
    web: Web, browser: FlaskClient, desk: Desk
) -> None:
    with transaction(desk.session):
        change, _done = apply_law(
            desk.session, desk.actor, (), law=desk.law, reason="№ 36 бұйрық", at=AT
        )
    page = browser.get(f"/calendar/decrees/{change.id}").text
    assert "№ 36 бұйрық" in page and "Undo" not in page
    assert "№ 36 бұйрық" in browser.get("/calendar/decrees").text
    assert browser.get(f"/calendar/decrees/{change.id}/undo").status_code == 404
    assert undo(browser, f"/calendar/decrees/{change.id}", "1").status_code == 404


def test_a_process_that_runs_already_counts_by_the_decree_too(
    web: Web, browser: FlaskClient, settings_of_test: Settings
) -> None:
    other = Web(create_app(settings_of_test), web.roles, web.world)
    reader = other.client("turan1.head")
    assert "decree No. 123" not in reader.get("/calendar/2026").text
    place = applied(browser)
    assert "decree No. 123" in reader.get("/calendar/2026").text
    with at_work(other.app) as house:
        assert not house.law.calendar.works_on(date(2026, 11, 24))
    undo(browser, place, seen(browser, f"{place}/undo"))
    assert "decree No. 123" not in reader.get("/calendar/2026").text
    with other.app.app_context():
        other.app.extensions["sqlalchemy"].engine.dispose()


def test_a_decree_of_a_sheet_is_rehearsed_as_a_typed_one_and_every_wrong_row_is_named(
    web: Web, browser: FlaskClient
) -> None:
    empty = browser.post("/calendar/decrees/sheet/empty")
    titles = (
        CalamineWorkbook.from_filelike(BytesIO(empty.data)).get_sheet_by_index(0).to_python()[0]
    )

    def send(content: bytes, name: str = "decree.xlsx") -> Response:
        data = {"file": (BytesIO(content), name)}
        return browser.post(
            "/calendar/decrees/sheet", data=data, content_type="multipart/form-data"
        )

    decree = ["123", date(2026, 11, 18), "О переносе дней отдыха"]
    right = [*decree, date(2026, 11, 24), "21.11.2026"]
    sent = send(book(titles, right))
    assert sent.status_code == 302, sent.text
    assert "№ 123" in browser.get(sent.headers["Location"]).text
    typed = browser.get("/calendar/decrees/new", query_string=FIELDS).text
    assert _without_keys(browser.get(sent.headers["Location"]).text) == _without_keys(typed)
    wrong = send(book(titles, right, [*decree, "31.02.2026"], [*decree], ["124", *right[1:]]))
    assert wrong.status_code == 422
    for row, words in ((3, "There is no such day"), (4, "at least one day"), (5, "another decree")):
        assert re.search(f"Row {row}: [^<]*{words}", wrong.text), row
    own = send("number;dated;title;Күн\n1;18.11.2026;a;\n".encode(), "own.csv")
    assert own.status_code == 422 and "Nobody knows these columns: Күн." in own.text
    assert stored(web, "select count(*) from law_change") == 0
    district = web.client("abay1.head").post("/calendar/decrees/sheet")
    assert district.status_code == 403


def _without_keys(page: str) -> str:
    """A page without the keys that are drawn anew each time it is shown."""
    return re.sub(r'name="(idempotency_key|csrf_token)" value="[^"]*"', "", page)
