"""Bad input in the browser: said at its field in the reader's language, kept, and stored nowhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from supervision.core import clock
from supervision.core.access import Actor
from supervision.offices import sessions
from tests.conftest import count
from tests.factories.offices import World
from tests.journeys.conftest import Visitors
from tests.journeys.looking import blemishes, look_at
from tests.journeys.steps import FILE, NUMBER, enter, fill, register, send, typed

pytestmark = pytest.mark.journey

NOT_A_DAY = {
    "kk": "Күнді былай жазыңыз: кк.аа.жжжж.",
    "ru": "Напишите день так: дд.мм.гггг.",
    "en": "Write the day as dd.mm.yyyy.",
}
EMPTY = {
    "kk": "Мұны толтыру қажет.",
    "ru": "Это поле нужно заполнить.",
    "en": "This must be filled in.",
}
TOO_EARLY = {
    "kk": "Өндіріс 17.11.2026 талап етілгенге дейін түсе алмайды.",
    "ru": "Производство не может поступить раньше, чем оно истребовано 17.11.2026.",
    "en": "The file cannot reach the office before it was requested on 17.11.2026.",
}
TO_COME = {
    "kk": "Келіп түскен күн бүгіннен кейін бола алмайды.",
    "ru": "Дата поступления не может быть позже сегодняшнего дня.",
    "en": "The receipt cannot be dated after today.",
}
WRONG_DIGIT = {
    "kk": "Соңғы цифр қалғандарына сай емес: нөмірде қате жоқ па, тексеріңіз.",
    "ru": "Последняя цифра не соответствует остальным: проверьте, нет ли описки.",
    "en": "The last digit does not fit the others: check the number for a slip.",
}
NAMELESS = {
    "kk": "Тұлғаның аты-жөнін немесе атауын жазыңыз.",
    "ru": "Укажите Ф. И. О. или наименование лица.",
    "en": "Name the party.",
}
NOT_FOUND = {
    "kk": "Мұнда ештеңе табылмады",
    "ru": "Здесь ничего не найдено",
    "en": "Nothing found here",
}
Stored = Callable[[], int]


@pytest.fixture
def stored(session: Session, acting: Callable[[str], Actor]) -> Stored:
    """How many files the district office has in the database now."""

    def read() -> int:
        session.rollback()
        acting("abay1.assistant")
        return count(session, "requested_file")

    return read


def assert_said(page: Page, language: str, problems: Mapping[str, Mapping[str, str]]) -> None:
    """Each problem stands at its own field and in the summary, and nothing else does."""
    for name, words in problems.items():
        expect(page.locator(f"[id='{name}-error']")).to_contain_text(words[language])
        expect(page.locator(f"[id='{name}']")).to_have_attribute("aria-invalid", "true")
        expect(page.locator(f".error-summary a[href='#{name}']")).to_contain_text(words[language])
    expect(page.locator(".field-error")).to_have_count(len(problems))
    assert blemishes(look_at(page), language) == []


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_what_is_wrong_is_said_at_its_field_and_everything_typed_stays(
    page_of: Visitors, stored: Stored, language: str
) -> None:
    page_of.announce(422)
    page = page_of("abay1.assistant", language)
    rounds: tuple[tuple[dict[str, str], dict[str, dict[str, str]]], ...] = (
        (
            {"initiated_on": "31.02.2026", "number": "", "bailiff": ""},
            {"initiated_on": NOT_A_DAY, "number": EMPTY, "bailiff": EMPTY},
        ),
        (
            {
                "received_on": "16.11.2026",
                "parties-0-identity_number": "850314400018",
                "parties-1-name": "",
                "parties-1-identity_number": "850314400017",
            },
            {
                "received_on": TOO_EARLY,
                "parties-0-identity_number": WRONG_DIGIT,
                "parties-1-name": NAMELESS,
            },
        ),
        ({"received_on": "21.11.2026"}, {"received_on": TO_COME}),
    )
    page.goto("/files/new")
    for changes, problems in rounds:
        given = {**FILE, **changes}
        fill(page, {"parties-1-identity_number": "", **given})
        send(page)
        assert_said(page, language, problems)
        assert typed(page, given) == given
        assert stored() == 0
    fill(page, FILE)
    send(page)
    expect(page.locator("h1")).to_contain_text(NUMBER)
    assert stored() == 1


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_file_of_a_foreign_office_is_not_found(page_of: Visitors, language: str) -> None:
    owner = page_of("abay1.assistant", "en")
    register(owner)
    page_of.announce(404)
    neighbour = page_of("abay2.assistant", language)
    for address in (owner.url, owner.url + "/study", owner.url + "/return"):
        neighbour.goto(address)
        expect(neighbour.locator("h1")).to_have_text(NOT_FOUND[language])
        assert NUMBER not in neighbour.content()
        assert blemishes(look_at(neighbour), language) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_double_click_registers_one_file(
    page_of: Visitors, stored: Stored, javascript: bool
) -> None:
    page = page_of("abay1.assistant", "ru", javascript=javascript)
    page.goto("/files/new")
    fill(page, FILE)
    page.dblclick(".form-buttons .btn-primary")
    expect(page.locator("h1")).to_contain_text(NUMBER)
    assert stored() == 1
    page.goto("/files")
    expect(page.get_by_role("link", name=NUMBER)).to_have_count(1)


def test_a_session_lost_over_a_filled_form_loses_nothing(
    page_of: Visitors, stored: Stored, session: Session, world: World
) -> None:
    page = page_of("abay1.assistant", "kk")
    page.goto("/files/new")
    fill(page, FILE)
    sessions.end_all(session, world.people["abay1.assistant"], now=clock.now())
    session.commit()
    page_of.announce(401)
    send(page)
    expect(page.locator(".notice-warning")).to_contain_text("Жазғаныңыз сақталды")
    assert stored() == 0
    enter(page, "abay1.assistant")
    kept = page.locator(".typed li").all_inner_texts()
    assert set(FILE.values()) <= set(kept)
    send(page)
    expect(page.locator("h1")).to_contain_text(NUMBER)
    assert stored() == 1
    for words in FILE.values():
        expect(page.locator("main")).to_contain_text(words)
