"""Letters, from a notice to a real mail server's answer: words, proof, back-off, quiet."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from config.settings import Settings
from supervision.app import create_app
from supervision.core.access import Actor
from supervision.core.mail import Answer, Message, Outbox, Verdict
from supervision.house import at_work
from supervision.law.lawbook import Lawbook
from supervision.reminders.letters import Writer, public_host
from supervision.reminders.models import Letter
from supervision.reminders.operations import Mailed, send_letters, sweep
from tests.factories.duties import open_duty
from tests.factories.mail import PUBLIC, SENDER, Mailbox, hanging_server, mail_server, words
from tests.factories.offices import World
from tests.reminders.conftest import ALMATY, Choose, at

DUE = date(2026, 11, 27)
TUESDAY = date(2026, 11, 24)
READER = "abay1.assistant"
Deliver = Callable[..., Mailed]


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server of this test."""
    with mail_server() as taking:
        yield taking


@pytest.fixture
def application(settings_of_test: Settings, mailbox: Mailbox) -> Iterator[Flask]:
    """The product with that mail server configured."""
    changed = {"mail_url": mailbox.url, "mail_from": SENDER, "public_address_given": PUBLIC}
    app = create_app(settings_of_test.model_copy(update=changed))
    yield app
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


@pytest.fixture
def deliver(application: Flask) -> Deliver:
    """One run of the sender as if it were this moment; `url` names another server."""

    def run(now: datetime, url: str = "") -> Mailed:
        with at_work(application) as house:
            settings = house.settings.model_copy(
                update={"mail_url": url or house.settings.mail_url}
            )
            assert settings.mail_server is not None
            with Outbox(settings.mail_server, SENDER, public_host(settings)) as outbox:
                return send_letters(
                    house.session,
                    house.actor,
                    compose=Writer(application, house.session).compose,
                    outbox=outbox,
                    moment=lambda: now,
                )

    return run


@pytest.fixture
def swept(session: Session, house: Actor, law: Lawbook) -> Callable[[datetime], int]:
    """One sweep of an installation that sends e-mail; how many letters it planned."""

    def run(now: datetime) -> int:
        session.commit()
        return sweep(session, house, law=law, now=now, zone=ALMATY, by_mail=True).letters

    return run


@pytest.fixture
def duty(session: Session, house: Actor, world: World, chooses: Choose) -> int:
    """A duty of somebody who wants a letter for each notice."""
    chooses(READER)
    return make_duty(session, world)


def make_duty(session: Session, world: World, *, due_on: date = DUE, login: str = READER) -> int:
    opened = open_duty(session, office_id=3, due_on=due_on, assignee_id=world.people[login])
    session.commit()
    return opened.id


def letters(session: Session) -> list[Letter]:
    session.commit()
    statement = select(Letter).order_by(Letter.id).execution_options(populate_existing=True)
    return list(session.scalars(statement))


Swept = Callable[[datetime], int]


def test_a_notice_arrives_and_the_servers_answer_is_kept(
    session: Session, duty: int, swept: Swept, deliver: Deliver, mailbox: Mailbox
) -> None:
    assert swept(at(TUESDAY)) == 1
    assert deliver(at(TUESDAY, 9, 1)) == Mailed(accepted=1)
    (letter,), message = letters(session), mailbox.last()
    assert letter.state == "accepted" and letter.attempts == 1
    assert (letter.answer_code, letter.answer) == (250, "2.0.0 queued as 1")
    assert letter.answered_at == at(TUESDAY, 9, 1)
    assert letter.address == message["To"] == f"{READER}@office.example.kz"
    assert message["From"] == SENDER
    assert message["Message-ID"] == f"<notice-{letter.reminder_id}@supervision.example.kz>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert f"{PUBLIC}/duties/{duty}" in words(message)
    assert f'<a href="{PUBLIC}/duties/{duty}">' in words(message, "html")
    assert deliver(at(TUESDAY, 9, 5)) == Mailed(), "an accepted letter is not sent again"


