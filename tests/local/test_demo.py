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
    world.load(roles.app_url, ("2002", "2015"), TODAY, files=240, cases=144)
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
    # twelve territorial districts, and the specialised office at the seat of one of them
    assert dict(tuple(row) for row in staffed) == {"gpo": 1, "oblast": 3, "district": 13}


def test_cases_stand_at_every_step_with_hearings_past_and_ahead(demo: Session) -> None:
    found = demo.execute(
        text(
            "select count(*), count(*) filter (where h.outcome = 'took_part'), "
            "count(*) filter (where h.outcome = 'nobody'), "
            "count(*) filter (where h.outcome is null and h.prosecutor_id is null), "
            "count(*) filter (where h.outcome is null and h.prosecutor_id is not null) "
            "from case_hearing h"
        )
    ).one()
    assert all(found), found
    # what the teller draws, and those of the specialised office beside them
    assert demo.scalar(text("select count(*) from admin_case")) == 144 + 8
    clashes = demo.scalar(
        text(
            "select count(*) from case_hearing a join case_hearing b on a.id < b.id "
            "and a.prosecutor_id = b.prosecutor_id and a.starts_at = b.starts_at "
            "where a.outcome is null and b.outcome is null"
        )
    )
    assert clashes
    categories = set(demo.scalars(text("select distinct code from case_category")))
    assert {"minor", "arrest", "expulsion", "tax", "environment", "higher_prosecutor"} <= categories


def test_acts_are_checked_in_time_late_and_not_yet_with_windows_about_to_close(
    demo: Session,
) -> None:
    check = "from duty where rule like '2015/16/%'"
    assert demo.scalar(text(f"select count(*) {check} and closed_on <= due_on"))
    assert demo.scalar(text(f"select count(*) {check} and state = 'open'"))
    late = demo.execute(text(f"select late_cause, late_unit {check} and closed_on > due_on")).all()
    assert late and all(cause and unit for cause, unit in late)
    closing = "from duty where rule like '2015/13/%' and state = 'open' and subject_kind = :kind"
    soon = text(f"select count(*) {closing} and due_on - :today between 0 and 7")
    assert demo.scalar(soon, {"kind": "admin_case", "today": TODAY})


def test_a_specialised_office_was_told_and_took_over_most_of_its_cases(demo: Session) -> None:
    assert demo.scalar(text("select count(*) from case_notice")) == 8
    trails = demo.execute(text("select direction, count(*) from case_transfer group by 1")).all()
    assert {tuple(row) for row in trails} == {("sent", 5), ("received", 5)}
    taken = text(
        "select count(*) from admin_case c join office o on o.id = c.office_id "
        "where o.kind = 'nature' and c.assignee_id is not null"
    )
    assert demo.scalar(taken) == 5


def test_orders_came_from_above_and_somebody_is_away(demo: Session) -> None:
    assert demo.scalar(text("select count(*) from participation_order"))
    away = "select count(*) from absence where from_on <= :today and until_on >= :today"
    assert demo.scalar(text(away), {"today": TODAY})


def test_what_was_made_left_a_chain_that_verifies(demo: Session) -> None:
    verdict = verify(demo)
    assert verdict.first_bad is None and verdict.entries > 240


def test_nothing_lies_in_the_future(demo: Session) -> None:
    columns = {
        "requested_file": ("requested_on", "received_on", "studied_on", "returned_on"),
        "admin_case": ("registered_on", "received_by_court_on", "offence_on"),
        "court_act": ("made_on", "copy_on", "in_force_on", "checked_on"),
    }
    for table, names in columns.items():
        for column in names:
            assert demo.scalar(text(f"select max({column}) from {table}")) <= TODAY, column


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
