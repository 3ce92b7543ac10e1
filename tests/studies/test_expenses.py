"""Expenses of a studied file, from the first item to a breach of the study and the workbook."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import db, set_scope
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from supervision.studies import operations
from tests.conftest import TODAY, Web
from tests.factories.studies import answers, registered

TAXI = {
    "kind": "9",
    "article": "2",
    "spent_on": "18.11.2026",
    "payee": "Такси «Жүйрік»",
    "amount": "4 500,25",
    "travel_class": "road_taxi",
}
VALUATION = {
    "kind": "1",
    "article": "3",
    "spent_on": "19.11.2026",
    "payee": "Бағалаушы Ким",
    "amount": "30000",
    "document_kind": "receipt",
    "document_number": "77",
    "document_amount": "25000",
}


def entered(web: Web) -> tuple[Session, Actor]:
    """The assistant at work in a session of the application."""
    session = db.session()
    actor = web.world.actor(session, "abay1.assistant")
    set_scope(session, actor.scope)
    return session, actor


def test_expenses_are_flagged_offered_as_breaches_and_exported(web: Web, law: Lawbook) -> None:
    client = web.client("abay1.assistant")
    with web.app.app_context():
        session, actor = entered(web)
        with transaction(session):
            file = registered(session, actor, law=law, today=TODAY, received_on=TODAY)
    page = f"/files/{file.id}/expenses"

    def send(step: str, **fields: Any) -> Any:
        shown = client.get(f"{page}/{step}").text
        key = re.search(r'name="idempotency_key"[^>]*value="([^"]*)"', shown)
        hidden = {"idempotency_key": key.group(1)} if key else {}
        return client.post(f"{page}/{step}", data=hidden | fields)

    assert send("new", **TAXI | {"travel_class": ""}).status_code == 422
    assert send("new", **TAXI | {"amount": "көп"}).status_code == 422
    assert send("new", **TAXI).status_code == 302
    assert send("new", **VALUATION).status_code == 302
    assert send("new", **VALUATION | {"payee": "Қате"}).status_code == 302
    assert send("3/strike", reason="Екі рет енгізілген").status_code == 302
    shown = client.get(page).text
    for words in (
        *("A taxi is charged as an expense", "EXP ¶3(9), ¶4(2)", "EXP ¶6", "EXP ¶5"),
        *("34\u00a0500,25", "struck out"),
    ):
        assert words in shown
    # a breach is recorded in the study, so not before it
    assert client.get(f"{page}/breaches/expense_taxi").status_code == 409

    with web.app.app_context():
        session, actor = entered(web)
        with transaction(session):
            operations.record_study(
                session, actor, file.id, studied_on=TODAY, answers=answers(), law=law, today=TODAY
            )
    ready = client.get(f"{page}/breaches/expense_taxi").text
    assert "Такси «Жүйрік»" in ready and "4\u00a0500,25" in ready
    recorded = send("breaches/expense_taxi", description="Такси 4500,25 теңге")
    assert recorded.status_code == 302
    assert send("breaches/expense_taxi", description="тағы").status_code == 422
    assert send("breaches/expense_class_above_cap", description="жоқ").status_code == 422
    assert client.get(f"{page}/breaches/nothing").status_code == 404
    whole = client.get(f"/files/{file.id}").text
    assert "Такси 4500,25 теңге" in whole
    breach = re.search(rf"/files/{file.id}/breaches/(\d+)", whole)
    assert breach is not None
    assert "A taxi is charged" in client.get(breach.group(0)).text

    sheet = client.post(f"{page}.xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(sheet.data))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[4] for row in rows[1:]] == [4500.25, 30000]
    assert "EXP ¶5" in rows[2][8]
    totals = book.get_sheet_by_index(1).to_python()
    assert totals[-1] == ["Total, tenge", "34\u00a0500,25"]
