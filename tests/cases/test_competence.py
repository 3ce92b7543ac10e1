"""Who covers a case, the register of notices, the hand-over and its trail (`2015 ¶7`)."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.audit.models import AuditEntry
from supervision.cases import operations
from supervision.cases.facts import SOURCE
from supervision.cases.models import AdminCase, CaseHearing, CaseTransfer
from supervision.cases.queries.findings import competence_of, grounds_of
from supervision.cases.queries.whole import whole_of
from supervision.cases.rules.notices import NoticeEntry
from supervision.core.access import Actor, Level, Post
from supervision.core.db import set_scope
from supervision.core.errors import NotFound, Refused, Stale
from supervision.core.transaction import transaction
from supervision.duties.operations import rebuild
from supervision.law.competence import CompetenceFinding
from tests.cases.conftest import Acting
from tests.conftest import TODAY, count
from tests.factories.cases import TRANSPORT_OFFICE, ZONE, Desk

MONDAY = date(2026, 11, 23)
NOTIFY = ("7/notify_specialised_office", "specialised_case_accepted")
TRANSPORT = {"transport_field": "rail", "sanctions": ("confiscation",)}


def finding(session: Session, case: AdminCase) -> CompetenceFinding:
    whole = whole_of(session, case.id)
    return competence_of(whole, grounds_of(whole))


@pytest.fixture
def transport(session: Session, desk: Desk) -> Desk:
    """The desk of the transport office's head; enters its scope when `enter` is called."""
    actor = Actor(
        user_id=None,
        name="Омаров",
        office_id=TRANSPORT_OFFICE,
        office_name="Chief Transport Office",
        level=Level.OBLAST,
        post=Post.HEAD,
        language="en",
        offices_below=(TRANSPORT_OFFICE,),
    )
    return Desk(session, actor, desk.law, TODAY, desk.courts)


@pytest.mark.parametrize(
    ("changes", "belongs", "codes"),
    [
        ({}, "territorial", ["usual"]),
        (TRANSPORT, "transport", ["transport_case", "not_notified"]),
        # no field of transport without a mandatory category
        ({"transport_field": "rail"}, "territorial", ["usual"]),
        (
            {"military_status": "serviceman_in_service"},
            "military",
            ["serviceman", "no_office_at_seat"],
        ),
    ],
)
def test_the_case_stays_with_the_territorial_office_until_the_other_is_notified(
    desk: Desk, changes: dict[str, Any], belongs: str, codes: list[str]
) -> None:
    case = desk.register(**changes)
    found = finding(desk.session, case)
    assert (found.covered_by, found.belongs_to) == ("territorial", belongs)
    assert [reason.code for reason in found.reasons] == codes
    assert (NOTIFY in desk.duties(case.id)) == found.notice_owed


def test_a_notice_gets_the_next_number_and_closes_the_duty_to_notify(desk: Desk) -> None:
    case = desk.register(**TRANSPORT)
    assert desk.duties(case.id)[NOTIFY].state == "open"
    first, second = desk.notice(case), desk.notice(case, means="other", other_means="E-mail")
    assert (first.number, second.number) == ("2026-0001", "2026-0002")
    assert first.given_on == TODAY
    assert finding(desk.session, case).covered_by == "transport"
    duty = desk.duties(case.id)[NOTIFY]
    assert (duty.state, duty.closed_on) == ("fulfilled", TODAY)


def test_the_day_and_year_of_a_notice_are_those_of_the_seat(desk: Desk) -> None:
    case = desk.register(**TRANSPORT)
    # 20:30 in UTC on the 18th is half past one in the morning of the 19th
    notice = desk.notice(case, given_at=datetime(2026, 11, 18, 20, 30, tzinfo=UTC))
    assert notice.given_on == date(2026, 11, 19)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"means": "pigeon"}, "means"),
        ({"means": "other"}, "other_means"),
        ({"given_by": " "}, "given_by"),
        ({"taken_by": ""}, "taken_by"),
        ({"given_at": datetime(2026, 11, 21, 4, tzinfo=UTC)}, "given_at"),
        ({"given_at": datetime(2026, 11, 15, 4, tzinfo=UTC)}, "given_at"),
        ({"to_office_id": 4}, "to_office_id"),
    ],
)
def test_a_notice_that_cannot_be_is_refused_at_its_own_field(
    desk: Desk, changes: dict[str, Any], field: str
) -> None:
    case = desk.register(**TRANSPORT)
    with pytest.raises(Refused) as refused:
        desk.notice(case, **changes)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert count(desk.session, "case_notice") == 0


def test_a_case_of_the_territorial_office_is_nobody_elses_to_be_notified_of(desk: Desk) -> None:
    with pytest.raises(Refused):
        desk.notice(desk.register())


