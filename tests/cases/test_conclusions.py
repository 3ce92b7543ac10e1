"""Conclusions on court acts and the oblast's check: who writes, who approves, which duty closes."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from supervision.cases import operations
from supervision.cases.facts import SOURCE
from supervision.cases.models import Conclusion, ConclusionStep, OblastCheck
from supervision.cases.rules.conclusions import sections_of
from supervision.core.access import Actor, Post
from supervision.core.errors import Forbidden, NotFound, Refused, Stale
from supervision.duties.models import Duty
from supervision.duties.operations import rebuild
from supervision.duties.rules import LateCause, Lateness
from supervision.duties.sources import closed_by_hand
from supervision.law.lawbook import Lawbook
from supervision.offices.operations import enter_absence
from supervision.offices.rules import AbsenceEntry
from tests.cases.conclusion_desk import HEARD, People, attended, terminated, words
from tests.cases.conftest import Acting
from tests.conftest import TODAY
from tests.factories.cases import TRANSPORT_OFFICE, Desk
from tests.factories.offices import World

ON_ACT = "10/conclusion_on_court_act"
ON_TERMINATION = "10/reasoned_conclusion_on_termination"
SENDING = "10/send_reasoned_conclusion"
LATE = Lateness(LateCause.WORKLOAD, "Азаматтық бөлім", "Көп іс")


@pytest.fixture
def people(session: Session, world: World, law: Lawbook) -> People:
    return People(session, world, law)


def duty(desk: Desk, acting: Acting, case_id: int, rule: str) -> Duty:
    """The one duty of this rule the case has, as the district reads it."""
    acting("abay1.assistant")
    desk.session.expire_all()
    [found] = [each for (name, _), each in desk.duties(case_id).items() if name == rule]
    return found


def refused(call: Any, *given: Any, **named: Any) -> list[str]:
    """What a verb was refused for."""
    with pytest.raises(Refused) as problem:
        call(*given, **named)
    return [each.message for each in problem.value.problems]


def test_the_sections_are_those_of_the_text() -> None:
    first = ["guilt_and_qualification", "evidence", "penalty_or_termination"]
    appeal = ["act_content", "earlier_prosecutors", "arguments", "well_foundedness"]
    assert [item.code for item in sections_of("first_instance")] == first
    assert [item.code for item in sections_of("reasoned")] == first
    assert [item.code for item in sections_of("appellate")] == first + appeal


def test_a_conclusion_goes_from_the_draft_to_the_approval_and_its_duty_closes(
    desk: Desk, people: People, acting: Acting
) -> None:
    case, act = attended(desk)
    assert duty(desk, acting, case.id, ON_ACT).state == "open"
    draft = people.write("abay1.assistant", act, sections={"evidence": "Хаттама"})
    assert draft.state == "draft" and draft.sections["evidence"] == "Хаттама"
    people.edit("abay1.second", draft, words())
    people.submit("abay1.second", draft)
    assert duty(desk, acting, case.id, ON_ACT).state == "open"
    people.approve("abay1.head", draft)
    closed = duty(desk, acting, case.id, ON_ACT)
    assert (closed.state, closed.closed_on) == ("fulfilled", TODAY)
    assert closed.closed_by == "conclusion_approved"
    found = desk.session.scalars(select(Conclusion)).one()
    assert (found.author_name, found.editor_name) == (
        "Сериков abay1.assistant",
        "Сериков abay1.second",
    )
    assert (found.approved_on, found.approved_by) == (TODAY, "Сериков abay1.head")


def test_the_conclusion_on_a_ruling_of_arrest_answers_its_copy_whenever_it_comes(
    desk: Desk, people: People, acting: Acting
) -> None:
    case = desk.register(sanctions=("arrest",))
    act = desk.act(case, HEARD, is_arrest=True)
    made = people.write("abay1.assistant", act)
    yesterday = TODAY - timedelta(days=1)
    people.submit("abay1.assistant", made, today=yesterday)
    people.approve("abay1.head", made, today=yesterday)
    acting("abay1.assistant")
    desk.do(operations.record_copy, case.id, act.id, copy_on=TODAY)
    closed = duty(desk, acting, case.id, "10/conclusion_on_arrest_or_termination")
    assert (closed.state, closed.closed_on) == ("fulfilled", TODAY)


def test_an_act_of_a_higher_court_asks_for_the_further_sections(desk: Desk, people: People) -> None:
    case, act = attended(desk)
    upper = desk.act(
        case, TODAY, instance="appellate", kind="upheld", court="10-O", reviews_id=act.id
    )
    made = people.write("abay1.assistant", upper, sections=words("first_instance"))
    assert made.kind == "appellate"
    with pytest.raises(Refused) as problem:
        people.submit("abay1.assistant", made)
    assert [each.field for each in problem.value.problems] == [
        "section_act_content",
        "section_earlier_prosecutors",
        "section_arguments",
        "section_well_foundedness",
    ]
    people.edit("abay1.assistant", made, words("appellate"))
    assert people.submit("abay1.assistant", made).state == "submitted"


def test_nobody_approves_what_he_wrote_or_submitted(desk: Desk, people: People) -> None:
    _case, act = attended(desk)
    made = people.write("abay1.head", act)
    people.submit("abay1.deputy", made)
    assert refused(people.approve, "abay1.head", made) == [
        "Nobody approves a conclusion of his own (2015 ¶10)."
    ]
    assert refused(people.approve, "abay1.deputy", made) == [
        "Who submitted a conclusion does not approve it (2015 ¶10)."
    ]
    with pytest.raises(Forbidden):
        people.approve("abay1.second", made)
    with pytest.raises(Forbidden):
        people.approve("abay.head", made)


def test_the_database_itself_keeps_an_author_from_approving(
    desk: Desk, people: People, acting: Acting, session: Session
) -> None:
    _case, act = attended(desk)
    made = people.write("abay1.head", act)
    people.submit("abay1.assistant", made)
    acting("abay1.head")
    with pytest.raises(DBAPIError, match="nobody approves a conclusion of his own"):
        session.execute(
            text(
                "update conclusion set state = 'approved', approved_on = submitted_on, "
                "approved_by = 'x', approved_by_id = author_id"
            )
        )


def test_a_conclusion_is_returned_with_remarks_and_every_round_is_kept(
    desk: Desk, people: People
) -> None:
    _case, act = attended(desk)
    made = people.write("abay1.assistant", act)
    people.submit("abay1.assistant", made)
    assert refused(people.give_back, "abay1.head", made, "  ") == [
        "Write the remarks: without them nobody knows what to mend."
    ]
    people.give_back("abay1.head", made, "Дәлел аз")
    with pytest.raises(Refused):
        people.approve("abay1.deputy", made)
    people.edit("abay1.second", made, words(evidence="Сараптама"))
    people.submit("abay1.second", made)
    people.give_back("abay1.deputy", made, "Жаза негізі жоқ")
    people.submit("abay1.assistant", made)
    people.approve("abay1.head", made)
    kept = people.session.scalars(select(ConclusionStep).order_by(ConclusionStep.id))
    assert [(step.what, step.words, step.made_by.split()[1]) for step in kept] == [
        ("submitted", "", "abay1.assistant"),
        ("returned", "Дәлел аз", "abay1.head"),
        ("submitted", "", "abay1.second"),
        ("returned", "Жаза негізі жоқ", "abay1.deputy"),
        ("submitted", "", "abay1.assistant"),
        ("approved", "", "abay1.head"),
    ]


def test_a_submitted_conclusion_is_not_changed_and_not_submitted_twice(
    desk: Desk, people: People
) -> None:
    _case, act = attended(desk)
    made = people.write("abay1.assistant", act)
    people.submit("abay1.assistant", made)
    assert refused(people.edit, "abay1.assistant", made, words(evidence="Өзге")) == [
        "A submitted conclusion is not changed: have it returned first."
    ]
    assert refused(people.submit, "abay1.assistant", made) == [
        "This conclusion is submitted or approved already."
    ]


def test_one_conclusion_an_act_and_a_double_click_makes_no_second(
    desk: Desk, people: People
) -> None:
    _case, act = attended(desk)
    key = uuid.uuid4()
    first = people.write("abay1.assistant", act, key=key)
    assert people.write("abay1.assistant", act, key=key).id == first.id
    assert refused(people.write, "abay1.second", act) == [
        "The conclusion on this act is begun already: go on with it."
    ]


def test_the_second_of_two_who_edit_is_told(desk: Desk, people: People) -> None:
    _case, act = attended(desk)
    made = people.write("abay1.assistant", act)
    seen = made.version
    people.edit("abay1.assistant", made, words(evidence="Бірінші"), version=seen)
    with pytest.raises(Stale):
        people.edit("abay1.second", made, words(evidence="Екінші"), version=seen)
    assert people.session.scalars(select(Conclusion)).one().sections["evidence"] == "Бірінші"


def test_no_step_comes_before_the_act(desk: Desk, people: People) -> None:
    _case, act = attended(desk)
    made = people.write("abay1.assistant", act)
    day_before = HEARD - timedelta(days=1)
    assert refused(people.submit, "abay1.assistant", made, today=day_before) == [
        "A conclusion cannot come before the act of %(day)s."
    ]
    people.submit("abay1.assistant", made, today=HEARD)
    assert refused(people.approve, "abay1.head", made, today=day_before) == [
        "A conclusion cannot come before the act of %(day)s."
    ]


def test_an_act_found_unlawful_gets_no_conclusion_that_agrees(desk: Desk, people: People) -> None:
    case, act = attended(desk, copy_on=HEARD)
    made = people.write("abay1.assistant", act)
    result = {"result": "unlawful", "checked_on": TODAY, "note": "Негізсіз"}
    desk.do(operations.record_check, case.id, act.id, **result)
    assert refused(people.submit, "abay1.assistant", made) == [
        "The act was found unlawful: it is protested, no conclusion agrees with it."
    ]


def test_those_above_and_beside_write_no_conclusion_of_the_district(
    desk: Desk, people: People
) -> None:
    _case, act = attended(desk)
    desk.session.expunge(act)
    for login in ("abay.senior", "gpo.department"):
        with pytest.raises(Forbidden):
            people.write(login, act)
    for login in ("abay2.assistant", "turan1.head"):
        with pytest.raises(NotFound):
            people.write(login, act)


def test_the_oblast_writes_its_prosecutor_approves_and_the_gpo_controls(
    desk: Desk, people: People, acting: Acting
) -> None:
    case, act = terminated(desk)
    assert duty(desk, acting, case.id, ON_TERMINATION).owner_office_id == 2
    made = people.write("abay.senior", act, reasoned=True)
    people.submit("abay.senior", made)
    people.approve("abay.head", made)
    closed = duty(desk, acting, case.id, ON_TERMINATION)
    assert (closed.state, closed.closed_by) == ("fulfilled", "reasoned_conclusion_approved")
    assert duty(desk, acting, case.id, SENDING).state == "open"
    people.send("abay.senior", made)
    assert duty(desk, acting, case.id, SENDING).state == "fulfilled"
    people.control("gpo.department", made, remarks="Келісемін")
    acting("abay1.assistant")
    found = desk.session.scalars(select(Conclusion)).one()
    assert (found.office_id, found.author_office_id) == (3, 2)
    assert (found.controlled_on, found.controlled_by) == (TODAY, "Сериков gpo.department")


def test_a_deputy_approves_a_reasoned_conclusion_only_while_the_oblast_prosecutor_is_away(
    desk: Desk, people: People, acting: Acting
) -> None:
    _case, act = terminated(desk)
    made = people.write("abay.senior", act, reasoned=True)
    people.submit("abay.senior", made)
    head = acting("abay.head")
    deputy = replace(head, post=Post.DEPUTY, name="Орынбасар")
    verb = partial(
        operations.approve_conclusion,
        desk.session,
        deputy,
        made.case_id,
        made.id,
        law=desk.law,
        today=TODAY,
    )
    with pytest.raises(Forbidden):
        verb()
    assert head.user_id is not None
    leave = AbsenceEntry("leave", TODAY, TODAY)
    enter_absence(desk.session, head, head.user_id, leave, idempotency_key=uuid.uuid4())
    verb()
    assert (made.state, made.approved_by) == ("approved", "Орынбасар")


def test_remarks_of_the_gpo_open_the_text_again_and_the_first_days_stay(
    desk: Desk, people: People, acting: Acting
) -> None:
    case, act = terminated(desk)
    made = people.write("abay.senior", act, reasoned=True)
    people.submit("abay.senior", made)
    people.approve("abay.head", made)
    people.send("abay.senior", made)
    people.control("gpo.department", made, result="remarks", remarks="Дәлел толық емес")
    assert (made.state, made.remarks, made.sent_on) == ("returned", "Дәлел толық емес", None)
    assert duty(desk, acting, case.id, ON_TERMINATION).state == "fulfilled"
    assert duty(desk, acting, case.id, SENDING).state == "fulfilled"
    people.edit("abay.senior", made, words(evidence="Толық"))
    people.submit("abay.senior", made)
    people.approve("abay.head", made)
    people.send("abay.senior", made, number="2-12/400")
    people.control("gpo.department", made)
    acting("abay1.assistant")  # the district reads every round of it
    kept = desk.session.scalars(select(ConclusionStep).order_by(ConclusionStep.id))
    assert [(step.what, step.words) for step in kept][2:5] == [
        ("sent", "2-12/345"),
        ("remarked", "Дәлел толық емес"),
        ("submitted", ""),
    ]


@pytest.mark.parametrize(
    ("area", "in_force"), [(None, True), ("tax", False)], ids=["no listed category", "not in force"]
)
def test_a_reasoned_conclusion_is_written_only_where_the_law_asks_for_it(
    desk: Desk, people: People, area: str | None, in_force: bool
) -> None:
    case, act = terminated(desk, area=area)
    if not in_force:
        act = desk.act(case, HEARD, kind="termination", termination_ground="Құрам жоқ")
    assert refused(people.write, "abay.senior", act, reasoned=True) == [
        "The law asks for no reasoned conclusion on this act: it is not in force, or its case is of "
        "none of the categories of 2015 ¶10."
    ]


def test_who_alone_approves_reasoned_conclusions_writes_none(desk: Desk, people: People) -> None:
    _case, act = terminated(desk)
    assert refused(people.write, "abay.head", act, reasoned=True) == [
        "You approve the reasoned conclusions: let a colleague write this one."
    ]
    with pytest.raises(Forbidden):
        people.write("abay1.assistant", act, reasoned=True)
    made = people.write("abay.senior", act, reasoned=True)
    people.submit("abay.senior", made)
    for login in ("abay1.head", "gpo.head"):
        with pytest.raises(Forbidden):
            people.approve(login, made)


def test_a_late_reasoned_conclusion_names_cause_and_unit(
    desk: Desk, people: People, acting: Acting
) -> None:
    # in force since 22 September; 30 working days of 2026 end on 4 November (Republic Day, Monday
    # 26 October, is made up for 25 October, a Sunday)
    case, act = terminated(desk, days_ago=59)
    assert act.in_force_on == date(2026, 9, 22)
    asked = duty(desk, acting, case.id, ON_TERMINATION)
    assert asked.due_on is not None and asked.due_on < TODAY
    made = people.write("abay.senior", act, reasoned=True)
    people.submit("abay.senior", made)
    assert refused(people.approve, "abay.head", made) == [
        "The approval is late: name the cause and the unit."
    ]
    people.approve("abay.head", made, lateness=LATE)
    closed = duty(desk, acting, case.id, ON_TERMINATION)
    assert (closed.late_cause, closed.late_unit) == ("workload", "Азаматтық бөлім")


@pytest.mark.parametrize(
    ("letter", "words_of_refusal"),
    [
        ({"number": " "}, "Write the number of the outgoing letter."),
        ({"sent_on": TODAY + timedelta(days=1)}, "The letter cannot be dated after today."),
        ({"sent_on": HEARD}, "It cannot be sent before it was approved on %(day)s."),
    ],
)
def test_a_wrong_letter_is_refused(
    desk: Desk, people: People, letter: dict[str, Any], words_of_refusal: str
) -> None:
    _case, act = terminated(desk)
    made = people.write("abay.senior", act, reasoned=True)
    people.submit("abay.senior", made)
    assert refused(people.send, "abay.senior", made) == ["Only an approved conclusion is sent."]
    people.approve("abay.head", made)
    assert refused(people.send, "abay.senior", made, **letter) == [words_of_refusal]


def test_control_is_the_gpos_and_begins_with_the_letter(desk: Desk, people: People) -> None:
    _case, act = terminated(desk)
    made = people.write("abay.senior", act, reasoned=True)
    assert refused(people.control, "gpo.department", made) == [
        "This conclusion did not come for control."
    ]
    people.submit("abay.senior", made)
    people.approve("abay.head", made)
    people.send("abay.senior", made)
    with pytest.raises(Forbidden):
        people.control("abay.head", made)
    assert refused(people.control, "gpo.department", made, result="remarks") == [
        "Write the remarks: without them nobody knows what to mend."
    ]
    assert refused(people.control, "gpo.department", made, controlled_on=HEARD) == [
        "Control cannot come before the letter of %(day)s."
    ]
    people.control("gpo.department", made)
    assert refused(people.control, "gpo.head", made) == [
        "The result of this control is recorded already."
    ]


def test_the_oblast_checks_an_act_within_the_appellate_term(
    desk: Desk, people: People, acting: Acting
) -> None:
    case, act = attended(desk, copy_on=HEARD)
    rule = "17/oblast_check_of_mandatory_case_act"
    # ten days after Wednesday 18 November is Saturday 28: the last day is Monday 30
    assert duty(desk, acting, case.id, rule).due_on == date(2026, 11, 30)
    with pytest.raises(Forbidden):
        people.check("abay1.head", act)
    people.check("abay.senior", act, result="unlawful")
    closed = duty(desk, acting, case.id, rule)
    assert (closed.state, closed.closed_on) == ("fulfilled", TODAY)
    assert refused(people.check, "abay.head", act) == [
        "The result of this check is recorded already."
    ]
    acting("abay1.assistant")
    desk.act(case, TODAY)  # the district's own change leaves the oblast's fact where it is
    assert duty(desk, acting, case.id, rule).state == "fulfilled"


def test_a_late_check_of_the_oblast_names_cause_and_unit(
    desk: Desk, people: People, acting: Acting
) -> None:
    on = TODAY - timedelta(days=30)
    case = desk.register(
        sanctions=("arrest",), received_by_court_on=on, offence_on=on - timedelta(days=5)
    )
    act = desk.act(case, on, copy_on=on)
    assert refused(people.check, "abay.senior", act) == [
        "The check is late: name the cause and the unit."
    ]
    people.check("abay.senior", act, lateness=LATE)
    closed = duty(desk, acting, case.id, "17/oblast_check_of_mandatory_case_act")
    assert (closed.late_cause, closed.late_unit) == ("workload", "Азаматтық бөлім")


def test_a_check_needs_the_copy_and_its_words(desk: Desk, people: People, acting: Acting) -> None:
    case, act = attended(desk)
    assert refused(people.check, "abay.senior", act) == [
        "Record first on which day the copy was handed over."
    ]
    acting("abay1.assistant")
    desk.do(operations.record_copy, case.id, act.id, copy_on=HEARD)
    assert refused(people.check, "abay.senior", act, note=" ", result="perhaps") == [
        "Choose one of the listed values.",
        "Say what the check found.",
    ]


def test_a_handed_over_case_takes_its_conclusions_along(
    desk: Desk, people: People, session: Session, acting: Acting
) -> None:
    case = desk.register(transport_field="rail", sanctions=("confiscation",))
    act = desk.act(case, HEARD, copy_on=HEARD)
    people.write("abay1.assistant", act)
    people.check("abay.senior", act)
    acting("abay1.assistant")
    desk.notice(case)
    desk.do(operations.hand_over, case.id, to_office_id=TRANSPORT_OFFICE)
    assert session.scalars(select(Conclusion)).all() == []
    acting("gpo.head")
    session.expire_all()
    assert session.scalars(select(Conclusion)).one().office_id == TRANSPORT_OFFICE
    assert session.scalars(select(OblastCheck)).one().office_id == TRANSPORT_OFFICE


def test_whoever_asks_the_law_again_gets_the_same_duties(
    desk: Desk, people: People, acting: Acting, session: Session, law: Lawbook
) -> None:
    _case, act = terminated(desk)
    made = people.write("abay.senior", act, reasoned=True)
    people.submit("abay.senior", made)
    people.approve("abay.head", made)
    people.send("abay.senior", made)
    for login in ("abay1.assistant", "abay.head", "gpo.head"):
        actor: Actor = acting(login)
        assert rebuild(session, actor, [SOURCE], law=law, today=TODAY).lines == ()


def test_these_duties_are_no_longer_closed_by_hand(law: Lawbook) -> None:
    by_hand = closed_by_hand(law, [SOURCE])
    for name in (
        "2015/10/reasoned_conclusion_on_termination",
        "2015/10/reasoned_conclusion_on_quashed_ruling",
        "2015/10/send_reasoned_conclusion",
    ):
        assert name not in by_hand


def test_a_conclusion_in_a_complaint_case_on_a_quashed_ruling_is_asked_for(
    desk: Desk, people: People
) -> None:
    on = TODAY - timedelta(days=10)
    case = desk.register(
        complaint="ch45_complaint",
        sanctions=("confiscation",),
        received_by_court_on=on,
        offence_on=on,
    )
    act = desk.act(case, on, kind="quashed", part="Толық", in_force_on=on)
    assert people.write("abay.senior", act, reasoned=True).kind == "reasoned"
