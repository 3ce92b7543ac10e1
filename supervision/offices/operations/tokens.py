"""Giving out and ending tokens of the JSON API: each person has their own, with their own rights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import NotFound, Refused
from supervision.offices import tokens
from supervision.offices.models import ApiToken, UserAccount
from supervision.offices.rules import MOST_TOKENS, TokenEntry, TokenScope, one_line, token_problems


@dataclass(frozen=True)
class MadeToken:
    """A token just given out; `secret` is shown once and kept nowhere."""

    token: ApiToken
    secret: str


def make_token(
    session: Session, actor: Actor, entry: TokenEntry, *, today: date, now: datetime
) -> MadeToken:
    """Give the actor a token that may do what the actor may, or only read.

    Raises Refused by field (`name`, `scope`, `until_on`), or when there are too many already.
    """
    problems = token_problems(entry, today)
    if problems:
        raise Refused.because(problems)
    # The row is locked, so that two tokens made at once cannot pass the limit together.
    account = session.get_one(UserAccount, actor.user_id, with_for_update=True)
    if len(tokens.of_user(session, account.id, today=today)) >= MOST_TOKENS:
        raise Refused("You have %(most)s tokens already: end one first.", most=str(MOST_TOKENS))
    row, secret = tokens.begin(
        session,
        account.id,
        name=one_line(entry.name),
        scope=TokenScope(entry.scope),
        until_on=entry.until_on,
        now=now,
    )
    record(
        session,
        actor,
        action="offices.make_token",
        subject=("api_token", row.id),
        after={"name": row.name, "scope": row.scope, "until_on": row.until_on},
    )
    return MadeToken(row, secret)


def end_token(session: Session, actor: Actor, token_id: int, *, now: datetime) -> None:
    """End one of the actor's own tokens; raises NotFound for any other, and for one that is over."""
    ended = session.scalars(
        update(ApiToken)
        .where(
            ApiToken.id == token_id,
            ApiToken.user_id == actor.user_id,
            ApiToken.ended_at.is_(None),
        )
        .values(ended_at=now)
        .returning(ApiToken.id)
    ).first()
    if ended is None:
        raise NotFound
    record(session, actor, action="offices.end_token", subject=("api_token", token_id))
