"""A rejected protest, the representation in three parts, the cassation protest that came of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from supervision.cases.operations import load_courts
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY
from tests.factories.cases import COURTS, Desk, courts_by_code
from tests.factories.offices import World
from tests.factories.protests import ProtestDesk
from tests.journeys.conftest import Visitors
from tests.journeys.steps import fill, send

pytestmark = pytest.mark.journey

BROUGHT, REJECTED = TODAY - timedelta(days=8), TODAY - timedelta(days=3)


@pytest.fixture
def number(session: Session, world: World, law: Lawbook) -> str:
    """A case whose appellate protest was rejected three days ago; its act is in force since."""
    with transaction(session):
        load_courts(session, COURTS)
    actor = world.actor(session, "abay1.assistant")
    set_scope(session, actor.scope)
    desk = Desk(session, actor, law, TODAY, courts_by_code(session))
    case = desk.register(
        number="6301-26-00-3/440",
        sanctions=("arrest",),
        offence_on=date(2026, 9, 1),
        received_by_court_on=TODAY - timedelta(days=12),
    )
    handed_over = TODAY - timedelta(days=10)
    act = desk.act(case, handed_over, copy_on=handed_over, in_force_on=REJECTED)
    head = ProtestDesk(session, world.actor(session, "abay1.head"), law, TODAY)
    head.outcome(head.bring(head.draft(act), BROUGHT), "rejected", REJECTED)
    return case.number


def test_a_rejected_protest_becomes_a_cassation_protest_that_is_granted(
    page_of: Visitors, number: str
) -> None:
    oblast = page_of("abay.head", "ru")
    oblast.goto("/representations")
    row = oblast.locator("#awaiting").get_by_role("row").filter(has_text=number)
    row.get_by_role("link", name="№ 2-15/26").click()
    panel = oblast.locator("#representations")
    panel.get_by_role("link", name="Подготовить представление").click()
    fill(oblast, {"descriptive": "Апелляция оставила постановление в силе."})
    send(oblast)
    expect(oblast.locator("h1")).to_contain_text("проект")
    expect(oblast.get_by_role("link", name="Направить представление")).to_have_count(0)
    oblast.get_by_role("link", name="Исправить проект представления").click()
    fill(oblast, {"reasoning": "Статья 440 применена неверно.", "resolutive": "Отменить акты"})
    send(oblast)
    oblast.get_by_role("link", name="Направить представление").click()
    fill(oblast, {"number": "2-14/26"})
    send(oblast)
    expect(oblast.locator("h1")).to_contain_text("№ 2-14/26 направлено")
    address = oblast.url

    general = page_of("gpo.head", "kk")
    general.goto(address)
    general.get_by_role("link", name="Ұсынысқа жауап беру").click()
    general.get_by_label("қабылданды", exact=True).check()
    send(general)
    general.get_by_role("link", name="Ұсыныс бойынша наразылық дайындау").click()
    send(general)
    expect(general.locator("#text")).to_contain_text("Статья 440 применена неверно.")
    general.get_by_role("link", name="Наразылық жобасын түзету").click()
    general.locator("[name=grounds]").first.check()
    send(general)
    general.locator("a[href$='/bring']").click()
    fill(general, {"number": "5-1/26"})
    send(general)
    general.locator("a[href$='/outcome']").click()
    general.locator("[name=decision][value=granted]").check()
    send(general)
    cassation = general.url

    oblast.goto("/representations?state=turned")
    oblast.get_by_role("link", name="№ 2-14/26").click()
    chain = oblast.locator("#chain")
    expect(chain).to_contain_text("оставлен без удовлетворения")
    expect(chain).to_contain_text("удовлетворён")
    chain.get_by_role("link", name="Апелляционный протест").click()
    oblast.locator("#representations").get_by_role("link", name="Кассационный протест").click()
    assert oblast.url.partition("#")[0] == cassation.partition("#")[0]
    expect(oblast.locator("#representations")).to_contain_text("№ 2-14/26")
