"""Every change leaves who, when, what and the request's number, and no secret anywhere (S32)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from structlog.testing import capture_logs

from supervision.audit import operations as audit
from supervision.core.db import db, engine_for
from supervision.law.checklist import study_checklist
from tests.factories.offices import PASSWORD
from tests.guards.walking import Walk

WRONG = "a wrong password canary 1"
NEW = "кең дала жаңбыры 9"
IDENTITY = "850314400017"
CLOCKS = {"requested_on": "17.11.2026", "initiated_on": "31.10.2026"}


def entries(walk: Walk, after: int = 0) -> list[dict[str, Any]]:
    """Audit entries past a place in the chain, read past row-level security."""
    engine = engine_for(walk.roles.backup_url)
    with engine.connect() as connection:
        found = connection.execute(
            text("select * from audit_entry where id > :after order by id"), {"after": after}
        ).mappings()
        rows = [dict(row) for row in found]
    engine.dispose()
    return rows


def newest(walk: Walk) -> int:
    return max((int(row["id"]) for row in entries(walk)), default=0)


def number_on(page: str, name: str = "version") -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found is not None
    return found.group(1)


class Story:
    """A working day, step by step; after each step the audit must tell it."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.secrets: list[str] = [PASSWORD, WRONG, NEW]

    def browser(self, login: str, password: str) -> FlaskClient:
        """A browser that signs in by the form, as people do."""
        client: FlaskClient = self.walk.app.test_client()
        self.step(
            client,
            "/login",
            {"login": login, "password": password},
            {"offices.sign_in"},
            login,
        )
        with client.session_transaction() as cookie:
            self.secrets.append(str(cookie["_user_id"]))
        return client

    def step(
        self,
        client: FlaskClient,
        path: str,
        fields: dict[str, str],
        actions: set[str],
        login: str | None,
    ) -> Any:
        """Send a form; the given actions stand in the audit, by this person, with its number."""
        before = newest(self.walk)
        answer = client.post(path, data=fields)
        assert answer.status_code in (200, 302, 422), (path, answer.status_code)
        made = entries(self.walk, before)
        assert actions <= {row["action"] for row in made}, path
        for row in made:
            assert row["request_id"] == answer.headers["X-Request-ID"], path
            assert row["at"].tzinfo is not None
            assert row["actor_id"] == (self.walk.world.people[login] if login else None), path
            assert row["actor_name"], path
        return answer


def _day_of_a_prosecutor(story: Story) -> None:
    """Register, give away, supplied, studied with a breach, removed, returned."""
    head, who = story.browser("abay1.head", PASSWORD), "abay1.head"
    registered = {
        "number": "1204/26-10-77",
        "branch": "civil",
        "priority": "uniform_application",
        "subject": "Алимент",
        "bailiff": "Ахметов",
        "supply_by": "23.11.2026",
        "idempotency_key": "5e0f6a6e-7c1b-4a51-9d6b-0d3a52f1f001",
        "parties-0-role": "claimant",
        "parties-0-kind": "person",
        "parties-0-name": "Серікова Айгүл",
        "parties-0-identity_number": IDENTITY,
        **CLOCKS,
    }
    made = story.step(
        head, "/files/new", registered, {"studies.register_request", "duties.sync"}, who
    )
    file = made.headers["Location"]
    study = {f"{item.code}_answer": "yes" for item in study_checklist()}
    study |= {"state_duty_answer": "no", "state_duty_note": "Баж өндірілмеген"}
    steps: tuple[tuple[str, dict[str, str], set[str]], ...] = (
        ("assign", {"assignee_id": str(story.walk.world.people[who])}, {"studies.assign"}),
        (
            "supply",
            {"supplied_on": "20.11.2026", "completeness": "complete"},
            {"studies.record_supply", "duties.sync"},
        ),
        (
            "study",
            {"studied_on": "20.11.2026", **study},
            {"studies.record_study", "responses.record_breaches", "duties.sync"},
        ),
        ("return", {"returned_on": "20.11.2026"}, {"studies.record_return"}),
    )
    for step, fields, actions in steps:
        version = number_on(head.get(f"{file}/{step}").text)
        sent = story.step(head, f"{file}/{step}", {**fields, "version": version}, actions, who)
        assert sent.status_code == 302, step
    story.step(head, "/logout", {}, {"offices.sign_out"}, who)


