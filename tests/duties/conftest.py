"""Fixtures of the duties room: a world where it is always 20 November 2026, and its duties."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from sqlalchemy import event
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.law.lawbook import Lawbook
from tests.conftest import NOW, TODAY, Web
from tests.factories.duty_facts import days_before, open_studies


@pytest.fixture
def today_is_friday() -> Iterator[None]:
    """The clock stands at 10:00 of Friday 20 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def district_duties(session: Session, acting: Callable[[str], Actor], law: Lawbook) -> None:
    """Five study duties of the Auezov district, all of its first assistant.

    Received 9 and 11 November: due Monday 16, overdue. 15 November: due Friday 20, today.
    16 and 18 November: due Monday 23, soon.
    """
    actor = acting("abay1.assistant")
    received = days_before(TODAY, 11, 9, 5, 4, 2)
    open_studies(session, actor, law, received, assignee_id=actor.user_id, today=TODAY)
    session.commit()


@pytest.fixture
def statements(web: Web) -> Callable[[], Any]:
    """Counts the statements the application sends while a block runs."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        sent: list[str] = []

        def note(conn: Any, cursor: Any, statement: str, *rest: Any) -> None:
            sent.append(statement)

        with web.app.app_context():
            engine = web.app.extensions["sqlalchemy"].engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counting
