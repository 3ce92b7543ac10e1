"""Private rulings and responses to broken terms, against the database (`2015 ¶4, ¶12, ¶24`)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases import operations
from supervision.cases.facts import SOURCE
from supervision.cases.models import AdminCase, PrivateRuling
from supervision.cases.queries import rulings as queries
from supervision.cases.queries.rulings import Filters
from supervision.cases.rules import KIND
from supervision.cases.rules.hearings import OutcomeEntry
from supervision.cases.rules.rulings import AnswerEntry, DecisionEntry, Motion, RulingEntry
from supervision.cases.subject import SUBJECT
from supervision.core.access import Actor
from supervision.core.errors import Forbidden, NotFound, Refused, Stale
from supervision.core.transaction import transaction
from supervision.duties.operations import rebuild
from supervision.responses import operations as responses
from supervision.responses.models import Breach, HeldLiable, ResponseAct, ResponseActBreach
from supervision.responses.operations.within import House
from supervision.responses.queries import of_subject
from supervision.responses.rules import ActEntry, BringEntry, LiableEntry
from tests.conftest import TODAY
from tests.factories.cases import TRANSPORT_OFFICE, Desk, case_entry

Acting = Callable[[str], Actor]
ENTRY = RulingEntry("prosecutor", "Хаттама заң бұза отырып жасалған", found_on=TODAY)
MOTION = Motion(TODAY, "minutes", "Хаттама, 3-бет")
ISSUED = DecisionEntry("issued", TODAY, "7-01", "Полиция департаменті", "Бұзушылықты жою")
YESTERDAY = TODAY - timedelta(days=1)


def ruling(
    desk: Desk, case: AdminCase, motion: Motion | None = None, **changes: Any
) -> PrivateRuling:
    made: PrivateRuling = desk.do(
        operations.record_ruling,
        case.id,
        replace(ENTRY, **changes),
        motion,
        idempotency_key=uuid.uuid4(),
    )
    return made


def decide(desk: Desk, found: PrivateRuling, entry: DecisionEntry = ISSUED) -> PrivateRuling:
    made: PrivateRuling = desk.do(operations.record_ruling_decision, found.case_id, found.id, entry)
    return made


def state(desk: Desk, found: PrivateRuling) -> str | None:
    """The state of the duty to move the court, None where there is none."""
    key = ("12/move_private_ruling", f"private_ruling_grounds_found#ruling-{found.id}")
    duty = desk.duties(found.case_id).get(key)
    return duty.state if duty is not None else None


def brought(desk: Desk, case: AdminCase, **grounds: Any) -> ResponseAct:
    """An act of response about the case, brought today."""
    house = House({KIND: SUBJECT}, desk.law, TODAY)
    entry = ActEntry("representation", "Сот төрағасына", "Мерзімді сақтау", **grounds)
    with transaction(desk.session):
        act = responses.draft_act(
            desk.session,
            desk.actor,
            (KIND, case.id),
            entry,
            idempotency_key=uuid.uuid4(),
            house=house,
        )
    with transaction(desk.session):
        sent = BringEntry("12-08/77", TODAY)
        return responses.bring_act(
            desk.session, desk.actor, act.id, sent, version=None, house=house
        )


def broken_term(desk: Desk, case: AdminCase) -> Breach:
    made: Breach = desk.do(
        operations.mark_court_term_breach,
        case.id,
        step="copy_sent",
        description="Көшірме 20 күннен кейін жіберілді",
        found_on=TODAY,
    )
    return made


def term_duty(desk: Desk, breach: Breach) -> str:
    key = ("4/respond_to_court_term_breach", f"court_term_breach_found#breach-{breach.id}")
    return desk.duties(breach.subject_id)[key].state


def test_grounds_open_the_duty_to_move_and_the_proven_motion_closes_it(desk: Desk) -> None:
    found = ruling(desk, desk.register())
    assert state(desk, found) == "open"
    with pytest.raises(Refused) as refused:
        desk.do(
            operations.move_for_ruling,
            found.case_id,
            found.id,
            replace(MOTION, proof="", proof_document=" "),
        )
    assert [each.field for each in refused.value.problems] == ["proof", "proof_document"]
    desk.do(operations.move_for_ruling, found.case_id, found.id, MOTION)
    assert state(desk, found) == "fulfilled"


def test_grounds_moved_for_at_once_owe_nothing(desk: Desk) -> None:
    assert state(desk, ruling(desk, desk.register(), MOTION)) == "fulfilled"


def test_an_act_of_the_same_content_carries_the_duty_out_too(desk: Desk) -> None:
    case = desk.register()
    one, other = ruling(desk, case), ruling(desk, case)
    brought(desk, case, ruling_id=one.id)
    assert (state(desk, one), state(desk, other)) == ("fulfilled", "open")


def test_a_ruling_of_the_courts_own_finding_opens_no_duty(desk: Desk) -> None:
    case = desk.register()
    own = ruling(desk, case, origin="court", found_on=None)
    assert state(desk, own) is None
    decide(desk, own)
    with pytest.raises(Refused, match="court"):
        desk.do(operations.move_for_ruling, case.id, own.id, MOTION)
    unasked = ruling(desk, case)
    decide(desk, unasked)
    assert state(desk, unasked) is None, "nothing is left to move for"


def test_a_broken_term_is_answered_by_an_act_of_response(desk: Desk) -> None:
    case = desk.register()
    breach = broken_term(desk, case)
    assert term_duty(desk, breach) == "open"
    brought(desk, case, breach_ids=(breach.id,))
    assert term_duty(desk, breach) == "fulfilled"


def test_a_broken_term_is_answered_by_a_motion_and_removed_by_compliance(desk: Desk) -> None:
    case = desk.register()
    breach = broken_term(desk, case)
    found = ruling(desk, case, breach_id=breach.id)
    assert term_duty(desk, breach) == "open"
    desk.do(operations.move_for_ruling, case.id, found.id, MOTION)
    assert term_duty(desk, breach) == "fulfilled"
    decide(desk, found)
    answer = AnswerEntry(TODAY, "complied", "Мерзімдер сақталатын болды")
    desk.do(operations.record_ruling_answer, case.id, found.id, answer)
    [kept] = of_subject(desk.session, KIND, case.id)
    assert (kept.removed_on, kept.removal_note) == (TODAY, "Мерзімдер сақталатын болды")
    assert term_duty(desk, breach) == "fulfilled"


def test_an_answer_short_of_compliance_leaves_the_broken_term_open(desk: Desk) -> None:
    case = desk.register()
    found = ruling(desk, case, MOTION, breach_id=broken_term(desk, case).id)
    decide(desk, found)
    entry = AnswerEntry(TODAY, "complied_in_part", "Талқыланды")
    desk.do(operations.record_ruling_answer, case.id, found.id, entry)
    [kept] = of_subject(desk.session, KIND, case.id)
    assert kept.is_open


def test_what_is_decided_or_answered_stays(desk: Desk) -> None:
    case = desk.register()
    found = decide(desk, ruling(desk, case, MOTION))
    for verb, entry in (
        (operations.change_ruling, ENTRY),
        (operations.move_for_ruling, MOTION),
    ):
        with pytest.raises(Refused, match="decided"):
            desk.do(verb, case.id, found.id, entry)
    answer = AnswerEntry(TODAY, "not_complied", "Жауап жоқ")
    desk.do(operations.record_ruling_answer, case.id, found.id, answer)
    with pytest.raises(Refused, match="answer"):
        desk.do(operations.record_ruling_answer, case.id, found.id, answer)
    with pytest.raises(Refused, match="answered"):
        decide(desk, found)


def test_a_refused_motion_is_not_answered(desk: Desk) -> None:
    case = desk.register()
    refusal = DecisionEntry("refused", TODAY, refusal_reason="Негіз жоқ")
    with pytest.raises(Refused) as unmoved:
        decide(desk, ruling(desk, case), refusal)
    assert unmoved.value.problems[0].field == "result"
    found = decide(desk, ruling(desk, case, MOTION), refusal)
    with pytest.raises(Refused, match="issued"):
        entry = AnswerEntry(TODAY, "complied", "Жойылды")
        desk.do(operations.record_ruling_answer, case.id, found.id, entry)


def test_corrected_grounds_move_with_their_duty_and_stay_before_the_motion(desk: Desk) -> None:
    case = desk.register()
    found = ruling(desk, case)
    earlier = replace(ENTRY, found_on=YESTERDAY, description="Басқа")
    desk.do(operations.change_ruling, case.id, found.id, earlier)
    key = ("12/move_private_ruling", f"private_ruling_grounds_found#ruling-{found.id}")
    assert desk.duties(case.id)[key].event_on == YESTERDAY
    desk.do(operations.move_for_ruling, case.id, found.id, replace(MOTION, moved_on=YESTERDAY))
    with pytest.raises(Refused) as refused:
        desk.do(operations.change_ruling, case.id, found.id, ENTRY)
    assert refused.value.problems[0].field == "found_on"


def test_a_ruling_names_only_parts_of_its_own_case(desk: Desk) -> None:
    mine, other = desk.register(), desk.register()
    hearing = desk.hearing(other, TODAY)
    breach = broken_term(desk, other)
    with pytest.raises(Refused) as refused:
        ruling(desk, mine, hearing_id=hearing.id, breach_id=breach.id)
    assert [each.field for each in refused.value.problems] == ["hearing_id", "breach_id"]
    found = ruling(desk, mine)
    with pytest.raises(NotFound):
        desk.do(operations.move_for_ruling, other.id, found.id, MOTION)


def test_the_same_form_sent_twice_makes_one_ruling(desk: Desk) -> None:
    case, key = desk.register(), uuid.uuid4()
    made = {
        desk.do(operations.record_ruling, case.id, ENTRY, idempotency_key=key).id for _ in range(2)
    }
    assert len(made) == 1


def test_an_outdated_decision_is_told_and_nobody_else_records_one(
    desk: Desk, acting: Acting
) -> None:
    case = desk.register()
    found = ruling(desk, case)
    case_id, ruling_id, seen = case.id, found.id, found.version
    desk.do(operations.move_for_ruling, case_id, ruling_id, MOTION)
    with pytest.raises(Stale):
        desk.do(operations.record_ruling_decision, case_id, ruling_id, ISSUED, version=seen)
    for login, error in (("abay.head", Forbidden), ("abay2.assistant", NotFound)):
        desk.actor = acting(login)
        with pytest.raises(error):
            desk.do(operations.record_ruling_decision, case_id, ruling_id, ISSUED)


def test_the_count_of_paragraph_24_takes_exactly_what_it_asks_for(desk: Desk) -> None:
    def heard(outcome: str) -> AdminCase:
        case = desk.register(sanctions=("arrest",))
        hearing = desk.hearing(case, TODAY, prosecutor_id=desk.actor.user_id)
        cause = None if outcome == "took_part" else "other"
        who = desk.actor.user_id if outcome == "took_part" else None
        entry = OutcomeEntry(outcome, who, cause, "Себеп")
        desk.do(operations.record_outcome, case.id, hearing.id, entry)
        return case

    attended, unattended = heard("took_part"), heard("nobody")
    decide(desk, ruling(desk, attended, MOTION))  # counts, on motion
    decide(desk, ruling(desk, attended, MOTION))  # counts, on motion
    decide(desk, ruling(desk, attended, origin="court", found_on=None))  # counts
    decide(desk, ruling(desk, attended, MOTION, of_breach=False))  # on causes alone
    decide(desk, ruling(desk, unattended, MOTION))  # no prosecutor took part
    ruling(desk, attended, MOTION)  # not decided
    refusal = DecisionEntry("refused", TODAY, refusal_reason="Негіз жоқ")
    decide(desk, ruling(desk, attended, MOTION), refusal)
    assert queries.issued(desk.session, Filters(), TODAY) == (2, 3)
    assert queries.issued(desk.session, Filters(on_motion=False), TODAY) == (0, 1)
    assert queries.issued(desk.session, Filters(until=YESTERDAY), TODAY) == (0, 0)


def test_the_register_narrows_by_everything_it_offers(desk: Desk) -> None:
    case = desk.register()
    waiting, moved = ruling(desk, case), ruling(desk, case, MOTION)
    overdue = decide(
        desk,
        ruling(desk, case, Motion(YESTERDAY, "court_act", "Қаулы"), found_on=YESTERDAY),
        replace(ISSUED, decided_on=YESTERDAY, follow_up_by=YESTERDAY),
    )

    def found(**filters: Any) -> set[int]:
        page = queries.register(
            desk.session,
            Filters(**filters),
            sort="on",
            descending=True,
            cursor=None,
            language="kk",
            today=TODAY,
        )
        return {row.id for row in page.rows}

    assert found() == {waiting.id, moved.id, overdue.id}
    assert found(on_motion=True) == {moved.id, overdue.id}
    assert found(on_motion=False) == {waiting.id}
    assert found(result="undecided") == {waiting.id, moved.id}
    assert found(result="issued") == found(overdue=True) == {overdue.id}
    assert found(since=TODAY) == {waiting.id, moved.id}
    assert found(office_id=4) == set()


def test_everything_goes_with_a_case_that_is_handed_over(
    desk: Desk, acting: Acting, session: Session
) -> None:
    case = desk.register(sanctions=("confiscation",), transport_field="air")
    breach = broken_term(desk, case)
    found = ruling(desk, case, breach_id=breach.id)
    act = brought(desk, case, breach_ids=(breach.id,))
    house = House({KIND: SUBJECT}, desk.law, TODAY)
    with transaction(session):
        responses.record_held_liable(
            session,
            desk.actor,
            act.id,
            LiableEntry("Омаров", "Хатшы", "disciplinary", TODAY),
            idempotency_key=uuid.uuid4(),
            house=house,
        )
    desk.notice(case)
    desk.do(operations.hand_over, case.id, to_office_id=TRANSPORT_OFFICE)
    acting("abay1.assistant")
    session.expunge_all()
    for table in (PrivateRuling, Breach, ResponseAct, ResponseActBreach, HeldLiable):
        assert session.scalars(select(table)).all() == []
    acting("gpo.head")
    for table in (PrivateRuling, Breach, ResponseAct, ResponseActBreach, HeldLiable):
        assert {row.office_id for row in session.scalars(select(table))} == {TRANSPORT_OFFICE}
    assert found.id and act.id


def test_facts_are_the_same_whoever_asks_the_law(desk: Desk, acting: Acting) -> None:
    case = desk.register()
    breach = broken_term(desk, case)
    brought(desk, case, breach_ids=(breach.id,), ruling_id=ruling(desk, case).id)
    decide(desk, ruling(desk, case, MOTION))
    for login in ("gpo.head", "abay.head"):
        actor = acting(login)
        with transaction(desk.session):
            done = rebuild(desk.session, actor, [SOURCE], law=desk.law, today=TODAY)
        assert done.lines == (), login


def test_a_ruling_may_not_come_before_its_case(desk: Desk) -> None:
    found = ruling(desk, desk.register(), origin="court", found_on=None)
    with pytest.raises(Refused) as refused:
        decide(desk, found, replace(ISSUED, decided_on=date(2026, 11, 15)))
    assert refused.value.problems[0].field == "decided_on"


def test_an_act_is_found_by_the_number_its_case_is_corrected_to(desk: Desk) -> None:
    case = desk.register()
    act = brought(desk, case, grounds="Тексеру")
    entry = case_entry(TODAY, desk.courts["10-01-D"], number="6301-26-00-3/999")
    desk.do(operations.change_case, case.id, entry, version=case.version)
    assert act.subject_label == "6301-26-00-3/999" and "3/999" in act.search_text
