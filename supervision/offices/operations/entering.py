"""Signing in and out, and what a person changes of their own account: password, language.

Does not belong here: the cookie (`sign_in.py`), counting of tries (`throttle.py`; the edge commits a
try before it calls `sign_in`, so that a refused one stays counted).
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor, system_actor
from supervision.core.db import set_scope
from supervision.core.errors import NotFound, Refused
from supervision.core.i18n import LANGUAGES
from supervision.offices import passwords, sessions, throttle, tokens
from supervision.offices.models import Office, UserAccount, UserSession
from supervision.offices.queries import account_of_login, actor_of, own_words, see_everybody
from supervision.offices.rules import login_as_typed, password_problems


@dataclass(frozen=True)
class Entered:
    """A session just begun: who acts, and the token for the cookie."""

    actor: Actor
    token: str


class NotEntered(enum.Enum):
    """Why nobody was signed in; only the second is told apart, to who knew the password."""

    WRONG = "wrong"
    EXPIRED = "expired"


def sign_in(
    session: Session, typed_login: str, password: str, *, address: str, browser: str, now: datetime
) -> Entered | NotEntered:
    """Begin a session for whoever knows the password of an active account.

    An unknown login, a closed account and a wrong password cost the same work and look the same. A
    failure is returned, not raised, because its audit entry must be kept.
    """
    login = login_as_typed(typed_login)
    see_everybody(session)
    account = account_of_login(session, login) if login else None
    right = passwords.verify(account.password_hash if account else None, password)
    if account is None or not right or not _still_valid(session, account):
        _record_failure(session, account, "wrong", address)
        return NotEntered.WRONG
    if account.password_expires_at is not None and account.password_expires_at <= now:
        _record_failure(session, account, "expired", address)
        return NotEntered.EXPIRED
    if passwords.needs_rehash(account.password_hash):
        _set_hash(session, account, password)
    throttle.forgive(session, login)
    actor = actor_of(session, account, session.get_one(Office, account.office_id))
    token = sessions.begin(session, account.id, address=address, browser=browser, now=now)
    set_scope(session, actor.scope)
    record(
        session,
        actor,
        action="offices.sign_in",
        subject=("user", account.id),
        after={"address": address},
    )
    return Entered(actor, token)


def _still_valid(session: Session, account: UserAccount) -> bool:
    """Whether the account is active and its password unchanged since it was read, and stays so.

    The row is locked: who is shut out, or changes the password, while this sign-in is under way
    ends this session too, because ending waits for the lock.
    """
    current = session.execute(
        select(UserAccount.password_hash, UserAccount.active)
        .where(UserAccount.id == account.id)
        .with_for_update()
    ).one()
    return bool(current.active) and current.password_hash == account.password_hash


def _record_failure(
    session: Session, account: UserAccount | None, reason: str, address: str
) -> None:
    # What was typed as the login is not kept: people type passwords into the wrong box.
    record(
        session,
        system_actor(()),
        action="offices.sign_in_failed",
        subject=("user", None if account is None else account.id),
        office_id=None if account is None else account.office_id,
        after={"reason": reason, "address": address},
    )


def sign_out(session: Session, actor: Actor, token: str, *, now: datetime) -> None:
    """End the session of this browser."""
    sessions.end(session, token, now=now)
    record(session, actor, action="offices.sign_out", subject=("user", actor.user_id))


def end_session(session: Session, actor: Actor, session_id: int, *, now: datetime) -> None:
    """End one of the actor's own sessions, on whatever device; raises NotFound for any other."""
    ended = session.scalars(
        update(UserSession)
        .where(
            UserSession.id == session_id,
            UserSession.user_id == actor.user_id,
            UserSession.ended_at.is_(None),
        )
        .values(ended_at=now)
        .returning(UserSession.id)
    ).first()
    if ended is None:
        raise NotFound
    record(
        session,
        actor,
        action="offices.end_session",
        subject=("user", actor.user_id),
        after={"session": session_id},
    )


def change_password(
    session: Session,
    actor: Actor,
    current: str,
    new: str,
    *,
    address: str,
    browser: str,
    now: datetime,
) -> Entered:
    """Set the actor's own password; every session and token ends, this browser has a new session.

    Raises Refused with the field `current_password` or `new_password`.
    """
    account = session.get_one(
        UserAccount, actor.user_id, with_for_update=True, populate_existing=True
    )
    if not passwords.verify(account.password_hash, current):
        raise Refused("This is not your present password.", field="current_password")
    problems = password_problems(new, own_words(session, account), passwords.common_passwords())
    if problems:
        raise Refused.because(problems)
    if new == current:
        raise Refused("The new password is the same as the present one.", field="new_password")
    account.password_hash = passwords.hash_password(new)
    account.must_change_password = False
    account.password_expires_at = None
    session.flush()
    throttle.forgive(session, account.login)
    sessions.end_all(session, account.id, now=now)
    tokens.end_all(session, account.id, now=now)
    token = sessions.begin(session, account.id, address=address, browser=browser, now=now)
    record(session, actor, action="offices.change_password", subject=("user", account.id))
    fresh = actor_of(session, account, session.get_one(Office, account.office_id))
    return Entered(fresh, token)


def remember_language(session: Session, actor: Actor, language: str) -> None:
    """Keep the language a signed-in person chose; any other text is ignored."""
    if language not in LANGUAGES or language == actor.language:
        return
    session.execute(
        update(UserAccount).where(UserAccount.id == actor.user_id).values(language=language)
    )
    record(
        session,
        actor,
        action="offices.remember_language",
        subject=("user", actor.user_id),
        before={"language": actor.language},
        after={"language": language},
    )


def _set_hash(session: Session, account: UserAccount, password: str) -> None:
    # A statement of its own: a better hash of the same password is no change an editor could miss.
    account_hash = passwords.hash_password(password)
    session.execute(
        update(UserAccount).where(UserAccount.id == account.id).values(password_hash=account_hash)
    )
