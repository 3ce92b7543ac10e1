"""The pages of cases, as a browser without JavaScript meets them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from supervision.cases import operations
from supervision.cases.models import AdminCase, CaseTransfer, Notice
from supervision.cases.rules.case import ArticleEntry
from supervision.core import clock
from supervision.core.access import Actor
from tests.conftest import TODAY, Web
from tests.factories.cases import TRANSPORT_OFFICE, Desk

Acting = Callable[[str], Actor]
MINOR = {"birth_on": date(2010, 1, 1), "identity_number": ""}  # 16 on the day of the offence
RAIL = {"transport_field": "rail", "sanctions": ("confiscation",)}


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock; it says Friday, 20 November 2026."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)


@pytest.fixture
def client(web: Web) -> FlaskClient:
    return web.client("abay1.assistant")


@pytest.fixture
def typed(courts: dict[str, int]) -> Callable[..., dict[str, str]]:
    """What a district prosecutor types in a hurry to register a case."""

    def fill(**changes: str) -> dict[str, str]:
        return {
            "number": "6301-26-00-3/77",
            "court_id": str(courts["10-01-D"]),
            "articles-0-article": "440",
            "articles-0-part": "1",
            "articles-1-article": "",
            "opened_by": "authorised_body",
            "opened_by_name": "Полиция департаменті",
            "offender_kind": "person",
            "offender_name": "Ахметов Нұрлан",
            "birth_on": "14.03.1985",
            "offence_on": "10.11.2026",
            "received_by_court_on": "16.11.2026",
            "idempotency_key": str(uuid.uuid4()),
        } | changes

    return fill


def text_of(page: str) -> str:
    """What a reader sees: no tags, single blanks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def hidden(page: str, name: str) -> str:
    """A hidden value the form on this page carries."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found is not None
    return found.group(1)


def test_a_case_is_registered_and_its_page_tells_the_grounds_with_their_facts(
    client: FlaskClient, typed: Callable[..., dict[str, str]]
) -> None:
    assert client.get("/cases/new").status_code == 200
    form = typed(**{"articles-0-area": "tax", "birth_on": "14.03.2010", "sanctions": "arrest"})
    made = client.post("/cases/new", data=form)
    assert made.status_code == 302, text_of(made.text)
    page = client.get(made.headers["Location"])
    whole = text_of(page.text)
    for words in ("participation is mandatory", "Concerning minors", "16", "2015 ¶6", "440(1)"):
        assert words in whole
    assert "administrative arrest" in whole and "Case registered" in whole
    assert "The territorial prosecutor's general competence" in whole


def test_a_double_click_leads_to_the_same_case(
    client: FlaskClient, typed: Callable[..., dict[str, str]]
) -> None:
    form = typed()
    first, second = (client.post("/cases/new", data=form) for _ in range(2))
    assert first.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": ""}, "This must be filled in."),
        ({"birth_on": "31.02.1985"}, "Write the day as dd.mm.yyyy."),
        ({"birth_on": ""}, "Enter the birth date"),
        ({"offence_on": "21.11.2026"}, "cannot be dated after today"),
        ({"court_id": "900000"}, "Choose a first-instance court"),
        ({"court_id": "<script>"}, "Choose a first-instance court"),
        ({"articles-0-article": "tax"}, "An article is a number"),
        ({"articles-0-chapter": "LX"}, "The code has no such chapter."),
        ({"articles-0-article": "", "articles-0-part": ""}, "Name at least one article"),
        ({"identity_number": "850314400018"}, "last digit does not fit"),
        ({"opened_by": "prosecutors_office"}, "Name the prosecutor's office"),
        ({"military_status": "general"}, "one of the listed values"),
        ({"decided_on": "12.11.2026"}, "this day is too early"),
        ({"assignee_id": "7000"}, "colleague of your own office"),
    ],
)
def test_a_wrong_entry_comes_back_with_all_that_was_typed(
    client: FlaskClient,
    session: Session,
    acting: Acting,
    typed: Callable[..., dict[str, str]],
    changes: dict[str, str],
    words: str,
) -> None:
    sent = client.post("/cases/new", data=typed(**changes))
    assert sent.status_code == 422
    assert words in text_of(sent.text)
    assert "Ахметов Нұрлан" in sent.text and "Полиция департаменті" in sent.text
    chosen = {"court_id", "opened_by", "military_status", "assignee_id"}
    for name, value in changes.items():
        assert name in chosen or f'value="{value}"' in sent.text
    acting("abay1.assistant")
    assert session.scalar(select(func.count()).select_from(AdminCase)) == 0


def test_another_article_adds_a_block_keeps_what_was_typed_and_errors_find_their_block(
    client: FlaskClient, typed: Callable[..., dict[str, str]]
) -> None:
    more = client.post("/cases/new", data=typed(add_article="1", number="77/5"))
    assert more.status_code == 200
    assert 'name="articles-2-article"' in more.text and 'value="77/5"' in more.text
    wrong = client.post("/cases/new", data=typed(**{"articles-2-article": "x"}))
    assert 'id="articles-2-article-error"' in wrong.text
    made = client.post("/cases/new", data=typed(**{"articles-2-article": "434"}))
    assert "440(1), 434" in text_of(client.get(made.headers["Location"]).text)


def test_the_register_is_narrowed_searched_and_sorted(client: FlaskClient, desk: Desk) -> None:
    desk.register(number="1/26", **MINOR)
    tax = desk.register(
        number="2/26",
        offender_name="ТОО «Жетісу»",
        articles=(ArticleEntry("275", "1", "tax"),),
        received_by_court_on=date(2026, 11, 12),
    )
    desk.act(tax, date(2026, 11, 19))
    desk.register(number="3/26")
    for query, found in (
        ({}, ["3/26", "2/26", "1/26"]),
        ({"sort": "number"}, ["1/26", "2/26", "3/26"]),
        ({"sort": "received_on"}, ["2/26", "1/26", "3/26"]),
        ({"ground": "minor"}, ["1/26"]),
        ({"ground": "tax"}, ["2/26"]),
        ({"state": "decided"}, ["2/26"]),
        ({"state": "undecided"}, ["3/26", "1/26"]),
        ({"q": "жетису"}, ["2/26"]),
        ({"q": "850314"}, ["3/26", "2/26"]),
        ({"q": "%"}, []),
        ({"to": "13.11.2026"}, ["2/26"]),
        ({"from": "13.11.2026"}, ["3/26", "1/26"]),
        ({"court": str(desk.courts["10-01-D"])}, ["3/26", "2/26", "1/26"]),
        ({"ground": "'", "court": "9" * 30, "sort": "x", "page": "!!!"}, ["3/26", "2/26", "1/26"]),
    ):
        page = client.get("/cases", query_string=query)
        assert page.status_code == 200
        assert re.findall(r'<a href="/cases/\d+\?[^"]*">([^<]+)</a>', page.text) == found, query
    assert "Write the days as dd.mm.yyyy" in client.get("/cases?from=31.02.2026").text


def test_the_register_goes_page_by_page_at_the_same_cost_for_many_as_for_one(
    web: Web, desk: Desk
) -> None:
    client, counts, seen = web.client("abay.head"), [], []
    for more in (1, 59):
        for _ in range(more):
            desk.register(**MINOR)
        with web.app.app_context():
            engine = web.app.extensions["sqlalchemy"].engine
        statements: list[str] = []

        def count(*given: object, kept: list[str] = statements) -> None:
            kept.append(str(given[2]))

        client.get("/account")  # what the watchdog sees is kept for some seconds
        event.listen(engine, "before_cursor_execute", count)
        page = client.get("/cases")
        event.remove(engine, "before_cursor_execute", count)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 16
    for _ in range(4):
        seen += re.findall(r'<a href="/cases/(\d+)\?', page.text)
        following = re.search(r'rel="next" href="([^"]+)"', page.text)
        if following is None:
            break
        page = client.get("/cases" + unescape(following.group(1)))
    assert len(seen) == len(set(seen)) == 60


def test_strangers_see_no_case_and_those_above_record_nothing_in_it(web: Web, desk: Desk) -> None:
    case = desk.register(**MINOR)
    stranger = web.client("turan1.head")
    steps = ("", "/edit", "/assign", "/overrule", "/order", "/notice", "/hand-over")
    for step in (*steps, "/term-breach", "/responses/new", "/overrules/1", "/orders/1"):
        assert stranger.get(f"/cases/{case.id}{step}").status_code == 404, step
    assert case.number not in stranger.get("/cases").text
    oblast = web.client("abay.head")
    assert "Correct the case" not in oblast.get(f"/cases/{case.id}").text
    for step in ("edit", "assign", "overrule", "notice", "hand-over", "term-breach"):
        assert oblast.get(f"/cases/{case.id}/{step}").status_code == 403, step
    assert web.client("abay.auditor").get("/cases/new").status_code == 403
    assert oblast.get(f"/cases/{2**63}").status_code == 404


def test_a_ground_is_overruled_with_a_reason_that_stays_and_can_be_taken_back(
    client: FlaskClient, desk: Desk
) -> None:
    case = desk.register(**MINOR)
    step = f"/cases/{case.id}/overrule"
    form = client.get(step)
    version = hidden(form.text, "version")
    assert "Does not hold: Concerning minors" in unescape(form.text)
    assert client.post(step, data={"decision": "-minor", "reason": ""}).status_code == 422
    wrong = client.post(step, data={"decision": "-tax", "reason": "Себеп"})
    assert wrong.status_code == 422 and 'id="decision-error"' in wrong.text
    given = {"decision": "-minor", "reason": "Туған күні қате", "version": version}
    assert client.post(step, data=given).status_code == 302
    page = client.get(f"/cases/{case.id}")
    said = text_of(page.text)
    assert "overruled" in said and "Туған күні қате" in said and "not mandatory" in said
    lift = re.search(rf'href="(/cases/{case.id}/overrules/\d+)"', page.text)
    assert lift is not None
    assert "Туған күні қате" in client.get(lift.group(1)).text
    assert client.post(lift.group(1), data={"reason": "Дұрыс екен"}).status_code == 302
    assert "participation is mandatory" in text_of(client.get(f"/cases/{case.id}").text)


def test_an_order_from_above_makes_participation_mandatory_until_it_is_withdrawn(
    web: Web, desk: Desk, client: FlaskClient
) -> None:
    case = desk.register()
    assert "Order participation" not in client.get(f"/cases/{case.id}").text
    assert client.get(f"/cases/{case.id}/order").status_code == 404
    oblast = web.client("abay.head")
    assert "Order participation" in oblast.get(f"/cases/{case.id}").text
    assert oblast.post(f"/cases/{case.id}/order", data={"reason": " "}).status_code == 422
    reason = {"reason": "Резонансты іс"}
    assert oblast.post(f"/cases/{case.id}/order", data=reason).status_code == 302
    again = oblast.post(f"/cases/{case.id}/order", data=reason)
    assert again.status_code == 422 and "already" in text_of(again.text)
    said = text_of(client.get(f"/cases/{case.id}").text)
    assert "participation is mandatory" in said and "Резонансты іс" in said
    above = oblast.get(f"/cases/{case.id}").text
    withdrawal = re.search(rf'href="(/cases/{case.id}/orders/\d+)"', above)
    assert withdrawal is not None
    assert client.get(withdrawal.group(1)).status_code == 403
    assert oblast.post(withdrawal.group(1), data={"reason": "Қажеттігі жоқ"}).status_code == 302
    assert "not mandatory" in text_of(client.get(f"/cases/{case.id}").text)


def test_a_transport_case_is_notified_and_handed_over_and_both_sides_see_the_trail(
    web: Web, desk: Desk, client: FlaskClient, session: Session, acting: Acting
) -> None:
    case = desk.register(**RAIL)
    said = text_of(client.get(f"/cases/{case.id}").text)
    assert "Mandatory case in the field of transport" in said
    assert "The specialised prosecutor was not notified" in said
    over = {"to_office_id": str(TRANSPORT_OFFICE)}
    early = client.post(f"/cases/{case.id}/hand-over", data=over)
    assert early.status_code == 422 and "Notify the specialised office first" in text_of(early.text)
    form = client.get(f"/cases/{case.id}/notice").text
    notice = over | {
        "given_on": "20.11.2026",
        "given_time": "09:15",
        "means": "telephonogram",
        "given_by": "Серікова",
        "taken_by": "Омаров",
        "idempotency_key": hidden(form, "idempotency_key"),
    }
    bad = client.post(f"/cases/{case.id}/notice", data=notice | {"given_time": "25:00"})
    assert bad.status_code == 422 and 'value="25:00"' in bad.text and "Омаров" in bad.text
    unborn = client.post(f"/cases/{case.id}/notice", data=notice | {"given_on": "01.01.0001"})
    assert unborn.status_code == 422
    for _ in range(2):
        assert client.post(f"/cases/{case.id}/notice", data=notice).status_code == 302
    acting("abay1.assistant")
    assert session.scalar(select(func.count()).select_from(Notice)) == 1
    page = text_of(client.get(f"/cases/{case.id}").text)
    assert "Notice 2026-0001 · 20 Nov 2026, 09:15" in page and "Hand the case over" in page
    version = hidden(client.get(f"/cases/{case.id}/hand-over").text, "version")
    done = client.post(f"/cases/{case.id}/hand-over", data=over | {"version": version})
    assert (done.status_code, done.headers["Location"]) == (302, "/cases/notices")
    assert client.get(f"/cases/{case.id}").status_code == 404
    trail = text_of(client.get("/cases/notices").text)
    assert "Chief Transport Office" in trail and case.number in trail and "2026-0001" in trail
    acting("abay1.assistant")
    assert session.scalar(select(CaseTransfer.direction)) == "sent"
    above = text_of(web.client("gpo.head").get(f"/cases/{case.id}").text)
    assert "Handed over on 20 Nov 2026" in above and "Chief Transport Office" in above


def test_a_broken_term_of_the_court_is_marked_and_answered(client: FlaskClient, desk: Desk) -> None:
    case = desk.register()
    breach = {"step": "set_for_hearing", "description": "Мерзім өтті", "found_on": "20.11.2026"}
    assert client.post(f"/cases/{case.id}/term-breach", data=breach).status_code == 302
    again = client.post(f"/cases/{case.id}/term-breach", data=breach)
    assert again.status_code == 422 and "Мерзім өтті" in again.text
    page = client.get(f"/cases/{case.id}")
    assert "term broken" in text_of(page.text)
    assert f'href="/cases/{case.id}/rulings/new?breach=' in page.text
    answer = re.search(rf'href="(/cases/{case.id}/responses/new\?breach=(\d+))"', page.text)
    assert answer is not None and client.get(answer.group(1)).status_code == 200
    act = {
        "kind": "representation",
        "addressee": "Сот төрағасына",
        "demand": "Мерзімдерді сақтау",
        "breach_ids": answer.group(2),
    }
    drafted = client.post(f"/cases/{case.id}/responses/new", data=act)
    bring = f"{drafted.headers['Location']}/bring"
    sent = {"number": "12-08/77", "brought_on": "20.11.2026"}
    version = hidden(client.get(bring).text, "version")
    assert client.post(bring, data=sent | {"version": version}).status_code == 302
    said = text_of(client.get(f"/cases/{case.id}").text)
    assert "act of response of 20 Nov 2026" in said and "№ 12-08/77" not in said


def test_a_case_is_corrected_and_an_outdated_correction_loses_nothing(
    web: Web, client: FlaskClient, desk: Desk, typed: Callable[..., dict[str, str]]
) -> None:
    case = desk.register(**MINOR)
    form = client.get(f"/cases/{case.id}/edit").text
    assert 'value="440"' in form and 'value="01.01.2010"' in form
    version = hidden(form, "version")
    first = typed(version=version, set_for_hearing_on="18.11.2026")
    colleague = web.client("abay1.second")
    assert colleague.post(f"/cases/{case.id}/edit", data=first).status_code == 302
    mine = typed(version=version, offender_name="Менің жазғаным")
    outdated = client.post(f"/cases/{case.id}/edit", data=mine)
    assert outdated.status_code == 409
    assert "Менің жазғаным" in outdated.text
    assert "Set for hearing on: 18 Nov 2026" in text_of(outdated.text)
    anew = mine | {"version": hidden(outdated.text, "version")}
    assert client.post(f"/cases/{case.id}/edit", data=anew).status_code == 302
    assert "Менің жазғаным" in client.get(f"/cases/{case.id}").text


def test_a_case_is_given_to_a_colleague(web: Web, client: FlaskClient, desk: Desk) -> None:
    case = desk.register()
    second = str(web.world.people["abay1.second"])
    step = f"/cases/{case.id}/assign"
    assert client.post(step, data={"assignee_id": "999999"}).status_code == 422
    assert client.post(step, data={"assignee_id": second}).status_code == 302
    page = client.get("/cases", query_string={"assignee": second})
    assert case.number in page.text and "Сериков abay1.second" in page.text


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_speaks_the_readers_language_without_a_bare_key(
    web: Web, desk: Desk, language: str
) -> None:
    case = desk.register(
        **MINOR, **RAIL, opened_for=("tax_duty",), military_status="reservist_during_musters"
    )
    desk.do(
        operations.mark_court_term_breach,
        case.id,
        step="decided",
        description="Кешікті",
        found_on=TODAY,
    )
    client = web.client("abay1.assistant", language)
    steps = ("", "/edit", "/assign", "/overrule", "/notice", "/hand-over", "/term-breach")
    for address in (
        "/cases",
        "/cases/new",
        "/cases/notices",
        *(f"/cases/{case.id}{s}" for s in steps),
    ):
        page = client.get(address)
        assert page.status_code == 200, address
        said = text_of(page.text)
        assert not re.findall(r"\b(?:cases|audit|duties|law|due|responses)\.[a-z_.]+", said)


def test_text_from_people_is_text_on_every_page(client: FlaskClient, desk: Desk) -> None:
    evil = "<img src=x onerror=alert(1)>"
    case = desk.register(number=evil, offender_name=evil, opened_by_name=evil)
    for address in ("/cases", f"/cases/{case.id}", f"/cases/{case.id}/edit"):
        page = client.get(address).text
        assert "<img" not in page and "onerror=alert(1)&gt;" in page
