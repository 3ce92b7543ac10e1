"""Accounts of people: created, edited, given a new one-time password.

Does not belong here: what people change themselves (`entering`), topics and regions (`assignments`
— except that they end when a person leaves the office), absences.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor, Level, Post, system_actor
from supervision.core.errors import NotFound, Problem, Refused, Stale
from supervision.core.i18n import LANGUAGES
from supervision.offices import passwords, sessions, tokens
from supervision.offices.models import Absence, Assignment, Office, UserAccount
from supervision.offices.policy import demand_not_oneself, demand_people_of
from supervision.offices.queries import by_code, see_everybody
from supervision.offices.rules import (
    ONE_TIME_PASSWORD_LIFE,
    account_problems,
    is_open,
    login_as_typed,
    one_line,
)


@dataclass(frozen=True)
class AccountData:
    """What an administrator writes of a person; nothing else of an account comes from a form."""

    full_name: str
    office_id: int
    post: Post
    language: str
    active: bool = True


@dataclass(frozen=True)
class MadeAccount:
    """An account with the password to hand over once; it lives 24 hours and must be changed."""

    account: UserAccount
    one_time_password: str


def create_user(
    session: Session,
    actor: Actor,
    login: str,
    data: AccountData,
    *,
    today: date,
    now: datetime,
    hashing: Callable[[str], str] = passwords.hash_password,
) -> MadeAccount:
    """Open an account in an office the administrator manages; raises Refused by field.

    `hashing` makes the hash to keep of the one-time password; hashing well is slow on purpose, and
    a world of made-up people need not wait for it.
    """
    demand_people_of(actor, data.office_id)
    return _open(session, actor, login, data, today=today, now=now, hashing=hashing)


def create_first_administrator(
    session: Session, office_code: str, login: str, full_name: str, *, today: date, now: datetime
) -> MadeAccount:
    """Open an administrator's account from the command line, where nobody is signed in.

    Raises NotFound for an unknown office. There is no default account; this is the first one.
    """
    see_everybody(session)
    data = AccountData(full_name, by_code(session, office_code).id, Post.ADMINISTRATOR, "kk")
    return _open(session, system_actor(()), login, data, today=today, now=now)


def _open(
    session: Session,
    actor: Actor,
    login: str,
    data: AccountData,
    *,
    today: date,
    now: datetime,
    hashing: Callable[[str], str] = passwords.hash_password,
) -> MadeAccount:
    _check(session, login, data, today)
    meant = login_as_typed(login)
    password = passwords.one_time_password()
    account = UserAccount(
        office_id=data.office_id,
        login=meant,
        password_hash=hashing(password),
        full_name=one_line(data.full_name),
        post=data.post.value,
        language=data.language,
        active=data.active,
        must_change_password=True,
        password_expires_at=now + ONE_TIME_PASSWORD_LIFE,
        created_at=now,
    )
    # Logins are one across the country, beyond what the actor may see: only the table can tell.
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError as problem:
        if "uq_user_account_login" not in str(problem.orig):
            raise
        raise Refused("This login is taken.", field="login") from None
    record(
        session,
        actor,
        action="offices.create_user",
        subject=("user", account.id),
        office_id=account.office_id,
        after=_shown(account),
    )
    return MadeAccount(account, password)


def edit_user(
    session: Session,
    actor: Actor,
    user_id: int,
    data: AccountData,
    *,
    expected_version: int,
    today: date,
    now: datetime,
) -> UserAccount:
    """Change a person's account; a changed post, office or right to sign in ends their
    sessions and tokens.

    Raises Refused by field, Forbidden for the own account, Stale when somebody else was quicker.
    """
    account = _managed(session, actor, user_id)
    demand_people_of(actor, data.office_id)
    if account.version != expected_version:
        raise Stale(account.version, expected_version)
    _check(session, account.login, data, today, staying_in=account.office_id)
    before = _shown(account)
    account.full_name = one_line(data.full_name)
    account.office_id = data.office_id
    account.post = data.post.value
    account.language = data.language
    account.active = data.active
    after = _shown(account)
    if before == after:
        return account
    session.flush()
    if any(before[key] != after[key] for key in ("office_id", "post", "active")):
        sessions.end_all(session, account.id, now=now)
        tokens.end_all(session, account.id, now=now)
        _end_assignments(session, account.id, today)
    if before["office_id"] != after["office_id"]:
        _take_absences_along(session, account, today)
    record(
        session,
        actor,
        action="offices.edit_user",
        subject=("user", account.id),
        office_id=account.office_id,
        before=before,
        after=after,
    )
    return account


def reset_password(session: Session, actor: Actor, user_id: int, *, now: datetime) -> MadeAccount:
    """Give a person a new one-time password; the old one, every session and token end at once."""
    account = _managed(session, actor, user_id)
    password = passwords.one_time_password()
    account.password_hash = passwords.hash_password(password)
    account.must_change_password = True
    account.password_expires_at = now + ONE_TIME_PASSWORD_LIFE
    session.flush()
    sessions.end_all(session, account.id, now=now)
    tokens.end_all(session, account.id, now=now)
    record(
        session,
        actor,
        action="offices.reset_password",
        subject=("user", account.id),
        office_id=account.office_id,
    )
    return MadeAccount(account, password)


def _managed(session: Session, actor: Actor, user_id: int) -> UserAccount:
    account = session.get(UserAccount, user_id, with_for_update=True, populate_existing=True)
    if account is None:
        raise NotFound
    demand_people_of(actor, account.office_id)
    demand_not_oneself(actor, account)
    return account


def _check(
    session: Session, login: str, data: AccountData, today: date, staying_in: int | None = None
) -> None:
    office = session.get(Office, data.office_id)
    if office is None:
        raise NotFound
    problems = account_problems(login, data.full_name, Level(office.level), data.post)
    if data.language not in LANGUAGES:
        problems.append(Problem("Choose one of the languages.", "language"))
    moved_in = office.id != staying_in
    if moved_in and not is_open(office.active_from, office.active_to, today):
        problems.append(Problem("This office is closed; nobody can be placed in it.", "office_id"))
    if problems:
        raise Refused.because(problems)


def _end_assignments(session: Session, user_id: int, today: date) -> None:
    session.execute(
        update(Assignment)
        .where(
            Assignment.user_id == user_id,
            Assignment.until_on.is_(None) | (Assignment.until_on > today),
        )
        .values(until_on=func.greatest(Assignment.from_on, today))
    )


def _take_absences_along(session: Session, account: UserAccount, today: date) -> None:
    """Absences not over go to the new office with the person; a former colleague stands in no more."""
    session.execute(
        update(Absence)
        .where(Absence.user_id == account.id, Absence.until_on >= today)
        .values(office_id=account.office_id, substitute_id=None, version=Absence.version + 1)
    )


def _shown(account: UserAccount) -> Mapping[str, object]:
    """What audit keeps of an account: never a password or its hash."""
    return {
        "login": account.login,
        "full_name": account.full_name,
        "office_id": account.office_id,
        "post": account.post,
        "language": account.language,
        "active": account.active,
    }
