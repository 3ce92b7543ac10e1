"""Representations: written by the oblast, in three parts, answered by the GPO (`2015 ¶14, ¶19`)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from supervision.cases import operations as cases
from supervision.cases.models import CourtAct
from supervision.core.db import set_scope
from supervision.core.errors import Forbidden, NotFound, Stale
from supervision.protests.models import Protest
from supervision.protests.operations import drop_draft
from supervision.representations import operations
from supervision.representations.models import Representation
from supervision.representations.queries.lists import Filters, register, rejected_awaiting
from supervision.representations.rules import AnswerEntry, PartsEntry
from tests.conftest import TODAY
from tests.factories.cases import Desk
from tests.factories.offices import World
from tests.factories.representations import PARTS
from tests.protests.conftest import MONDAY, Desks
from tests.protests.test_bringing import refused
from tests.representations.conftest import REJECTED, Sitting

REJECTION = "14/represent_rejected_protest"
BREACH = "14/represent_material_breach"


def duties_of(desk: Desk, act: CourtAct) -> dict[str, Any]:
    """The case's duties by rule."""
    set_scope(desk.session, desk.actor.scope)
    return {rule: duty for (rule, _trigger), duty in desk.duties(act.case_id).items()}


def test_a_rejected_protest_is_answered_by_the_oblast_in_three_parts(
    desk: Desk, act: CourtAct, protest: Protest, sitting: Sitting
) -> None:
    oblast = sitting("abay.head")
    draft = oblast.on_rejection(protest, PartsEntry(descriptive="Тек сипаттау бөлігі"))
    assert (draft.state, draft.author_office_id, draft.addressed_to_id) == ("draft", 2, 1)
    assert draft.office_id == 3, "the row is the case's"
    assert refused(oblast.send, draft) == {
        None: "Write all three parts before it is sent (2015 ¶19)."
    }
    assert duties_of(desk, act)[REJECTION].state == "open", "a draft closes nothing"
    oblast.do(operations.change_draft, draft.id, PARTS)
    sent = oblast.send(draft)
    assert (sent.state, sent.number, sent.sent_on, sent.signed_by) == (
        "sent",
        "2-14/26",
        TODAY,
        oblast.actor.name,
    )
    duty = duties_of(desk, act)[REJECTION]
    assert (duty.state, duty.closed_on, duty.owner_office_id) == ("fulfilled", TODAY, 2)


def test_only_the_oblast_office_above_the_case_writes_it(
    protest: Protest, sitting: Sitting
) -> None:
    verb, number = operations.draft_on_rejection, protest.id
    for login in ("abay1.head", "gpo.head"):
        with pytest.raises(Forbidden):
            sitting(login).do(verb, number, PARTS, idempotency_key=uuid.uuid4())
    with pytest.raises(NotFound):
        sitting("turan.head").do(verb, number, PARTS, idempotency_key=uuid.uuid4())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"on": date(2026, 11, 18)}, "sent_on"),
        ({"on": date(2026, 11, 21)}, "sent_on"),
        ({"number": " "}, "number"),
        ({"signed_by_id": 0}, "signed_by_id"),
    ],
)
def test_what_is_sent_has_its_number_day_and_the_head_s_signature(
    protest: Protest, sitting: Sitting, changes: dict[str, Any], field: str
) -> None:
    oblast = sitting("abay.head")
    assert set(refused(oblast.send, oblast.on_rejection(protest), **changes)) == {field}


def test_a_senior_assistant_writes_and_the_head_alone_signs(
    protest: Protest, sitting: Sitting, world: World
) -> None:
    clerk = sitting("abay.senior")
    draft = clerk.on_rejection(protest)
    assert set(refused(clerk.send, draft)) == {"signed_by_id"}
    sent = clerk.send(draft, signed_by_id=world.people["abay.head"])
    assert sent.signed_by_id == world.people["abay.head"]


def test_one_standing_decision_a_rejected_protest(
    desk: Desk, act: CourtAct, protest: Protest, sitting: Sitting
) -> None:
    oblast, general = sitting("abay.head"), sitting("gpo.head")
    first = oblast.on_rejection(protest)
    told = refused(oblast.on_rejection, protest)
    assert told == {None: "A representation on this protest is there already."}
    oblast.send(first)
    assert set(refused(general.answer, first, False)) == {"motives"}
    answered = general.answer(first, False, "Елеулі бұзушылық жоқ")
    assert (answered.state, answered.motives) == ("refused", "Елеулі бұзушылық жоқ")
    again = oblast.on_rejection(protest)
    assert again.id != first.id, "after a refusal another one may be written"
    assert duties_of(desk, act)[REJECTION].state == "fulfilled"


def test_the_rejection_may_be_found_justified_with_reasons(
    desk: Desk, act: CourtAct, protest: Protest, sitting: Sitting
) -> None:
    oblast = sitting("abay.head")
    verb = operations.find_justified
    given: dict[str, Any] = {"reasons": " ", "found_on": TODAY}
    assert set(refused(oblast.do, verb, protest.id, **given)) == {"reasons"}
    found = oblast.do(verb, protest.id, reasons="Сот дұрыс шешкен", found_on=TODAY)
    assert oblast.do(verb, protest.id, reasons="Қайта", found_on=TODAY).id == found.id
    duty = duties_of(desk, act)[REJECTION]
    assert (duty.state, duty.closed_on) == ("fulfilled", TODAY)
    told = refused(oblast.on_rejection, protest)
    assert told == {None: "The rejection of this protest is found justified already."}


