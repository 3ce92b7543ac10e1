"""Documents entered, their events, corrections and transfers: what is kept and what is refused."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlalchemy.orm import Session

from supervision.audit.models import AuditEntry
from supervision.core.access import Actor
from supervision.core.errors import Forbidden, NotFound, Refused, Stale
from supervision.core.transaction import transaction
from supervision.enforcement import operations
from supervision.enforcement.models import (
    ControlCard,
    EnforcementDocument,
    EnforcementEvent,
    EnforcementProceeding,
)
from supervision.enforcement.queries.documents import children_of, events_of, get
from supervision.enforcement.rules.card import ChildEntry, entry_problems, warnings_of
from supervision.enforcement.rules.events import EventEntry
from supervision.law.enforcement.events import EventKind
from supervision.law.enforcement.life import Standing
from tests.conftest import TODAY, count
from tests.factories.enforcement import (
    CHILD,
    alimony_entry,
    card_entry,
    entered,
    initiated,
    recorded,
)
from tests.factories.offices import World

Acting = Callable[[str], Actor]
K = EventKind


def day(month: int, number: int) -> date:
    return date(2026, month, number)


@contextmanager
def refused_at(field: str | None) -> Iterator[None]:
    with pytest.raises(Refused) as refused:
        yield
    assert field in {problem.field for problem in refused.value.problems}


def problems_of(**changes: Any) -> set[str | None]:
    return {each.field for each in entry_problems(card_entry(TODAY, **changes), TODAY)}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, None),
        ({"writ_number": ""}, "writ_number"),
        ({"court_act_on": None}, "court_act_on"),
        ({"court_act_on": TODAY}, "court_act_on"),
        ({"document_kind": "11-1", "court_act_on": None, "case_number": ""}, None),
        ({"case_number": ""}, "case_number"),
        ({"plaintiff": None}, "plaintiff"),
        ({"received_on": day(10, 1)}, "received_on"),
        ({"received_on": day(11, 21)}, "received_on"),
        ({"claim": None}, "claim"),
        ({"claim": Decimal("0.001")}, "claim"),
        ({"claim": Decimal("NaN")}, "claim"),
        ({"claim": Decimal("-1")}, "claim"),
        ({"report_row": 37, "plaintiff": None}, "claim"),
        ({"report_row": 37, "claim": None}, None),
        ({"report_row": 2, "claim": None, "plaintiff": None}, None),
        ({"report_row": 40}, "report_row"),
        ({"joint_group": "7"}, "joint_group"),
        ({"debtor_number": "850314400018"}, "debtor_number"),
        ({"debtor_number": ""}, "debtor_number"),
        ({"debtor_number": "", "debtor_foreign": True}, "debtor_citizenship"),
        ({"debtor_birth_on": None}, "debtor_birth_on"),
        ({"debtor_sex": None}, "debtor_sex"),
        ({"debtor_paper_issuer": ""}, "debtor_paper_issuer"),
        ({"debtor_kind": "legal", "debtor_number": "050840000126"}, None),
        ({"debtor_kind": "legal"}, None),  # an entrepreneur may have an IIN alone
        ({"debtor_kind": "legal", "debtor_number": "050840000127"}, "debtor_number"),
        ({"debtor_kind": "legal", "debtor_account": "KZ1"}, "debtor_account"),
        ({"claimant_number": ""}, "claimant_number"),
        ({"claimant_address": ""}, "claimant_address"),
        ({"beneficiary": "children"}, "beneficiary"),
        ({"filler_number": "1"}, "filler_number"),
    ],
)
def test_each_field_of_the_card_has_its_condition(
    changes: dict[str, Any], field: str | None
) -> None:
    assert problems_of(**changes) == (set() if field is None else {field})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, None),
        ({"report_row": 19}, None),
        ({"report_row": 22}, "beneficiary"),
        ({"report_row": 22, "beneficiary": "parents", "children": (), "children_count": 0}, None),
        ({"report_row": 22, "beneficiary": "parents"}, "children"),
        ({"children": (), "children_count": 0}, "children"),
        ({"children_count": 2}, "children_count"),
        ({"children": (CHILD, CHILD), "children_count": 2}, "children-1-surname"),
        ({"children": (ChildEntry("А", "Б", "", TODAY, None),)}, "children-0-sex"),
    ],
)
def test_alimony_names_its_beneficiary_and_children(
    changes: dict[str, Any], field: str | None
) -> None:
    entry = alimony_entry(TODAY, **changes)
    found = {each.field for each in entry_problems(entry, TODAY)}
    assert found == (set() if field is None else {field})


def test_what_is_worth_a_second_look_stands_against_nothing() -> None:
    entry = alimony_entry(TODAY, report_row=19, debtor_paper_number="", claimant_address="")
    assert len(list(warnings_of(entry))) == 4  # the parties have one number here, too
    assert not list(warnings_of(card_entry(TODAY)))


def test_a_document_lives_from_its_card_to_its_ending(session: Session, acting: Acting) -> None:
    actor = acting("abay1.assistant")
    with transaction(session):
        document = entered(session, actor, today=TODAY, decided=initiated(day(11, 11)))
        add = lambda kind, on, **given: recorded(  # noqa: E731 — one line a step of the story
            session, actor, document, kind, on, today=TODAY, **given
        )
        add(K.PARTLY_RECOVERED, day(11, 12), amount=Decimal("400000"))
        suspended = add(K.SUSPENDED, day(11, 13), ground="6")
        assert (document.standing, document.suspended_on) == ("suspended", day(11, 13))
        assert document.term_ends_on is None
        add(K.RESUMED, day(11, 16))
        assert document.term_ends_on == date(2027, 1, 14)
        with refused_at("amount"):
            add(K.PARTLY_RECOVERED, day(11, 17), amount=Decimal("600000"))
        with refused_at("kind"):
            add(K.RE_INITIATED, day(11, 17), serial_number="x")
        with refused_at("effective_on"):
            add(K.FULFILLED, day(11, 21))
        with refused_at("ground"):
            add(K.TERMINATED, day(11, 17), ground="7")
        add(K.FULFILLED, day(11, 18))
        add(K.SANCTION_PAID, day(11, 19), amount=Decimal("100000"))
    assert (document.standing, document.ended_on, document.recovered) == (
        "ended",
        day(11, 18),
        Decimal("400000.00"),
    )
    with refused_at("effective_on"), transaction(session):
        # Taking the suspension back alone would leave a resumption of nothing.
        correct(session, actor, document, suspended, K.ANNULLED)


def correct(
    session: Session,
    actor: Actor,
    document: EnforcementDocument,
    wrong: EnforcementEvent,
    kind: EventKind,
    on: date = TODAY,
    **given: Any,
) -> EnforcementEvent:
    return operations.correct_event(
        session,
        actor,
        document.id,
        wrong.id,
        EventEntry(kind, on, note="Қате жазылған", **given),
        idempotency_key=uuid.uuid4(),
        today=TODAY,
    )


def test_an_event_is_put_right_by_a_later_one_and_the_flags_follow(
    session: Session, acting: Acting
) -> None:
    actor = acting("abay1.assistant")
    with transaction(session):
        document = entered(
            session,
            actor,
            today=TODAY,
            decided=initiated(day(6, 2), "35/26-1"),
            received_on=day(6, 1),
            writ_issued_on=day(5, 20),
            court_act_on=day(5, 1),
        )
        first = recorded(
            session, actor, document, K.PARTLY_RECOVERED, day(6, 5), today=TODAY, amount=Decimal(5)
        )
        second = recorded(
            session, actor, document, K.PARTLY_RECOVERED, day(6, 5), today=TODAY, amount=Decimal(5)
        )
        ended = recorded(session, actor, document, K.FULFILLED, day(8, 3), today=TODAY)
    assert ended.overdue
    assert [step["code"] for step in ended.term_steps or []] == [
        "enforcement_term.months",
        "enforcement_term.late",
    ]
    with transaction(session):
        right = correct(session, actor, document, ended, K.FULFILLED, day(7, 31))
        correct(session, actor, document, first, K.ANNULLED)
    assert (ended.superseded, right.overdue, document.ended_on) == (True, False, day(7, 31))
    assert (first.superseded, second.first_of_kind) == (True, True)
    assert document.recovered == Decimal(5)
    with transaction(session):
        begun = next(each for each in events_of(session, document.id) if each.kind == K.INITIATED)
        correct(session, actor, document, begun, K.INITIATED, day(6, 1), serial_number="35/26-2")
    with refused_at(None), transaction(session):
        correct(session, actor, document, begun, K.ANNULLED)


def test_an_initiation_put_right_keeps_its_proceeding_and_dates_the_term_anew(
    session: Session, acting: Acting
) -> None:
    actor = acting("abay1.assistant")
    with transaction(session):
        document = entered(session, actor, today=TODAY, decided=initiated(day(11, 11), "35/26-1"))
        other = entered(session, actor, today=TODAY, decided=initiated(day(11, 11), "35/26-9"))
        begun = events_of(session, document.id)[0]
    with refused_at("serial_number"), transaction(session):
        correct(session, actor, document, begun, K.INITIATED, day(11, 12), serial_number="35/26-9")
    with transaction(session):
        right = correct(
            session, actor, document, begun, K.INITIATED, day(11, 12), serial_number="35/26-2"
        )
        assert right.proceeding_id == begun.proceeding_id
        assert document.term_ends_on == date(2027, 1, 12)
        correct(session, actor, document, right, K.ANNULLED)
        assert document.standing == Standing.AWAITING
        recorded(
            session, actor, document, K.INITIATED, day(11, 13), today=TODAY, serial_number="35/26-2"
        )
    numbers = session.scalars(select(EnforcementProceeding.serial_number)).all()
    assert sorted(numbers) == ["35/26-2", "35/26-9"]
    assert other.standing == Standing.OPEN


def test_double_entry_is_impossible(session: Session, acting: Acting) -> None:
    actor = acting("abay1.assistant")
    entry, key = card_entry(TODAY), uuid.uuid4()
    with transaction(session):
        made = operations.register_document(session, actor, entry, idempotency_key=key, today=TODAY)
        again = operations.register_document(
            session, actor, entry, idempotency_key=key, today=TODAY
        )
        assert made.id == again.id
        twin = card_entry(TODAY, writ_number=f" {entry.writ_number.lower()} ")
        with refused_at("writ_number"):
            operations.register_document(
                session, actor, twin, idempotency_key=uuid.uuid4(), today=TODAY
            )
        sent = uuid.uuid4()
        ruling = initiated(day(11, 11))
        for _ in range(2):
            operations.record_event(
                session, actor, made.id, ruling, idempotency_key=sent, today=TODAY
            )
        with pytest.raises(Stale):
            operations.record_event(
                session,
                actor,
                made.id,
                EventEntry(K.FULFILLED, TODAY),
                idempotency_key=uuid.uuid4(),
                version=1,
                today=TODAY,
            )
    assert count(session, "enforcement_event") == 1


def test_no_fact_of_an_event_can_be_changed_in_the_database(
    session: Session, acting: Acting
) -> None:
    actor = acting("abay1.assistant")
    with transaction(session):
        entered(session, actor, today=TODAY, decided=initiated(day(11, 11)))
    for change in ("effective_on = '2026-11-12'", "kind = 'refused'", "amount = 5"):
        with pytest.raises(ProgrammingError):
            session.execute(text(f"update enforcement_event set {change}"))
        session.rollback()
    # Only a row that came by a sheet goes, with that sheet; this one was entered by hand.
    gone = session.execute(text("delete from enforcement_event returning id")).all()
    assert gone == []
    session.rollback()
    with pytest.raises(IntegrityError):
        session.execute(text("update enforcement_document set claim = -1"))
    session.rollback()


def test_a_transfer_moves_the_account_only_when_card_two_confirms(
    session: Session, acting: Acting, world: World
) -> None:
    sender = acting("abay1.assistant")
    with transaction(session):
        entry = alimony_entry(TODAY, claim=Decimal("300000"))
        document = operations.register_document(
            session,
            sender,
            entry,
            initiated(day(11, 11)),
            idempotency_key=uuid.uuid4(),
            today=TODAY,
        )
        recorded(
            session,
            sender,
            document,
            K.PARTLY_RECOVERED,
            day(11, 11),
            today=TODAY,
            amount=Decimal(900),
        )
        card_id = send(session, sender, document, 7).id
    document_id = document.id
    assert (document.standing, document.sent_on) == ("in_transit", day(11, 12))
    with refused_at("kind"), transaction(session):
        recorded(session, sender, document, K.FULFILLED, TODAY, today=TODAY)

    with pytest.raises(NotFound):
        answer(session, acting("abay2.assistant"), card_id)
    with pytest.raises(Forbidden):
        answer(session, acting("abay.senior"), card_id)
    receiver = acting("turan1.assistant")
    with refused_at("accepted_on"), transaction(session):
        answer(session, receiver, card_id, accepted_on=day(11, 11))
    with transaction(session):
        theirs = answer(session, receiver, card_id)
    assert (theirs.standing, theirs.office_id, theirs.recovered) == ("open", 7, Decimal(900))
    assert [child.first_name for child in children_of(session, theirs.id)] == [CHILD.first_name]
    kinds = [each.kind for each in events_of(session, theirs.id)]
    assert kinds == [K.ACCEPTED, K.PARTLY_RECOVERED]
    with refused_at(None), transaction(session):
        answer(session, receiver, card_id)
    with pytest.raises(NotFound):
        get(session, document_id)  # the receiver sees its own card only

    acting("abay1.assistant")
    left = get(session, document_id)
    assert left.standing == "left"
    last = events_of(session, document_id)[-1]
    assert (last.kind, last.effective_on, last.counterpart_office_id) == (
        K.RECEIPT_CONFIRMED,
        day(11, 16),
        7,
    )
    assert {each.kind for each in session.scalars(select(ControlCard))} == {"sent", "confirmed"}
    noted = session.scalars(select(AuditEntry.action).where(AuditEntry.office_id == 3))
    assert "enforcement.card_sent" in set(noted)


def send(
    session: Session, actor: Actor, document: EnforcementDocument, to_office_id: int
) -> ControlCard:
    return operations.send_document(
        session,
        actor,
        document.id,
        to_office_id=to_office_id,
        sent_on=day(11, 12),
        idempotency_key=uuid.uuid4(),
        today=TODAY,
    )


def answer(
    session: Session, actor: Actor, card_id: int, accepted_on: date = date(2026, 11, 16)
) -> EnforcementDocument:
    return operations.accept_transfer(
        session,
        actor,
        card_id,
        accepted_on=accepted_on,
        serial_number="20/26-7",
        idempotency_key=uuid.uuid4(),
        today=TODAY,
    )


def test_a_refused_or_recalled_transfer_leaves_the_document_with_its_sender(
    session: Session, acting: Acting
) -> None:
    sender = acting("abay1.assistant")
    with transaction(session):
        document = entered(session, sender, today=TODAY, decided=initiated(day(11, 11)))
        with refused_at("to_office_id"):
            send(session, sender, document, 3)
        card_id = send(session, sender, document, 7).id
    document_id = document.id
    receiver = acting("turan1.assistant")
    with transaction(session):
        refused = operations.refuse_transfer(
            session,
            receiver,
            card_id,
            refused_on=day(11, 13),
            ground="11",
            reason="Біздің аумақ емес",
            idempotency_key=uuid.uuid4(),
            today=TODAY,
        )
    assert (refused.standing, refused.office_id) == ("refused", 7)
    refused_id = refused.id
    sender = acting("abay1.assistant")
    assert get(session, document_id).standing == "open"
    with transaction(session):
        document = get(session, document_id)
        second = operations.send_document(
            session,
            sender,
            document.id,
            to_office_id=7,
            sent_on=day(11, 16),
            idempotency_key=uuid.uuid4(),
            today=TODAY,
        )
        operations.recall_transfer(
            session,
            sender,
            document.id,
            recalled_on=day(11, 19),
            reason="Пошта қайтарды",
            idempotency_key=uuid.uuid4(),
            today=TODAY,
        )
    assert get(session, document_id).standing == "open"
    second_id = second.id
    acting("turan1.assistant")
    with refused_at(None), transaction(session):
        answer(session, receiver, second_id, accepted_on=day(11, 18))
    with transaction(session):
        sender = acting("abay1.assistant")
        third = send_again(session, sender, get(session, document_id)).id
    with transaction(session):
        taken = answer(session, acting("turan1.assistant"), third, accepted_on=TODAY)
    # The receiver's card of the first refusal is the one that is taken in now.
    assert (taken.id, taken.standing) == (refused_id, "open")


def send_again(session: Session, actor: Actor, document: EnforcementDocument) -> ControlCard:
    return operations.send_document(
        session,
        actor,
        document.id,
        to_office_id=7,
        sent_on=TODAY,
        idempotency_key=uuid.uuid4(),
        today=TODAY,
    )
