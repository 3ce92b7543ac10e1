"""A register under a filter as a numbered paper: the rows of the screen, kept in both languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.cases.operations import load_courts
from supervision.core import clock
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.extracts import operations
from supervision.law.lawbook import Lawbook
from supervision.printing.queries import verify
from tests.conftest import TODAY, Web
from tests.factories.cases import COURTS, Desk, courts_by_code
from tests.factories.pages import read, text_of
from tests.printing.reading import approve, lines_of


def test_a_list_is_issued_as_it_stands_on_the_screen_and_once(
    web: Web,
    session: Session,
    acting: Callable[[str], Actor],
    law: Lawbook,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)
    with transaction(session):
        load_courts(session, COURTS)
    desk = Desk(session, acting("abay1.head"), law, TODAY, courts_by_code(session))
    decided, _waiting = desk.register(), desk.register()
    desk.act(decided, date(2026, 11, 18))
    session.commit()
    assistant = web.client("abay1.assistant")
    screen = read(web, "abay1.assistant", "/cases?state=undecided")
    path = "/extracts/cases?state=undecided"
    assert f'href="{path}"' in screen
    for language in ("kk", "ru", "en"):
        assert "<textarea" in read(web, "abay1.assistant", path, language)
    about = {"about": "Істер, олар бойынша шешім жоқ"}
    long = assistant.post(path, data={"about": "x" * 301})
    assert long.status_code == 422 and "300 letters at most" in text_of(long.text)
    assert assistant.post(path, data=about).headers["Location"] == "/extracts"
    again = assistant.post(path, data=about)
    assert again.status_code == 422 and "already says exactly this" in text_of(again.text)
    assert "No. 1/2026" in text_of(read(web, "abay1.assistant", "/extracts"))
    kept = "/extracts/cases/issued/1"
    for language in ("kk", "ru"):
        pdf, docx = (assistant.post(f"{kept}/{language}/{form}").data for form in ("pdf", "docx"))
        approve(f"extract_cases.{language}", pdf, docx)
        assert "\n".join(lines_of(docx)).count("6301-26-00-3/") == 1, "the undecided one alone"
        assert pdf == web.client("abay.head").post(f"{kept}/{language}/pdf").data
    # Another list is another kind of paper with numbers of its own; a long one is taken as a sheet.
    assert assistant.post("/extracts/protests", data=about).status_code == 302
    assert text_of(assistant.get("/extracts").text).count("No. 1/2026") >= 2
    monkeypatch.setattr(operations, "MOST_ROWS", 1)
    most = assistant.post("/extracts/cases", data=about)
    assert most.status_code == 422 and "more than 1 rows" in text_of(most.text)
    # Nobody else's: not issued by who records nothing, not seen by a neighbour.
    assert web.client("gpo.auditor").get(path).status_code == 403
    for wrong in (f"{kept}/ru/pdf", "/extracts/protests/issued/1/ru/pdf"):
        assert web.client("abay2.head").post(wrong).status_code == 404
    for wrong in (f"{kept}/en/pdf", f"{kept}/ru/exe"):
        assert assistant.post(wrong).status_code == 404
    set_scope(session, acting("abay1.head").scope)
    assert verify(session).first_bad is None
    told = session.execute(text("select after from audit_entry where action = 'extracts.issue'"))
    assert told.scalars().first() == {"register": "cases", "query": "state=undecided", "rows": 1}
