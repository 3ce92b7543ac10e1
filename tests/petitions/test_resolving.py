"""How petitions end: explained, refused with an approved conclusion, granted, returned; checks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.errors import Forbidden, NotFound, Refused, Stale
from supervision.duties.sources import closed_by_hand
from supervision.law.lawbook import Lawbook
from supervision.petitions import operations
from supervision.petitions.facts import CHECKS_SOURCE, SOURCE
from supervision.petitions.queries.petitions import get, get_check
from supervision.petitions.rules import CHECK_KIND
from supervision.petitions.rules.examining import Extension, RequestWay
from supervision.petitions.rules.resolving import (
    CheckEntry,
    LetterEntry,
    ProtestTold,
    missing_items,
)
from tests.conftest import TODAY
from tests.factories.petitions import ALL_ITEMS, Counter

Acting = Callable[[str], Actor]
CONCLUSION, ANSWER = "2015/17/conclusion_on_refusal", "2015/17/reasoned_answer_on_refusal"
RESOLVE = "2015/18/resolve_petition"


def test_a_refusal_is_written_below_approved_above_and_answered(
    counter: Counter, acting: Acting
) -> None:
    found = counter.examined()
    counter.order(found)
    counter.refuse(found)
    duties = counter.duties(found.id)
    assert (duties[CONCLUSION].owner_office_id, duties[CONCLUSION].state) == (2, "open")
    assert duties[ANSWER].owner_office_id == 3
    with pytest.raises(Refused):
        counter.letter(found, "refused")
    approved = {"approves": True, "decided_on": TODAY}
    for login in ("abay1.head", "abay.senior", "gpo.head"):
        with pytest.raises(Forbidden):
            counter.as_(acting(login)).do(operations.decide_refusal, found.id, **approved)
    head = counter.as_(acting("abay.head"))
    conclusion = head.do(operations.decide_refusal, found.id, **approved)
    assert conclusion.approver_name == "Сериков abay.head, Abai Oblast Office"
    assert head.duties(found.id)[CONCLUSION].state == "fulfilled"
    below = counter.as_(acting("abay1.assistant"))
    below.letter(found, "refused")
    closed = below.duties(found.id)
    assert {closed[name].state for name in (CONCLUSION, ANSWER, RESOLVE)} == {"fulfilled"}
    assert get(below.session, found.id).state == "resolved"
    with pytest.raises(Refused):
        below.refuse(found)


def test_whoever_syncs_the_duties_stay_the_same(counter: Counter, acting: Acting) -> None:
    """The oblast approves, the district then records something else: nothing opens again."""
    found = counter.examined()
    counter.refuse(found)
    head = counter.as_(acting("abay.head"))
    head.do(operations.decide_refusal, found.id, approves=True, decided_on=TODAY)
    below = counter.as_(acting("abay1.assistant"))
    below.order(found)
    assert below.duties(found.id)[CONCLUSION].state == "fulfilled"
    for login in ("abay1.assistant", "abay.head", "gpo.head"):
        again = counter.as_(acting(login)).rebuild()
        assert again.lines == (), login


def test_every_duty_of_a_petition_closes_by_a_recorded_fact(law: Lawbook) -> None:
    sources = (SOURCE, CHECKS_SOURCE)
    by_hand = closed_by_hand(law, sources)
    recorded = {event for source in sources for event in source.records}
    ours = {rule.name for rule in law.rules(None) if rule.starts in recorded}
    assert "2015/18/resolve_petition" in ours and "2015/27/additional_check" in ours
    assert ours & by_hand == set()


def test_nobody_approves_a_conclusion_of_their_own(counter: Counter, acting: Acting) -> None:
    head = counter.as_(acting("abay.head"))
    own = head.examined()
    head.refuse(own)
    with pytest.raises(Forbidden, match="of their own"):
        head.do(operations.decide_refusal, own.id, approves=True, decided_on=TODAY)


def test_a_conclusion_given_back_is_mended_or_withdrawn(counter: Counter, acting: Acting) -> None:
    found = counter.examined()
    counter.refuse(found)
    oblast, verb = acting("abay.head"), operations.decide_refusal
    head = counter.as_(oblast)
    with pytest.raises(Refused) as refused:
        head.do(verb, found.id, approves=False, decided_on=TODAY)
    assert refused.value.problems[0].field == "note"
    with pytest.raises(Refused) as refused:
        early = TODAY - timedelta(days=1)
        head.do(verb, found.id, approves=True, decided_on=early)
    assert refused.value.problems[0].field == "decided_on"
    back = head.do(verb, found.id, approves=False, decided_on=TODAY, note="Дәлел жоқ", version=1)
    assert back.state == "returned"
    with pytest.raises(Stale):
        head.do(verb, found.id, approves=True, decided_on=TODAY, version=1)
    with pytest.raises(Refused):
        head.do(verb, found.id, approves=True, decided_on=TODAY)
    below = counter.as_(acting("abay1.assistant"))
    again = below.refuse(found)
    assert (again.state, again.approver_id, again.note) == ("draft", None, "")
    below.do(operations.withdraw_refusal, found.id, reason="Наразылық келтіріледі")
    assert below.duties(found.id).keys() & {CONCLUSION, ANSWER} == set()
    assert get(below.session, found.id).state == "examined"


def test_a_granted_petition_names_its_protest(counter: Counter) -> None:
    found = counter.examined()
    told = ProtestTold("9-26", TODAY)
    with pytest.raises(Refused, match="Request the case"):
        counter.letter(found, "granted", protest=told)
    counter.order(found)
    with pytest.raises(Refused) as refused:
        counter.letter(found, "granted")
    fields = {problem.field for problem in refused.value.problems}
    assert fields == {"protest_number", "protest_on"}
    with pytest.raises(Refused) as refused:
        counter.letter(found, "granted", protest=ProtestTold("9", date(2026, 11, 1)))
    assert {problem.field for problem in refused.value.problems} == {"protest_on"}
    counter.letter(found, "granted", protest=told)
    kept = get(counter.session, found.id)
    assert (kept.state, kept.protest_number, kept.protest_on) == ("resolved", "9-26", TODAY)
    assert counter.duties(found.id)[RESOLVE].state == "fulfilled"


def test_outside_the_categories_the_answer_explains_the_right_to_appeal(counter: Counter) -> None:
    inside = counter.register()
    with pytest.raises(Refused):
        counter.letter(inside, "explained")
    outside = counter.register(categories=(), is_new=True)
    counter.letter(outside, "explained")
    duties = counter.duties(outside.id)
    assert {duty.state for duty in duties.values()} == {"fulfilled"}
    assert "2015/18/explain_own_appeal" in duties


def test_a_complaint_on_enforcement_is_answered_without_a_conclusion(counter: Counter) -> None:
    found = counter.examined(kind="enforcement_action")
    with pytest.raises(Refused):
        counter.refuse(found)
    counter.letter(found, "refused")
    assert counter.duties(found.id)["2002/8/resolve_petition"].state == "fulfilled"
    granted = counter.examined(kind="enforcement_action", is_new=True)
    counter.letter(granted, "granted", text="Ұсыну енгізілді")


def test_a_letter_is_dated_after_what_it_answers(counter: Counter) -> None:
    found = counter.register(categories=())
    for sent_on in (TODAY - timedelta(days=3), TODAY + timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            counter.letter(found, "explained", sent_on=sent_on)
        assert {problem.field for problem in refused.value.problems} == {"sent_on"}
    for changes, field in (({"number": ""}, "number"), ({"text": ""}, "text")):
        with pytest.raises(Refused) as refused:
            counter.letter(found, "explained", **changes)
        assert {problem.field for problem in refused.value.problems} == {field}
    for kind in ("extension_notice", "return", "gibberish"):
        with pytest.raises(Refused):
            counter.letter(found, kind)


def test_a_representative_must_enclose_the_power_of_attorney() -> None:
    signed = [code for code in ALL_ITEMS if code != "power_of_attorney"]
    assert missing_items(signed, represented=False) == []
    assert missing_items(signed, represented=True) == ["power_of_attorney"]
    assert missing_items([], represented=False) == signed


def test_an_incomplete_cassation_petition_is_returned_with_what_it_lacks(
    counter: Counter, acting: Acting
) -> None:
    gpo = counter.as_(acting("gpo.department"))
    found = gpo.register(kind="cassation_protest")
    held = [code for code in ALL_ITEMS if code not in ("signature", "certified_copies")]
    with pytest.raises(Refused):
        gpo.letter(found, "return")
    verb = operations.record_checklist
    missing = gpo.do(verb, found.id, present=held, checked_on=TODAY)
    assert missing == ["signature", "certified_copies"]
    assert gpo.duties(found.id)["2015/27/return_incomplete_petition"].state == "open"
    with pytest.raises(Refused):
        gpo.refuse(found)
    gpo.letter(found, "return", text="")
    duties = gpo.duties(found.id)
    assert duties["2015/27/return_incomplete_petition"].state == "fulfilled"
    assert duties["2015/27/resolve_cassation_petition"].state == "fulfilled"
    assert get(gpo.session, found.id).state == "returned"
    mended = gpo.register(kind="cassation_protest", repeats_id=found.id)
    assert gpo.do(verb, mended.id, present=ALL_ITEMS, checked_on=TODAY) == []
    assert "2015/27/return_incomplete_petition" not in gpo.duties(mended.id)


def test_a_district_forwards_a_cassation_petition_instead_of_resolving_it(
    counter: Counter, acting: Acting
) -> None:
    found = counter.register(kind="cassation_protest")
    present, verb = {"present": ALL_ITEMS, "checked_on": TODAY}, operations.record_checklist
    with pytest.raises(Refused, match="GPO"):
        counter.do(verb, found.id, **present)
    with pytest.raises(Refused, match="GPO"):
        counter.letter(found, "granted", protest=ProtestTold("1", TODAY))
    counter.do(operations.forward_petition, found.id, to_office_id=1, reason="¶27")
    gpo = counter.as_(acting("gpo.head"))
    gpo.do(verb, found.id, **present)
    appellate = gpo.register(is_new=True)
    with pytest.raises(Refused):
        gpo.do(verb, appellate.id, **present)


def test_a_refused_cassation_petition_is_approved_at_the_gpo(
    counter: Counter, acting: Acting
) -> None:
    gpo = counter.as_(acting("gpo.department"))
    found = gpo.register(kind="cassation_protest")
    gpo.refuse(found)
    duty = gpo.duties(found.id)["2015/27/conclusion_on_refused_cassation"]
    assert duty.owner_office_id == 1
    head = counter.as_(acting("gpo.head"))
    head.do(operations.decide_refusal, found.id, approves=True, decided_on=TODAY)
    counter.as_(acting("gpo.department")).letter(found, "refused")
    notified = counter.duties(found.id)["2015/27/notify_of_refusal"]
    assert notified.state == "fulfilled"


def test_an_additional_check_is_the_duty_of_the_oblast(
    session: Session, counter: Counter, acting: Acting
) -> None:
    head = counter.as_(acting("gpo.head"))
    found = head.register(kind="cassation_protest")
    entry = CheckEntry(2, "Т-4", "Куәгерлерден жауап алу", date(2026, 12, 4))
    key = {"idempotency_key": found.idempotency_key}
    verb = operations.order_check
    for wrong, field in (
        (CheckEntry(3, "Т-4", "x", date(2026, 12, 4)), "oblast_id"),
        (CheckEntry(2, "", "x", date(2026, 12, 4)), "number"),
        (CheckEntry(2, "Т-4", "", date(2026, 12, 4)), "task"),
        (CheckEntry(2, "Т-4", "x", date(2026, 11, 19)), "due_on"),
    ):
        with pytest.raises(Refused) as refused:
            head.do(verb, found.id, wrong, **key)
        assert {problem.field for problem in refused.value.problems} == {field}
    check = head.do(verb, found.id, entry, **key)
    number, petition = check.id, found.id
    assert head.do(verb, found.id, entry, **key).id == number
    duty = head.duties(number, CHECK_KIND)["2015/27/additional_check"]
    assert (duty.owner_office_id, duty.due_on) == (2, date(2026, 12, 4))
    oblast = counter.as_(acting("abay.senior"))
    seen = get_check(session, number)
    assert seen.petitioner_name == "Омарова Әсел Қайратқызы"
    with pytest.raises(NotFound):
        get(session, petition)
    report = {"report": "Жауап алынды", "reported_on": TODAY}
    oblast.do(operations.report_check, number, **report)
    closed = oblast.duties(number, CHECK_KIND)["2015/27/additional_check"]
    assert (closed.state, closed.was_late) == ("fulfilled", False)
    with pytest.raises(Refused):
        oblast.do(operations.report_check, number, **report)
    with pytest.raises(Forbidden):
        counter.as_(acting("gpo.head")).do(operations.report_check, number, **report)
    counter.as_(acting("turan.head"))
    with pytest.raises(NotFound):
        get_check(session, number)


def test_only_the_department_orders_additional_checks(counter: Counter, acting: Acting) -> None:
    head = counter.as_(acting("abay.head"))
    found = head.register(kind="cassation_protest")
    entry = CheckEntry(2, "Т-4", "x", TODAY)
    with pytest.raises(Forbidden):
        head.do(operations.order_check, found.id, entry, idempotency_key=found.idempotency_key)


def test_a_letter_is_recorded_once(counter: Counter) -> None:
    found = counter.register(categories=())
    entry = LetterEntry("explained", "1", TODAY, "x")
    counter.do(operations.send_letter, found.id, entry)
    with pytest.raises(Refused):
        counter.do(operations.send_letter, found.id, entry)


def test_a_court_and_a_notice_may_be_later_than_the_answer(
    counter: Counter, acting: Acting
) -> None:
    head = counter.as_(acting("abay1.head"))
    found = head.examined()
    request = head.order(found)
    head.do(operations.extend_petition, found.id, Extension(TODAY, date(2027, 1, 29), "x"))
    head.letter(found, "granted", protest=ProtestTold("9-26", TODAY))
    way = RequestWay("С-1", TODAY, TODAY, TODAY)
    head.do(operations.record_request_way, found.id, request.id, way)
    head.letter(found, "extension_notice", text="")
    assert {duty.state for duty in head.duties(found.id).values()} == {"fulfilled"}


def test_no_case_is_requested_for_a_petition_that_was_returned(
    counter: Counter, acting: Acting
) -> None:
    gpo = counter.as_(acting("gpo.department"))
    found = gpo.examined(kind="cassation_protest")
    assert gpo.duties(found.id)["2015/18/order_case_file"].state == "open"
    gpo.do(operations.record_checklist, found.id, present=[], checked_on=TODAY)
    gpo.letter(found, "return", text="")
    assert {duty.state for duty in gpo.duties(found.id).values()} == {"fulfilled"}
