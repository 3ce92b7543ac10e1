"""A request for exclusion: marked, sent within ten working days, answered by the Department (`2015 ¶22`)."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from supervision.audit.queries import history_of
from supervision.cases import operations as cases
from supervision.cases.models import AdminCase, CourtAct
from supervision.core.db import set_scope
from supervision.core.errors import Forbidden, NotFound, Stale
from supervision.duties.models import Duty
from supervision.duties.rules import LateCause, Lateness
from supervision.exclusions import operations
from supervision.exclusions.models import ExclusionRequest
from supervision.exclusions.rules import KIND, MarkEntry, WithdrawalEntry
from tests.conftest import TODAY
from tests.exclusions.conftest import DECIDED, DUE, Asking, reversed_in_cassation, review
from tests.factories.cases import Desk
from tests.protests.conftest import Desks
from tests.protests.test_bringing import refused

RULE = "22/request_exclusion"


def duty_of(desk: Desk, found: ExclusionRequest) -> Duty:
    """The duty to send the request, read anew."""
    set_scope(desk.session, desk.actor.scope)
    duties = desk.duties(found.case_id)
    duty = duties[RULE, f"review_decision_taken#exclusion-{found.id}"]
    desk.session.refresh(duty)
    return duty


def test_a_mark_opens_ten_working_days_and_sending_closes_them(
    desk: Desk, changed: CourtAct, asking: Asking
) -> None:
    district = asking("abay1.assistant")
    made = district.mark(changed)
    assert (made.state, made.clause, made.author_office_id) == ("marked", "within_sanction", 3)
    assert (made.found_on, made.office_id, made.cassation_act_id) == (TODAY, 3, None)
    duty = duty_of(desk, made)
    # counted by hand: 19, 20, 23–27 November, 30 November, 1 and 2 December
    assert (duty.state, duty.event_on, duty.due_on) == ("open", DECIDED, DUE)
    assert duty.owner_office_id == 3
    sent = district.send(made)
    assert (sent.state, sent.sent_on, sent.sent_number, sent.sent_way) == (
        "sent",
        TODAY,
        "2-22/26",
        "paper",
    )
    duty = duty_of(desk, made)
    assert (duty.state, duty.closed_on, duty.closed_by) == (
        "fulfilled",
        TODAY,
        "exclusion_request_sent",
    )


def test_ten_working_days_step_over_the_day_of_independence(
    desk: Desk, case: AdminCase, act: CourtAct, asking: Asking
) -> None:
    """From Monday 7 December: 8–11, 14, 15; the 16th is a day off; 17, 18, 21, 22."""
    late_year = date(2026, 12, 7)
    later = Desk(desk.session, desk.actor, desk.law, late_year, desk.courts)
    made = asking("abay1.head", late_year).mark(review(later, act, late_year))
    assert duty_of(desk, made).due_on == date(2026, 12, 22)


def test_a_request_after_its_term_names_cause_and_unit(
    desk: Desk, changed: CourtAct, asking: Asking
) -> None:
    made = asking("abay1.head").mark(changed)
    late = asking("abay1.head", date(2026, 12, 3))
    words = "This is after the term: name the cause and the unit at fault."
    assert refused(late.send, made) == {"late_cause": words}
    nowhere = Lateness(LateCause.WORKLOAD, " ")
    assert refused(late.send, made, lateness=nowhere) == {"late_cause": words}
    assert refused(late.waive, made) == {"late_cause": words}
    on_the_day = late.send(
        made, date(2026, 12, 3), lateness=Lateness(LateCause.WORKLOAD, "Бөлім", "Үлгермеді")
    )
    assert (on_the_day.late_cause, on_the_day.late_unit) == ("workload", "Бөлім")
    duty = duty_of(desk, made)
    assert (duty.state, duty.closed_on, duty.late_cause) == (
        "fulfilled",
        date(2026, 12, 3),
        "workload",
    )
    assert duty.was_late


def test_sent_on_the_last_day_and_recorded_later_is_in_time(
    desk: Desk, changed: CourtAct, asking: Asking
) -> None:
    made = asking("abay1.head").mark(changed)
    sent = asking("abay1.head", date(2026, 12, 9)).send(made, DUE)
    assert (sent.sent_on, sent.late_cause) == (DUE, None)
    assert not duty_of(desk, made).was_late


def test_a_waiver_closes_the_duty_and_another_ground_may_be_marked(
    desk: Desk, changed: CourtAct, asking: Asking
) -> None:
    district = asking("abay1.head")
    first = district.mark(changed)
    assert set(refused(district.waive, first, " ")) == {"reason"}
    waived = district.waive(first)
    assert (waived.state, waived.waived_on, waived.sent_on) == ("waived", TODAY, None)
    assert duty_of(desk, first).closed_by == "exclusion_waived"
    assert refused(district.send, first) == {None: "It was decided not to ask for this consent."}
    second = district.mark(changed, "new_evidence")
    assert second.id != first.id
    assert duty_of(desk, second).state == "open"
    assert duty_of(desk, first).state == "fulfilled"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"on": date(2026, 11, 17)}, "sent_on"),
        ({"on": date(2026, 11, 21)}, "sent_on"),
        ({"number": " "}, "number"),
        ({"copies": ""}, "copies"),
        ({"way": "telephone"}, "way"),
    ],
)
def test_a_request_has_its_day_number_way_and_copies(
    changed: CourtAct, asking: Asking, changes: dict[str, Any], field: str
) -> None:
    district = asking("abay1.head")
    assert set(refused(district.send, district.mark(changed), **changes)) == {field}


@pytest.mark.parametrize(
    ("clause", "explanation", "field"),
    [("nothing", "Себеп", "clause"), ("", "Себеп", "clause"), ("new_evidence", " ", "explanation")],
)
def test_a_mark_names_a_clause_of_the_law_and_says_why(
    changed: CourtAct, asking: Asking, clause: str, explanation: str, field: str
) -> None:
    assert set(refused(asking("abay1.head").mark, changed, clause, explanation)) == {field}


def test_only_a_ruling_changed_or_quashed_on_appeal_is_marked(
    desk: Desk, act: CourtAct, asking: Asking
) -> None:
    words = (
        "Only a first-instance ruling changed or quashed on appeal is left out of the count "
        "(2015 ¶22)."
    )
    upheld = review(desk, act, DECIDED, "upheld")
    for other in (act, upheld):
        assert refused(asking("abay1.head").mark, other) == {None: words}


def test_one_standing_request_an_act_and_the_same_key_gives_the_first(
    changed: CourtAct, asking: Asking
) -> None:
    district, key = asking("abay1.head"), uuid.uuid4()
    entry = MarkEntry("within_sanction", "Айыппұл азайтылды")
    place = (operations.mark, changed.case_id, changed.id, entry)
    first = district.do(*place, idempotency_key=key)
    assert district.do(*place, idempotency_key=key).id == first.id
    told = {None: "A request on this act is there already."}
    assert refused(district.mark, changed, "new_evidence") == told
    district.send(first)
    assert refused(district.mark, changed, "new_evidence") == told
    asking("gpo.department").answer(first, True)
    assert refused(district.mark, changed, "new_evidence") == told


def test_the_database_itself_keeps_one_standing_request(changed: CourtAct, asking: Asking) -> None:
    district = asking("abay1.head")
    made = district.mark(changed)
    names = ("case_id", "office_id", "act_id", "author_office_id", "clause", "explanation")
    twin = ExclusionRequest(
        **{name: getattr(made, name) for name in names},
        state="marked",
        found_on=TODAY,
        found_by="x",
        idempotency_key=uuid.uuid4(),
    )
    set_scope(district.session, district.actor.scope)
    district.session.add(twin)
    with pytest.raises(IntegrityError, match="one standing request an act"):
        district.session.flush()
    district.session.rollback()


def test_the_department_consents_with_reasons_and_takes_it_back(
    changed: CourtAct, asking: Asking
) -> None:
    district, department = asking("abay1.head"), asking("gpo.department")
    made = district.mark(changed)
    assert refused(department.answer, made, True) == {None: "This request is not sent yet."}
    district.send(made)
    assert set(refused(department.answer, made, True, reasons=" ")) == {"reasons"}
    assert set(refused(department.answer, made, False, reasons="")) == {"reasons"}
    assert set(refused(department.answer, made, True, number="")) == {"number"}
    assert set(refused(department.answer, made, True, on=date(2026, 11, 19))) == {"answered_on"}
    consented = department.answer(made, True)
    assert (consented.state, consented.answered_on, consented.answer_way) == (
        "consented",
        TODAY,
        "electronic",
    )
    assert consented.answered_by == f"{department.actor.name}, GPO"
    assert set(refused(department.withdraw, made, "")) == {"reasons"}
    assert set(refused(department.withdraw, made, on=date(2026, 11, 19))) == {"withdrawn_on"}
    withdrawn = department.withdraw(made)
    assert (withdrawn.state, withdrawn.withdrawal_reasons) == (
        "withdrawn",
        "Жаңа мән-жай анықталды",
    )
    assert withdrawn.answer_reasons, "what was consented to stays readable"
    told = {None: "The Department has withdrawn this consent."}
    assert refused(department.withdraw, made) == told
    again = district.mark(changed, "new_evidence")
    assert again.id != made.id, "after a withdrawal another request may be marked"


def test_after_a_refusal_another_request_has_a_term_of_its_own(
    desk: Desk, changed: CourtAct, asking: Asking
) -> None:
    district = asking("abay1.head")
    first = district.mark(changed)
    district.send(first)
    refusal = asking("gpo.head").answer(first, False, reasons="Санкция шегінен шыққан")
    assert (refusal.state, refusal.answer_reasons) == ("refused", "Санкция шегінен шыққан")
    assert refused(asking("gpo.head").answer, first, True) == {
        None: "The Department has refused already."
    }
    second = district.mark(changed, "alternative_penalty")
    assert duty_of(desk, first).state == "fulfilled", "what was done in time stays done"
    assert (duty_of(desk, second).state, duty_of(desk, second).due_on) == ("open", DUE)


def test_nobody_below_the_department_answers_and_the_gpo_asks_for_nobody(
    changed: CourtAct, asking: Asking
) -> None:
    made = asking("abay.head").mark(changed)
    assert made.author_office_id == 2, "the oblast may ask for its district"
    asking("abay1.head").send(made)
    for login in ("abay1.assistant", "abay1.head", "abay.head", "abay1.deputy"):
        with pytest.raises(Forbidden):
            asking(login).answer(made, True)
    with pytest.raises(Forbidden):
        asking("gpo.head").waive(made)
    with pytest.raises(Forbidden):
        asking("gpo.auditor").answer(made, True)
    with pytest.raises(Forbidden):
        asking("gpo.head").mark(changed, "new_evidence")
    verb, number = operations.withdraw_consent, made.id
    for login in ("turan.head", "abay2.head"):
        with pytest.raises(NotFound):
            asking(login).do(verb, number, WithdrawalEntry(TODAY, "x"), lawful=False)


def test_a_second_hand_sees_that_the_request_was_sent(changed: CourtAct, asking: Asking) -> None:
    district = asking("abay1.head")
    made = district.mark(changed)
    district.send(made, version=1)
    with pytest.raises(Stale):
        asking("abay1.deputy").waive(made, version=1)


def test_a_request_goes_with_the_case_into_another_office(desk: Desk, asking: Asking) -> None:
    case = desk.register(sanctions=("confiscation",), transport_field="rail")
    act = desk.act(case, date(2026, 11, 16), copy_on=date(2026, 11, 16))
    appellate = review(desk, act, DECIDED)
    made = asking("abay1.head").mark(appellate)
    asking("abay.head").assess_act(appellate, True)
    set_scope(desk.session, desk.actor.scope)
    desk.notice(case)
    desk.do(cases.hand_over, case.id, to_office_id=10)
    general = asking("gpo.head")
    office = select(ExclusionRequest.office_id).where(ExclusionRequest.id == made.id)
    assert general.session.scalar(office) == 10
    set_scope(general.session, general.actor.scope)
    duty = desk.duties(case.id)[RULE, f"review_decision_taken#exclusion-{made.id}"]
    assert (duty.owner_office_id, duty.due_on) == (10, DUE)


def test_a_corrected_day_of_the_court_s_decision_moves_the_term(
    desk: Desk, changed: CourtAct, asking: Asking
) -> None:
    """From Tuesday the 17th: 18–20, 23–27 November, 30 November, 1 December."""
    district = asking("abay1.head")
    made = district.mark(changed)
    assert district.do(operations.keep_in_step, changed.case_id) == 0
    set_scope(desk.session, desk.actor.scope)
    changed.made_on = date(2026, 11, 17)
    desk.session.commit()
    assert district.do(operations.keep_in_step, changed.case_id) == 1
    duty = duty_of(desk, made)
    assert (duty.event_on, duty.due_on) == (date(2026, 11, 17), date(2026, 12, 1))
    assert district.do(operations.keep_in_step, changed.case_id) == 0


def test_no_consent_to_an_act_corrected_so_that_it_counts_no_more(
    desk: Desk, changed: CourtAct, asking: Asking
) -> None:
    made = asking("abay1.head").mark(changed)
    asking("abay1.head").send(made)
    set_scope(desk.session, desk.actor.scope)
    changed.kind = "upheld"
    desk.session.commit()
    department = asking("gpo.department")
    assert set(refused(department.answer, made, True)) == {None}
    assert department.answer(made, False).state == "refused"


def test_every_step_is_told_by_the_history(changed: CourtAct, asking: Asking) -> None:
    district, department = asking("abay1.head"), asking("gpo.department")
    made = district.mark(changed)
    district.send(made)
    department.answer(made, True)
    department.withdraw(made)
    told = [entry.action for entry in history_of(department.session, KIND, made.id)]
    assert told == [
        "exclusions.mark",
        "exclusions.send",
        "exclusions.answer",
        "exclusions.withdraw_consent",
    ]


def test_the_first_clause_needs_a_cassation_act_on_a_represented_protest(
    desk: Desk, changed: CourtAct, asking: Asking, at: Desks, sitting: Any
) -> None:
    """The ten working days run from the court of cassation: from Thursday the 19th to 3 December."""
    words = (
        "No cassation act that changed or quashed this one on a granted cassation protest, "
        "brought on a representation, is recorded (2015 ¶22)."
    )
    district, clause = asking("abay1.head"), "cassation_reversed"
    assert refused(district.mark, changed, clause) == {"clause": words}
    cassation, protest = reversed_in_cassation(desk, changed, at, sitting)
    assert refused(district.mark, changed, clause) == {"clause": words}, "the outcome is not known"
    at("gpo.head").outcome(protest, "granted", cassation.made_on, act_id=cassation.id)
    made = district.mark(changed, clause)
    assert made.cassation_act_id == cassation.id
    duty = duty_of(desk, made)
    assert (duty.event_on, duty.due_on) == (date(2026, 11, 19), date(2026, 12, 3))


def test_the_first_clause_speaks_of_rulings_changed_without_an_appellate_protest(
    desk: Desk, act: CourtAct, asking: Asking, at: Desks
) -> None:
    head = at("abay1.head")
    protest = head.bring(head.draft(act), date(2026, 11, 17))
    changed = review(desk, act, DECIDED)
    head.outcome(protest, "granted", DECIDED, act_id=changed.id)
    told = refused(asking("abay1.head").mark, changed, "cassation_reversed")
    assert "on an appellate protest" in told["clause"]
    assert asking("abay1.head").mark(changed, "new_evidence").state == "marked"
