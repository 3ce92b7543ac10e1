"""The pages of reports: what is owed, one whole, the cases behind a figure, who has sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from supervision.cases.operations import load_courts
from supervision.core import clock
from supervision.core.access import Actor
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY, Web
from tests.factories.cases import COURTS, Desk, courts_by_code
from tests.factories.pages import read, text_of
from tests.factories.reports import Scribe, kind_of
from tests.printing.reading import approve, pages_of

PERIOD = "2026-Q4"


def taken(browser: FlaskClient, page: str) -> dict[tuple[str, str], bytes]:
    """The copies of the only paper on a page, by language and form."""
    paths = re.findall(r'action="(/papers/period_report/issued/\d+/(\w+)/(\w+))"', page)
    assert len(paths) == 4
    return {(language, form): browser.post(path).data for path, language, form in paths}


def test_a_report_from_its_line_in_the_list_to_the_answer_of_the_oblast(
    web: Web,
    session: Session,
    acting: Callable[[str], Actor],
    law: Lawbook,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)
    with transaction(session):
        load_courts(session, COURTS)
    actor = acting("abay1.head")
    desk = Desk(session, actor, law, TODAY, courts_by_code(session))
    case = desk.register()
    desk.act(case, date(2026, 11, 18))
    session.commit()
    assistant, head = web.client("abay1.assistant"), web.client("abay1.head")

    listed = read(web, "abay1.assistant", "/reports")
    assert "Information on administrative proceedings" in listed and "not begun" in listed
    begun = assistant.post(
        "/reports/open", data={"kind": "quarterly_information", "period": PERIOD}
    )
    assert begun.status_code == 302
    page = begun.headers["Location"]
    report = int(page.rsplit("/", 1)[1])
    for language in ("kk", "ru", "en"):
        shown = text_of(read(web, "abay1.assistant", page, language))
        assert "reports." not in shown
    line = "Decided at first instance 1 : Decided at first instance 0 — 0 —"
    assert line in text_of(read(web, "abay1.assistant", page))
    behind = read(web, "abay1.assistant", f"{page}/cases?section=movement&key=decided")
    assert case.number in behind
    assert assistant.get(f"{page}/cases?section=nothing").status_code == 404
    text = f"{page}/text?section=conclusions"
    written = {"text": "Шешілген іс біреу.", "version": "0"}
    assert assistant.post(text, data=written).status_code == 302
    assert assistant.post(text, data={"text": "x" * 20_001, "version": "1"}).status_code == 422
    assert "Шешілген іс біреу." in assistant.get(page).text

    # A draft is marked as one and holds what is written; of what is not sent nobody else has one.
    draft = f"/papers/period_report/{report}/draft/ru/pdf"
    assert "Шешілген іс біреу." in "".join(pages_of(assistant.post(draft).data))
    assert web.client("abay.head").post(draft).status_code == 404
    assert head.post(f"/papers/period_report/{report}/issue").status_code == 409

    # What is not sent yet is nobody else's to read, and a head alone approves.
    assert web.client("abay.head").get(page).status_code == 404
    assert assistant.get(f"{page}/approve").status_code == 403
    assert head.get(f"{page}/send").status_code == 409, "not approved yet"
    assert head.post(f"{page}/approve", data={"version": "1"}).status_code == 302
    assert head.post(f"{page}/send", data={"version": "1"}).status_code == 409, "approved meanwhile"
    assert head.post(f"{page}/send", data={"version": "2"}).status_code == 302
    kept = taken(head, head.get(page).text)
    for language in ("kk", "ru"):
        approve(f"period_report.{language}", kept[language, "pdf"], kept[language, "docx"])
    assert "stand as they were known then" in text_of(head.get(page).text)
    assert "Nothing has changed since" in head.get(f"{page}/changed").text

    oblast = web.client("abay.head")
    arrivals = f"/reports/arrivals?kind=quarterly_information&period={PERIOD}"
    came = text_of(oblast.get(arrivals).text)
    assert "Arrived 1" in came and "Awaited 2" in came
    assert oblast.get("/reports/arrivals?kind=quarterly_information&period=x").status_code == 404
    assert web.client("abay1.head").get(arrivals).status_code == 404
    assert oblast.post(f"{page}/send-back", data={"version": "3"}).status_code == 422
    back = oblast.post(f"{page}/send-back", data={"version": "3", "remarks": "Себептерін ашыңыз."})
    assert back.status_code == 302
    assert "Себептерін ашыңыз." in head.get(page).text
    # Sent again as it was, it keeps its paper; with other words it is a paper of its own.
    for version, step in enumerate(("reopen", "approve", "send"), start=4):
        given = {"version": str(version), "remarks": "Қайта"}
        assert head.post(f"{page}/{step}", data=given).status_code == 302
    assert taken(head, head.get(page).text) == kept
    assert "SHA-256" in oblast.get(page).text
    # The oblast writes its own words over the merged figures, with the district's at hand.
    merged = oblast.post(
        "/reports/open", data={"kind": "quarterly_information", "period": PERIOD}
    ).headers["Location"]
    beside = text_of(oblast.get(f"{merged}/text?section=conclusions").text)
    assert "From the part of Auezov District Office Шешілген іс біреу." in beside
    own = {"text": "Облыста да бір іс.", "version": "0"}
    assert oblast.post(f"{merged}/text?section=conclusions", data=own).status_code == 302
    whole = text_of(oblast.get(merged).text)
    assert "Облыста да бір іс." in whole and "Шешілген іс біреу." not in whole
    assert web.client("gpo.department").get("/reports/999999").status_code == 404
    assert report > 0


def test_what_a_report_counts_is_listed_to_the_last_case(
    session: Session, acting: Callable[[str], Actor], law: Lawbook, web: Web
) -> None:
    with transaction(session):
        load_courts(session, COURTS)
    actor = acting("abay1.head")
    desk = Desk(session, actor, law, TODAY, courts_by_code(session))
    for _ in range(3):
        desk.act(desk.register(), date(2026, 11, 18))
    session.commit()
    scribe = Scribe(session, actor, law, TODAY, kind_of("quarterly_information"))
    report = scribe.open(PERIOD)
    scribe.approve(report)
    page = f"/reports/{report.id}/cases?section=by_article&key=440"
    assert web.client("abay1.head").get(page).text.count("6301-26-00-3/") == 3
    assert scribe.counted(report, "by_article") == {"440": 3}
