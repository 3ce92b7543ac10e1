"""A requested file carried through its life by a program: registered, supplied, studied, returned."""

from __future__ import annotations

from typing import Any

import pytest

from supervision.offices.rules import TokenScope
from tests.api.conftest import Programs, problem
from tests.api.test_documents import send
from tests.conftest import TODAY, Web

FILES = "/api/v1/files"
POINTS = (
    "timeliness_and_completeness",
    "state_duty",
    "enforcement_sanction",
    "administrative_offence_cases",
    "evasion_materials",
)
NEW: dict[str, Any] = {
    "number": "318/26-63",
    "branch": "civil",
    "priority": "uniform_application",
    "bailiff": "Жұмабеков Е.",
    "subject": "Алимент",
    "initiated_on": "2026-10-31",
    "requested_on": "2026-11-16",
    "parties": [{"role": "debtor", "kind": "person", "name": "Серікова Айгүл"}],
}


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is always Friday, 20 November 2026."""
    monkeypatch.setattr("supervision.core.clock.today", lambda zone: TODAY)


def test_a_file_goes_from_its_request_back_to_the_bailiff(web: Web, program: Programs) -> None:
    client = program("abay1.assistant")
    wrong = NEW | {"branch": "cosmic", "parties": []}
    assert set(problem(send(client, FILES, wrong, key="a"), 422)["errors"]) == {
        "branch",
        "parties-0-name",
    }
    made = send(client, FILES, NEW, key="b")
    assert made.status_code == 201, made.text
    one, number = made.headers["Location"], made.get_json()["id"]
    assert send(client, FILES, NEW, key="b").get_json()["id"] == number

    def step(state: Any, name: str, method: str = "POST", **body: Any) -> Any:
        headers = {"If-Match": state.headers["ETag"]}
        return client.open(f"{one}/{name}", method=method, json=body, headers=headers)

    me = web.world.people["abay1.assistant"]
    given = step(made, "assignee", "PUT", assignee_id=me)
    assert given.get_json()["assignee_id"] == me
    problem(step(made, "supply", supplied_on="2026-11-18", completeness="complete"), 412)
    come = step(given, "supply", supplied_on="2026-11-18", completeness="complete")
    assert (come.get_json()["state"], come.get_json()["received_on"]) == ("received", "2026-11-18")
    right = step(come, "receipt", "PUT", received_on="2026-11-19", reason="Қате жазылған")
    assert right.get_json()["received_on"] == "2026-11-19"

    answers = [{"point": point, "answer": "yes"} for point in POINTS]
    part = step(right, "study", studied_on="2026-11-20", answers=answers[1:])
    assert problem(part, 422)["errors"]
    answers[1] = {"point": POINTS[1], "answer": "no", "note": "Баж өндірілмеген"}
    done = step(right, "study", studied_on="2026-11-20", answers=answers)
    assert done.status_code == 200, done.text
    assert {each["point"]: each["answer"] for each in done.get_json()["answers"]}[POINTS[1]] == "no"
    back = step(done, "return", returned_on="2026-11-20")
    assert (back.get_json()["state"], back.get_json()["late_cause"]) == ("returned", None)
    problem(step(back, "return", returned_on="2026-11-20"), 409)
    problem(send(program("abay1.head", TokenScope.READ), FILES, NEW, key="c"), 403)
