"""A card put right: what may change, what events and submitted forms hold, what the log keeps."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.audit.models import AuditEntry
from supervision.core.access import Actor
from supervision.core.errors import Forbidden, NotFound, Refused, Stale
from supervision.core.transaction import transaction
from supervision.enforcement import operations
from supervision.enforcement.models import EnforcementDocument
from supervision.enforcement.queries.documents import children_of, events_of
from supervision.enforcement.queries.register import Filters, register
from supervision.enforcement.rules.card import CardEntry
from supervision.enforcement.rules.content import card_of_document
from supervision.enforcement.rules.corrections import closed_problems, lived_problems
from supervision.enforcement.rules.events import EventEntry
from supervision.law.enforcement.events import EventKind
from tests.conftest import TODAY
from tests.enforcement.test_life import refused_at
from tests.factories.enforcement import (
    CHILD,
    OTHER_IIN,
    alimony_entry,
    card_entry,
    entered,
    initiated,
)

Acting = Callable[[str], Actor]
BEGUN = date(2026, 11, 12)
SECOND = replace(CHILD, first_name="Айару", sex="female")


def card_of(session: Session, document: EnforcementDocument) -> CardEntry:
    return card_of_document(document, children_of(session, document.id))


def correct(
    session: Session, actor: Actor, document: EnforcementDocument, version: int | None = None
) -> Callable[..., EnforcementDocument]:
    """Put fields of the card right, the others as they stand."""

    def with_changes(**changes: object) -> EnforcementDocument:
        entry = replace(card_of(session, document), **changes)  # type: ignore[arg-type]
        return operations.correct_card(
            session, actor, document.id, entry, version=version, today=TODAY
        )

    return with_changes


def found_by(session: Session, words: str) -> list[int]:
    shown = register(
        session,
        Filters(text=words),
        sort="registered",
        descending=True,
        cursor=None,
        today=TODAY,
        language="kk",
    )
    return [row.id for row in shown.rows]


@pytest.mark.parametrize(
    "changes",
    [
        {"claim": Decimal(900)},
        {"document_kind": "4"},
        {"receipt_kind": "repeated"},
        {"report_row": 16},
        {"extra_row": 26},
        {"joint": True},
        {"received_on": date(2026, 11, 13)},
    ],
)
def test_what_events_are_counted_by_waits_until_none_stands(changes: dict[str, object]) -> None:
    before = card_entry(TODAY)
    after = replace(before, **changes)  # type: ignore[arg-type]
    assert [each.field for each in lived_problems(before, after, BEGUN)] == list(changes)
    assert not list(lived_problems(before, after, None))


def test_who_a_submitted_form_has_counted_stays_and_every_other_name_may_change() -> None:
    through, alimony, bank = date(2026, 9, 30), alimony_entry(TODAY), card_entry(TODAY)

    def held(before: CardEntry, **changes: object) -> list[str | None]:
        after = replace(before, **changes)  # type: ignore[arg-type]
        assert not list(closed_problems(before, after, None))
        return [each.field for each in closed_problems(before, after, through)]

    assert held(alimony, children=(CHILD, SECOND), children_count=2) == ["children"]
    assert held(alimony, debtor_number=OTHER_IIN) == ["debtor_number"]
    assert held(alimony, debtor_name="Серікова Айгүл") == []  # the IIN tells who it is
    assert held(replace(alimony, debtor_number=""), debtor_name="Серікова А.") == ["debtor_name"]
    assert held(bank, filled_by="private_bailiff") == ["filled_by"]
    assert held(bank, debtor_number=OTHER_IIN, debtor_address="Семей, Достық 1") == []


def test_a_card_without_events_is_put_right_whole_and_the_log_keeps_both(
    session: Session, acting: Acting
) -> None:
    actor = acting("abay1.assistant")
    document = entered(session, actor, today=TODAY)
    right = alimony_entry(
        TODAY, writ_number="35-ТҮЗЕТІЛДІ", children=(CHILD, SECOND), children_count=2
    )
    with transaction(session):
        operations.correct_card(session, actor, document.id, right, version=1, today=TODAY)
    session.expire_all()
    assert card_of(session, document) == right
    assert (document.claim_now, document.number_key) == (Decimal(85000), "35-түзетілді")
    assert found_by(session, "түзетілді ахметова") == [document.id]
    assert found_by(session, "дала банк") == []

    told = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "enforcement.correct_card")
    ).one()
    assert told.before["claim"] == "1000000.00" and told.after["claim"] == "85000"  # type: ignore[index]
    assert told.before["children"] is None and len(told.after["children"]) == 2  # type: ignore[index]
    assert "issuing_body" not in told.before  # type: ignore[operator]
    with pytest.raises(Stale):
        correct(session, actor, document, version=1)(debtor_post="Есепші")
    with pytest.raises(Refused, match="Nothing"):
        correct(session, actor, document)()


def test_with_events_names_change_and_sums_wait_for_an_event(
    session: Session, acting: Acting
) -> None:
    actor = acting("abay1.assistant")
    document = entered(session, actor, today=TODAY, decided=initiated(BEGUN))
    correct(session, actor, document)(debtor_name="Серікова Айгүл", debtor_post="Есепші")
    assert (document.debtor_name, document.standing) == ("Серікова Айгүл", "open")
    with refused_at("claim"):
        correct(session, actor, document)(claim=Decimal(900))
    with refused_at("debtor_number"):
        correct(session, actor, document)(debtor_number="850314400018")
    other = entered(session, actor, today=TODAY)
    with refused_at("writ_number"):
        correct(session, actor, other)(
            writ_number=document.writ_number.upper(), issuing_body=document.issuing_body
        )
    # put right as never having been, the initiation holds nothing any more
    begun = events_of(session, document.id)[0]
    operations.correct_event(
        session,
        actor,
        document.id,
        begun.id,
        EventEntry(EventKind.ANNULLED, BEGUN, note="Қате жазылған"),
        idempotency_key=uuid.uuid4(),
        today=TODAY,
    )
    correct(session, actor, document)(claim=Decimal(900), report_row=16)
    assert (document.claim_now, document.report_row) == (Decimal(900), 16)


def test_only_the_office_of_the_account_puts_a_card_right(session: Session, acting: Acting) -> None:
    document = entered(session, acting("abay1.assistant"), today=TODAY)
    entry = replace(card_of(session, document), debtor_post="Есепші")
    for login, refusal in (("abay.head", Forbidden), ("turan1.assistant", NotFound)):
        with pytest.raises(refusal):
            operations.correct_card(session, acting(login), document.id, entry, today=TODAY)


def test_a_submitted_form_holds_the_children_it_counted(session: Session, acting: Acting) -> None:
    head = acting("abay1.head")
    card = alimony_entry(TODAY)
    fields = {name: getattr(card, name) for name in ("beneficiary", "children", "children_count")}
    counted = entered(session, head, today=TODAY, decided=initiated(BEGUN), report_row=20, **fields)
    later = entered(
        session, head, today=TODAY, decided=initiated(date(2026, 11, 18)), report_row=20, **fields
    )
    operations.close_accounts(
        session, head, (3,), through_on=date(2026, 11, 15), by_office_id=3, year=2026, sequence=4
    )
    both = {"children": (CHILD, SECOND), "children_count": 2}
    with refused_at("children"):
        correct(session, head, counted)(**both)
    correct(session, head, counted)(children=(replace(CHILD, sex="female"),), debtor_post="Есепші")
    correct(session, head, later)(**both)
    assert len(children_of(session, later.id)) == 2
