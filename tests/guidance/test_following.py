"""Recording a fact fulfils its duty, and a fact that is gone opens it again."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.core.access import system_actor
from supervision.core.errors import Refused
from supervision.core.transaction import transaction
from supervision.duties.models import Duty
from supervision.duties.operations import rebuild
from supervision.guidance import operations
from supervision.guidance.facts import SOURCES
from supervision.guidance.models import Inspection, Proposal
from supervision.guidance.subject import SUBJECT
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import enter_as_house
from supervision.responses import operations as responses
from supervision.responses.models import Breach
from supervision.responses.operations.within import House
from supervision.responses.rules import ActEntry, BringEntry
from tests.conftest import TODAY
from tests.factories.guidance import ON
from tests.guidance.conftest import Sit, duties

INSPECTION, PLAN, METHODS = "2002/10/yearly_inspection", "2002/11/training_plan", "2015/30/training"
PRESS_2002, PRESS_2015 = "2002/13/publicise_supervision", "2015/32/publicise_supervision"
ENTRY, ASSIGNMENT = "2015/28/register_practice", "2015/31/carry_out_lawmaking_assignment"
OPEN = ("open", None)


@pytest.mark.usefixtures("recurring")
def test_an_inspection_closes_the_years_duty_and_a_plan_its_own_once_nothing_waits(
    session: Session, sit: Sit
) -> None:
    shelf = sit("abay.senior")
    planned = shelf.enter("inspection")
    other = shelf.enter("inspection", planned_on=date(2027, 3, 1))
    assert duties(session, "office", 2)[INSPECTION] == OPEN
    shelf.step(other, "conduct", act_on=date(2026, 11, 2))
    assert duties(session, "office", 2)[INSPECTION] == OPEN, "it stood in the plan of another year"
    shelf.step(planned, "conduct")
    assert duties(session, "office", 2)[INSPECTION] == ("fulfilled", ON)
    shelf.correct(planned, act_on=date(2026, 11, 19), mend_by=None)
    assert duties(session, "office", 2)[INSPECTION] == ("fulfilled", date(2026, 11, 19))

    seminar = shelf.enter("training", branch="enforcement")
    study = shelf.enter("training", branch="enforcement", planned_on=date(2026, 12, 20))
    shelf.step(seminar, "hold")
    assert duties(session, "office", 2)[PLAN] == OPEN
    shelf.step(study, "cancel")
    assert duties(session, "office", 2)[PLAN] == ("fulfilled", ON)
    shelf.enter("training", branch="court_acts")
    assert duties(session, "office", 2)[PLAN] == ("fulfilled", ON), "of the other supervision"
    shelf.enter("training")
    assert duties(session, "office", 2)[PLAN] == OPEN, "the plan holds one more for both"
    department = sit("gpo.department")
    department.step(department.enter("training", branch="court_acts"), "hold")
    assert duties(session, "office", 1)[METHODS] == ("fulfilled", ON)


@pytest.mark.usefixtures("recurring")
def test_a_publication_serves_its_own_supervision_and_a_struck_one_none(
    session: Session, sit: Sit, law: Lawbook
) -> None:
    shelf = sit("abay.senior")
    paper = shelf.enter("publication", branch="court_acts")
    assert duties(session, "office", 2)[PRESS_2015] == ("fulfilled", ON)
    assert duties(session, "office", 2)[PRESS_2002] == OPEN
    shelf.correct(paper, branch="both")
    assert duties(session, "office", 2)[PRESS_2002] == ("fulfilled", ON)
    shelf.step(paper, "strike")
    assert duties(session, "office", 2)[PRESS_2002] == OPEN
    assert duties(session, "office", 2)[PRESS_2015] == OPEN
    old = shelf.enter("publication", published_on=date(2026, 9, 30))
    assert duties(session, "office", 2)[PRESS_2015] == OPEN, "of the quarter before"
    shelf.correct(old, published_on=date(2026, 10, 1))
    again = session.scalars(select(Duty).where(Duty.rule == PRESS_2015, Duty.subject_id == 2)).one()
    again.state, again.closed_on, again.closed_by = "open", None, None
    session.flush()
    operations.settle_all(session, shelf.actor, law=law, today=TODAY)
    assert duties(session, "office", 2)[PRESS_2015] == ("fulfilled", date(2026, 10, 1))


def test_what_the_department_finds_is_entered_the_same_day_and_others_owe_no_entry(
    session: Session, sit: Sit
) -> None:
    department = sit("gpo.department")
    found = department.enter("practice", office_id=3, found_on=TODAY)
    duty = session.scalars(select(Duty).where(Duty.subject_kind == "practice")).one()
    assert (duty.rule, duty.owner_office_id, duty.office_id) == (ENTRY, 1, 3)
    assert (duty.due_on, duty.state) == (TODAY, "open")
    department.step(found, "admit", registered_on=TODAY)
    assert duties(session, "practice", found.id) == {ENTRY: ("fulfilled", TODAY)}
    department.step(found, "strike")
    assert duties(session, "practice", found.id)[ENTRY][0] == "dropped"
    own = sit("abay.senior").enter("practice", office_id=4)
    assert duties(session, "practice", own.id) == {}


def test_an_assignment_runs_to_its_day_until_the_proposal_goes_out(
    session: Session, sit: Sit
) -> None:
    given = {"assigned_by": "Бас Прокурор", "assigned_on": ON, "due_on": date(2026, 12, 4)}
    with pytest.raises(Refused) as refused:
        sit("abay.senior").enter("proposal", about="legislation", **given)
    assert refused.value.problems[0].field == "assigned_on"
    department = sit("gpo.department")
    proposal = department.enter("proposal", about="legislation", **given)
    duty = session.scalars(select(Duty).where(Duty.subject_kind == "proposal")).one()
    assert (duty.rule, duty.owner_office_id, duty.due_on) == (ASSIGNMENT, 1, date(2026, 12, 4))
    department.step(proposal, "send", sent_on=TODAY)
    assert duties(session, "proposal", proposal.id) == {ASSIGNMENT: ("fulfilled", TODAY)}
    department.step(proposal, "answer", answered_on=TODAY)
    assert isinstance(proposal, Proposal) and proposal.outcome == "accepted"
    assert department.enter("proposal").id and not duties(session, "proposal", proposal.id + 1)


def test_a_breach_of_an_inspection_is_answered_removed_and_only_then_it_closes(
    session: Session, sit: Sit, law: Lawbook
) -> None:
    shelf = sit("abay1.assistant")
    inspection = shelf.enter("inspection")
    with pytest.raises(Refused):
        _breach(shelf, inspection.id, law)
    shelf.step(inspection, "conduct")
    _breach(shelf, inspection.id, law)
    with pytest.raises(Refused) as twice:
        _breach(shelf, inspection.id, law)
    assert twice.value.problems[0].field == "description"
    breach = session.scalars(select(Breach).where(Breach.subject_kind == "inspection")).one()
    assert (breach.office_id, breach.found_on) == (3, ON)
    assert duties(session, "inspection", inspection.id)["2002/4/respond_to_breach"] == OPEN
    with pytest.raises(Refused):
        shelf.step(inspection, "close")
    house = House({SUBJECT.kind: SUBJECT}, law, TODAY)
    entry = ActEntry("representation", "Сот әкімшісіне", "Жою", breach_ids=(breach.id,))
    about = (SUBJECT.kind, inspection.id)
    key = inspection.idempotency_key
    act = responses.draft_act(session, shelf.actor, about, entry, idempotency_key=key, house=house)
    responses.bring_act(
        session, shelf.actor, act.id, BringEntry("2-1", ON), version=None, house=house
    )
    assert duties(session, "inspection", inspection.id) == {
        "2002/4/respond_to_breach": ("fulfilled", ON),
        "2002/4/see_breach_removed": OPEN,
    }
    shelf.correct(inspection, act_number="7-26")
    assert act.subject_label.startswith("7-26")
    operations.record_removal(
        session,
        shelf.actor,
        inspection.id,
        breach.id,
        removed_on=TODAY,
        note="Ұсыныспен жойылды",
        version=None,
        law=law,
        today=TODAY,
    )
    shelf.step(inspection, "close")
    assert isinstance(inspection, Inspection) and inspection.state == "closed"
    with transaction(session):
        pass
    house_actor = system_actor(enter_as_house(session))
    assert rebuild(session, house_actor, SOURCES, law=law, today=TODAY).lines == ()


def _breach(shelf: object, inspection_id: int, law: Lawbook) -> None:
    operations.record_breach(
        shelf.session,  # type: ignore[attr-defined]
        shelf.actor,  # type: ignore[attr-defined]
        inspection_id,
        description="Мерзім бұзылды",
        version=None,
        law=law,
        today=TODAY,
    )
