"""Pages where people choose their letters, and where failed ones are sent again."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core import clock
from supervision.core.access import Actor
from supervision.reminders.models import Reminder
from tests.conftest import TODAY, Web
from tests.factories.duties import open_duty
from tests.factories.offices import World
from tests.factories.pages import read
from tests.guards.test_mass_assignment import typed
from tests.reminders.conftest import ALMATY

CHOICE = {"email": "dana@prokuratura.kz", "by_mail": "each"}


def chosen(session: Session) -> list[tuple[str, str]]:
    session.commit()
    rows = session.execute(text("select email, by_mail from notice_choice order by user_id"))
    return [(row.email, row.by_mail) for row in rows]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", "Хабарламалар сізге қалай жетеді"),
        ("ru", "Как вам приходят уведомления"),
        ("en", "How notices reach you"),
    ],
)
def test_the_page_is_found_from_the_own_page_and_says_when_no_mail_is_sent(
    web: Web, language: str, words: str
) -> None:
    client = web.client("abay1.assistant", language)
    assert words in client.get("/account").get_data(as_text=True)
    page = client.get("/account/notices").get_data(as_text=True)
    assert words in page
    assert "notice-warning" in page, "no mail server is configured here"


def test_a_choice_is_kept_and_can_be_changed(web: Web, session: Session, house: Actor) -> None:
    client = web.client("abay1.assistant")
    first = typed(client, "/account/notices")
    assert client.post("/account/notices", data={**first, **CHOICE}).status_code == 302
    assert chosen(session) == [("dana@prokuratura.kz", "each")]
    second = typed(client, "/account/notices")
    assert second["email"] == "dana@prokuratura.kz" and second["by_mail"] == "each"
    client.post("/account/notices", data={**second, "by_mail": "digest"})
    assert chosen(session) == [("dana@prokuratura.kz", "digest")]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"email": "nobody", "by_mail": "each"}, "This is not an e-mail address."),
        ({"email": "", "by_mail": "digest"}, "Letters need an address."),
        ({"email": "a@b.kz\r\nBcc: c@d.kz", "by_mail": "each"}, "This is not an e-mail address."),
        ({"email": "a@b.kz", "by_mail": "hourly"}, "Choose one of the list."),
    ],
)
def test_what_cannot_be_is_refused_and_stays_typed(
    web: Web, session: Session, house: Actor, fields: dict[str, str], words: str
) -> None:
    answer = web.client("abay1.assistant").post("/account/notices", data={**fields, "version": "0"})
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)
    assert f'value="{fields["email"]}"'.split("\r")[0] in answer.get_data(as_text=True)
    assert chosen(session) == []


def test_two_windows_of_one_person_do_not_overwrite_each_other(
    web: Web, session: Session, house: Actor
) -> None:
    client = web.client("abay1.assistant")
    opened = typed(client, "/account/notices")
    client.post("/account/notices", data={**opened, **CHOICE})
    late = client.post("/account/notices", data={**opened, "email": "b@b.kz", "by_mail": "digest"})
    page = late.get_data(as_text=True)
    assert late.status_code == 409
    assert "dana@prokuratura.kz" in page and 'value="b@b.kz"' in page
    assert chosen(session) == [("dana@prokuratura.kz", "each")]
    assert 'name="version" type="hidden" value="1"' in page


def test_nobody_reads_or_changes_the_choice_of_another(
    web: Web, session: Session, house: Actor, world: World
) -> None:
    web.client("abay1.assistant").post("/account/notices", data={**CHOICE, "version": "0"})
    other = web.client("abay1.second").get("/account/notices").get_data(as_text=True)
    assert "dana@prokuratura.kz" not in other
    changed = session.execute(text("update notice_choice set by_mail = 'none'"))
    assert changed.rowcount == 0, "not even the house writes for a person"  # type: ignore[attr-defined]


@pytest.fixture
def failed(session: Session, house: Actor, world: World) -> int:
    """A digest of abay1.assistant that no server took."""
    made = session.scalar(
        text(
            "insert into letter (office_id, user_id, kind, day, state, next_at, attempts, address, "
            "answered_at, answer_code, answer) values (3, :user, 'digest', '2026-11-20', 'failed', "
            ":now, 6, 'x@y.kz', :now, 451, 'mailbox <full>') returning id"
        ),
        {"user": world.people["abay1.assistant"], "now": clock.now() - timedelta(hours=1)},
    )
    session.commit()
    return int(made or 0)


@pytest.mark.parametrize("login", ["abay1.head", "abay.administrator", "gpo.head"])
def test_who_can_act_sees_what_did_not_arrive_with_the_reason(
    web: Web, failed: int, login: str
) -> None:
    client = web.client(login)
    assert "1 letter did not arrive" in client.get("/notices").get_data(as_text=True)
    page = client.get("/notices/undelivered").get_data(as_text=True)
    for words in ("abay1.assistant", "x@y.kz", "451", "mailbox &lt;full&gt;", "6 attempts"):
        assert words in page, words


def test_others_see_neither_banner_nor_list(web: Web, failed: int) -> None:
    for login in ("turan.head", "abay2.head"):
        client = web.client(login)
        assert "did not arrive" not in client.get("/notices").get_data(as_text=True)
        assert "x@y.kz" not in client.get("/notices/undelivered").get_data(as_text=True)
        assert client.post(f"/notices/undelivered/{failed}/again").status_code == 404
    assistant = web.client("abay1.assistant")
    assert "did not arrive" not in assistant.get("/notices").get_data(as_text=True)
    assert assistant.get("/notices/undelivered").status_code == 403


def test_a_failed_letter_sent_again_begins_anew(web: Web, session: Session, failed: int) -> None:
    client = web.client("abay.administrator")
    for _ in range(2):  # a second click finds it waiting already
        assert client.post(f"/notices/undelivered/{failed}/again").status_code == 302
    row = session.execute(text("select state, attempts, next_at from letter")).one()
    assert (row.state, row.attempts) == ("planned", 0)
    assert abs(row.next_at - clock.now()) < timedelta(minutes=1)
    page = client.get("/notices/undelivered").get_data(as_text=True)
    assert "Every letter arrived" in page


def test_the_delivery_of_the_day_is_counted_for_the_own_office_and_those_below(
    web: Web, session: Session, world: World, house: Actor
) -> None:
    """Of four notices of the assistant two have left, one of them opened; one waits, one is to come."""
    now = clock.now()
    start = datetime.combine(clock.today(ALMATY), time(), ALMATY)
    past, ahead = max(start, now - timedelta(hours=1)), start + timedelta(hours=23, minutes=59)
    duty = open_duty(session, office_id=3, due_on=TODAY, assignee_id=None)
    for rung, state, moment, sent_at, seen_at in (
        (-3, "sent", past, now, now),
        (-1, "sent", past, now, None),
        (0, "planned", past, None, None),
        (1, "planned", ahead, None, None),
        (3, "planned", ahead + timedelta(days=1), None, None),
    ):
        session.add(
            Reminder(
                office_id=3,
                duty_id=duty.id,
                rung=rung,
                recipient_id=world.people["abay1.assistant"],
                channel="in_app",
                due_on_seen=TODAY,
                moment=moment,
                state=state,
                sent_at=sent_at,
                seen_at=seen_at,
            )
        )
    session.commit()
    for login, told in (("abay.head", "1 1 2 1"), ("turan.head", "0 0 0 0")):
        page = read(web, login, "/notices/undelivered")
        shown = re.findall(r"<dd>(\d+)</dd>", page)
        assert " ".join(shown[:4]) == told, login
