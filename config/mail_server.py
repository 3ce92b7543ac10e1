"""The mail server as the environment names it.

Belongs here: reading `MAIL_URL`. Does not belong here: talking to the server (`core/mail.py`).
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

LONGEST_TIMEOUT = 60.0


class Tls(enum.StrEnum):
    """How the connection is kept secret: from the start, from STARTTLS on, or not at all."""

    IMPLICIT = "implicit"
    STARTTLS = "starttls"
    NONE = "none"


_PORTS = {Tls.IMPLICIT: 465, Tls.STARTTLS: 587, Tls.NONE: 25}


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed over; `timeout` is seconds for each step of the conversation."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tls: Tls
    timeout: float

    @classmethod
    def parse(cls, url: str) -> MailServer:
        """The server of `smtp://user:password@host:port?tls=starttls|implicit|none&timeout=10`.

        Raises ValueError that says what is wrong and never repeats the address: it holds a password.
        """
        parts = urlsplit(url)
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if parts.scheme != "smtp" or not parts.hostname:
            raise ValueError("MAIL_URL must look like smtp://user:password@host:port?tls=starttls")
        unknown = set(asked) - {"tls", "timeout"}
        if unknown:
            raise ValueError(
                f"MAIL_URL knows tls and timeout only, not {', '.join(sorted(unknown))}"
            )
        try:
            tls = Tls(asked.get("tls", Tls.STARTTLS))
            timeout = float(asked.get("timeout", "10"))
            port = parts.port or _PORTS[tls]
        except ValueError:
            raise ValueError(
                "MAIL_URL: tls is starttls, implicit or none; timeout and port are numbers"
            ) from None
        if not 0 < timeout <= LONGEST_TIMEOUT:
            raise ValueError(f"MAIL_URL: timeout lies between 0 and {LONGEST_TIMEOUT:.0f} seconds")
        if parts.username and tls is Tls.NONE and parts.hostname not in ("localhost", "127.0.0.1"):
            raise ValueError("MAIL_URL: a password is not sent over an open connection; set tls")
        return cls(
            host=parts.hostname,
            port=port,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            tls=tls,
            timeout=timeout,
        )
