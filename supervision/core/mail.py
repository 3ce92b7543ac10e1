"""The only file that knows SMTP: one message, one address, and what the server answered.

Belongs here: putting a message together and handing it over. Does not belong here: who is written
to, what about, or how often it is tried.
"""

from __future__ import annotations

import contextlib
import enum
import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime
from types import TracebackType
from typing import Any, Self

from config.mail_server import MailServer, Tls

TRAVELLING = compat32.clone(linesep="\r\n")
_PERMANENT = range(500, 600)


class Verdict(enum.Enum):
    """What came of handing a message over.

    `UNREACHABLE`: the server itself is away, so that no other message would fare better now.
    """

    ACCEPTED = "accepted"
    TRY_LATER = "try later"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class Answer:
    """The verdict with the server's own code and words, where it said any."""

    verdict: Verdict
    code: int | None
    text: str


@dataclass(frozen=True)
class Message:
    """One message to one address, in text and HTML; `name` is its Message-ID before the @."""

    to: str
    subject: str
    text: str
    html: str
    name: str


def put_together(message: Message, *, sender: str, host: str, now: datetime) -> bytes:
    """The message as it travels. Raises ValueError when a value would break a header's line.

    `host` stands behind the @ of the Message-ID; the same name and host give the same id. The
    older classes are used on purpose: the newer ones put blanks into a folded subject.
    """
    made = MIMEMultipart("alternative")
    headers: dict[str, Any] = {
        "From": sender,
        "To": message.to,
        "Subject": Header(message.subject, "utf-8"),
        "Date": format_datetime(now),
        "Message-ID": f"<{message.name}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    for name, value in headers.items():
        if any(ord(sign) < 32 for sign in str(value)):
            raise ValueError(f"{name} holds a line break")
        made[name] = value
    for words, kind in ((message.text, "plain"), (message.html, "html")):
        made.attach(MIMEText(words, kind, "utf-8"))
    return made.as_bytes(policy=TRAVELLING)


class Outbox:
    """A conversation with the mail server, begun with the first message and kept for the next.

    Use as a context manager. Never raises for what the server does: every failure is an `Answer`.
    """

    def __init__(self, server: MailServer, sender: str, host: str) -> None:
        self._server = server
        self._sender = sender
        self._host = host
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._connection is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._connection.quit()
        self._drop()

    def send(self, message: Message, *, now: datetime) -> Answer:
        """Hand one message over, and tell what the server answered."""
        try:
            made = put_together(message, sender=self._sender, host=self._host, now=now)
        except ValueError as problem:
            return Answer(Verdict.REFUSED, None, str(problem))
        try:
            return self._hand_over(self._connection or self._connect(), message.to, made)
        except (OSError, smtplib.SMTPException) as problem:
            self._drop()
            return Answer(Verdict.UNREACHABLE, *_said(problem))

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        context = ssl.create_default_context()
        if server.tls is Tls.IMPLICIT:
            made: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=server.timeout, context=context
            )
        else:
            made = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
        self._connection = made
        made.ehlo_or_helo_if_needed()
        if server.tls is Tls.STARTTLS:
            made.starttls(context=context)
        if server.user:
            made.login(server.user, server.password)
        return made

    def _hand_over(self, connection: smtplib.SMTP, to: str, made: bytes) -> Answer:
        """The three steps one by one, because only the answer to the last proves anything."""
        code, words = connection.mail(self._sender)
        if code != 250:  # it does not know us: the fault of the installation, not of the message
            raise smtplib.SMTPResponseException(code, words)
        code, words = connection.rcpt(to)
        if code in (250, 251):
            try:
                code, words = connection.data(made)
            except smtplib.SMTPDataError as problem:
                code, words = problem.smtp_code, _bytes(problem.smtp_error)
            if code == 250:
                return Answer(Verdict.ACCEPTED, code, _text(words))
        connection.rset()
        if code == 421:  # the server says good-bye
            raise smtplib.SMTPResponseException(code, words)
        verdict = Verdict.REFUSED if code in _PERMANENT else Verdict.TRY_LATER
        return Answer(verdict, code, _text(words))

    def _drop(self) -> None:
        """Close the line without a word: a server that hangs would not hear it."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _said(problem: Exception) -> tuple[int | None, str]:
    if isinstance(problem, smtplib.SMTPResponseException):
        return problem.smtp_code, _text(problem.smtp_error)
    return None, f"{type(problem).__name__}: {problem}"


def _bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode()


def _text(words: bytes | str) -> str:
    return _bytes(words).decode("utf-8", "replace")
