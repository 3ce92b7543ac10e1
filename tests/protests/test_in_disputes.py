"""Protests in enforcement proceedings: within the stated term, and in the supervisory order (`2002 ¶7`)."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from sqlalchemy.orm import Session

from supervision.core import clock
from supervision.core.db import set_scope
from supervision.core.errors import NotFound, Refused
from supervision.disputes.models import Dispute, DisputeAct
from supervision.disputes.rules import KIND as DISPUTE
from supervision.law.lawbook import Lawbook
from supervision.protests import operations
from supervision.protests.models import Protest
from supervision.protests.rules import DraftEntry
from tests.cases.pages import field_on
from tests.conftest import TODAY, Web
from tests.factories.cases import Desk
from tests.factories.disputes import DisputeDesk
from tests.factories.pages import read, text_of
from tests.protests.conftest import Desks
from tests.protests.test_bringing import refused

RECEIVED, ENDS = date(2026, 11, 12), date(2026, 11, 27)
DRAFT = DraftEntry("appellate", own_grounds="Сот АІЖК 10-бабын бұзған.", demand="Күшін жою")
UNLAWFUL = "7/protest_unlawful_act"


@pytest.fixture
def disputes(desk: Desk, session: Session, law: Lawbook) -> DisputeDesk:
    """The same assistant's desk at disputes."""
    return DisputeDesk(session, desk.actor, law, TODAY, desk.courts)


@pytest.fixture
def dispute(disputes: DisputeDesk) -> Dispute:
    return disputes.register()


@pytest.fixture
def act(disputes: DisputeDesk, dispute: Dispute) -> DisputeAct:
    """An unlawful act within its appellate term."""
    made = disputes.act(dispute, RECEIVED, received_on=RECEIVED, term_ends_on=ENDS)
    return disputes.check(dispute, made, "unlawful")


def draft(at: Desks, login: str, act: DisputeAct, kind: str = "appellate") -> Protest:
    entry = DraftEntry(kind, own_grounds=DRAFT.own_grounds, demand=DRAFT.demand)
    desk = at(login)
    from_form = {"kind": DISPUTE, "idempotency_key": uuid.uuid4()}
    return desk.do(operations.draft, act.dispute_id, act.id, entry, **from_form)


def duty_state(disputes: DisputeDesk, dispute: Dispute, rule: str) -> str:
    set_scope(disputes.session, disputes.actor.scope)
    return {name: duty.state for (name, _trigger), duty in disputes.duties(dispute).items()}[rule]


def test_an_unlawful_act_is_protested_within_its_stated_term(
    disputes: DisputeDesk, dispute: Dispute, act: DisputeAct, at: Desks
) -> None:
    protest = draft(at, "abay1.head", act)
    assert duty_state(disputes, dispute, UNLAWFUL) == "open"
    brought = at("abay1.head").bring(protest, TODAY)
    assert (brought.capacity, brought.window_ends_on) == ("district_prosecutor", ENDS)
    assert duty_state(disputes, dispute, UNLAWFUL) == "fulfilled"


def test_after_the_stated_day_the_window_is_closed(
    disputes: DisputeDesk, dispute: Dispute, at: Desks
) -> None:
    late = disputes.act(
        dispute, date(2026, 11, 2), received_on=date(2026, 11, 3), term_ends_on=date(2026, 11, 18)
    )
    protest = draft(at, "abay1.head", late)
    assert "brought_on" in refused(at("abay1.head").bring, protest, TODAY)
    assert (
        at("abay1.head").bring(protest, date(2026, 11, 18), late_reason="Пошта").state == "brought"
    )


def test_an_act_in_force_is_protested_in_the_supervisory_order_by_the_oblast_or_the_gpo(
    disputes: DisputeDesk, dispute: Dispute, at: Desks
) -> None:
    act = disputes.act(
        dispute, date(2026, 10, 1), received_on=date(2026, 10, 2), in_force_on=date(2026, 10, 20)
    )
    disputes.check(dispute, act, "unlawful")
    district = draft(at, "abay1.head", act, "supervisory")
    assert "brought_by_id" in refused(at("abay1.head").bring, district, TODAY)
    brought = at("abay.head").bring(draft(at, "abay.head", act, "supervisory"), TODAY)
    assert (brought.capacity, brought.office_id, brought.window_ends_on) == (
        "oblast_prosecutor",
        3,
        None,
    )
    assert duty_state(disputes, dispute, "7/represent_unlawful_act") == "fulfilled"


def test_there_is_no_cassation_in_enforcement_proceedings_and_no_foreign_dispute(
    act: DisputeAct, at: Desks
) -> None:
    place = (act.dispute_id, act.id)
    given = {"kind": DISPUTE, "idempotency_key": uuid.uuid4()}
    cassation = DraftEntry("cassation", own_grounds="Негіз")
    with pytest.raises(Refused):
        at("gpo.head").do(operations.draft, *place, cassation, **given)
    with pytest.raises(NotFound):
        at("turan.head").do(operations.draft, *place, DRAFT, **given)


def test_the_page_of_a_dispute_leads_to_its_protest(
    web: Web, dispute: Dispute, act: DisputeAct, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)
    page = read(web, "abay1.head", f"/disputes/{dispute.id}")
    path = f"/protests/of-dispute/{dispute.id}/acts/{act.id}/new"
    assert path in page and "open, 7 days left" in text_of(page)
    client = web.client("abay1.head")
    form = client.get(path).text
    assert "Grounds of CoAO 840" not in text_of(form)
    typed = {"kind": "appellate", "own_grounds": DRAFT.own_grounds, "demand": DRAFT.demand}
    key = field_on(form, "idempotency_key")
    sent = client.post(path, data={**typed, "idempotency_key": key})
    assert sent.status_code == 302
    shown = text_of(read(web, "abay.head", sent.headers["Location"], "ru"))
    assert dispute.number in shown and DRAFT.own_grounds in shown
    found = text_of(read(web, "abay1.head", f"/protests?q={dispute.number}"))
    assert dispute.number in found
