"""The quarterly reconciliation of two offices that do not see each other's rows (`2015 ¶7`)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.audit.models import AuditEntry
from supervision.cases import operations
from supervision.cases.models import AdminCase, Reconciliation, ReconciliationLine
from supervision.cases.queries import reconciliation as queries
from supervision.cases.queries.reconciliation import Copy
from supervision.cases.rules.hearings import OutcomeEntry
from supervision.core.access import Post
from supervision.core.db import set_scope
from supervision.core.errors import Forbidden, NotFound, Refused, Stale
from supervision.core.transaction import transaction
from supervision.duties.models import Duty
from supervision.duties.rules import LateCause, Lateness
from supervision.law.lawbook import Lawbook
from supervision.offices.models import Office
from supervision.offices.queries import enter_as_house
from tests.cases.conftest import Acting
from tests.conftest import TODAY
from tests.factories.cases import TRANSPORT_OFFICE, Desk
from tests.factories.reconciliation import (
    AUEZOV,
    QUARTER,
    TRANSPORT_HEAD,
    Party,
    open_quarter,
)

RULE = "2015/7/quarterly_reconciliation"
TRANSPORT: dict[str, Any] = {"transport_field": "rail", "sanctions": ("confiscation",)}
WEDNESDAY = date(2026, 11, 18)
LAST_DAY = date(2026, 12, 31)  # the last working day of the quarter, a Thursday


@pytest.fixture
def district(session: Session, acting: Acting, law: Lawbook, courts: dict[str, int]) -> Party:
    return Party(session, acting("abay1.head"), law, TODAY, courts)


@pytest.fixture
def transport(session: Session, law: Lawbook, courts: dict[str, int]) -> Party:
    return Party(session, TRANSPORT_HEAD, law, TODAY, courts)


def heard(desk: Desk, case: AdminCase, day: date = WEDNESDAY, **act: Any) -> None:
    """A hearing held and an act made that day."""
    hearing = desk.hearing(case, day, prosecutor_id=desk.actor.user_id)
    entry = OutcomeEntry("nobody", absence_cause="not_notified")
    desk.do(operations.record_outcome, case.id, hearing.id, entry)
    desk.act(case, day, **act)


def handed(district: Party, number: str) -> AdminCase:
    """A case of the transport office that the district notified and handed over."""
    desk = district.desk
    case = desk.register(number=number, **TRANSPORT)
    desk.notice(case)
    desk.do(operations.hand_over, case.id, to_office_id=TRANSPORT_OFFICE)
    return case


def told(copy: Copy) -> list[tuple[str, str]]:
    """The differences of a copy: number and kind."""
    return sorted((each.number, each.kind) for each in copy.differences)


def duties(session: Session) -> dict[int, Duty]:
    """The duty of both offices for the quarter."""
    enter_as_house(session)
    session.expire_all()
    found = session.scalars(select(Duty).where(Duty.rule == RULE, Duty.trigger == QUARTER))
    return {duty.owner_office_id: duty for duty in found}


def test_both_offices_see_the_same_reconciliation_and_nobody_else_does(
    district: Party, transport: Party, acting: Acting
) -> None:
    opened = district.open(TRANSPORT_OFFICE)
    ours, pair, number = opened.id, opened.pair, opened.number
    assert number == "2026-Q4/10-01/TRN"
    theirs = transport.open(AUEZOV)
    assert (theirs.pair, theirs.office_id) == (pair, TRANSPORT_OFFICE)
    assert theirs.id != ours and theirs.number == number
    with pytest.raises(NotFound):
        queries.get(transport.session, ours)
    acting("abay2.head")
    with pytest.raises(NotFound):
        queries.get(district.session, ours)


def test_what_cannot_be_reconciled_is_refused(district: Party) -> None:
    for counterpart, quarter, field in (
        (TRANSPORT_OFFICE, "2027-Q1", "quarter"),
        (TRANSPORT_OFFICE, "2026-11", "quarter"),
        (TRANSPORT_OFFICE, "2015-Q1", "quarter"),
        (4, QUARTER, "counterpart_id"),  # an office of the same kind
        (AUEZOV, QUARTER, "counterpart_id"),
        (999, QUARTER, "counterpart_id"),
    ):
        with pytest.raises(Refused) as refused:
            district.open(counterpart, quarter)
        found = [problem.field for problem in refused.value.problems]
        assert found == [field], (counterpart, quarter)


def test_each_list_comes_from_the_own_registers(district: Party, transport: Party) -> None:
    desk = district.desk
    kept = desk.register(number="3/1", **TRANSPORT)  # transport was not notified: it stays
    heard(desk, kept)
    plain = desk.register(number="3/2")
    heard(desk, plain)
    earlier = desk.register(number="3/3", **TRANSPORT)  # not heard in the quarter
    assert earlier.id
    handed(district, "3/4")
    own = transport.desk.register(number="3/5", **TRANSPORT)
    heard(transport.desk, own, kind="termination", termination_ground="Мерзім")
    district.open(TRANSPORT_OFFICE)
    district.submit()
    transport.submit()
    lines = district.copy().lines
    assert [(x.number, x.heard_on, x.outcome, x.relation) for x in lines[AUEZOV]] == [
        ("3/1", WEDNESDAY, "penalty", "own"),
        ("3/4", None, "", "handed_over"),
    ]
    assert [(x.number, x.heard_on, x.outcome, x.relation) for x in lines[TRANSPORT_OFFICE]] == [
        ("3/4", None, "", "received"),
        ("3/5", WEDNESDAY, "termination", "own"),
    ]
    assert lines == transport.copy().lines
    expected = [("3/1", "only_territorial"), ("3/5", "only_specialised")]
    assert told(district.copy()) == told(transport.copy()) == expected


def test_a_case_handed_over_and_heard_meets_its_twin(district: Party, transport: Party) -> None:
    case = handed(district, "3/4")
    heard(transport.desk, case)
    transport.open(AUEZOV)
    transport.submit()
    assert told(transport.copy()) == []
    assert not transport.copy().both_submitted
    district.submit()
    copy = district.copy()
    [match] = copy.matches
    assert match.difference is None and match.shown.offender
    assert match.territorial is not None and match.territorial.notice_number == "2026-0001"
    assert match.specialised is not None and match.specialised.notice_number == "2026-0001"


def test_a_case_shown_as_heard_is_not_listed_as_pending_again(
    district: Party, transport: Party, session: Session, law: Lawbook
) -> None:
    case = handed(district, "3/4")
    heard(transport.desk, case)
    handed(district, "3/5")
    district.open(TRANSPORT_OFFICE)
    district.submit()
    transport.submit()
    district.sign()
    transport.sign()
    for party in (district, transport):
        party.today = date(2027, 2, 1)
    district.open(TRANSPORT_OFFICE, "2027-Q1")
    district.submit("2027-Q1")
    transport.submit("2027-Q1")
    for party in (district, transport):
        lines = party.copy("2027-Q1").lines
        assert {of: [x.number for x in found] for of, found in lines.items()} == {
            AUEZOV: ["3/5"],
            TRANSPORT_OFFICE: ["3/5"],
        }


def test_a_list_is_frozen_until_it_is_submitted_again(district: Party, transport: Party) -> None:
    district.open(TRANSPORT_OFFICE)
    district.submit()
    transport.submit()
    heard(district.desk, district.desk.register(number="3/1", **TRANSPORT))
    assert district.copy().lines.get(AUEZOV, []) == []
    district.submit()
    assert [line.number for line in transport.copy().lines[AUEZOV]] == ["3/1"]
    assert told(transport.copy()) == [("3/1", "only_territorial")]


@pytest.fixture
def differing(district: Party, transport: Party) -> tuple[Party, Party]:
    """Both lists submitted; the district's one case is on its list alone."""
    heard(district.desk, district.desk.register(number="3/1", **TRANSPORT))
    district.open(TRANSPORT_OFFICE)
    district.submit()
    transport.submit()
    return district, transport


