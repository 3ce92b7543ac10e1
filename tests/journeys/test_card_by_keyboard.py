"""A card 4.0 entered without a mouse: fields follow the choices, and what is typed meanwhile stays."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, Route, expect

from tests.factories.enforcement import COMPANY_BIN, PERSON_IIN
from tests.journeys.conftest import Visitors

pytestmark = pytest.mark.journey

DOWN = "ArrowDown"
# What a clerk types at each field he comes to; the fields that are right already he passes by.
TYPED: Mapping[str, str] = {
    "writ_number": "35-77",
    "writ_issued_on": "01.11.2026",
    "issuing_body": "Абай аудандық соты",
    "report_row": "15",
    "court_act_on": "01.10.2026",
    "case_number": "2-1204/2026",
    "plaintiff": DOWN,
    "substance": "Банк қарызын өндіріп алу",
    "claim": "1 000 000,50",
    "debtor_name": "Серікова Айгүл",
    "debtor_number": PERSON_IIN,
    "debtor_birth_on": "14.03.1985",
    "debtor_sex": DOWN,
    "debtor_address": "Семей қаласы",
    "claimant_kind": DOWN,
    "claimant_name": "«Дала Банк» АҚ",
    "claimant_number": COMPANY_BIN,
    "claimant_address": "Алматы қаласы",
    "bailiff": "Ахметов Нұрлан",
    "filler_number": PERSON_IIN,
}


def test_a_card_is_entered_by_keyboard_alone(page_of: Visitors) -> None:
    page = page_of("abay1.assistant", "kk")
    page.goto("/enforcement/new")
    held: list[Route] = []
    page.route("**/enforcement/new*", lambda route: hold(route, held))
    visited: list[str] = []
    while (name := focused(page)) != "filler_number" and len(visited) < 60:
        visited.append(name)
        press(page, TYPED.get(name, ""))
        page.keyboard.press("Tab")
        if name == "report_row":
            # the clerk goes on typing while the fields of this row are on their way
            page.locator("[name=substance]").press_sequentially("Банк")
            held.pop().continue_()
            expect(page.locator("[name=plaintiff]")).to_be_visible()
            expect(page.locator("[name=substance]")).to_have_value("Банк")
            page.locator("[name=substance]").fill("")
            page.locator("[name=report_row]").focus()
            page.keyboard.press("Tab")
        elif name == "claimant_kind":
            held.pop().continue_()
            expect(page.locator("[name=claimant_birth_on][type=text]")).to_have_count(0)
    page.unroute("**/enforcement/new*")
    page.keyboard.type(TYPED["filler_number"])
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("35-77")
    assert [name for name in visited if name in TYPED] == [*TYPED][:-1]


def hold(route: Route, held: list[Route]) -> None:
    """Keep a request for other fields until the test lets it go."""
    if route.request.header_value("hx-request"):
        held.append(route)
    else:
        route.continue_()


def press(page: Page, keys: str) -> None:
    """Type words, or press the one key that chooses the next value."""
    if keys == DOWN:
        page.keyboard.press(DOWN)
    elif keys:
        page.keyboard.type(keys)


def focused(page: Page) -> str:
    """The name of the field that has the focus."""
    return str(page.evaluate("document.activeElement.name || ''"))
