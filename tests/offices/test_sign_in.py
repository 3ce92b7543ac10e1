"""Signing in through the page (S09, S12, S13, S16): fresh cookie, one answer for all failures."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from supervision.offices import passwords, throttle
from supervision.offices.queries import enter_as_house
from tests.conftest import NOW, Web
from tests.factories.offices import PASSWORD

WRONG = "quite another password"


def enter(client: FlaskClient, login: str, password: str = PASSWORD, **more: str) -> TestResponse:
    return client.post("/login", data={"login": login, "password": password, **more})


def is_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


@pytest.fixture(autouse=True)
def _known_moment() -> object:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_the_right_password_opens_the_desk(web: Web) -> None:
    client = web.client()
    answer = enter(client, " Abay1.Assistant ")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert is_in(client)


def test_who_has_no_desk_lands_on_people(web: Web) -> None:
    assert enter(web.client(), "abay.administrator").headers["Location"] == "/people"


def test_signing_in_leads_to_the_page_that_was_asked_for(web: Web) -> None:
    client = web.client()
    asked = client.get("/offices/3?x=1")
    assert asked.headers["Location"] == "/login?next=/offices/3?x%3D1"
    page = client.get(asked.headers["Location"]).text
    wanted = re.search(r'id="next"[^>]*value="([^"]*)"', page)
    assert wanted is not None
    assert enter(client, "abay1.head", next=wanted[1]).headers["Location"] == "/offices/3?x=1"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "https://evil.example/",
        "http:///evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "\x01//evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "user@evil.example",
        "//user:word@evil.example",
        "evil.example",
        "/ok\\..\\evil",
        "",
    ],
)
def test_no_address_leads_to_another_site(web: Web, elsewhere: str) -> None:
    assert enter(web.client(), "abay1.head", next=elsewhere).headers["Location"] == "/"


def test_an_encoded_slash_stays_on_this_site(web: Web) -> None:
    answer = enter(web.client(), "abay1.head", next="/%2f%2fevil.example")
    assert answer.headers["Location"] == "/%2f%2fevil.example"


def _cookie(client: FlaskClient) -> str:
    cookie = client.get_cookie("supervision")
    return "" if cookie is None else cookie.value


def test_the_cookie_is_a_new_one_after_signing_in_and_out(web: Web) -> None:
    client = web.client()
    client.get("/login")
    before = _cookie(client)
    enter(client, "abay1.head")
    inside = _cookie(client)
    client.post("/logout")
    assert before != inside
    thief = web.app.test_client()
    thief.set_cookie("supervision", inside)
    assert not is_in(thief)  # signing out ended the session itself, not only the cookie
    thief.set_cookie("supervision", before)
    assert not is_in(thief)


def test_a_planted_session_is_dead_after_signing_in(web: Web) -> None:
    client = web.client("abay1.second")  # somebody else's live session, planted into this browser
    planted = _cookie(client)
    with client.session_transaction() as cookie:
        cookie["planted"] = "yes"
    enter(client, "abay1.head")
    with client.session_transaction() as cookie:
        assert "planted" not in cookie
    thief = web.app.test_client()
    thief.set_cookie("supervision", planted)
    assert not is_in(thief)


class Spy:
    """Counts how often argon2 was asked."""

    def __init__(self) -> None:
        self.verified = 0

    def verify(self, kept: str, password: str) -> bool:
        self.verified += 1
        return passwords.PasswordHasher().verify(kept, password)

    def check_needs_rehash(self, _kept: str) -> bool:
        return False


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_unknown_closed_and_wrong_look_and_cost_the_same(
    web: Web, session: Session, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    enter_as_house(session)
    session.execute(text("update user_account set active = false where login = 'abay2.head'"))
    session.commit()
    answers = []
    for login, password in (
        ("nobody.here", PASSWORD),
        ("abay2.head", PASSWORD),
        ("abay1.head", WRONG),
        ("not a login at all", PASSWORD),
    ):
        spy = Spy()
        monkeypatch.setattr(passwords, "HASHER", spy)
        answer = enter(web.client(language=language), login, password)
        page = answer.text.replace(f'value="{login}"', 'value=""')
        answers.append(
            (answer.status_code, re.sub(r'value="[^"]*\.[^"]*"', "", page), spy.verified)
        )
    assert answers[0][0] == 422 and answers[0][2] == 1
    assert answers == [answers[0]] * 4


def test_a_password_past_the_limit_is_refused_without_argon2(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    spy = Spy()
    monkeypatch.setattr(passwords, "HASHER", spy)
    assert enter(web.client(), "abay1.head", "x" * 129).status_code == 422
    assert spy.verified == 0


def test_after_five_wrong_passwords_the_right_one_is_refused_alike(
    web: Web, _known_moment: time_machine.Coordinates
) -> None:
    client = web.client()
    for _ in range(5):
        assert enter(client, "abay1.head", WRONG).status_code == 422
    wrong, right = enter(client, "abay1.head", WRONG), enter(client, "abay1.head")
    assert wrong.status_code == right.status_code == 429
    assert right.headers["Retry-After"] == "300"
    assert wrong.text == right.text
    assert enter(client, "nobody.here", WRONG).status_code == 422
    spoofed = client.post(
        "/login",
        data={"login": "abay1.head", "password": PASSWORD},
        headers={"X-Forwarded-For": "203.0.113.9"},
    )
    assert spoofed.status_code == 429
    assert enter(web.client(), "abay2.head").status_code == 302  # others are not affected
    _known_moment.shift(timedelta(minutes=5))
    assert enter(client, "abay1.head").status_code == 302


def test_an_unknown_login_is_made_to_wait_like_a_known_one(web: Web) -> None:
    client = web.client()
    for _ in range(5):
        enter(client, "nobody.here", WRONG)
    assert enter(client, "nobody.here", WRONG).status_code == 429


def test_a_right_password_is_rehashed_with_the_present_parameters(
    web: Web, session: Session
) -> None:
    enter(web.client(), "abay1.head")
    enter_as_house(session)
    kept = session.scalar(text("select password_hash from user_account where login='abay1.head'"))
    assert str(kept).startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert enter(web.client(), "abay1.head").status_code == 302


def test_an_expired_one_time_password_is_told_only_to_who_knows_it(
    web: Web, session: Session
) -> None:
    enter_as_house(session)
    session.execute(
        text(
            "update user_account set must_change_password = true, password_expires_at = :at "
            "where login = 'abay1.head'"
        ),
        {"at": NOW},
    )
    session.commit()
    client = web.client()
    assert "has expired" in enter(client, "abay1.head").text
    assert "has expired" not in enter(client, "abay1.head", WRONG).text


def test_a_one_time_password_works_until_the_last_second_and_must_be_changed(
    web: Web, session: Session
) -> None:
    enter_as_house(session)
    session.execute(
        text(
            "update user_account set must_change_password = true, password_expires_at = :at "
            "where login = 'abay1.head'"
        ),
        {"at": NOW + timedelta(seconds=1)},
    )
    session.commit()
    client = web.client()
    assert enter(client, "abay1.head").status_code == 302
    assert client.get("/people").headers["Location"] == "/password"


def test_success_and_failure_leave_an_entry_without_what_was_typed(
    web: Web, owner: Session
) -> None:
    enter(web.client(), "abay1.head", WRONG)
    enter(web.client(), "nobody.here", WRONG)
    enter(web.client(), "abay1.head")
    rows = owner.execute(
        text("select action, subject_id, after::text, actor_id from audit_entry order by id")
    ).all()
    head = web.world.people["abay1.head"]
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("offices.sign_in_failed", head, None),
        ("offices.sign_in_failed", None, None),
        ("offices.sign_in", head, head),
    ]
    told = "".join(row[2] for row in rows)
    assert WRONG not in told and PASSWORD not in told and "nobody.here" not in told


def test_the_count_of_tries_outlives_the_application(web: Web, session: Session) -> None:
    client = web.client()
    for _ in range(5):
        enter(client, "abay1.head", WRONG)
    # another connection, as another process would have after a restart
    assert throttle.take_try(session, "abay1.head", "10.3.3.3", now=NOW) is not None


def test_who_is_signed_in_does_not_see_the_sign_in_page(web: Web) -> None:
    assert web.client("abay1.head").get("/login").headers["Location"] == "/"


@pytest.mark.parametrize("typed", ["' or 1=1 --", "a" * 5000, "\u202eabay1.head", "", "%"])
def test_strange_text_is_only_a_wrong_login(web: Web, typed: str) -> None:
    assert enter(web.client(), typed, typed).status_code == 422


def test_a_page_that_lay_open_too_long_is_sent_again_with_the_login_kept(web: Web) -> None:
    web.app.config["WTF_CSRF_ENABLED"] = True
    answer = enter(web.app.test_client(), "abay1.head")
    assert answer.status_code == 400
    assert 'value="abay1.head"' in answer.text and PASSWORD not in answer.text
