"""The whole path: a district registers a file, the oblast sees it, the duty closes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Visitors
from tests.journeys.steps import NUMBER, register, send

pytestmark = pytest.mark.journey

DISTRICT = "Прокуратура Ауэзовского района"
BREACHED = "Санкцияны өндіріп алу туралы қаулы шығарылмаған"
# Day 1 is the day after the receipt on Friday the 20th, so day 5 is Wednesday the 25th.
STEPS_OF_STUDY = (
    "мерзім 21.11.2026 күнінен есептеледі",
    "5-күн 25.11.2026 — жұмыс күні",
)


def clocks(page: Page) -> tuple[Locator, Locator]:
    """The bailiff's clock and the prosecutor's on a file's page."""
    both = page.locator(".file-clock")
    expect(both).to_have_count(2)
    return both.nth(0), both.nth(1)


def row_of_district(head: Page) -> Locator:
    """The district's line on the oblast's board."""
    head.goto("/board")
    return head.get_by_role("row").filter(has_text=DISTRICT)


def register_at_hand(assistant: Page) -> str:
    """Register a file that is at hand, look at both clocks and at the desk; gives its address."""
    register(assistant)
    expect(assistant.locator("h1")).to_contain_text(NUMBER)
    address = assistant.url
    supply, study = clocks(assistant)
    expect(supply.locator(".due")).to_contain_text("23.11.2026")
    expect(supply.locator(".due")).to_contain_text("20.11.2026 орындалды")
    expect(study.locator(".due")).to_contain_text("25.11.2026")
    study.locator("summary").click()
    why = study.locator(".why-body")
    expect(why).to_be_visible()
    for step in STEPS_OF_STUDY:
        expect(why.locator(".why-steps")).to_contain_text(step)
    expect(why.locator(".why-source a")).to_have_text("2002 ¶6")
    assistant.goto("/")
    soon = assistant.locator("#soon").get_by_role("row").filter(has_text=NUMBER)
    expect(soon).to_contain_text("25.11.2026")
    expect(soon.locator("a.citation").first).to_have_text("2002 ¶6")
    return address


def find_from_board(head: Page) -> None:
    """From the oblast's board through its number and the list behind it to the file."""
    number = row_of_district(head).locator(".board-due-soon")
    expect(number).to_have_text("1")
    number.click()
    head.get_by_role("link", name=NUMBER).click()
    expect(head.locator("h1")).to_contain_text(NUMBER)
    expect(head.locator(".page-head-actions a")).to_have_count(
        0
    )  # the oblast sees, it does not act


def test_a_district_registers_a_file_the_oblast_sees_it_and_the_duty_closes(
    page_of: Visitors,
) -> None:
    assistant = page_of("abay1.assistant", "kk")
    address = register_at_hand(assistant)
    head = page_of("abay.head", "ru")
    find_from_board(head)

    assistant.goto(address)
    assistant.click(".page-head-actions .btn-primary")
    for yes in assistant.get_by_label("Иә").all():
        yes.check()
    sanction = assistant.locator(".study-point").nth(2)
    sanction.get_by_label("Жоқ").check()
    sanction.locator("textarea").fill(BREACHED)
    send(assistant)
    _supply, study = clocks(assistant)
    expect(study.locator(".due")).to_contain_text("20.11.2026 орындалды")
    expect(assistant.locator("#study .file-note")).to_have_text(BREACHED)
    expect(assistant.locator("#study .file-breach")).to_have_count(1)
    expect(assistant.locator("#study .file-breach")).to_contain_text("бұзушылық жойылмаған")

    assistant.click(".page-head-actions .btn-primary")
    send(assistant)
    expect(assistant.locator("h1")).to_contain_text("Қайтарылды")
    assistant.goto("/")
    expect(assistant.locator("#soon")).to_have_count(0)

    row = row_of_district(head)
    expect(row.locator(".board-due-soon")).to_have_count(0)
    expect(row.locator(".board-undated")).to_have_text(
        "2"
    )  # 2002 ¶4: to respond, to see it removed
    head.goto(address)
    for event in (
        "Производство зарегистрировано",
        "Записано изучение",
        "Выявлены нарушения",
        "Записан возврат",
        "Обязанности приведены в соответствие с фактами",
    ):
        expect(head.locator(".history-title", has_text=event).first).to_be_visible()


def test_the_first_steps_go_without_javascript(page_of: Visitors) -> None:
    register_at_hand(page_of("abay1.assistant", "kk", javascript=False))
    find_from_board(page_of("abay.head", "ru", javascript=False))
