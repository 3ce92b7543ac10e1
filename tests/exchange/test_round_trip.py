"""What was taken away as a file is sent in again: the register comes out as it was."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from supervision.cases.operations import load_courts, record_outcome
from supervision.cases.rules.hearings import OutcomeEntry
from supervision.core.access import Actor
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY, Web
from tests.exchange.test_imports import (  # noqa: F401 — two are fixtures
    _on_the_twentieth,
    numbers,
    read,
    send,
    work,
)
from tests.exchange.test_upload_guard import book
from tests.factories.cases import COURTS, Desk, courts_by_code

HEARD_ON = TODAY - timedelta(days=4)
ACTS = (
    ["case_number", "court", "instance", "kind", "made_on", "in_force_on"],
    ["6301-26/1", "10-01-D", "first", "penalty", "16.11.2026", "20.11.2026"],
    ["6301-26/2", "Әуезов соты", "first", "penalty", "17.11.2026", ""],
    ["6301-26/3", "Auezov Court", "first", "penalty", "19.11.2026", ""],
)


@pytest.mark.parametrize(("language", "form"), [("kk", "xlsx"), ("ru", "csv")])
def test_court_acts_taken_away_taken_back_and_sent_in_again_are_the_same_register(
    web: Web,
    work: Callable[[], int],  # noqa: F811
    session: Session,
    acting: Callable[[str], Actor],
    law: Lawbook,
    language: str,
    form: str,
) -> None:
    browser, head = web.client("abay1.head", language), acting("abay1.head")
    with transaction(session):
        load_courts(session, COURTS)
    desk = Desk(session, head, law, TODAY, courts_by_code(session))
    for number in ("6301-26/1", "6301-26/2", "6301-26/3"):
        case = desk.register(number=number)
        hearing = desk.hearing(
            case, HEARD_ON, prosecutor_id=head.user_id
        )  # the register is of acts heard with a prosecutor
        desk.do(record_outcome, case.id, hearing.id, OutcomeEntry("took_part"))

    def enter(content: bytes, name: str) -> str:
        address = send(browser, content, name, kind="court_acts")
        work()
        if "/columns" in (page := browser.get(address).text):
            chosen = dict(
                re.findall(r'id="(column-\d+)"[^>]*>.*?<option value="(\w+)" selected', page)
            )
            browser.post(f"{address}/columns", data={"column-0": "case_number"} | chosen)
            work()
        browser.post(f"{address}/enter")
        work()
        return address

    def taken() -> bytes:
        answer = browser.post("/exchange/lists/court_acts", data={"form": form})
        assert answer.status_code == 200
        return bytes(answer.data)

    first = enter(book(*(list(line) for line in ACTS)), "a.xlsx")
    assert numbers(web, "court_act") == 3
    away = taken()
    known = enter(away, f"away.{form}")
    assert read(web, "select state from import_row order by batch_id, number") == (
        ["entered"] * 3 + ["known"] * 3
    ), browser.get(known).text
    browser.post(f"{first}/take-back")
    work()
    assert numbers(web, "court_act") == 0
    enter(away, f"away.{form}")
    assert numbers(web, "court_act") == 3
    assert rows(taken(), form) == rows(away, form)


def rows(content: bytes, form: str) -> object:
    if form == "csv":
        return sorted(content.decode("utf-8-sig").splitlines())
    made = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return sorted(map(str, made.to_python()))
