"""Sessions (S10, S11): ended everywhere at once, limits to the second, the own list of them."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core.db import db
from supervision.offices import sessions
from supervision.offices.queries import enter_as_house
from tests.conftest import NOW, Web
from tests.factories.offices import PASSWORD

NEW = "a grey heron over the lake"


def is_in(client: FlaskClient) -> bool:
    answer = client.get("/account")
    assert answer.status_code in (200, 302)
    return answer.status_code == 200


def test_half_an_hour_without_work_ends_a_session_to_the_second(web: Web) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = web.client("abay1.head")
        clock.shift(timedelta(minutes=30, seconds=-1))
        assert is_in(client)
        clock.shift(timedelta(minutes=30, seconds=1))
        assert not is_in(client)


def test_twelve_hours_end_a_session_that_never_rested(web: Web) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = web.client("abay1.head")
        for step in range(1, 29):
            clock.move_to(NOW + step * timedelta(minutes=25))
            assert is_in(client)
        clock.move_to(NOW + timedelta(hours=12, seconds=-1))
        assert is_in(client)
        clock.shift(timedelta(seconds=2))
        assert not is_in(client)


def test_changing_the_password_ends_the_other_browser_and_renews_this_one(web: Web) -> None:
    here, there = web.client("abay1.head"), web.client("abay1.head")
    old = here.get_cookie("supervision")
    answer = here.post(
        "/password",
        data={
            "current_password": PASSWORD,
            "new_password": NEW,
            "repeated_password": NEW,
        },
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account")
    assert is_in(here) and not is_in(there)
    thief = web.app.test_client()
    assert old is not None
    thief.set_cookie("supervision", old.value)
    assert not is_in(thief)
    assert (
        web.client().post("/login", data={"login": "abay1.head", "password": NEW}).status_code
        == 302
    )


def test_a_wrong_present_password_changes_nothing_and_counts_as_a_try(web: Web) -> None:
    client = web.client("abay1.head")
    form = {"current_password": "guess", "new_password": NEW, "repeated_password": NEW}
    for _ in range(5):
        assert client.post("/password", data=form).status_code == 422
    form["current_password"] = PASSWORD
    assert client.post("/password", data=form).status_code == 429
    assert (
        web.client().post("/login", data={"login": "abay1.head", "password": PASSWORD}).status_code
        == 429
    )


def test_a_refused_new_password_says_why_beside_the_field(web: Web) -> None:
    client = web.client("abay1.head")
    for new, why in (
        ("tiny-heron", "shorter than 12"),
        ("x" * 129, "longer than 128"),
        ("prokuratura 2026 kk", "easily guessed: prokuratura"),
        ("auezov park sunday", "easily guessed: auezov"),
        (PASSWORD, "same as the present one"),
    ):
        answer = client.post(
            "/password",
            data={"current_password": PASSWORD, "new_password": new, "repeated_password": new},
        )
        assert answer.status_code == 422 and why in answer.text
        assert f'value="{new}' not in answer.text
    mistyped = {"current_password": PASSWORD, "new_password": NEW, "repeated_password": NEW + "x"}
    assert "not the same" in client.post("/password", data=mistyped).text


def test_a_disabled_person_is_out_on_the_next_request(web: Web, session: Session) -> None:
    client = web.client("abay1.head")
    assert is_in(client)
    enter_as_house(session)
    session.execute(text("update user_account set active = false where login = 'abay1.head'"))
    session.commit()
    assert not is_in(client)


def test_a_request_in_flight_does_not_revive_an_ended_session(web: Web, session: Session) -> None:
    with time_machine.travel(NOW, tick=False) as clock, web.app.app_context():
        current = db.session()
        head = web.world.people["abay1.head"]
        token = sessions.begin(current, head, address="", browser="", now=NOW)
        current.commit()
        clock.shift(timedelta(minutes=2))
        found = sessions.find(current, token, now=NOW + timedelta(minutes=2))
        assert found is not None
        sessions.end_all(session, head, now=NOW + timedelta(minutes=2))
        session.commit()
        sessions._touch(current, 1, NOW + timedelta(minutes=3))
        assert sessions.find(current, token, now=NOW + timedelta(minutes=3)) is None


def test_the_account_page_lists_the_own_sessions_and_ends_one(web: Web) -> None:
    here, there = web.client("abay1.head"), web.client("abay1.head")
    web.client("abay1.assistant")
    page = here.get("/account").text
    assert (
        page.count("/account/sessions/") == 1
    )  # this one has no button, a colleague's is not shown
    assert "127.0.0.1" in page
    number = int(page.split("/account/sessions/")[1].split("/")[0])
    assert here.post(f"/account/sessions/{number}/end").status_code == 302
    assert is_in(here) and not is_in(there)
    assert here.post(f"/account/sessions/{number}/end").status_code == 404


def test_nobody_ends_the_session_of_another(web: Web, session: Session) -> None:
    theirs = web.client("abay1.assistant")
    assert is_in(theirs)
    number = session.scalar(text("select max(id) from user_session"))
    assert web.client("abay1.head").post(f"/account/sessions/{number}/end").status_code == 404
    assert is_in(theirs)


def test_the_table_keeps_no_token(web: Web, session: Session) -> None:
    client = web.client("abay1.head")
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    kept = session.scalars(text("select token_hash from user_session")).all()
    assert token not in kept and sessions.token_hash(token) in kept


def test_a_chosen_language_is_kept_for_the_next_browser(web: Web) -> None:
    client = web.client("abay1.head", language="en")
    answer = client.post("/language", data={"language": "ru", "next": "/people?q=x"})
    assert answer.headers["Location"] == "/people?q=x"
    assert 'lang="ru"' in client.get("/people").text
    other = web.app.test_client()
    other.post("/login", data={"login": "abay1.head", "password": PASSWORD})
    assert 'lang="ru"' in other.get("/people").text


def test_signing_out_asks_for_a_post(web: Web) -> None:
    client = web.client("abay1.head")
    assert client.get("/logout").status_code == 405
    assert client.post("/logout").headers["Location"] == "/login"
    assert not is_in(client)
