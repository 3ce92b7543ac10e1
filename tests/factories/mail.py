"""A real mail server in a thread of the test, and one that never answers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

SENDER = "supervision@prokuratura.example.kz"
PUBLIC = "https://supervision.example.kz"


@dataclass
class Mailbox:
    """What the server took, and what it answers to whom: a code and words by address."""

    answers: dict[str, str] = field(default_factory=dict)
    taken: list[EmailMessage] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Refuse who is to be refused."""
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take the message."""
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        return f"250 2.0.0 queued as {len(self.taken)}"

    @property
    def url(self) -> str:
        """The address of this server for MAIL_URL."""
        return f"smtp://127.0.0.1:{self.port}?tls=none&timeout=5"

    def last(self) -> EmailMessage:
        """The latest message."""
        return self.taken[-1]


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """A server that takes mail while the block lasts."""
    mailbox = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        mailbox.port = probe.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


@contextmanager
def hanging_server() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        held: list[socket.socket] = []

        def accept() -> None:
            while True:
                try:
                    held.append(listening.accept()[0])
                except OSError:
                    return

        threading.Thread(target=accept, daemon=True).start()
        yield int(listening.getsockname()[1])
        listening.shutdown(socket.SHUT_RDWR)
    for connection in held:
        connection.close()


def words(message: EmailMessage, kind: str = "plain") -> str:
    """The text or HTML of a message."""
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())
