"""The task that counts accounts ahead: every account once, then those alone in which something happened."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core.transaction import transaction
from supervision.law.enforcement.events import EventKind
from supervision.law.enforcement.life import Happening
from supervision.offices.queries import enter_as_house
from tasks import form4
from tests.factories.form4 import Paper, write
from tests.factories.offices import World

pytestmark = pytest.mark.usefixtures("installation")


def test_every_account_is_counted_once_and_again_when_something_happened_in_it(
    session: Session, world: World
) -> None:
    office, begun = world.offices["10-01"], Happening(EventKind.INITIATED, date(2026, 1, 6))
    counted = text("select office_id, counted_at from form4_counted where counted_by <> ''")
    form4.count()
    enter_as_house(session)
    first = {row.office_id: row.counted_at for row in session.execute(counted)}
    with transaction(session):
        write(session, [Paper(office, 17, (begun,))])
    form4.count()
    enter_as_house(session)
    again = {row.office_id: row.counted_at for row in session.execute(counted)}
    assert set(first) == set(world.offices.values())
    assert {each for each in first if again[each] != first[each]} == {office}
    assert session.scalar(text("select count(*) from form4_stale")) == 0
