"""A transport case: the territorial office tells the transport office and hands the case over."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy.orm import Session

from supervision.cases.operations import load_courts
from supervision.core.access import Post
from supervision.core.db import Scope, set_scope
from supervision.core.transaction import transaction
from supervision.offices.models import UserAccount
from tests.factories.cases import COURTS, TRANSPORT_OFFICE, courts_by_code
from tests.factories.offices import PASSWORD, QUICK
from tests.journeys.conftest import Visitors
from tests.journeys.steps import fill, send

pytestmark = pytest.mark.journey

NUMBER, NOTICE = "6301-26-00-3/559", "2026-0001"
CASE = {
    "number": NUMBER,
    "articles-0-article": "559",
    "articles-0-part": "2",
    "opened_by_name": "Станциядағы желілік полиция бөлімі",
    "offender_name": "Ахметов Нұрлан Серікұлы",
    "birth_on": "14.03.1985",
    "offence_on": "10.11.2026",
    "received_by_court_on": "16.11.2026",
}
TRANSPORT_CASE = "Көлік саласындағы міндетті санаттағы іс"


@pytest.fixture
def court(session: Session) -> str:
    """The court of the case; and somebody at the transport office, where the world has nobody."""
    with transaction(session):
        load_courts(session, COURTS)
    set_scope(session, Scope(people=(TRANSPORT_OFFICE,)))
    with transaction(session):
        session.add(
            UserAccount(
                office_id=TRANSPORT_OFFICE,
                login="transport.head",
                password_hash=QUICK.hash(PASSWORD),
                full_name="Омаров Бауыржан",
                post=Post.HEAD.value,
                language="ru",
                created_at=datetime(2026, 11, 2, tzinfo=UTC),
            )
        )
    return str(courts_by_code(session)["10-01-D"])


def register_with_hearing(assistant: Page, court: str) -> str:
    """A case on the railway with a sanction of confiscation, heard on Tuesday; gives its address."""
    assistant.goto("/cases")
    assistant.click(".page-head-actions .btn-primary")
    assistant.select_option("[name=court_id]", court)
    assistant.select_option("[name=opened_by]", "authorised_body")
    assistant.select_option("[name=transport_field]", "rail")
    assistant.check("[name=sanctions][value=confiscation]")
    fill(assistant, CASE)
    send(assistant)
    expect(assistant.locator("h1")).to_contain_text(NUMBER)
    address = assistant.url
    assistant.click("#hearings a[href$='/hearings/new']")
    assistant.select_option("[name=instance]", "first")
    assistant.select_option("[name=court_id]", court)
    fill(assistant, {"held_on": "24.11.2026", "held_at": "10:00"})
    send(assistant)
    return address


def notify(assistant: Page) -> None:
    """The page says whose case it is and why; the telephonogram gets its number and moves it."""
    competence = assistant.locator("#competence")
    expect(competence).to_contain_text("Қамтамасыз етеді: аумақтық прокуратура")
    expect(competence).to_contain_text("тиесілігі: көлік прокуратурасы")
    reasons = competence.locator(".case-grounds > li")
    expect(reasons).to_have_count(2)
    expect(reasons.first).to_contain_text(TRANSPORT_CASE)
    expect(reasons.first).to_contain_text("темір жол көлігі")
    expect(reasons.first.locator("a.citation")).to_have_text("2015 ¶7")
    expect(reasons.last).to_contain_text("Мамандандырылған прокурорға хабарланбаған")
    expect(competence.locator("a[href$='/hand-over']")).to_have_count(0)  # nobody was told yet
    competence.locator("a[href$='/notice']").click()
    assistant.select_option("[name=to_office_id]", str(TRANSPORT_OFFICE))
    assistant.select_option("[name=means]", "telephonogram")
    fill(assistant, {"taken_by": "Омаров Бауыржан"})
    send(assistant)
    expect(competence).to_contain_text("Қамтамасыз етеді: көлік прокуратурасы")
    expect(competence).to_contain_text(NOTICE)
    told = assistant.locator("#duties .case-duty").filter(has_text="прокурорға істің сотқа түскені")
    expect(told).to_contain_text("20.11.2026 орындалды")


def on_desk(page: Page) -> Locator:
    """The lines of the case on somebody's desk."""
    page.goto("/")
    return page.locator("main").get_by_role("row").filter(has_text=NUMBER)


def trail_in_register(page: Page) -> Locator:
    """The hand-over in the register of notices, reached from the register of cases."""
    page.goto("/cases")
    page.click("a[href='/cases/notices']")
    return page.get_by_role("table").last.get_by_role("row").filter(has_text=NUMBER)


def test_a_transport_case_goes_to_the_transport_office_with_its_duty(
    page_of: Visitors, court: str
) -> None:
    assistant = page_of("abay1.assistant", "kk")
    address = register_with_hearing(assistant, court)
    notify(assistant)
    expect(on_desk(assistant).first).to_contain_text("24.11.2026")
    assistant.goto(address)
    assistant.click("#competence a[href$='/hand-over']")
    assistant.select_option("[name=to_office_id]", str(TRANSPORT_OFFICE))
    send(assistant)
    expect(trail_in_register(assistant)).to_contain_text(["Бас көлік прокуратурасы"])
    expect(on_desk(assistant)).to_have_count(0)
    assistant.goto("/cases")
    expect(assistant.get_by_role("link", name=NUMBER)).to_have_count(0)
    page_of.announce(404)
    refused = assistant.goto(address)
    assert refused is not None
    assert refused.status == 404

    transport = page_of("transport.head", "ru")
    expect(trail_in_register(transport)).to_contain_text([NOTICE])
    expect(on_desk(transport).first).to_contain_text("24.11.2026")
    transport.goto("/cases")
    transport.get_by_role("link", name=NUMBER).click()
    competence = transport.locator("#competence")
    expect(competence).to_contain_text("Обеспечивает: транспортная прокуратура")
    expect(competence).to_contain_text("Прокуратура Ауэзовского района → Главная транспортная")
    part = transport.locator("#duties .case-duty").filter(has_text="судом первой инстанции")
    expect(part).to_contain_text("Главная транспортная прокуратура")
