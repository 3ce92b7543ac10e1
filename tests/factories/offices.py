"""A small world of offices and people: two oblasts, three districts each, every post.

Logins say who somebody is: `abay.head`, `abay1.assistant`, `turan2.head`, `gpo.department`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from supervision.core import clock
from supervision.core.access import Actor, Post
from supervision.core.db import Scope, clear_scope, db, set_scope
from supervision.offices import sessions, tokens
from supervision.offices.models import Office, UserAccount
from supervision.offices.queries import actor_of, enter_as_house, see_everybody
from supervision.offices.rules import TokenScope

PASSWORD = "steppe wind at dawn 7"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

# id, code, parent, level, kind, kk, ru, en
OFFICES = (
    (1, "00", None, "gpo", "territorial", "Бас прокуратура", "Генеральная прокуратура", "GPO"),
    (
        2,
        "10",
        1,
        "oblast",
        "territorial",
        "Абай облысының прокуратурасы",
        "Прокуратура области Абай",
        "Abai Oblast Office",
    ),
    (
        3,
        "10-01",
        2,
        "district",
        "territorial",
        "Әуезов ауданы прокуратурасы",
        "Прокуратура Ауэзовского района",
        "Auezov District Office",
    ),
    (
        4,
        "10-02",
        2,
        "district",
        "territorial",
        "Зайсан ауданы прокуратурасы",
        "Прокуратура Зайсанского района",
        "Zaisan District Office",
    ),
    (
        5,
        "10-03",
        2,
        "district",
        "territorial",
        "Шар қаласының прокуратурасы",
        "Прокуратура города Шар",
        "Shar City Office",
    ),
    (
        6,
        "20",
        1,
        "oblast",
        "territorial",
        "Тұран облысының прокуратурасы",
        "Прокуратура области Туран",
        "Turan Oblast Office",
    ),
    (
        7,
        "20-01",
        6,
        "district",
        "territorial",
        "Қаратау ауданы прокуратурасы",
        "Прокуратура Каратауского района",
        "Karatau District Office",
    ),
    (
        8,
        "20-02",
        6,
        "district",
        "territorial",
        "Сырдария ауданы прокуратурасы",
        "Прокуратура Сырдарьинского района",
        "Syrdarya District Office",
    ),
    (
        9,
        "20-03",
        6,
        "district",
        "territorial",
        "Үштөбе қаласының прокуратурасы",
        "Прокуратура города Уштобе",
        "Ushtobe City Office",
    ),
    (
        10,
        "TRN",
        1,
        "oblast",
        "transport",
        "Бас көлік прокуратурасы",
        "Главная транспортная прокуратура",
        "Chief Transport Office",
    ),
)
# login, office id, post
PEOPLE = (
    ("gpo.head", 1, Post.HEAD),
    ("gpo.department", 1, Post.DEPARTMENT_PROSECUTOR),
    ("gpo.administrator", 1, Post.ADMINISTRATOR),
    ("gpo.auditor", 1, Post.AUDITOR),
    ("abay.head", 2, Post.HEAD),
    ("abay.senior", 2, Post.SENIOR_ASSISTANT),
    ("abay.administrator", 2, Post.ADMINISTRATOR),
    ("abay.auditor", 2, Post.AUDITOR),
    ("abay1.head", 3, Post.HEAD),
    ("abay1.deputy", 3, Post.DEPUTY),
    ("abay1.assistant", 3, Post.ASSISTANT),
    ("abay1.second", 3, Post.ASSISTANT),
    ("abay2.head", 4, Post.HEAD),
    ("abay2.assistant", 4, Post.ASSISTANT),
    ("turan.head", 6, Post.HEAD),
    ("turan1.head", 7, Post.HEAD),
    ("turan1.assistant", 7, Post.ASSISTANT),
)


def build_world(session: Session, now: datetime) -> None:
    """Insert the world; the caller commits."""
    set_scope(session, Scope(people=tuple(row[0] for row in OFFICES)))
    ancestors: dict[int, list[int]] = {}
    for number, code, parent, level, kind, kk, ru, en in OFFICES:
        ancestors[number] = [*ancestors.get(parent or 0, []), number]
        session.add(
            Office(
                id=number,
                code=code,
                parent_id=parent,
                level=level,
                kind=kind,
                name_kk=kk,
                name_ru=ru,
                name_en=en,
                seat_kk="Семей",
                seat_ru="Семей",
                ancestors=ancestors[number],
            )
        )
    session.flush()
    for login, office_id, post in PEOPLE:
        session.add(
            UserAccount(
                office_id=office_id,
                login=login,
                password_hash=QUICK.hash(PASSWORD),
                full_name=f"Сериков {login}",
                post=post.value,
                language="en",
                created_at=now,
            )
        )
    session.flush()


@dataclass
class World:
    """The world's ids by code and login."""

    offices: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls, session: Session) -> World:
        """Read the ids and leave the session without a scope again."""
        loaded = cls()
        loaded.offices = dict(session.execute(select(Office.code, Office.id)).all())
        enter_as_house(session)
        rows = session.execute(select(UserAccount.login, UserAccount.id)).all()
        loaded.people = dict(rows)
        clear_scope(session)
        session.rollback()
        return loaded

    def actor(self, session: Session, login: str) -> Actor:
        """Somebody as an actor; leaves the session's scope for the caller to set."""
        see_everybody(session)
        account, office = session.execute(
            select(UserAccount, Office)
            .join(Office, Office.id == UserAccount.office_id)
            .where(UserAccount.login == login)
        ).one()
        return actor_of(session, account, office)

    def token(self, app: Flask, login: str, scope: TokenScope = TokenScope.WRITE) -> str:
        """A token of the JSON API of this person, good for a month."""
        with app.app_context():
            current = db.session()
            see_everybody(current)
            now = clock.now()
            _row, secret = tokens.begin(
                current,
                self.people[login],
                name=f"programs of {login}",
                scope=scope,
                until_on=(now + timedelta(days=31)).date(),
                now=now,
            )
            current.commit()
        return secret

    def sign_in(self, app: Flask, client: FlaskClient, login: str, language: str = "en") -> None:
        """Give a test browser a real session of `login`, without typing the password each time."""
        with app.app_context():
            current = db.session()
            see_everybody(current)
            current.execute(
                text("update user_account set language = :language where login = :login"),
                {"language": language, "login": login},
            )
            token = sessions.begin(
                current, self.people[login], address="127.0.0.1", browser="test", now=clock.now()
            )
            current.commit()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True
