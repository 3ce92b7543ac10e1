"""One commit a use case; what leaves, leaves after it, and only if it happened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.transaction import after_commit, transaction


def test_what_waits_for_the_commit_runs_after_it(
    session: Session, acting: Callable[[str], Actor]
) -> None:
    acting("abay.head")
    seen: list[bool] = []
    with transaction(session):
        after_commit(session, lambda: seen.append(session.in_transaction()))
        session.execute(text("select 1"))
        assert seen == []
    assert seen == [False]


def test_a_rollback_drops_what_waited(session: Session, acting: Callable[[str], Actor]) -> None:
    acting("abay.head")
    left: list[str] = []
    with pytest.raises(RuntimeError), transaction(session):
        after_commit(session, lambda: left.append("mail"))
        raise RuntimeError
    with transaction(session):
        session.execute(text("select 1"))
    assert left == []


def test_a_failing_departure_does_not_undo_what_was_kept(
    session: Session, acting: Callable[[str], Actor]
) -> None:
    acting("abay.administrator")

    def unreachable() -> None:
        raise ConnectionError("the queue is away")

    with transaction(session):
        session.execute(
            text("update user_account set full_name = 'Kept' where login = 'abay1.head'")
        )
        after_commit(session, unreachable)
    session.rollback()
    kept = session.scalar(text("select full_name from user_account where login = 'abay1.head'"))
    assert kept == "Kept"
