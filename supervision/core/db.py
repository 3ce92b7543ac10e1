"""The database: declarative base, engine, and the scope that row-level security reads.

Belongs here: what every table and every transaction shares. Does not belong here: any table.

The scope travels with the session and is written into each transaction with `set_config(…, true)`,
so it ends with the transaction: a pooled connection can never carry it to the next request.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, MetaData, create_engine, event, text
from sqlalchemy.orm import DeclarativeBase, Session, SessionTransaction

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SCOPE_KEY = "scope"


class Base(DeclarativeBase):
    """Base of all tables; check constraints are named by a sentence of their own."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: DateTime(timezone=True)}  # noqa: RUF012 — SQLAlchemy's name


db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})


@dataclass(frozen=True)
class Scope:
    """Which offices' rows one transaction may read and write.

    `read`: cases and files seen. `write`: rows the actor may create or change. `sync`: duties and
    notices kept in step by the house itself. `people`: user accounts that may be seen and managed.
    """

    user_id: int | None = None
    read: tuple[int, ...] = ()
    write: tuple[int, ...] = ()
    sync: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    signature: dict[str, str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self,
            "signature",
            {
                "user": "" if self.user_id is None else str(self.user_id),
                "read": _array(self.read),
                "write": _array(self.write),
                "sync": _array(self.sync),
                "people": _array(self.people),
            },
        )

    def widened(self, offices: Iterable[int]) -> Scope:
        """The same scope with more offices to see, write and keep in step."""
        more = set(offices)
        return replace(
            self,
            read=tuple({*self.read, *more}),
            write=tuple({*self.write, *more}),
            sync=tuple({*self.sync, *more}),
        )


def _array(offices: Iterable[int]) -> str:
    """A PostgreSQL array literal; integers only, so nothing can be injected."""
    return "{" + ",".join(str(int(office)) for office in offices) + "}"


_SET_SCOPE = text(
    "select set_config('app.user_id', :user, true), set_config('app.read_offices', :read, true), "
    "set_config('app.write_offices', :write, true), set_config('app.sync_offices', :sync, true), "
    "set_config('app.people_offices', :people, true)"
)


def set_scope(session: Session, scope: Scope) -> None:
    """Give this session a scope: the running transaction gets it now, later ones at their start."""
    session.info[SCOPE_KEY] = scope
    if session.in_transaction():
        session.execute(_SET_SCOPE, scope.signature)


def clear_scope(session: Session) -> None:
    """Take the scope away; from the next statement on row-level security shows no rows."""
    session.info.pop(SCOPE_KEY, None)
    if session.in_transaction():
        session.execute(_SET_SCOPE, Scope().signature)


@contextmanager
def reaching(session: Session, offices: Iterable[int]) -> Iterator[None]:
    """Let the running transaction reach these offices' rows too, while the block lasts.

    Only an operation that hands something over to another office enters it, around that alone.
    What the block changed is written before the scope is narrow again.
    """
    scope: Scope = session.info[SCOPE_KEY]
    set_scope(session, scope.widened(offices))
    try:
        yield
        session.flush()
    except BaseException:
        session.info[SCOPE_KEY] = scope  # the transaction is lost and its settings with it
        raise
    set_scope(session, scope)


_JOIN_WHOLE_SETS = text(
    "with before as materialized (select current_setting('enable_nestloop') as was) "
    "select was, set_config('enable_nestloop', 'off', true) from before"
)
_JOIN_AS_BEFORE = text("select set_config('enable_nestloop', :was, true)")


@contextmanager
def joining_whole_sets(session: Session) -> Iterator[None]:
    """Have the statements of the block join whole sets, never look one up row by row.

    For statements over arrays, or over what this very transaction wrote: the planner knows neither
    and takes them for a few rows.
    """
    was = session.scalars(_JOIN_WHOLE_SETS).one()
    yield
    session.execute(_JOIN_AS_BEFORE, {"was": was})


@event.listens_for(Session, "after_begin")
def _scope_of_new_transaction(
    session: Session, transaction: SessionTransaction, connection: Any
) -> None:
    """Write the session's scope into each outermost transaction it begins."""
    scope = session.info.get(SCOPE_KEY)
    if scope is not None and not transaction.nested:
        connection.execute(_SET_SCOPE, scope.signature)


def engine_for(url: str, **options: Any) -> Engine:
    """An engine outside Flask (commands, launcher, tests) with the same driver and safety."""
    return create_engine(driver_url(url), pool_pre_ping=True, hide_parameters=True, **options)


def driver_url(url: str) -> str:
    """The given PostgreSQL address with the psycopg 3 driver named in it."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url
