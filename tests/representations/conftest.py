"""What every test of representations stands on: a rejected protest, and desks at three levels."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from supervision.cases.models import CourtAct
from supervision.core.db import set_scope
from supervision.law.lawbook import Lawbook
from supervision.protests.models import Protest
from tests.conftest import TODAY
from tests.factories.offices import World
from tests.factories.representations import RepresentationDesk
from tests.protests.conftest import Desks
from tests.protests.conftest import act as act
from tests.protests.conftest import at as at
from tests.protests.conftest import case as case
from tests.protests.conftest import desk as desk

Sitting = Callable[..., RepresentationDesk]
REJECTED = date(2026, 11, 19)


@pytest.fixture
def sitting(session: Session, world: World, law: Lawbook) -> Sitting:
    """Somebody's desk at representations, on a day."""

    def sit(login: str, today: date = TODAY) -> RepresentationDesk:
        actor = world.actor(session, login)
        set_scope(session, actor.scope)
        return RepresentationDesk(session, actor, law, today)

    return sit


@pytest.fixture
def protest(act: CourtAct, at: Desks) -> Protest:
    """A protest of the district, brought on Wednesday the 18th and rejected the day after."""
    head = at("abay1.head")
    return head.outcome(head.bring(head.draft(act), date(2026, 11, 18)), "rejected", REJECTED)
