"""What was taken away as a file is sent in again: the register comes out as it was."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import timedelta
from decimal import Decimal
from typing import Any

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
    NAMES,
    _on_the_twentieth,
    numbers,
    read,
    row,
    send,
    states,
    work,
)
from tests.exchange.test_take_back import CHILDREN, PETITION, RULED
from tests.exchange.test_upload_guard import book
from tests.factories.cases import COURTS, Desk, courts_by_code
from tests.factories.enforcement import alimony_entry, card_entry

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


def rows(content: bytes, form: str) -> list[str]:
    if form == "csv":
        return sorted(content.decode("utf-8-sig").splitlines())
    made = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return sorted(map(str, made.to_python()))


PETITIONS = (
    dict(PETITION),
    PETITION
    | {"came_by": "electronic", "petitioner_name": "=Ахметов", "subject": "Басқа; шағым"}
    | {"case_number": "6301/26", "identity_number": "850314400017"},
)
CARD = (
    asdict(alimony_entry(TODAY, joint=True, joint_group="Борыш-1"))
    | {"children": CHILDREN, "children_count": 2}
    | RULED
)
SENT_IN: dict[str, tuple[Mapping[str, Any], ...]] = {
    "petitions": PETITIONS,
    "requested_files": (
        dict(zip(NAMES, row("1/26"), strict=True)),
        dict(zip(NAMES, row("2/26", supply_by=""), strict=True))
        | {"received_on": "18.11.2026", "private_bailiff": "иә", "bailiff_office": "Семей"},
    ),
    "enforcement_documents": (
        CARD,
        asdict(card_entry(TODAY, claim=Decimal("0.07"))) | {"children": ""},
    ),
}


def test_entries_taken_away_taken_back_and_sent_in_again_are_the_same_entries(
    web: Web,
    work: Callable[[], int],  # noqa: F811
) -> None:
    def enter(content: bytes, name: str) -> str:
        address = send(browser, content, name, kind=kind)
        work()
        browser.post(f"{address}/enter")
        work()
        return address

    for place, (kind, entries) in enumerate(SENT_IN.items()):
        language, form = (("kk", "xlsx"), ("ru", "csv"), ("en", "xlsx"))[place]
        browser = web.client("abay1.head", language)
        importable = web.app.extensions["importables"][kind]
        names = [field.name for field in importable.fields]
        cells = [[_plain(entry.get(name)) for name in names] for entry in entries]
        first = enter(book(names, *cells), "first.xlsx")
        assert states(web)[-2:] == ["entered"] * 2, told(web)
        away = browser.post(f"/exchange/lists/{kind}_as_entered", data={"form": form}).data
        browser.post(f"{first}/take-back")
        work()
        enter(away, f"away.{form}")
        assert states(web)[-2:] == ["entered"] * 2, told(web)
        back = browser.post(f"/exchange/lists/{kind}_as_entered", data={"form": form}).data
        assert rows(back, form) == rows(away, form)
        assert len(rows(away, form)) == 3


def told(web: Web) -> list[str]:
    """Why rows were refused."""
    return read(web, "select problems::text from import_row where state = 'refused'")


def _plain(cell: object) -> object:
    return f"{cell:.2f}" if isinstance(cell, Decimal) else cell
