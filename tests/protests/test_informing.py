"""The GPO's own appellate protest: supported by the oblast, told to the Department (`2015 ¶15`)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from supervision.cases.models import AdminCase, CourtAct
from supervision.cases.operations import record_outcome
from supervision.cases.rules.hearings import OutcomeEntry
from supervision.core.db import set_scope
from supervision.core.errors import Forbidden
from supervision.duties.rules import LateCause, Lateness
from supervision.protests import operations
from supervision.protests.models import Protest
from supervision.protests.rules import CopiesEntry, InformEntry
from tests.conftest import TODAY
from tests.factories.cases import Desk
from tests.protests.conftest import Desks
from tests.protests.test_bringing import refused
from tests.protests.test_ending import duties_of

THURSDAY, WEDNESDAY = date(2026, 11, 19), date(2026, 11, 18)
INFORM, COPIES = "15/inform_department", "15/send_ruling_copies"
LATE = Lateness(LateCause.WORKLOAD, "Басқарма")


@pytest.fixture
def considered(act: CourtAct, at: Desks) -> Protest:
    """The GPO's protest, brought on Wednesday and granted on Friday the 20th."""
    general = at("gpo.head")
    protest = general.bring(general.draft(act), WEDNESDAY)
    return at("abay1.head").outcome(protest, "granted", TODAY)


def inform(at: Desks, protest: Protest, on: date, login: str = "abay.head", **rest: Any) -> Any:
    desk = at(login, max(on, TODAY))
    entry = InformEntry(on, rest.pop("way", "telephone"), rest.pop("number", ""))
    verb, law = operations.inform_department, desk.law
    return desk.do(verb, protest.id, entry, law=law, **rest)


def test_the_oblast_supports_the_gpo_s_protest_at_the_appellate_hearing(
    desk: Desk, case: AdminCase, act: CourtAct, at: Desks
) -> None:
    support = "15/support_gpo_protest"
    before = desk.hearing(case, WEDNESDAY, instance="appellate", court="10-O")
    general = at("gpo.head")
    general.bring(general.draft(act), THURSDAY)
    set_scope(desk.session, desk.actor.scope)
    assert support not in duties_of(desk, act), "the hearing was before the protest"
    hearing = desk.hearing(case, date(2026, 11, 25), instance="appellate", court="10-O")
    desk.hearing(case, date(2026, 11, 25))
    trigger = f"hearing_set#hearing-{hearing.id}"
    duties = desk.duties(case.id)
    assert [key for key in duties if key[0] == support] == [(support, trigger)]
    duty = duties[(support, trigger)]
    assert (duty.owner_office_id, duty.due_on) == (2, date(2026, 11, 25))
    assert before.id != hearing.id


def test_taking_part_in_the_hearing_closes_the_support(
    desk: Desk, case: AdminCase, act: CourtAct, at: Desks
) -> None:
    general = at("gpo.head")
    general.bring(general.draft(act), WEDNESDAY)
    set_scope(desk.session, desk.actor.scope)
    hearing = desk.hearing(case, TODAY, instance="appellate", court="10-O")
    assert duties_of(desk, act)["15/support_gpo_protest"].state == "open"
    person = desk.actor.user_id
    entry = OutcomeEntry("took_part", took_part_id=person)
    desk.do(record_outcome, case.id, hearing.id, entry)
    assert duties_of(desk, act)["15/support_gpo_protest"].state == "fulfilled"


def test_a_protest_of_the_district_asks_for_no_support(
    desk: Desk, case: AdminCase, act: CourtAct, at: Desks
) -> None:
    head = at("abay1.head")
    head.bring(head.draft(act), WEDNESDAY)
    set_scope(desk.session, desk.actor.scope)
    desk.hearing(case, TODAY, instance="appellate", court="10-O")
    assert "15/support_gpo_protest" not in duties_of(desk, act)


def test_the_department_is_told_on_the_same_working_day_and_gets_the_copies(
    desk: Desk, act: CourtAct, considered: Protest, at: Desks
) -> None:
    opened = duties_of(desk, act)
    assert (opened[INFORM].due_on, opened[INFORM].owner_office_id) == (TODAY, 2)
    told = refused(inform, at, considered, TODAY, way="letter")
    assert told == {"number": "Give the number of the paper."}
    report = inform(at, considered, TODAY)
    assert (report.informed_on, report.late_cause, report.office_id) == (TODAY, None, 3)
    assert inform(at, considered, TODAY).id == report.id
    closed = duties_of(desk, act)
    assert (closed[INFORM].state, closed[COPIES].state) == ("fulfilled", "open")
    oblast = at("abay.head")
    copies: dict[str, Any] = {"law": oblast.law, "version": report.version}
    verb = operations.send_ruling_copies
    assert set(refused(oblast.do, verb, considered.id, CopiesEntry(TODAY, " "), **copies)) == {
        "copies_number"
    }
    oblast.do(verb, considered.id, CopiesEntry(TODAY, "3-1"), **copies)
    assert duties_of(desk, act)[COPIES].state == "fulfilled"


def test_a_late_report_names_cause_and_unit(
    desk: Desk, act: CourtAct, considered: Protest, at: Desks
) -> None:
    monday = date(2026, 11, 23)
    told = refused(inform, at, considered, monday)
    assert set(told) == {"late_cause"}
    report = inform(at, considered, monday, lateness=LATE)
    assert (report.late_cause, report.late_unit) == ("workload", "Басқарма")
    duty = duties_of(desk, act)[INFORM]
    assert (duty.state, duty.late_unit, duty.closed_on) == ("fulfilled", "Басқарма", monday)


def test_only_the_oblast_informs_and_only_of_the_gpo_s_own_protest(
    act: CourtAct, considered: Protest, at: Desks
) -> None:
    for login in ("abay1.head", "gpo.head"):
        with pytest.raises(Forbidden):
            inform(at, considered, TODAY, login=login)
    head = at("abay1.head")
    own = head.outcome(head.bring(head.draft(act), WEDNESDAY), "granted", TODAY)
    words = "Only of the GPO's own appellate protest the Department is informed so."
    assert refused(inform, at, own, TODAY) == {None: words}
