"""From a figure of the country down to one case and back, and what consent to an exclusion would change."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, CourtAct
from supervision.cases.operations import load_courts
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY
from tests.factories.cases import COURTS, Desk, courts_by_code
from tests.factories.exclusions import ExclusionDesk
from tests.factories.indicators import reckon
from tests.factories.offices import World
from tests.factories.protests import ProtestDesk
from tests.indicators.golden import EFFECTIVENESS, MONDAY, THURSDAY, WEDNESDAY
from tests.journeys.conftest import Visitors
from tests.journeys.steps import fill, send

pytestmark = pytest.mark.journey

PROTESTED, COMPLAINED = "6301-26-00-3/777", "6301-26-00-3/778"


@pytest.fixture
def quarter(session: Session, world: World, law: Lawbook) -> None:
    """Two rulings of the Auezov district changed on appeal, one of them on its protest; for the other
    the Department is asked to leave it out of the count.
    """
    with transaction(session):
        load_courts(session, COURTS)
    actor = world.actor(session, "abay1.head")
    set_scope(session, actor.scope)
    desk = Desk(session, actor, law, TODAY, courts_by_code(session))
    head = ProtestDesk(session, actor, law, TODAY)

    def ruling(number: str) -> tuple[AdminCase, CourtAct]:
        case = desk.register(number=number, sanctions=("arrest",))
        return case, desk.act(case, MONDAY, copy_on=MONDAY, in_force_on=THURSDAY)

    def changed(case: AdminCase, act: CourtAct) -> CourtAct:
        above = {"instance": "appellate", "court": "10-O", "part": "Жаза бөлігі"}
        return desk.act(case, THURSDAY, kind="changed", reviews_id=act.id, **above)

    case, act = ruling(PROTESTED)
    protest = head.bring(head.draft(act), WEDNESDAY)
    head.outcome(protest, "granted", THURSDAY, act_id=changed(case, act).id)
    asking = ExclusionDesk(session, actor, law, TODAY)
    asking.send(asking.mark(changed(*ruling(COMPLAINED))))
    reckon(session, law, TODAY)


def share(page: Page) -> str:
    """The figure at the head of its page, as it reads."""
    return re.sub(r"\s+", " ", page.locator(".figure-share").first.inner_text())


def test_from_the_country_to_one_case_and_back(page_of: Visitors, quarter: None) -> None:
    page = page_of("gpo.department", "ru")
    page.get_by_role("link", name="Показатели").click()
    page.get_by_role("link", name="Эффективность апелляционного опротестования", exact=True).click()
    country = page.url
    assert share(page) == "50,0 % 1 / 2 мало дел"
    page.get_by_role("link", name="Прокуратура области Абай", exact=True).click()
    assert share(page) == "50,0 % 1 / 2 мало дел"
    page.get_by_role("link", name="Прокуратура Ауэзовского района", exact=True).click()
    assert share(page) == "50,0 % 1 / 2 мало дел"
    district = page.url
    page.locator(".figure-share").first.get_by_role("link", name="1", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name=PROTESTED).click()
    expect(page.locator("h1")).to_contain_text(PROTESTED)
    page.go_back()
    page.get_by_role("link", name="К показателю").click()
    assert page.url == district
    way_up = page.get_by_role("navigation", name="Где вы находитесь")
    way_up.get_by_role("link", name="Генеральная прокуратура").click()
    expect(page.locator(".page-head-note")).to_have_text("Генеральная прокуратура")
    assert page.url == country


def test_the_department_sees_what_consent_would_change_and_the_figure_changes_so(
    page_of: Visitors, quarter: None, session: Session, law: Lawbook
) -> None:
    page = page_of("gpo.department", "kk")
    page.goto("/exclusions/queue")
    row = page.get_by_role("row").filter(has_text=COMPLAINED)
    expect(row).to_contain_text(re.compile(r"50,0\s%\s→\s100,0\s%"))
    row.get_by_role("link", name=COMPLAINED).click()
    page.get_by_role("link", name="Өтінішхатқа жауап беру").click()
    page.locator("[name=answer][value=consented]").check()
    page.locator("[name=way][value=electronic]").check()
    fill(page, {"number": "7-22-1", "reasons": "Санкция шегінде азайтылған."})
    send(page)
    page.goto(f"/indicators/{EFFECTIVENESS}")
    assert share(page) == "50,0 % 1 / 2 іс саны аз"
    reckon(session, law, TODAY)
    page.reload()
    assert share(page) == "100,0 % 1 / 1 іс саны аз"
    page.locator(".figure-counts a").first.click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody")).to_contain_text(COMPLAINED)
