"""Enforcement documents for tests: cards with every condition met, entered by the room's operations.

Belongs here: entries with days around one Friday and numbers whose check digits are right.
"""

from __future__ import annotations

import itertools
import uuid
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.enforcement import operations
from supervision.enforcement.models import EnforcementDocument, EnforcementEvent
from supervision.enforcement.rules.card import CardEntry, ChildEntry
from supervision.enforcement.rules.events import EventEntry
from supervision.law.enforcement.events import EventKind

PERSON_IIN = "850314400017"
OTHER_IIN = "900101300017"
COMPANY_BIN = "050840000126"
CHILD = ChildEntry("Серікұлы", "Алихан", "Маратұлы", date(2018, 5, 4), "male")
_numbers = itertools.count(1)


def card_entry(today: date, **changes: Any) -> CardEntry:
    """A claim of a bank against a citizen, received ten days ago: 1 000 000 tenge, row 15."""
    entry = CardEntry(
        writ_number=f"35-{next(_numbers):05}",
        writ_issued_on=today - timedelta(days=20),
        issuing_body="Абай аудандық соты",
        document_kind="1",
        received_on=today - timedelta(days=10),
        receipt_kind="first",
        delivery_mode="by_post",
        report_row=15,
        substance="Банк қарызын өндіріп алу",
        debtor_kind="natural",
        debtor_name="Серікова Айгүл Маратқызы",
        claimant_kind="legal",
        claimant_name="«Дала Банк» АҚ",
        filled_by="state_bailiff",
        bailiff="Ахметов Нұрлан Серікұлы",
        filler_number=PERSON_IIN,
        court_act_on=today - timedelta(days=50),
        case_number="2-1204/2026",
        plaintiff="legal_entity",
        claim=Decimal("1000000.00"),
        debtor_number=PERSON_IIN,
        debtor_birth_on=date(1985, 3, 14),
        debtor_paper_number="040123456",
        debtor_paper_issuer="ІІМ",
        debtor_paper_on=date(2019, 6, 1),
        debtor_sex="female",
        debtor_address="Семей қаласы, Абай көшесі, 4",
        claimant_number=COMPANY_BIN,
        claimant_address="Алматы қаласы, Дала көшесі, 1",
    )
    return replace(entry, **changes)


def alimony_entry(today: date, **changes: Any) -> CardEntry:
    """Alimony for one child from one citizen to another: row 20."""
    values: dict[str, Any] = {
        "report_row": 20,
        "substance": "Баланы асырауға алимент",
        "plaintiff": "citizen",
        "claim": Decimal("85000"),
        "claimant_kind": "natural",
        "claimant_name": "Ахметова Сәуле",
        "claimant_number": PERSON_IIN,
        "claimant_birth_on": date(1985, 3, 14),
        "claimant_address": "Семей қаласы",
        "beneficiary": "children",
        "children": (CHILD,),
        "children_count": 1,
    }
    return card_entry(today, **{**values, **changes})


def initiated(on: date, serial_number: str = "") -> EventEntry:
    """An initiation ruling of a day with a number of its own."""
    number = serial_number or f"35/26-{next(_numbers)}"
    return EventEntry(EventKind.INITIATED, on, serial_number=number)


def entered(
    session: Session,
    actor: Actor,
    *,
    today: date,
    decided: EventEntry | None = None,
    **changes: Any,
) -> EnforcementDocument:
    """A document entered by the product's own operation; `changes` are fields of the card."""
    entry = card_entry(today, **changes)
    return operations.register_document(
        session, actor, entry, decided, idempotency_key=uuid.uuid4(), today=today
    )


def recorded(
    session: Session,
    actor: Actor,
    document: EnforcementDocument,
    kind: EventKind,
    on: date,
    *,
    today: date,
    **given: Any,
) -> EnforcementEvent:
    """One event recorded by the product's own operation."""
    return operations.record_event(
        session,
        actor,
        document.id,
        EventEntry(kind, on, **given),
        idempotency_key=uuid.uuid4(),
        today=today,
    )
