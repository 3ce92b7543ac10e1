"""A petition from intake through the request, the court's delay and a longer term to its refusal."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Visitors
from tests.journeys.steps import fill, send

pytestmark = pytest.mark.journey

NUMBER = "2026-0001"
PETITIONER = "Омарова Әсел Қайратқызы"


def clock(page: Page, title: str) -> Locator:
    """The clock of one duty on a petition's page."""
    return page.locator("#duties .case-duty").filter(has_text=title)


def take_in(assistant: Page) -> str:
    """Register from the register's own button on; gives the petition's address."""
    assistant.goto("/petitions")
    assistant.click(".page-head-actions .btn-primary")
    fill(
        assistant,
        {
            "received_on": "06.11.2026",
            "subject": "Қаулының күшін жоюды сұраймын",
            "petitioner_name": PETITIONER,
            "identity_number": "850314400017",
            "address": "Семей қаласы",
            "case_number": "6301-26-00-3/77",
            "court_name": "Әуезов соты",
        },
    )
    assistant.check("[name=categories][value=tax]")
    assistant.select_option("[name=entered_into_force]", "yes")
    send(assistant)
    expect(assistant.locator("h1")).to_contain_text(NUMBER)
    resolve = clock(assistant, "өтінішхатты шешу")
    expect(resolve.locator(".due").first).to_contain_text("27.11.2026")
    resolve.locator("summary").click()
    expect(resolve.locator(".why-steps")).to_contain_text("27.11.2026")
    return assistant.url


def request_the_case(assistant: Page, address: str) -> None:
    """Given to an official, ordered in time, received by a court that is late."""
    assistant.goto(f"{address}/assign")
    fill(assistant, {"reached_on": "06.11.2026"})
    send(assistant)
    order = clock(assistant, "істі талап ету туралы тапсырма жіберу")
    expect(order.locator(".due").first).to_contain_text("11.11.2026")
    assistant.click("#requests .btn")
    fill(
        assistant,
        {
            "order_number": "О-12",
            "ordered_on": "09.11.2026",
            "request_number": "С-12",
            "sent_on": "09.11.2026",
        },
    )
    send(assistant)
    expect(order.locator(".due").first).to_contain_text("09.11.2026")
    assistant.click("#requests .case-duty .btn")
    fill(assistant, {"received_on": "09.11.2026"})
    send(assistant)
    court = clock(assistant, "Соттың")
    expect(court.locator(".due-overdue")).to_contain_text("16.11.2026")


def extend(head: Page, address: str) -> None:
    """The chief meets the late court on the list and extends the petition's term."""
    head.goto("/petitions/control")
    late = head.locator("#courts").get_by_role("row").filter(has_text=NUMBER)
    expect(late).to_contain_text("16.11.2026")
    late.get_by_role("link", name=NUMBER).click()
    head.locator("#duties .case-buttons .btn").click()
    fill(head, {"until_on": "31.03.2027", "reason": "Суд не направил дело"})
    send(head)
    expect(head.locator(".error-summary")).to_contain_text("27.01.2027")  # two months after the end
    fill(head, {"until_on": "18.12.2026"})
    send(head)
    expect(clock(head, "в продлённый срок").locator(".due").first).to_contain_text("18.12.2026")
    expect(clock(head, "Известить").locator(".due").first).to_contain_text("25.11.2026")
    head.locator("#duties .case-buttons .btn-primary").click()
    fill(head, {"number": "7-1"})
    send(head)
    head.goto(address)
    expect(clock(head, "Известить").locator(".due-done")).to_be_visible()


def refuse(assistant: Page, oblast: Page, address: str) -> None:
    """The case came late; the conclusion is written, approved by the oblast, and answered."""
    assistant.goto(address)
    assistant.click("#requests .case-duty .btn")
    fill(assistant, {"supplied_on": "20.11.2026"})
    send(assistant)
    expect(clock(assistant, "Соттың").locator(".due-done-late")).to_be_visible()
    assistant.click("#conclusion .btn")
    fill(assistant, {"arguments": "Айып дәлелденбеген", "reasons": "Айып құжаттармен дәлелденген"})
    send(assistant)
    oblast.goto(address)
    oblast.click(".page-head-actions .btn-primary")
    oblast.check("[name=decision][value=approve]")
    send(oblast)
    expect(oblast.locator("#conclusion .tag-mark-green")).to_be_visible()
    assistant.goto(address)
    assistant.click(".page-head-actions .btn-primary")
    assistant.check("[name=kind][value=refused]")
    fill(assistant, {"number": "7-2", "text": "Наразылық келтіруге негіз жоқ"})
    send(assistant)
    expect(assistant.locator("h1")).to_contain_text("Шешілді")
    expect(
        assistant.locator("#duties .due-overdue, #duties .due-open, #duties .due-soon")
    ).to_have_count(0)
    assistant.locator("#letters a").last.click()
    paper = assistant.locator(".petition-paper")
    expect(paper).to_contain_text(re.compile("№ 7-2, 2026 жылғы 20 қараша"))
    expect(paper).to_contain_text("жоғары тұрған прокурорға шағымдануға құқылысыз")


def test_a_petition_goes_from_intake_to_a_reasoned_refusal(page_of: Visitors) -> None:
    page_of.announce(422)
    assistant = page_of("abay1.assistant", "kk")
    address = take_in(assistant)
    request_the_case(assistant, address)
    extend(page_of("abay1.head", "ru"), address)
    refuse(assistant, page_of("abay.head", "ru"), address)
