"""A lost session loses nothing typed: kept sealed, for its author, from our own pages only."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core.db import db
from supervision.offices.queries import enter_as_house
from tests.conftest import NOW, Web
from tests.factories.offices import PASSWORD

OURS = {"Origin": "http://localhost"}
TYPED = {
    "full_name": "Ахметова Дана",
    "login": "dana.a",
    "office_id": "3",
    "post": "assistant",
    "language": "kk",
    "active": "y",
}


def lost(web: Web, login: str = "abay.administrator") -> FlaskClient:
    """A browser whose session ended behind its back."""
    client = web.client(login)
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    with web.app.app_context():
        db.session.execute(text("update user_session set ended_at = last_seen_at"))
        db.session.commit()
    return client


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    return html.unescape(found[1]) if found else ""


def enter(client: FlaskClient, kept: str, login: str = "abay.administrator") -> str:
    answer = client.post("/login", data={"login": login, "password": PASSWORD, "kept": kept})
    return answer.text if answer.status_code == 200 else f"-> {answer.headers.get('Location')}"


def test_what_was_typed_comes_back_after_signing_in_and_is_sent_again(
    web: Web, session: Session
) -> None:
    client = lost(web)
    refused = client.post("/people/new?office=3", data=TYPED, headers=OURS)
    assert refused.status_code == 401 and "What you typed is kept" in refused.text
    page = enter(client, hidden(refused.text, "kept"))
    assert "Ахметова Дана" in page and 'action="/people/new?office=3"' in page
    again = {name: hidden(page, name) for name in TYPED if name != "language"}
    assert again == {name: value for name, value in TYPED.items() if name != "language"}
    assert client.post("/people/new", data=TYPED).status_code == 200
    enter_as_house(session)
    assert session.scalar(text("select count(*) from user_account where login = 'dana.a'")) == 1


def test_the_page_to_send_again_carries_a_token_that_works(web: Web) -> None:
    web.app.config["WTF_CSRF_ENABLED"] = True
    client = lost(web)
    refused = client.post("/people/new", data=TYPED, headers=OURS)
    token = hidden(refused.text, "csrf_token")
    answer = client.post(
        "/login",
        data={
            "login": "abay.administrator",
            "password": PASSWORD,
            "kept": hidden(refused.text, "kept"),
            "csrf_token": token,
        },
    )
    fresh = re.findall(r'name="csrf_token" value="([^"]*)"', answer.text)
    assert fresh and token not in fresh
    sent = client.post("/people/new", data={**TYPED, "csrf_token": fresh[-1]})
    assert sent.status_code == 200 and "One-time password" in sent.text


def test_a_mistyped_password_keeps_it_too(web: Web) -> None:
    client = lost(web)
    kept = hidden(client.post("/people/new", data=TYPED, headers=OURS).text, "kept")
    wrong = client.post(
        "/login", data={"login": "abay.administrator", "password": "no", "kept": kept}
    )
    assert wrong.status_code == 422 and hidden(wrong.text, "kept") == kept


def test_nobody_else_is_shown_what_a_colleague_typed(web: Web) -> None:
    client = lost(web)
    kept = hidden(client.post("/people/new", data=TYPED, headers=OURS).text, "kept")
    assert enter(client, kept, login="gpo.administrator") == "-> /people"


def test_passwords_and_tokens_are_never_kept(web: Web) -> None:
    client = lost(web)
    typed = {
        "current_password": "secret one",
        "new_password": "secret two",
        "csrf_token": "secret three",
        "note": "harmless words",
    }
    refused = client.post("/password", data=typed, headers=OURS)
    page = enter(client, hidden(refused.text, "kept"))
    assert "harmless words" in page and "secret" not in page


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/localhost"},
        {"Origin": "http://localhost.evil.example"},
    ],
)
def test_a_foreign_page_cannot_put_words_into_our_forms(web: Web, headers: dict[str, str]) -> None:
    answer = lost(web).post("/people/new", data=TYPED, headers=headers)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login")


def test_a_changed_an_old_and_a_foreign_seal_are_ignored(web: Web) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = lost(web)
        kept = hidden(client.post("/people/new", data=TYPED, headers=OURS).text, "kept")
        clock.shift(timedelta(hours=2))
        assert "Ахметова Дана" in enter(client, kept)
        client = web.client()
        assert enter(client, kept[:-3] + "abc") == "-> /people"
        clock.shift(timedelta(seconds=2))
        assert enter(web.client(), kept) == "-> /people"
        assert enter(web.client(), "x" * 200_000) == "-> /people"


def test_a_button_without_words_just_leads_to_signing_in(web: Web) -> None:
    answer = lost(web).post("/logout", data={}, headers=OURS)
    assert answer.headers["Location"] == "/login"


def test_a_token_of_another_session_offers_to_send_again_at_once(web: Web) -> None:
    web.app.config["WTF_CSRF_ENABLED"] = True
    client = web.client("abay.administrator")
    answer = client.post("/people/new", data={**TYPED, "csrf_token": "foreign"}, headers=OURS)
    assert answer.status_code == 400 and "Ахметова Дана" in answer.text
    token = re.findall(r'name="csrf_token" value="([^"]*)"', answer.text)[-1]
    assert client.post("/people/new", data={**TYPED, "csrf_token": token}).status_code == 200


def test_a_part_of_a_page_asks_the_browser_to_load_anew(web: Web) -> None:
    answer = web.client().get("/people", headers={"HX-Request": "true"})
    assert answer.status_code == 401 and answer.headers["HX-Refresh"] == "true"


def test_who_must_change_the_password_first_still_finds_what_was_typed(
    web: Web, session: Session
) -> None:
    client = lost(web)
    kept = hidden(client.post("/people/new", data=TYPED, headers=OURS).text, "kept")
    enter_as_house(session)
    session.execute(
        text("update user_account set must_change_password = true where login like 'abay.adm%'")
    )
    session.commit()
    page = enter(client, kept)
    new = "a grey heron over the lake"
    answer = client.post(
        "/password",
        data={
            "current_password": PASSWORD,
            "new_password": new,
            "repeated_password": new,
            "kept": hidden(page, "kept"),
        },
    )
    assert "Ахметова Дана" in answer.text
