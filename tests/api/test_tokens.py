"""Tokens: shown once, kept as a hash, narrow as asked, ended at once, counted by the minute."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core.access import PERMISSIONS_OF_POST, Permission, Post
from supervision.core.db import engine_for
from supervision.offices.rules import REQUESTS_A_WINDOW
from tests.api.conftest import Programs, problem
from tests.conftest import NOW, Web
from tests.factories.offices import PASSWORD

DUTIES = "/api/v1/duties"


def stored(web: Web, column: str) -> list[object]:
    engine = engine_for(web.roles.backup_url)
    with engine.connect() as connection:
        found = [
            row[0]
            for row in connection.execute(text(f"select {column} from api_token order by id"))
        ]
    engine.dispose()
    return found


def made_by_form(client: FlaskClient, **changed: str) -> str:
    fields = {"name": "Quarterly table", "scope": "read", "until_on": "20.12.2026", **changed}
    page = client.post("/account/tokens", data=fields)
    found = re.search(r'<code class="once">(sup_[^<]+)</code>', page.text)
    assert page.status_code == 200 and found is not None, page.text
    return found.group(1)


def get(web: Web, secret: str, path: str = DUTIES) -> object:
    return web.app.test_client(use_cookies=False).get(
        path, headers={"Authorization": f"Bearer {secret}"}
    )


@pytest.fixture
def friday() -> object:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_a_token_made_on_the_page_opens_the_api_and_only_its_hash_is_kept(
    web: Web, friday: object
) -> None:
    client = web.client("abay1.head")
    secret = made_by_form(client)
    assert get(web, secret).status_code == 200
    assert secret not in client.get("/account/tokens").text
    assert "Quarterly table" in client.get("/account/tokens").text
    assert stored(web, "token_hash") != [secret]
    everything = str(stored(web, "api_token::text"))
    assert secret not in everything and secret.removeprefix("sup_") not in everything


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": " "}, "Write what the token is for."),
        ({"until_on": "19.11.2026"}, "The last day is over already."),
        ({"until_on": "22.11.2027"}, "A token lives for a year at most."),
        ({"scope": "everything"}, "Choose one of the list."),
        ({"until_on": "31.02.2027"}, "There is no such day."),
    ],
)
def test_a_token_asked_for_wrongly_is_not_made_and_what_was_typed_stays(
    web: Web, friday: object, changed: dict[str, str], words: str
) -> None:
    fields = {"name": "Quarterly table", "scope": "read", "until_on": "20.12.2026", **changed}
    page = web.client("abay1.head").post("/account/tokens", data=fields)
    assert page.status_code == 422 and words in page.text
    assert "sup_" not in page.text and stored(web, "id") == []
    if "until_on" in changed:
        assert changed["until_on"] in page.text


def test_nobody_has_more_than_twenty_tokens(web: Web, friday: object) -> None:
    client = web.client("abay1.head")
    for _ in range(20):
        made_by_form(client)
    page = client.post(
        "/account/tokens", data={"name": "One more", "scope": "read", "until_on": "20.12.2026"}
    )
    assert page.status_code == 422 and "You have 20 tokens already" in page.text
    assert len(stored(web, "id")) == 20


def test_an_ended_token_opens_nothing_from_the_next_request_on(web: Web, friday: object) -> None:
    client = web.client("abay1.head")
    secret = made_by_form(client)
    assert get(web, secret).status_code == 200
    number = stored(web, "id")[0]
    assert web.client("abay1.deputy").post(f"/account/tokens/{number}/end").status_code == 404
    assert get(web, secret).status_code == 200
    assert client.post(f"/account/tokens/{number}/end").status_code == 302
    problem(get(web, secret), 401)
    assert client.post(f"/account/tokens/{number}/end").status_code == 404


def test_a_token_ends_after_its_last_day(web: Web, friday: object) -> None:
    secret = made_by_form(web.client("abay1.head"), until_on="21.11.2026")
    friday.move_to(NOW.replace(day=21, hour=18, minute=59))  # 23:59 at the office's seat
    assert get(web, secret).status_code == 200
    friday.move_to(NOW.replace(day=21, hour=19, minute=0))
    problem(get(web, secret), 401)


@pytest.mark.parametrize("how", ["password", "reset", "closed", "post"])
def test_what_ends_every_session_ends_every_token(web: Web, friday: object, how: str) -> None:
    client = web.client("abay1.second")
    secret = made_by_form(client)
    person = web.world.people["abay1.second"]
    administrator = web.client("abay.administrator")
    if how == "password":
        fields = {"current_password": PASSWORD, "new_password": "a grey heron over the lake"}
        fields["repeated_password"] = fields["new_password"]
        assert client.post("/password", data=fields).status_code == 302
    elif how == "reset":
        assert administrator.post(f"/people/{person}/password").status_code == 200
    else:
        page = administrator.get(f"/people/{person}/edit").text
        fields = {
            "full_name": "Сериков",
            "office_id": "3",
            "post": "deputy" if how == "post" else "assistant",
            "language": "en",
            "version": re.search(r'name="version"[^>]*value="([^"]*)"', page).group(1),
        }
        if how == "post":
            fields["active"] = "y"
        assert administrator.post(f"/people/{person}/edit", data=fields).status_code == 302
    problem(get(web, secret), 401)
    assert None not in stored(web, "ended_at"), "opening the account again must not revive it"


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Bearer sup_guess", "Basic YTpi", "sup_guess"]
)
def test_without_a_token_the_api_answers_401(web: Web, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    answer = web.app.test_client().get(DUTIES, headers=headers)
    problem(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert "Set-Cookie" not in answer.headers


def test_a_cookie_opens_no_address_of_the_api_and_a_token_no_page(web: Web) -> None:
    problem(web.client("abay1.head").get(DUTIES), 401)
    secret = web.world.token(web.app, "abay1.head")
    page = web.app.test_client().get("/files", headers={"Authorization": f"Bearer {secret}"})
    assert page.status_code == 302 and page.headers["Location"].startswith("/login")


def test_a_post_without_the_right_is_refused(program: Programs) -> None:
    assert Permission.SEE_CASES not in PERMISSIONS_OF_POST[Post.ADMINISTRATOR]
    problem(program("abay.administrator").get(DUTIES), 403)


def test_use_is_noted_and_shown(web: Web, friday: object) -> None:
    client = web.client("abay1.head")
    secret = made_by_form(client)
    assert "not yet" in client.get("/account/tokens").text
    get(web, secret)
    assert stored(web, "last_used_at") == [NOW]
    assert "20 Nov 2026, 10:00" in client.get("/account/tokens").text
    assert "not yet" not in client.get("/account/tokens").text


def test_too_many_requests_in_a_minute_wait_for_the_next(web: Web, friday: object) -> None:
    secret = web.world.token(web.app, "abay1.head")
    other = web.world.token(web.app, "abay1.head")
    assert get(web, secret).status_code == 200
    engine = engine_for(web.roles.app_url)
    with engine.begin() as connection:
        connection.execute(
            text("update api_token set window_requests = :n where window_requests > 0"),
            {"n": REQUESTS_A_WINDOW - 1},
        )
    engine.dispose()
    friday.shift(timedelta(seconds=20))
    assert get(web, secret).status_code == 200
    refused = get(web, secret)
    problem(refused, 429)
    assert refused.headers["Retry-After"] == "40"
    assert get(web, other).status_code == 200, "each token has a count of its own"
    friday.shift(timedelta(seconds=40))
    assert get(web, secret).status_code == 200


def test_what_came_by_a_token_is_told_in_the_audit(
    web: Web, session: Session, friday: object
) -> None:
    client = web.client("abay1.head")
    made_by_form(client)
    number = stored(web, "id")[0]
    client.post(f"/account/tokens/{number}/end")
    engine = engine_for(web.roles.backup_url)
    with engine.connect() as connection:
        told = connection.execute(
            text(
                "select action, subject_id, after from audit_entry "
                "where subject_kind = 'api_token' order by id"
            )
        ).all()
    engine.dispose()
    assert [row[0] for row in told] == ["offices.make_token", "offices.end_token"]
    assert told[0][1] == told[1][1] == number
    assert told[0][2] == {
        "name": "Quarterly table",
        "scope": "read",
        "until_on": "2026-12-20",
    }
