"""A protest carried through its whole life by a program: rights, states, once a key, no lost update."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.api.changing import forget_old_keys
from supervision.cases.models import AdminCase, CourtAct
from supervision.core import clock
from supervision.core.db import engine_for
from supervision.offices.rules import TokenScope
from tests.api.conftest import Programs, problem
from tests.conftest import Web
from tests.factories.cases import Desk
from tests.protests.conftest import Desks
from tests.protests.conftest import act as act
from tests.protests.conftest import case as case

PROTESTS = "/api/v1/protests"
DRAFT = {
    "kind": "appellate",
    "part": "Жаза бөлігі",
    "grounds": ["wrong_application_of_law"],
    "own_grounds": "Сот ӘҚБтК 440-бабын дұрыс қолданбаған.",
    "demand": "Қаулының күшін жою",
}
DROP = {"reason": "Қаулы заңды деп танылды"}


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is always Friday, 20 November 2026."""
    monkeypatch.setattr("supervision.core.clock.today", lambda zone: date(2026, 11, 20))


@pytest.fixture
def body(session: Session, case: AdminCase, act: CourtAct) -> dict[str, Any]:
    """A draft against the act of the case."""
    session.commit()
    return {**DRAFT, "case_id": case.id, "act_id": act.id}


def draft(client: FlaskClient, body: dict[str, Any], key: str = "a-key") -> Any:
    return client.post(PROTESTS, json=body, headers={"Idempotency-Key": key})


def step(client: FlaskClient, state: Any, path: str, method: str = "POST", **sent: Any) -> Any:
    """A change meant for the state an answer told."""
    headers = {"If-Match": state.headers["ETag"], **sent.pop("headers", {})}
    return client.open(f"{PROTESTS}/{path}", method=method, json=sent["json"], headers=headers)


def count(web: Web, table: str) -> int:
    engine = engine_for(web.roles.backup_url)
    with engine.connect() as connection:
        found = int(connection.scalar(text(f"select count(*) from {table}")) or 0)
    engine.dispose()
    return found


def test_a_protest_goes_from_its_draft_to_its_outcome(
    web: Web, program: Programs, body: dict[str, Any]
) -> None:
    head, oblast = program("abay1.head"), program("abay.head")
    made = draft(head, body)
    assert made.status_code == 201
    number = made.get_json()["id"]
    assert made.headers["Location"] == f"{PROTESTS}/{number}"
    assert made.get_json()["window"] == {
        "opens_on": "2026-11-16",
        "last_day": "2026-11-26",
        "state": "open",
    }

    mended = step(head, made, f"{number}/draft", "PUT", json={**DRAFT, "demand": "Өзгерту"})
    assert (mended.status_code, mended.get_json()["demand"]) == (200, "Өзгерту")

    asked = step(
        head, mended, f"{number}/reviews", json={"office_id": 2}, headers={"Idempotency-Key": "r"}
    )
    assert asked.status_code == 201
    review = asked.get_json()["id"]
    seen = oblast.get(f"{PROTESTS}/{number}/reviews/{review}")
    answered = step(
        oblast, seen, f"{number}/reviews/{review}/answer", "PUT", json={"answer": "agreed"}
    )
    assert answered.get_json()["answer"] == "agreed"

    now = head.get(f"{PROTESTS}/{number}")
    brought = step(
        head,
        now,
        f"{number}/bring",
        json={
            "number": "2-15/26",
            "brought_on": "2026-11-19",
            "brought_by_id": web.world.people["abay1.head"],
        },
    )
    assert (brought.status_code, brought.get_json()["state"]) == (200, "brought")

    moved = step(
        oblast,
        brought,
        f"{number}/motions",
        json={"moved_on": "2026-11-20", "motives": "Негіз жоқ", "paper_number": "7-26"},
        headers={"Idempotency-Key": "m"},
    )
    motion = moved.get_json()["motions"][0]
    assert (motion["moved_as"], motion["read_by"]) == ("higher_prosecutor", None)
    read = head.post(f"{PROTESTS}/{number}/motions/{motion['id']}/reading")
    assert read.get_json()["motions"][0]["read_by"].startswith("Сериков abay1.head")

    ended = step(
        head,
        head.get(f"{PROTESTS}/{number}"),
        f"{number}/outcome",
        json={"decision": "rejected", "outcome_on": "2026-11-20"},
    )
    assert (ended.get_json()["state"], ended.get_json()["outcome"]) == ("ended", "rejected")
    corrected = step(
        head,
        ended,
        f"{number}/outcome",
        "PUT",
        json={"decision": "granted", "outcome_on": "2026-11-20", "reason": "Қате енгізілген"},
    )
    assert corrected.get_json()["outcome"] == "granted"
    listed = head.get(f"{PROTESTS}?state=granted").get_json()["items"]
    assert [item["id"] for item in listed] == [number]
    assert "2-15/26" in web.client("abay1.head").get(f"/protests/{number}").text


