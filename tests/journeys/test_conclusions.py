"""A minor's case from the hearing to the approved conclusion, and a termination the GPO controls."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from supervision.cases.operations import load_courts
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from tests.cases.conclusion_desk import terminated
from tests.cases.conftest import Acting
from tests.conftest import TODAY
from tests.factories.cases import COURTS, Desk, courts_by_code
from tests.journeys.conftest import Visitors
from tests.journeys.steps import fill, send

pytestmark = pytest.mark.journey

SECTIONS = {
    "section_guilt_and_qualification": "Кінәсі дәлелденген, әрекеті дұрыс сараланған.",
    "section_evidence": "Хаттама, куәлардың түсініктемелері.",
    "section_penalty_or_termination": "Ескерту жасау заңға сай.",
}
MINOR = {
    "number": "6301-26-00-3/412",
    "articles-0-article": "440",
    "articles-0-part": "1",
    "opened_by_name": "Полиция департаменті",
    "offender_name": "Әлиев Санжар Ерланұлы",
    "birth_on": "14.03.2010",
    "offence_on": "10.11.2026",
    "received_by_court_on": "16.11.2026",
}


@pytest.fixture
def courts(session: Session) -> dict[str, int]:
    """The courts of the small world by code."""
    with transaction(session):
        load_courts(session, COURTS)
    return courts_by_code(session)


def open_from(page: Page, part: str, step: str) -> None:
    """Follow a button inside one part of the case's page by the end of its address."""
    page.locator(f"#{part} a[href$='{step}']").click()


def heard_and_decided(page: Page, courts: dict[str, int], language: str) -> str:
    """Register the case, its hearing, who took part, the act with its copy and its check."""
    court = str(courts["10-01-D"])
    page.goto("/cases/new")
    page.select_option("[name=court_id]", court)
    page.select_option("[name=opened_by]", "authorised_body")
    fill(page, MINOR)
    send(page)
    expect(page.locator("h1")).to_contain_text(MINOR["number"])
    address = page.url
    page.goto(f"{address}/hearings/new")
    page.select_option("[name=instance]", "first")
    page.select_option("[name=court_id]", court)
    fill(page, {"held_on": "19.11.2026", "held_at": "10:00"})
    send(page)
    open_from(page, "hearings", "/outcome")
    page.check("[name=outcome][value=took_part]")
    page.select_option("[name=took_part_id]", index=1)
    send(page)
    page.goto(f"{address}/acts/new")
    page.select_option("[name=instance]", "first")
    page.select_option("[name=court_id]", court)
    page.select_option("[name=kind]", "penalty")
    fill(page, {"made_on": "19.11.2026", "copy_on": "20.11.2026"})
    send(page)
    open_from(page, "acts", "/check")
    page.check("[name=result][value=lawful]")
    page.fill("[name=note]", "Негіздер жоқ")
    send(page)
    return address


def test_a_minors_case_goes_from_the_hearing_to_the_approved_conclusion(
    page_of: Visitors, courts: dict[str, int]
) -> None:
    assistant = page_of("abay1.assistant", "kk")
    address = heard_and_decided(assistant, courts, "kk")
    open_from(assistant, "conclusions", "/conclusion")
    fill(assistant, {"section_evidence": SECTIONS["section_evidence"]})
    send(assistant)
    assistant.locator("#conclusions").get_by_text("жоба", exact=True).wait_for()
    assistant.click("#conclusions p a[href*='/conclusions/']")
    assistant.click(".page-head-actions .btn-primary")
    page_of.announce(422)
    assistant.click("button[name=submit_it]")
    wrong = assistant.locator(".error-summary li")
    expect(wrong).to_have_count(2)  # the section that was filled in is not among them
    fill(assistant, SECTIONS)
    assistant.click("button[name=submit_it]")
    expect(assistant.locator("h1")).to_contain_text("бекітуге ұсынылды")
    document = assistant.url

    head = page_of("abay1.head", "kk")
    head.goto("/cases")
    head.click("a[href='/cases/conclusions']")
    head.get_by_role("link", name=MINOR["number"]).click()
    assert head.url == document
    head.click(".page-head-actions a[href$='/approve']")
    send(head)
    expect(head.locator(".conclusion-approval")).to_contain_text("Сериков abay1.head")
    expect(head.locator(".conclusion-text").nth(1)).to_have_text(SECTIONS["section_evidence"])

    assistant.goto(address)
    closed = assistant.locator("#conclusions .due", has_text="орындалды")
    expect(closed).to_have_count(1)
    expect(closed).to_contain_text("20.11.2026")


def test_a_termination_in_a_tax_case_is_written_up_by_the_oblast_and_controlled(
    page_of: Visitors, session: Session, acting: Acting, law: Lawbook, courts: dict[str, int]
) -> None:
    desk = Desk(session, acting("abay1.assistant"), law, TODAY, courts)
    case, _act = terminated(desk)
    number, address = case.number, f"/cases/{case.id}"

    senior = page_of("abay.senior", "ru")
    senior.goto("/cases/conclusions")
    row = senior.get_by_role("row").filter(has_text=number)
    # in force on Tuesday 10 November: 30 working days without 16 December end on Wednesday 23
    expect(row.locator(".due")).to_contain_text("23.12.2026")
    row.get_by_role("link", name=number).click()
    open_from(senior, "conclusions", "/reasoned-conclusion")
    fill(senior, SECTIONS)
    senior.click("button[name=submit_it]")
    senior.click("#conclusions p a[href*='/conclusions/']")
    document = senior.url

    head = page_of("abay.head", "ru")
    head.goto(document)
    head.click(".page-head-actions a[href$='/approve']")
    send(head)
    expect(head.locator(".conclusion-approval")).to_contain_text("прокурор области")

    senior.goto(document)
    senior.click(".page-head-actions a[href$='/send']")
    fill(senior, {"sent_number": "2-12/345"})
    send(senior)
    expect(senior.locator("#way")).to_contain_text("2-12/345")

    gpo = page_of("gpo.department", "ru")
    gpo.goto("/cases/conclusions")
    gpo.get_by_role("link", name=number).click()
    gpo.click(".page-head-actions a[href$='/control']")
    gpo.check("[name=result][value=agreed]")
    send(gpo)
    expect(gpo.locator("#way")).to_contain_text("Генеральная прокуратура согласна")

    district = page_of("abay1.assistant", "ru")
    district.goto(address)
    conclusions = district.locator("#conclusions")
    expect(conclusions).to_contain_text("согласовано, Сериков gpo.department")
    expect(conclusions.locator(".due", has_text="исполнено")).to_have_count(2)