def test_the_gpo_turns_it_into_a_cassation_protest_linked_both_ways(
    protest: Protest, sitting: Sitting, at: Desks
) -> None:
    oblast, general = sitting("abay.head"), sitting("gpo.head")
    sent = oblast.send(oblast.on_rejection(protest))
    with pytest.raises(Forbidden):
        oblast.turn(sent)
    general.answer(sent, True)
    made = general.turn(sent)
    assert (made.kind, made.state, made.author_office_id) == ("cassation", "draft", 1)
    assert (made.own_grounds, made.demand) == (PARTS.reasoning, PARTS.resolutive)
    general.session.refresh(sent)
    assert (sent.state, sent.leads_to_id, sent.protest_id) == ("turned", made.id, protest.id)
    assert general.turn(sent).id == made.id, "a second press gives the first draft"
    at("gpo.head").do(drop_draft, made.id, reason="Қайта жазылады")
    again = general.turn(sent)
    assert again.id != made.id, "a dropped draft makes room for another"
    general.session.refresh(sent)
    assert sent.leads_to_id == again.id


def test_a_material_breach_opens_its_duty_and_sending_closes_it(
    desk: Desk, act: CourtAct, sitting: Sitting
) -> None:
    oblast = sitting("abay.head")
    entry = replace(PARTS, breach_on=None)
    assert set(refused(oblast.on_breach, act.case_id, act.id, entry)) == {"breach_on"}
    before_the_act = replace(PARTS, breach_on=date(2026, 11, 15))
    assert set(refused(oblast.on_breach, act.case_id, act.id, before_the_act)) == {"breach_on"}
    draft = oblast.on_breach(act.case_id, act.id, replace(PARTS, breach_on=REJECTED))
    duty = duties_of(desk, act)[BREACH]
    assert (duty.state, duty.event_on, duty.owner_office_id) == ("open", REJECTED, 2)
    oblast.send(draft)
    assert duties_of(desk, act)[BREACH].state == "fulfilled"


def test_a_representation_goes_with_the_case_into_another_office(
    desk: Desk, protest: Protest, sitting: Sitting
) -> None:
    case = desk.register(sanctions=("confiscation",), transport_field="rail")
    act = desk.act(case, MONDAY, copy_on=MONDAY)
    oblast = sitting("abay.head")
    made = oblast.on_breach(case.id, act.id, replace(PARTS, breach_on=MONDAY))
    set_scope(desk.session, desk.actor.scope)
    desk.notice(case)
    desk.do(cases.hand_over, case.id, to_office_id=10)
    set_scope(desk.session, sitting("gpo.head").actor.scope)
    office = select(Representation.office_id).where(Representation.id == made.id)
    assert desk.session.scalar(office) == 10


def test_a_second_hand_sees_that_the_draft_was_changed(protest: Protest, sitting: Sitting) -> None:
    oblast = sitting("abay.head")
    draft = oblast.on_rejection(protest)
    oblast.do(operations.change_draft, draft.id, replace(PARTS, resolutive="Басқа"), version=1)
    with pytest.raises(Stale):
        oblast.do(operations.change_draft, draft.id, PARTS, version=1)


def test_an_answer_comes_from_the_addressee_after_the_sending(
    protest: Protest, sitting: Sitting
) -> None:
    oblast, general = sitting("abay.head"), sitting("gpo.head")
    draft = oblast.on_rejection(protest)
    told = refused(general.answer, draft, True)
    assert told == {None: "This representation is not sent yet."}
    oblast.send(draft)
    early = AnswerEntry(True, REJECTED)
    told = refused(general.do, operations.answer, draft.id, early, lawful=False)
    assert told == {"answered_on": "The representation was sent only on %(day)s."}
    with pytest.raises(Forbidden):
        oblast.answer(draft, True)


def test_the_lists_tell_what_awaits_a_decision_and_what_was_written(
    protest: Protest, sitting: Sitting
) -> None:
    oblast = sitting("abay.head")

    def awaiting() -> list[tuple[int, int | None]]:
        set_scope(oblast.session, oblast.actor.scope)
        rows = rejected_awaiting(oblast.session, office_id=None, language="kk")
        return [(row.protest_id, row.draft_id) for row in rows]

    assert awaiting() == [(protest.id, None)]
    draft = oblast.on_rejection(protest)
    assert awaiting() == [(protest.id, draft.id)]
    oblast.send(draft)
    assert awaiting() == []
    for filters, shown in (
        (Filters(), True),
        (Filters(state="sent"), True),
        (Filters(state="draft"), False),
        (Filters(cause="material_breach"), False),
        (Filters(office_id=3, since=TODAY, until=TODAY), True),
        (Filters(until=REJECTED), False),
    ):
        set_scope(oblast.session, oblast.actor.scope)
        page = register(oblast.session, filters, cursor=None, language="kk")
        assert ([row.id for row in page.rows] == [draft.id]) is shown, filters
