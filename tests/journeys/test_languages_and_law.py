"""The language switch keeps the page; the calculator of the law library shows a day and its steps."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitors
from tests.journeys.steps import speak

pytestmark = pytest.mark.journey

SIGN_IN = {"kk": "Жүйеге кіру", "ru": "Вход в систему", "en": "Sign in"}
FILES = {
    "kk": "Талап етілген атқару өндірістері",
    "ru": "Истребованные производства",
    "en": "Requested files",
}
# 2016: day 10 after 3 February is Saturday the 13th; Monday the 15th is the next working day.
COUNTED = {
    "kk": (
        "2016 жылғы 15 ақпан",
        "мерзім 04.02.2016 күнінен есептеледі",
        "10-күн 13.02.2016 — сенбі",
        "14.02.2016 — жексенбі",
        "келесі жұмыс күні — 15.02.2016",
    ),
    "ru": ("15 февраля 2016 года", "04.02.2016", "13.02.2016", "14.02.2016", "15.02.2016"),
}


def switch_through(page: Page, titles: dict[str, str]) -> None:
    """Press each language in turn: the same address, its words, its mark pressed."""
    address = page.url
    for language in ("ru", "en", "kk"):
        speak(page, language)
        expect(page.locator("h1")).to_have_text(titles[language])
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert page.url == address
        pressed = page.locator("form.languages button[aria-pressed=true]")
        expect(pressed).to_have_attribute("value", language)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_language_switch_keeps_the_page(page_of: Visitors, javascript: bool) -> None:
    stranger = page_of.stranger(javascript=javascript)
    stranger.goto("/login?next=/law/2015/13")
    switch_through(stranger, SIGN_IN)
    signed_in = page_of("abay.head", "kk", javascript=javascript)
    signed_in.goto("/files?q=1204&state=received&sort=number")
    switch_through(signed_in, FILES)
    expect(signed_in.locator("main [name=q]")).to_have_value("1204")


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_calculator_counts_an_appellate_protest_and_tells_its_steps(
    page_of: Visitors, language: str
) -> None:
    page = page_of("abay1.assistant", language)
    page.goto("/law/calculator")
    page.select_option("[name=rule]", "2015/13/appellate_protest")
    page.fill("[name=on]", "03.02.2016")
    page.locator("form", has=page.locator("[name=rule]")).locator("button.btn-primary").click()
    answer = page.locator(".law-answer")
    expect(answer.locator(".law-answer-day")).to_contain_text(COUNTED[language][0])
    steps = answer.locator(".why-steps li")
    for step, words in zip(steps.all(), COUNTED[language][1:], strict=True):
        expect(step).to_contain_text(words)
    expect(answer.locator(".why-source a")).to_contain_text("2015 ¶13")