def test_nobody_signs_before_every_difference_is_settled(differing: tuple[Party, Party]) -> None:
    district, transport = differing
    for party in differing:
        with pytest.raises(Refused, match="Settle every difference first"):
            party.sign()
    transport.settle("3/1", "to_be_added", "Көлік прокуратурасы есепке қосады")
    [seen] = district.copy().differences
    assert (seen.settlement, seen.settled_by, seen.settled_by_office_id) == (
        "to_be_added",
        "Омаров",
        TRANSPORT_OFFICE,
    )
    district.sign()
    assert transport.copy().other.signed_by == district.actor.name
    assert not transport.copy().head.is_signed
    transport.sign()
    assert district.copy().head.signed_on == transport.copy().head.signed_on == TODAY


def test_an_act_needs_both_lists(district: Party, transport: Party) -> None:
    district.open(TRANSPORT_OFFICE)
    district.submit()
    with pytest.raises(Refused, match="when both offices have submitted"):
        district.sign()
    assert transport.copy().own.submission == 0


def test_a_new_settlement_takes_the_signature_away(differing: tuple[Party, Party]) -> None:
    district, transport = differing
    district.settle("3/1")
    district.sign()
    transport.settle("3/1", "listed_by_mistake", "Аумақтық прокурордың ісі")
    assert district.copy().own.signed_on is None
    entry = district.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.action == "cases.settle_difference", AuditEntry.office_id == AUEZOV)
        .order_by(AuditEntry.id.desc())
    ).first()
    assert entry is not None and (entry.after or {})["voided"] == [district.actor.name]


