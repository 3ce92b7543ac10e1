"""A thing of a room as a paper: drafts are marked, an issued one is numbered and kept as issued."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core import clock
from supervision.core.db import set_scope
from supervision.printing.queries import verify
from supervision.protests.models import Protest
from tests.conftest import TODAY, Web
from tests.factories.pages import read, text_of
from tests.printing.reading import approve, edges_of, lines_of, pages_of
from tests.representations.conftest import Sitting
from tests.representations.conftest import act as act
from tests.representations.conftest import at as at
from tests.representations.conftest import case as case
from tests.representations.conftest import desk as desk
from tests.representations.conftest import protest as protest
from tests.representations.conftest import sitting as sitting


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock; it says Friday, 20 November 2026."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)


def take(browser: FlaskClient, path: str) -> bytes:
    answer = browser.post(path)
    assert answer.status_code == 200, answer.text
    assert "attachment" in answer.headers["Content-Disposition"]
    return answer.data


def issued(session: Session) -> list[tuple[str, int, int]]:
    found = session.execute(text("select kind, id, number from paper order by id"))
    return [(row.kind, row.id, row.number) for row in found]


def test_a_protest_is_printed_as_a_draft_and_issued_once_with_its_bytes_kept(
    web: Web, session: Session, protest: Protest
) -> None:
    head, path = web.client("abay1.head"), f"/papers/protest/{protest.id}"
    draft = take(head, f"{path}/draft/ru/pdf")
    assert all("ПРОЕКТ" in page for page in pages_of(draft))
    assert edges_of(take(head, f"{path}/draft/kk/docx")).startswith("ЖОБА")
    assert head.post(f"{path}/issue").headers["Location"] == f"/protests/{protest.id}#papers"
    page = text_of(read(web, "abay1.head", f"/protests/{protest.id}"))
    assert "No. 1/2026" in page and "SHA-256" in page
    again = head.post(f"{path}/issue")
    assert again.status_code == 409 and "already says exactly this" in text_of(again.text)
    set_scope(session, web.world.actor(session, "abay1.head").scope)
    ((kind, paper_id, number),) = issued(session)
    assert (kind, number) == ("protest", 1)
    kept = f"/papers/protest/issued/{paper_id}"
    copies = {
        (language, form): take(head, f"{kept}/{language}/{form}")
        for language in ("kk", "ru")
        for form in ("pdf", "docx")
    }
    for language in ("kk", "ru"):
        approve(f"protest.{language}", copies[language, "pdf"], copies[language, "docx"])
        assert "ЖОБА" not in edges_of(copies[language, "docx"])
        assert copies[language, "pdf"] == take(web.client("abay.head"), f"{kept}/{language}/pdf")
    rows = session.execute(
        text("select action from audit_entry where action like 'printing.%' order by id")
    )
    actions = [row.action for row in rows]
    assert actions[:3] == ["printing.draft", "printing.draft", "printing.issue"]
    assert actions.count("printing.take") == 6
    assert verify(session).first_bad is None


def test_a_paper_of_another_office_is_neither_issued_nor_seen(
    web: Web, session: Session, protest: Protest
) -> None:
    path = f"/papers/protest/{protest.id}"
    assert web.client("abay.head").post(f"{path}/issue").status_code == 403
    for wrong in (f"{path}/draft/ru/pdf", f"{path}/issue"):
        assert web.client("abay2.head").post(wrong).status_code == 404
    for wrong in (
        "/papers/nothing/1/issue",
        f"{path}/draft/en/pdf",
        f"{path}/draft/ru/exe",
        "/papers/protest/999999/issue",
        "/papers/protest/issued/1/ru/pdf",
        "/papers/control_journal/1/issue",
    ):
        assert web.client("abay1.head").post(wrong).status_code == 404, wrong
    assert web.client("gpo.auditor").post(f"{path}/issue").status_code == 403
    assert issued(session) == []


def test_a_representation_is_issued_once_it_is_sent_with_its_three_parts(
    web: Web, session: Session, protest: Protest, sitting: Sitting
) -> None:
    desk_of_oblast = sitting("abay.head")
    made = desk_of_oblast.on_rejection(protest)
    head, path = web.client("abay.head"), f"/papers/representation/{made.id}"
    early = head.post(f"{path}/issue")
    assert early.status_code == 409 and "once it is signed" in text_of(early.text)
    assert "________" in "".join(lines_of(take(head, f"{path}/draft/kk/docx")))
    desk_of_oblast.send(made, date(2026, 11, 20))
    assert head.post(f"{path}/issue").status_code == 302
    ((kind, paper_id, number),) = issued(session)
    assert (kind, number) == ("representation", 1)
    for language in ("kk", "ru"):
        kept = f"/papers/representation/issued/{paper_id}/{language}"
        approve(f"representation.{language}", take(head, f"{kept}/pdf"), take(head, f"{kept}/docx"))
