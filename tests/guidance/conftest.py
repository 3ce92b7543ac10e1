"""What the tests of the registers stand on: a shelf of anybody, and the duties of the year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.core.access import Level, system_actor
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.duties.models import Duty
from supervision.duties.operations import RecurringOffice, open_recurring
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import enter_as_house, tree
from tests.conftest import TODAY
from tests.factories.guidance import Shelf
from tests.factories.offices import World

Sit = Callable[..., Shelf]


@pytest.fixture
def sit(session: Session, world: World, law: Lawbook) -> Sit:
    """Somebody's shelf on a day."""

    def at(login: str, today: date = TODAY) -> Shelf:
        actor = world.actor(session, login)
        set_scope(session, actor.scope)
        return Shelf(session, actor, law, today)

    return at


@pytest.fixture
def recurring(session: Session, law: Lawbook) -> None:
    """What recurs is opened for every office, as every night."""
    house = system_actor(enter_as_house(session))
    with transaction(session):
        offices = [
            RecurringOffice(each.id, each.name_kk, Level(each.level), each.kind != "territorial")
            for each in tree(session)
        ]
        open_recurring(session, house, offices, law=law, today=TODAY)


def duties(session: Session, kind: str, subject_id: int) -> dict[str, tuple[str, date | None]]:
    """State and closing day of each duty of a subject by its rule's own name."""
    found = session.scalars(
        select(Duty)
        .where(Duty.subject_kind == kind, Duty.subject_id == subject_id)
        .execution_options(populate_existing=True)
    )
    return {each.rule: (each.state, each.closed_on) for each in found}
