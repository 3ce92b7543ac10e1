"""The pages of petitions, as a browser without JavaScript meets them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from supervision.cases.operations import load_courts
from supervision.core import clock
from supervision.core.access import Actor
from supervision.core.transaction import transaction
from supervision.petitions import operations
from supervision.petitions.models import Petition
from supervision.petitions.rules.examining import Extension, RequestWay
from tests.conftest import TODAY, Web
from tests.factories.cases import COURTS, Desk, courts_by_code
from tests.factories.pages import text_of
from tests.factories.petitions import ALL_ITEMS, Counter
from tests.factories.protests import ProtestDesk

Acting = Callable[[str], Actor]
TYPED = {
    "kind": "appellate_protest",
    "received_on": "18.11.2026",
    "came_by": "post",
    "petitioner_kind": "person",
    "petitioner_name": "Омарова Әсел",
    "identity_number": "850314400017",
    "address": "Семей",
    "subject": "Қаулының күшін жою",
    "case_number": "6301-26-00-3/5",
    "categories": "tax",
    "entered_into_force": "yes",
}
RAW_KEY = re.compile(r"(?:petitions|audit)\.[a-z_]+\.[a-z_.]+(?![a-z_./]*\.(?:css|js))")


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock; it says Friday, 20 November 2026."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)


@pytest.fixture
def client(web: Web) -> FlaskClient:
    return web.client("abay1.assistant")


def version_on(client: FlaskClient, path: str) -> str:
    found = re.search(r'name="version"[^>]*value="(\d+)"', client.get(path).text)
    assert found is not None, path
    return found.group(1)


def page(web: Web, login: str, path: str, language: str = "en", status: int = 200) -> str:
    answer = web.client(login, language).get(path)
    assert answer.status_code == status, (path, answer.status_code)
    shown = text_of(answer.text)
    assert not RAW_KEY.search(shown), RAW_KEY.findall(shown)
    return shown


def test_a_petition_is_typed_in_and_its_page_explains_the_term(
    client: FlaskClient, web: Web
) -> None:
    form = client.get("/petitions/new")
    key = re.search(r'name="idempotency_key"[^>]*value="([^"]+)"', form.text)
    assert key is not None
    sent = client.post("/petitions/new", data={**TYPED, "idempotency_key": key.group(1)})
    assert sent.status_code == 302
    for language in ("kk", "ru", "en"):
        shown = page(web, "abay1.assistant", sent.location, language)
        assert "2026-0001" in shown and "Омарова Әсел" in shown
    assert "9 Dec 2026" in shown and "15th working day 2026-12-09" in shown
    assert "2015 ¶18" in shown
    again = client.post("/petitions/new", data={**TYPED, "idempotency_key": key.group(1)})
    assert again.location == sent.location, "a double click registers once"


def test_a_refused_form_keeps_what_was_typed(client: FlaskClient) -> None:
    wrong = {**TYPED, "received_on": "25.11.2026", "identity_number": "850314400018"}
    answer = client.post("/petitions/new", data=wrong)
    assert answer.status_code == 422
    assert "Омарова Әсел" in answer.text and "25.11.2026" in answer.text
    shown = text_of(answer.text)
    assert "A petition cannot be received after today." in shown
    assert "The last digit does not fit the others" in shown


def test_a_repeated_petition_is_shown_before_it_is_kept(client: FlaskClient) -> None:
    first = client.post("/petitions/new", data=TYPED)
    told = client.post("/petitions/new", data={**TYPED, "petitioner_name": "ОМАРОВА Әсел"})
    assert told.status_code == 422
    assert "Repeats 2026-0001 of 18 Nov 2026" in told.text
    number = first.location.rsplit("/", 1)[1]
    repeated = client.post("/petitions/new", data={**TYPED, "repeats": number})
    assert repeated.status_code == 302
    shown = text_of(client.get(repeated.location).text)
    assert "Repeats petition 2026-0001" in shown
    assert "1 other petition of this petitioner" in shown
    other = client.post("/petitions/new", data={**TYPED, "repeats": "another"})
    assert other.status_code == 302
    listed = text_of(client.get(f"{other.location}/petitioner").text)
    assert all(f"2026-000{each}" in listed for each in (1, 2, 3))


def test_a_registered_case_is_found_and_fills_the_petition(
    client: FlaskClient, counter: Counter, acting: Acting
) -> None:
    with transaction(counter.session):
        load_courts(counter.session, COURTS)
    courts = courts_by_code(counter.session)
    desk = Desk(counter.session, counter.actor, counter.law, TODAY, courts)
    case = desk.register(number="6301-26-00-3/5", sanctions=("arrest",))
    act = desk.act(case, TODAY - timedelta(days=5))
    found = client.post("/petitions/new", data={**TYPED, "find_case": "1"})
    assert found.status_code == 200 and f'value="{case.id}-{act.id}"' in found.text
    nothing = client.post("/petitions/new", data={**TYPED, "case_number": "0", "find_case": "1"})
    assert "No case with this number is registered" in nothing.text
    sent = client.post("/petitions/new", data={**TYPED, "linked": f"{case.id}-{act.id}"})
    shown = client.get(sent.location).text
    assert f'href="/cases/{case.id}"' in shown
    assert "administrative arrest" in text_of(shown)
    assert sent.location in client.get(f"/cases/{case.id}").text, "the case leads to its petition"


def test_the_steps_of_a_petition_go_by_their_forms(
    client: FlaskClient, counter: Counter, web: Web
) -> None:
    number = counter.register().id
    path, me = f"/petitions/{number}", str(counter.actor.user_id)
    steps: tuple[tuple[str, dict[str, str]], ...] = (
        ("assign", {"examiner_id": me, "reached_on": "20.11.2026"}),
        ("edit", {**TYPED, "additional_study": "y"}),
        (
            "requests/new",
            {
                "what": "case_file",
                "addressee": "Сот",
                "order_number": "О-7",
                "ordered_on": "20.11.2026",
            },
        ),
        ("conclusion", {"found_on": "20.11.2026", "arguments": "a", "reasons": "b"}),
    )
    for step, fields in steps:
        version = version_on(client, f"{path}/{step}") if step != "requests/new" else "1"
        sent = client.post(f"{path}/{step}", data={**fields, "version": version})
        assert sent.status_code == 302, (step, text_of(sent.text))
    request = re.search(rf"{path}/requests/(\d+)", client.get(path).text)
    assert request is not None
    way = f"{path}/requests/{request.group(1)}"
    days = {"request_number": "С-1", "sent_on": "20.11.2026", "received_on": "20.11.2026"}
    early = {**days, "received_on": "19.11.2026", "version": version_on(client, way)}
    assert client.post(way, data=early).status_code == 422
    assert client.post(way, data={**early, **days}).status_code == 302
    shown = page(web, "abay1.assistant", path)
    assert "27 Nov 2026" in shown, "the court's seventh day after the 20th"
    assert "The court performs the request within seven days" in page(
        web, "abay1.assistant", f"{way}/letter"
    )
    assert "О-7" in page(web, "abay1.assistant", f"{way}/order", "kk")
    head = web.client("abay.head")
    assert client.get(f"{path}/conclusion/decide").status_code == 403
    assert web.client("abay1.head").get(f"{path}/conclusion/decide").status_code == 403
    decided = {
        "decision": "approve",
        "decided_on": "20.11.2026",
        "version": version_on(head, f"{path}/conclusion/decide"),
    }
    assert head.post(f"{path}/conclusion/decide", data=decided).status_code == 302
    assert "APPROVED" in page(web, "abay.head", f"{path}/conclusion/paper")
    answer = {
        "kind": "refused",
        "number": "7-1",
        "sent_on": "20.11.2026",
        "text": "Негіз жоқ",
        "version": version_on(client, f"{path}/answer"),
    }
    assert client.post(f"{path}/answer", data=answer).status_code == 302
    letter = re.search(rf"{path}/letters/\d+", client.get(path).text)
    assert letter is not None
    said = page(web, "abay1.assistant", letter.group(0))
    assert "7-1" in said and "right to complain to a higher prosecutor" in said
    assert client.get(f"{path}/answer").status_code == 409, "an answered petition is closed"


def test_the_second_reader_is_told_and_keeps_the_text(
    client: FlaskClient, counter: Counter, web: Web
) -> None:
    number = counter.register().id
    path = f"/petitions/{number}/edit"
    other = web.client("abay1.second")
    mine, theirs = version_on(client, path), version_on(other, path)
    first = {**TYPED, "subject": "Бірінші", "version": mine}
    assert client.post(path, data=first).status_code == 302
    late = other.post(path, data={**TYPED, "subject": "Екінші", "version": theirs})
    assert late.status_code == 409
    assert "Екінші" in late.text and "abay1.assistant" in late.text
    assert version_on(client, path) in re.findall(r'name="version"[^>]*value="(\d+)"', late.text)


def test_a_forwarded_petition_leaves_the_register_and_stays_in_the_trail(
    client: FlaskClient, counter: Counter, web: Web
) -> None:
    number = counter.register(kind="cassation_protest").id
    path = f"/petitions/{number}"
    assert "By law GPO resolves this petition" in text_of(client.get(path).text)
    form = client.get(f"{path}/forward").text
    assert re.search(r'<option selected value="1">', form), "the competent office is proposed"
    data = {
        "to_office_id": "1",
        "reason": "2015 ¶27",
        "version": version_on(client, f"{path}/forward"),
    }
    sent = client.post(f"{path}/forward", data=data)
    assert sent.location == "/petitions/forwarded"
    assert client.get(path).status_code == 404
    assert "2026-0001" in text_of(client.get("/petitions/forwarded").text)
    assert "No petition is registered yet" in client.get("/petitions").text
    shown = page(web, "gpo.head", path)
    assert "Auezov District Office → GPO" in shown and "2015 ¶27" in shown


def test_the_register_is_narrowed_searched_and_turned_page_by_page(
    client: FlaskClient, counter: Counter
) -> None:
    names = [f"Петиционер {place:03}" for place in range(52)]
    for name in names:
        counter.register(petitioner_name=name, identity_number="", case_number="")
    counter.register(kind="other", petitioner_name="Бөлек Адам", identity_number="")
    first = client.get("/petitions")
    assert first.text.count('<th scope="row"') == 50
    following = re.search(r'href="([^"]*page=[^"]*)"[^>]*>[^<]*Next', first.text)
    assert following is not None
    second = client.get("/petitions" + unescape(following.group(1)))
    assert second.text.count('<th scope="row"') == 3
    for query, rows in (
        ("q=бол+адам", 1),
        ("q=2026-0003", 1),
        ("q=%25", 0),
        ("kind=other", 1),
        ("state=resolved", 0),
        ("kind=piracy", 50),
        ("from=19.11.2026", 0),
        (f"assignee={counter.actor.user_id}", 0),
    ):
        assert client.get(f"/petitions?{query}").text.count('<th scope="row"') == rows, query
    listed = client.get("/petitions?sort=petitioner").text
    assert listed.index("Бөлек Адам") < listed.index("Петиционер 000")


def test_the_lists_of_the_chiefs_show_courts_extensions_and_terms(
    counter: Counter, acting: Acting, web: Web
) -> None:
    october = counter.on(date(2026, 10, 30))
    late = october.examined(date(2026, 10, 30), petitioner_name="Кешіккен сот")
    request = october.order(late)
    way = RequestWay("15-26", date(2026, 10, 30), date(2026, 11, 2), None)
    counter.do(operations.record_request_way, late.id, request.id, way)
    near = counter.register(
        petitioner_name="Жақын", received_on=date(2026, 11, 3), act_made_on=None, is_new=True
    )
    head = counter.as_(acting("abay1.head"))
    entry = Extension(TODAY, date(2026, 12, 20), "Сараптама")
    longer = head.register(petitioner_name="Ұзартылған", is_new=True)
    head.do(operations.extend_petition, longer.id, entry)
    for language in ("kk", "ru", "en"):
        shown = page(web, "abay.head", "/petitions/control", language)
        for found in (late, near, longer):
            assert found.number in shown
    courts, _heading, rest = shown.partition("Overdue")
    assert late.number in courts and "performs the request for the case file" in courts
    assert "Әуезов соты" in courts and "Сараптама" in rest


def test_a_cassation_petition_is_checked_returned_and_its_letter_names_what_lacks(
    counter: Counter, acting: Acting, web: Web
) -> None:
    gpo = counter.as_(acting("gpo.head"))
    number = gpo.register(kind="cassation_protest").id
    path, browser = f"/petitions/{number}", web.client("gpo.head")
    held = [code for code in ALL_ITEMS if code not in ("signature", "power_of_attorney")]
    data = {
        "present": held,
        "checked_on": "20.11.2026",
        "version": version_on(browser, f"{path}/checklist"),
    }
    assert browser.post(f"{path}/checklist", data=data).status_code == 302
    shown = page(web, "gpo.head", path)
    assert "Signature of the petitioner" in shown
    letter = {
        "number": "8-1",
        "sent_on": "20.11.2026",
        "version": version_on(browser, f"{path}/return"),
    }
    assert browser.post(f"{path}/return", data=letter).status_code == 302
    place = re.search(rf"{path}/letters/\d+", browser.get(path).text)
    assert place is not None
    said = page(web, "gpo.head", place.group(0), "ru")
    assert "Подпись заявителя или представителя" in said and "обратиться повторно" in said


def test_an_oblast_reports_the_check_it_was_ordered(
    counter: Counter, acting: Acting, web: Web
) -> None:
    gpo = counter.as_(acting("gpo.head"))
    found = gpo.register(kind="cassation_protest")
    browser = web.client("gpo.head")
    ordered = browser.post(
        f"/petitions/{found.id}/checks/new",
        data={"oblast_id": "2", "number": "Т-1", "task": "Тексеру", "due_on": "04.12.2026"},
    )
    assert ordered.status_code == 302
    place = re.search(r"/petitions/checks/\d+", browser.get(f"/petitions/{found.id}").text)
    assert place is not None
    oblast = web.client("abay.senior")
    assert "Тексеру" in page(web, "abay.senior", place.group(0), "kk")
    sent = oblast.post(
        f"{place.group(0)}/report",
        data={
            "report": "Анықталды",
            "reported_on": "20.11.2026",
            "version": version_on(oblast, f"{place.group(0)}/report"),
        },
    )
    assert sent.status_code == 302
    assert "Анықталды" in page(web, "gpo.head", place.group(0))
    assert web.client("turan.head").get(place.group(0)).status_code == 404
    assert oblast.get(f"/petitions/{found.id}").status_code == 404


def test_only_a_chief_sees_the_form_of_an_extension(
    client: FlaskClient, counter: Counter, web: Web
) -> None:
    number = counter.register().id
    assert client.get(f"/petitions/{number}/extend").status_code == 403
    head = web.client("abay1.head")
    path = f"/petitions/{number}/extend"
    shown = text_of(head.get(path).text)
    assert "The ordinary term ends on 9 Dec 2026." in shown and "9 Feb 2027" in shown
    beyond = {"decided_on": "20.11.2026", "until_on": "10.02.2027", "reason": "x"}
    assert head.post(path, data={**beyond, "version": version_on(head, path)}).status_code == 422
    within = {**beyond, "until_on": "29.01.2027", "version": version_on(head, path)}
    assert head.post(path, data=within).status_code == 302
    notice = f"/petitions/{number}/extension-notice"
    letter = {"number": "5", "sent_on": "20.11.2026", "version": version_on(client, notice)}
    assert client.post(notice, data=letter).status_code == 302


def test_nothing_is_kept_of_a_form_that_was_refused(client: FlaskClient, counter: Counter) -> None:
    client.post(
        "/petitions/new", data={**TYPED, "subject": "", "idempotency_key": str(uuid.uuid4())}
    )
    assert counter.session.scalar(select(func.count()).select_from(Petition)) == 0


def test_a_granted_petition_leads_to_its_registered_protest(
    client: FlaskClient, counter: Counter, acting: Acting, web: Web
) -> None:
    """The act's copy came on 16 November, so the window is open and the head may bring a protest."""
    with transaction(counter.session):
        load_courts(counter.session, COURTS)
    head, courts = acting("abay1.head"), courts_by_code(counter.session)
    desk = Desk(counter.session, head, counter.law, TODAY, courts)
    case = desk.register(sanctions=("arrest",), received_by_court_on=TODAY - timedelta(days=9))
    act = desk.act(case, TODAY - timedelta(days=5), copy_on=TODAY - timedelta(days=4))
    room = ProtestDesk(counter.session, head, counter.law, TODAY)
    protest = room.bring(room.draft(act), TODAY)
    found = counter.as_(head).register(case_id=case.id, act_id=act.id, received_on=TODAY)
    path, browser = f"/petitions/{found.id}/answer", web.client("abay1.head")
    answer = {
        "kind": "granted",
        "number": "7-3",
        "sent_on": "20.11.2026",
        "protest_id": str(protest.id + 1),
        "version": version_on(browser, path),
    }
    assert browser.post(path, data=answer).status_code == 422, "a protest of no such case"
    assert browser.post(path, data={**answer, "protest_id": str(protest.id)}).status_code == 302
    shown = client.get(f"/petitions/{found.id}").text
    assert f'href="/protests/{protest.id}"' in shown
    assert "Granted by protest 2-15/26 of 20 Nov 2026" in text_of(shown)