def test_a_draft_dropped_tells_its_reason(program: Programs, body: dict[str, Any]) -> None:
    head = program("abay1.head")
    made = draft(head, body)
    number = made.get_json()["id"]
    dropped = step(head, made, f"{number}/drop", json=DROP)
    assert (dropped.get_json()["state"], dropped.get_json()["drop_reason"]) == (
        "dropped",
        DROP["reason"],
    )
    again = step(head, dropped, f"{number}/drop", json=DROP)
    assert "dropped" in problem(again, 409)["detail"]


def test_the_same_request_twice_creates_once(
    web: Web, program: Programs, body: dict[str, Any]
) -> None:
    head = program("abay1.head")
    first, second = draft(head, body), draft(head, dict(reversed(body.items())))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.get_json() == second.get_json()
    assert draft(head, body, key="another").get_json()["id"] != first.get_json()["id"]
    assert count(web, "protest") == 2


def test_eight_requests_side_by_side_create_once(
    web: Web, program: Programs, body: dict[str, Any]
) -> None:
    clients = [program("abay1.head") for _ in range(8)]
    header = clients[0].environ_base["HTTP_AUTHORIZATION"]
    answers: list[Any] = []

    def send(client: FlaskClient) -> None:
        client.environ_base["HTTP_AUTHORIZATION"] = header
        answers.append(draft(client, body))

    threads = [threading.Thread(target=send, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.get_json()["id"] for answer in answers}) == 1
    assert count(web, "protest") == 1


def test_a_key_that_stood_for_another_request_is_refused(
    web: Web, program: Programs, body: dict[str, Any]
) -> None:
    head = program("abay1.head")
    draft(head, body)
    refused = problem(draft(head, {**body, "demand": "Басқа"}), 422)
    assert list(refused["errors"]) == ["Idempotency-Key"]
    assert count(web, "protest") == 1


def test_a_key_is_of_its_token_alone(web: Web, program: Programs, body: dict[str, Any]) -> None:
    first = draft(program("abay1.head"), body)
    second = draft(program("abay1.head"), body)
    assert first.get_json()["id"] != second.get_json()["id"]


def test_a_creation_that_was_refused_may_be_sent_again_with_its_key(
    web: Web, program: Programs, body: dict[str, Any]
) -> None:
    head = program("abay1.head")
    refused = problem(draft(head, {**body, "grounds": ["nothing"]}), 422)
    assert list(refused["errors"]) == ["grounds"]
    assert count(web, "api_creation") == 0
    assert draft(head, body).status_code == 201


def test_a_forgotten_key_creates_nothing_twice_and_a_fresh_one_is_not_forgotten(
    web: Web, session: Session, program: Programs, body: dict[str, Any]
) -> None:
    head = program("abay1.head")
    first = draft(head, body).get_json()
    for days, forgotten in ((29, 0), (31, 1)):
        assert forget_old_keys(session, now=clock.now() + timedelta(days=days)) == forgotten
    session.commit()
    assert draft(head, body).get_json()["id"] == first["id"]
    assert (count(web, "protest"), count(web, "api_creation")) == (1, 1)


@pytest.mark.parametrize("key", ["", "x" * 201, "two words"])
def test_a_creation_needs_a_key(
    web: Web, program: Programs, body: dict[str, Any], key: str
) -> None:
    refused = program("abay1.head").post(
        PROTESTS, json=body, headers={"Idempotency-Key": key} if key else {}
    )
    assert list(problem(refused, 400)["errors"]) == ["Idempotency-Key"]
    assert count(web, "protest") == 0


def test_of_two_editors_the_second_is_told(program: Programs, body: dict[str, Any]) -> None:
    head, deputy = program("abay1.head"), program("abay1.deputy")
    made = draft(head, body)
    number = made.get_json()["id"]
    read = deputy.get(f"{PROTESTS}/{number}")
    assert (
        step(head, made, f"{number}/draft", "PUT", json={**DRAFT, "part": "1"}).status_code == 200
    )
    problem(step(deputy, read, f"{number}/draft", "PUT", json={**DRAFT, "part": "2"}), 412)
    assert head.get(f"{PROTESTS}/{number}").get_json()["part"] == "1"


@pytest.mark.parametrize(
    ("etag", "status"),
    [(None, 428), ("*", 428), ('"x"', 412), ('"1"', 412), ('"9.0123456789abcdef"', 412)],
)
def test_a_change_says_which_state_it_changes(
    program: Programs, body: dict[str, Any], etag: str | None, status: int
) -> None:
    head = program("abay1.head")
    number = draft(head, body).get_json()["id"]
    headers = {} if etag is None else {"If-Match": etag}
    problem(head.post(f"{PROTESTS}/{number}/drop", json=DROP, headers=headers), status)
    assert head.get(f"{PROTESTS}/{number}").get_json()["state"] == "draft"


