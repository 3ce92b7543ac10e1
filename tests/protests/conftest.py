"""What every test of protests stands on: a case with an act, and desks at three levels."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, CourtAct
from supervision.cases.operations import load_courts
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY
from tests.factories.cases import COURTS, Desk, courts_by_code
from tests.factories.offices import World
from tests.factories.protests import ProtestDesk

MONDAY = date(2026, 11, 16)  # ten days after Monday the 16th is Thursday the 26th
Desks = Callable[..., ProtestDesk]


@pytest.fixture
def desk(session: Session, world: World, law: Lawbook) -> Desk:
    """The desk of an assistant of the Auezov district, at cases."""
    with transaction(session):
        load_courts(session, COURTS)
    courts = courts_by_code(session)
    actor = world.actor(session, "abay1.assistant")
    set_scope(session, actor.scope)
    return Desk(session, actor, law, TODAY, courts)


@pytest.fixture
def at(session: Session, world: World, law: Lawbook) -> Desks:
    """Somebody's desk at protests, on a day."""

    def sit(login: str, today: date = TODAY) -> ProtestDesk:
        actor = world.actor(session, login)
        set_scope(session, actor.scope)
        return ProtestDesk(session, actor, law, today)

    return sit


@pytest.fixture
def case(desk: Desk) -> AdminCase:
    """A mandatory case of the district."""
    return desk.register(sanctions=("arrest",))


@pytest.fixture
def act(desk: Desk, case: AdminCase) -> CourtAct:
    """An act whose copy came on Monday the 16th."""
    return desk.act(case, MONDAY, copy_on=MONDAY)
