"""Disputes against the real database: grounds, hearings, acts, duties and who may do what."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from supervision.audit.models import AuditEntry
from supervision.cases.rules.grounds import OverruleEntry
from supervision.cases.rules.hearings import HearingEntry, OutcomeEntry
from supervision.core.errors import Forbidden, NotFound, Refused, Stale
from supervision.disputes import operations
from supervision.disputes.facts import SOURCE
from supervision.disputes.models import Dispute, DisputeGround, DisputeToldFact
from supervision.disputes.queries.findings import grounds_of, overrule_counts
from supervision.disputes.queries.whole import whole_of
from supervision.disputes.rules.acts import ActDays
from supervision.duties.operations import rebuild
from supervision.duties.rules import Event, LateCause, Lateness
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY, count
from tests.disputes.conftest import Acting
from tests.factories.cases import ZONE
from tests.factories.disputes import (
    CHILD,
    CLAIMANT,
    DEBTOR,
    STATE,
    STRANGER,
    DisputeDesk,
    dispute_entry,
)

MONDAY = date(2026, 11, 23)
FIVE = "5/participate_in_hearing"
CHECK, PROTEST, REPRESENT = (
    "2/check_court_act",
    "7/protest_unlawful_act",
    "7/represent_unlawful_act",
)


def codes(session: Session, dispute: Dispute) -> set[str]:
    """The grounds lists filter by, which must be those the law finds."""
    kept = select(DisputeGround.code).where(DisputeGround.dispute_id == dispute.id)
    found = set(session.scalars(kept))
    assert found == set(grounds_of(whole_of(session, dispute.id)).codes)
    return found


@pytest.mark.parametrize(
    ("changes", "code", "fact"),
    [
        ({"parties": (CHILD, DEBTOR)}, "cannot_defend_themselves", "Серік Дана"),
        ({"parties": (CLAIMANT, STATE)}, "state_party", "Әуезов ауданының әкімдігі"),
        (
            {"parties": (CLAIMANT, DEBTOR, STRANGER), "contested_by": ("third_party",)},
            "contested_actions",
            "third part",
        ),
        ({"contested_by": ("prosecutor",)}, "contested_actions", "prosecutor"),
    ],
)
def test_each_recorded_fact_gives_its_ground_and_stands_behind_it(
    desk: DisputeDesk, changes: dict[str, Any], code: str, fact: str
) -> None:
    dispute = desk.register(**changes)
    [view] = grounds_of(whole_of(desk.session, dispute.id)).derived
    assert (view.ground.code, view.ground.citation) == (code, "2002 ¶5")
    assert fact in view.ground.fact.en
    assert codes(desk.session, dispute) == {code}


def test_a_debtors_own_contest_gives_no_ground_and_its_hearing_no_duty(desk: DisputeDesk) -> None:
    dispute = desk.register()
    desk.hearing(dispute, MONDAY)
    assert codes(desk.session, dispute) == set()
    assert desk.duties(dispute) == {}


@pytest.mark.parametrize(("instance", "court"), [("first", "10-01-D"), ("appellate", "10-O")])
def test_a_ground_makes_participation_a_duty_of_the_day_of_each_hearing(
    desk: DisputeDesk, instance: str, court: str
) -> None:
    dispute = desk.register(parties=(CLAIMANT, STATE))
    hearing = desk.hearing(dispute, MONDAY, instance=instance, court=court)
    [(key, duty)] = desk.duties(dispute).items()
    assert key == (FIVE, f"hearing_set#hearing-{hearing.id}")
    assert (duty.due_on, duty.owner_office_id, duty.state) == (MONDAY, 3, "open")


def test_taking_part_fulfils_the_duty_and_a_hearing_not_held_drops_it(desk: DisputeDesk) -> None:
    dispute = desk.register(contested_by=("prosecutor",))
    attended, called_off = desk.hearing(dispute, TODAY), desk.hearing(dispute, MONDAY)
    took_part = OutcomeEntry("took_part", desk.actor.user_id)
    desk.do(operations.record_outcome, dispute.id, attended.id, took_part)
    [duty] = [duty for duty in desk.duties(dispute).values() if duty.state == "fulfilled"]
    assert (duty.trigger, duty.closed_on) == (f"hearing_set#hearing-{attended.id}", TODAY)
    not_held = OutcomeEntry("not_held", note="Судья ауырып қалды")
    desk.do(operations.record_outcome, dispute.id, called_off.id, not_held)
    assert list(desk.duties(dispute).values()) == [duty]


def test_where_nobody_took_part_the_duty_stays(desk: DisputeDesk) -> None:
    dispute = desk.register(contested_by=("prosecutor",))
    hearing = desk.hearing(dispute, TODAY)
    entry = OutcomeEntry("nobody", absence_cause="not_notified")
    recorded = desk.do(operations.record_outcome, dispute.id, hearing.id, entry)
    assert (recorded.absence_cause, recorded.took_part_name) == ("not_notified", None)
    assert [duty.state for duty in desk.duties(dispute).values()] == ["open"]


def test_a_moved_hearing_moves_its_duty_and_keeps_its_report(desk: DisputeDesk) -> None:
    dispute = desk.register(contested_by=("prosecutor",))
    hearing = desk.hearing(dispute, MONDAY)
    given = {"reported_on": TODAY, "reported_to": "Жүнісов"}
    desk.do(operations.record_report, dispute.id, hearing.id, **given)
    wednesday = MONDAY + timedelta(days=2)
    other = desk.hearing(dispute, wednesday)
    entry = HearingEntry("first", other.court_id, other.starts_at, "№ 4 зал")
    zone = {"zone": ZONE}
    moved = desk.do(operations.change_hearing, dispute.id, hearing.id, entry, **zone)
    assert (moved.day, moved.place, moved.reported_to) == (wednesday, "№ 4 зал", "Жүнісов")
    assert {duty.due_on for duty in desk.duties(dispute).values()} == {wednesday}


def test_a_hearing_outside_the_offices_courts_is_refused(desk: DisputeDesk) -> None:
    dispute = desk.register()
    desk.session.expunge_all()
    places = (("20-01-D", "first"), ("10-01-D", "appellate"), ("10-O", "first"))
    for court, instance in places:
        with pytest.raises(Refused) as refused:
            desk.hearing(dispute, MONDAY, court=court, instance=instance)
        assert {problem.field for problem in refused.value.problems} == {"court_id"}, court
    assert count(desk.session, "dispute_hearing") == 0


def test_a_dispute_of_a_foreign_court_or_with_a_known_number_is_refused(desk: DisputeDesk) -> None:
    desk.register(number="2-77")
    for changes, court, field in (
        ({"number": "2-77"}, "10-01-D", "number"),
        ({}, "20-01-D", "court_id"),
        ({}, "10-O", "court_id"),
    ):
        desk.court = court
        with pytest.raises(Refused) as refused:
            desk.register(**changes)
        assert [problem.field for problem in refused.value.problems] == [field]
    assert count(desk.session, "dispute") == 1


def test_overruling_a_ground_drops_its_duty_is_counted_and_lifting_brings_it_back(
    desk: DisputeDesk,
) -> None:
    dispute = desk.register(parties=(CLAIMANT, STATE))
    desk.hearing(dispute, MONDAY)
    entry = OverruleEntry("state_party", False, "Кәсіпорын жекешелендірілген")
    overrule = desk.do(operations.overrule_ground, dispute.id, entry)
    assert codes(desk.session, dispute) == set() and desk.rules(dispute) == set()
    counted = overrule_counts(desk.session, [3], TODAY, TODAY)
    assert counted == {(3, "state_party"): 1}
    desk.do(operations.lift_overrule, dispute.id, overrule.id, reason="Қате шешім")
    assert codes(desk.session, dispute) == {"state_party"} and desk.rules(dispute) == {FIVE}
    assert (overrule.lifted_on, overrule.lift_reason) == (TODAY, "Қате шешім")
    with pytest.raises(Refused, match="lifted already"):
        desk.do(operations.lift_overrule, dispute.id, overrule.id, reason="Тағы")


SENSELESS = (
    (OverruleEntry("state_party", False, ""), "reason"),
    (OverruleEntry("contested_actions", False, "Себеп"), "target"),
    (OverruleEntry("state_party", True, "Себеп"), "target"),
    (OverruleEntry("arrest", True, "Себеп"), "target"),
    (OverruleEntry("result", True, "Себеп"), "target"),
)


def test_an_overrule_without_sense_or_reason_is_refused(desk: DisputeDesk) -> None:
    dispute = desk.register(parties=(CLAIMANT, STATE))
    number = dispute.id
    for entry, field in SENSELESS:
        with pytest.raises(Refused) as refused:
            desk.do(operations.overrule_ground, number, entry)
        assert [problem.field for problem in refused.value.problems] == [field], entry


def test_a_ground_no_fact_gives_may_be_named_with_its_reason(desk: DisputeDesk) -> None:
    dispute = desk.register()
    desk.hearing(dispute, MONDAY)
    entry = OverruleEntry("cannot_defend_themselves", True, "Мүгедек екені анықталды")
    desk.do(operations.overrule_ground, dispute.id, entry)
    assert desk.rules(dispute) == {FIVE}


def test_correcting_the_parties_changes_grounds_and_duties(desk: DisputeDesk) -> None:
    dispute = desk.register(parties=(CLAIMANT, STATE))
    desk.hearing(dispute, MONDAY)
    court_id = desk.courts["10-01-D"]
    entry = dispute_entry(TODAY, court_id, number=dispute.number, subject="Түзетілді")
    desk.do(operations.change_dispute, dispute.id, entry, version=dispute.version)
    assert codes(desk.session, dispute) == set() and desk.duties(dispute) == {}
    with pytest.raises(Stale):
        desk.do(operations.change_dispute, dispute.id, entry, version=1)


def test_an_act_that_came_is_to_be_checked_by_the_stated_day(desk: DisputeDesk) -> None:
    dispute = desk.register()
    act = desk.act(
        dispute, date(2026, 11, 12), received_on=date(2026, 11, 16), term_ends_on=date(2026, 11, 27)
    )
    [(key, duty)] = desk.duties(dispute).items()
    assert key == (CHECK, f"enforcement_court_act_received#act-{act.id}")
    assert (duty.event_on, duty.due_on) == (date(2026, 11, 16), date(2026, 11, 27))
    desk.check(dispute, act, "lawful")
    assert (duty.state, duty.closed_on) == ("fulfilled", TODAY)


def test_an_act_without_a_stated_day_leaves_a_visible_gap_until_it_is_stated(
    desk: DisputeDesk,
) -> None:
    dispute = desk.register()
    act = desk.act(dispute, date(2026, 11, 12), received_on=date(2026, 11, 16))
    [duty] = desk.duties(dispute).values()
    assert duty.due_on is None and duty.gap is not None
    days = ActDays(date(2026, 11, 16), date(2026, 11, 30), None)
    desk.do(operations.record_days, dispute.id, act.id, days)
    assert (duty.due_on, duty.gap) == (date(2026, 11, 30), None)


def test_an_act_that_has_not_come_owes_nothing_and_cannot_be_checked(desk: DisputeDesk) -> None:
    dispute = desk.register()
    act = desk.act(dispute, date(2026, 11, 12), term_ends_on=date(2026, 11, 27))
    assert desk.duties(dispute) == {}
    with pytest.raises(Refused, match="Record first on which day the act reached"):
        desk.check(dispute, act, "lawful")


def test_an_unlawful_act_not_in_force_is_protested_within_the_stated_term(
    desk: DisputeDesk,
) -> None:
    dispute = desk.register()
    ends = date(2026, 11, 27)
    act = desk.act(dispute, date(2026, 11, 12), received_on=TODAY, term_ends_on=ends)
    desk.check(dispute, act, "unlawful")
    found = desk.duties(dispute)
    assert {rule for rule, _ in found} == {CHECK, PROTEST}
    protest = found[PROTEST, f"enforcement_act_found_unlawful#act-{act.id}"]
    assert (protest.due_on, protest.owner_office_id) == (ends, 3)
    assert {duty.state for duty in found.values()} == {"open"}


def test_an_unlawful_act_in_force_asks_a_higher_office_for_a_protest(desk: DisputeDesk) -> None:
    dispute = desk.register()
    made = date(2026, 11, 12)
    act = desk.act(dispute, made, received_on=TODAY, in_force_on=TODAY)
    desk.check(dispute, act, "unlawful")
    assert desk.rules(dispute) == {CHECK, REPRESENT}


def test_what_a_room_above_tells_closes_both_duties_and_its_withdrawal_opens_them(
    desk: DisputeDesk,
) -> None:
    dispute = desk.register()
    act = desk.act(dispute, date(2026, 11, 12), received_on=TODAY, term_ends_on=MONDAY)
    desk.check(dispute, act, "unlawful")
    brought = Event("protest_brought", TODAY, key=f"act-{act.id}")
    source = ("protest", 5)
    desk.do(operations.tell, dispute.id, source=source, events=[brought])
    assert {duty.state for duty in desk.duties(dispute).values()} == {"fulfilled"}
    desk.do(operations.tell, dispute.id, source=("protest", 6), events=[])
    assert count(desk.session, "dispute_told_fact") == 1
    desk.do(operations.tell, dispute.id, source=source, events=[])
    assert {duty.state for duty in desk.duties(dispute).values()} == {"open"}
    assert count(desk.session, "dispute_told_fact") == 0


def test_a_higher_office_tells_and_the_lower_one_finds_the_same_facts(
    desk: DisputeDesk, acting: Acting, law: Lawbook
) -> None:
    dispute = desk.register()
    act = desk.act(dispute, date(2026, 11, 12), received_on=TODAY, in_force_on=TODAY)
    desk.check(dispute, act, "unlawful")
    oblast = DisputeDesk(desk.session, acting("abay.head"), law, TODAY, desk.courts)
    sent = Event("representation_sent", TODAY, key=f"act-{act.id}")
    oblast.do(operations.tell, dispute.id, source=("representation", 1), events=[sent])
    assert desk.session.scalars(select(DisputeToldFact.office_id)).one() == 3
    acting("abay1.assistant")
    entry = OverruleEntry("state_party", True, "Мемлекеттік кәсіпорын")
    desk.do(operations.overrule_ground, dispute.id, entry)
    assert {duty.state for duty in desk.duties(dispute).values()} == {"fulfilled"}


def test_only_the_own_line_of_offices_tells_of_a_dispute(
    desk: DisputeDesk, acting: Acting, law: Lawbook
) -> None:
    dispute = desk.register()
    desk.session.expunge_all()
    for login in ("turan.head", "abay2.head"):
        other = DisputeDesk(desk.session, acting(login), law, TODAY, desk.courts)
        with pytest.raises(NotFound):
            other.do(operations.tell, dispute.id, source=("protest", 1), events=[])


def test_a_late_check_names_cause_and_unit(desk: DisputeDesk) -> None:
    dispute = desk.register()
    came, ended = date(2026, 11, 12), date(2026, 11, 19)
    act = desk.act(dispute, came, received_on=came, term_ends_on=ended)
    with pytest.raises(Refused) as refused:
        desk.check(dispute, act, "lawful")
    assert [problem.field for problem in refused.value.problems] == ["late_cause"]
    desk.check(dispute, act, "lawful", lateness=Lateness(LateCause.WORKLOAD, "Бөлім", "Көп"))
    [duty] = desk.duties(dispute).values()
    assert (duty.was_late, duty.late_cause, duty.late_unit) == (True, "workload", "Бөлім")


def test_after_its_check_the_day_an_act_came_stays(desk: DisputeDesk) -> None:
    dispute = desk.register()
    act = desk.act(dispute, date(2026, 11, 12), received_on=TODAY, term_ends_on=MONDAY)
    desk.check(dispute, act, "lawful")
    with pytest.raises(Refused) as refused:
        days = ActDays(None, MONDAY, None)
        desk.do(operations.record_days, dispute.id, act.id, days)
    assert [problem.field for problem in refused.value.problems] == ["received_on"]
    with pytest.raises(Refused, match="recorded already"):
        desk.check(dispute, act, "unlawful")
    in_force = ActDays(TODAY, MONDAY, TODAY)
    changed = desk.do(operations.record_days, dispute.id, act.id, in_force)
    assert changed.in_force_on == TODAY


def test_an_act_on_appeal_names_the_act_of_this_very_dispute(desk: DisputeDesk) -> None:
    dispute, other = desk.register(), desk.register()
    first = desk.act(dispute, date(2026, 11, 10))
    foreign = desk.act(other, date(2026, 11, 10))
    appeal = {"instance": "appellate", "court": "10-O", "decision": "quashed"}
    for reviewed in (None, foreign.id):
        with pytest.raises(Refused) as refused:
            desk.act(dispute, TODAY, reviews_id=reviewed, **appeal)
        assert [problem.field for problem in refused.value.problems] == ["reviews_id"]
    made = desk.act(dispute, TODAY, reviews_id=first.id, **appeal)
    assert made.reviews_id == first.id


def test_a_second_click_makes_one_dispute_one_hearing_and_one_act(desk: DisputeDesk) -> None:
    key = uuid.uuid4()
    entry = dispute_entry(TODAY, desk.courts["10-01-D"])
    given = {"idempotency_key": key, "assignee_id": None}
    first = desk.do(operations.register_dispute, entry, **given)
    assert desk.do(operations.register_dispute, entry, **given).id == first.id
    assert count(desk.session, "dispute") == 1


def test_those_above_see_a_dispute_and_only_its_office_changes_it(
    desk: DisputeDesk, acting: Acting, law: Lawbook
) -> None:
    dispute = desk.register()
    desk.session.expunge_all()
    oblast = DisputeDesk(desk.session, acting("abay.head"), law, TODAY, desk.courts)
    with pytest.raises(Forbidden):
        oblast.hearing(dispute, MONDAY)
    for login in ("abay2.head", "turan.head"):
        other = DisputeDesk(desk.session, acting(login), law, TODAY, desk.courts)
        with pytest.raises(NotFound):
            other.hearing(dispute, MONDAY)
    with pytest.raises(Forbidden):
        DisputeDesk(desk.session, acting("abay.auditor"), law, TODAY, desk.courts).register()


def test_no_table_of_the_room_shows_a_foreign_row_or_takes_a_change(
    desk: DisputeDesk, acting: Acting
) -> None:
    dispute = desk.register(parties=(CHILD, STATE))
    desk.hearing(dispute, MONDAY)
    desk.act(dispute, TODAY)
    acting("turan1.head")
    tables = ("dispute", "dispute_party", "dispute_word", "dispute_ground", "dispute_hearing")
    for table in (*tables, "dispute_act"):
        assert count(desk.session, table) == 0, table
    acting("abay.head")
    moved = desk.session.execute(text("update dispute set number = 'x'"))
    assert moved.rowcount == 0  # type: ignore[attr-defined]
    with pytest.raises(ProgrammingError):
        desk.session.execute(text("delete from dispute_act"))
    desk.session.rollback()


def test_a_colleague_of_another_office_gets_neither_dispute_nor_hearing(
    desk: DisputeDesk, acting: Acting
) -> None:
    stranger = acting("turan1.assistant").user_id
    desk.actor = acting("abay1.assistant")
    dispute = desk.register(contested_by=("prosecutor",))
    with pytest.raises(Refused):
        desk.do(operations.assign_dispute, dispute.id, assignee_id=stranger)
    with pytest.raises(Refused):
        desk.hearing(dispute, MONDAY, prosecutor_id=stranger)
    desk.do(operations.assign_dispute, dispute.id, assignee_id=desk.actor.user_id)
    desk.hearing(dispute, MONDAY)
    assert [duty.assignee_id for duty in desk.duties(dispute).values()] == [desk.actor.user_id]


def test_every_verb_leaves_its_audit_row_without_anybodys_number(desk: DisputeDesk) -> None:
    dispute = desk.register()
    hearing = desk.hearing(dispute, TODAY)
    desk.do(operations.record_outcome, dispute.id, hearing.id, OutcomeEntry("not_held", note="—"))
    act = desk.act(dispute, TODAY, received_on=TODAY)
    desk.check(dispute, act, "lawful")
    rows = desk.session.scalars(select(AuditEntry).where(AuditEntry.subject_id == dispute.id))
    told = [entry for entry in rows if entry.action.startswith("disputes.")]
    assert [entry.action.removeprefix("disputes.") for entry in told] == [
        "register_dispute",
        "set_hearing",
        "record_outcome",
        "record_act",
        "record_check",
    ]
    assert all(entry.actor_id == desk.actor.user_id for entry in told)
    assert "850314400017" not in repr([entry.after for entry in told])


def test_a_rebuild_changes_nothing(desk: DisputeDesk) -> None:
    dispute = desk.register(parties=(CHILD, STATE))
    desk.hearing(dispute, MONDAY)
    act = desk.act(dispute, date(2026, 11, 12), received_on=TODAY, term_ends_on=MONDAY)
    desk.check(dispute, act, "unlawful")
    done = rebuild(desk.session, desk.actor, [SOURCE], law=desk.law, today=TODAY)
    assert done.lines == ()
