"""A quarter's information: two districts in time, one late, the cut-off of the 25th, the next tail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from supervision.cases.operations import load_courts
from supervision.core import clock
from supervision.core.access import Actor, Level, Post
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from tests.factories.cases import COURTS, Desk, courts_by_code
from tests.factories.offices import World
from tests.factories.reports import Scribe, kind_of
from tests.journeys.conftest import Visitors
from tests.journeys.steps import fill, send

pytestmark = pytest.mark.journey

KIND, Q4, NEXT = "quarterly_information", "2026-Q4", "2027-Q1"
ON_22ND, ON_25TH, ON_28TH = date(2026, 12, 22), date(2026, 12, 25), date(2026, 12, 28)
IN_MARCH = date(2027, 3, 24)
Decided = Callable[[str, date], str]


def begin(page: Page, period: str) -> None:
    """Open the office's information of a period from its line in the list."""
    page.goto("/reports")
    page.click(f"form:has([value={KIND}]):has([value='{period}']) button")


def step(page: Page, name: str) -> None:
    """Take a step of the report that is open, and send its form."""
    page.click(f".page-head-actions a[href$='/{name}']")
    send(page)


@pytest.fixture
def decided(session: Session, world: World, law: Lawbook) -> Decided:
    """Cases that the court of a district decided in December, recorded on a day, by their numbers."""
    with transaction(session):
        load_courts(session, COURTS)
    courts = courts_by_code(session)
    court_of = {"abay1.head": "10-01-D", "abay2.head": "10-02-D"}

    def record(login: str, today: date) -> str:
        actor = world.actor(session, login)
        set_scope(session, actor.scope)
        desk = Desk(session, actor, law, today, courts, court=court_of[login])
        case = desk.register()
        desk.act(case, date(2026, 12, 10))
        number = case.number
        session.commit()
        return number

    return record


def test_three_districts_one_late_and_what_came_after_the_cut_off(
    page_of: Visitors,
    session: Session,
    world: World,
    law: Lawbook,
    decided: Decided,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def today(day: date) -> None:
        monkeypatch.setattr(clock, "today", lambda zone: day)

    head_of_shar = Actor(
        user_id=None,
        name="Омаров",
        office_id=5,
        office_name="Шар қаласының прокуратурасы",
        level=Level.DISTRICT,
        post=Post.HEAD,
        language="kk",
        offices_below=(5,),
    )
    second, third = (
        Scribe(session, actor, law, ON_22ND, kind_of(KIND))
        for actor in (world.actor(session, "abay2.head"), head_of_shar)
    )
    for login in ("abay1.head", "abay1.head", "abay2.head"):
        decided(login, ON_22ND)

    today(ON_22ND)
    district = page_of("abay1.head", "kk")
    begin(district, Q4)
    step(district, "approve")
    step(district, "send")
    expect(district.locator("#papers")).to_contain_text("№ 1/2026")
    second.submit(Q4)

    today(ON_25TH)
    oblast = page_of("abay.head", "ru")
    begin(oblast, Q4)
    report = oblast.url
    parts = oblast.locator(".report-parts li")
    expect(parts.filter(has_text="не прислана")).to_have_count(1)
    expect(oblast.locator("#movement")).to_contain_text("Рассмотрено в первой инстанции")
    oblast.click("a[href*='section=conclusions']")
    fill(oblast, {"text": "Прекращённых дел нет."})
    send(oblast)
    step(oblast, "approve")
    step(oblast, "send")
    row = oblast.get_by_role("row").filter(has_text="Рассмотрено в первой инстанции").first
    expect(row.get_by_role("cell").first).to_contain_text("3")

    late = decided("abay1.head", ON_28TH)
    third.on(ON_28TH).submit(Q4)
    today(ON_28TH)
    oblast.goto(report)
    expect(row.get_by_role("cell").first).to_contain_text("3")
    oblast.click("a[href$='/changed']")
    changed = oblast.get_by_role("row").filter(has_text=late).first
    expect(changed).to_contain_text(world.actor(session, "abay1.head").name)

    today(IN_MARCH)
    begin(oblast, NEXT)
    tail = oblast.locator("#movement .report-tail")
    expect(tail).to_contain_text("Рассмотрено в первой инстанции: 1")