def test_a_rule_of_the_law_is_told_by_its_field(
    web: Web, program: Programs, body: dict[str, Any]
) -> None:
    head = program("abay1.head")
    made = draft(head, body)
    sent = {"number": "1", "brought_by_id": web.world.people["abay1.head"]}
    late = step(
        head, made, f"{made.get_json()['id']}/bring", json={**sent, "brought_on": "2026-11-21"}
    )
    assert problem(late, 422)["errors"] == {
        "brought_on": ["The protest cannot be brought after today."]
    }
    early = step(
        head,
        made,
        f"{made.get_json()['id']}/outcome",
        json={"decision": "granted", "outcome_on": "2026-11-20"},
    )
    assert problem(early, 409)["detail"] == "This protest is not brought yet."


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "prayer"}, "kind"),
        ({"act_id": "3"}, "act_id"),
        ({"act_id": True}, "act_id"),
        ({"act_id": 10**30}, "act_id"),
        ({"demand": 5}, "demand"),
        ({"demand": "x" * 4001}, "demand"),
        ({"office_id": 1}, "office_id"),
        ({"state": "ended"}, "state"),
        ({"dispute_id": 1}, "case_id"),
        ({"case_id": None}, "case_id"),
    ],
)
def test_a_body_of_another_shape_is_refused_by_its_field(
    web: Web, program: Programs, body: dict[str, Any], changed: dict[str, Any], field: str
) -> None:
    refused = problem(draft(program("abay1.head"), {**body, **changed}), 422)
    assert list(refused["errors"]) == [field]
    assert count(web, "protest") == 0


def test_what_is_no_json_is_refused(program: Programs, body: dict[str, Any]) -> None:
    head, key = program("abay1.head"), {"Idempotency-Key": "k"}
    problem(head.post(PROTESTS, data={"kind": "appellate"}, headers=key), 415)
    broken = {"data": "{", "content_type": "application/json"}
    problem(head.post(PROTESTS, headers=key, **broken), 400)
    problem(draft(head, {**body, "demand": "a\x00b"}), 400)
    problem(draft(head, {**body, "demand": "x" * 300_000}), 413)


def test_a_token_that_only_reads_changes_nothing(
    web: Web, program: Programs, body: dict[str, Any]
) -> None:
    reader = program("abay1.head", TokenScope.READ)
    problem(draft(reader, body), 403)
    assert reader.get(PROTESTS).status_code == 200
    assert count(web, "protest") == 0


def test_a_protest_of_another_office_is_neither_read_nor_changed(
    session: Session, at: Desks, act: CourtAct, program: Programs, web: Web
) -> None:
    number = at("abay1.head").draft(act).id
    session.commit()
    stranger = program("abay2.head")
    state = '"1.0123456789abcdef"'
    outcome = {"decision": "granted", "outcome_on": "2026-11-20"}
    bring = {"number": "1", "brought_on": "2026-11-20", "brought_by_id": 1}
    verbs: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("PUT", "draft", DRAFT),
        ("POST", "drop", DROP),
        ("POST", "reviews", {"office_id": 1}),
        ("POST", "bring", bring),
        ("PUT", "bringing", {"number": "1", "brought_on": "2026-11-20", "reason": "x"}),
        ("POST", "motions", {"moved_on": "2026-11-20"}),
        ("POST", "motions/1/reading", {}),
        ("POST", "outcome", outcome),
        ("PUT", "outcome", {**outcome, "reason": "x"}),
        ("PUT", "reviews/1/answer", {"answer": "agreed"}),
    )
    problem(stranger.get(f"{PROTESTS}/{number}"), 404)
    for method, path, sent in verbs:
        headers = {"If-Match": state, "Idempotency-Key": path}
        answer = stranger.open(
            f"{PROTESTS}/{number}/{path}", method=method, json=sent, headers=headers
        )
        problem(answer, 404)
    assert count(web, "api_creation") == 0


def test_the_audit_tells_that_it_came_by_a_token(
    web: Web, program: Programs, body: dict[str, Any]
) -> None:
    made = draft(program("abay1.head"), body)
    engine = engine_for(web.roles.backup_url)
    with engine.connect() as connection:
        told = connection.execute(
            text(
                "select action, subject_kind, actor_id from audit_entry "
                "where request_id = :id order by id"
            ),
            {"id": made.headers["X-Request-ID"]},
        ).all()
    engine.dispose()
    person = web.world.people["abay1.head"]
    assert told[:2] == [
        ("api.request", "api_token", person),
        ("protests.draft", "protest", person),
    ]


def test_a_creation_whose_audit_fails_is_not_kept(
    web: Web, program: Programs, body: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: object, session: object) -> None:
        raise RuntimeError("the chain cannot be written")

    head = program("abay1.head")
    monkeypatch.setattr("supervision.audit.operations._Pending.__call__", fail)
    problem(draft(head, body), 500)
    assert (count(web, "protest"), count(web, "api_creation")) == (0, 0)


def test_a_case_names_the_acts_a_protest_is_drafted_against(
    session: Session, desk: Desk, case: AdminCase, act: CourtAct, program: Programs
) -> None:
    session.commit()
    whole = program("abay1.head").get(f"/api/v1/cases/{case.id}").get_json()
    assert [each["id"] for each in whole["acts"]] == [act.id]
    assert whole["acts"][0]["copy_on"] == "2026-11-16"
