"""The higher office assesses acts changed or quashed, and protests that failed (`2015 ¶22–23`)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest

from supervision.audit.queries import history_of
from supervision.cases.models import AdminCase, CourtAct
from supervision.cases.operations import record_entry_into_force
from supervision.core.db import set_scope
from supervision.core.errors import Forbidden, NotFound, Stale
from supervision.exclusions import operations
from supervision.exclusions.queries.assessments import awaiting_acts, awaiting_protests
from supervision.exclusions.rules import ACT_KIND, AssessmentEntry
from supervision.protests.operations import change_draft
from tests.conftest import TODAY
from tests.exclusions.conftest import DECIDED, Asking, reversed_in_cassation, review
from tests.factories.cases import Desk
from tests.factories.exclusions import ExclusionDesk
from tests.factories.protests import DRAFT
from tests.protests.conftest import Desks
from tests.protests.test_bringing import refused
from tests.representations.conftest import Sitting

OWN = {None: "The office itself protested or wrote a representation: nothing to assess."}


def waiting(desk: ExclusionDesk) -> list[int]:
    """The acts that await an assessment of this office or one above it."""
    set_scope(desk.session, desk.actor.scope)
    below = [each for each in desk.actor.offices_below if each != desk.actor.office_id]
    rows = awaiting_acts(desk.session, office_ids=below, language="kk")
    return [row.act_id for row in rows]


def failed(desk: ExclusionDesk) -> list[int]:
    """The protests that await one."""
    set_scope(desk.session, desk.actor.scope)
    below = [each for each in desk.actor.offices_below if each != desk.actor.office_id]
    rows = awaiting_protests(desk.session, office_ids=below, language="ru")
    return [row.protest_id for row in rows]


def test_an_act_changed_on_a_complaint_is_assessed_from_above(
    changed: CourtAct, asking: Asking
) -> None:
    oblast = asking("abay.senior")
    assert waiting(oblast) == [changed.id]
    assert set(refused(oblast.assess_act, changed, True, " ")) == {"reasons"}
    made = oblast.assess_act(changed, True)
    assert (made.obvious_breach, made.assessed_on, made.assessing_office_id) == (True, TODAY, 2)
    assert (made.act_id, made.case_id, made.office_id) == (changed.id, changed.case_id, 3)
    assert made.assessed_by == f"{oblast.actor.name}, Abai Oblast Office"
    assert waiting(oblast) == []


def test_a_correction_keeps_the_old_value_in_the_history(changed: CourtAct, asking: Asking) -> None:
    oblast = asking("abay.head")
    made = oblast.assess_act(changed, True)
    oblast.assess_act(changed, False, "Бұзушылық анық емес", version=1)
    assert (made.obvious_breach, made.reasons) == (False, "Бұзушылық анық емес")
    entry = history_of(oblast.session, ACT_KIND, made.id)[-1]
    assert entry.action == "exclusions.correct_assessment"
    assert entry.before == {"obvious_breach": True, "reasons": "Дәлелдер бағаланбаған"}
    assert entry.after == {"obvious_breach": False, "reasons": "Бұзушылық анық емес"}


def test_two_hands_at_one_act_do_not_write_over_each_other(
    changed: CourtAct, asking: Asking
) -> None:
    key, entry = uuid.uuid4(), AssessmentEntry(True, "Бірінші")
    place = (operations.assess_act, changed.case_id, changed.id, entry)
    oblast = asking("abay.head")
    made = oblast.do(*place, idempotency_key=key, lawful=False)
    assert oblast.do(*place, idempotency_key=key, lawful=False).id == made.id
    with pytest.raises(Stale):
        asking("abay.senior").assess_act(changed, False, "Екінші")
    with pytest.raises(Stale):
        asking("abay.senior").assess_act(changed, False, "Екінші", version=7)


def test_no_office_assesses_itself_or_overrules_a_higher_one(
    desk: Desk, changed: CourtAct, asking: Asking
) -> None:
    for login in ("abay1.head", "abay.auditor"):
        with pytest.raises(Forbidden):
            asking(login).assess_act(changed, False)
    asking("abay.head").assess_act(changed, True)
    corrected = asking("gpo.head").assess_act(changed, False, version=1)
    assert corrected.assessing_office_id == 1
    with pytest.raises(Forbidden):
        asking("abay.head").assess_act(changed, True, version=2)
    verb, place = operations.assess_act, (changed.case_id, changed.id)
    with pytest.raises(NotFound):
        asking("turan.head").do(
            verb, *place, AssessmentEntry(True, "x"), idempotency_key=uuid.uuid4(), lawful=False
        )


def test_an_act_upheld_or_of_first_instance_is_not_assessed(
    desk: Desk, act: CourtAct, asking: Asking
) -> None:
    words = "Only an act by which a higher court changed or quashed another is assessed."
    for other in (act, review(desk, act, DECIDED, "upheld")):
        assert refused(asking("abay.head").assess_act, other, True) == {None: words}
    assert waiting(asking("abay.head")) == []


def test_what_the_office_itself_protested_is_not_assessed(
    desk: Desk, act: CourtAct, asking: Asking, at: Desks
) -> None:
    head = at("abay1.head")
    protest = head.bring(head.draft(act), date(2026, 11, 17))
    changed = review(desk, act, DECIDED)
    assert waiting(asking("abay.head")) == [changed.id]
    head.outcome(protest, "granted", DECIDED, act_id=changed.id)
    assert waiting(asking("abay.head")) == []
    assert refused(asking("abay.head").assess_act, changed, True) == OWN


def test_what_a_higher_prosecutor_protested_unasked_is_assessed(
    desk: Desk, act: CourtAct, asking: Asking, at: Desks
) -> None:
    oblast = at("abay.head")
    protest = oblast.bring(oblast.draft(act), date(2026, 11, 17))
    changed = review(desk, act, DECIDED)
    oblast.outcome(protest, "granted_in_part", DECIDED)
    assert waiting(asking("gpo.head")) == [changed.id]
    assert asking("gpo.head").assess_act(changed, True).obvious_breach


def test_a_cassation_that_rests_on_a_representation_is_not_assessed(
    desk: Desk, changed: CourtAct, asking: Asking, at: Desks, sitting: Sitting
) -> None:
    cassation, protest = reversed_in_cassation(desk, changed, at, sitting)
    at("gpo.head").outcome(protest, "granted", cassation.made_on, act_id=cassation.id)
    assert waiting(asking("abay.head")) == [changed.id]
    assert refused(asking("abay.head").assess_act, cassation, True) == OWN


def test_only_mandatory_cases_and_those_heard_with_a_prosecutor_are_listed(
    desk: Desk, asking: Asking
) -> None:
    plain: AdminCase = desk.register()
    first = desk.act(plain, date(2026, 11, 16), copy_on=date(2026, 11, 16))
    review(desk, first, DECIDED)
    assert waiting(asking("abay.head")) == []


def test_a_rejected_protest_is_assessed_above_its_author(
    act: CourtAct, asking: Asking, at: Desks
) -> None:
    head = at("abay1.head")
    protest = head.bring(head.draft(act), date(2026, 11, 17))
    words = "Only an appellate protest withdrawn, returned or rejected is assessed."
    assert refused(asking("abay.head").assess_protest, protest, True) == {None: words}
    head.outcome(protest, "rejected", DECIDED)
    oblast = asking("abay.head")
    assert failed(oblast) == [protest.id]
    made = oblast.assess_protest(protest, True)
    assert (made.unfounded, made.protest_id, made.office_id) == (True, protest.id, 3)
    assert failed(oblast) == []
    again = oblast.assess_protest(protest, False, "Дау ақталды", version=1)
    assert (again.id, again.unfounded) == (made.id, False)
    with pytest.raises(Forbidden):
        asking("abay1.head").assess_protest(protest, False)


def test_a_protest_of_the_oblast_is_assessed_by_the_gpo_alone(
    act: CourtAct, asking: Asking, at: Desks
) -> None:
    oblast = at("abay.head")
    protest = oblast.bring(oblast.draft(act), date(2026, 11, 17))
    oblast.outcome(protest, "rejected", DECIDED)
    with pytest.raises(Forbidden):
        asking("abay.head").assess_protest(protest, True)
    assert failed(asking("abay.head")) == []
    assert asking("gpo.department").assess_protest(protest, True).assessing_office_id == 1


def test_nobody_assesses_a_protest_of_the_gpo_itself(
    act: CourtAct, asking: Asking, at: Desks
) -> None:
    general = at("gpo.head")
    protest = general.bring(general.draft(act), date(2026, 11, 17))
    general.outcome(protest, "rejected", DECIDED)
    words = "Nobody stands above the GPO who could assess its work."
    assert refused(asking("gpo.head").assess_protest, protest, True) == {None: words}


def test_a_cassation_after_a_rejected_protest_is_the_lower_office_s_own_response(
    desk: Desk, act: CourtAct, asking: Asking, at: Desks, sitting: Sitting
) -> None:
    """The protest drafted from such a representation is against the first ruling (`2015 ¶14`)."""
    head, general = at("abay1.head"), at("gpo.head")
    protest = head.bring(head.draft(act), date(2026, 11, 17))
    changed = review(desk, act, DECIDED)
    head.outcome(protest, "rejected", DECIDED)
    oblast = sitting("abay.head")
    set_scope(desk.session, desk.actor.scope)
    desk.do(record_entry_into_force, changed.case_id, act.id, in_force_on=DECIDED)
    born = sitting("gpo.head").turn(oblast.send(oblast.on_rejection(protest), DECIDED))
    general.do(change_draft, born.id, replace(DRAFT, kind="cassation"))
    general.bring(born, DECIDED)
    set_scope(desk.session, desk.actor.scope)
    cassation = desk.act(
        desk.session.get_one(AdminCase, act.case_id),
        TODAY,
        instance="cassation",
        court="SC",
        kind="quashed",
        part="Жаза бөлігі",
        reviews_id=changed.id,
    )
    assert waiting(asking("abay.head")) == [changed.id, cassation.id]
    general.outcome(born, "granted", TODAY)
    assert waiting(asking("abay.head")) == [changed.id]
    assert refused(asking("abay.head").assess_act, cassation, True) == OWN
    made = asking("abay1.head").mark(changed, "cassation_reversed", "Сол бөлігінде")
    assert made.cassation_act_id == cassation.id
