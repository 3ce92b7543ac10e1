"""Petitions, disputes, acts of response and representations carried by programs: each its usual way."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from supervision.protests.models import Protest
from tests.api.conftest import Programs, problem
from tests.api.test_documents import send
from tests.api.test_file_changes import FILES, NEW, POINTS
from tests.conftest import TODAY, Web
from tests.factories.cases import Desk
from tests.representations.conftest import act as act
from tests.representations.conftest import case as case
from tests.representations.conftest import protest as protest

PETITIONS = "/api/v1/petitions"
DISPUTES = "/api/v1/disputes"
PETITION = {
    "kind": "appellate_protest",
    "petitioner_kind": "person",
    "petitioner_name": "Омарова Әсел Қайратқызы",
    "identity_number": "850314400017",
    "address": "Семей қаласы, Абай көшесі 1",
    "subject": "Қаулының күшін жоюды сұраймын",
    "came_by": "post",
    "received_on": "2026-11-18",
    "case_number": "6301-26-00-3/77",
    "court_name": "Әуезов соты",
    "act_made_on": "2026-10-31",
    "categories": ["tax"],
    "entered_into_force": "yes",
}
DISPUTE: dict[str, Any] = {
    "number": "6301-26-00-2/77",
    "kind": "contest",
    "subject": "Мүлікке тыйым салу туралы қаулы",
    "parties": [{"role": "debtor", "kind": "person", "name": "Серікова Айгүл"}],
    "contested_by": ["party"],
    "bailiff": "Ахметов Нұрлан",
    "received_by_court_on": "2026-11-02",
}


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is always Friday, 20 November 2026."""
    monkeypatch.setattr("supervision.core.clock.today", lambda zone: TODAY)


class Way:
    """A thing on its way: each step is meant for the state the last one told."""

    def __init__(self, client: FlaskClient, made: Any) -> None:
        assert made.status_code == 201, made.text
        self.client, self.state, self.one = client, made, made.headers["Location"]

    def step(self, path: str, method: str = "POST", **body: Any) -> dict[str, Any]:
        headers = {"If-Match": self.state.headers["ETag"]}
        answer = self.client.open(f"{self.one}{path}", method=method, json=body, headers=headers)
        assert answer.status_code == 200, (path, answer.text)
        self.state = answer
        told: dict[str, Any] = answer.get_json()
        return told

    def refused(self, path: str, status: int, method: str = "POST", **body: Any) -> dict[str, Any]:
        headers = {"If-Match": self.state.headers["ETag"]}
        answer = self.client.open(f"{self.one}{path}", method=method, json=body, headers=headers)
        return problem(answer, status)


def test_a_petition_is_taken_in_examined_and_answered(web: Web, program: Programs) -> None:
    client = program("abay1.head")
    wrong = send(
        client, PETITIONS, PETITION | {"petitioner_name": "", "came_by": "pigeon"}, key="a"
    )
    assert set(problem(wrong, 422)["errors"]) == {"petitioner_name", "came_by"}
    way = Way(client, send(client, PETITIONS, PETITION, key="b"))
    again = send(client, PETITIONS, PETITION, key="c")
    assert problem(again, 422)["errors"], "one of the same petitioner about the same act"
    me = web.world.people["abay1.assistant"]
    given = way.step("/examiner", "PUT", examiner_id=me, reached_on="2026-11-19")
    assert (given["examiner_id"], given["state"]) == (me, "examined")
    order = {
        "what": "case_file",
        "addressee": "Әуезов соты",
        "content": "Іс қосымшаларымен",
        "order_number": "8",
        "ordered_on": "2026-11-19",
    }
    asked = send(client, f"{way.one}/requests", order, key="d")
    assert asked.status_code == 201, asked.text
    late = way.refused(
        "/extension", 422, decided_on="2026-11-20", until_on="2027-12-31", reason="Іс"
    )
    assert "until_on" in late["errors"]
    changed = way.step("", "PUT", **PETITION | {"enclosures": "Қаулының көшірмесі"})
    assert changed["enclosures"] == "Қаулының көшірмесі"
    letter = {"kind": "refused", "number": "2-31/26", "sent_on": "2026-11-20", "text": "Негіз жоқ"}
    way.refused("/letters", 409, **letter)  # its conclusion is not approved yet
    found = {"arguments": "Куәлар", "reasons": "Олар сұралған", "found_on": "2026-11-20"}
    assert way.step("/conclusion", **found)["state"] == "unfounded"