@pytest.mark.parametrize(
    ("language", "subject", "reason"),
    [
        (
            "kk",
            "мерзімге 3 жұмыс күні қалды: Талап етілген атқару өндірісін зерттеу — 27.11.2026",
            "бұл міндет сізге тапсырылған.",
        ),
        (
            "ru",
            "до срока 3 рабочих дня: Изучить истребованное исполнительное производство — 27.11.2026",
            "эта обязанность поручена вам.",
        ),
        (
            "en",
            "3 working days before the day: Study the requested enforcement file — 27 Nov 2026",
            "this duty is assigned to you.",
        ),
    ],
)
def test_a_letter_speaks_its_readers_language_and_says_rule_day_and_reason(
    session: Session,
    duty: int,
    swept: Swept,
    deliver: Deliver,
    mailbox: Mailbox,
    language: str,
    subject: str,
    reason: str,
) -> None:
    session.execute(
        text("update user_account set language = :language where login = :login"),
        {"language": language, "login": READER},
    )
    swept(at(TUESDAY))
    deliver(at(TUESDAY))
    message = mailbox.last()
    assert message["Subject"] == subject
    for kind in ("plain", "html"):
        assert reason in words(message, kind)
        assert "2002 ¶6" in words(message, kind)


@pytest.mark.parametrize(
    ("login", "reason"),
    [
        ("abay1.head", "you lead the office that owes this duty."),
        ("abay.head", "you lead the office above the one that owes this duty."),
        ("gpo.department", "an overdue duty is told to the Department"),
    ],
)
def test_each_circle_reads_why_it_is_told(
    session: Session,
    house: Actor,
    world: World,
    chooses: Choose,
    swept: Swept,
    deliver: Deliver,
    mailbox: Mailbox,
    login: str,
    reason: str,
) -> None:
    chooses(login)
    make_duty(session, world, due_on=date(2026, 11, 9))
    swept(at(TUESDAY))
    assert deliver(at(TUESDAY)).accepted >= 1
    assert any(reason in re.sub(r"\s+", " ", words(message)) for message in mailbox.taken)


def test_nobody_who_wants_none_gets_any_and_without_a_server_none_is_planned(
    session: Session, duty: int, swept: Swept, chooses: Choose, house: Actor, law: Lawbook
) -> None:
    chooses(READER, "none")
    assert swept(at(TUESDAY)) == 0
    chooses(READER, "each")
    off = sweep(session, house, law=law, now=at(date(2026, 11, 26)), zone=ALMATY)
    assert (off.sent, off.letters) == (1, 0)


def test_an_address_refused_for_good_fails_at_once_and_the_others_still_get_theirs(
    session: Session,
    world: World,
    duty: int,
    chooses: Choose,
    swept: Swept,
    deliver: Deliver,
    mailbox: Mailbox,
) -> None:
    chooses("abay1.second")
    make_duty(session, world, login="abay1.second")
    mailbox.answers[f"{READER}@office.example.kz"] = "550 5.1.1 no such\u202e person"
    swept(at(TUESDAY))
    assert deliver(at(TUESDAY)) == Mailed(accepted=1, failed=1)
    failed = next(letter for letter in letters(session) if letter.state == "failed")
    assert (failed.answer_code, failed.answer) == (550, "5.1.1 no such  person")
    assert [message["To"] for message in mailbox.taken] == ["abay1.second@office.example.kz"]


