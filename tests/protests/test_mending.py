"""A draft dropped, a record corrected, motives read: each with its reason and its trace."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.audit.models import AuditEntry
from supervision.cases.models import CaseToldFact, CourtAct
from supervision.core.db import set_scope
from supervision.core.errors import Forbidden, Refused
from supervision.core.transaction import transaction
from supervision.protests import operations
from supervision.protests.correcting import BroughtEntry
from supervision.protests.models import Protest
from supervision.protests.queries.lists import to_review
from supervision.protests.queries.open_windows import windows_of_cases
from supervision.protests.queries.unread import unread_motives
from supervision.protests.rules import OutcomeEntry
from tests.conftest import TODAY
from tests.factories.cases import Desk
from tests.factories.protests import ProtestDesk
from tests.protests.conftest import Desks
from tests.protests.test_bringing import refused
from tests.protests.test_ending import duties_of

WEDNESDAY = date(2026, 11, 18)
NOON = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)


@pytest.fixture
def protest(act: CourtAct, at: Desks) -> Protest:
    """A protest of the district, brought on Wednesday the 18th."""
    head = at("abay1.head")
    return head.bring(head.draft(act), WEDNESDAY)


def last_entry(session: Session, action: str) -> AuditEntry:
    return session.scalars(
        select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id.desc())
    ).first()  # type: ignore[return-value]


def read(desk: ProtestDesk, protest: Protest, motion_id: int) -> Any:
    set_scope(desk.session, desk.actor.scope)
    with transaction(desk.session):
        return operations.read_motives(desk.session, desk.actor, protest.id, motion_id, now=NOON)


def correct_outcome(desk: ProtestDesk, protest: Protest, decision: str, **rest: Any) -> Protest:
    given = {"reason": rest.pop("reason", "Қате жазылған"), "law": desk.law}
    entry = OutcomeEntry(decision, rest.pop("on", TODAY), **rest)
    return desk.do(operations.correct_outcome, protest.id, entry, **given)


def correct_bringing(
    desk: ProtestDesk, protest: Protest, number: str, on: date, reason: str = "Қате жазылған"
) -> Protest:
    entry = BroughtEntry(number, on)
    return desk.do(operations.correct_bringing, protest.id, entry, reason=reason, law=desk.law)


def test_motives_of_a_withdrawal_stay_news_until_somebody_of_the_lower_office_read_them(
    session: Session, protest: Protest, at: Desks
) -> None:
    oblast = at("abay.head")
    motion = oblast.motion(protest, TODAY, paper_number="7-26")
    assert unread_motives(session, 3, "kk") == []  # the court has not granted the motion yet
    oblast.outcome(protest, "none", TODAY, ended_by="court_granted_motion", note="Ұйғарым")
    assistant = at("abay1.assistant")
    (news,) = unread_motives(session, 3, "kk")
    assert (news.protest_id, news.motion_id, news.number) == (protest.id, motion.id, "2-15/26")
    at("abay.head")
    assert unread_motives(session, 2, "kk") == []
    with pytest.raises(Forbidden):
        read(oblast, protest, motion.id)
    told = read(assistant, protest, motion.id)
    assert told.read_at == NOON and told.read_by.startswith(assistant.actor.name)
    assert read(at("abay1.head"), protest, motion.id).read_by == told.read_by
    assert unread_motives(session, 3, "kk") == []
    entry = last_entry(session, "protests.read_motives")
    assert (entry.actor_name, entry.subject_id) == (assistant.actor.name, protest.id)


def test_a_returned_protest_and_an_own_motion_are_no_news(
    session: Session, act: CourtAct, protest: Protest, at: Desks
) -> None:
    at("abay.head").motion(protest, TODAY)
    head = at("abay1.head")
    head.outcome(protest, "none", TODAY, ended_by="court_returned", note="Хат")
    assert unread_motives(session, 3, "ru") == []
    other = head.bring(head.draft(act), WEDNESDAY)
    motion = head.motion(other, TODAY)
    head.outcome(other, "none", TODAY, ended_by="court_granted_motion", note="Ұйғарым")
    assert unread_motives(session, 3, "ru") == []
    with pytest.raises(Refused):
        read(head, other, motion.id)


def test_a_dropped_draft_is_kept_with_its_reason_and_counts_no_more(
    session: Session, act: CourtAct, at: Desks
) -> None:
    head = at("abay1.head")
    draft = head.draft(act)
    asking = {"office_id": None, "today": TODAY, "language": "kk"}
    assert [row.has_draft for row in windows_of_cases(session, **asking)] == [True]
    key = {"reviewing_office_id": 2, "idempotency_key": uuid.uuid4()}
    review = head.do(operations.ask_review, draft.id, **key)
    assert refused(head.do, operations.drop_draft, draft.id, " ") == {"reason": "Say why."}
    with pytest.raises(Forbidden):
        at("abay.head").do(operations.drop_draft, draft.id, "Артық")
    head = at("abay1.head")
    dropped = head.do(operations.drop_draft, draft.id, "Акт заңды деп танылды")
    assert (dropped.state, dropped.dropped_on) == ("dropped", TODAY)
    assert dropped.drop_reason == "Акт заңды деп танылды"
    assert [row.has_draft for row in windows_of_cases(session, **asking)] == [False]
    assert session.scalars(select(CaseToldFact.id)).all() == []
    for step in (
        lambda: head.bring(draft, TODAY),
        lambda: head.do(operations.drop_draft, draft.id, "Тағы"),
        lambda: head.outcome(draft, "granted", TODAY),
    ):
        with pytest.raises(Refused, match="dropped"):
            step()
    oblast = at("abay.head")
    assert to_review(session, 2, "kk") == []
    with pytest.raises(Refused, match="dropped"):
        oblast.do(operations.answer_review, draft.id, review.id, answer="agreed")


def test_a_protest_brought_is_not_dropped(protest: Protest, at: Desks) -> None:
    with pytest.raises(Refused, match="brought already"):
        at("abay1.head").do(operations.drop_draft, protest.id, "Артық")


def test_a_corrected_outcome_is_told_anew_and_its_duties_follow(
    desk: Desk, act: CourtAct, protest: Protest, at: Desks
) -> None:
    head = at("abay1.head")
    with pytest.raises(Refused, match="not recorded yet"):
        correct_outcome(head, protest, "granted")
    head.outcome(protest, "rejected", TODAY, note="Бірінші жазба")
    assert duties_of(desk, act)["14/represent_rejected_protest"].state == "open"
    head = at("abay1.head")
    assert refused(correct_outcome, head, protest, "granted", reason="") == {"reason": "Say why."}
    mended = correct_outcome(head, protest, "granted", note="Қаулы дұрыс оқылмаған")
    assert (mended.outcome, mended.state) == ("granted", "ended")
    entry = last_entry(desk.session, "protests.correct_outcome")
    assert entry.before is not None and entry.after is not None
    assert (entry.before["outcome"], entry.before["note"]) == ("rejected", "Бірінші жазба")
    assert (entry.after["outcome"], entry.after["reason"]) == ("granted", "Қате жазылған")
    assert "14/represent_rejected_protest" not in duties_of(desk, act)
    head = at("abay1.head")
    back = correct_outcome(
        head, protest, "none", ended_by="prosecutors_took_back", note="Кері алынды"
    )
    assert (back.outcome, back.ending_reason) == ("returned", "taken_back_without_grant")
    again = correct_outcome(at("abay1.head"), protest, "rejected")
    assert (again.outcome, again.ending_reason) == ("rejected", None)
    assert duties_of(desk, act)["14/represent_rejected_protest"].state == "open"


def test_a_corrected_day_must_lie_in_the_window_and_moves_the_closing_of_the_duty(
    desk: Desk, act: CourtAct, protest: Protest, at: Desks
) -> None:
    head = at("abay1.head")
    told = refused(correct_bringing, head, protest, "5-12", date(2026, 11, 13))
    assert "brought_on" in told
    told = refused(correct_bringing, head, protest, "", date(2026, 11, 17), "")
    assert set(told) == {"number", "reason"}
    mended = correct_bringing(head, protest, "5-12", date(2026, 11, 17))
    assert (mended.number, mended.brought_on) == ("5-12", date(2026, 11, 17))
    duty = duties_of(desk, act)["13/appellate_protest"]
    assert (duty.state, duty.closed_on) == ("fulfilled", date(2026, 11, 17))
    entry = last_entry(desk.session, "protests.correct_bringing")
    assert entry.before is not None
    assert (entry.before["number"], entry.before["brought_on"]) == ("2-15/26", "2026-11-18")


def test_a_protest_is_not_corrected_to_a_day_after_its_record_or_what_followed_it(
    act: CourtAct, protest: Protest, at: Desks
) -> None:
    on_time = at("abay1.head", date(2026, 12, 1))
    told = refused(correct_bringing, on_time, protest, "1", date(2026, 11, 23))
    assert told["brought_on"].startswith("It was recorded on")
    at("abay1.head").outcome(protest, "rejected", date(2026, 11, 19))
    told = refused(correct_bringing, on_time, protest, "1", date(2026, 11, 20))
    assert told["brought_on"].startswith("What followed the protest is dated")
    # its number alone is put right whenever, long after the window closed on the 26th
    assert correct_bringing(on_time, protest, "1-A", WEDNESDAY).number == "1-A"
    # and a day that was in time when it was recorded stays so
    assert correct_bringing(on_time, protest, "1-A", date(2026, 11, 19)).late_reason is None


def test_only_its_own_office_corrects_a_bringing(protest: Protest, at: Desks) -> None:
    with pytest.raises(Forbidden):
        correct_bringing(at("abay.head"), protest, "1", WEDNESDAY)
