"""Golden cases: each clause, correction and figure on recorded cases, worked out by hand.

Every expected share is written out as a prosecutor would count it on paper: `n/N` by the method of
the text, the strict `n/N` beside it, the percentage, and what is listed apart with its clause.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from supervision.cases import operations as cases
from supervision.cases.models import AdminCase, CourtAct
from supervision.cases.rules.rulings import DecisionEntry, Motion, RulingEntry
from supervision.core.db import set_scope
from supervision.duties.models import Duty
from supervision.indicators.queries.runs import moved_since
from supervision.indicators.rules import Moment, Span
from supervision.offices.queries import enter_as_house
from supervision.petitions import operations as petitions
from supervision.petitions.rules.examining import Extension
from supervision.petitions.rules.resolving import ProtestTold
from tests.conftest import TODAY
from tests.factories.cases import Desk
from tests.factories.duties import open_duty
from tests.factories.petitions import Counter
from tests.factories.representations import RepresentationDesk
from tests.indicators.conftest import Computing
from tests.indicators.golden import (
    AUEZOV,
    COVERAGE,
    DUTIES,
    EFFECTIVENESS,
    MONDAY,
    PETITIONS,
    QUALITY,
    QUARTER,
    RESPONSE,
    SATISFACTION,
    THURSDAY,
    TRANSPORT,
    UNFOUNDED,
    Bench,
    Reading,
    reading,
)
from tests.protests.conftest import Desks

MONTH_AGO, SECOND = date(2026, 10, 20), date(2026, 11, 2)
CLAUSES = ("within_sanction", "new_evidence", "alternative_penalty", "amnesty_or_reconciliation")


@pytest.fixture
def bench(desk: Desk, at: Desks, sitting: Callable[..., RepresentationDesk]) -> Bench:
    """The courts and prosecutors around the Auezov district."""
    return Bench(desk, at, sitting)


def changed_on_complaint(bench: Bench) -> CourtAct:
    """A mandatory case whose ruling the oblast court changed on a complaint alone."""
    return bench.review(bench.ruling(), "changed")


def changed_on_protest(bench: Bench, decision: str = "granted") -> CourtAct:
    """A mandatory case whose ruling the oblast court quashed on the district's protest."""
    act = bench.ruling()
    protest = bench.protest(act)
    review = bench.review(act, "quashed")
    bench.end(protest, decision, review)
    return review


# -- effectiveness of appellate protesting (¶22) -------------------------------------------------


def test_rulings_changed_on_the_protest_over_all_changed_on_appeal(
    bench: Bench, computed: Computing
) -> None:
    """Two on a protest (one granted in part), two on a complaint: 2 of 4 is 50.0 %.

    Not counted: a ruling upheld, and one changed in a case that is neither mandatory nor was heard
    with a prosecutor. Counted: one that is not mandatory, but the prosecutor took part.
    """
    changed_on_protest(bench)
    changed_on_protest(bench, "granted_in_part")
    changed_on_complaint(bench)
    attended = bench.case(sanctions=())
    bench.attend(attended)
    bench.review(bench.ruling(attended), "quashed")
    bench.review(bench.ruling(), "upheld")
    bench.review(bench.ruling(bench.case(sanctions=())), "changed")
    computed()
    assert reading(bench.session, EFFECTIVENESS) == Reading("2/4", "2/4", "50.0", {})


def test_taking_part_on_appeal_alone_brings_no_case_into_the_count(
    bench: Bench, computed: Computing
) -> None:
    """On appeal a prosecutor takes part in all cases (¶8), so that would bring in everything."""
    case = bench.case(sanctions=())
    act = bench.ruling(case)
    bench.attend(case, "appellate")
    bench.review(act, "changed")
    computed()
    assert reading(bench.session, EFFECTIVENESS) == Reading("0/0", "0/0", "no data", {})