def test_a_new_list_keeps_what_was_settled_of_what_it_still_says(
    differing: tuple[Party, Party],
) -> None:
    district, transport = differing
    district.settle("3/1")
    district.sign()
    heard(district.desk, district.desk.register(number="3/9", **TRANSPORT))
    district.submit()
    copy = transport.copy()
    assert {each.number: each.is_settled for each in copy.differences} == {
        "3/1": True,
        "3/9": False,
    }
    assert copy.other.signed_on is None
    with pytest.raises(Refused, match="Settle every difference first"):
        transport.sign()


def test_what_both_signed_does_not_change(differing: tuple[Party, Party]) -> None:
    district, transport = differing
    district.settle("3/1")
    district.sign()
    with pytest.raises(Refused, match="Your side has signed"):
        district.sign()
    transport.sign()
    for act in (district.submit, transport.submit, transport.sign):
        with pytest.raises(Refused, match="does not change any more"):
            act()
    with pytest.raises(Refused, match="does not change any more"):
        district.settle("3/1")


def test_a_page_opened_before_the_other_side_acted_is_outdated(
    differing: tuple[Party, Party],
) -> None:
    district, transport = differing
    version = district.copy().head.version
    transport.settle("3/1")
    for act in (district.submit, district.sign):
        with pytest.raises(Stale):
            act(version=version)
    with pytest.raises(Stale):
        district.settle("3/1", version=version)
    assert district.copy().head.version == transport.copy().head.version == version + 1


def test_only_a_head_or_deputy_signs_and_only_the_two_offices_act(
    differing: tuple[Party, Party], session: Session, acting: Acting, law: Lawbook
) -> None:
    district, _transport = differing
    district.settle("3/1")
    head = district.copy().head
    assistant = Party(session, acting("abay1.assistant"), law, TODAY, district.courts)
    with pytest.raises(Forbidden):
        assistant.sign()
    for login in ("abay.head", "gpo.head"):
        above = acting(login)
        with pytest.raises(Forbidden), transaction(session):
            operations.submit_list(session, above, head.id, today=TODAY)


def test_with_both_signatures_the_duty_of_both_offices_closes(
    differing: tuple[Party, Party], session: Session, law: Lawbook
) -> None:
    district, transport = differing
    open_quarter(session, law, TODAY)
    assert {duty.due_on for duty in duties(session).values()} == {LAST_DAY}
    district.settle("3/1")
    district.sign()
    assert {duty.state for duty in duties(session).values()} == {"open"}
    transport.sign()
    for duty in duties(session).values():
        assert (duty.state, duty.closed_on, duty.closed_by) == (
            "fulfilled",
            TODAY,
            "2026-Q4/10-01/TRN",
        )
        assert duty.late_cause is None


