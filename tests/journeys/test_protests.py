"""A tax case protested on the thirtieth day: still in time until the day ends, closed the next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from supervision.cases.operations import load_courts
from supervision.cases.rules.case import ArticleEntry
from supervision.core import clock
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY
from tests.factories.cases import COURTS, Desk, courts_by_code
from tests.factories.offices import World
from tests.journeys.conftest import Visitors
from tests.journeys.steps import fill, send

pytestmark = pytest.mark.journey

THIRTY_DAYS_AGO = TODAY - timedelta(days=30)  # Wednesday 21 October; day 30 is Friday 20 November


@pytest.fixture
def number(session: Session, world: World, law: Lawbook) -> str:
    """A tax case of the district whose ruling was handed over thirty days ago."""
    with transaction(session):
        load_courts(session, COURTS)
    actor = world.actor(session, "abay1.assistant")
    set_scope(session, actor.scope)
    desk = Desk(session, actor, law, TODAY, courts_by_code(session))
    case = desk.register(
        number="6301-26-00-3/275",
        articles=(ArticleEntry("275", "1", "tax"),),
        opened_for=("tax_duty",),
        offence_on=date(2026, 8, 1),
        received_by_court_on=date(2026, 10, 12),
    )
    desk.act(case, THIRTY_DAYS_AGO, copy_on=THIRTY_DAYS_AGO)
    return case.number


def test_a_tax_case_is_protested_on_the_thirtieth_day(
    page_of: Visitors, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = page_of("abay1.head", "ru")
    head.goto("/protests/windows")
    row = head.locator("#windows").get_by_role("row").filter(has_text=number)
    expect(row).to_contain_text("20.11.2026")
    expect(row).to_contain_text("проекта нет, срок близко")
    row.get_by_role("link", name=number).click()
    panel = head.locator("#protests")
    expect(panel.locator(".protest-window")).to_contain_text("последний день, открыт до конца дня")
    panel.locator(".protest-window summary").click()
    expect(panel.locator(".why-steps")).to_contain_text("30-й день 20.11.2026")
    panel.locator(".protest-window summary").click()
    panel.get_by_role("link", name="Подготовить протест").click()
    head.get_by_label("Неправильное применение закона").check()
    fill(head, {"own_grounds": "Статья 275 применена неверно.", "demand": "Отменить постановление"})
    send(head)
    expect(head.locator("h1")).to_contain_text("Апелляционный протест")
    head.get_by_role("link", name="Записать принесение").click()
    expect(head.locator("[name=brought_by_id] option")).to_have_count(1)
    fill(head, {"number": "2-15/26"})
    send(head)
    expect(head.locator("h1")).to_contain_text("№ 2-15/26 принесён")
    head.get_by_role("link", name=number).first.click()
    duties = head.locator("#duties .case-duty").filter(has_text="Апелляционный протест")
    expect(
        duties.or_(head.locator("#duties").filter(has_text="20.11.2026 исполнено"))
    ).not_to_have_count(0)
    head.goto("/protests/windows")
    expect(head.locator("#windows")).not_to_contain_text(number)
    expect(head.locator("#awaiting")).to_contain_text("2-15/26")


def test_on_the_day_after_it_the_window_is_closed(
    page_of: Visitors, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda zone: TODAY + timedelta(days=1))
    head = page_of("abay1.head", "kk")
    head.goto("/protests/windows")
    expect(head.locator("#windows")).not_to_contain_text(number)
    head.goto("/cases")
    head.get_by_role("link", name=number).click()
    expect(head.locator("#protests .protest-window")).to_contain_text("жабылды")
