"""The wait after wrong passwords, counted in PostgreSQL so that it outlives every restart.

Belongs here: counting tries by login and by address. Does not belong here: passwords themselves.

A try is counted before its password is looked at, and taken back when the password was right: tries
sent side by side cannot slip past the count. The login is kept as a hash, because people do type
their password into the wrong box.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from supervision.offices.models import SignInFailure
from supervision.offices.rules import TRIES_BEFORE_WAIT, TRIES_OF_ADDRESS_BEFORE_WAIT, WAIT

_LOGIN_LOCK = 7251002
_ADDRESS_LOCK = 7251003


def login_key(login: str) -> str:
    """What the table keeps of a login."""
    return hashlib.sha256(login.encode()).hexdigest()


def take_try(session: Session, login: str, address: str, *, now: datetime) -> timedelta | None:
    """Count one try to sign in; returns how long to wait when none may be made now, else None.

    Five tries within five minutes are followed by a wait of five minutes from the last of them. A
    try made while waiting is refused whatever its password and does not lengthen the wait.
    """
    key, place = login_key(login), address[:64]
    session.execute(select(func.pg_advisory_xact_lock(_LOGIN_LOCK, func.hashtext(key))))
    session.execute(select(func.pg_advisory_xact_lock(_ADDRESS_LOCK, func.hashtext(place))))
    waits = (
        _wait(session, SignInFailure.login == key, TRIES_BEFORE_WAIT, now),
        _wait(session, SignInFailure.address == place, TRIES_OF_ADDRESS_BEFORE_WAIT, now),
    )
    longest = max(waits)
    if longest > timedelta(0):
        return longest
    session.add(SignInFailure(login=key, address=place, at=now))
    return None


def forgive(session: Session, login: str) -> None:
    """Forget the tries of a login whose right password was given; other logins keep theirs."""
    session.execute(delete(SignInFailure).where(SignInFailure.login == login_key(login)))


def _wait(session: Session, of: ColumnElement[bool], limit: int, now: datetime) -> timedelta:
    tries = session.scalars(
        select(SignInFailure.at).where(of).order_by(SignInFailure.at.desc()).limit(limit)
    ).all()
    if len(tries) < limit or tries[0] - tries[-1] > WAIT:
        return timedelta(0)
    return tries[0] + WAIT - now
