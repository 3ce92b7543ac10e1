"""Tables of offices and people. Constraints are named by a sentence; no logic beyond properties."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from supervision.core.access import Level, Post
from supervision.core.db import Base
from supervision.offices.rules import AssignmentKind, OfficeKind


class Office(Base):
    """One prosecutor's office; `ancestors` runs from the root down to the office itself."""

    __tablename__ = "office"
    __table_args__ = (
        CheckConstraint(
            "ancestors[array_upper(ancestors, 1)] = id", name="an office is its own last ancestor"
        ),
        CheckConstraint(
            "active_to is null or active_from is null or active_from <= active_to",
            name="an office does not close before it opens",
        ),
        Index("ix_office_ancestors", "ancestors", postgresql_using="gin"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(Text, unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    level: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    name_kk: Mapped[str] = mapped_column(Text)
    name_ru: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)
    seat_kk: Mapped[str] = mapped_column(Text)
    seat_ru: Mapped[str] = mapped_column(Text)
    active_from: Mapped[date | None]
    active_to: Mapped[date | None]
    ancestors: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    @property
    def office_level(self) -> Level:
        """The level as the house knows it."""
        return Level(self.level)

    @property
    def office_kind(self) -> OfficeKind:
        """Territorial or which specialised kind."""
        return OfficeKind(self.kind)

    def name_in(self, language: str) -> str:
        """The office's name in kk, ru or en."""
        return str(getattr(self, f"name_{language}"))

    def seat_in(self, language: str) -> str:
        """The town of the office; written in Kazakh for kk, in Russian for the others."""
        return self.seat_kk if language == "kk" else self.seat_ru


class UserAccount(Base):
    """A person who signs in; holds one post in one office."""

    __tablename__ = "user_account"
    __table_args__ = (
        CheckConstraint("login = lower(login)", name="a login is written in small letters"),
        CheckConstraint("language in ('kk', 'ru', 'en')", name="a user reads kk, ru or en"),
        Index("ix_user_account_office_id", "office_id"),
    )

    id: Mapped[int] = mapped_column(Integer, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    login: Mapped[str] = mapped_column(Text, unique=True)
    password_hash: Mapped[str] = mapped_column(Text)
    full_name: Mapped[str] = mapped_column(Text)
    post: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text, server_default="kk")
    active: Mapped[bool] = mapped_column(server_default="true")
    must_change_password: Mapped[bool] = mapped_column(server_default="false")
    password_expires_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")

    office: Mapped[Office] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name

    @property
    def held_post(self) -> Post:
        """The post as the house knows it."""
        return Post(self.post)


class UserSession(Base):
    """One signed-in browser. Kept in PostgreSQL, so ending it here ends it everywhere at once."""

    __tablename__ = "user_session"
    __table_args__ = (
        CheckConstraint(
            "ended_at is null or ended_at >= created_at", name="a session ends after it begins"
        ),
        Index("ix_user_session_user_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    token_hash: Mapped[str] = mapped_column(Text, unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(Text)
    browser: Mapped[str] = mapped_column(Text)


class ApiToken(Base):
    """What a program of a person signs its requests with; only a hash of it is kept.

    `until_on` is its last day. `window_began_at` and `window_requests` count the requests of the
    running minute.
    """

    __tablename__ = "api_token"
    __table_args__ = (
        CheckConstraint("scope in ('read', 'write')", name="a token reads or also writes"),
        CheckConstraint("length(btrim(name)) > 0", name="a token has a name"),
        CheckConstraint(
            "ended_at is null or ended_at >= created_at", name="a token ends after it begins"
        ),
        CheckConstraint("window_requests >= 0", name="requests are counted from nought"),
        Index("ix_api_token_user_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    name: Mapped[str] = mapped_column(Text)
    scope: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[str] = mapped_column(Text, unique=True)
    created_at: Mapped[datetime]
    until_on: Mapped[date]
    ended_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    window_began_at: Mapped[datetime | None]
    window_requests: Mapped[int] = mapped_column(server_default="0")


class SignInFailure(Base):
    """One failed try to sign in; the throttle counts them, so they outlive any cache."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (
        Index("ix_sign_in_failure_login_at", "login", "at"),
        Index("ix_sign_in_failure_address_at", "address", "at"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    login: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class Assignment(Base):
    """A topic or a region a prosecutor answers for, from a day on (`2015 ¶5`)."""

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'topic' and topic is not null and region_id is null) or "
            "(kind = 'region' and region_id is not null and topic is null)",
            name="an assignment is a topic or a region",
        ),
        CheckConstraint(
            "until_on is null or until_on >= from_on", name="an assignment ends after it begins"
        ),
        UniqueConstraint(
            "user_id",
            "kind",
            "topic",
            "region_id",
            "from_on",
            name="one assignment a topic or region and day",
            postgresql_nulls_not_distinct=True,
        ),
    )

    id: Mapped[int] = mapped_column(Integer, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    kind: Mapped[str] = mapped_column(Text)
    topic: Mapped[str | None] = mapped_column(Text)
    region_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]

    @property
    def assignment_kind(self) -> AssignmentKind:
        """Topic or region."""
        return AssignmentKind(self.kind)


class Absence(Base):
    """Days on which a person does not work, both of them included, and who stands in meanwhile."""

    __tablename__ = "absence"
    __table_args__ = (
        UniqueConstraint("office_id", "idempotency_key", name="one absence a sent form"),
        CheckConstraint(
            "kind in ('leave', 'sick', 'business_trip', 'training')",
            name="an absence is leave sickness a business trip or training",
        ),
        CheckConstraint("until_on >= from_on", name="an absence does not end before it begins"),
        CheckConstraint("substitute_id <> user_id", name="nobody stands in for oneself"),
        CheckConstraint(
            "(cancelled_on is null) = (cancel_reason is null)", name="a cancelled absence says why"
        ),
        Index("ix_absence_office_id_until_on", "office_id", "until_on"),
        Index("ix_absence_user_id_until_on", "user_id", "until_on"),
    )

    id: Mapped[int] = mapped_column(Integer, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    kind: Mapped[str] = mapped_column(Text)
    from_on: Mapped[date]
    until_on: Mapped[date]
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    entered_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    cancelled_on: Mapped[date | None]
    cancel_reason: Mapped[str | None] = mapped_column(Text)
    idempotency_key: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name

    @property
    def stands(self) -> bool:
        """Whether it was not cancelled."""
        return self.cancelled_on is None
