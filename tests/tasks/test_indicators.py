"""Computations by the clock and on demand; quarters frozen at their cut-off; lost messages made up for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core.db import engine_for, set_scope
from supervision.core.queue import TaskName
from supervision.core.transaction import transaction
from supervision.indicators import operations
from supervision.local.provision import Roles
from supervision.offices.queries import enter_as_house
from tasks import indicators, schedule
from tests.factories.duties import open_duty
from tests.factories.offices import World
from tests.indicators.conftest import Computing
from tests.indicators.conftest import computed as computed

pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def seeing(session: Session, world: World) -> Session:
    """A session that sees every office."""
    enter_as_house(session)
    return session


def at_night(session: Session, *dates: tuple[int, int, int]) -> dict[str, list[str]]:
    """The nightly computation at 02:10 at the seat (21:10 UTC of the day before) on these days; what
    was frozen by each, by its `as_of`.
    """
    for year, month, day in dates:
        with time_machine.travel(datetime(year, month, day - 1, 21, 10, tzinfo=UTC), tick=False):
            indicators.compute()
    session.rollback()
    rows = session.execute(
        text(
            "select run.as_of, frozen.period from indicator_run as run "
            "left join frozen_period as frozen on frozen.run_id = run.id order by run.id"
        )
    )
    found: dict[str, list[str]] = {}
    for as_of, period in rows:
        found.setdefault(as_of.isoformat(), []).extend([period] if period else [])
    return found


def test_a_quarter_is_frozen_by_the_night_after_its_25th(seeing: Session) -> None:
    """25 September 2026 is a Friday; a new house freezes the last quarter due before it, no older."""
    assert at_night(seeing, (2026, 9, 24), (2026, 9, 25), (2026, 9, 26), (2026, 9, 27)) == {
        "2026-09-24": ["2026-Q2"],
        "2026-09-25": [],
        "2026-09-26": ["2026-Q3"],
        "2026-09-27": [],
    }


def test_where_the_25th_is_a_day_off_the_cut_off_is_the_last_working_day_before_it(
    seeing: Session,
) -> None:
    """25 June 2022 is a Saturday: the information is due on Friday the 24th."""
    assert at_night(seeing, (2022, 6, 24), (2022, 6, 25)) == {
        "2022-06-24": ["2022-Q1"],
        "2022-06-25": ["2022-Q2"],
    }
    cut_off = text("select cut_off_on::text from frozen_period where period = '2022-Q2'")
    assert seeing.scalar(cut_off) == "2022-06-24"


def test_a_house_that_was_away_at_the_cut_off_freezes_when_it_is_back(seeing: Session) -> None:
    """Two quarters fell due meanwhile: both are frozen, each once, and older ones are left."""
    assert at_night(seeing, (2026, 3, 3), (2026, 10, 5), (2026, 10, 6)) == {
        "2026-03-03": ["2025-Q4"],
        "2026-10-05": ["2026-Q1", "2026-Q2", "2026-Q3"],
        "2026-10-06": [],
    }


def test_the_night_counts_what_is_overdue_as_of_its_own_day(seeing: Session) -> None:
    open_duty(seeing, office_id=3, due_on=datetime(2026, 9, 24, tzinfo=UTC).date())
    seeing.commit()
    standing = text("select count(*) from indicator_item where until_run is null")
    at_night(seeing, (2026, 9, 24))
    assert seeing.scalar(standing) == 0, "on its last day it can still be done"
    at_night(seeing, (2026, 9, 25))
    assert seeing.scalar(standing) == 1


def ask(session: Session, world: World, login: str = "abay.head") -> bool:
    """Somebody asks for a computation now."""
    actor = world.actor(session, login)
    set_scope(session, actor.scope)
    with transaction(session):
        done = operations.ask(session, actor)
    enter_as_house(session)
    return done


def runs(session: Session) -> list[str]:
    session.rollback()
    return list(session.scalars(text("select kind from indicator_run order by id")))


def test_a_lost_message_is_made_up_by_the_line_of_five_minutes(
    seeing: Session, world: World
) -> None:
    """The asking alone is recorded and no message leaves; the scheduler's line finds it."""
    indicators.compute_asked()
    assert runs(seeing) == [], "nobody asked"
    assert ask(seeing, world)
    assert not ask(seeing, world, "gpo.head"), "one waits already"
    [line] = [line for line in schedule.LINES if line.task is TaskName.COMPUTE_ASKED_INDICATORS]
    assert line.when == 300
    indicators.compute_asked()
    indicators.compute_asked()
    assert runs(seeing) == ["asked"]
    assert ask(seeing, world), "it was answered, so another may be asked for"


def test_the_night_answers_whoever_waits(seeing: Session, world: World) -> None:
    ask(seeing, world)
    indicators.compute()
    indicators.compute_asked()
    assert runs(seeing) == ["nightly"]


def test_a_doubled_message_finds_the_work_being_done_and_the_asking_stays(
    seeing: Session, world: World, roles: Roles, computed: Computing
) -> None:
    ask(seeing, world)
    with Session(engine_for(roles.app_url)) as other:
        enter_as_house(other)
        other.execute(text("select pg_advisory_xact_lock(7251017)"))
        indicators.compute_asked()
        assert runs(seeing) == []
        assert operations.is_asked(seeing)
    indicators.compute_asked()
    assert runs(seeing) == ["asked"]
    assert computed().id > 0, "and the next one goes on from it"
