"""Reads of offices and people: the tree, who is above and below, who acts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from supervision.core.access import Actor, Level, Post
from supervision.core.db import Scope, set_scope
from supervision.core.errors import NotFound
from supervision.offices.models import Office, UserAccount
from supervision.offices.rules import CASE_POSTS


class Above(NamedTuple):
    """The offices above one office: its own id, the oblast-level one, the GPO."""

    own: int
    oblast: int
    gpo: int


def all_office_ids(session: Session) -> tuple[int, ...]:
    """Every office there is, the root first; the tree is public to all who sign in."""
    root_first = (Office.parent_id.is_not(None), Office.id)
    return tuple(session.scalars(select(Office.id).order_by(*root_first)))


def below(session: Session, office_id: int) -> tuple[int, ...]:
    """The office and every office under it."""
    statement = select(Office.id).where(Office.ancestors.contains([office_id]))
    return tuple(session.scalars(statement.order_by(Office.id)))


def above(session: Session, office_id: int) -> Above:
    """Who stands above the office; an oblast-level office is its own oblast, the GPO its own all."""
    office = session.get(Office, office_id)  # asked by every verb: the session may know it
    if office is None:
        raise NotFound
    ancestors = office.ancestors
    return Above(own=office_id, oblast=ancestors[min(1, len(ancestors) - 1)], gpo=ancestors[0])


def by_code(session: Session, code: str) -> Office:
    """The office with this code; raises NotFound."""
    office = session.scalars(select(Office).where(Office.code == code)).first()
    if office is None:
        raise NotFound
    return office


def tree(session: Session) -> list[Office]:
    """All offices, parents before children, siblings in order of their code."""
    return list(session.scalars(select(Office).order_by(Office.code)))


def children(session: Session, office_id: int) -> list[Office]:
    """Offices directly below, in Kazakh order of their Kazakh names."""
    statement = select(Office).where(Office.parent_id == office_id)
    return list(session.scalars(statement.order_by(func.kk_key(Office.name_kk))))


def see_everybody(session: Session) -> None:
    """Open the people of all offices to this transaction, to find who signs in; nothing else.

    The caller gives the session its actor's own scope right after.
    """
    session.execute(
        text(
            "select set_config('app.people_offices', "
            "(select coalesce(array_agg(id), '{}')::text from office), true)"
        )
    )


def house_scope(session: Session) -> Scope:
    """The scope of the house itself (tasks, commands): every office."""
    everything = all_office_ids(session)
    return Scope(None, everything, everything, everything, everything)


def enter_as_house(session: Session) -> tuple[int, ...]:
    """Give the session the house's own scope; returns the ids of all offices."""
    scope = house_scope(session)
    set_scope(session, scope)
    return scope.read


def actor_of(session: Session, account: UserAccount, office: Office) -> Actor:
    """The account as an actor, with the ids of the offices it may see."""
    return Actor(
        user_id=account.id,
        name=account.full_name,
        office_id=office.id,
        office_name=office.name_in(account.language),
        level=Level(office.level),
        post=Post(account.post),
        language=account.language,
        offices_below=below(session, office.id),
        must_change_password=account.must_change_password,
    )


def people_of(session: Session, office_ids: Sequence[int]) -> list[UserAccount]:
    """The accounts of these offices, in Kazakh order of their names."""
    statement = (
        select(UserAccount)
        .where(UserAccount.office_id.in_(office_ids))
        .order_by(func.kk_key(UserAccount.full_name), UserAccount.id)
    )
    return list(session.scalars(statement))


def colleagues(session: Session, office_id: int) -> list[UserAccount]:
    """Active accounts of one office whose post records cases: those a file may be assigned to."""
    statement = (
        select(UserAccount)
        .where(
            UserAccount.office_id == office_id,
            UserAccount.active.is_(True),
            UserAccount.post.in_([post.value for post in CASE_POSTS]),
        )
        .order_by(func.kk_key(UserAccount.full_name))
    )
    return list(session.scalars(statement))


def account_of_login(session: Session, login: str) -> UserAccount | None:
    """The account with this login, among those the transaction may see."""
    return session.scalars(
        select(UserAccount)
        .where(UserAccount.login == login)
        .execution_options(populate_existing=True)
    ).first()


def own_words(session: Session, account: UserAccount) -> list[str]:
    """What an outsider would try first in this person's password: names of person and offices."""
    line = session.scalar(select(Office.ancestors).where(Office.id == account.office_id))
    offices = session.scalars(select(Office).where(Office.id.in_(line or [])))
    words = [account.login, account.full_name]
    for office in offices:
        words += [office.name_kk, office.name_ru, office.name_en, office.seat_kk, office.seat_ru]
    return words


def login_of(session: Session, actor: Actor) -> str:
    """The login the actor signs in with."""
    login = session.scalar(select(UserAccount.login).where(UserAccount.id == actor.user_id))
    return login or ""


def office_names(session: Session, office_ids: Sequence[int], language: str) -> dict[int, str]:
    """Names by id, those above before those below; a name that occurs twice shows its parent too."""
    offices = session.scalars(
        select(Office).where(Office.id.in_(office_ids)).order_by(Office.code)
    ).all()
    parents = {office.id: office for office in session.scalars(select(Office))}
    names = [office.name_in(language) for office in offices]
    shown = {}
    for office, name in zip(offices, names, strict=True):
        parent = parents.get(office.parent_id or 0)
        twice = names.count(name) > 1 and parent is not None
        shown[office.id] = f"{name} ({parent.name_in(language)})" if twice and parent else name
    return shown
