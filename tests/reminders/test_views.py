"""Pages of notices, the frame's counter and banner, readiness and metrics."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core import clock
from supervision.core.access import Actor
from supervision.reminders import health_views
from supervision.reminders.models import Reminder
from tests.conftest import Web
from tests.factories.duties import open_duty
from tests.factories.offices import World

SENT = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


@pytest.fixture
def notice(session: Session, house: Actor, world: World) -> Reminder:
    """A notice of abay1.assistant that went out and waits to be opened."""
    return add_notice(session, world.people["abay1.assistant"])


def add_notice(session: Session, recipient_id: int, *, late_hours: int = 0) -> Reminder:
    duty = open_duty(session, office_id=3, due_on=date(2026, 11, 27))
    added = Reminder(
        office_id=3,
        duty_id=duty.id,
        rung=-3,
        recipient_id=recipient_id,
        channel="in_app",
        due_on_seen=date(2026, 11, 27),
        moment=SENT,
        state="sent",
        sent_at=SENT,
        late_hours=late_hours,
    )
    session.add(added)
    session.commit()
    return added


def silence(session: Session, minutes: int) -> None:
    session.execute(
        text("update heartbeat set at = :at"),
        {"at": clock.now() - timedelta(minutes=minutes)},
    )
    session.commit()


def seen(session: Session, notice: Reminder) -> bool:
    session.commit()
    session.refresh(notice)
    return notice.seen_at is not None


def page(client: FlaskClient, address: str = "/notices") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "3 working days before the day: Study the requested enforcement file"),
        ("ru", "до срока 3 рабочих дня: Изучить истребованное исполнительное производство"),
        ("kk", "мерзімге 3 жұмыс күні қалды: Талап етілген атқару өндірісін зерттеу"),
    ],
)
def test_a_reader_sees_the_notice_in_the_own_language(
    web: Web, notice: Reminder, language: str, words: str
) -> None:
    assert words in page(web.client("abay1.assistant", language))


def test_the_frame_counts_what_was_not_opened(
    web: Web, notice: Reminder, session: Session, world: World
) -> None:
    add_notice(session, world.people["abay1.assistant"])
    assert '<span class="bell-count" aria-hidden="true">2</span>' in page(
        web.client("abay1.assistant")
    )
    assert "bell-count" not in page(web.client("abay1.second"))


def test_opening_a_notice_marks_it_seen_and_leads_to_its_duty(
    web: Web, notice: Reminder, session: Session
) -> None:
    client = web.client("abay1.assistant")
    answer = client.post(f"/notices/{notice.id}/open")
    assert answer.status_code == 302
    assert answer.location == f"/duties/{notice.duty_id}"
    assert seen(session, notice)
    assert "bell-count" not in page(client)


def test_looking_at_the_list_marks_nothing_seen(
    web: Web, notice: Reminder, session: Session
) -> None:
    client = web.client("abay1.assistant")
    page(client)
    assert client.get(f"/notices/{notice.id}/open").status_code == 405
    assert not seen(session, notice)


@pytest.mark.parametrize("login", ["abay1.head", "turan1.assistant", "gpo.administrator"])
def test_nobody_else_can_open_a_notice_not_even_the_own_head(
    web: Web, notice: Reminder, session: Session, login: str
) -> None:
    assert web.client(login).post(f"/notices/{notice.id}/open").status_code == 404
    assert not seen(session, notice)


def test_a_notice_that_has_not_left_cannot_be_opened(
    web: Web, notice: Reminder, session: Session
) -> None:
    notice.state, notice.sent_at = "planned", None
    session.commit()
    client = web.client("abay1.assistant")
    assert client.post(f"/notices/{notice.id}/open").status_code == 404
    assert "Study the requested" not in page(client)


def test_all_notices_can_be_marked_seen_at_once_and_only_the_own_ones_are(
    web: Web, notice: Reminder, session: Session, world: World
) -> None:
    other = add_notice(session, world.people["abay1.head"])
    answer = web.client("abay1.assistant").post("/notices/seen", follow_redirects=True)
    assert "1 notice marked as seen" in answer.get_data(as_text=True)
    assert seen(session, notice)
    assert not seen(session, other)


def test_the_unread_list_leaves_out_what_was_opened(
    web: Web, notice: Reminder, session: Session
) -> None:
    client = web.client("abay1.assistant")
    client.post(f"/notices/{notice.id}/open")
    assert "You have seen everything" in page(client, "/notices?show=unread")
    assert "Study the requested enforcement file" in page(client)


def test_a_late_notice_says_by_how_many_hours(web: Web, session: Session, house: Actor) -> None:
    add_notice(session, web.world.people["abay1.assistant"], late_hours=35)
    assert "late by 35 h" in page(web.client("abay1.assistant"))


def test_seventy_notices_are_paged_newest_first_without_loss_or_repeat(
    web: Web, session: Session, house: Actor, world: World
) -> None:
    newest_first = []
    for number in range(70):
        added = add_notice(session, world.people["abay1.assistant"])
        added.sent_at = SENT + timedelta(minutes=number)
        newest_first.insert(0, added.id)
    session.commit()
    client = web.client("abay1.assistant")
    first = page(client)
    following = re.findall(r'href="\?(page=[^"]+)"', first)
    assert len(following) == 1
    second = page(client, f"/notices?{following[0]}")
    shown = [int(number) for number in re.findall(r"/notices/(\d+)/open", first + second)]
    assert shown == newest_first


def test_a_silent_scheduler_is_told_to_leaders_and_administrators_only(
    web: Web, session: Session, house: Actor
) -> None:
    silence(session, minutes=6)
    for login in ("abay1.head", "abay1.deputy", "gpo.administrator"):
        assert "The scheduler has been silent since" in page(web.client(login)), login
    assert "silent since" not in page(web.client("abay1.assistant"))


def test_a_scheduler_heard_four_minutes_ago_raises_no_banner(
    web: Web, session: Session, house: Actor
) -> None:
    silence(session, minutes=4)
    assert "silent since" not in page(web.client("abay1.head"))


def test_ready_when_database_queue_and_scheduler_answer(
    web: Web, session: Session, house: Actor
) -> None:
    silence(session, minutes=1)
    answer = web.client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {
        "ready": True,
        "parts": {
            "database": "ok",
            "queue": "ok",
            "scheduler": "ok",
            "worker": "ok",
            "notices": "ok",
            "mail": "ok",
        },
    }


def test_not_ready_names_the_part_that_is_away(
    web: Web, session: Session, house: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    silence(session, minutes=6)
    monkeypatch.setitem(
        web.app.extensions,
        "settings",
        web.app.extensions["settings"].model_copy(
            update={"redis_url": "redis+socket:///nowhere/valkey.sock"}
        ),
    )
    answer = web.client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["parts"]["database"] == "ok"
    assert answer.json["parts"]["queue"] == "away"
    assert answer.json["parts"]["scheduler"].startswith("silent since 2")


def test_metrics_count_answers_by_endpoint_and_tell_the_heartbeats_age(
    web: Web, session: Session, house: Actor
) -> None:
    silence(session, minutes=3)
    client = web.client()
    before = health_views.REQUESTS.labels("health.healthz", "GET", 200)._value.get()
    client.get("/healthz")
    body = client.get("/metrics").get_data(as_text=True)
    labels = 'endpoint="health.healthz",method="GET",status="200"'
    assert f"supervision_requests_total{{{labels}}} {before + 1}" in body
    age = next(
        line for line in body.splitlines() if line.startswith("supervision_heartbeat_age_seconds{")
    )
    assert 180 <= float(age.rsplit(" ", 1)[1]) < 240
