"""The pages of private rulings and of the response to broken terms, without JavaScript."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.models import PrivateRuling
from supervision.core import clock
from supervision.core.access import Actor
from tests.cases.pages import field_on
from tests.conftest import TODAY, Web
from tests.factories.cases import Desk
from tests.factories.pages import RAW_KEY, text_of

Acting = Callable[[str], Actor]


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock; it says Friday, 20 November 2026."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)


@pytest.fixture
def client(web: Web) -> FlaskClient:
    return web.client("abay1.assistant")


def typed(**changes: str) -> dict[str, str]:
    """Grounds a prosecutor found in court, not moved for yet."""
    return {
        "origin": "prosecutor",
        "of_breach": "y",
        "description": "Хаттама кеш жасалған",
        "found_on": "19.11.2026",
        "idempotency_key": str(uuid.uuid4()),
    } | changes


def rulings(session: Session, acting: Acting) -> list[PrivateRuling]:
    acting("abay1.assistant")
    session.expire_all()
    return list(session.scalars(select(PrivateRuling).order_by(PrivateRuling.id)))


def test_a_ruling_goes_from_its_grounds_to_its_answer(
    client: FlaskClient, desk: Desk, session: Session, acting: Acting
) -> None:
    case = desk.register()
    path = f"/cases/{case.id}/rulings"
    assert client.get(f"{path}/new").status_code == 200
    form = typed()
    for _ in range(2):
        sent = client.post(f"{path}/new", data=form)
        assert (sent.status_code, sent.headers["Location"]) == (302, f"/cases/{case.id}#rulings")
    [found] = rulings(session, acting)
    steps = (
        (
            "motion",
            {"moved_on": "19.11.2026", "proof": "minutes", "proof_document": "3-бет"},
            "Moved on 19 Nov 2026, proven by: the minutes of the hearing (3-бет)",
        ),
        (
            "decision",
            {
                "result": "issued",
                "decided_on": "19.11.2026",
                "number": "7-01",
                "addressee": "Полиция",
                "content": "Жою",
                "follow_up_by": "19.11.2026",
            },
            "7-01 · 19 Nov 2026 · Полиция : Жою",
        ),
        (
            "answer",
            {"answered_on": "20.11.2026", "answer": "complied", "measures": "Жойылды"},
            "complied with 20 Nov 2026 answered late",
        ),
    )
    for step, fields, told in steps:
        page = client.get(f"{path}/{found.id}/{step}")
        version = field_on(page.text, "version")
        sent = client.post(f"{path}/{found.id}/{step}", data=fields | {"version": version})
        assert sent.status_code == 302, sent.text
        shown = text_of(client.get(f"/cases/{case.id}").text)
        assert told.replace(" : ", ": ") in shown.replace(" : ", ": "), step
    assert "Private ruling" in shown and "breach of legality" in shown


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"found_on": ""}, "Enter the day on which the grounds were found."),
        ({"found_on": "01.11.2026"}, "This day lies before the court received the case."),
        (
            {"moved_on": "19.11.2026", "proof_document": "3-бет"},
            "Choose where the motion is proven: without proof it is not counted.",
        ),
        ({"proof": "minutes"}, "Enter the day as dd.mm.yyyy."),
        ({"description": " "}, "Say what was broken and by whom."),
    ],
)
def test_bad_grounds_are_refused_at_their_field_and_nothing_typed_is_lost(
    client: FlaskClient, desk: Desk, changes: dict[str, str], told: str
) -> None:
    case = desk.register()
    form = typed(**changes)
    sent = client.post(f"/cases/{case.id}/rulings/new", data=form)
    assert sent.status_code == 422
    assert told in text_of(sent.text)
    assert [text for text in form.values() if text.strip() and text not in sent.text] == []


def test_an_outdated_motion_is_shown_what_stands_and_keeps_its_text(
    client: FlaskClient, web: Web, desk: Desk, session: Session, acting: Acting
) -> None:
    case = desk.register()
    client.post(f"/cases/{case.id}/rulings/new", data=typed())
    [found] = rulings(session, acting)
    path = f"/cases/{case.id}/rulings/{found.id}"
    version = field_on(client.get(f"{path}/motion").text, "version")
    other = web.client("abay1.head")
    first = typed(version=version, description="Басқаның мәтіні")
    assert other.post(f"{path}/edit", data=first).status_code == 302
    mine = {"moved_on": "20.11.2026", "proof": "minutes", "proof_document": "Менің мәтінім"}
    late = client.post(f"{path}/motion", data=mine | {"version": version})
    assert late.status_code == 409
    page = text_of(late.text)
    assert "Басқаның мәтіні" in page and "Менің мәтінім" in late.text
    again = mine | {"version": field_on(late.text, "version")}
    assert client.post(f"{path}/motion", data=again).status_code == 302


def test_a_marked_term_leads_to_the_chosen_response(client: FlaskClient, desk: Desk) -> None:
    case = desk.register()
    breach = {"description": "Мерзім өтті", "found_on": "20.11.2026"}
    went = {}
    for step, response in (("received", "act"), ("decided", "ruling"), ("copy_sent", "later")):
        sent = client.post(
            f"/cases/{case.id}/term-breach", data=breach | {"step": step, "response": response}
        )
        assert sent.status_code == 302
        went[response] = sent.headers["Location"]
    assert re.fullmatch(rf"/cases/{case.id}/responses/new\?breach=\d+", went["act"])
    assert re.fullmatch(rf"/cases/{case.id}/rulings/new\?breach=\d+", went["ruling"])
    assert went["later"] == f"/cases/{case.id}#terms"
    assert re.search(
        r'name="breach_ids"[^>]*checked|checked[^>]*name="breach_ids"', client.get(went["act"]).text
    )
    chosen = re.search(r'name="breach_id".*?</select>', client.get(went["ruling"]).text, re.S)
    assert chosen is not None and re.search(r"<option selected[^>]*>[^<]*Мерзім өтті", chosen[0])


def test_the_register_shows_filters_and_counts(client: FlaskClient, desk: Desk) -> None:
    case = desk.register()
    motion = {"moved_on": "19.11.2026", "proof": "conclusion", "proof_document": "№ 5"}
    client.post(f"/cases/{case.id}/rulings/new", data=typed(**motion))
    client.post(f"/cases/{case.id}/rulings/new", data=typed(description="Өтінішсіз жазба"))
    page = text_of(client.get("/cases/rulings").text)
    assert case.number in page and "Өтінішсіз жазба" in page
    assert "heard with a prosecutor: 0, of them on the prosecutor's motion: 0" in page
    moved = text_of(client.get("/cases/rulings?motion=yes").text)
    assert "№ 5" in moved and "Өтінішсіз жазба" not in moved
    assert "No private ruling meets this choice" in text_of(
        client.get("/cases/rulings?result=refused&from=01.11.2026").text
    )
    assert "/cases/rulings" in client.get("/cases").text


def test_only_the_covering_office_is_offered_and_allowed_the_steps(
    web: Web, client: FlaskClient, desk: Desk, session: Session, acting: Acting
) -> None:
    case = desk.register()
    client.post(f"/cases/{case.id}/rulings/new", data=typed())
    [found] = rulings(session, acting)
    above = web.client("abay.head")
    page = above.get(f"/cases/{case.id}").text
    assert "Хаттама кеш жасалған" in page and "/rulings/new" not in page
    for step in ("new", f"{found.id}/edit", f"{found.id}/motion", f"{found.id}/decision"):
        assert above.get(f"/cases/{case.id}/rulings/{step}").status_code == 403
        assert (
            web.client("abay2.assistant").get(f"/cases/{case.id}/rulings/{step}").status_code == 404
        )
    assert above.get(f"/cases/{case.id}/responses/new").status_code == 403


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_pages_speak_the_readers_language(
    web: Web, desk: Desk, session: Session, acting: Acting, language: str
) -> None:
    case = desk.register()
    browser = web.client("abay1.assistant", language)
    browser.post(f"/cases/{case.id}/rulings/new", data=typed())
    [found] = rulings(session, acting)
    paths = ("rulings/new", f"rulings/{found.id}/edit", f"rulings/{found.id}/motion")
    for path in (*paths, f"rulings/{found.id}/decision", "responses/new", "term-breach"):
        page = browser.get(f"/cases/{case.id}/{path}")
        assert page.status_code == 200
        bare = text_of(page.text)
        assert not RAW_KEY.search(page.text)
        assert not re.search(r"\b(cases|responses)\.[a-z_]+\.", bare), path
