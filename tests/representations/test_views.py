"""The pages of representations and missed terms, as a browser without JavaScript meets them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, CourtAct
from supervision.core import clock
from supervision.offices.queries import enter_as_house
from supervision.protests.models import Protest
from supervision.representations.models import MissedWindow
from tests.cases.pages import field_on
from tests.conftest import TODAY, Web
from tests.factories.cases import Desk
from tests.factories.pages import read, text_of
from tests.protests.conftest import Desks
from tests.protests.test_views import send
from tests.representations.conftest import Sitting

WRITTEN = {
    "descriptive": "Сот қаулыны өзгеріссіз қалдырды",
    "reasoning": "Сот 440-бапты бұзған",
    "resolutive": "Күшін жою",
}


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock; it says Friday, 20 November 2026."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)


def person_on(page: str, name: str) -> str:
    """The first person a select offers."""
    found = re.search(rf'name="{name}".*?<option[^>]* value="(\d+)"', page, re.DOTALL)
    assert found is not None
    return found.group(1)


def test_a_rejected_protest_leads_to_a_representation_and_to_a_cassation_protest(
    web: Web, protest: Protest
) -> None:
    oblast, general = web.client("abay.head"), web.client("gpo.head")
    page = text_of(read(web, "abay.head", f"/protests/{protest.id}"))
    assert "Draft a representation" in page and "The rejection is justified" in page
    assert "Draft a representation" not in text_of(
        read(web, "abay1.head", f"/protests/{protest.id}")
    )
    assert "Rejected protests awaiting a decision" in read(web, "abay.head", "/representations")
    path = f"/representations/of-protest/{protest.id}/new"
    assert web.client("abay1.head").get(path).status_code == 403
    address = send(oblast, path, **WRITTEN | {"resolutive": ""})
    assert oblast.get(f"{address}/send").status_code == 409, "a part is still empty"
    send(oblast, f"{address}/edit", **WRITTEN)
    form = oblast.get(f"{address}/send").text
    head = person_on(form, "signed_by_id")
    early = {"number": "2-14/26", "sent_on": "18.11.2026", "signed_by_id": head}
    refused = oblast.post(f"{address}/send", data=early | {"version": field_on(form, "version")})
    assert refused.status_code == 422 and "2-14/26" in refused.text
    assert "It cannot be sent before 19.11.2026" in text_of(refused.text)
    send(oblast, f"{address}/send", **early | {"sent_on": "20.11.2026"})
    send(general, f"{address}/answer", answer="accepted", answered_on="20.11.2026")
    drafted = send(general, f"{address}/protest")
    told = text_of(general.get(drafted).text)
    assert "rejected 19 Nov 2026 → Representation № 2-14/26 turned into a protest" in told
    for login in ("abay1.head", "abay.head", "gpo.head"):
        assert f'href="{drafted}"' in web.client(login).get(f"/protests/{protest.id}").text
    for language, words in (("kk", "Сипаттау бөлігі"), ("ru", "Описательная часть")):
        assert words in text_of(read(web, "abay.head", address, language))
    assert web.client("abay2.head").get(address).status_code == 404
    for query, shown in (
        ("", True),
        ("state=turned", True),
        ("state=draft", False),
        ("kind=rejected_protest&office=3", True),
        ("from=20.11.2026&to=20.11.2026", True),
        ("to=x", True),
    ):
        listed = read(web, "gpo.head", f"/representations?{query}", "ru")
        assert (f'href="{address}"' in listed) is shown, query


def test_the_second_hand_at_a_draft_sees_both_texts(
    web: Web, protest: Protest, sitting: Sitting
) -> None:
    draft = sitting("abay.head").on_rejection(protest)
    path = f"/representations/{draft.id}/edit"
    one, two = web.client("abay.head"), web.client("abay.senior")
    seen = field_on(two.get(path).text, "version")
    send(one, path, **WRITTEN | {"reasoning": "Бірінші адамның мәтіні"})
    late = two.post(path, data=WRITTEN | {"version": seen, "reasoning": "Екінші мәтін"})
    assert late.status_code == 409
    assert "Бірінші адамның мәтіні" in late.text and "Екінші мәтін" in late.text


def test_a_justified_rejection_leaves_nothing_awaiting(web: Web, protest: Protest) -> None:
    oblast = web.client("abay.head")
    path = f"/representations/of-protest/{protest.id}/justified"
    to = send(oblast, path, found_on="20.11.2026", reasons="Сот дұрыс шешкен")
    page = text_of(oblast.get(to).text)
    assert "Сот дұрыс шешкен" in page and "Draft a representation" not in page
    assert "awaiting a decision" not in read(web, "abay.head", "/representations")


def test_a_late_check_opens_the_missed_term_at_once_and_the_oblast_decides(
    web: Web, session: Session, desk: Desk, case: AdminCase
) -> None:
    act = desk.act(case, date(2026, 11, 2), copy_on=date(2026, 11, 2))
    district, oblast = web.client("abay1.head"), web.client("abay.head")
    found = {"result": "unlawful", "checked_on": "20.11.2026", "note": "Заңсыз"}
    late = {"late_cause": "workload", "late_unit": "Бөлім"}
    send(district, f"/cases/{case.id}/acts/{act.id}/check", **found, **late)
    enter_as_house(session)
    missed = session.scalars(select(MissedWindow.id)).one()
    session.rollback()
    address = f"/representations/missed/{missed}"
    page = text_of(read(web, "abay1.head", f"/cases/{case.id}"))
    assert "Term for a protest missed open" in page
    assert f'href="{address}"' in read(web, "abay.head", "/representations/missed")
    assert district.get(f"{address}/decide").status_code == 403
    form = oblast.get(f"{address}/decide").text
    decision = {
        "decision": "disciplinary",
        "note": "Сөгіс",
        "decided_on": "20.11.2026",
        "decided_by_id": person_on(form, "decided_by_id"),
    }
    refused = oblast.post(
        f"{address}/decide", data=decision | {"version": field_on(form, "version")}
    )
    assert refused.status_code == 422 and "Сөгіс" in refused.text
    assert "Record the cause and the stage" in text_of(refused.text)
    findings = {"cause": "draft_not_written", "stage": "draft", "employees": "Көмекші"}
    send(oblast, f"{address}/edit", **findings)
    send(oblast, f"{address}/decide", **decision)
    told = text_of(oblast.get(address).text)
    assert "the draft was not written" in told and "disciplinary responsibility" in told
    assert "What the reminders show" in told
    assert f'href="{address}"' not in read(web, "abay.head", "/representations/missed")
    decided = read(web, "abay.head", "/representations/missed?state=decided", "kk")
    assert f'href="{address}"' in decided


def test_a_missed_term_is_recorded_by_hand_from_the_case_s_page(
    web: Web, desk: Desk, case: AdminCase
) -> None:
    act = desk.act(case, date(2026, 11, 2), copy_on=date(2026, 11, 2))
    path = f"/representations/of-case/{case.id}/acts/{act.id}/missed"
    assert path in web.client("abay.head").get(f"/cases/{case.id}").text
    assert path not in web.client("abay1.head").get(f"/cases/{case.id}").text
    to = send(web.client("abay.head"), path, shown_by="complaint", note="Шағым түсті")
    assert "Шағым түсті" in text_of(read(web, "abay.head", to, "ru"))


def test_the_department_is_informed_from_the_page_of_the_gpo_s_protest(
    web: Web, act: CourtAct, at: Desks
) -> None:
    general = at("gpo.head")
    protest = general.bring(general.draft(act), date(2026, 11, 18))
    at("abay1.head").outcome(protest, "granted", date(2026, 11, 19))
    oblast, address = web.client("abay.head"), f"/protests/{protest.id}"
    assert web.client("abay1.head").get(f"{address}/informing").status_code == 403
    assert oblast.get(f"{address}/copies").status_code == 409
    form = oblast.get(f"{address}/informing").text
    assert "Cause of lateness" in text_of(form)
    told = {"way": "letter", "number": "5-1", "informed_on": "20.11.2026"}
    refused = oblast.post(f"{address}/informing", data=told)
    assert refused.status_code == 422 and "5-1" in refused.text
    send(oblast, f"{address}/informing", **told, late_cause="workload", late_unit="Басқарма")
    send(oblast, f"{address}/copies", copies_sent_on="20.11.2026", copies_number="5-2")
    page = text_of(read(web, "gpo.head", address))
    for words in ("Report to the Department", "5-1", "Informed late", "Басқарма", "№ 5-2"):
        assert words in page
