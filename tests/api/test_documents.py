"""An enforcement document by a program: entered, put right, its events, sent and accepted; once a key."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from supervision.offices.rules import TokenScope
from tests.api.conftest import Programs, problem
from tests.factories.enforcement import COMPANY_BIN, OTHER_IIN, PERSON_IIN

DOCUMENTS = "/api/v1/enforcement/documents"
CARD = {
    "writ_number": "35-77",
    "writ_issued_on": "2026-11-01",
    "issuing_body": "Абай аудандық соты",
    "document_kind": "1",
    "received_on": "2026-11-10",
    "receipt_kind": "first",
    "delivery_mode": "by_post",
    "report_row": 20,
    "substance": "Баланы асырауға алимент",
    "court_act_on": "2026-10-01",
    "case_number": "2-1204/2026",
    "plaintiff": "citizen",
    "claim": "85000.50",
    "debtor_kind": "natural",
    "debtor_name": "Серіков Марат",
    "debtor_number": PERSON_IIN,
    "debtor_birth_on": "1985-03-14",
    "debtor_sex": "male",
    "debtor_address": "Семей қаласы",
    "claimant_kind": "natural",
    "claimant_name": "Ахметова Сәуле",
    "claimant_number": OTHER_IIN,
    "beneficiary": "children",
    "children": [
        {"surname": "Серікұлы", "first_name": "Алихан", "birth_on": "2018-05-04", "sex": "male"}
    ],
    "filled_by": "state_bailiff",
    "bailiff": "Ахметов Нұрлан",
    "filler_number": PERSON_IIN,
}
INITIATED = {"kind": "initiated", "effective_on": "2026-11-11", "serial_number": "35/26-1"}


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is always Friday, 20 November 2026."""
    monkeypatch.setattr("supervision.core.clock.today", lambda zone: date(2026, 11, 20))


def send(client: FlaskClient, path: str, body: Any, *, key: str = "", state: Any = None) -> Any:
    """A creation under a key, a change of the state an answer told, or both."""
    headers = {"Idempotency-Key": key} if key else {}
    if state is not None:
        headers["If-Match"] = state.headers["ETag"]
    return client.open(path, method="POST" if key else "PUT", json=body, headers=headers)


def test_a_document_is_entered_put_right_sent_and_accepted_by_programs(program: Programs) -> None:
    ours, theirs = program("abay1.head"), program("turan1.head")
    made = send(ours, DOCUMENTS, CARD | {"decision": INITIATED}, key="a")
    assert made.status_code == 201, made.text
    whole = made.get_json()
    one = made.headers["Location"]
    assert one == f"{DOCUMENTS}/{whole['id']}"
    assert (whole["standing"], whole["claim"], whole["term_ends_on"]) == (
        "open",
        "85000.50",
        "2027-01-11",
    )
    assert whole["ruling"] is None, "ruled on the day after its receipt"
    assert "(art. 39)" in whole["term_steps"][0] and whole["children"][0]["patronymic"] == ""
    assert (
        "suspended" in whole["may_follow"] and "sent_by_territoriality" not in whole["may_follow"]
    )
    again = send(ours, DOCUMENTS, CARD | {"decision": INITIATED}, key="a")
    assert again.get_json()["id"] == whole["id"]
    listed = ours.get(f"{DOCUMENTS}?q=35-77&state=open&row=20").get_json()["items"]
    assert [row["claim_now"] for row in listed] == ["85000.50"]
    assert list(problem(ours.get(f"{DOCUMENTS}?row=77"), 422)["errors"]) == ["row"]

    body = CARD | {"debtor_name": "Серікұлы Марат"}
    refused = send(ours, f"{one}/card", body | {"claim": "900"}, state=made)
    assert list(problem(refused, 422)["errors"]) == ["claim"]
    right = send(ours, f"{one}/card", body, state=made)
    assert right.status_code == 200 and right.get_json()["debtor_name"] == "Серікұлы Марат"
    problem(send(ours, f"{one}/card", CARD, state=made), 412)

    paused = {"kind": "suspended", "effective_on": "2026-11-12", "ground": "6"}
    problem(send(ours, f"{one}/events", paused | {"amount": "1,5"}, key="b", state=right), 422)
    lived = send(ours, f"{one}/events", paused, key="c", state=right)
    assert lived.get_json()["standing"] == "suspended"
    event = lived.get_json()["events"][-1]["id"]
    never = {"kind": "annulled", "effective_on": "2026-11-12", "note": "Қате жазылған"}
    mended = send(ours, f"{one}/events/{event}/correction", never, key="d", state=lived)
    assert [each["superseded"] for each in mended.get_json()["events"]] == [False, True, False]

    away = {"to_office_id": 7, "sent_on": "2026-11-16", "note": "48 парақ"}
    sent = send(ours, f"{one}/transfer", away, key="e", state=mended)
    card = sent.get_json()
    assert (card["kind"], card["number"], card["claim"]) == ("sent", "2026-0001", "85000.50")
    waiting = theirs.get("/api/v1/enforcement/transfers").get_json()["items"]
    assert [row["id"] for row in waiting] == [card["id"]]
    problem(theirs.get(one), 404)
    early = {"accepted_on": "2026-11-15", "serial_number": "20/26-9"}
    address = f"/api/v1/enforcement/cards/{card['id']}"
    assert list(problem(send(theirs, f"{address}/acceptance", early, key="f"), 422)["errors"]) == [
        "accepted_on"
    ]
    taken = send(theirs, f"{address}/acceptance", early | {"accepted_on": "2026-11-19"}, key="g")
    assert taken.get_json()["receipt_kind"] == "by_territoriality"
    assert ours.get(address).get_json()["answer_id"] == card["id"] + 1
    assert ours.get(one).get_json()["standing"] == "left"
    refusal = {"refused_on": "2026-11-19", "ground": "1", "reason": "Мерзімі өткен"}
    problem(send(theirs, f"{address}/refusal", refusal, key="h"), 409)


def test_what_a_token_may_not_and_what_no_card_says_is_refused(program: Programs) -> None:
    problem(send(program("abay1.head", TokenScope.READ), DOCUMENTS, CARD, key="a"), 403)
    problem(send(program("gpo.auditor"), DOCUMENTS, CARD, key="a"), 403)
    ours = program("abay1.head")
    wrong = CARD | {"debtor_number": COMPANY_BIN, "plaintiff": "nobody", "report_row": 19}
    errors = problem(send(ours, DOCUMENTS, wrong, key="b"), 422)["errors"]
    assert set(errors) == {"debtor_number", "plaintiff"}
    made = send(ours, DOCUMENTS, CARD, key="c")
    assert made.get_json()["ruling"] == "A ruling was due by 13 Nov 2026 and is missing"
    lost = {"recalled_on": "2026-11-20", "reason": "Пошта"}
    problem(send(ours, f"{made.headers['Location']}/recall", lost, key="d", state=made), 409)
    twin = send(ours, DOCUMENTS, CARD, key="e")
    assert list(problem(twin, 422)["errors"]) == ["writ_number"]
