"""What tests of indicators stand on: desks of cases and protests, and figures computed of all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from supervision.core.db import set_scope
from supervision.indicators.models import IndicatorRun
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY
from tests.factories.indicators import reckon
from tests.factories.offices import World
from tests.protests.conftest import at as at
from tests.protests.conftest import desk as desk
from tests.representations.conftest import sitting as sitting

Computing = Callable[..., IndicatorRun]


@pytest.fixture
def computed(session: Session, world: World, law: Lawbook) -> Computing:
    """Compute all figures as the house, as of a day, and look at them as the GPO's head."""

    def run(today: date = TODAY) -> IndicatorRun:
        session.commit()
        done = reckon(session, law, today)
        set_scope(session, world.actor(session, "gpo.head").scope)
        return done

    return run