def test_a_complaint_and_a_protest_together_count_once_and_above_the_line(
    bench: Bench, computed: Computing
) -> None:
    """One decision on both: 1 of 1; no act named in the protest's outcome, the day tells it."""
    act = bench.ruling()
    protest = bench.protest(act)
    bench.review(act, "changed")
    bench.end(protest, "granted_in_part")
    computed()
    assert reading(bench.session, EFFECTIVENESS) == Reading("1/1", "1/1", "100.0", {})


def test_a_protest_rejected_while_the_complaint_is_granted_stays_below_the_line(
    bench: Bench, computed: Computing
) -> None:
    act = bench.ruling()
    protest = bench.protest(act)
    bench.review(act, "changed")
    bench.end(protest, "rejected")
    computed()
    assert reading(bench.session, EFFECTIVENESS).share == "0/1"


@pytest.mark.parametrize("clause", CLAUSES)
def test_each_clause_with_consent_takes_the_act_out_of_both_halves(
    bench: Bench, computed: Computing, clause: str
) -> None:
    """Four changed, two of them on the protest; one of each is left out: 1 of 2, strictly 2 of 4."""
    on_protest, on_complaint = changed_on_protest(bench), changed_on_complaint(bench)
    changed_on_protest(bench)
    changed_on_complaint(bench)
    bench.consent(on_protest, clause)
    bench.consent(on_complaint, clause)
    computed()
    expected = Reading("1/2", "2/4", "50.0", {f"excluded: {clause}": 2})
    assert reading(bench.session, EFFECTIVENESS) == expected


@pytest.mark.parametrize("state", ["marked", "sent", "waived", "refused", "withdrawn"])
def test_until_consent_and_without_it_the_act_counts(
    bench: Bench, computed: Computing, state: str
) -> None:
    bench.consent(changed_on_complaint(bench), "new_evidence", state)
    computed()
    assert reading(bench.session, EFFECTIVENESS) == Reading("0/1", "0/1", "0.0", {})


def test_a_consent_withdrawn_restores_the_act_and_the_earlier_computation_stays(
    bench: Bench, computed: Computing
) -> None:
    review = changed_on_complaint(bench)
    changed_on_protest(bench)
    request = bench.consent(review, "new_evidence")
    with_consent = computed()
    enter_as_house(bench.session)
    request.state, request.withdrawn_on = "withdrawn", TODAY
    request.withdrawn_by, request.withdrawal_reasons = "D", "Қате"
    bench.session.commit()
    computed()
    assert reading(bench.session, EFFECTIVENESS) == Reading("1/2", "1/2", "50.0", {})
    then = reading(bench.session, EFFECTIVENESS, moment=Moment(with_consent.id))
    assert then == Reading("1/1", "1/2", "100.0", {"excluded: new_evidence": 1})


@pytest.mark.parametrize("consented", [True, False])
def test_a_cassation_that_reverses_in_that_part_corrects_the_count_only_with_consent(
    bench: Bench, computed: Computing, consented: bool
) -> None:
    """Two changed on a complaint; cassation quashed one of them: with consent 0 of 1, else 0 of 2."""
    review = changed_on_complaint(bench)
    changed_on_complaint(bench)
    reversal = bench.review(review, "quashed", TODAY)
    bench.consent(review, "cassation_reversed", "consented" if consented else "sent", reversal)
    computed()
    marks = {"corrected: cassation_reversed": 1} if consented else {}
    expected = Reading("0/1" if consented else "0/2", "0/2", "0.0", marks)
    assert reading(bench.session, EFFECTIVENESS) == expected


def test_a_case_handed_over_counts_for_the_office_that_had_the_protest_window(
    bench: Bench, computed: Computing
) -> None:
    """The window of Monday's copy ends on Thursday the 26th. One case goes to transport inside the
    window and counts there; of the other the window, opened on the 2nd, was over: it stays.
    """
    rail = {"sanctions": ("confiscation",), "transport_field": "rail"}
    inside, after = bench.case(**rail), bench.case(received_by_court_on=MONTH_AGO, **rail)
    acts = [bench.ruling(inside), bench.desk.act(after, SECOND, copy_on=SECOND)]
    for case, act in zip((inside, after), acts, strict=True):
        bench.review(act, "changed")
        set_scope(bench.session, bench.desk.actor.scope)
        bench.desk.notice(case)
        bench.desk.do(cases.hand_over, case.id, to_office_id=TRANSPORT)
    computed()
    assert reading(bench.session, EFFECTIVENESS, AUEZOV).share == "0/1"
    assert reading(bench.session, EFFECTIVENESS, TRANSPORT).share == "0/1"


