"""Records of guidance by a program: planned, held, corrected; an inspection with its breach and its end."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.offices.rules import TokenScope
from tests.api.conftest import Programs, problem
from tests.api.test_documents import send

TRAINING = "/api/v1/guidance/training"
INSPECTIONS = "/api/v1/guidance/inspections"
PLANNED = {
    "form": "seminar",
    "branch": "court_acts",
    "topic": "Апелляция",
    "planned_on": "2026-12-01",
    "audience": "Көмекшілер",
}


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is always Friday, 20 November 2026."""
    monkeypatch.setattr("supervision.core.clock.today", lambda zone: date(2026, 11, 20))


def test_a_training_is_planned_held_and_corrected(program: Programs) -> None:
    client = program("abay1.head")
    made = send(client, TRAINING, PLANNED, key="a")
    assert made.status_code == 201, made.text
    assert (made.get_json()["state"], made.get_json()["leader"]) == ("planned", "")
    assert send(client, TRAINING, PLANNED, key="a").get_json()["id"] == made.get_json()["id"]
    wrong = send(client, TRAINING, PLANNED | {"form": "dance", "branch": "x"}, key="b")
    assert set(problem(wrong, 422)["errors"]) == {"form", "branch"}

    one, stale = made.headers["Location"], {"If-Match": made.headers["ETag"]}
    early = client.post(f"{one}/hold", json={"held_on": "2026-11-21", "attended": 9}, headers=stale)
    assert list(problem(early, 422)["errors"]) == ["held_on"]
    held = client.post(f"{one}/hold", json={"held_on": "2026-11-20", "attended": 9}, headers=stale)
    assert (held.get_json()["state"], held.get_json()["attended"]) == ("held", 9)
    again = client.post(f"{one}/hold", json={"held_on": "2026-11-20", "attended": 9}, headers=stale)
    problem(again, 412)

    now = {"If-Match": held.headers["ETag"]}
    mended = client.post(f"{one}/correction", json={"attended": 8, "note": "Қате"}, headers=now)
    body = mended.get_json()
    assert (body["attended"], body["topic"], body["held_on"]) == (8, "Апелляция", "2026-11-20")
    mute = client.post(f"{one}/correction", json={"attended": 7}, headers=now)
    assert list(problem(mute, 422)["errors"]) == ["note"]
    reading = program("abay1.head", TokenScope.READ)
    problem(send(reading, TRAINING, PLANNED, key="c"), 403)


def test_an_inspection_goes_from_its_plan_to_its_end(program: Programs) -> None:
    client = program("abay1.head")
    plan = {
        "inspected": "enforcement_official",
        "body": "Семей қалалық бөлімі",
        "topic": "Алимент",
        "planned_on": "2026-11-10",
        "inspector": "Ахметова Д.",
    }
    made = send(client, INSPECTIONS, plan, key="a")
    assert made.status_code == 201, made.text
    one = made.headers["Location"]
    act = {
        "act_number": "5",
        "act_on": "2026-11-18",
        "period_from": "2026-01-01",
        "period_to": "2026-10-31",
        "findings": "Мерзім бұзылған",
        "mend_by": "2026-12-18",
    }
    state = made
    for step, body in (
        ("conduct", act),
        ("breaches", {"description": "39-бап бұзылған"}),
        ("breaches/1/removal", {"removed_on": "2026-11-19", "note": "Ұсыныс енгізілді"}),
        ("close", {"closed_on": "2026-11-20", "result": "Жойылды"}),
    ):
        state = client.post(f"{one}/{step}", json=body, headers={"If-Match": state.headers["ETag"]})
        assert state.status_code == 200, (step, state.text)
    assert state.get_json()["state"] == "closed"
