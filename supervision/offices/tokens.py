"""Tokens of the JSON API: given out once, found again on each request, ended at once everywhere.

Belongs here: a token's life, its limits, and the count of its requests. Does not belong here: the
API's addresses, pages. Like a session, the table keeps only a hash.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, select, text, update
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.offices.models import ApiToken, Office, UserAccount
from supervision.offices.queries import actor_of, see_everybody
from supervision.offices.rules import REQUESTS_A_WINDOW, TOKEN_WINDOW, TokenScope
from supervision.offices.sessions import token_hash

PREFIX = "sup_"  # lets a scanner of secrets, and a person, see what such a text is


@dataclass(frozen=True)
class Bearer:
    """Who sends a request by a token; `wait` is how long to wait when there were too many."""

    actor: Actor
    wait: timedelta | None


def begin(
    session: Session, user_id: int, *, name: str, scope: TokenScope, until_on: date, now: datetime
) -> tuple[ApiToken, str]:
    """Give out a token; returns its row and the token itself, which is kept nowhere."""
    secret = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(
        user_id=user_id,
        name=name,
        scope=scope.value,
        token_hash=token_hash(secret),
        created_at=now,
        until_on=until_on,
    )
    session.add(row)
    session.flush()
    return row, secret


def find(session: Session, secret: str, *, today: date, now: datetime) -> Bearer | None:
    """Who is behind a token, with their scope set on the session; None when it is over.

    A token is over when ended, past its last day, or when its account is not active. The request is
    counted and committed here, whatever becomes of it.
    """
    # A count lost with the machine costs nobody anything, so no request waits for the disk.
    session.execute(text("set local synchronous_commit = off"))
    fresh = and_(
        ApiToken.window_began_at.is_not(None), ApiToken.window_began_at > now - TOKEN_WINDOW
    )
    seen = session.execute(
        update(ApiToken)
        .where(ApiToken.token_hash == token_hash(secret), *alive(today))
        .values(
            last_used_at=now,
            window_began_at=case((fresh, ApiToken.window_began_at), else_=now),
            window_requests=case((fresh, ApiToken.window_requests + 1), else_=1),
        )
        .returning(
            ApiToken.id,
            ApiToken.user_id,
            ApiToken.scope,
            ApiToken.window_began_at,
            ApiToken.window_requests,
        )
        .execution_options(synchronize_session=False)
    ).first()
    if seen is None:
        return None
    session.commit()
    see_everybody(session)
    found = session.execute(
        select(UserAccount, Office)
        .join(Office, Office.id == UserAccount.office_id)
        .where(UserAccount.id == seen.user_id, UserAccount.active.is_(True))
    ).first()
    if found is None:
        return None
    actor = replace(
        actor_of(session, found[0], found[1]),
        token_id=seen.id,
        read_only=seen.scope == TokenScope.READ,
    )
    set_scope(session, actor.scope)
    too_many = seen.window_requests > REQUESTS_A_WINDOW
    return Bearer(actor, seen.window_began_at + TOKEN_WINDOW - now if too_many else None)


def alive(today: date) -> tuple[ColumnElement[bool], ...]:
    """The conditions on a token that still opens something."""
    return ApiToken.ended_at.is_(None), ApiToken.until_on >= today


def end_all(session: Session, user_id: int, *, now: datetime) -> None:
    """End every token of a user: password, post, office or the right to sign in changed."""
    session.execute(
        update(ApiToken)
        .where(ApiToken.user_id == user_id, ApiToken.ended_at.is_(None))
        .values(ended_at=now)
    )


def of_user(session: Session, user_id: int, *, today: date) -> list[ApiToken]:
    """The user's tokens that still open something, the latest first."""
    statement = (
        select(ApiToken)
        .where(ApiToken.user_id == user_id, *alive(today))
        .order_by(ApiToken.created_at.desc(), ApiToken.id.desc())
    )
    return list(session.scalars(statement))
