"""Enforcement documents for the walks: cards, events and transfers, each text chosen by the test.

Belongs here: making the rows by the room's own operations, and finding their ids again. Does not
belong here: what a test looks for afterwards.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.enforcement import operations
from supervision.enforcement.models import EnforcementDocument
from supervision.enforcement.rules.card import CardEntry
from supervision.enforcement.rules.events import EventEntry
from supervision.law.enforcement.events import EventKind
from supervision.offices.models import Office
from tests.conftest import TODAY
from tests.factories.enforcement import CHILD, alimony_entry, recorded

Words = Callable[[int, str], str]
Pairs = Mapping[int, list[tuple[int, int]]]
# Codes, not words: chosen from lists of the law, numbers, or made by the machine.
CODES = {
    "enforcement_document": {
        *("document_kind", "receipt_kind", "delivery_mode", "plaintiff", "debtor_kind"),
        *("debtor_sex", "debtor_account", "claimant_kind", "beneficiary", "filled_by"),
        *("debtor_number", "claimant_number", "filler_number", "standing", "ended_by"),
    },
    "enforcement_child": {"sex"},
    "enforcement_event": {"kind", "ground"},
    "control_card": {"kind", "ground"},
}


def plant_enforcement(session: Session, head: Actor, office_id: int, case: Words, iin: str) -> None:
    """Two documents: one suspended and put right, one sent to the office above and answered there."""
    set_scope(session, head.scope)
    entry = _entry(office_id, case, iin)
    lived = _registered(session, head, entry, case(office_id, "serial"))
    with transaction(session):
        wrong = recorded(
            session,
            head,
            lived,
            EventKind.SUSPENDED,
            TODAY,
            today=TODAY,
            ground="6",
            note=case(office_id, "remark"),
        )
        operations.correct_event(
            session,
            head,
            lived.id,
            wrong.id,
            EventEntry(EventKind.ANNULLED, TODAY, note=case(office_id, "mistake")),
            idempotency_key=uuid.uuid4(),
            today=TODAY,
        )
    refused = replace(entry, writ_number=case(office_id, "refused"))
    ruling = EventEntry(
        EventKind.REFUSED, TODAY, ground="1", addressee=case(office_id, "addressee")
    )
    with transaction(session):
        operations.register_document(
            session, head, refused, ruling, idempotency_key=uuid.uuid4(), today=TODAY
        )
    above = session.scalar(select(Office.parent_id).where(Office.id == office_id))
    if above is not None:
        _sent(session, head, entry, office_id, above, case)


def _sent(
    session: Session, head: Actor, entry: CardEntry, office_id: int, above: int, case: Words
) -> None:
    """A document sent to the office above, which sees it anyway; once recalled, once on its way."""
    sent = replace(entry, writ_number=case(office_id, "sent"))
    document = _registered(session, head, sent, case(office_id, "second"))
    for ago, reason in ((1, case(office_id, "recall")), (0, "")):
        on = TODAY - timedelta(days=ago)
        with transaction(session):
            operations.send_document(
                session,
                head,
                document.id,
                to_office_id=above,
                sent_on=on,
                idempotency_key=uuid.uuid4(),
                today=TODAY,
            )
            if reason:
                operations.recall_transfer(
                    session,
                    head,
                    document.id,
                    recalled_on=on,
                    reason=reason,
                    idempotency_key=uuid.uuid4(),
                    today=TODAY,
                )


def _registered(
    session: Session, head: Actor, entry: CardEntry, serial_number: str
) -> EnforcementDocument:
    on = TODAY - timedelta(days=1)
    with transaction(session):
        return operations.register_document(
            session,
            head,
            entry,
            EventEntry(EventKind.INITIATED, on, serial_number=serial_number),
            idempotency_key=uuid.uuid4(),
            today=TODAY,
        )


def _entry(office_id: int, case: Words, iin: str) -> CardEntry:
    """A card whose every text is a word of the office."""
    words: dict[str, Any] = {
        name: case(office_id, name.replace("_", ""))
        for name in (
            *("writ_number", "case_number", "issuing_body", "substance", "joint_group"),
            *("debtor_name", "debtor_paper_number", "debtor_paper_issuer", "debtor_workplace"),
            *("debtor_post", "debtor_citizenship", "debtor_address", "claimant_name"),
            *("claimant_address", "bailiff"),
        )
    }
    child = replace(
        CHILD,
        surname=case(office_id, "surname"),
        first_name=case(office_id, "first"),
        patronymic=case(office_id, "patronymic"),
    )
    return alimony_entry(
        TODAY,
        **words,
        debtor_number=iin,
        debtor_birth_on=date(1977, 3, 14),  # as in the IIN of every planted debtor
        debtor_foreign=True,
        joint=True,
        claim=Decimal(9000),
        children=(child,),
    )


@dataclass(frozen=True)
class EnforcementIds:
    """The ids of planted documents by office; an event goes with its document."""

    documents: Mapping[int, list[int]]
    events: Pairs
    cards: Mapping[int, list[int]]

    @classmethod
    def read(cls, connection: Connection) -> EnforcementIds:
        """Every document there is."""
        events: dict[int, list[tuple[int, int]]] = {}
        for office, document, row_id in connection.execute(
            text("select office_id, document_id, id from enforcement_event order by 1, 2, 3")
        ):
            events.setdefault(office, []).append((document, row_id))
        return cls(
            _ids(connection, "enforcement_document"), events, _ids(connection, "control_card")
        )


def _ids(connection: Connection, table: str) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = {}
    for office, row_id in connection.execute(
        text(f"select office_id, id from {table} order by 1, 2")
    ):
        found.setdefault(office, []).append(row_id)
    return found
