"""Signed-in sessions: begun, found again on each request, ended at once everywhere.

Belongs here: the session table's life and its limits. Does not belong here: passwords, pages.
The cookie carries a random token; the table keeps only its hash, so a stolen table signs nobody in.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.offices.models import Office, UserAccount, UserSession
from supervision.offices.queries import actor_of, see_everybody
from supervision.offices.rules import ABSOLUTE_LIMIT, IDLE_LIMIT

TOUCH_EVERY = timedelta(minutes=1)


def token_hash(token: str) -> str:
    """What the table keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(session: Session, user_id: int, *, address: str, browser: str, now: datetime) -> str:
    """Begin a session for a user who has just proved who they are; returns the new token."""
    token = secrets.token_urlsafe(32)
    session.add(
        UserSession(
            token_hash=token_hash(token),
            user_id=user_id,
            created_at=now,
            last_seen_at=now,
            address=address[:64],
            browser=browser[:200],
        )
    )
    return token


def find(session: Session, token: str, *, now: datetime) -> Actor | None:
    """The actor behind a token, with the actor's scope set on the session; None when it is over.

    A session is over when ended, idle for 30 minutes, 12 hours old, or its account is not active.
    """
    seen = session.scalars(
        select(UserSession).where(
            UserSession.token_hash == token_hash(token),
            UserSession.ended_at.is_(None),
            UserSession.last_seen_at > now - IDLE_LIMIT,
            UserSession.created_at > now - ABSOLUTE_LIMIT,
        )
    ).first()
    if seen is None:
        return None
    see_everybody(session)
    found = session.execute(
        select(UserAccount, Office)
        .join(Office, Office.id == UserAccount.office_id)
        .where(UserAccount.id == seen.user_id, UserAccount.active.is_(True))
    ).first()
    if found is None:
        return None
    actor = actor_of(session, found[0], found[1])
    if now - seen.last_seen_at >= TOUCH_EVERY:
        _touch(session, seen.id, now)
    set_scope(session, actor.scope)
    return actor


def _touch(session: Session, session_id: int, now: datetime) -> None:
    """Note the visit; `ended_at is null` keeps a request in flight from reviving an ended session."""
    session.execute(
        update(UserSession)
        .where(UserSession.id == session_id, UserSession.ended_at.is_(None))
        .values(last_seen_at=now)
    )
    session.commit()


def end(session: Session, token: str, *, now: datetime) -> None:
    """End one session; the next request with its cookie is anonymous."""
    session.execute(
        update(UserSession)
        .where(UserSession.token_hash == token_hash(token), UserSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def end_all(session: Session, user_id: int, *, now: datetime, but: str | None = None) -> None:
    """End every session of a user (password, post or activity changed), except the token `but`."""
    statement = update(UserSession).where(
        UserSession.user_id == user_id, UserSession.ended_at.is_(None)
    )
    if but is not None:
        statement = statement.where(UserSession.token_hash != token_hash(but))
    session.execute(statement.values(ended_at=now))


def of_user(session: Session, user_id: int, *, now: datetime) -> list[UserSession]:
    """The user's sessions that are still alive, the latest first."""
    statement = (
        select(UserSession)
        .where(
            UserSession.user_id == user_id,
            UserSession.ended_at.is_(None),
            UserSession.last_seen_at > now - IDLE_LIMIT,
            UserSession.created_at > now - ABSOLUTE_LIMIT,
        )
        .order_by(UserSession.last_seen_at.desc())
    )
    return list(session.scalars(statement))


def owner_of(session: Session, token: str) -> int | None:
    """Whose session this token began, even when it is over; None for a token never given out."""
    return session.scalar(
        select(UserSession.user_id).where(UserSession.token_hash == token_hash(token))
    )