def test_a_dispute_is_registered_heard_and_decided(
    session: Session, desk: Desk, web: Web, program: Programs
) -> None:
    court = desk.register(sanctions=("arrest",)).court_id
    session.commit()
    client, me = program("abay1.head"), web.world.people["abay1.head"]
    way = Way(client, send(client, DISPUTES, DISPUTE | {"court_id": court}, key="a"))
    assert way.step("/assignee", "PUT", assignee_id=me)["assignee_id"] == me
    hearing = {"instance": "first", "court_id": court, "starts_at": "2026-11-16T10:00:00+05:00"}
    heard = Way(client, send(client, f"{way.one}/hearings", hearing, key="b"))
    assert heard.step("/outcome", outcome="took_part", took_part_id=me)["outcome"] == "took_part"
    heard.refused("/outcome", 422, outcome="slept")
    ruled = {
        "instance": "first",
        "court_id": court,
        "kind": "enforcement_act",
        "decision": "granted",
        "content": "Арыз қанағаттандырылды",
        "made_on": "2026-11-17",
    }
    made = send(client, f"{way.one}/acts", ruled, key="c")
    act = Way(client, made)
    days = act.step("/days", "PUT", received_on="2026-11-18", term_ends_on="2026-12-18")
    assert (days["received_on"], days["term_ends_on"]) == ("2026-11-18", "2026-12-18")
    problem(program("abay2.head").get(act.one), 404)


def test_an_act_of_response_is_drafted_on_a_breach_brought_and_closed(program: Programs) -> None:
    client = program("abay1.head")
    file = Way(client, send(client, FILES, NEW, key="a"))
    file.step("/supply", supplied_on="2026-11-18", completeness="complete")
    answers = [{"point": point, "answer": "yes"} for point in POINTS[1:]]
    answers.append({"point": POINTS[0], "answer": "no", "note": "39-бап бұзылған"})
    file.step("/study", studied_on="2026-11-20", answers=answers)
    number = int(file.one.rsplit("/", 1)[1])
    body = {
        "subject_kind": "requested_file",
        "subject_id": number,
        "kind": "representation",
        "addressee": "Әділет департаменті",
        "demand": "Бұзушылық жойылсын",
        "breach_ids": [1],
    }
    problem(send(client, "/api/v1/responses", body | {"subject_kind": "moon"}, key="b"), 404)
    way = Way(client, send(client, "/api/v1/responses", body, key="c"))
    brought = way.step("/bring", number="2-5/26", brought_on="2026-11-20", answer_by="2026-12-20")
    assert brought["state"] == "brought" and [each["id"] for each in brought["breaches"]] == [1]
    early = way.refused("/answer", 422, answered_on="2026-11-21", outcome="accepted", measures="x")
    assert "answered_on" in early["errors"]


def test_a_representation_is_drafted_on_a_rejected_protest_sent_and_answered(
    web: Web, session: Session, program: Programs, protest: Protest
) -> None:
    session.commit()
    oblast, above = program("abay.head"), program("gpo.head")
    nobody = send(oblast, "/api/v1/representations", {"resolutive": "Күшін жою"}, key="a")
    assert list(problem(nobody, 422)["errors"]) == ["case_id"]
    parts = {"descriptive": "Сот қаулысы", "reasoning": "440-бап", "resolutive": "Күшін жою"}
    made = send(oblast, "/api/v1/representations", parts | {"protest_id": protest.id}, key="b")
    way = Way(oblast, made)
    assert way.step("/draft", "PUT", **parts | {"reasoning": "ӘҚБтК 440-бап"})["state"] == "draft"
    me = web.world.people["abay.head"]
    sent = way.step("/send", number="2-14/26", sent_on="2026-11-20", signed_by_id=me)
    assert sent["state"] == "sent"
    way.client = above
    mute = way.refused("/answer", 422, accepted=False, answered_on="2026-11-20")
    assert list(mute["errors"]) == ["motives"]
    told = way.step("/answer", accepted=False, answered_on="2026-11-20", motives="Негіз жоқ")
    assert told["motives"] == "Негіз жоқ"
