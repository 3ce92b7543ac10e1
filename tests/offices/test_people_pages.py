"""Pages of people (S07, S22, S23): filters, Kazakh order, forms that keep what was typed."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.offices.queries import enter_as_house
from tests.conftest import Web

NAMES = ("Ұлан", "Ақан", "Әсел", "Ырыс", "Қанат", "Кенже", "Үміт", "Іңкәр", "Һарун")


def add(session: Session, *names: str, office: int = 3) -> None:
    enter_as_house(session)
    for number, name in enumerate(names):
        session.execute(
            text(
                "insert into user_account (office_id, login, password_hash, full_name, post, "
                "created_at) values (:office, :login, 'x', :name, 'assistant', :at)"
            ),
            {
                "office": office,
                "login": f"added{office}.{number}",
                "name": name,
                "at": datetime.fromisoformat("2026-11-20T05:00:00+00:00"),
            },
        )
    session.commit()


def names_on(page: str) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*><a href="/people/\d+">([^<]*)</a>', page)


def valid(**changes: str) -> dict[str, str]:
    form = {
        "full_name": "Ахметова Дана",
        "login": "dana.a",
        "office_id": "3",
        "post": "assistant",
        "language": "kk",
        "active": "y",
    }
    return {**form, **changes}


def test_the_list_stands_in_kazakh_order_and_turns_round(web: Web, session: Session) -> None:
    add(session, *NAMES)
    client = web.client("abay1.head")
    ordered = ["Ақан", "Әсел", "Кенже", "Қанат", "Ұлан", "Үміт", "Һарун", "Ырыс", "Іңкәр"]
    shown = [name for name in names_on(client.get("/people").text) if name in NAMES]
    assert shown == ordered
    turned = names_on(client.get("/people?sort=-name").text)
    assert [name for name in turned if name in NAMES] == ordered[::-1]


def test_the_list_holds_the_own_subtree_only(web: Web) -> None:
    page = web.client("abay.head").get("/people").text
    assert "abay1.assistant" in page and "turan" not in page and "gpo." not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=қанат", ["Қанат"]),
        ("q=ҚАНАТ", ["Қанат"]),
        ("q=%25", []),
        ("q=_", []),
        ("q='+or+1=1", []),
        ("q=%26+|+!+:*", []),
        ("post=head&office=3", ["Сериков abay1.head"]),
        ("post=emperor&q=Қанат", ["Қанат"]),
        ("office=7", []),
        ("office=99999999999999999999&q=Қанат", ["Қанат"]),
        ("sort=;drop&q=Қанат", ["Қанат"]),
        ("page=rubbish&q=Қанат", ["Қанат"]),
    ],
)
def test_filters_find_and_hostile_ones_find_nothing_more(
    web: Web, session: Session, query: str, found: list[str]
) -> None:
    add(session, *NAMES)
    answer = web.client("abay.administrator").get("/people?" + query)
    assert answer.status_code == 200 and names_on(answer.text) == found


def test_paging_shows_everybody_once(web: Web, session: Session) -> None:
    add(session, *(f"Есім {number:03}" for number in range(120)))
    client = web.client("abay1.head")
    address, seen = "/people", []
    for _ in range(5):
        page = client.get(address).text
        seen += names_on(page)
        onward = re.search(r'rel="next" href="([^"]*)"', page)
        if onward is None:
            break
        address = "/people" + onward[1].replace("&amp;", "&")
    assert len(seen) == 124 and len(set(seen)) == 124


def test_a_closed_account_is_listed_only_when_asked_for(web: Web, session: Session) -> None:
    enter_as_house(session)
    session.execute(text("update user_account set active = false where login = 'abay1.second'"))
    session.commit()
    client = web.client("abay1.head")
    assert "abay1.second" not in client.get("/people").text
    assert "abay1.second" in client.get("/people?closed=1").text


def made(client: FlaskClient, **changes: str) -> tuple[int, str]:
    answer = client.post("/people/new", data=valid(**changes))
    return answer.status_code, answer.text


def test_the_one_time_password_is_shown_once_and_signs_in(web: Web) -> None:
    client = web.client("abay.administrator")
    status, page = made(client)
    assert status == 200
    shown = re.search(r'<code class="once">([^<]*)</code>', page)
    assert shown is not None
    person = re.search(r"/people/(\d+)", page)
    assert person is not None
    assert shown[1] not in client.get(f"/people/{person[1]}").text
    fresh = web.client()
    answer = fresh.post("/login", data={"login": "dana.a", "password": shown[1]})
    assert answer.status_code == 302
    assert fresh.get("/people").headers["Location"] == "/password"


def test_a_wrong_form_keeps_everything_typed(web: Web) -> None:
    client = web.client("abay.administrator")
    status, page = made(client, login="Дана!", full_name="  Ахметова   Дана ")
    assert status == 422
    assert 'value="Дана!"' in page and 'value="Ахметова Дана"' in page
    assert "A login has 3 to 64" in page


@pytest.mark.parametrize(
    "changes",
    [
        {"office_id": "7"},
        {"office_id": "1"},
        {"office_id": "x"},
        {"office_id": "99999999999999999999999"},
        {"post": "emperor"},
        {"post": "senior_assistant"},
        {"language": "tlh"},
        {"full_name": ""},
        {"full_name": "x" * 201},
        {"login": "turan.head"},
    ],
)
def test_what_was_not_offered_is_refused_without_a_crash(
    web: Web, session: Session, changes: dict[str, str]
) -> None:
    status, _page = made(web.client("abay.administrator"), **changes)
    assert status == 422
    enter_as_house(session)
    assert session.scalar(text("select count(*) from user_account where login = 'dana.a'")) == 0


def test_fields_the_form_does_not_have_change_nothing(web: Web, session: Session) -> None:
    person = web.world.people["abay1.assistant"]
    extra = {
        "password_hash": "planted",
        "must_change_password": "0",
        "id": "1",
        "created_at": "2000-01-01",
        "login": "planted",
        "version": "1",
    }
    answer = web.client("abay.administrator").post(f"/people/{person}/edit", data=valid(**extra))
    assert answer.status_code == 302
    enter_as_house(session)
    row = session.execute(
        text("select login, password_hash, version from user_account where id = :id"),
        {"id": person},
    ).one()
    assert row.login == "abay1.assistant" and row.password_hash != "planted" and row.version == 2


def test_the_second_editor_sees_both_texts_and_may_insist(web: Web) -> None:
    person = web.world.people["abay1.assistant"]
    client, address = web.client("abay.administrator"), f"/people/{person}/edit"
    assert client.post(address, data=valid(full_name="Бірінші", version="1")).status_code == 302
    late = client.post(address, data=valid(full_name="Екінші", version="1"))
    assert late.status_code == 409
    assert "Бірінші" in late.text and 'value="Екінші"' in late.text
    version = re.search(r'name="version"[^>]*value="(\d+)"', late.text)
    assert version is not None
    again = client.post(address, data=valid(full_name="Екінші", version=version[1]))
    assert again.status_code == 302


def test_an_administrator_cannot_change_themselves_nor_anybody_above(web: Web) -> None:
    client = web.client("abay.administrator")
    own = web.world.people["abay.administrator"]
    up = valid(office_id="2", post="head", version="1")
    assert client.post(f"/people/{own}/edit", data=up).status_code == 403
    assert client.post(f"/people/{own}/password").status_code == 403
    for login in ("gpo.head", "turan.head"):
        person = web.world.people[login]
        assert client.get(f"/people/{person}").status_code == 404
        assert client.post(f"/people/{person}/edit", data=up).status_code == 404
        assert client.post(f"/people/{person}/password").status_code == 404
    assert "/edit" not in client.get(f"/people/{own}").text


def test_a_changed_post_signs_the_person_out_on_their_next_request(web: Web) -> None:
    theirs = web.client("abay1.assistant")
    assert theirs.get("/people").status_code == 200
    person = web.world.people["abay1.assistant"]
    changed = valid(post="deputy", version="1")
    answer = web.client("abay.administrator").post(f"/people/{person}/edit", data=changed)
    assert answer.status_code == 302
    assert theirs.get("/people").headers["Location"].startswith("/login")


@pytest.mark.parametrize("login", ["abay.head", "abay1.assistant", "abay.auditor"])
def test_readers_see_people_without_buttons_that_change_them(web: Web, login: str) -> None:
    client = web.client(login)
    person = web.world.people["abay1.assistant"]
    page = client.get(f"/people/{person}").text
    assert "/edit" not in page and "/password" not in page.replace("/people/", "")
    assert client.post("/people/new", data=valid()).status_code == 403


def test_an_administrator_sees_no_cases(web: Web) -> None:
    client = web.client("abay.administrator")
    assert client.get("/").headers["Location"] == "/people"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_name_with_markup_is_shown_as_text(web: Web, language: str, session: Session) -> None:
    add(session, "<img src=x onerror=alert(1)>{{7*7}}")
    page = web.client("abay1.head", language=language).get("/people").text
    assert "<img src=x" not in page and "{{7*7}}" in page