def test_the_same_notice_sent_twice_is_registered_once(desk: Desk) -> None:
    case, key = desk.register(**TRANSPORT), uuid.uuid4()
    entry = NoticeEntry(
        TRANSPORT_OFFICE, datetime(2026, 11, 20, 4, tzinfo=UTC), "telephonogram", "А", "Б"
    )
    given: dict[str, Any] = {"idempotency_key": key, "zone": ZONE}
    made = {desk.do(operations.give_notice, case.id, entry, **given).id for _ in range(2)}
    assert len(made) == 1


def test_without_a_notice_nothing_is_handed_over(desk: Desk) -> None:
    case = desk.register(**TRANSPORT)
    with pytest.raises(Refused) as refused:
        desk.do(operations.hand_over, case.id, to_office_id=TRANSPORT_OFFICE)
    assert "first" in refused.value.problems[0].message
    with pytest.raises(Refused):
        desk.do(operations.hand_over, case.id, to_office_id=4)


def test_a_hand_over_moves_the_case_with_its_duties_and_both_sides_see_the_trail(
    desk: Desk, transport: Desk, acting: Acting
) -> None:
    case = desk.register(**TRANSPORT)
    hearing = desk.hearing(case, MONDAY, prosecutor_id=desk.actor.user_id)
    desk.act(case, TODAY, copy_on=TODAY)
    notice = desk.notice(case)
    before = set(desk.duties(case.id))
    sent = desk.do(operations.hand_over, case.id, to_office_id=TRANSPORT_OFFICE)
    assert (sent.direction, sent.office_id, sent.notice_number) == ("sent", 3, notice.number)
    tables = ("admin_case", "case_article", "case_word", "case_hearing", "court_act", "duty")
    assert [count(desk.session, table) for table in tables] == [0] * len(tables)
    assert (count(desk.session, "case_notice"), count(desk.session, "case_transfer")) == (1, 1)
    with pytest.raises(NotFound):
        desk.do(operations.assign_case, case.id, assignee_id=None)

    set_scope(desk.session, transport.actor.scope)
    assert set(transport.duties(case.id)) == before
    duties = transport.duties(case.id)
    assert {duty.office_id for duty in duties.values()} == {TRANSPORT_OFFICE}
    part = duties["6/participate_at_first_instance", f"hearing_set#hearing-{hearing.id}"]
    assert (part.owner_office_id, part.assignee_id) == (TRANSPORT_OFFICE, None)
    assert duties[NOTIFY].state == "fulfilled"
    trail = transport.session.scalars(select(CaseTransfer)).one()
    assert (trail.direction, trail.from_office_id, trail.handed_on) == ("received", 3, TODAY)
    assert trail.reasons == ["transport_case"]
    moved = transport.session.scalars(select(CaseHearing)).one()
    assert moved.prosecutor_id is None
    # the new office goes on with the case by its own verbs
    transport.do(
        operations.mark_court_term_breach,
        case.id,
        step="decided",
        description="Two months",
        found_on=TODAY,
    )
    assert finding(transport.session, case).covered_by == "transport"


def test_asking_the_law_again_after_a_hand_over_changes_nothing(
    desk: Desk, transport: Desk
) -> None:
    case = desk.register(**TRANSPORT)
    desk.hearing(case, MONDAY)
    desk.notice(case)
    desk.do(operations.hand_over, case.id, to_office_id=TRANSPORT_OFFICE)
    set_scope(desk.session, transport.actor.scope)
    with transaction(desk.session):
        done = rebuild(desk.session, transport.actor, [SOURCE], law=desk.law, today=TODAY)
    assert done.lines == ()


def test_the_scope_is_narrow_again_after_a_hand_over(desk: Desk) -> None:
    case = desk.register(**TRANSPORT)
    desk.notice(case)
    desk.do(operations.hand_over, case.id, to_office_id=TRANSPORT_OFFICE)
    assert desk.session.info["scope"] == desk.actor.scope
    assert count(desk.session, "admin_case") == 0


def test_a_hand_over_is_audited_for_both_offices(desk: Desk, acting: Acting) -> None:
    case = desk.register(**TRANSPORT)
    desk.notice(case)
    desk.do(operations.hand_over, case.id, to_office_id=TRANSPORT_OFFICE)
    acting("gpo.auditor")
    entries = desk.session.scalars(
        select(AuditEntry.office_id).where(AuditEntry.action == "cases.hand_over")
    )
    assert sorted(entries) == [3, TRANSPORT_OFFICE]


def test_a_case_changed_meanwhile_is_not_handed_over(desk: Desk) -> None:
    case = desk.register(**TRANSPORT)
    desk.notice(case)
    with pytest.raises(Stale):
        desk.do(
            operations.hand_over,
            case.id,
            to_office_id=TRANSPORT_OFFICE,
            version=case.version + 1,
        )
