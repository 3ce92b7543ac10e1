"""The morning's run over missed protest terms: on working days, and without changing anything twice."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.cases import operations as cases
from supervision.cases.operations import load_courts
from supervision.core import clock
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.duties.rules import LateCause, Lateness
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import enter_as_house
from tasks import representations
from tests.conftest import TODAY
from tests.factories.cases import COURTS, Desk, courts_by_code
from tests.factories.offices import World

pytestmark = pytest.mark.usefixtures("installation")
COPY = date(2026, 11, 2)


@pytest.mark.parametrize(("today", "opened"), [(TODAY, 1), (date(2026, 11, 21), 0)])
def test_a_working_morning_opens_the_record_once_and_a_saturday_waits(
    session: Session,
    world: World,
    law: Lawbook,
    monkeypatch: pytest.MonkeyPatch,
    today: date,
    opened: int,
) -> None:
    monkeypatch.setattr(clock, "today", lambda zone: today)
    with transaction(session):
        load_courts(session, COURTS)
    actor = world.actor(session, "abay1.assistant")
    set_scope(session, actor.scope)
    desk = Desk(session, actor, law, TODAY, courts_by_code(session))
    case = desk.register(received_by_court_on=date(2026, 10, 30), sanctions=("arrest",))
    act = desk.act(case, COPY, copy_on=COPY)
    late = Lateness(LateCause.WORKLOAD, "Бөлім")
    found = {"result": "unlawful", "checked_on": TODAY, "note": "Заңсыз", "lateness": late}
    desk.do(cases.record_check, case.id, act.id, **found)
    for _run in range(2):
        representations.open_missed_windows()
    enter_as_house(session)
    assert session.scalar(text("select count(*) from missed_window")) == opened
    entries = text("select count(*) from audit_entry where action like 'representations.%'")
    assert session.scalar(entries) == opened
