"""Reconciliations and the register of acts as pages, as a browser without JavaScript meets them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from supervision.cases import operations
from supervision.cases.rules.filing import NomenclatureEntry
from supervision.cases.rules.hearings import OutcomeEntry
from supervision.core import clock
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from tests.cases.conftest import Acting
from tests.cases.pages import field_on
from tests.conftest import TODAY, Web
from tests.factories.cases import TRANSPORT_OFFICE, Desk
from tests.factories.pages import text_of
from tests.factories.reconciliation import AUEZOV, TRANSPORT_HEAD, Party, open_quarter
from tests.printing.reading import pages_of

WEDNESDAY = date(2026, 11, 18)
RECONCILED = "/cases/reconciliations"


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock; it says Friday, 20 November 2026."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)


@pytest.fixture
def transport(session: Session, law: Lawbook, courts: dict[str, int]) -> Party:
    return Party(session, TRANSPORT_HEAD, law, TODAY, courts)


@pytest.fixture
def district(session: Session, acting: Acting, law: Lawbook, courts: dict[str, int]) -> Party:
    return Party(session, acting("abay1.head"), law, TODAY, courts)


@pytest.fixture
def head(web: Web, district: Party) -> Iterator[FlaskClient]:
    yield web.client("abay1.head")


def heard(desk: Desk, outcome: OutcomeEntry, **changes: Any) -> int:
    """The id of an act of a case heard on Wednesday."""
    case = desk.register(**changes)
    hearing = desk.hearing(case, WEDNESDAY, prosecutor_id=desk.actor.user_id)
    desk.do(operations.record_outcome, case.id, hearing.id, outcome)
    return desk.act(case, WEDNESDAY).id


def read(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    assert not re.search(r">\s*reconciliation\.[a-z_.]+", answer.text)
    return text_of(answer.text)


def test_a_reconciliation_from_the_list_to_the_signed_act(
    head: FlaskClient, district: Party, transport: Party, session: Session, law: Lawbook
) -> None:
    open_quarter(session, law, TODAY)
    heard(
        district.desk,
        OutcomeEntry("nobody", absence_cause="not_notified"),
        number="3/1",
        transport_field="rail",
        sanctions=("confiscation",),
    )
    page = read(head, RECONCILED)
    assert "31 Dec 2026" in page and "Not open yet with: Chief Transport Office." in page
    form = {"quarter": "2026-Q4", "counterpart_id": str(TRANSPORT_OFFICE)}
    sent = head.post(f"{RECONCILED}/new", data=form)
    assert sent.status_code == 302
    path = sent.headers["Location"]
    again = head.post(f"{RECONCILED}/new", data=form)
    assert again.headers["Location"] == path
    shown = head.get(f"{path}/submit")
    assert "3/1" in shown.text
    version = {"version": field_on(shown.text, "version")}
    assert head.post(f"{path}/submit", data=version).status_code == 302
    transport.submit()
    page = head.get(path).text
    assert "Only on the territorial office" in text_of(page) and "to be settled" in page
    assert "1 difference, open: 1" in read(head, RECONCILED)
    refused = head.post(f"{path}/sign", data={"signed_on": "20.11.2026"})
    assert refused.status_code == 422 and "Settle every difference first: 1" in refused.text
    [settle] = set(re.findall(rf'href="({path}/differences/\d+)"', page))
    typed = {"settlement": "to_be_added", "note": "Көлік прокуратурасы қосады"}
    version = {"version": field_on(head.get(settle).text, "version")}
    assert head.post(settle, data={**typed, "note": " ", **version}).status_code == 422
    assert head.post(settle, data={**typed, **version}).status_code == 302
    stale = head.post(settle, data={**typed, "note": "Екінші мәтін", **version})
    assert stale.status_code == 409
    assert "Екінші мәтін" in stale.text and "Көлік прокуратурасы қосады" in stale.text
    version = {"version": field_on(head.get(f"{path}/sign").text, "version")}
    assert head.post(f"{path}/sign", data={"signed_on": "20.11.2026", **version}).status_code == 302
    transport.sign()
    page = read(head, path)
    assert "signed" in page and "Submit the list" not in page
    printed = read(head, f"{path}/act")
    assert "Act of reconciliation № 2026-Q4/10-01/TRN" in printed
    assert "Омаров, 20 Nov 2026" in printed and "Көлік прокуратурасы қосады" in printed
    assert "done 20 Nov 2026" in read(head, RECONCILED)


def test_the_other_side_and_the_offices_above_only_look(
    web: Web, head: FlaskClient, district: Party, transport: Party
) -> None:
    opened = district.open(TRANSPORT_OFFICE)
    path, theirs = f"{RECONCILED}/{opened.id}", transport.open(AUEZOV)
    above = web.client("abay.head")
    assert "Submit the list" not in read(above, path)
    assert above.get(f"{path}/submit").status_code == 403
    assert above.post(f"{path}/sign", data={"signed_on": "20.11.2026"}).status_code == 403
    assert head.get(f"{RECONCILED}/{theirs.id}").status_code == 404
    assert web.client("abay2.head").get(path).status_code == 404
    assert web.client("abay1.assistant").get(f"{path}/sign").status_code == 403


def test_what_cannot_be_opened_is_said_at_its_field(head: FlaskClient) -> None:
    for changes, words in (
        ({"quarter": "2027-Q1"}, "This quarter has not begun: it begins on 01.01.2027."),
        ({"quarter": "<b>"}, "Choose one of the listed values."),
        ({"counterpart_id": "4"}, "A territorial office reconciles with a specialised one."),
    ):
        form = {"quarter": "2026-Q4", "counterpart_id": str(TRANSPORT_OFFICE)} | changes
        answer = head.post(f"{RECONCILED}/new", data=form)
        assert answer.status_code == 422 and words in unescape(answer.text)


def test_an_office_is_told_why_it_cannot_say_that_nobody_is_there(
    head: FlaskClient, session: Session, law: Lawbook
) -> None:
    open_quarter(session, law, TODAY)
    form = {"quarter": "2026-Q4", "note": "Мұнда ешкім жоқ"}
    answer = head.post(f"{RECONCILED}/nobody", data=form)
    assert answer.status_code == 422
    assert "There is an office at the seat to reconcile with." in answer.text
    assert "Мұнда ешкім жоқ" in answer.text


def test_acts_are_chosen_in_the_register_and_entered_in_a_file(
    head: FlaskClient, district: Party
) -> None:
    took_part = OutcomeEntry("took_part")
    ids = [heard(district.desk, took_part, number=f"3/{number}") for number in (1, 2)]
    assert "not entered" in read(head, "/cases/acts")
    form = {"year": "2026", "file_index": "04-12", "title": "Сот актілері"}
    key = {"idempotency_key": str(uuid.uuid4())}
    for _ in range(2):
        assert head.post("/cases/nomenclature/new", data={**form, **key}).status_code == 302
    twin = head.post("/cases/nomenclature/new", data=form)
    assert twin.status_code == 422 and "stands in the nomenclature already" in twin.text
    page = head.get("/cases/acts/file", query_string={"act": ids}).text
    file_id = re.search(r'<option[^>]*value="(\d+)">04-12', page)
    assert file_id is not None and "3/1" in page and "3/2" in page
    rows = {f"rows-{place}-act_id": str(act) for place, act in enumerate(ids)}
    typed = {"file_id": file_id.group(1), "volume": "1", "filed_on": "19.11.2026", **rows}
    wrong = head.post("/cases/acts/file", data=typed | {"filed_on": "17.11.2026"})
    assert wrong.status_code == 422 and "The act was made later, on 18.11.2026." in wrong.text
    typed["rows-0-sheets"] = "12–15"
    assert head.post("/cases/acts/file", data=typed).status_code == 302
    shown = read(head, "/cases/acts?filed=yes&index=04-12&from=18.11.2026")
    assert shown.count("04-12 (2026), volume 1") == 2 and "sheets 12–15" in shown
    assert "No act meets this choice" in read(head, "/cases/acts?filed=no")
    # As a paper it says by what it was chosen, and holds every place (2015 ¶11).
    extract = "/extracts/court_acts?filed=yes"
    assert "Nomenclature file: entered" in read(head, extract)
    assert head.post(extract, data={"about": "Тігілген актілер"}).status_code == 302
    printed = "".join(pages_of(head.post("/extracts/court_acts/issued/1/kk/pdf").data))
    assert "3/2" in printed and "12–15" in printed and "Тігілген актілер" in printed


def test_the_place_of_an_act_is_corrected_on_its_own_page(
    head: FlaskClient, district: Party
) -> None:
    desk = district.desk
    act_id = heard(desk, OutcomeEntry("took_part"), number="3/1")
    with transaction(desk.session):
        file = operations.add_file(
            desk.session,
            desk.actor,
            NomenclatureEntry(2026, "04-12", "Сот актілері"),
            idempotency_key=uuid.uuid4(),
            today=TODAY,
        )
    rows = {"rows-0-act_id": str(act_id), "rows-0-sheets": "1"}
    typed = {"file_id": str(file.id), "volume": "1", "filed_on": "19.11.2026"}
    assert head.post("/cases/acts/file", data=typed | rows).status_code == 302
    [path] = set(re.findall(r'href="(/cases/\d+/acts/\d+/filing)"', head.get("/cases/acts").text))
    version = {"version": field_on(head.get(path).text, "version")}
    assert head.post(path, data={**typed, "own_sheets": "1–9", **version}).status_code == 302
    case = path.split("/acts")[0]
    assert "04-12 (2026), volume 1, sheets 1–9" in read(head, case)
    late = head.post(path, data={**typed, "own_sheets": "77", **version})
    assert late.status_code == 409 and "77" in late.text and "sheets 1–9" in late.text


def test_without_a_choice_of_acts_there_is_nothing_to_enter(head: FlaskClient) -> None:
    for query in ("", "?act=abc", "?act=999999999999999999999", "?act=5"):
        assert head.get(f"/cases/acts/file{query}").status_code == 302


def test_a_closed_file_is_shown_closed_and_the_second_hand_is_told(
    web: Web, head: FlaskClient, district: Party
) -> None:
    form = {"year": "2026", "file_index": "04-12", "title": "Сот актілері"}
    assert head.post("/cases/nomenclature/new", data=form).status_code == 302
    [path] = set(
        re.findall(r'href="(/cases/nomenclature/\d+/close)"', head.get("/cases/nomenclature").text)
    )
    version = {"version": field_on(head.get(path).text, "version")}
    assert head.post(path, data=version).status_code == 302
    second = web.client("abay1.deputy")
    assert second.post(path, data=version).status_code == 409
    assert "closed" in read(head, "/cases/nomenclature")
    assert web.client("abay1.assistant").get("/cases/nomenclature/new").status_code == 403
