"""What the one command tells the person in front of it.

Belongs here: words for the terminal. Does not belong here: finding anything out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class SignIn:
    """A demo user to sign in as: whose desk it is, the login and the password."""

    who: str
    login: str
    password: str


def ready(address: str, sign_ins: Sequence[SignIn], data: Path, seconds: float) -> str:
    """The lines shown when the product can be used."""
    lines = ["", f"  Ready in {seconds:.0f} s:  {address}", ""]
    if sign_ins:
        logins = max(len(one.login) for one in sign_ins)
        passwords = max(len(one.password) for one in sign_ins)
        lines += ["  Sign in as (login, password):"]
        lines += [
            f"    {one.login:<{logins}}  {one.password:<{passwords}}  {one.who}" for one in sign_ins
        ]
        lines += [""]
    lines += [f"  Data and logs: {data}", "  Ctrl-C stops everything.", ""]
    return "\n".join(lines)


def port_taken(port: int, holder: str) -> str:
    """What to do when somebody else listens on the port."""
    by = f" by {holder}" if holder else ""
    return (
        f"Port {port} is already taken{by}.\n"
        f"Stop that program, or choose another port: make run PORT={port + 1}"
    )


def already_running(data: Path, holder: str) -> str:
    """What to do when this installation already runs."""
    return (
        f"This installation already runs as process {holder} (data in {data}).\n"
        "Use that one, stop it with Ctrl-C, or start a second one beside it: "
        "make run DATA=var2 PORT=8001"
    )
