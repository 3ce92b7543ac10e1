"""A reminder in the browser: the bell counts it, opening it marks it as seen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from supervision.law.lawbook import Lawbook
from tests.conftest import NOW
from tests.journeys.busy_offices import remind
from tests.journeys.conftest import Visitors
from tests.journeys.steps import NUMBER, register

pytestmark = pytest.mark.journey


def test_a_sweep_rings_the_bell_and_an_opened_notice_is_seen(
    page_of: Visitors, session: Session, law: Lawbook
) -> None:
    page = page_of("abay1.assistant", "ru")
    register(page)
    expect(page.locator(".bell-count")).to_have_count(0)
    # Due on Wednesday the 25th; the first notice leaves three working days before it, that is today.
    remind(session, law, since=NOW, now=NOW + timedelta(minutes=30))
    page.goto("/")
    expect(page.locator(".bell-count")).to_have_text("1")
    page.click("a.bell")
    notice = page.get_by_role("row").filter(has_text=NUMBER)
    expect(notice.locator(".tag-mark-blue")).to_have_text("новое")
    notice.get_by_role("button").click()
    expect(page.locator("h1")).to_have_text("Изучить истребованное исполнительное производство")
    expect(page.locator(".bell-count")).to_have_count(0)
    page.click("a.bell")
    expect(page.get_by_role("row").filter(has_text=NUMBER)).to_have_count(1)
    expect(page.locator("main .tag-mark-blue")).to_have_count(0)