# -- quality of supervision (¶22) ----------------------------------------------------------------


def test_an_obvious_breach_without_response_among_acts_changed_on_a_complaint(
    bench: Bench, computed: Computing
) -> None:
    """Four acts changed without the office: an obvious breach and no response (above the line), an
    obvious breach the office protested in vain, no obvious breach, one not assessed: 1 of 4.
    An act changed on the office's own protest is not among them.
    """
    bench.assess_act(changed_on_complaint(bench), obvious_breach=True)
    act = bench.ruling()
    protest = bench.protest(act)
    review = bench.review(act, "changed")
    bench.end(protest, "rejected")
    bench.assess_act(review, obvious_breach=True)
    bench.assess_act(changed_on_complaint(bench), obvious_breach=False)
    changed_on_complaint(bench)
    changed_on_protest(bench)
    computed()
    expected = Reading("1/4", "1/4", "25.0", {"noted: not_assessed": 1})
    assert reading(bench.session, QUALITY) == expected


def test_a_higher_prosecutor_s_protest_counts_where_nobody_below_asked_for_it(
    bench: Bench, computed: Computing
) -> None:
    """The oblast protested the district's act by itself; the GPO brought cassation by itself."""
    act = bench.ruling()
    protest = bench.protest(act, "abay.head")
    bench.end(protest, "granted", bench.review(act, "changed"), "abay.head")
    upheld = bench.review(bench.ruling(), "upheld", in_force_on=THURSDAY)
    cassation = bench.cassation(upheld)
    bench.end(cassation, "granted", bench.review(upheld, "quashed", TODAY), "gpo.head")
    computed()
    expected = Reading("0/2", "0/2", "0.0", {"noted: not_assessed": 2})
    assert reading(bench.session, QUALITY) == expected


def test_a_cassation_on_the_lower_prosecutor_s_representation_is_not_held_against_the_office(
    bench: Bench, computed: Computing
) -> None:
    """ "Without the lower prosecutor's representation": here there was one, on a rejected protest."""
    act = bench.ruling()
    rejected = bench.protest(act)
    upheld = bench.review(act, "upheld")
    bench.end(rejected, "rejected", upheld)
    cassation = bench.represented(rejected)
    bench.end(cassation, "granted", bench.review(upheld, "quashed", TODAY), "gpo.head")
    computed()
    assert reading(bench.session, QUALITY) == Reading("0/0", "0/0", "no data", {})


def test_a_protest_that_the_act_under_review_rejected_is_a_response_to_the_breach(
    bench: Bench, computed: Computing
) -> None:
    """The district protested, the oblast court upheld, cassation quashed on a complaint."""
    act = bench.ruling()
    protest = bench.protest(act)
    upheld = bench.review(act, "upheld")
    bench.end(protest, "rejected", upheld)
    bench.assess_act(bench.review(upheld, "quashed", TODAY), obvious_breach=True)
    computed()
    assert reading(bench.session, QUALITY) == Reading("0/1", "0/1", "0.0", {})


@pytest.mark.parametrize("breach", [True, False])
def test_an_appellate_act_reversed_in_cassation_with_consent_is_corrected_here_too(
    bench: Bench, computed: Computing, breach: bool
) -> None:
    """The appellate act goes; the cassation act itself, changed on a complaint, is one more act."""
    review = changed_on_complaint(bench)
    bench.assess_act(review, obvious_breach=breach)
    reversal = bench.review(review, "quashed", TODAY)
    bench.consent(review, "cassation_reversed", cassation_act=reversal)
    computed()
    marks = {"corrected: cassation_reversed": 1, "noted: not_assessed": 1}
    strict = "1/2" if breach else "0/2"
    assert reading(bench.session, QUALITY) == Reading("0/1", strict, "0.0", marks)


