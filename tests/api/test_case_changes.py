"""A case carried by a program: registered, a hearing set and held, its ruling recorded and checked."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from supervision.offices.rules import TokenScope
from tests.api.conftest import Programs, problem
from tests.api.test_documents import send
from tests.conftest import TODAY, Web
from tests.factories.cases import Desk

CASES = "/api/v1/cases"
NEW: dict[str, Any] = {
    "number": "6301-26-00-3/777",
    "articles": [{"article": "440", "part": "1"}],
    "opened_by": "authorised_body",
    "opened_by_name": "Полиция департаменті",
    "offender_kind": "person",
    "offender_name": "Ахметов Нұрлан",
    "birth_on": "1985-03-14",
    "offence_on": "2026-11-10",
    "sanctions": ["arrest"],
    "received_by_court_on": "2026-11-12",
}


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is always Friday, 20 November 2026."""
    monkeypatch.setattr("supervision.core.clock.today", lambda zone: TODAY)


def test_a_case_goes_from_its_registration_to_the_check_of_its_ruling(
    web: Web, session: Session, desk: Desk, program: Programs
) -> None:
    court = desk.register(sanctions=("arrest",)).court_id
    session.commit()
    client, me = program("abay1.head"), web.world.people["abay1.head"]
    wrong = send(client, CASES, NEW | {"court_id": court, "offender_name": ""}, key="a")
    assert list(problem(wrong, 422)["errors"]) == ["offender_name"]
    made = send(client, CASES, NEW | {"court_id": court}, key="b")
    assert made.status_code == 201, made.text
    one = made.headers["Location"]

    def step(state: Any, path: str, method: str = "POST", **body: Any) -> Any:
        headers = {"If-Match": state.headers["ETag"]}
        return client.open(f"{one}{path}", method=method, json=body, headers=headers)

    given = step(made, "/assignee", "PUT", assignee_id=me)
    assert given.get_json()["assignee_id"] == me
    body = NEW | {"court_id": court, "offender_name": "Ахметов Н. С."}
    changed = step(given, "", "PUT", **body)
    assert changed.get_json()["offender_name"] == "Ахметов Н. С."
    problem(step(given, "", "PUT", **body), 412)

    hearing = {
        "instance": "first",
        "court_id": court,
        "starts_at": "2026-11-16T10:00:00+05:00",
        "prosecutor_id": me,
    }
    late = send(client, f"{one}/hearings", hearing | {"starts_at": "0001-01-01T00:00:00Z"}, key="c")
    assert list(problem(late, 422)["errors"]) == ["starts_at"]
    heard = send(client, f"{one}/hearings", hearing, key="d")
    assert heard.status_code == 201, heard.text
    number = heard.get_json()["id"]
    held = step(heard, f"/hearings/{number}/outcome", outcome="took_part", took_part_id=me)
    assert held.get_json()["outcome"] == "took_part", held.text
    assert client.get(f"{one}/hearings/{number}").headers["ETag"] == held.headers["ETag"]

    act = {"instance": "first", "court_id": court, "kind": "penalty", "made_on": "2026-11-16"}
    ruled = send(client, f"{one}/acts", act | {"is_arrest": True}, key="e")
    assert ruled.status_code == 201, ruled.text
    acts = f"/acts/{ruled.get_json()['id']}"
    copied = step(ruled, f"{acts}/copy", "PUT", copy_on="2026-11-17")
    assert copied.get_json()["copy_on"] == "2026-11-17"
    checked = step(copied, f"{acts}/check", result="lawful", checked_on="2026-11-17", note="Заңды")
    assert checked.status_code == 200, checked.text
    assert checked.get_json()["check_result"] == "lawful"
    problem(send(program("abay1.head", TokenScope.READ), CASES, body, key="f"), 403)
    problem(program("abay2.head").get(f"{one}{acts}"), 404)