def test_a_letter_put_off_is_tried_after_1_5_30_minutes_2_and_6_hours_and_then_fails(
    session: Session, duty: int, swept: Swept, deliver: Deliver, mailbox: Mailbox
) -> None:
    mailbox.answers[f"{READER}@office.example.kz"] = "451 4.7.1 try again later"
    now = at(TUESDAY)
    swept(now)
    for minutes in (1, 5, 30, 120, 360):
        assert deliver(now) == Mailed(put_off=1)
        assert letters(session)[0].next_at == now + timedelta(minutes=minutes)
        assert deliver(now + timedelta(minutes=minutes, seconds=-1)) == Mailed()
        now += timedelta(minutes=minutes)
    assert deliver(now) == Mailed(failed=1)
    (letter,) = letters(session)
    assert (letter.state, letter.attempts, letter.answer_code) == ("failed", 6, 451)


def test_a_server_that_is_away_costs_one_attempt_and_the_notice_stands_in_the_product(
    session: Session, world: World, duty: int, swept: Swept, deliver: Deliver
) -> None:
    make_duty(session, world)
    swept(at(TUESDAY))
    away = "smtp://127.0.0.1:1?tls=none&timeout=1"
    assert deliver(at(TUESDAY), url=away) == Mailed(put_off=1)
    assert sorted(letter.attempts for letter in letters(session)) == [0, 1]
    assert session.scalar(text("select count(*) from reminder where state = 'sent'")) == 2
    assert deliver(at(TUESDAY, 9, 1)) == Mailed(accepted=2)


def test_a_server_that_hangs_is_left_after_its_timeout(
    session: Session, duty: int, swept: Swept, deliver: Deliver
) -> None:
    swept(at(TUESDAY))
    with hanging_server() as port:
        began = time.monotonic()
        assert deliver(at(TUESDAY), f"smtp://127.0.0.1:{port}?tls=none&timeout=0.3") == Mailed(
            put_off=1
        )
        assert time.monotonic() - began < 3
    (letter,) = letters(session)
    assert letter.answer_code is None and letter.answer is not None
    assert "timed out" in letter.answer.lower() or "timeout" in letter.answer.lower()


@pytest.mark.parametrize(
    "what",
    [
        "update duty set state = 'fulfilled', closed_on = '2026-11-24'",
        "update duty set due_on = '2026-12-04'",
        "update user_account set active = false where login = 'abay1.assistant'",
        "update user_account set office_id = 7 where login = 'abay1.assistant'",
    ],
)
def test_a_letter_leaves_no_more_when_its_duty_is_done_or_moved_or_its_reader_gone(
    session: Session, duty: int, swept: Swept, deliver: Deliver, mailbox: Mailbox, what: str
) -> None:
    swept(at(TUESDAY))
    session.execute(text(what))
    session.commit()
    assert deliver(at(TUESDAY, 9, 1)) == Mailed(withdrawn=1)
    assert mailbox.taken == []


def test_a_repeated_attempt_carries_the_same_message_id(
    session: Session, duty: int, swept: Swept, deliver: Deliver, mailbox: Mailbox
) -> None:
    swept(at(TUESDAY))
    deliver(at(TUESDAY))
    # as a sender killed between the server's answer and the record leaves it
    session.execute(text("update letter set state = 'sent', answered_at = null"))
    session.commit()
    assert deliver(at(TUESDAY, 9, 9)) == Mailed(), "the attempt may still be running"
    assert deliver(at(TUESDAY, 9, 10)) == Mailed(accepted=1)
    one, two = mailbox.taken
    assert one["Message-ID"] == two["Message-ID"]
    assert letters(session)[0].attempts == 2


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        (at(TUESDAY, 20), at(TUESDAY, 20)),
        (at(TUESDAY, 22), at(date(2026, 11, 25))),
        (at(date(2026, 11, 28), 12), at(date(2026, 11, 30))),
        (at(TUESDAY, 3), at(TUESDAY, 9)),
    ],
)
def test_a_letter_waits_at_night_and_on_a_day_off_for_the_working_morning(
    session: Session,
    house: Actor,
    world: World,
    chooses: Choose,
    swept: Swept,
    now: datetime,
    leaves: datetime,
) -> None:
    chooses(READER)
    # recorded now and overdue already, so its notice leaves now
    open_duty(
        session,
        office_id=3,
        due_on=date(2026, 11, 9),
        assignee_id=world.people[READER],
        opened_at=now,
    )
    swept(now)
    assert {letter.next_at for letter in letters(session)} == {leaves}


