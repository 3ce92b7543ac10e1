"""The one box: what is found by which words, in which letters, and for whom."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.cases.operations import load_courts
from supervision.core.db import set_scope
from supervision.core.searching import search_words
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from supervision.search.queries import SOURCES, things
from tests.conftest import TODAY, Web
from tests.factories.cases import COURTS, Desk, courts_by_code
from tests.factories.enforcement import entered
from tests.factories.offices import World
from tests.factories.pages import text_of
from tests.factories.studies import registered


def test_a_number_is_found_from_each_of_its_parts_on() -> None:
    assert search_words("6301-26-00-3/11") == {
        "6301-26-00-3/11",
        "26-00-3/11",
        "00-3/11",
        "3/11",
        "6301",
        "26",
        "00",
        "11",
    }
    assert search_words("Қызылорда") == {"кызылорда"}
    assert search_words("(Әбдір-Мұхаммед)") == {"абдир-мухаммед", "абдир", "мухаммед"}


@pytest.fixture
def filled(session: Session, world: World, law: Lawbook) -> None:
    """A case, a requested file and a writ of Auezov district, a file of Turan's."""
    head = world.actor(session, "abay1.head")
    set_scope(session, head.scope)
    with transaction(session):
        load_courts(session, COURTS)
        desk = Desk(session, head, law, TODAY, courts_by_code(session))
        desk.register(number="6301-26-00-3/11", offender_name="Қызылордаев Ғани")
        registered(session, head, law=law, today=TODAY, number="1204/26-10-77")
        entered(session, head, today=TODAY, writ_number="35-01-26/0414", debtor_name="Көшербай Ән")
    other = world.actor(session, "turan1.head")
    set_scope(session, other.scope)
    with transaction(session):
        registered(session, other, law=law, today=TODAY, number="1204/26-10-78")


@pytest.mark.usefixtures("filled")
def test_the_box_finds_in_both_letters_by_beginnings_and_shows_only_what_is_seen(
    web: Web,
) -> None:
    client = web.client("abay.head", "ru")

    def page(asked: str, by: object = client) -> str:
        answer = by.get("/search", query_string={"q": asked})  # type: ignore[attr-defined]
        assert answer.status_code == 200
        return text_of(answer.text[answer.text.index("<main") :])

    for asked in ("Кызылорда", "қызыл гани", "ҚЫЗЫЛОРДАЕВ", "00-3/11", "6301 ғани", "3/11"):
        assert "6301-26-00-3/11" in page(asked), asked
    for asked in ("ызылорда", "6302", "гани омаров", "'", "%", "26-10-77 гани"):
        assert "6301-26-00-3/11" not in page(asked), asked
    for asked in ("26/0414", "кошербай ан", "Дала банк"):
        assert "35-01-26/0414" in page(asked), asked
    assert "1204/26-10-77" in page("10-77") and "1204/26-10-78" not in page("1204")
    assert "1204/26-10-78" in page("1204", web.client("gpo.auditor"))
    assert "Сериков abay1.head" in page("abay1.head") and "turan" not in page("сериков")
    assert "Введите хотя бы две буквы" in page("к")
    assert "Ничего не найдено" in page("абвгд")
    home = client.get("/cases").text
    assert 'action="/search"' in home
    assert web.client("abay.administrator").get("/search?q=1204").status_code == 403


@pytest.mark.usefixtures("filled")
def test_a_search_walks_the_index_of_words_under_row_level_security(
    session: Session, world: World
) -> None:
    set_scope(session, world.actor(session, "abay1.assistant").scope)
    session.execute(text("set local enable_seqscan = off"))
    found = things(session, SOURCES[0], ["гани", "кызылорда"], "kk")
    assert [row.number for row in found.rows] == ["6301-26-00-3/11"]
    plan = session.execute(
        text(
            "explain select case_id from case_word "
            "where word >= 'кызыл' and word < 'кызыл\U0010ffff' limit 400"
        )
    ).scalars()
    assert "Index Cond: ((word >=" in "\n".join(plan)
