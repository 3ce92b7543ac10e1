"""A requested file and the enforcement document it is about: proposed, brought over, shown."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from zoneinfo import ZoneInfo

from supervision.core import clock
from supervision.core.db import db, set_scope
from supervision.core.transaction import transaction
from supervision.law.enforcement.events import EventKind
from tests.conftest import Web
from tests.factories.enforcement import entered, initiated, recorded


def test_a_proposed_document_brings_its_parties_days_and_events(web: Web) -> None:
    today = clock.today(ZoneInfo("Asia/Almaty"))  # pages ask the clock
    day = today - timedelta(days=55)
    with web.app.app_context():
        session = db.session()
        actor = web.world.actor(session, "abay1.assistant")
        set_scope(session, actor.scope)
        with transaction(session):
            document = entered(
                session,
                actor,
                today=today,
                decided=initiated(day, "35/26-901"),
                received_on=day,
                writ_issued_on=day - timedelta(days=5),
                court_act_on=day - timedelta(days=30),
            )
            recorded(session, actor, document, EventKind.PERIODIC, day, today=today)
            due = entered(
                session,
                actor,
                today=today,
                decided=initiated(day, "35/26-902"),
                received_on=day,
                writ_issued_on=day - timedelta(days=5),
                court_act_on=day - timedelta(days=30),
            )
    client = web.client("abay1.assistant")
    listed = client.get("/files/proposed").text
    assert "The term ends within ten days" in listed and due.writ_number in listed
    assert document.writ_number not in listed  # a periodic recovery has no term
    page = client.get(f"/files/new?document={due.id}").text
    assert 'value="35/26-902"' in page and "Серікова Айгүл Маратқызы" in page
    key = re.search(r'name="idempotency_key"[^>]*value="([^"]*)"', page)
    assert key is not None
    typed = {
        "idempotency_key": key.group(1),
        "document_id": str(due.id),
        "number": "35/26-902",
        "branch": "civil",
        "priority": "uniform_application",
        "subject": "Қарыз",
        "bailiff": "Ахметов",
        "initiated_on": f"{day:%d.%m.%Y}",
        "requested_on": f"{today:%d.%m.%Y}",
        "parties-0-role": "debtor",
        "parties-0-kind": "person",
        "parties-0-name": "Серікова",
    }
    made = client.post("/files/new", data=typed)
    assert made.status_code == 302
    whole = client.get(made.location).text
    assert due.writ_number in whole and "Proceeding initiated" in whole
    supplied = {"supplied_on": f"{today:%d.%m.%Y}", "completeness": "complete"}
    version = re.search(
        r'name="version"[^>]*value="(\d+)"', client.get(f"{made.location}/supply").text
    )
    assert version is not None
    sent = client.post(f"{made.location}/supply", data=supplied | {"version": version.group(1)})
    assert sent.status_code == 302
    # whoever writes down the study sees parties, events and the term of the document beside it
    study = client.get(f"{made.location}/study").text
    for words in (
        "Серікова Айгүл Маратқызы",
        "«Дала Банк» АҚ",
        "Proceeding initiated",
        "(art. 39)",
    ):
        assert words in unescape(study), words
    stranger = web.client("turan1.assistant")
    assert 'value="35/26-902"' not in stranger.get(f"/files/new?document={due.id}").text
    foreign = stranger.post("/files/new", data=typed)
    assert foreign.status_code in (404, 422)
