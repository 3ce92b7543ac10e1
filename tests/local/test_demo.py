"""The demo world: made by the product's own operations, the same from the same seed, never real."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from config.settings import Environment, Settings
from supervision.audit.queries import verify
from supervision.core.db import engine_for
from supervision.core.schema import upgrade
from supervision.law.calendar import load_calendar
from supervision.local.demo import world
from supervision.local.demo.story import Storyteller
from supervision.local.provision import Roles
from supervision.offices.queries import enter_as_house
from tests.services import Services

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def demo(services: Services) -> Iterator[Session]:
    services.template("tables", lambda roles: upgrade(roles.owner_url))
    roles: Roles = services.database("demo_world", "tables")
    world.load(roles.app_url, ("2002", "2015"), TODAY, files=240)
    engine = engine_for(roles.app_url)
    with Session(engine) as session:
        enter_as_house(session)
        yield session
    engine.dispose()
    services.drop("demo_world")


def test_files_stand_in_every_state(demo: Session) -> None:
    states = set(demo.scalars(text("select distinct state from requested_file")))
    assert {"requested", "received", "studied", "returned"} <= states
    assert demo.scalar(text("select count(*) from requested_file")) == 240


def test_duties_are_open_late_and_done(demo: Session) -> None:
    study = "from duty where rule = '2002/6/study_requested_file'"
    assert demo.scalar(text(f"select count(*) {study} and state = 'open'"))
    assert demo.scalar(text(f"select count(*) {study} and closed_on <= due_on"))
    late = demo.execute(text(f"select late_cause, late_unit {study} and closed_on > due_on")).all()
    assert late and all(cause and unit for cause, unit in late)


def test_the_whole_office_tree_is_there_and_people_of_three_oblasts_and_twelve_districts(
    demo: Session,
) -> None:
    assert demo.scalar(text("select count(*) from office")) == 270
    staffed = demo.execute(
        text(
            "select o.level, count(distinct o.id) from user_account u "
            "join office o on o.id = u.office_id group by 1"
        )
    ).all()
    assert dict(tuple(row) for row in staffed) == {"gpo": 1, "oblast": 3, "district": 12}


def test_what_was_made_left_a_chain_that_verifies(demo: Session) -> None:
    verdict = verify(demo)
    assert verdict.first_bad is None and verdict.entries > 240


def test_nothing_lies_in_the_future(demo: Session) -> None:
    for column in ("requested_on", "received_on", "studied_on", "returned_on"):
        assert demo.scalar(text(f"select max({column}) from requested_file")) <= TODAY


def test_the_same_seed_tells_the_same_stories() -> None:
    calendar = load_calendar()
    one, other = (Storyteller(7, TODAY, calendar) for _ in range(2))
    assert [one.story() for _ in range(30)] == [other.story() for _ in range(30)]


def test_a_production_installation_is_refused() -> None:
    settings = Settings(
        environment=Environment.PRODUCTION,
        secret_key="k" * 40,
        trusted_hosts=("supervision.example",),
        secure_cookies=True,
        law_extensions=("none",),
    )
    with pytest.raises(world.ProductionRefused):
        world.ensure(settings)


def test_each_district_has_a_court_of_offences_and_each_oblast_a_court_of_appeal(
    demo: Session,
) -> None:
    counted = dict(
        tuple(row)
        for row in demo.execute(
            text(
                "select o.level, count(distinct o.id) from court c "
                "join office o on o.id = c.seat_office_id "
                "where c.instance = case o.level when 'district' then 'first' else 'appellate' end "
                "group by 1"
            )
        )
    )
    assert counted == {"district": 238, "oblast": 20}
