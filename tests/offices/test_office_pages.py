"""Pages of offices: the own subtree, staffing gaps (`2002 ¶14`), corrections by who may."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.conftest import Web

GOOD = {
    "name_kk": "Жаңа атау",
    "name_ru": "Новое название",
    "name_en": "New name",
    "seat_kk": "Семей",
    "seat_ru": "Семей",
    "active_from": "08.06.2022",
    "active_to": "",
}


def rows(page: str) -> list[str]:
    return re.findall(r'<a href="/offices/\d+">([^<]*)</a>', page.split("<tbody>")[1])


def test_the_tree_shows_the_own_subtree_parents_first(web: Web) -> None:
    shown = rows(web.client("abay.head").get("/offices").text)
    assert shown == [
        "Abai Oblast Office",
        "Auezov District Office",
        "Zaisan District Office",
        "Shar City Office",
    ]
    assert len(rows(web.client("gpo.head").get("/offices").text)) == 10
    assert rows(web.client("abay1.assistant").get("/offices").text) == ["Auezov District Office"]


def test_offices_without_the_branch_post_are_named(web: Web) -> None:
    # abay has its senior assistant, 10-01 and 10-02 their assistants; 10-03 has nobody
    page = web.client("abay.head").get("/offices?gaps=1").text
    assert rows(page) == ["Shar City Office"]
    assert "nobody: assistant prosecutor" in page
    # turan has no senior assistant, 20-02 and 20-03 nobody, TRN neither: with 10-03 five of ten
    assert len(rows(web.client("gpo.head").get("/offices?gaps=1").text)) == 5


def test_a_closed_office_is_marked_lacks_nobody_and_is_hidden_until_asked_for(
    web: Web, session: Session
) -> None:
    session.execute(text("update office set active_to = '2018-06-18' where code = '10-03'"))
    session.commit()
    client = web.client("abay.head")
    assert "Shar City Office" not in client.get("/offices").text
    page = client.get("/offices?closed=1").text
    assert "Shar City Office" in page and "closed 18 Jun 2018" in page
    assert "Shar City Office" not in client.get("/offices?closed=1&gaps=1").text


def test_an_office_outside_the_subtree_looks_like_none(web: Web) -> None:
    client = web.client("abay.administrator")
    foreign, missing = client.get("/offices/7"), client.get("/offices/999")
    assert foreign.status_code == missing.status_code == 404
    trimmed = [
        re.sub(r"<code>.*?</code>|value=\"[^\"]*\"", "", each.text) for each in (foreign, missing)
    ]
    assert trimmed[0] == trimmed[1]


def test_the_administrator_above_corrects_an_office(web: Web, owner: Session) -> None:
    client = web.client("abay.administrator")
    form = client.get("/offices/3/edit").text
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', form)
    assert seen is not None
    answer = client.post("/offices/3/edit", data={**GOOD, "seen": seen[1]})
    assert answer.headers["Location"] == "/offices/3"
    assert "New name" in client.get("/offices/3").text
    before, after = owner.execute(
        text("select before, after from audit_entry where action = 'offices.edit_office'")
    ).one()
    assert before["name_en"] == "Auezov District Office" and after["active_from"] == "2022-06-08"
    late = client.post("/offices/3/edit", data={**GOOD, "name_en": "Late", "seen": seen[1]})
    assert late.status_code == 409
    assert 'value="Late"' in late.text and "New name" in late.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name_kk": " "}, "Write the name in all three languages"),
        ({"active_to": "07.06.2022"}, "cannot close before it opens"),
        ({"active_to": "31.02.2022"}, "no such day"),
        ({"active_from": "0"}, "no such day"),
    ],
)
def test_a_wrong_correction_is_said_and_kept_as_typed(
    web: Web, changes: dict[str, str], words: str
) -> None:
    client = web.client("abay.administrator")
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', client.get("/offices/3/edit").text)
    assert seen is not None
    answer = client.post("/offices/3/edit", data={**GOOD, **changes, "seen": seen[1]})
    assert answer.status_code == 422 and words in answer.text
    assert all(f'value="{value}"' in answer.text for value in changes.values() if value.strip())


def test_nobody_corrects_their_own_office_or_one_outside(web: Web) -> None:
    client = web.client("abay.administrator")
    assert client.post("/offices/2/edit", data={**GOOD, "seen": "x"}).status_code == 403
    assert client.post("/offices/6/edit", data={**GOOD, "seen": "x"}).status_code == 404
    assert web.client("abay.head").get("/offices/3/edit").status_code == 403


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("login", ["gpo.administrator", "abay.head", "abay1.assistant"])
def test_every_page_speaks_every_language_without_a_bare_key(
    web: Web, login: str, language: str
) -> None:
    client = web.client(login, language=language)
    for address in ("/people", "/offices", "/offices/3", "/account", "/password", "/people/10"):
        page = client.get(address).text
        assert f'<html lang="{language}"' in page
        assert not re.search(r"offices\.(post|level|kind|enter)", page), address
