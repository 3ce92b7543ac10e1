"""The conversation with a mail server, and what must never get into a header."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from config.mail_server import MailServer, Tls
from config.settings import MAIL_ADDRESS, Settings
from supervision.core.mail import Message, Outbox, Verdict, put_together
from tests.factories.mail import SENDER, mail_server

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
PLAIN = Message("a@office.kz", "Тақырып", "Мәтін\n", "<p>Мәтін</p>", "notice-1")


def made(message: Message) -> bytes:
    return put_together(message, sender=SENDER, host="supervision.kz", now=NOW)


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=200))
def test_a_subject_arrives_as_it_was_written_in_lines_of_lawful_length(subject: str) -> None:
    subject = " ".join(subject.split()) or "x"
    raw = made(Message(**{**vars(PLAIN), "subject": subject}))
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert " ".join(str(message_from_bytes(raw, policy=default)["Subject"]).split()) == subject


@pytest.mark.parametrize("field", ["to", "subject", "name"])
@pytest.mark.parametrize("evil", ["a\r\nBcc: x@evil.kz", "a\nBcc: x@evil.kz", "a\rb", "a\x00"])
def test_a_line_break_in_a_header_is_refused_and_nothing_is_sent(field: str, evil: str) -> None:
    message = Message(**{**vars(PLAIN), field: evil})
    with pytest.raises(ValueError, match="line break"):
        made(message)
    with mail_server() as mailbox:
        server = MailServer.parse(mailbox.url)
        with Outbox(server, SENDER, "supervision.kz") as outbox:
            assert outbox.send(message, now=NOW).verdict is Verdict.REFUSED
        assert mailbox.taken == []


def test_one_conversation_carries_several_messages_past_a_refused_one() -> None:
    with mail_server() as mailbox:
        mailbox.answers["b@office.kz"] = "550 unknown"
        with Outbox(MailServer.parse(mailbox.url), SENDER, "supervision.kz") as outbox:
            verdicts = [
                outbox.send(Message(**{**vars(PLAIN), "to": to}), now=NOW).verdict
                for to in ("a@office.kz", "b@office.kz", "c@office.kz")
            ]
        assert verdicts == [Verdict.ACCEPTED, Verdict.REFUSED, Verdict.ACCEPTED]
        assert [message["To"] for message in mailbox.taken] == ["a@office.kz", "c@office.kz"]


@pytest.mark.parametrize(
    "address", ["a@office.kz", "a.b-c+d@mail.prokuratura.gov.kz", "x_1@office.kz"]
)
def test_a_plain_address_is_taken(address: str) -> None:
    assert MAIL_ADDRESS.fullmatch(address)


@pytest.mark.parametrize(
    "address",
    [
        *("", "a", "a@", "@b.kz", "a b@c.kz", "a@b..kz", ".a@b.kz", "a@-b.kz", "a@b.kz, c@d.kz"),
        *("Name <a@b.kz>", "a@b.kz\n", "a@b.kz\r\nBcc: c@d.kz", "ә@b.kz", "a@[127.0.0.1]"),
        *("a@1.2.3.4", "a" * 260 + "@b.kz"),
    ],
)
def test_anything_else_is_no_address(address: str) -> None:
    assert not MAIL_ADDRESS.fullmatch(address)


def test_the_mail_server_is_read_from_its_address_and_its_password_is_never_shown() -> None:
    server = MailServer.parse("smtp://me:p%40ss@mail.kz?tls=implicit&timeout=7")
    assert (server.host, server.port, server.user, server.password) == (
        *("mail.kz", 465, "me", "p@ss"),
    )
    assert server.tls is Tls.IMPLICIT and server.timeout == 7
    assert "p@ss" not in repr(server)


@pytest.mark.parametrize(
    "url",
    [
        *("http://mail.kz", "smtp://", "smtp://mail.kz?tls=maybe", "smtp://mail.kz?timeout=x"),
        *("smtp://mail.kz?timeout=0", "smtp://mail.kz?colour=red", "smtp://mail.kz:99999"),
        "smtp://me:secret-word@mail.kz?tls=none",
    ],
)
def test_a_wrong_mail_address_stops_the_start_without_repeating_its_password(url: str) -> None:
    with pytest.raises(ValidationError) as told:
        Settings(mail_url=url, mail_from="a@b.kz")
    assert "MAIL_URL" in str(told.value) and "secret-word" not in str(told.value)


def test_letters_need_a_sender() -> None:
    with pytest.raises(ValidationError, match="MAIL_FROM"):
        Settings(mail_url="smtp://mail.kz")


@pytest.mark.parametrize(
    ("given", "hosts", "secure", "address"),
    [
        ("https://s.kz/", ("t.kz",), True, "https://s.kz"),
        ("", ("t.kz", "u.kz"), True, "https://t.kz"),
        ("", (), False, "http://127.0.0.1:8000"),
    ],
)
def test_links_begin_with_the_configured_address(
    given: str, hosts: tuple[str, ...], secure: bool, address: str
) -> None:
    settings = Settings(public_address_given=given, trusted_hosts=hosts, secure_cookies=secure)
    assert settings.public_address == address


@pytest.mark.parametrize("wrong", ["supervision.kz", "ftp://s.kz", "https://s.kz?x=1", "https://"])
def test_a_public_address_is_a_whole_one(wrong: str) -> None:
    with pytest.raises(ValidationError):
        Settings(public_address_given=wrong)
