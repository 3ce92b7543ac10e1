"""The one commit of a use case, and what leaves only after it.

A view, task or command opens `transaction()`, calls one operation, and is done. Mail and tasks wait
in the after-commit queue, because a notice of something rolled back would be a lie.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from supervision.core.db import db

BEFORE_COMMIT = "before_commit"
AFTER_COMMIT = "after_commit"
log = structlog.get_logger()


@contextmanager
def transaction(session: Session | None = None) -> Iterator[Session]:
    """Run one use case: everything in it is kept together, or nothing is.

    Yields the session (the request's own unless one is given). Callables registered with
    `before_commit` run inside the transaction, those of `after_commit` once it is safe on disk.
    """
    current: Session = session if session is not None else db.session()
    try:
        yield current
        current.flush()
        for finish in current.info.pop(BEFORE_COMMIT, {}).values():
            finish(current)
        current.commit()
    except BaseException:
        current.info.pop(BEFORE_COMMIT, None)
        current.info.pop(AFTER_COMMIT, None)
        current.rollback()
        raise
    for leave in current.info.pop(AFTER_COMMIT, []):
        try:
            leave()
        except (OSError, DBAPIError) as problem:
            # The record is safe; the sweep finds what did not leave. A page must not fail for it.
            log.warning("after_commit.failed", error=type(problem).__name__)


Finish = TypeVar("Finish", bound=Callable[[Session], None])


def before_commit(session: Session, key: str, finish: Finish) -> Finish:
    """Have `finish` run once, last of all, inside the transaction (the audit chain uses it).

    Returns the callable registered under `key`: the given one, or an earlier one that stays.
    """
    registered: Finish = session.info.setdefault(BEFORE_COMMIT, {}).setdefault(key, finish)
    return registered


def after_commit(session: Session, leave: Callable[[], None]) -> None:
    """Have `leave` run when the transaction is committed; dropped when it is rolled back."""
    session.info.setdefault(AFTER_COMMIT, []).append(leave)