def test_a_letter_that_would_come_too_late_in_the_morning_leaves_at_night(
    session: Session, house: Actor, world: World, chooses: Choose, swept: Swept
) -> None:
    chooses(READER)
    night = at(DUE, 22)  # the last evening of the term
    open_duty(session, office_id=3, due_on=DUE, assignee_id=world.people[READER], opened_at=night)
    swept(night)
    assert {letter.next_at for letter in letters(session)} == {night}


def test_a_digest_comes_once_on_a_working_morning_and_tells_the_four_parts(
    session: Session,
    house: Actor,
    world: World,
    chooses: Choose,
    swept: Swept,
    deliver: Deliver,
    mailbox: Mailbox,
) -> None:
    chooses(READER, "digest")
    for due_on in (date(2026, 11, 23), TUESDAY, DUE, date(2026, 12, 24)):
        make_duty(session, world, due_on=due_on)
    assert swept(at(TUESDAY, 8, 59)) == 0
    assert swept(at(TUESDAY, 9)) == 1
    assert swept(at(TUESDAY, 9, 5)) == 0
    assert deliver(at(TUESDAY, 9, 6)) == Mailed(accepted=1)
    message = mailbox.last()
    assert message["Subject"] == (
        "Duties on 24 Nov 2026: 1 overdue, 1 due today, 1 in the next 7 days"
    )
    told = words(message)
    for part in ("Overdue: 1", "Due today: 1", "In the next 7 days: 1"):
        assert part in told
    new = told.partition("New notices since the last letter:")[2]
    assert "3 working days before the day: Study the requested enforcement file" in new
    assert message["Message-ID"].startswith("<digest-2026-11-24-")


def test_no_digest_comes_on_a_day_off_to_the_absent_or_with_nothing_to_tell(
    session: Session,
    house: Actor,
    chooses: Choose,
    swept: Swept,
    deliver: Deliver,
    mailbox: Mailbox,
) -> None:
    chooses(READER, "digest")
    assert swept(at(date(2026, 11, 28))) == 0
    assert swept(at(TUESDAY)) == 1
    assert deliver(at(TUESDAY)) == Mailed(withdrawn=1)
    assert mailbox.taken == []


def test_a_head_reads_the_whole_office_in_the_digest_and_a_prosecutor_the_own_duties(
    session: Session,
    house: Actor,
    world: World,
    chooses: Choose,
    swept: Swept,
    deliver: Deliver,
    mailbox: Mailbox,
) -> None:
    for login in ("abay1.head", "abay1.second"):
        chooses(login, "digest")
    make_duty(session, world)
    swept(at(date(2026, 11, 23)))
    assert deliver(at(date(2026, 11, 23))) == Mailed(accepted=1, withdrawn=1)
    assert mailbox.last()["To"] == "abay1.head@office.example.kz"


class Scripted:
    """A server that answers what it is told to."""

    def send(self, message: Message, *, now: datetime) -> Answer:
        """Always too busy."""
        return Answer(Verdict.UNREACHABLE, None, "away")


def test_a_run_ends_in_time_however_many_letters_wait(
    session: Session, world: World, duty: int, swept: Swept, application: Flask
) -> None:
    make_duty(session, world)
    swept(at(TUESDAY))
    moments = iter([at(TUESDAY), at(TUESDAY), *(at(TUESDAY, 9, minute) for minute in range(1, 9))])
    with at_work(application) as house:
        mailed = send_letters(
            house.session,
            house.actor,
            compose=lambda letter: None,
            outbox=Scripted(),
            moment=lambda: next(moments),
        )
    assert mailed == Mailed(withdrawn=1)