# -- quality of protests (¶23) -------------------------------------------------------------------


def ended(bench: Bench, how: str) -> CourtAct:
    """A protest of the district that ended in one of the five ways."""
    act = bench.ruling()
    protest = bench.protest(act)
    head = bench.at("abay1.head")
    if how == "withdrawn":
        head.motion(protest, THURSDAY)
        head.outcome(protest, "none", THURSDAY, ended_by="court_granted_motion", note="Ұйғарым")
    elif how == "returned":
        taken = {"ended_by": "prosecutors_took_back", "note": "Хат"}
        head.outcome(protest, "none", THURSDAY, **taken)
    else:
        bench.end(protest, how)
    return act


def test_satisfaction_is_what_the_formula_of_the_text_gives(
    bench: Bench, computed: Computing
) -> None:
    """Considered: granted, granted in part, rejected. 100 − 1/3 × 100 = 66.7; the withdrawn and the
    returned one stand apart.
    """
    for how in ("granted", "granted_in_part", "rejected", "withdrawn", "returned"):
        ended(bench, how)
    computed()
    marks = {"apart: withdrawn": 1, "apart: returned": 1}
    assert reading(bench.session, SATISFACTION) == Reading("2/3", "2/3", "66.7", marks)


@pytest.mark.parametrize("asked", [True, False])
def test_a_granted_cassation_corrects_the_count_of_rejected_ones_where_the_lower_one_asked_for_it(
    bench: Bench, computed: Computing, asked: bool
) -> None:
    """Two rejected, one of them granted in cassation: 100 − (2 − 1)/2 × 100 = 50.0."""
    ended(bench, "rejected")
    act = bench.ruling()
    rejected = bench.protest(act)
    upheld = bench.review(act, "upheld", in_force_on=THURSDAY)
    bench.end(rejected, "rejected", upheld)
    cassation = bench.represented(rejected) if asked else bench.cassation(upheld)
    bench.end(cassation, "granted", bench.review(upheld, "quashed", TODAY), "gpo.head")
    computed()
    if asked:
        expected = Reading("1/2", "0/2", "50.0", {"corrected: cassation_granted": 1})
    else:
        expected = Reading("0/2", "0/2", "0.0", {})
    assert reading(bench.session, SATISFACTION) == expected


def test_a_protest_counts_for_the_office_that_brought_it(bench: Bench, computed: Computing) -> None:
    act = bench.ruling()
    bench.end(bench.protest(act, "abay.head"), "granted", login="abay.head")
    computed()
    assert reading(bench.session, SATISFACTION, AUEZOV).value == "no data"
    assert reading(bench.session, SATISFACTION, 2).share == "1/1"


def test_unfounded_are_those_so_found_among_the_protests_that_failed(
    bench: Bench, computed: Computing
) -> None:
    """Failed: three rejected, one returned, one withdrawn by the oblast as unfounded. One rejected
    is found unfounded, one is not, one and the returned one are not assessed: 2 of 5.
    """
    for found in (True, False, None):
        protest = bench.end(bench.protest(bench.ruling()), "rejected")
        if found is not None:
            bench.assess_protest(protest, unfounded=found)
    ended(bench, "returned")
    ended(bench, "granted")
    withdrawn = bench.protest(bench.ruling())
    bench.at("abay.head").motion(withdrawn, THURSDAY)
    granted = {"ended_by": "court_granted_motion", "note": "Ұйғарым"}
    bench.at("abay1.head").outcome(withdrawn, "none", THURSDAY, **granted)
    computed()
    expected = Reading("2/5", "2/5", "40.0", {"noted: not_assessed": 2})
    assert reading(bench.session, UNFOUNDED) == expected


# -- effectiveness of response (¶24) -------------------------------------------------------------