def _day_of_an_administrator(story: Story) -> None:
    """An account opened, its password handed over and changed, a slip at signing in."""
    walk, who = story.walk, "abay.administrator"
    administrator = story.browser(who, PASSWORD)
    opened = story.step(
        administrator,
        "/people/new",
        {
            "login": "dana.a",
            "full_name": "Ахметова Дана",
            "office_id": "3",
            "post": "assistant",
            "language": "kk",
            "active": "y",
        },
        {"offices.create_user"},
        who,
    )
    one_time = next(
        found
        for found in re.findall(r"<code[^>]*>([^<]+)</code>", opened.text)
        if found not in ("dana.a", opened.headers["X-Request-ID"])
    )
    story.secrets.append(one_time)
    walk.world.people["dana.a"] = int(entries(walk)[-1]["subject_id"])
    dana = story.browser("dana.a", one_time)
    passwords = {"current_password": one_time, "new_password": NEW, "repeated_password": NEW}
    changed = story.step(dana, "/password", passwords, {"offices.change_password"}, "dana.a")
    assert changed.status_code == 302
    nobody = walk.app.test_client()
    story.step(
        nobody,
        "/login",
        {"login": "abay1.deputy", "password": WRONG},
        {"offices.sign_in_failed"},
        None,
    )
    story.step(
        nobody, "/login", {"login": WRONG, "password": WRONG}, {"offices.sign_in_failed"}, None
    )


def test_every_step_of_a_day_is_told_and_no_secret_is(
    walk: Walk, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    story, start = Story(walk), newest(walk)
    with capture_logs() as logged:
        _day_of_a_prosecutor(story)
        _day_of_an_administrator(story)
        walk.browser("abay1.assistant").get("/people/new")
    told = repr(entries(walk, start))
    noted = repr(logged) + caplog.text + "".join(capsys.readouterr())
    assert len(story.secrets) == 7
    for secret in story.secrets:
        assert secret not in told and secret not in noted
    assert IDENTITY not in noted and "$argon2" not in told + noted


def test_a_refused_right_is_noted_with_its_address(walk: Walk) -> None:
    with capture_logs() as logged:
        walk.browser("abay1.assistant").get("/people/new")
    noted = [line for line in logged if line["event"] == "request.forbidden"]
    assert [line["endpoint"] for line in noted] == ["offices.new_person"]
    assert noted[0]["user"] == walk.world.people["abay1.assistant"]


def test_a_statement_that_fails_leaves_no_personal_data_in_the_log(walk: Walk) -> None:
    with walk.app.app_context(), pytest.raises(SQLAlchemyError) as failed:
        db.session.execute(text("select :name from nowhere"), {"name": IDENTITY})
    assert "nowhere" in str(failed.value) and IDENTITY not in str(failed.value)


@pytest.mark.parametrize(
    ("login", "path", "fields"),
    [
        (
            "abay1.head",
            "/files/{file}/supply",
            {"supplied_on": "20.11.2026", "completeness": "complete"},
        ),
        ("abay.administrator", "/people/{person}/password", {}),
        ("abay1.head", "/notices/seen", {}),
    ],
)
def test_what_cannot_be_told_is_not_done(
    walk: Walk,
    monkeypatch: pytest.MonkeyPatch,
    login: str,
    path: str,
    fields: dict[str, str],
) -> None:
    """The entry and the change stand in one transaction: neither is kept without the other."""

    def fail(self: object, session: object) -> None:
        raise RuntimeError("the chain cannot be written")

    browser = walk.client(login)
    before = walk.state()
    monkeypatch.setattr(audit._Pending, "__call__", fail)
    target = path.format(file=walk.ids.files[3][2], person=walk.world.people["abay2.assistant"])
    answer = browser.post(target, data=fields)
    assert answer.status_code == 500
    assert walk.state() == before


def test_a_change_that_fails_leaves_no_entry(walk: Walk) -> None:
    browser, start = walk.client("abay1.head"), newest(walk)
    file = walk.ids.files[3][2]
    for fields in (
        {"supplied_on": "20.11.2027", "completeness": "complete"},
        {"supplied_on": "31.02.2026", "completeness": "complete"},
        {"supplied_on": "20.11.2026", "completeness": "partial", "note": ""},
    ):
        assert browser.post(f"/files/{file}/supply", data=fields).status_code == 422
    assert entries(walk, start) == []
