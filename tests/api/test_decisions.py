"""Decisions by a program: a duty given another day, a request for exclusion from its mark to its end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from supervision.cases.models import CourtAct
from tests.api.conftest import Programs, problem
from tests.api.test_documents import send
from tests.conftest import TODAY
from tests.exclusions.conftest import act as act
from tests.exclusions.conftest import case as case
from tests.exclusions.conftest import changed as changed
from tests.factories.cases import Desk

MONDAY = date(2026, 11, 16)
EXCLUSIONS = "/api/v1/exclusions"
WEDNESDAY = {"new_due_on": "2026-11-25", "reason": "Аурулық парағы"}


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is always Friday, 20 November 2026."""
    monkeypatch.setattr("supervision.core.clock.today", lambda zone: TODAY)


def test_a_duty_gets_another_day_within_the_law_and_keeps_its_reason(
    session: Session, desk: Desk, program: Programs
) -> None:
    found = desk.register(sanctions=("arrest",))
    desk.act(found, MONDAY, copy_on=MONDAY)
    session.commit()
    head = program("abay1.head")
    items = head.get("/api/v1/duties").get_json()["items"]
    one = next(each["id"] for each in items if each["rule"] == "2015/13/appellate_protest")
    read = head.get(f"/api/v1/duties/{one}")
    state = {"If-Match": read.headers["ETag"]}
    path = f"/api/v1/duties/{one}"
    past = WEDNESDAY | {"new_due_on": f"{TODAY - timedelta(days=1)}"}
    refused = head.post(f"{path}/move", json=past, headers=state)
    assert list(problem(refused, 422)["errors"]) == ["new_due_on"]
    moved = head.post(f"{path}/move", json=WEDNESDAY, headers=state)
    assert moved.get_json()["due_on"] == "2026-11-25" and moved.get_json()["moved"]
    problem(head.post(f"{path}/move", json=WEDNESDAY, headers=state), 412)
    problem(head.post(f"{path}/move", json=WEDNESDAY), 428)
    now = {"If-Match": moved.headers["ETag"]}
    done = {"done_on": "2026-11-20", "document": "№ 5"}
    problem(head.post(f"{path}/done", json=done, headers=now), 403)  # its case closes it
    problem(head.post(f"{path}/reopen", json={"reason": "Қате"}, headers=now), 409)
    problem(program("abay1.assistant").post(f"{path}/move", json=WEDNESDAY, headers=now), 403)


def test_a_request_for_exclusion_is_marked_sent_consented_and_taken_back(
    program: Programs, changed: CourtAct
) -> None:
    district, department = program("abay1.head"), program("gpo.department")
    mark = {
        "case_id": changed.case_id,
        "act_id": changed.id,
        "clause": "within_sanction",
        "explanation": "Айыппұл азайтылды",
    }
    made = send(district, EXCLUSIONS, mark, key="a")
    assert (made.status_code, made.get_json()["state"]) == (201, "marked"), made.text
    one = made.headers["Location"]
    steps = (
        (district, "send", {"sent_on": "2026-11-20", "number": "2-22/26", "copies": "2 дана"}),
        (department, "answer", {"consents": True, "answered_on": "2026-11-20", "number": "7-1"}),
        (department, "withdraw", {"withdrawn_on": "2026-11-20", "reasons": "Жаңа мән-жай"}),
    )
    state = made
    for client, step, body in steps:
        if step != "withdraw":
            body = {**body, "way": "paper"}
        if step == "answer":
            mute = client.post(
                f"{one}/answer",
                json={**body, "reasons": ""},
                headers={"If-Match": state.headers["ETag"]},
            )
            assert list(problem(mute, 422)["errors"]) == ["reasons"]
            body["reasons"] = "Шегінде"
        state = client.post(f"{one}/{step}", json=body, headers={"If-Match": state.headers["ETag"]})
        assert state.status_code == 200, (step, state.text)
    assert state.get_json()["state"] == "withdrawn"
    refused = district.post(
        f"{one}/withdraw", json=steps[2][2], headers={"If-Match": state.headers["ETag"]}
    )
    problem(refused, 403)