def private_ruling(
    bench: Bench, case: AdminCase, *, moved: bool, of_breach: bool = True, result: str = "issued"
) -> None:
    """A private ruling of today, on the prosecutor's motion shown by the minutes or without one."""
    set_scope(bench.session, bench.desk.actor.scope)
    entry = RulingEntry("court", "Хаттама заң бұза отырып жасалған", of_breach=of_breach)
    if moved:
        entry = replace(entry, origin="prosecutor", found_on=TODAY)
    motion = Motion(TODAY, "minutes", "Хаттама, 3-бет") if moved else None
    made = bench.desk.do(cases.record_ruling, case.id, entry, motion, idempotency_key=uuid.uuid4())
    issued = DecisionEntry("issued", TODAY, "7-01", "Полиция департаменті", "Жою")
    refused = DecisionEntry("refused", TODAY, refusal_reason="Негіз жоқ")
    decision = issued if result == "issued" else refused
    bench.desk.do(cases.record_ruling_decision, case.id, made.id, decision)


def test_private_rulings_on_motion_over_all_on_breaches_in_cases_heard_with_a_prosecutor(
    bench: Bench, computed: Computing
) -> None:
    """On motion one, without a motion two: 1 of 3. Not counted: a motion refused, a ruling on the
    causes of offences alone, and one in a case without a prosecutor.
    """
    attended = bench.case()
    bench.attend(attended)
    private_ruling(bench, attended, moved=True)
    private_ruling(bench, attended, moved=False)
    private_ruling(bench, attended, moved=False)
    private_ruling(bench, attended, moved=True, result="refused")
    private_ruling(bench, attended, moved=False, of_breach=False)
    private_ruling(bench, attended, moved=True, of_breach=False)
    private_ruling(bench, bench.case(), moved=False)
    computed()
    assert reading(bench.session, RESPONSE) == Reading("1/3", "1/3", "33.3", {})


# -- participation (¶6, ¶8, ¶9) ------------------------------------------------------------------


def test_hearings_attended_over_past_hearings_where_participation_was_a_duty(
    bench: Bench, computed: Computing
) -> None:
    """Attended, nobody came, the court did not notify, no outcome recorded: 1 of 4. Not counted: one
    not held, one still to come, and one of a case where nobody had to take part.
    """
    case = bench.case()
    bench.attend(case)
    bench.attend(case, outcome="nobody", absence_cause="other", note="Ауырды")
    bench.attend(case, outcome="nobody", absence_cause="not_notified")
    bench.attend(case, outcome="not_held", note="Кейінге қалды")
    set_scope(bench.session, bench.desk.actor.scope)
    bench.desk.hearing(case, THURSDAY, prosecutor_id=bench.desk.actor.user_id)
    bench.desk.hearing(case, TODAY + timedelta(days=3), prosecutor_id=bench.desk.actor.user_id)
    bench.attend(bench.case(sanctions=()))
    computed()
    marks = {"noted: not_notified": 1, "noted: none": 1}
    assert reading(bench.session, COVERAGE) == Reading("1/4", "1/4", "25.0", marks)


# -- petitions and duties (2002 ¶12) -------------------------------------------------------------


def test_petitions_resolved_in_their_term_an_extended_one_included(
    bench: Bench, computed: Computing
) -> None:
    """Received on 18 November, due on 9 December. In time: answered on the 20th; answered on 15
    December after an extension to 29 January. Late: answered on 15 December without one. 2 of 3.
    Outside ¶6 the right to appeal had to be told by 9 December: that is another duty.
    """
    session, law = bench.session, bench.desk.law
    head = bench.at("abay1.head").actor
    counter = Counter(session, head, law, TODAY)
    plain = {"categories": (), "entered_into_force": "no"}
    quick, late, longer = (counter.examined(is_new=bool(n), **plain) for n in range(3))
    told = ProtestTold("2-15/26", TODAY)
    counter.letter(quick, "granted", protest=told)
    until = Extension(TODAY, date(2027, 1, 29), "Сараптама күтілуде")
    counter.do(petitions.extend_petition, longer.id, until)
    december = counter.on(date(2026, 12, 15))
    for found in (late, longer):
        december.letter(found, "granted", protest=told, sent_on=date(2026, 12, 15))
    computed(date(2026, 12, 16))
    assert reading(session, PETITIONS) == Reading("2/3", "2/3", "66.7", {})


