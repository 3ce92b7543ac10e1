"""The demo world: made by the product's own operations, the same from the same seed, never real."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from config.settings import Environment, Settings
from supervision.audit.queries import verify
from supervision.core.db import engine_for
from supervision.core.schema import upgrade
from supervision.law.calendar import load_calendar
from supervision.local.demo import world
from supervision.local.demo.morning import last_owed
from supervision.local.demo.story import Storyteller
from supervision.local.provision import Roles
from supervision.offices.queries import enter_as_house
from supervision.printing.queries import verify as papers_verdict
from tests.services import Services

TODAY = date(2026, 11, 20)
pytestmark = pytest.mark.timeout(600)  # the whole world is made once, also on a busy machine


@pytest.fixture(scope="module")
def demo(services: Services, worker_id: str) -> Iterator[Session]:
    """The world, made once a run; each worker looks at a copy of its own."""
    services.template("tables", lambda roles: upgrade(roles.owner_url))
    services.template("demo", _load, base="tables")
    name = f"demo_{worker_id}"
    roles: Roles = services.database(name, "demo")
    engine = engine_for(roles.app_url)
    with Session(engine) as session:
        enter_as_house(session)
        yield session
    engine.dispose()
    services.drop(name)


def _load(roles: Roles) -> None:
    world.load(roles.app_url, ("2002", "2015"), TODAY, files=240, cases=144)


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
    # what the teller draws; the planned cases of later chapters have numbers of their own
    drawn = "select count(*) from admin_case where split_part(number, '/', 2)::text ~ '^[12]..$'"
    assert demo.scalar(text(drawn)) == 144
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
        "where o.kind = 'nature' and c.assignee_id is not null "
        "and c.id in (select case_id from case_transfer)"
    )
    assert demo.scalar(taken) == 5


def test_orders_came_from_above_and_somebody_is_away(demo: Session) -> None:
    assert demo.scalar(text("select count(*) from participation_order"))
    away = "select count(*) from absence where from_on <= :today and until_on >= :today"
    assert demo.scalar(text(away), {"today": TODAY})


LEFT = {
    "conclusion where kind = 'first_instance'": ("draft", "submitted", "returned", "approved"),
    "conclusion where kind = 'reasoned'": ("draft", "submitted", "returned", "approved"),
    "private_ruling": (None, "issued", "refused"),
    "response_act": ("draft", "brought", "answered", "closed"),
    "dispute_act": (None, "lawful", "unlawful"),
    "protest where author_office_id = office_id": ("draft", "brought", "ended"),
    "protest where kind = 'cassation'": ("draft", "brought"),
    "protest where outcome is not null": (
        *("granted", "granted_in_part", "rejected"),
        *("returned", "withdrawn"),
    ),
    "petition": ("received", "examined", "incomplete", "unfounded", "returned", "resolved"),
    "petition_conclusion": ("draft", "approved", "returned"),
    "representation": ("draft", "sent", "refused", "turned"),
    "missed_window": ("open", "decided"),
    "exclusion_request": ("marked", "sent", "waived", "consented", "refused", "withdrawn"),
    "act_assessment": (True, False),
}
STATE = {
    "act_assessment": "obvious_breach",
    "private_ruling": "result",
    "dispute_act": "check_result",
    "protest where outcome is not null": "outcome",
}
PRESENT = (
    "oblast_check",
    "act_filing",
    "held_liable where liability = 'disciplinary'",
    "response_act where state = 'brought' and answer_by < :today",
    "private_ruling where result = 'issued' and answered_on is null and follow_up_by < :today",
    "nomenclature_file where closed_on is not null",
    "conclusion where kind = 'reasoned' and controlled_on is not null",
    "conclusion where kind = 'reasoned' and sent_on is not null and controlled_on is null",
    "dispute_hearing where day >= :today",
    "protest_review where answer is null",
    "protest_review where answer = 'remarks'",
    "petition_extension where until_on > :today",
    "petition_transfer",
    "petition_check where reported_on is null and due_on < :today",
    "petition_request where received_on < :today and supplied_on is null",
    "duty where outside and state = 'open' and due_on < :today and subject_kind = 'petition'",
    "reconciliation where signed_on is not null",
    "reconciliation_difference where settlement is null",
    "protest_assessment",
)


@pytest.mark.parametrize("told", LEFT)
def test_each_chapter_left_rows_at_every_step(demo: Session, told: str) -> None:
    state = STATE.get(told, "state")
    found = set(demo.scalars(text(f"select distinct {state} from {told}")))
    assert found >= set(LEFT[told])


@pytest.mark.parametrize("told", PRESENT)
def test_each_chapter_left_what_its_chiefs_look_for(demo: Session, told: str) -> None:
    bound = {"today": TODAY} if ":today" in told else {}
    assert demo.scalar(text(f"select count(*) from {told}"), bound)


def test_the_users_named_in_the_readme_find_work_in_each_register(demo: Session) -> None:
    """The first district has it all; its oblast and the GPO have what is asked of them."""
    own = "office_id = (select id from office where code = '35-01')"
    for table in ("conclusion", "private_ruling", "response_act", "act_filing", "dispute"):
        assert demo.scalar(text(f"select count(*) from {table} where {own}")), table
    for table, code in (("petition", "35-01"), ("petition", "35"), ("petition", "00")):
        here = f"select count(*) from {table} p join office o on o.id = p.office_id"
        assert demo.scalar(text(f"{here} where o.code = :code"), {"code": code}) > 5, code
    authors = "select distinct o.code from protest p join office o on o.id = p.author_office_id"
    assert {"35-01", "35", "00"} <= set(demo.scalars(text(authors)))
    closing = text(
        "select count(*) from duty d join office o on o.id = d.office_id "
        "where o.code = '35-01' and d.rule = '2015/13/appellate_protest' and d.state = 'open' "
        "and d.due_on - :today between 0 and 5"
    )
    assert demo.scalar(closing, {"today": TODAY})


def test_what_was_made_left_a_chain_that_verifies(demo: Session) -> None:
    verdict = verify(demo)
    assert verdict.first_bad is None and verdict.entries > 240


def test_nothing_lies_in_the_future(demo: Session) -> None:
    columns = {
        "requested_file": ("requested_on", "received_on", "studied_on", "returned_on"),
        "admin_case": ("registered_on", "received_by_court_on", "offence_on"),
        "court_act": ("made_on", "copy_on", "in_force_on", "checked_on"),
        "conclusion": ("submitted_on", "approved_on", "sent_on", "controlled_on"),
        "private_ruling": ("found_on", "decided_on", "answered_on"),
        "response_act": ("brought_on", "answered_on", "closed_on"),
        "act_filing": ("filed_on",),
        "reconciliation": ("opened_on", "signed_on"),
        "dispute_act": ("made_on", "received_on", "in_force_on", "checked_on"),
        "protest": ("drafted_on", "brought_on", "outcome_on"),
        "petition": ("received_on", "reached_on", "checked_on"),
        "representation": ("drafted_on", "sent_on", "answered_on"),
        "exclusion_request": ("found_on", "sent_on", "answered_on", "withdrawn_on", "waived_on"),
    }
    for table, names in columns.items():
        for column in names:
            assert demo.scalar(text(f"select max({column}) from {table}")) <= TODAY, column


def test_every_office_with_people_has_its_journal_of_the_last_working_morning(
    demo: Session,
) -> None:
    without = text(
        "select count(*) from office o where o.id in (select office_id from user_account) "
        "and o.id not in (select office_id from control_journal where morning = :today)"
    )
    assert demo.scalar(without, {"today": TODAY}) == 0
    listed = text(
        "select count(*) from journal_line l join office o on o.id = l.office_id "
        "where o.code = '35-01' and l.part = :part"
    )
    for part in ("overdue", "soon"):
        assert demo.scalar(listed, {"part": part}), part
    assert papers_verdict(demo).first_bad is None


@pytest.mark.parametrize(
    ("now", "owed"),
    [
        ("2026-11-20 09:30", "2026-11-20 09:30"),  # a Friday at work
        ("2026-11-20 04:00", "2026-11-19 06:00"),  # before the morning begins
        ("2026-11-22 15:00", "2026-11-20 06:00"),  # a Sunday
        ("2026-12-16 12:00", "2026-12-15 06:00"),  # Independence Day, a Wednesday
    ],
)
def test_the_last_morning_is_the_last_one_a_journal_was_owed_on(now: str, owed: str) -> None:
    zone = ZoneInfo("Asia/Almaty")
    moment, expected = (datetime.fromisoformat(each).replace(tzinfo=zone) for each in (now, owed))
    found = last_owed(load_calendar(), moment.date(), moment.astimezone(UTC), zone)
    assert found == expected


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


def test_the_quarter_that_ended_went_up_but_for_some_parts_and_an_office_words_its_protests(
    demo: Session,
) -> None:
    found = demo.execute(
        text(
            "select o.level, r.state, count(*) from report r join office o on o.id = r.office_id "
            "where r.kind = 'quarterly_information' and r.period = '2026-Q3' group by 1, 2"
        )
    )
    told = {(row[0], row[1]): row[2] for row in found}
    assert told["oblast", "sent"] == 3
    assert told["district", "sent"] > told["district", "approved"] > 0
    assert demo.scalar(text("select count(*) from paper_wording where kind = 'protest'"))
