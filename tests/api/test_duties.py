"""Duties: the list of the pages by the same filters, one with its steps and paragraph."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy.orm import Session

from tests.api.conftest import Programs, problem
from tests.conftest import Web
from tests.factories.cases import Desk

MONDAY = date(2026, 11, 16)
DUTIES = "/api/v1/duties"


def test_the_list_holds_what_the_page_of_the_same_filter_holds(
    session: Session, web: Web, desk: Desk, program: Programs
) -> None:
    case = desk.register(sanctions=("arrest",))
    desk.act(case, MONDAY, copy_on=MONDAY)
    session.commit()
    client, browser = program("abay1.head"), web.client("abay1.head")
    for query in ("", "when=overdue", "when=on_time", "when=undated", "below=1", "office=3"):
        page = browser.get(f"/duties/list?{query}").text
        told = client.get(f"{DUTIES}?{query.replace('below=1', 'below=true')}").get_json()
        on_page = {int(number) for number in re.findall(r'href="/duties/(\d+)"', page)}
        assert {item["id"] for item in told["items"]} == on_page, query
    assert told["items"], "there must be something to compare"


def test_one_duty_says_why_its_day_is_its_day(
    session: Session, desk: Desk, program: Programs
) -> None:
    case = desk.register(sanctions=("arrest",))
    desk.act(case, MONDAY, copy_on=MONDAY)
    session.commit()
    client = program("abay1.head")
    items = client.get(DUTIES).get_json()["items"]
    protest = next(item for item in items if item["rule"] == "2015/13/appellate_protest")
    whole = client.get(f"{DUTIES}/{protest['id']}").get_json()
    assert {name: whole[name] for name in protest} == protest
    # 16 November is the copy's day: the tenth day is the 26th, a Thursday
    assert (whole["event_on"], whole["due_on"]) == ("2026-11-16", "2026-11-26")
    assert whole["paragraph"] == "2015 ¶13" and whole["demand"] and whole["steps"]
    assert whole["subject_kind"] == "court_act" or whole["subject_id"] == case.id


def test_a_duty_of_another_office_is_not_there(
    session: Session, desk: Desk, program: Programs
) -> None:
    case = desk.register(sanctions=("arrest",))
    desk.act(case, MONDAY, copy_on=MONDAY)
    session.commit()
    number = program("abay1.head").get(DUTIES).get_json()["items"][0]["id"]
    assert program("abay.head").get(f"{DUTIES}/{number}").status_code == 200
    problem(program("abay2.head").get(f"{DUTIES}/{number}"), 404)
    assert problem(program("abay2.head").get(f"{DUTIES}?office=3"), 422)["errors"]["office"]