def test_a_petition_without_a_term_stands_apart_and_an_open_one_nowhere(
    bench: Bench, computed: Computing
) -> None:
    """No rule gives a term to a petition on an enforcement matter received while no law did."""
    head = bench.at("abay1.head").actor
    counter = Counter(bench.session, head, bench.desk.law, TODAY)
    told = counter.examined(categories=(), entered_into_force="no")
    counter.examined(is_new=True)
    counter.letter(told, "explained")
    enter_as_house(bench.session)
    for duty in bench.session.query(Duty).filter(Duty.subject_kind == "petition"):
        duty.due_on, duty.gap = None, "no_term"
    bench.session.commit()
    computed()
    expected = Reading("0/0", "0/0", "no data", {"apart: without_a_day": 1})
    assert reading(bench.session, PETITIONS) == expected


def test_duties_done_in_time_over_those_done_or_fallen_due(
    bench: Bench, computed: Computing
) -> None:
    """Done on the last day, done a day late, open past its day: 1 of 3. Not counted: one still open
    on its last day, one dropped, one whose clock stands, and the clock of an outside body. The
    quarter is that of the due day.
    """
    session = bench.session
    enter_as_house(session)
    for due, closed, state, outside in (
        (THURSDAY, THURSDAY, "fulfilled", False),
        (MONDAY, MONDAY + timedelta(days=1), "fulfilled", False),
        (THURSDAY, None, "open", False),
        (TODAY, None, "open", False),
        (MONDAY, MONDAY, "dropped", False),
        (MONDAY, None, "open", True),
        (date(2026, 9, 30), date(2026, 10, 1), "fulfilled", False),
    ):
        duty = open_duty(session, office_id=AUEZOV, due_on=due, outside=outside)
        duty.state, duty.closed_on = state, closed
    paused = open_duty(session, office_id=AUEZOV, due_on=THURSDAY)
    paused.paused_on = MONDAY if MONDAY < THURSDAY else THURSDAY
    session.commit()
    computed()
    expected = Reading("1/3", "1/3", "33.3", {"noted: not_done": 1})
    assert reading(session, DUTIES) == expected
    september = Span(date(2026, 7, 1), date(2026, 9, 30))
    assert reading(session, DUTIES, span=september) == Reading("0/1", "0/1", "0.0", {})


def test_a_duty_of_the_oblast_in_a_district_s_case_counts_for_the_oblast(
    bench: Bench, computed: Computing
) -> None:
    enter_as_house(bench.session)
    open_duty(bench.session, office_id=AUEZOV, owner_office_id=2, due_on=MONDAY)
    bench.session.commit()
    computed()
    assert reading(bench.session, DUTIES, AUEZOV).share == "0/0"
    assert reading(bench.session, DUTIES, 2).share == "0/1"


# -- what moved a figure -------------------------------------------------------------------------


def test_a_move_names_who_recorded_what_moved_it_and_nobody_who_did_something_else(
    bench: Bench, computed: Computing
) -> None:
    """An outcome is recorded of the protest, an assessment of the act: no entry is of the case. What
    the same people did to another case in the meantime is not told.
    """
    act = bench.ruling()
    protest = bench.protest(act)
    bench.review(act, "changed")
    run = computed()
    bench.end(protest, "granted")
    bench.ruling()
    computed()
    moves = {
        move.figure: (move.then_method, move.now_method, move.changed_by, move.action)
        for move in moved_since(
            bench.session, run, office_ids=[AUEZOV], span=QUARTER, language="en"
        )
    }
    recorded = ("Сериков abay1.head", "protests.record_outcome")
    assert moves == {
        EFFECTIVENESS: ("denominator", "numerator", *recorded),
        QUALITY: ("denominator", None, *recorded),
        SATISFACTION: (None, "numerator", *recorded),
    }