def test_who_waited_for_the_other_side_is_not_at_fault(
    differing: tuple[Party, Party], session: Session, law: Lawbook
) -> None:
    district, transport = differing
    open_quarter(session, law, TODAY)
    district.settle("3/1")
    district.sign()
    transport.today = date(2027, 1, 8)
    with pytest.raises(Refused) as refused:
        transport.sign()
    assert [problem.field for problem in refused.value.problems] == ["late_cause"]
    transport.sign(lateness=Lateness(LateCause.WORKLOAD, "Бірінші бөлім", "Жылдың соңы"))
    found = duties(session)
    assert {duty.closed_on for duty in found.values()} == {date(2027, 1, 8)}
    assert (found[TRANSPORT_OFFICE].late_cause, found[TRANSPORT_OFFICE].late_unit) == (
        "workload",
        "Бірінші бөлім",
    )
    assert found[AUEZOV].late_cause == "awaited_other_body"
    assert found[AUEZOV].late_unit == "Бас көлік прокуратурасы"


def test_the_duty_waits_for_every_opened_reconciliation_of_the_quarter(
    district: Party, transport: Party, session: Session, law: Lawbook, acting: Acting
) -> None:
    open_quarter(session, law, TODAY)
    zaisan = Party(session, acting("abay2.head"), law, TODAY, district.courts)
    district.open(TRANSPORT_OFFICE)
    zaisan.open(TRANSPORT_OFFICE)
    district.submit()
    session.expire_all()
    transport.enter()
    one = transport.copy(other=AUEZOV)
    with transaction(session):
        operations.submit_list(session, transport.actor, one.head.id, today=TODAY)
    district.sign()
    transport.sign(other=AUEZOV)
    found = duties(session)
    assert found[AUEZOV].state == "fulfilled"
    assert found[TRANSPORT_OFFICE].state == "open"  # that with the Zaisan office is not signed


def test_an_office_with_nobody_at_its_seat_closes_its_duty_with_this_reason(
    district: Party, session: Session, law: Lawbook
) -> None:
    open_quarter(session, law, TODAY)

    def record(note: str = "Мамандандырылған прокуратура жоқ") -> None:
        district.enter()
        with transaction(session):
            operations.record_no_counterpart(
                session, district.actor, quarter=QUARTER, note=note, law=law, today=TODAY
            )

    with pytest.raises(Refused, match="There is an office at the seat"):
        record()
    enter_as_house(session)
    with transaction(session):
        session.get_one(Office, TRANSPORT_OFFICE).seat_kk = "Орал"
    with pytest.raises(Refused, match="Say on what this rests"):
        record(" ")
    record()
    duty = duties(session)[AUEZOV]
    assert (duty.state, duty.closed_by) == ("fulfilled", "Мамандандырылған прокуратура жоқ")
    with pytest.raises(Refused, match="No duty of this quarter is open"):
        record()


def test_the_gpo_sees_each_reconciliation_once(
    differing: tuple[Party, Party], acting: Acting, session: Session
) -> None:
    gpo = acting("gpo.head")
    [seen] = queries.listed(session, gpo.offices_below, None)
    assert seen.office_id == AUEZOV
    assert session.scalars(select(Reconciliation)).all()[1:], "both copies are in its sight"
    set_scope(session, TRANSPORT_HEAD.scope)
    [seen] = queries.listed(session, TRANSPORT_HEAD.offices_below, QUARTER)
    assert seen.office_id == TRANSPORT_OFFICE
    assert queries.listed(session, TRANSPORT_HEAD.offices_below, "2026-Q3") == []


def test_no_row_of_the_other_office_was_read_or_left_behind(
    differing: tuple[Party, Party], session: Session
) -> None:
    district, transport = differing
    for party in differing:
        party.enter()
        rows = session.scalars(select(ReconciliationLine)).all()
        assert {row.office_id for row in rows} == {party.actor.office_id}
    assert transport.actor.post is Post.HEAD and district.actor.post is Post.HEAD
