"""The calendar behind a secret address, read by the icalendar parser and by a strict one of lines."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from icalendar.cal import Component
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.duties.models import Duty, DutyMove
from tests.conftest import Web
from tests.factories.duties import open_duty
from tests.factories.offices import World

DUE = date(2026, 11, 27)
READER = "abay1.assistant"
LONG = "Сырдария ауданының №123456/26 атқару өндірісі; борышкер: «Жер, су», екінші бөлім " * 3


@pytest.fixture
def duty(session: Session, house: Actor, world: World) -> Duty:
    """A duty of the reader, due on Friday 27 November 2026."""
    opened = open_duty(session, office_id=3, due_on=DUE, assignee_id=world.people[READER])
    session.commit()
    return opened


Address = Callable[..., str]


@pytest.fixture
def address(web: Web) -> Address:
    """A fresh calendar address of somebody, as the page shows it."""

    def make(login: str = READER, language: str = "en") -> str:
        page = web.client(login, language).post("/account/calendar").get_data(as_text=True)
        found = re.search(r"http://127\.0\.0\.1:8000(/calendar/[0-9a-f-]{36}\.ics)", page)
        assert found is not None, "the address begins with the configured one"
        return found.group(1)

    return make


def lines(body: bytes) -> list[str]:
    """The unfolded lines of a calendar, checked as RFC 5545 asks: CRLF, 75 octets, plain text."""
    assert body.endswith(b"\r\n")
    raw = body[:-2].split(b"\r\n")
    assert all(b"\n" not in line and b"\r" not in line for line in raw)
    assert all(len(line) <= 75 for line in raw), "a line is folded after 75 octets"
    unfolded: list[bytes] = []
    for line in raw:
        if line.startswith((b" ", b"\t")):
            unfolded[-1] += line[1:]
        else:
            unfolded.append(line)
    told = [line.decode("utf-8") for line in unfolded]
    assert all(re.match(r"[A-Z-]+(;[A-Z-]+=[^:;]+)*:", line) for line in told)
    assert all(ord(sign) >= 32 for line in told for sign in line)
    depth: list[str] = []
    for line in told:
        if line.startswith("BEGIN:"):
            depth.append(line.removeprefix("BEGIN:"))
        elif line.startswith("END:"):
            assert depth.pop() == line.removeprefix("END:")
    assert depth == []
    return told


def events(body: bytes) -> list[Component]:
    """The events as the independent parser reads them."""
    return list(Calendar.from_ical(body).walk("VEVENT"))


def fetch(client: FlaskClient, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    lines(answer.data)
    return answer.data


def test_a_duty_is_an_all_day_event_that_no_zone_shifts(
    web: Web, duty: Duty, address: Address
) -> None:
    body = fetch(web.app.test_client(), address())
    (event,) = events(body)
    assert event.decoded("dtstart") == DUE and type(event.decoded("dtstart")) is date
    assert event.decoded("dtend") == date(2026, 11, 28)
    told = lines(body)
    assert "DTSTART;VALUE=DATE:20261127" in told
    assert "DTEND;VALUE=DATE:20261128" in told
    assert not any("TZID" in line or line == "BEGIN:VTIMEZONE" for line in told)
    assert str(event["uid"]) == f"duty-{duty.id}@127.0.0.1"
    assert str(event["summary"]) == "Study the requested enforcement file"
    assert f"http://127.0.0.1:8000/duties/{duty.id}" in str(event["description"])
    assert "2002 ¶6" in str(event["description"]) and duty.subject_label in event["description"]
    assert str(event["status"]) == "CONFIRMED" and str(event["transp"]) == "TRANSPARENT"


def test_alarms_ring_on_the_mornings_of_the_ladder(web: Web, duty: Duty, address: Address) -> None:
    (event,) = events(fetch(web.app.test_client(), address()))
    rung = [alarm.decoded("trigger") for alarm in event.walk("VALARM")]
    # -3, -1, 0, +1, +3, +7 working days around the 27th, 9:00 at the seat is 4:00 UTC
    days = [(11, 24), (11, 26), (11, 27), (11, 30), (12, 2), (12, 8)]
    assert rung == [datetime(2026, month, day, 4, tzinfo=UTC) for month, day in days]


def test_the_words_are_the_owners(web: Web, duty: Duty, address: Address) -> None:
    for language, title in (
        ("kk", "Талап етілген атқару өндірісін зерттеу"),
        ("ru", "Изучить истребованное исполнительное производство"),
    ):
        path = address(language=language)
        (event,) = events(fetch(web.app.test_client(), path))
        assert str(event["summary"]) == title


def test_long_kazakh_texts_with_commas_and_semicolons_survive(
    web: Web, session: Session, duty: Duty, address: Address
) -> None:
    duty.subject_label = LONG
    session.commit()
    (event,) = events(fetch(web.app.test_client(), address()))
    assert LONG.strip() in str(event["description"])


def test_a_moved_duty_keeps_its_uid_and_gets_a_later_sequence(
    web: Web, session: Session, duty: Duty, address: Address
) -> None:
    path, client = address(), web.app.test_client()
    (before,) = events(fetch(client, path))
    moved_at = datetime(2026, 11, 20, 6, tzinfo=UTC)
    session.add(
        DutyMove(
            duty_id=duty.id,
            office_id=3,
            old_due_on=DUE,
            new_due_on=date(2026, 12, 4),
            reason="Аурулық",
            kind="hand",
            actor_name="test",
            at=moved_at,
        )
    )
    duty.due_on = date(2026, 12, 4)
    session.commit()
    (after,) = events(fetch(client, path))
    assert after["uid"] == before["uid"]
    assert after.decoded("dtstart") == date(2026, 12, 4)
    assert int(after["sequence"]) > int(before["sequence"])
    assert after.decoded("last-modified") == moved_at
    assert after.decoded("dtstamp") == moved_at


@pytest.mark.parametrize(
    ("state", "title", "status"),
    [
        ("fulfilled", "Done: Study the requested enforcement file", "CONFIRMED"),
        ("dropped", "Study the requested enforcement file", "CANCELLED"),
    ],
)
def test_a_closed_duty_rings_no_more_and_drops_out_after_a_month(
    web: Web,
    session: Session,
    duty: Duty,
    address: Address,
    monkeypatch: pytest.MonkeyPatch,
    state: str,
    title: str,
    status: str,
) -> None:
    duty.state, duty.closed_on = state, date(2026, 11, 20)
    session.commit()
    path, client = address(), web.app.test_client()
    today = date(2026, 11, 20)
    monkeypatch.setattr("supervision.core.clock.today", lambda zone: today)
    (event,) = events(fetch(client, path))
    assert (str(event["summary"]), str(event["status"])) == (title, status)
    assert list(event.walk("VALARM")) == []
    today = date(2026, 12, 21)
    assert events(fetch(client, path)) == []


def test_an_unchanged_calendar_is_not_sent_twice(web: Web, duty: Duty, address: Address) -> None:
    path, client = address(), web.app.test_client()
    first = client.get(path)
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and again.data == b""
    assert fetch(client, path) == first.data


def test_nothing_but_the_secret_opens_it_and_a_wrong_one_is_absent(
    web: Web, duty: Duty, address: Address
) -> None:
    address()
    client = web.app.test_client()
    wrong = client.get(f"/calendar/{uuid.uuid4()}.ics")
    assert wrong.status_code == 404
    assert wrong.headers["Cache-Control"] == "no-store"
    for path in ("/calendar/1.ics", "/calendar/.ics", f"/calendar/{uuid.uuid4()}"):
        assert client.get(path).status_code == 404, path


def test_wrong_secrets_are_slowed_down_and_sign_in_is_not(
    web: Web, duty: Duty, address: Address
) -> None:
    path, client = address(), web.app.test_client()
    answers = [client.get(f"/calendar/{uuid.uuid4()}.ics").status_code for _ in range(6)]
    assert answers == [404] * 5 + [429]
    assert client.get(path).status_code == 200
    sign_in = client.post("/login", data={"login": READER, "password": "wrong"})
    assert sign_in.status_code == 422


def test_only_a_hash_is_kept_and_a_new_or_revoked_address_ends_the_old_one(
    web: Web, session: Session, house: Actor, address: Address
) -> None:
    old, client = address(), web.app.test_client()
    kept = session.scalar(text("select secret_hash from calendar_feed"))
    assert kept is not None and old[10:46] not in kept and len(kept) == 64
    new = address()
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    browser = web.client(READER)
    assert new not in browser.get("/account/notices").get_data(as_text=True), "shown once"
    assert browser.post("/account/calendar/revoke").status_code == 302
    assert client.get(new).status_code == 404


def test_a_closed_account_has_no_calendar(
    web: Web, session: Session, house: Actor, duty: Duty, address: Address
) -> None:
    path = address()
    session.execute(text("update user_account set active = false where login = 'abay1.assistant'"))
    session.commit()
    assert web.app.test_client().get(path).status_code == 404


def test_a_calendar_holds_the_owners_duties_alone_and_none_the_owner_may_not_see(
    web: Web, session: Session, house: Actor, world: World, duty: Duty, address: Address
) -> None:
    open_duty(session, office_id=3, due_on=DUE, assignee_id=world.people["abay1.second"])
    # handed over to another oblast: the former assignee may no longer read it
    open_duty(session, office_id=7, due_on=DUE, assignee_id=world.people[READER])
    session.commit()
    client = web.app.test_client()
    (event,) = events(fetch(client, address()))
    assert str(event["uid"]).startswith(f"duty-{duty.id}@")
    assert events(fetch(client, address("abay.administrator"))) == []


def test_reading_a_calendar_needs_no_sign_in_and_gives_none(
    web: Web, duty: Duty, address: Address
) -> None:
    path, client = address(), web.app.test_client()
    fetch(client, path)
    assert client.get("/duties/1").status_code == 302
